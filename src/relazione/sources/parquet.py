"""Parquet tables: one report a row (by pyarrow, an optional library)."""

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from relazione.errors import MissingLibrary, SourceError
from relazione.records import Document
from relazione.sources.found import Found, Place, guarded, random_access
from relazione.sources.limits import LARGEST_ROW_GROUP
from relazione.sources.rows import columns_read, document_in

BATCH = 256  # rows held at once


def read(stream: BinaryIO, place: Place) -> Iterator[Found]:
    """Yield the reports of a Parquet table; an origin's number is that of the row, from 1."""
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise MissingLibrary("reading Parquet needs pyarrow", mend="install relazione[parquet]") from error
    table: Any = ParquetFile(random_access(stream))
    columns = columns_read(list(table.schema_arrow.names), place.options.columns)
    _require_sane(table)
    number = 0
    for batch in table.iter_batches(batch_size=BATCH, columns=columns):
        for row in batch.to_pylist():
            number += 1
            here = place.part(number, ":")
            yield from guarded(here, partial(_documents, row, here))


def _documents(row: dict[str, Any], place: Place) -> list[Document]:
    return [document_in(row, place)]


def _require_sane(table: Any) -> None:
    for number in range(table.metadata.num_row_groups):
        if table.metadata.row_group(number).total_byte_size > LARGEST_ROW_GROUP:
            raise SourceError("has too large a row group", allowed=f"up to {LARGEST_ROW_GROUP:,} bytes unpacked")
