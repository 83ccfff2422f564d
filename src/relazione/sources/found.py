"""What opening a source gives: documents, and faults in their place where one cannot be read."""

import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import IO, BinaryIO, TypeAlias, cast

import msgspec

from relazione.errors import RelazioneError, SourceError
from relazione.records import Document, Record
from relazione.sources.limits import DEEPEST, LARGEST_REPORT, LARGEST_UNPACKED
from relazione.sources.particulars import Particulars


class SourceFault(Record, frozen=True, kw_only=True):
    """A report that could not be read: which (`origin`), why, what would have been right and what to do."""

    origin: str
    what: str
    allowed: str = ""
    mend: str = ""

    def __str__(self) -> str:
        return str(self.error())

    def error(self) -> SourceError:
        """Return the fault as an error to raise."""
        return SourceError(self.what, where=self.origin, allowed=self.allowed, mend=self.mend)


Found: TypeAlias = Document | SourceFault


class Columns(Record, frozen=True, kw_only=True):
    """The names of columns in tables; those that are `None` go by their usual names."""

    text: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    country: str | None = None
    language: str | None = None
    url: str | None = None


class Options(Record, frozen=True, kw_only=True):
    """How sources are opened: `given` holds for every document and goes before what it says of itself.

    `file_dates` takes the day on which a PDF or Word file was made for that of publication, where nothing else tells.
    """

    given: Particulars = Particulars()
    columns: Columns = Columns()
    file_dates: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source lies: `origin` names it (`crawl.zip!a/b.html`), `depth` counts the archives around it."""

    origin: str
    options: Options = field(default_factory=Options)
    depth: int = 0

    def inside(self, member: str, mark: str = "!") -> "Place":
        """Return the place of a member; raises `SourceError` where it lies too deep."""
        if self.depth >= DEEPEST:
            raise SourceError("lies too deep", where=self.origin, allowed=f"{DEEPEST} archives in one another")
        return replace(self, origin=f"{self.origin}{mark}{member}", depth=self.depth + 1)

    def part(self, number: int | str, mark: str = "#") -> "Place":
        """Return the place of a record, which is no archive itself."""
        return replace(self, origin=f"{self.origin}{mark}{number}")

    def placed(self, document: Document) -> Document:
        """Return a document as lying here."""
        return msgspec.structs.replace(document, origin=self.origin)


def guarded(place: Place, find: Callable[[], Iterable[Found]]) -> Iterator[Found]:
    """Yield what is found, and a fault in place of what could not be."""
    try:
        yield from find()
    except RelazioneError as error:
        where = error.where if error.where.startswith(place.origin) else place.origin
        yield SourceFault(origin=where, what=error.what, allowed=error.allowed, mend=error.mend)
    except Exception as error:  # noqa: BLE001  (libraries answer broken input with errors of any kind)
        reason = f"{type(error).__name__}: {error}".rstrip(": ")
        yield SourceFault(
            origin=place.origin, what=f"cannot be read ({reason[:200]})", mend="check whether it is whole"
        )


def whole(stream: BinaryIO, most: int = LARGEST_REPORT) -> bytes:
    """Return all bytes of a stream; raises `SourceError` where there are more than `most`."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise SourceError("is too large to be one report", allowed=f"up to {most:,} bytes", mend="split it")
    return data


def random_access(stream: BinaryIO) -> BinaryIO:
    """Return a stream with all its bytes that can be read in any order, copied to a nameless file where need be."""
    on_disk = isinstance(stream, io.BufferedReader) and isinstance(stream.raw, io.FileIO)
    if (on_disk or isinstance(stream, io.BytesIO)) and stream.seekable():
        return stream
    copy = cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=LARGEST_REPORT))  # noqa: SIM115  (closes itself)
    left = LARGEST_UNPACKED
    while block := stream.read(1 << 20):
        left -= len(block)
        if left < 0:
            raise SourceError("is too large", allowed=f"up to {LARGEST_UNPACKED:,} bytes")
        copy.write(block)
    copy.seek(0)
    return cast("BinaryIO", copy)
