"""A ledger as JSON Lines: what is kept goes out and comes in again; what derives from it is derived anew.

The first line says what the file is; then comes one line a document with its text, its readings in the order in which
they were made; then the judgements of people and the stubs of forgotten documents.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Literal

import msgspec
import sqlalchemy as sa

from relazione.errors import LedgerError
from relazione.ledger import tables
from relazione.ledger.store import Ledger
from relazione.records import Document, Reading, Record
from relazione.resolution.claims import Judgement

BATCH = 100  # documents that one transaction takes in


class Head(Record, frozen=True, kw_only=True, tag="head"):
    """The first line of an archive."""

    format: Literal["relazione-ledger/1"] = "relazione-ledger/1"


class Kept(Record, frozen=True, kw_only=True, tag="document"):
    """A document and all its readings, the newest last."""

    document: Document
    readings: tuple[Reading, ...]


class Judged(Record, frozen=True, kw_only=True, tag="judgement"):
    """What a person decided."""

    judgement: Judgement


class Forgotten(Record, frozen=True, kw_only=True, tag="forgotten"):
    """The stub of a document that was removed."""

    document: str
    forgotten: str
    records: int


Line = Head | Kept | Judged | Forgotten


def export_lines(ledger: Ledger) -> Iterator[bytes]:
    """Yield the lines of a ledger's archive, without line ends."""
    yield msgspec.json.encode(Head())
    for document in ledger.documents():
        yield msgspec.json.encode(Kept(document=document, readings=tuple(ledger.readings(document.id))))
    with ledger.transaction() as connection:
        judged = sa.select(tables.judgements).order_by(tables.judgements.c.left, tables.judgements.c.right)
        for row in connection.execute(judged).mappings():
            yield msgspec.json.encode(Judged(judgement=Judgement(**row, score=1.0)))
        gone = sa.select(tables.forgotten).order_by(tables.forgotten.c.document)
        for row in connection.execute(gone).mappings():
            yield msgspec.json.encode(Forgotten(**row))


def import_lines(ledger: Ledger, lines: Iterable[bytes], *, where: str = "the archive") -> int:
    """Take in an archive; return how many documents or readings were new.

    What was taken in before a broken line stays. Raises `LedgerError` that names the line.
    """
    new = 0
    batch: list[tuple[Document, Reading]] = []
    for number, line in enumerate(lines, 1):
        found = _parse(line, f"{where}:{number}")
        if number == 1 and not isinstance(found, Head):
            raise LedgerError(
                "is no archive of a ledger", where=where, allowed="a first line of format relazione-ledger/1"
            )
        if isinstance(found, Kept):
            batch += [(found.document, reading) for reading in found.readings]
        if len(batch) >= BATCH or not isinstance(found, Kept):
            new += sum(ledger.add_all(batch))
            batch = []
        _take_decision(ledger, found)
    return new + sum(ledger.add_all(batch))


def _take_decision(ledger: Ledger, found: Line) -> None:
    if isinstance(found, Judged):
        ledger.judge(found.judgement)
    if isinstance(found, Forgotten):
        with ledger.writer() as writer:
            writer.remember_forgotten(found.document, found.forgotten, found.records)


def _parse(line: bytes, where: str) -> Line:
    try:
        found: Any = msgspec.json.decode(line, type=Line)
    except msgspec.MsgspecError as error:
        raise LedgerError(f"the line is broken ({error})", where=where, mend="export the ledger again") from error
    if isinstance(found, Kept) and Document.of(found.document.text).id != found.document.id:
        raise LedgerError("the text is not the one that its hash names", where=where, mend="export the ledger again")
    return found  # type: ignore[no-any-return]
