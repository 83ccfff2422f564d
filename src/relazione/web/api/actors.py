"""Actors as all reports together show them."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from pydantic import Field

from relazione.errors import LedgerError
from relazione.ledger.listing import Listing
from relazione.records import ActorKind
from relazione.web.api.answers import Answer, Listed, gives
from relazione.web.api.paging import IDS, cursor_of_id, id_of
from relazione.web.api.parameters import Asked, State
from relazione.web.store import Kept

ID = "^[A-Z][A-Z0-9]{2,99}$|^(org|actor):[A-Za-z0-9_.+-]{1,100}$"
router = APIRouter(prefix="/actors", tags=["actors"])


class Which(Asked):
    """Which actors."""

    name: str = Field("", max_length=200, description="Only actors with a name that holds this; case does not count.")
    kind: list[ActorKind] = Field([], description="Only actors of this kind; may be repeated.")
    country: list[State] = Field([], description="Only actors of this state; may be repeated.")
    limit: int = Field(50, ge=1, le=200, description="At most so many items.")
    cursor: str | None = Field(None, pattern=IDS, description="`next` of the part before; nothing for the first.")


@router.get("", responses=gives("Actors", "The actors, in the order of their ids."), response_class=Answer)
def list_actors(ledger: Kept, which: Annotated[Which, Query()]) -> Any:
    """List actors in the order of their ids, with their names, offices and why their mentions are one."""
    with ledger.view() as view:
        actors, following = Listing(view.connection).people(
            name=which.name, kinds=which.kind, countries=which.country, after=id_of(which.cursor), limit=which.limit
        )
    return Answer(Listed(items=tuple(actors), next=cursor_of_id(following)))


@router.get("/{id}", responses=gives("LedgerActor", "The actor.", 404), response_class=Answer)
def one_actor(ledger: Kept, id_: Annotated[str, Path(alias="id", pattern=ID)]) -> Any:
    """Give one actor by its id: `KAZ` for a state, `org:C6` for a known group, `actor:…` for others."""
    with ledger.view() as view:
        found = view.actors([id_])
    if id_ not in found:
        raise LedgerError(f"no actor {id_}", mend="list the actors to find their ids")
    return Answer(found[id_])
