"""What a ledger keeps of people's decisions, and what it makes of them: readings as decided, judgements on pairs."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
import sqlalchemy as sa

from relazione.errors import LedgerError
from relazione.ledger import tables
from relazione.ledger.dialects import in_chunks
from relazione.records import Event, Reading, Span
from relazione.resolution.applying import applied, settle
from relazione.resolution.claims import Claim
from relazione.resolution.decisions import ON_PAIRS, Decision, Mark, standing
from relazione.resolution.kinds import kind_of
from relazione.resolution.sameness import HALF, overlap

Row = dict[str, str | None]


def row_of(decision: Decision) -> Row:
    """Return a decision as a row of its table."""
    return {
        "id": decision.id,
        "made": decision.made,
        "who": decision.who,
        "verb": decision.verb,
        "document": decision.document,
        "other": decision.right.document if decision.right else None,
        "undoes": decision.undoes,
        "decision": msgspec.json.encode(decision).decode(),
    }


def decisions_where(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Decision]:
    """Return the decisions that meet conditions, the oldest first."""
    table = tables.decisions
    query = sa.select(table.c.decision).where(*conditions).order_by(table.c.made, table.c.id)
    return [msgspec.json.decode(text, type=Decision) for text in connection.execute(query).scalars()]


def decisions_on(connection: sa.Connection, documents: Iterable[str]) -> dict[str, list[Decision]]:
    """Return document → the decisions on its records and those that withdraw one, the oldest first."""
    found: dict[str, list[Decision]] = {}
    for part in in_chunks(documents):
        for decision in decisions_where(connection, tables.decisions.c.document.in_(part)):
            if decision.verb not in ON_PAIRS and decision.document:
                found.setdefault(decision.document, []).append(decision)
    return found


def newest_reading(connection: sa.Connection, document: str) -> Reading | None:
    """Return the newest reading of a document as the reader made it."""
    table = tables.readings
    query = sa.select(table.c.reading).where(table.c.document == document)
    text = connection.execute(query.order_by(table.c.added.desc(), table.c.reader.desc()).limit(1)).scalar()
    return Reading.from_json(text) if text else None


def decided_reading(connection: sa.Connection, document: str) -> Reading | None:
    """Return the newest reading of a document with what people decided put in place."""
    reading = newest_reading(connection, document)
    return reading and applied(reading, decisions_on(connection, [document]).get(document, ()))


def standing_on_pairs(connection: sa.Connection, ids: Iterable[str]) -> list[Decision]:
    """Return which of some decisions on pairs nobody withdrew, the oldest first."""
    table = tables.decisions
    wanted = set(ids)
    found: dict[str, Decision] = {}
    column, asked = table.c.id, wanted
    while asked:
        new = [one for part in in_chunks(sorted(asked)) for one in decisions_where(connection, column.in_(part))]
        found.update({decision.id: decision for decision in new})
        column, asked = table.c.undoes, {decision.id for decision in new}
    return [decision for decision in standing(found.values()) if decision.id in wanted]


def pairs_on(connection: sa.Connection, documents: Iterable[str]) -> set[str]:
    """Return the ids of the decisions on pairs that have a mark in some documents."""
    table = tables.decisions
    return {
        id_
        for part in in_chunks(documents)
        for column in (table.c.document, table.c.other)
        for id_ in connection.execute(
            sa.select(table.c.id).where(column.in_(part), table.c.verb.in_(ON_PAIRS))
        ).scalars()
    }


# marks


def mark_of(connection: sa.Connection, thing: str) -> Mark:
    """Return what finds a telling of an event (by claim or merged id) or an actor (by profile or actor id) again.

    Raises `LedgerError` where the ledger has no such thing.
    """
    for own in (True, False):
        for found in _marks(connection, thing, own=own, limit=1):
            return found
    raise LedgerError(
        f"there is no event or actor {thing}",
        allowed="ids of claims, merged events, profiles and actors",
        mend="`relazione ledger why` names what a merged event or actor is made of",
    )


def marks_of(connection: sa.Connection, merged: str, *, limit: int = 1000) -> list[Mark]:
    """Return the marks of the members of a merged event or actor, at most `limit`."""
    return list(_marks(connection, merged, own=False, limit=limit))


def _marks(connection: sa.Connection, thing: str, *, own: bool, limit: int) -> Iterator[Mark]:
    """Yield the marks of the claim or profile with an id (`own`), or of all members of what is merged under it."""
    record, profile = tables.records, tables.profiles
    document = sa.select(tables.documents.c.id).where(tables.documents.c.number == record.c.document)
    columns = (record.c.claim, record.c.record, document.scalar_subquery().label("document"))
    told = sa.select(*columns).where((record.c.claim if own else record.c.merged) == thing, record.c.kind == "event")
    for row in connection.execute(told.order_by(record.c.number).limit(limit)).all():
        yield _event_mark(row)
    shown = sa.select(profile.c.id).where((profile.c.id if own else profile.c.actor) == thing)
    for id_ in connection.execute(shown.order_by(profile.c.id).limit(limit)).scalars().all():
        yield _actor_mark(connection, id_)


def _event_mark(row: Any) -> Mark:
    event = msgspec.json.decode(row.record, type=Event)
    return Mark(id=row.claim, kind="event", name=event.type, document=row.document, spans=event.evidence)


def _actor_mark(connection: sa.Connection, profile: str) -> Mark:
    """Return the mark of a profile in the first document that shows it; a known actor needs no document."""
    if not profile.startswith("actor:"):
        return Mark(id=profile, kind="actor", name=profile)
    cast, document = tables.casts, tables.documents
    query = sa.select(document.c.id, cast.c.local).join(document, document.c.number == cast.c.document)
    row = connection.execute(query.where(cast.c.profile == profile).order_by(document.c.number).limit(1)).first()
    reading = row and decided_reading(connection, row.id)
    actor = next((actor for actor in reading.actors if actor.id == row.local), None) if row and reading else None
    if row is None or actor is None:
        return Mark(id=profile, kind="actor", name=profile)
    return Mark(id=profile, kind="actor", name=actor.name, document=row.id, spans=actor.mentions)


def things_of(connection: sa.Connection, mark: Mark) -> list[str]:
    """Return the ids that a mark stands for now: the claim or profile of then, if it is still there, and the one that
    its document has at these spans.
    """
    table, column = (
        (tables.records, tables.records.c.claim) if mark.kind == "event" else (tables.profiles, tables.profiles.c.id)
    )
    kept = connection.execute(sa.select(column).select_from(table).where(column == mark.id)).scalar()
    if mark.document is None or (kept and mark.kind == "event"):
        return [mark.id] if kept else []
    found = _telling_at(connection, mark) if mark.kind == "event" else _profile_at(connection, mark)
    return list(dict.fromkeys(filter(None, (kept, found))))


def _telling_at(connection: sa.Connection, mark: Mark) -> str | None:
    record, document = tables.records, tables.documents
    query = (
        sa.select(record.c.claim, record.c.record)
        .join(document, document.c.number == record.c.document)
        .where(document.c.id == mark.document, record.c.kind == "event")
    )
    ranked = []
    for row in connection.execute(query):
        event = msgspec.json.decode(row.record, type=Event)
        shared = overlap(mark.spans, event.evidence)
        if shared:
            ranked.append((event.type != mark.name, -shared, row.claim))
    return min(ranked)[2] if ranked else None


def _profile_at(connection: sa.Connection, mark: Mark) -> str | None:
    reading = decided_reading(connection, mark.document or "")
    ranked = [
        (-shared, actor.id)
        for actor in (reading.actors if reading else ())
        if actor.kind != "state" and (shared := _shared_mentions(mark, actor.mentions))
    ]
    if not ranked:
        return None
    cast, document = tables.casts, tables.documents
    query = sa.select(cast.c.profile).join(document, document.c.number == cast.c.document)
    local = min(ranked)[1]
    return connection.execute(query.where(document.c.id == mark.document, cast.c.local == local)).scalar()


def _shared_mentions(mark: Mark, mentions: Iterable[Span]) -> int:
    """Return how many of a mark's spans an actor's mentions cover."""
    listed = list(mentions)
    return sum(any(overlap([span], [place]) >= HALF for place in listed) for span in mark.spans)


def decided_by(connection: sa.Connection, claims: Iterable[tuple[str, Claim[Any]]]) -> dict[str, tuple[str, ...]]:
    """Return claim id → who decided on it, of some claims given with their documents."""
    local: dict[tuple[str, str, str], str] = {
        (document, kind_of(claim.record), claim.local): claim.id for document, claim in claims
    }
    documents = {document for document, _, _ in local}
    found = {}
    for document, decisions in decisions_on(connection, sorted(documents)).items():
        reading = newest_reading(connection, document)
        for (kind, id_), thread in settle(reading, decisions).threads.items() if reading else ():
            if (document, kind, id_) in local:
                found[local[document, kind, id_]] = tuple(dict.fromkeys(one.who for one in thread.decisions))
    return found
