"""What opening a source gives: documents, and faults in their place where one cannot be read."""

import io
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import BinaryIO, TypeAlias, cast

import msgspec

from relazione.errors import RelazioneError, SourceError
from relazione.records import Document, Record
from relazione.sources.limits import DEEPEST, LARGEST_COPY, LARGEST_REPORT
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
    author: str | None = None


class Options(Record, frozen=True, kw_only=True):
    """How sources are opened: `given` holds for every document and goes before what it says of itself.

    `file_dates` takes the day on which a PDF or Word file was made for that of publication, where nothing else tells.
    """

    given: Particulars = Particulars()
    columns: Columns = Columns()
    file_dates: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a source lies: `name` says it (`crawl.zip!a/b.html`), `depth` counts the archives around it."""

    name: str
    options: Options = field(default_factory=Options)
    depth: int = 0

    def inside(self, member: str, mark: str = "!") -> "Origin":
        """Return the origin of a member; raises `SourceError` where it lies too deep."""
        if self.depth >= DEEPEST:
            raise SourceError("lies too deep", where=self.name, allowed=f"{DEEPEST} archives in one another")
        return replace(self, name=f"{self.name}{mark}{member}", depth=self.depth + 1)

    def part(self, number: int | str, mark: str = "#") -> "Origin":
        """Return the origin of a record, which is no archive itself."""
        return replace(self, name=f"{self.name}{mark}{number}")

    def told(self, known: Particulars) -> "Origin":
        """Return this origin with what is known of it beside what is given, which goes before."""
        given = Particulars(**(known.given() | self.options.given.given()))
        return replace(self, options=msgspec.structs.replace(self.options, given=given))

    def placed(self, document: Document) -> Document:
        """Return a document as lying here."""
        return msgspec.structs.replace(document, origin=self.name)


def guarded(origin: Origin, find: Callable[[], Iterable[Found]]) -> Iterator[Found]:
    """Yield what is found, and a fault in place of what could not be."""
    try:
        yield from find()
    except RelazioneError as error:
        where = error.where if error.where.startswith(origin.name) else origin.name
        yield SourceFault(origin=where, what=error.what, allowed=error.allowed, mend=error.mend)
    except Exception as error:  # noqa: BLE001  (libraries answer broken input with errors of any kind)
        reason = f"{type(error).__name__}: {error}".rstrip(": ")
        yield SourceFault(origin=origin.name, what=f"cannot be read ({reason[:200]})", mend="check whether it is whole")


def whole(stream: BinaryIO, most: int = LARGEST_REPORT) -> bytes:
    """Return all bytes of a stream; raises `SourceError` where there are more than `most`."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise SourceError("is too large to be one report", allowed=f"up to {most:,} bytes", mend="split it")
    return data


@contextmanager
def random_access(stream: BinaryIO) -> Iterator[BinaryIO]:
    """Give a stream with all its bytes that can be read in any order, copied to a nameless file where need be."""
    raw = stream.raw if isinstance(stream, io.BufferedReader) else stream
    if isinstance(raw, io.FileIO | io.BytesIO) and stream.seekable():
        yield stream
        return
    with tempfile.SpooledTemporaryFile(max_size=LARGEST_REPORT) as copy:
        left = LARGEST_COPY
        while block := stream.read(1 << 20):
            left -= len(block)
            if left < 0:
                raise SourceError("is too large", allowed=f"up to {LARGEST_COPY:,} bytes")
            copy.write(block)
        copy.seek(0)
        yield cast("BinaryIO", copy)
