"""Parquet tables: one report a row (by pyarrow, an optional library)."""

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO

from relazione.errors import MissingLibrary, SourceError
from relazione.records import Document
from relazione.sources.found import Found, Origin, guarded, random_access
from relazione.sources.limits import LARGEST_ROW_GROUP
from relazione.sources.rows import columns_read, document_in

BATCH = 256  # rows held at once


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the reports of a Parquet table; an origin's number is that of the row, from 1."""
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise MissingLibrary("reading Parquet needs pyarrow", mend="install relazione[parquet]") from error
    with random_access(stream) as file:
        table: Any = ParquetFile(file)
        columns = columns_read(list(table.schema_arrow.names), origin.options.columns)
        _require_sane(table)
        batches = table.iter_batches(batch_size=BATCH, columns=columns)
        for number, row in enumerate((row for batch in batches for row in batch.to_pylist()), 1):
            here = origin.part(number, ":")
            yield from guarded(here, partial(_documents, row, here))


def _documents(row: dict[str, Any], origin: Origin) -> list[Document]:
    return [document_in(row, origin)]


def _require_sane(table: Any) -> None:
    for number in range(table.metadata.num_row_groups):
        if table.metadata.row_group(number).total_byte_size > LARGEST_ROW_GROUP:
            raise SourceError("has too large a row group", allowed=f"up to {LARGEST_ROW_GROUP:,} bytes unpacked")
