"""What all writers have in common: where they write, what they are told, how they end.

A writer takes materials one after the other and keeps none. A file appears under its name only when `close` has
come; leaving a writer by an exception leaves no file.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO, Protocol, Self, runtime_checkable

from relazione.errors import ExportError
from relazione.records import Record
from relazione.resolution.claims import Material
from relazione.version import __version__

Target = BinaryIO | Path
READER = f"relazione/{__version__}"


class Options(Record, frozen=True, kw_only=True):
    """What a writer may be told: who read the reports, and how to find a document's text by its id."""

    reader: str = READER
    texts: Callable[[str], str] | None = None


@runtime_checkable
class Writer(Protocol):
    """Takes consecutive, self-contained materials; `left_out` counts by reason what the format could not hold."""

    left_out: Counter[str]

    def write(self, material: Material) -> None:
        """Write what a material holds."""

    def close(self) -> None:
        """Write what comes last and let go of the target."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None: ...


class Output:
    """A file or open stream that takes UTF-8 text; a file bears another name until it is closed."""

    def __init__(self, target: Target) -> None:
        if isinstance(target, Path):
            self._path: Path | None = target
            self._part: Path = target.with_name(f"{target.name}.part")
            self._stream: BinaryIO = self._part.open("wb")
        else:
            self._path, self._stream = None, target

    def write(self, text: str) -> None:
        self._stream.write(text.encode())

    def close(self) -> None:
        """Put the file in its place; a stream stays open."""
        self._stream.flush()
        if self._path:
            self._stream.close()
            self._part.replace(self._path)

    def discard(self) -> None:
        """Leave no file; what has gone to a stream is gone."""
        if self._path:
            self._stream.close()
            self._part.unlink(missing_ok=True)


class TextWriter(ABC):
    """A writer of one text: a head, what each material gives, a tail."""

    def __init__(self, target: Target, options: Options | None = None) -> None:
        self.options = options or Options()
        self.left_out: Counter[str] = Counter()
        try:
            self._output = Output(target)
        except OSError as error:
            raise ExportError(
                f"cannot be written ({error.strerror})", where=str(target), mend="choose another file"
            ) from error
        self._put(self._head())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self._output.discard()

    def write(self, material: Material) -> None:
        """Write what a material holds."""
        self._put(self._body(material))

    def close(self) -> None:
        """Write what comes last and put the file in its place."""
        self._put(self._tail())
        self._output.close()

    def _put(self, pieces: Iterable[str]) -> None:
        for piece in pieces:
            self._output.write(piece)

    def _head(self) -> Iterable[str]:
        return ()

    @abstractmethod
    def _body(self, material: Material) -> Iterable[str]:
        """Yield the text of a material."""

    def _tail(self) -> Iterable[str]:
        return ()
