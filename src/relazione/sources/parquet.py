"""Parquet tables: one report a row (by pyarrow, an optional library)."""

from collections.abc import Iterator
from functools import partial
from os import SEEK_END
from typing import Any, BinaryIO

from relazione.errors import MissingLibrary, SourceError
from relazione.records import Document
from relazione.sources.found import Found, Origin, guarded, random_access
from relazione.sources.limits import HARMLESS, HIGHEST_RATIO, LARGEST_ROW_GROUP
from relazione.sources.rows import columns_read, document_in

BATCH = 256  # rows held at once


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the reports of a Parquet table; an origin's number is that of the row, from 1."""
    try:
        from pyarrow import binary, large_binary, large_string, string
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise MissingLibrary("reading Parquet needs pyarrow", mend="install relazione[parquet]") from error
    with random_access(stream) as file:
        packed = file.seek(0, SEEK_END)
        schema: Any = ParquetFile(file).schema_arrow
        columns = columns_read(list(schema.names), origin.options.columns)
        words = (string(), binary(), large_string(), large_binary())
        # A value that stands in many rows is packed once: only as a dictionary it is held once as well.
        table: Any = ParquetFile(file, read_dictionary=[field.name for field in schema if field.type in words])
        _require_sane(table)
        size = 0
        for number, row in enumerate(_rows(table, columns), 1):
            size += sum(len(value) for value in row.values() if isinstance(value, str | bytes))
            if size > max(HARMLESS, HIGHEST_RATIO * packed):
                raise SourceError("unpacks to too much", allowed=f"{HIGHEST_RATIO} times its size")
            here = origin.part(number, ":")
            yield from guarded(here, partial(_documents, row, here))


def _rows(table: Any, columns: list[str]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table one by one."""
    for batch in table.iter_batches(batch_size=BATCH, columns=columns):
        for number in range(batch.num_rows):
            yield {name: column[number].as_py() for name, column in zip(batch.schema.names, batch.columns, strict=True)}


def _documents(row: dict[str, Any], origin: Origin) -> list[Document]:
    return [document_in(row, origin)]


def _require_sane(table: Any) -> None:
    for number in range(table.metadata.num_row_groups):
        if table.metadata.row_group(number).total_byte_size > LARGEST_ROW_GROUP:
            raise SourceError("has too large a row group", allowed=f"up to {LARGEST_ROW_GROUP:,} bytes unpacked")
