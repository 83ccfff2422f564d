"""What was read as rows of tables, one a kind of record.

Ids of actors, statements and agreements (`local`) hold within one document. A document is told by the hash of its text
and by its origin, since an archive may hold one text several times; every row has both.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from relazione.exchange.parquet import Row, plain, schemas
from relazione.records import Actor, Agreement, Document, Event, Figure, Reading, Span, Statement
from relazione.resolution.dates import span

TABLES = (
    "actors",
    "agreements",
    "documents",
    "events",
    "evidence",
    "faults",
    "figures",
    "mentions",
    "statements",
)
MERGED = ("id", "reports", "origins", "quotes", "claim", "lineage", "added")  # columns that only a ledger fills
DOCUMENT = ("title", "published", "publisher", "country", "url", "author")

Tables = dict[str, list[Row]]


def bulk_schemas(arrow: Any) -> dict[str, Any]:
    """Return the schemas of the tables by name: those of the exchange format, without what merging adds."""
    text, whole = arrow.string(), arrow.int64()
    key = [("document", text), ("origin", text)]
    place = [("local", text), ("start", whole), ("end", whole)]
    own = {
        "documents": [(name, text) for name in (*DOCUMENT, "language", "reader")]
        + [("length", whole), ("words", whole), ("read", arrow.bool_())],
        "evidence": [("kind", text), *place, ("words", text)],
        "faults": [("reason", text)],
        "mentions": [*place, ("metonym", arrow.bool_()), ("anaphor", arrow.bool_())],
        "actors": [("local", text), *_columns(arrow, "actors"), ("confidence", arrow.float64()), ("rule", text)],
        "events": [("local", text), *_columns(arrow, "events"), ("attributed_to", text), ("agreement", text)],
    }
    merged = {name: _columns(arrow, name) for name in ("agreements", "figures", "statements")}
    return {name: arrow.schema([*key, *(own | merged)[name]]) for name in TABLES}


def _columns(arrow: Any, table: str) -> list[tuple[str, Any]]:
    fields = [(field.name, field.type) for field in schemas(arrow)[table]]
    return [(name, kind) for name, kind in fields if name not in (*MERGED, "document")]


def fault_row(document: str | None, origin: str | None, reason: str) -> Row:
    """Return the row of a document that was set aside; `document` is `None` where it could not be opened."""
    return {"document": document, "origin": origin, "reason": reason}


def rows_of(document: Document, reading: Reading | None) -> Iterator[tuple[str, Row]]:
    """Yield table and row for all that is known of a document; without a reading, the gate kept it back."""
    key = {"document": document.id, "origin": document.origin}
    for table, row in (("documents", _document(document, reading)), *_records(document.text, reading)):
        yield table, key | row


def _document(document: Document, reading: Reading | None) -> Row:
    return {name: getattr(document, name) for name in DOCUMENT} | {
        "published": reading.document.published if reading else document.published,
        "language": reading.document.language if reading else document.language,
        "length": len(document.text),
        "words": len(document.text.split()),
        "read": reading is not None,
        "reader": reading.reader if reading else None,
    }


def _records(text: str, reading: Reading | None) -> Iterator[tuple[str, Row]]:
    if reading is None:
        return
    for actor in reading.actors:
        yield "actors", _actor(actor)
        for mention in actor.mentions:
            yield "mentions", {"local": actor.id} | plain(mention)
    for event in reading.events:
        yield "events", _event(event)
        yield from _evidence("event", event.id, event.evidence, text)
    for statement in reading.statements:
        yield "statements", _record(statement, without=("cue", "content"))
        yield from _evidence("statement", statement.id, statement.content, text)
    for figure in reading.figures:
        yield "figures", _record(figure, without=("from_", "evidence")) | {"from": figure.from_}
        yield from _evidence("figure", figure.id, figure.evidence, text)
    for agreement in reading.agreements:
        yield "agreements", _agreement(agreement)
        yield from _evidence("agreement", agreement.id, agreement.evidence, text)


def _record(record: Event | Statement | Figure | Agreement | Actor, *, without: tuple[str, ...]) -> Row:
    return plain(record, without=("id", *without)) | {"local": record.id}


def _actor(actor: Actor) -> Row:
    return _record(actor, without=("mentions",)) | {
        "offices": [plain(office) for office in actor.offices],
        "identifiers": [{"scheme": scheme, "value": value} for scheme, value in sorted(actor.identifiers.items())],
    }


def _event(event: Event) -> Row:
    days = span(event.date)
    return _record(event, without=("place", "evidence")) | {
        "first_day": days[0] if days else None,
        "last_day": days[1] if days else None,
        "place": event.place.name if event.place else None,
        "place_country": event.place.country if event.place else None,
    }


def _agreement(agreement: Agreement) -> Row:
    stages = [plain(stage, without=("evidence",)) for stage in agreement.stages]
    return _record(agreement, without=("evidence",)) | {"stages": stages}


def _evidence(kind: str, local: str, spans: Iterable[Span], text: str) -> Iterator[tuple[str, Row]]:
    for place in spans:
        words = text[place.start : place.end]
        yield "evidence", {"kind": kind, "local": local, "start": place.start, "end": place.end, "words": words}


def empty() -> Tables:
    """Return the tables without rows."""
    return {name: [] for name in TABLES}
