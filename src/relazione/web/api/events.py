"""Merged events: each once, with every report that tells of it."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field

from relazione.ledger.listing import Listing
from relazione.records import Status
from relazione.web.api.answers import Answer, gives, single, told
from relazione.web.api.paging import position_of
from relazione.web.api.parameters import About, EventType, Paged
from relazione.web.asking import Known
from relazione.web.store import Kept

router = APIRouter(prefix="/events", tags=["records"])


class Which(About, Paged):
    """Which events."""

    type: list[EventType] = Field([], description="Only events of this PLOVER type; may be repeated.")
    status: list[Status] = Field([], description="Only events that are so far; may be repeated.")


@router.get("", responses=gives("Events", "The events, the latest day first."), response_class=Answer)
def list_events(ledger: Kept, sides: Known, which: Annotated[Which, Query()]) -> Any:
    """List events, the latest day first, each once, with every report that tells of it and its words there.

    Filters are joined by "and", the values of one filter by "or".
    """
    with ledger.view() as view:
        part = Listing(view.connection).events(
            which.wanted(sides, type=which.type, status=which.status),
            after=position_of(which.cursor),
            limit=which.limit,
        )
    return told(part)


@router.get("/{id}", responses=gives("EventOne", "The event.", 404), response_class=Answer)
def one_event(ledger: Kept, id_: Annotated[str, Path(alias="id", pattern="^event:[0-9a-f]{16}(-[0-9]{1,4})?$")]) -> Any:
    """Give one event by the id that lists and dossiers name; `links` say why its tellings are one."""
    with ledger.view() as view:
        return single(Listing(view.connection).event(id_))
