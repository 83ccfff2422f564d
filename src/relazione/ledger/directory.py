"""The actors of a ledger one by one: who there is, in which ways reports show an actor, where its records stand."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.dialects import in_chunks
from relazione.records import ActorKind, Event, Record
from relazione.resolution.actors import Profile
from relazione.resolution.kinds import words_at

MOST = 50  # tellings of one event, or near one


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


class Standing(Record, frozen=True, kw_only=True):
    """How a record of a reading stands in the ledger: its claim, and the merged event that it tells of."""

    claim: str
    merged: str | None


def standing_of(connection: sa.Connection, document: str) -> dict[str, Standing]:
    """Return local id → how the record stands in the ledger, of all records of a document."""
    record, table = tables.records, tables.documents
    query = (
        sa.select(record.c.local, record.c.claim, record.c.merged)
        .join(table, table.c.number == record.c.document)
        .where(table.c.id == document)
    )
    return {row.local: Standing(claim=row.claim, merged=row.merged) for row in connection.execute(query)}


class Telling(Record, frozen=True, kw_only=True):
    """A record that tells of an event: where it stands, and the words of its evidence."""

    claim: str
    merged: str
    document: str
    local: str
    title: str | None
    publisher: str | None
    event: Event
    words: str


def tellings_of(connection: sa.Connection, merged: str) -> list[Telling]:
    """Return all records that tell of a merged event, in the order in which the ledger took them."""
    return _tellings(connection, tables.records.c.merged == merged, MOST)


def near_tellings(connection: sa.Connection, document: str, merged: str, *, limit: int = MOST) -> list[Telling]:
    """Return records of other events that may be the same one: of its own report, and those that share its block."""
    record = tables.records
    number = sa.select(tables.documents.c.number).where(tables.documents.c.id == document).scalar_subquery()
    block = sa.select(record.c.block).where(record.c.merged == merged, record.c.block.is_not(None)).limit(1)
    near = (record.c.document == number, record.c.block == block.scalar_subquery())
    found = [one for condition in near for one in _tellings(connection, condition, limit)]
    return list({one.claim: one for one in found if one.merged != merged}.values())[:limit]


def _tellings(connection: sa.Connection, condition: sa.ColumnElement[bool], limit: int) -> list[Telling]:
    record, document = tables.records, tables.documents
    columns = (record.c.claim, record.c.merged, record.c.local, record.c.record)
    query = (
        sa.select(*columns, document.c.id, document.c.title, document.c.publisher, document.c.text)
        .join(document, document.c.number == record.c.document)
        .where(condition, record.c.merged.is_not(None))
        .order_by(record.c.number)
        .limit(limit)
    )
    return [_telling(row) for row in connection.execute(query)]


def _telling(row: Any) -> Telling:
    event = msgspec.json.decode(row.record, type=Event)
    return Telling(
        claim=row.claim,
        merged=row.merged,
        document=row.id,
        local=row.local,
        title=row.title,
        publisher=row.publisher,
        event=event,
        words=words_at(row.text, event.evidence),
    )


def actor_of(connection: sa.Connection, thing: str) -> str | None:
    """Return the actor that a profile, by its id, is shown as now; `None` where there is no such profile."""
    query = sa.select(tables.profiles.c.actor).where(tables.profiles.c.id == thing)
    found = connection.execute(query).scalar()
    return str(found) if found else None
