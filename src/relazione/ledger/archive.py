"""A ledger as JSON Lines: what is kept goes out and comes in again; what derives from it is derived anew.

The first line says what the file is; then comes one line a document with its text, its readings in the order in which
they were made; then the decisions of people, the oldest first, and the stubs of forgotten documents.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from relazione.errors import LedgerError
from relazione.ledger import tables
from relazione.ledger.decided import decisions_where, mark_of
from relazione.ledger.store import Ledger
from relazione.ledger.writer import Writer
from relazione.records import Document, Reading, Record
from relazione.resolution.claims import Judgement
from relazione.resolution.decisions import Decision, Verb

BATCH = 100  # documents that one transaction takes in


class Head(Record, frozen=True, kw_only=True, tag="head"):
    """The first line of an archive."""

    format: Literal["relazione-ledger/1"] = "relazione-ledger/1"


class Kept(Record, frozen=True, kw_only=True, tag="document"):
    """A document and all its readings, the newest last."""

    document: Document
    readings: tuple[Reading, ...]


class Decided(Record, frozen=True, kw_only=True, tag="decision"):
    """What a person decided."""

    decision: Decision


class Judged(Record, frozen=True, kw_only=True, tag="judgement"):
    """What a person decided of a pair, as earlier versions wrote it."""

    judgement: Judgement


class Forgotten(Record, frozen=True, kw_only=True, tag="forgotten"):
    """The stub of a document that was removed."""

    document: str
    forgotten: str
    records: int


Line = Head | Kept | Decided | Judged | Forgotten


def export_lines(ledger: Ledger) -> Iterator[bytes]:
    """Yield the lines of a ledger's archive, without line ends."""
    yield msgspec.json.encode(Head())
    for document in ledger.documents():
        yield msgspec.json.encode(Kept(document=document, readings=tuple(ledger.readings(document.id))))
    with ledger.transaction() as connection:
        for decision in decisions_where(connection):
            yield msgspec.json.encode(Decided(decision=decision))
        gone = sa.select(tables.forgotten).order_by(tables.forgotten.c.document)
        for row in connection.execute(gone).mappings():
            yield msgspec.json.encode(Forgotten(**row))


def import_lines(ledger: Ledger, lines: Iterable[bytes], *, where: str = "the archive") -> int:
    """Take in an archive; return how many documents or readings were new.

    What was taken in before a broken line stays. Raises `LedgerError` that names the line.
    """
    new = 0
    batch: list[Line] = []
    for number, line in enumerate(lines, 1):
        found = _parse(line, f"{where}:{number}")
        if number == 1 and not isinstance(found, Head):
            raise LedgerError(
                "is no archive of a ledger", where=where, allowed="a first line of format relazione-ledger/1"
            )
        if batch and (len(batch) >= BATCH or type(found) is not type(batch[0])):
            new += _take(ledger, batch)
            batch = []
        batch.append(found)
    return new + _take(ledger, batch)


def _take(ledger: Ledger, batch: Sequence[Line]) -> int:
    """Take in lines of one type in one transaction; return how many readings were new."""
    with ledger.writer() as writer:
        kept = [(line.document, reading) for line in batch if isinstance(line, Kept) for reading in line.readings]
        writer.remember(line.decision for line in batch if isinstance(line, Decided))
        for line in batch:
            if isinstance(line, Judged):
                _take_judgement(writer, line.judgement)
            if isinstance(line, Forgotten):
                writer.remember_forgotten(line.document, line.forgotten, line.records)
        return sum(writer.add_all(kept))


def _take_judgement(writer: Writer, judged: Judgement) -> None:
    marks = [mark_of(writer.connection, thing) for thing in (judged.left, judged.right)]
    verb: Verb = "merge" if judged.verdict == "same" else "split"
    kept = Decision(
        verb=verb, left=marks[0], right=marks[1], who=judged.who or "?", made=judged.made or "", reason=judged.reason
    )
    writer.decide(kept)


def _parse(line: bytes, where: str) -> Line:
    try:
        found: Any = msgspec.json.decode(line, type=Line)
    except msgspec.MsgspecError as error:
        raise LedgerError(f"the line is broken ({error})", where=where, mend="export the ledger again") from error
    if isinstance(found, Kept) and Document.of(found.document.text).id != found.document.id:
        raise LedgerError("the text is not the one that its hash names", where=where, mend="export the ledger again")
    return found  # type: ignore[no-any-return]
