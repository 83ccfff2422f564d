"""Agreements of reports, each with its source and words."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field

from relazione.ledger.listing import Listing
from relazione.web.api.answers import Answer, gives, single, told
from relazione.web.api.paging import position_of
from relazione.web.api.parameters import About, AgreementKind, Paged
from relazione.web.store import Kept

router = APIRouter(prefix="/agreements", tags=["records"])


class Which(About, Paged):
    """Which agreements."""

    kind: list[AgreementKind] = Field([], description="Only agreements of this kind; may be repeated.")


@router.get("", responses=gives("Agreements", "The agreements, the latest day first."), response_class=Answer)
def list_agreements(ledger: Kept, which: Annotated[Which, Query()]) -> Any:
    """List agreements of reports, the latest day first.

    Each with the stages that its report tells of; a dossier joins them to courses.
    """
    with ledger.view() as view:
        part = Listing(view.connection).claims(
            "agreement",
            which.wanted(kind=which.kind),
            after=position_of(which.cursor),
            limit=which.limit,
        )
    return told(part)


@router.get("/{id}", responses=gives("AgreementOne", "The agreement.", 404), response_class=Answer)
def one_agreement(
    ledger: Kept, id_: Annotated[str, Path(alias="id", pattern="^agreement:[0-9a-f]{16}(-[0-9]{1,4})?$")]
) -> Any:
    """Give one agreement by the id that lists name."""
    with ledger.view() as view:
        return single(Listing(view.connection).claim("agreement", id_))
