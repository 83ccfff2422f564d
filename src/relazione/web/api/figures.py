"""Figures of reports, each with its source and words."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field

from relazione.web.api.answers import Answer, gives
from relazione.web.api.claims import Which, list_claims, one_claim
from relazione.web.api.parameters import Indicator
from relazione.web.asking import Known
from relazione.web.store import Kept

router = APIRouter(prefix="/figures", tags=["records"])


class Figures(Which):
    """Which figures."""

    indicator: list[Indicator] = Field([], description="Only figures that measure this; may be repeated.")


@router.get("", responses=gives("Figures", "The figures, the latest day first."), response_class=Answer)
def list_figures(ledger: Kept, sides: Known, which: Annotated[Figures, Query()]) -> Any:
    """List figures of reports, the latest day first.

    Values are in base units; figures of one thing that contradict one another stand side by side in a dossier.
    """
    return list_claims(ledger, sides, "figure", which, indicator=which.indicator)


@router.get("/{id}", responses=gives("FigureOne", "The figure.", 404), response_class=Answer)
def one_figure(
    ledger: Kept, id_: Annotated[str, Path(alias="id", pattern="^figure:[0-9a-f]{16}(-[0-9]{1,4})?$")]
) -> Any:
    """Give one figure by the id that lists name."""
    return one_claim(ledger, "figure", id_)
