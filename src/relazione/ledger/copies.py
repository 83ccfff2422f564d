"""Which of the documents that come in are copies of one another or of documents kept."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.dialects import in_chunks
from relazione.records import Document
from relazione.resolution.origins import bands, is_copy, shingles


def lineages(
    connection: sa.Connection, documents: Sequence[Document]
) -> tuple[dict[str, str], list[dict[str, object]]]:
    """Return document id → the id of the first document that it is a copy of (its own where it is none), and
    the rows of fingerprints by which later documents are held against them.
    """
    marks = {document.id: bands(shingles(document.text)) for document in documents}
    kept = _near(connection, {band for banded in marks.values() for band in banded})
    known = _known(connection, {id_ for ids in kept.values() for id_ in ids})
    found: dict[str, str] = {}
    for document in documents:
        near = dict.fromkeys(id_ for band in marks[document.id] for id_ in kept.get(band, ()))
        found[document.id] = _lineage(document, [known[id_] for id_ in near if id_ != document.id])
        known[document.id] = (found[document.id], document.text)
        for band in marks[document.id]:
            kept.setdefault(band, []).append(document.id)
    rows = [{"band": band, "document": id_} for id_, banded in marks.items() for band in banded]
    return found, rows


def _lineage(document: Document, near: Iterable[tuple[str, str]]) -> str:
    own = None
    for lineage, text in near:
        own = own or shingles(document.text)
        if is_copy(own, shingles(text)):
            return lineage
    return document.id


def _near(connection: sa.Connection, wanted: Iterable[int]) -> dict[int, list[str]]:
    table = tables.fingerprints
    found: dict[int, list[str]] = {}
    for part in in_chunks(sorted(wanted)):
        for row in connection.execute(sa.select(table).where(table.c.band.in_(part)).order_by(table.c.document)):
            found.setdefault(row.band, []).append(row.document)
    return found


def _known(connection: sa.Connection, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return document id → lineage and text."""
    table = tables.documents
    return {
        row.id: (row.lineage or row.id, row.text)
        for part in in_chunks(sorted(ids))
        for row in connection.execute(sa.select(table.c.id, table.c.lineage, table.c.text).where(table.c.id.in_(part)))
    }
