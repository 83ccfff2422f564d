"""Figures of reports, each with its source and words."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field

from relazione.ledger.listing import Listing
from relazione.web.api.answers import Answer, gives, single, told
from relazione.web.api.paging import position_of
from relazione.web.api.parameters import About, Indicator, Paged
from relazione.web.store import Kept

router = APIRouter(prefix="/figures", tags=["records"])


class Which(About, Paged):
    """Which figures."""

    indicator: list[Indicator] = Field([], description="Only figures that measure this; may be repeated.")


@router.get("", responses=gives("Figures", "The figures, the latest day first."), response_class=Answer)
def list_figures(ledger: Kept, which: Annotated[Which, Query()]) -> Any:
    """List figures of reports, the latest day first.

    Values are in base units; figures of one thing that contradict one another stand side by side in a dossier.
    """
    with ledger.view() as view:
        part = Listing(view.connection).claims(
            "figure",
            which.wanted(indicator=which.indicator),
            after=position_of(which.cursor),
            limit=which.limit,
        )
    return told(part)


@router.get("/{id}", responses=gives("FigureOne", "The figure.", 404), response_class=Answer)
def one_figure(
    ledger: Kept, id_: Annotated[str, Path(alias="id", pattern="^figure:[0-9a-f]{16}(-[0-9]{1,4})?$")]
) -> Any:
    """Give one figure by the id that lists name."""
    with ledger.view() as view:
        return single(Listing(view.connection).claim("figure", id_))
