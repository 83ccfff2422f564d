"""The folder that a run writes: parts of tables, each there as a whole or not at all.

    run.json                      what was asked for; another question needs another folder
    events/part-000007.parquet    … one folder a table; a part without rows of a table has no file in it
    parts/part-000007.json        written last: the part is finished, with what it counted

A file bears another name until it is whole. Whatever kills the run, a part that is not finished is done again and its
files are replaced, so that no document is lost or doubled.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from relazione.bulk.tables import Tables, bulk_schemas
from relazione.bulk.worker import Settings
from relazione.errors import BulkError
from relazione.exchange.parquet import libraries
from relazione.records import Document, Record
from relazione.sources import Found
from relazione.version import __version__

T = TypeVar("T")

HEAD, FINISHED = "run.json", "parts"


class Run(Record, frozen=True, kw_only=True):
    """What a run was asked for; `size` is the number of documents in a part."""

    settings: Settings
    size: int
    version: str = __version__


class Count(Record, frozen=True, kw_only=True):
    """What a part, or a whole run, counts: documents, those that passed the gate, faults, words, words read."""

    documents: int = 0
    read: int = 0
    faults: int = 0
    words: int = 0
    words_read: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(**{name: getattr(self, name) + getattr(other, name) for name in self.__struct_fields__})


class Finished(Record, frozen=True, kw_only=True):
    """A finished part: the hash of its documents' ids and origins, and what it counts."""

    identity: str
    count: Count


class Parts:
    """The parts in a folder. Raises `BulkError` where the folder holds another run, or cannot be written."""

    def __init__(self, folder: Path, run: Run) -> None:
        self._arrow, self._parquet = libraries()
        self._folder, self._schemas = folder, bulk_schemas(self._arrow)
        try:
            self._require_same(run)
            for name in (*self._schemas, FINISHED):
                (folder / name).mkdir(parents=True, exist_ok=True)
            _write(folder / HEAD, msgspec.json.encode(run))
        except OSError as error:
            raise BulkError(f"cannot be written ({error.strerror})", where=str(folder)) from error
        except msgspec.DecodeError as error:
            raise BulkError(f"is damaged ({error})", where=str(folder), mend="choose an empty folder") from error

    def finished(self, number: int, found: Iterable[Found]) -> Count | None:
        """Return what a finished part counts, `None` for one to do; raises `BulkError` where its input has changed."""
        path = self._mark(number)
        if not path.exists():
            return None
        mark = msgspec.json.decode(path.read_bytes(), type=Finished)
        if mark.identity != identity(found):
            raise BulkError(
                "was made of other documents than the archives now hold",
                where=str(path),
                mend="give the archives of the first run in their order, or another folder",
            )
        return mark.count

    def write(self, number: int, found: Iterable[Found], tables: Tables, count: Count) -> None:
        """Put the tables of a part in their place, then the mark that it is finished."""
        for name, rows in tables.items():
            path = self._folder / name / f"part-{number:06}.parquet"
            if rows:
                table = self._arrow.Table.from_pylist(rows, schema=self._schemas[name])
                part = path.with_suffix(".unfinished")
                self._parquet.write_table(table, part, compression="zstd")
                part.replace(path)
            else:
                path.unlink(missing_ok=True)
        _write(self._mark(number), msgspec.json.encode(Finished(identity=identity(found), count=count)))

    def _mark(self, number: int) -> Path:
        return self._folder / FINISHED / f"part-{number:06}.json"

    def _require_same(self, run: Run) -> None:
        head = self._folder / HEAD
        if head.exists():
            earlier = msgspec.json.decode(head.read_bytes(), type=Run)
            if earlier != run:
                asked = ", ".join(_differences(msgspec.to_builtins(earlier), msgspec.to_builtins(run)))
                raise BulkError(
                    f"holds a run with other settings ({asked})", where=str(self._folder), mend="choose another folder"
                )
        elif self._folder.exists() and any(self._folder.iterdir()):
            raise BulkError("holds other files", where=str(self._folder), mend="choose an empty folder")


def identity(found: Iterable[Found]) -> str:
    """Return the hash of the ids and origins of documents, and of the origins of those that could not be opened."""
    keys = [[one.id if isinstance(one, Document) else None, one.origin] for one in found]
    return hashlib.sha256(msgspec.json.encode(keys)).hexdigest()


def _differences(one: Any, other: Any) -> Iterator[str]:
    for name, value in one.items():
        if isinstance(value, dict):
            yield from _differences(value, other[name])
        elif value != other[name]:
            yield "other actors" if name == "actors" else f"{name} {value} there, {other[name]} here"


def _write(path: Path, data: bytes) -> None:
    part = path.with_suffix(".unfinished")
    part.write_bytes(data)
    part.replace(path)


def in_parts(things: Iterable[T], size: int) -> Iterator[tuple[int, Sequence[T]]]:
    """Yield consecutive things by `size`, numbered from 0."""
    iterator, number = iter(things), 0
    while part := list(islice(iterator, size)):
        yield number, part
        number += 1
