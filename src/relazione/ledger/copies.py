"""Which of the documents that come in are copies of one another or of documents kept."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.dialects import in_chunks
from relazione.records import Document
from relazione.resolution.origins import bands, is_copy, shingles

EARLIEST = 5  # documents of one band that are looked at: the origin of a text is among the first that print it
CANDIDATES = 3  # documents that share most bands with one that comes in: boilerplate shares some with thousands


def lineages(
    connection: sa.Connection, documents: Sequence[Document], numbers: Mapping[str, int]
) -> tuple[dict[str, str], list[dict[str, int]]]:
    """Return document id → the id of the first document that it is a copy of, its own where it is none.

    Beside it stand the rows of fingerprints by which later documents are held against these.
    """
    marks = {document.id: bands(shingles(document.text)) for document in documents}
    kept = _near(connection, {band for banded in marks.values() for band in banded})
    for document in documents:
        for band in marks[document.id]:
            kept.setdefault(band, []).append(numbers[document.id])
    likest = {document.id: _likest(marks[document.id], kept, numbers[document.id]) for document in documents}
    known = _known(connection, {number for near in likest.values() for number in near})
    found: dict[str, str] = {}
    for document in documents:
        near = (known[number] for number in likest[document.id] if number in known)
        found[document.id] = _lineage(document, near)
        known[numbers[document.id]] = (found[document.id], document.text)
    return found, [{"band": band, "document": numbers[id_]} for id_, banded in marks.items() for band in banded]


def _likest(banded: Iterable[int], kept: Mapping[int, Sequence[int]], own: int) -> list[int]:
    """Return the numbers of the earlier documents that share most bands, at most CANDIDATES."""
    shared = Counter(number for band in banded for number in kept[band] if number < own)
    return [number for number, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:CANDIDATES]]


def _lineage(document: Document, near: Iterable[tuple[str, str]]) -> str:
    return next((lineage for lineage, text in near if is_copy(shingles(document.text), shingles(text))), document.id)


def _near(connection: sa.Connection, wanted: Iterable[int]) -> dict[int, list[int]]:
    """Return band → numbers of the documents kept that share it, of each band the earliest EARLIEST."""
    table = tables.fingerprints
    place = sa.func.row_number().over(partition_by=table.c.band, order_by=table.c.document).label("place")
    found: dict[int, list[int]] = {}
    for part in in_chunks(sorted(wanted)):
        ranked = sa.select(table.c.band, table.c.document, place).where(table.c.band.in_(part)).subquery()
        query = sa.select(ranked.c.band, ranked.c.document).where(ranked.c.place <= EARLIEST)
        for row in connection.execute(query):
            found.setdefault(row.band, []).append(row.document)
    return found


def _known(connection: sa.Connection, numbers: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return number of document → lineage and text."""
    table = tables.documents
    columns = (table.c.number, table.c.id, table.c.lineage, table.c.text)
    return {
        row.number: (row.lineage or row.id, row.text)
        for part in in_chunks(sorted(numbers))
        for row in connection.execute(sa.select(*columns).where(table.c.number.in_(part)))
    }
