"""Dossiers as trees."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from relazione.dossier import Options, build_dossier, gather
from relazione.resolution.dates import today
from relazione.web.api.answers import Answer, gives
from relazione.web.api.parameters import About, Day, Side, days_of
from relazione.web.asking import Known
from relazione.web.store import Kept

router = APIRouter(prefix="/dossier", tags=["dossier"])


class Which(About):
    """Which dossier."""

    first: Side = Field(description="A state (KAZ) or group (C6).")
    second: Side | None = Field(None, description="The other state or group; everybody where it is not given.")
    on: Day | None = Field(None, description="Judge promises as of this day; else today.")
    changes_since: Day | None = Field(None, description="Only what is new, changed or newly contradicted since then.")
    language: Literal["de", "en"] = Field("en", description="The dossier's language.")


@router.get("", responses=gives("Dossier", "The dossier."), response_class=Answer)
def dossier(ledger: Kept, sides: Known, which: Annotated[Which, Query()]) -> Any:
    """Give the dossier on two sides, or on one with everybody: timeline, course, agreements, figures, promises.

    Every line has the numbers of its footnotes, and these the exact words.
    """
    day, since = days_of(which.on or ""), days_of(which.changes_since or "")
    made = day[1] if day else today().isoformat()
    with ledger.view() as view:
        findings = gather(view, which.question(sides), made)
    options = Options(language=which.language, made=made, since=since[1] if since else None)
    return Answer(build_dossier(findings, options))
