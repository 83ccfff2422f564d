"""JSON Lines: one report a line."""

from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

import msgspec

from relazione.errors import SourceError
from relazione.sources.encodings import decode
from relazione.sources.found import Found, Origin, guarded
from relazione.sources.limits import LONGEST_LINE
from relazione.sources.rows import document_in

BLOCK = 1 << 16


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the reports of a table in JSON Lines; an origin's number is that of the line, from 1."""
    for number, line in enumerate(_lines(stream), 1):
        if line is not None and not line.strip():
            continue
        here = origin.part(number, ":")
        yield from guarded(here, partial(_row, line, here))


def _row(line: bytes | None, origin: Origin) -> Iterator[Found]:
    if line is None:
        raise SourceError("is too long a line", allowed=f"up to {LONGEST_LINE:,} bytes")
    try:
        row = msgspec.json.decode(decode(line))
    except msgspec.DecodeError as error:
        raise SourceError(f"is no JSON ({error})", allowed="one JSON object a line") from error
    if not isinstance(row, dict):
        raise SourceError("is no JSON object", allowed="one JSON object a line")
    yield document_in(row, origin)


def _lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines of a stream, `None` for one that is longer than LONGEST_LINE, which is never held as a whole."""
    while line := stream.readline(LONGEST_LINE + 1):
        if len(line) <= LONGEST_LINE:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(BLOCK)
        yield None
