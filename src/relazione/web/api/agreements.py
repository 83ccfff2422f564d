"""Agreements of reports, each with its source and words."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field

from relazione.web.api.answers import Answer, gives
from relazione.web.api.claims import Which, list_claims, one_claim
from relazione.web.api.parameters import AgreementKind
from relazione.web.asking import Known
from relazione.web.store import Kept

router = APIRouter(prefix="/agreements", tags=["records"])


class Agreements(Which):
    """Which agreements."""

    kind: list[AgreementKind] = Field([], description="Only agreements of this kind; may be repeated.")


@router.get("", responses=gives("Agreements", "The agreements, the latest day first."), response_class=Answer)
def list_agreements(ledger: Kept, sides: Known, which: Annotated[Agreements, Query()]) -> Any:
    """List agreements of reports, the latest day first.

    Each with the stages that its report tells of; a dossier joins them to courses.
    """
    return list_claims(ledger, sides, "agreement", which, kind=which.kind)


@router.get("/{id}", responses=gives("AgreementOne", "The agreement.", 404), response_class=Answer)
def one_agreement(
    ledger: Kept, id_: Annotated[str, Path(alias="id", pattern="^agreement:[0-9a-f]{16}(-[0-9]{1,4})?$")]
) -> Any:
    """Give one agreement by the id that lists name."""
    return one_claim(ledger, "agreement", id_)
