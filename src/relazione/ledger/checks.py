"""Proving that a ledger is whole: hashes, spans inside texts, no dangling ids, nothing of a document left out."""

import hashlib
from collections.abc import Iterator

import msgspec
import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.decided import decided_reading
from relazione.ledger.dialects import faults_of
from relazione.resolution.decisions import Decision, record_of, signed
from relazione.resolution.kinds import TYPES, actors_of, spans_of


def find_faults(connection: sa.Connection) -> Iterator[str]:
    """Yield every fault of a ledger as one line that names the document or record; none where it is whole."""
    yield from faults_of(connection)
    table = tables.documents
    for id_, number in connection.execute(sa.select(table.c.id, table.c.number).order_by(table.c.number)).all():
        yield from _document_faults(connection, id_, number)
    yield from _dangling(connection)
    yield from _decision_faults(connection)


def _document_faults(connection: sa.Connection, id_: str, number: int) -> Iterator[str]:
    text = str(connection.execute(sa.select(tables.documents.c.text).where(tables.documents.c.id == id_)).scalar())
    if id_ != f"sha256:{hashlib.sha256(text.encode()).hexdigest()}":
        yield f"{id_}: the text is not the one that its hash names"
    yield from _reading_faults(connection, id_, number)
    cast = set(connection.execute(sa.select(tables.casts.c.local).where(tables.casts.c.document == number)).scalars())
    table = tables.records
    for row in connection.execute(sa.select(table).where(table.c.document == number).order_by(table.c.number)):
        yield from _record_faults(row, text, cast)


def _reading_faults(connection: sa.Connection, id_: str, number: int) -> Iterator[str]:
    """Yield where the newest reading, as decided, and the records derived from it differ in number."""
    try:
        reading = decided_reading(connection, id_)
    except msgspec.MsgspecError as error:
        yield f"{id_}: its reading is broken ({error})"
        return
    if reading is None:
        yield f"{id_}: no reading is kept"
        return
    told = len(reading.events) + len(reading.statements) + len(reading.figures) + len(reading.agreements)
    count = sa.select(sa.func.count()).select_from(tables.records).where(tables.records.c.document == number)
    kept = connection.execute(count).scalar()
    if kept != told:
        yield f"{id_}: its reading holds {told} records, the ledger {kept}"


def _record_faults(row: sa.Row[tuple[object, ...]], text: str, cast: set[str]) -> Iterator[str]:
    try:
        record = msgspec.json.decode(row.record, type=TYPES[row.kind])
    except msgspec.MsgspecError as error:
        yield f"{row.claim}: the record is broken ({error})"
        return
    if any(place.end > len(text) for place in spans_of(record)):
        yield f"{row.claim}: a span ends outside the text of its document"
    named = set(actors_of(record))
    yield from (f"{row.claim}: names the actor {key}, whom its reading does not hold" for key in sorted(named - cast))
    if row.kind == "event" and not row.merged:
        yield f"{row.claim}: belongs to no merged event"


def _dangling(connection: sa.Connection) -> Iterator[str]:
    """Yield links and sides that name what is not there; what the database checks itself is not checked twice."""
    claims, profiles = sa.select(tables.records.c.claim), sa.select(tables.profiles.c.id)
    link = tables.links
    for column in (link.c.left, link.c.right):
        gone = sa.select(column).where(column.not_in(claims), column.not_in(profiles)).distinct()
        actors = sa.select(tables.profiles.c.actor)
        yield from (
            f"{key}: is linked, but not there"
            for key in connection.execute(gone.where(column.not_in(actors))).scalars()
        )


def _decision_faults(connection: sa.Connection) -> Iterator[str]:
    """Yield which decisions are not what their id names, withdraw what is not there, or point outside their text."""
    table, document = tables.decisions, tables.documents
    length = sa.select(sa.func.length(document.c.text)).where(document.c.id == table.c.document).scalar_subquery()
    query = sa.select(table.c.id, table.c.decision, length.label("length")).order_by(table.c.made, table.c.id)
    known: set[str] = set()
    for row in connection.execute(query):
        try:
            decision = msgspec.json.decode(row.decision, type=Decision)
        except msgspec.MsgspecError as error:
            yield f"{row.id}: the decision is broken ({error})"
            continue
        known.add(row.id)
        if signed(decision, decision.made).id != row.id:
            yield f"{row.id}: the decision is not the one that its id names"
        if decision.undoes and decision.undoes not in known:
            yield f"{row.id}: withdraws {decision.undoes}, which is not there"
        forms = [form for form in (decision.before, decision.after) if form and decision.kind]
        spans = [span for form in forms for span in spans_of(record_of(str(decision.kind), form))]
        if row.length is not None and any(span.end > row.length for span in spans):
            yield f"{row.id}: a span ends outside the text of its document"
