"""A worker: reads batches of documents in a process of its own, which a document cannot hold up or take down.

The child process loads gate and pipeline once and answers document by document. One that takes longer than its time,
or that ends the process, is set aside; a new process goes on with the next. The process is also renewed where its
memory has grown, since the pipeline remembers every word that it has met.
"""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import msgspec

from relazione.errors import PipelineError, RelazioneError, unforeseen
from relazione.ontology.own import Own
from relazione.records import Document, Reading, Record

Batch = Mapping[str, Sequence[bytes]]  # columns, as Ray Data, pandas and Arrow hand them over

# Matrix products of one process run on one core: the workers share the cores out among them.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
STATEMENT = Path("/proc/self/statm")
GROWTH = 400 * 1024 * 1024  # bytes that a process may grow by before it is renewed
WARMING = 200  # characters of names that are read before anything else, so that pipeline and lexicons are loaded
LOADING = 600.0  # seconds that a process may take to load


class Settings(Record, frozen=True, kw_only=True):
    """How documents are read: with or without the gate, the arguments of `read`, a user's own actors, and the seconds
    that one may take.
    """

    gate: bool = True
    published: str | None = None
    language: str | None = None
    pipeline: str | None = None
    actors: tuple[Own, ...] = ()
    seconds: float = 120.0


class Outcome(Record, frozen=True, kw_only=True):
    """What became of a document: its reading, or a fault; neither where the gate kept it back."""

    reading: Reading | None = None
    fault: str | None = None


def encoded(document: Document) -> bytes:
    """Return a document as a worker takes it."""
    return msgspec.msgpack.encode(document)


def decoded(outcome: bytes) -> Outcome:
    """Return an outcome as a worker gives it."""
    return msgspec.msgpack.decode(outcome, type=Outcome)


class Worker:
    """Reads batches: a call takes a column `document` (`encoded`) and gives a column `outcome` (`decoded`).

    Settings are plain JSON, so that any framework can hand them to its own workers. Raises `PipelineError` where the
    process cannot load what it needs.
    """

    def __init__(self, settings: str) -> None:
        self._settings = settings
        self._seconds = msgspec.json.decode(settings, type=Settings).seconds
        self._child: _Child | None = None
        self._closed = False

    def __call__(self, batch: Batch) -> dict[str, list[bytes]]:
        """Return an outcome for each document of a batch."""
        documents = [bytes(data) for data in batch["document"]]
        outcomes: list[bytes] = []
        while len(outcomes) < len(documents) and not self._closed:
            child = self._child = self._child or _Child(self._settings)
            outcomes += child.answers(documents[len(outcomes) :], self._seconds)
            if len(outcomes) < len(documents):
                outcomes.append(msgspec.msgpack.encode(Outcome(fault=child.end())))
                self._child = None
        if self._child is not None and self._child.has_grown():
            self._child.end()
            self._child = None
        return {"outcome": outcomes}

    def close(self) -> None:
        """End the process; a batch that is being read is given up."""
        self._closed = True
        if self._child is not None:
            self._child.kill()


class _Child:
    """One process and the pipe to it."""

    def __init__(self, settings: str) -> None:
        for name in THREADS:
            os.environ.setdefault(name, "1")
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, settings), daemon=True)
        self._process.start()
        theirs.close()
        self._late: float | None = None
        self._size = self._first = self._loaded()

    def _loaded(self) -> int:
        """Return the size of the process once it has loaded."""
        ready = self._answer(LOADING)
        if ready is None:
            raise PipelineError("a worker could not start", mend="see what it printed above")
        size, error = msgspec.msgpack.decode(ready, type=tuple[int, str])
        if error:
            raise PipelineError(error)
        return size

    def answers(self, documents: Sequence[bytes], seconds: float) -> Iterator[bytes]:
        """Yield the outcomes of documents, up to the one that is late or ends the process."""
        try:
            self._pipe.send(documents)
        except OSError:
            return
        for _ in documents:
            answer = self._answer(seconds)
            if answer is None:
                return
            yield answer
        size = self._answer(seconds)
        self._size = int.from_bytes(size or b"", "big")

    def has_grown(self) -> bool:
        """Tell whether the process holds much more memory than after loading."""
        return self._size > self._first + GROWTH

    def kill(self) -> None:
        """Stop the process at once."""
        self._process.kill()

    def end(self) -> str:
        """End the process; return why it had to be."""
        self._pipe.close()
        if self._late is None:
            self._process.join(1.0)  # one that ends by itself says how
        code = self._process.exitcode
        self._process.kill()
        self._process.join()
        if self._late is not None:
            return f"took longer than {self._late:g} s to read"
        return f"ended the process that read it (exit status {code})"

    def _answer(self, seconds: float) -> bytes | None:
        try:
            if self._pipe.poll(seconds):
                return self._pipe.recv_bytes()
        except (EOFError, OSError):
            return None
        self._late = seconds
        return None


def serve(pipe: Connection, settings: str) -> None:
    """Read what comes through a pipe until it is closed: the body of the child process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        read = reader(msgspec.json.decode(settings, type=Settings))
    except RelazioneError as error:
        pipe.send_bytes(msgspec.msgpack.encode((0, str(error))))
        return
    gc.collect()
    gc.freeze()  # what has been loaded stays; looking through it again and again costs a tenth of the time
    answer(pipe, read)


def answer(pipe: Connection, read: Callable[[Document], Outcome]) -> None:
    """Answer through a pipe with what is read of each document, and with the memory held after each batch."""
    try:
        pipe.send_bytes(msgspec.msgpack.encode((memory(), "")))
        while True:
            for data in pipe.recv():
                document = msgspec.msgpack.decode(data, type=Document)
                pipe.send_bytes(msgspec.msgpack.encode(_guarded(read, document)))
            pipe.send_bytes(memory().to_bytes(8, "big"))
    except (EOFError, OSError):
        return


def _guarded(read: Callable[[Document], Outcome], document: Document) -> Outcome:
    try:
        return read(document)
    except RelazioneError as error:
        return Outcome(fault=str(error))
    except Exception as error:  # noqa: BLE001  (a fault of ours in one report must not cost the others)
        return Outcome(fault=str(unforeseen(error)))


def reader(settings: Settings) -> Callable[[Document], Outcome]:
    """Return what reads a document as settings say, with all that it needs loaded."""
    from relazione.bulk.gate import Gate
    from relazione.languages import languages
    from relazione.ontology import countries
    from relazione.ontology.atlas import Atlas
    from relazione.reader import read_document

    atlas = Atlas(settings.actors)
    gate = Gate(atlas) if settings.gate else None
    arguments: dict[str, Any] = {
        "published": settings.published,
        "pipeline": settings.pipeline,
        "actors": atlas,
    }
    for code in [settings.language] if settings.language else languages():
        names = ", ".join(countries.state_names(code))[:WARMING]
        read_document(Document.of(names), language=code, **arguments)

    def read(document: Document) -> Outcome:
        if gate is not None and not gate.passes(document.text):
            return Outcome()
        return Outcome(reading=read_document(document, language=settings.language, **arguments))

    return read


def memory() -> int:
    """Return the bytes of memory that this process holds now, 0 where the system does not say."""
    try:
        pages = int(STATEMENT.read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
