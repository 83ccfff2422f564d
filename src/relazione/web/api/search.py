"""Searching words."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from relazione.ledger.listing import Listing
from relazione.web.api.answers import Answer, gives, listed
from relazione.web.api.paging import position_of
from relazione.web.api.parameters import About, Paged
from relazione.web.asking import Known
from relazione.web.store import Kept

router = APIRouter(prefix="/search", tags=["search"])
Kind = Literal["document", "actor", "event", "statement", "figure", "agreement"]


class Which(About, Paged):
    """What is searched; days are those of publication."""

    q: str = Field(max_length=200, description="Words or beginnings of words; all must stand there.")
    kind: list[Kind] = Field([], description="Only finds of this kind; may be repeated.")


@router.get("", responses=gives("Finds", "The finds, the last added first."), response_class=Answer)
def search(ledger: Kept, sides: Known, which: Annotated[Which, Query()]) -> Any:
    """Find texts, names and records by their words; case, accents and hyphens do not count.

    With `first` or `second` only records about them are found.
    """
    with ledger.view() as view:
        part = Listing(view.connection).finds(
            which.q,
            kinds=which.kind,
            question=which.question(sides),
            after=position_of(which.cursor),
            limit=which.limit,
        )
    return listed(part)
