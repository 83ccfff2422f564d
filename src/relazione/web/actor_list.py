"""The actors of a ledger as a list in the language of the interface, searched by any of their spellings."""

import re
from collections.abc import Sequence

from relazione.ledger import Ledger
from relazione.ledger.directory import Entry, find_actors
from relazione.records import ActorKind, Record
from relazione.resolution.names import fold
from relazione.web.asking import Sides
from relazione.web.cache import Memory
from relazione.web.wording import languages

ORDER: tuple[ActorKind, ...] = ("state", "group", "organisation", "person")


class ListedActor(Record, frozen=True, kw_only=True):
    """An actor in a list: its name in the language of the interface, its other spellings, the name of its state."""

    id: str
    kind: ActorKind
    name: str
    also: tuple[str, ...]
    state: str


def list_actors(findings: Memory, ledger: Ledger, sides: Sides, words: str, language: str) -> list[ListedActor]:
    """Return the actors one of whose names holds words that begin like all of `words`: states first, then by name."""
    sought = re.findall(r"\w+", fold(words))

    def make() -> list[tuple[Entry, ListedActor]]:
        with ledger.transaction() as connection:
            everyone = [(entry, _listed(entry, sides, language)) for entry in find_actors(connection)]
        return sorted(everyone, key=lambda one: (ORDER.index(one[1].kind), fold(one[1].name), one[1].id))

    return [actor for entry, actor in findings.get(("everyone", language), make) if _fits(entry, sides, sought)]


def _fits(entry: Entry, sides: Sides, sought: Sequence[str]) -> bool:
    return not sought or any(_holds(name, sought) for name in (*entry.names, *_official(entry.id, sides)))


def _holds(name: str, sought: Sequence[str]) -> bool:
    parts = re.findall(r"\w+", fold(name))
    return all(any(part.startswith(word) for part in parts) for word in sought)


def _official(actor: str, sides: Sides) -> tuple[str, ...]:
    """Return the code and the names of a state or known organisation."""
    if actor.startswith("actor:"):
        return ()
    return (actor, *(sides.name(actor, language) for language in languages()))


def _listed(entry: Entry, sides: Sides, language: str) -> ListedActor:
    known = None if entry.id.startswith("actor:") else sides.known_name(entry.id, language)
    name = known or max(entry.names, key=len, default=entry.id)
    state = sides.name(entry.country, language) if entry.country and entry.kind != "state" else ""
    also = tuple(other for other in entry.names if other != name)
    return ListedActor(id=entry.id, kind=entry.kind, name=name, also=also, state=state)
