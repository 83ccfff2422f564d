"""Files packed with gzip, as what they hold."""

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader, RawIOBase
from typing import Any, BinaryIO, cast

from relazione.errors import SourceError
from relazione.sources.found import Found, Origin
from relazione.sources.limits import HARMLESS, HIGHEST_RATIO, LARGEST_UNPACKED
from relazione.sources.opening import open_stream


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield what a file holds that is packed with gzip."""
    name = origin.name.rpartition("/")[2]
    inner = name[: -len(".gz")] if name.lower().endswith(".gz") else name
    packed = Counted(stream)
    with gzip.open(cast("Any", packed)) as unpacked:
        limited = BufferedReader(Limited(unpacked, packed), 1 << 16)
        deeper = Origin(origin.name, origin.options, origin.inside("").depth)
        yield from open_stream(cast("BinaryIO", limited), inner, deeper)


class Counted(RawIOBase):
    """A stream that counts what is read from it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.stream, self.count = stream, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self.stream.read(len(buffer))
        buffer[: len(block)] = block
        self.count += len(block)
        return len(block)


class Limited(RawIOBase):
    """An unpacked stream; raises `SourceError` where it grows out of all proportion to what it is packed in."""

    def __init__(self, stream: gzip.GzipFile, packed: Counted) -> None:
        self.stream, self.packed, self.count = stream, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            block = self.stream.read1(len(buffer))  # what comes before a break is still given
        except (EOFError, OSError, zlib.error) as error:
            raise SourceError(f"is broken ({error})", mend="check whether it is whole") from error
        buffer[: len(block)] = block
        self.count += len(block)
        if self.count > max(HARMLESS, HIGHEST_RATIO * self.packed.count) or self.count > LARGEST_UNPACKED:
            raise SourceError(
                "unpacks to too much", allowed=f"{HIGHEST_RATIO} times its size, {LARGEST_UNPACKED:,} bytes in all"
            )
        return len(block)
