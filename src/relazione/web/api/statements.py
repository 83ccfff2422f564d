"""Statements of reports, each with its source and words."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field

from relazione.records import Act, Form
from relazione.web.api.answers import Answer, gives
from relazione.web.api.claims import Which, list_claims, one_claim
from relazione.web.asking import Known
from relazione.web.store import Kept

router = APIRouter(prefix="/statements", tags=["records"])


class Statements(Which):
    """Which statements."""

    act: list[Act] = Field([], description="Only what is said with this intent; may be repeated.")
    form: list[Form] = Field([], description="Only quotations (direct), reported speech (indirect, reported).")
    speaker: str | None = Field(
        None, min_length=1, max_length=200, pattern=r"^[ -~]+$", description="Only what this actor says, by its id."
    )


@router.get("", responses=gives("Statements", "The statements, the latest day first."), response_class=Answer)
def list_statements(ledger: Kept, sides: Known, which: Annotated[Statements, Query()]) -> Any:
    """List statements of reports, the latest day first.

    Filters are joined by "and", the values of one filter by "or". `quotes` are the words that are said.
    """
    return list_claims(ledger, sides, "statement", which, act=which.act, form=which.form, speaker=which.speaker)


@router.get("/{id}", responses=gives("StatementOne", "The statement.", 404), response_class=Answer)
def one_statement(
    ledger: Kept, id_: Annotated[str, Path(alias="id", pattern="^statement:[0-9a-f]{16}(-[0-9]{1,4})?$")]
) -> Any:
    """Give one statement by the id that lists name."""
    return one_claim(ledger, "statement", id_)
