"""Statements of reports, each with its source and words."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field

from relazione.ledger.listing import Listing
from relazione.records import Act, Form
from relazione.web.api.answers import Answer, gives, single, told
from relazione.web.api.paging import position_of
from relazione.web.api.parameters import About, Paged
from relazione.web.store import Kept

router = APIRouter(prefix="/statements", tags=["records"])


class Which(About, Paged):
    """Which statements."""

    act: list[Act] = Field([], description="Only what is said with this intent; may be repeated.")
    form: list[Form] = Field([], description="Only quotations (direct), reported speech (indirect, reported).")
    speaker: str | None = Field(
        None, min_length=1, max_length=200, pattern=r"^[ -~]+$", description="Only what this actor says, by its id."
    )


@router.get("", responses=gives("Statements", "The statements, the latest day first."), response_class=Answer)
def list_statements(ledger: Kept, which: Annotated[Which, Query()]) -> Any:
    """List statements of reports, the latest day first.

    Filters are joined by "and", the values of one filter by "or". `quotes` are the words that are said.
    """
    with ledger.view() as view:
        part = Listing(view.connection).claims(
            "statement",
            which.wanted(act=which.act, form=which.form, speaker=which.speaker),
            after=position_of(which.cursor),
            limit=which.limit,
        )
    return told(part)


@router.get("/{id}", responses=gives("StatementOne", "The statement.", 404), response_class=Answer)
def one_statement(
    ledger: Kept, id_: Annotated[str, Path(alias="id", pattern="^statement:[0-9a-f]{16}(-[0-9]{1,4})?$")]
) -> Any:
    """Give one statement by the id that lists name."""
    with ledger.view() as view:
        return single(Listing(view.connection).claim("statement", id_))
