"""The actors of a ledger one by one: who there is, in which ways reports show an actor, where its records stand."""

from collections.abc import Iterable, Iterator

import msgspec
import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.dialects import in_chunks
from relazione.records import ActorKind, Record
from relazione.resolution.actors import Profile


class Entry(Record, frozen=True, kw_only=True):
    """An actor in the list of all: `names` are all its spellings, none of a state or known organisation."""

    id: str
    kind: ActorKind
    names: tuple[str, ...]
    country: str | None


class Place(Record, frozen=True, kw_only=True):
    """Where a claim stands: the document's id and the record's id in its reading."""

    document: str
    local: str


def find_actors(connection: sa.Connection) -> Iterator[Entry]:
    """Yield all actors that have a name, in the order of their ids."""
    table = tables.profiles
    shown: dict[str, list[Profile]] = {}
    for row in connection.execute(sa.select(table.c.actor, table.c.profile).order_by(table.c.actor, table.c.id)):
        shown.setdefault(row.actor, []).append(msgspec.json.decode(row.profile, type=Profile))
    for actor, profiles in shown.items():
        names = sorted({name for profile in profiles for name in profile.names})
        if names or not actor.startswith("actor:"):
            country = next((profile.country for profile in profiles if profile.country), None)
            yield Entry(id=actor, kind=profiles[0].kind, names=tuple(names), country=country)


def profiles_of(connection: sa.Connection, actor: str) -> list[Profile]:
    """Return the ways in which reports show an actor, those with the most names first."""
    table = tables.profiles
    query = sa.select(table.c.profile).where(table.c.actor == actor).order_by(table.c.id)
    profiles = [msgspec.json.decode(text, type=Profile) for text in connection.execute(query).scalars()]
    return sorted(profiles, key=lambda profile: (not profile.names, profile.name, profile.id))


def places_of(connection: sa.Connection, claims: Iterable[str]) -> dict[str, Place]:
    """Return where claims stand, by their ids."""
    record, document = tables.records, tables.documents
    query = sa.select(record.c.claim, record.c.local, document.c.id).join(
        document, document.c.number == record.c.document
    )
    return {
        row.claim: Place(document=row.id, local=row.local)
        for part in in_chunks(sorted(set(claims)))
        for row in connection.execute(query.where(record.c.claim.in_(part)))
    }
