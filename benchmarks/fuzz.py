"""Give broken and hostile inputs to all that reads what comes from outside: `python benchmarks/fuzz.py --minutes 10`.

Files of every form go through `open_source`, which may give nothing but documents and faults; files that users write
(actors, alerts, lists of feeds) may raise nothing but a `RelazioneError`; texts go through `relazione.read`, whose
every span must cut words out of the text. All run in a process of their own with limits of time and memory. What breaks
a rule is kept in a folder to be looked at. The exit status is 1 where something did.
"""

import argparse
import hashlib
import io
import multiprocessing
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

import hostile

Answer: TypeAlias = tuple[Counter[str], str]  # what came out, and what broke a rule (empty for nothing)

SLICE = 2.0  # seconds that one form has before the next takes its turn
PATIENCE = 5  # times the limit of time by the clock, for a process that waits for something
ADDRESSES = 8 << 30  # bytes of address space
TEXTS = ("read de", "read en")
FAULTS = ("crashes", "hangs", "memory", "wrong")
COLUMNS = ("inputs", "documents", "told", "caught", *FAULTS)


# In the process that reads


def open_bytes(_: str, name: str, data: bytes) -> Counter[str]:
    """Return how many documents and faults a source gives; raises `AssertionError` where it gives anything else."""
    import msgspec

    from relazione.records import Document
    from relazione.sources import SourceFault, open_source

    out: Counter[str] = Counter()
    for found in open_source(io.BytesIO(data), name=name):
        assert isinstance(found, Document | SourceFault), type(found)  # noqa: S101
        if isinstance(found, Document):
            out["documents"] += 1
            found.text.encode()
            assert found.text.strip(), "a document without text"  # noqa: S101
            assert "\0" not in found.text, "a document with NUL"  # noqa: S101
        else:
            out["caught" if found.what.startswith("cannot be read (") and ": " in found.what else "told"] += 1
            assert "MemoryError" not in found.what, "memory"  # noqa: S101
        msgspec.json.encode(found)
    return out


def load_file(form: str, name: str, data: bytes) -> Counter[str]:
    """Return whether a file that a user writes was taken or told to be faulty."""
    from relazione.errors import RelazioneError
    from relazione.ontology.own import read_actors
    from relazione.sources.particulars import particulars_of
    from relazione.watching.rules import load_alerts
    from relazione.watching.subscriptions import subscriptions

    loaders: dict[str, Callable[[Path], object]] = {
        "actors.yaml": read_actors,
        "actors.csv": read_actors,
        "alerts.yaml": load_alerts,
        "feeds.opml": lambda path: subscriptions([str(path)]),
        "feeds.txt": lambda path: subscriptions([str(path)]),
        "reports.yaml": lambda path: particulars_of(path.with_name("a.txt")),
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            loaders[form](path)
        except RelazioneError as error:
            str(error).encode()
            return Counter(told=1)
    return Counter(documents=1)


def read_text(form: str, _: str, data: bytes) -> Counter[str]:
    """Return whether a text was read or refused; raises `AssertionError` where a span is wrong."""
    import relazione

    text = data.decode("utf-8", "surrogatepass")
    try:
        reading = relazione.read(text, language=form.split()[1], published="2026-01-29" if len(text) % 2 else None)
    except relazione.RelazioneError:
        return Counter(told=1)
    check(reading, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    return Counter(documents=1)


def check(reading: Any, text: str) -> None:
    """Raise `AssertionError` where a reading's spans do not fit its text, or where JSON does not give it back."""
    for place, span in spans(reading.to_dict()):
        words = text[span["start"] : span["end"]]
        assert 0 <= span["start"] < span["end"] <= len(text), f"{place} lies outside the text: {span}"  # noqa: S101
        assert words.strip(), f"{place} cuts no word: {words!r}"  # noqa: S101
        assert words == words.strip(), f"{place} begins or ends beside a word: {words!r}"  # noqa: S101
    for actor in reading.actors:
        for mention in actor.mentions:
            words = text[mention.start : mention.end]
            assert mention.anaphor or words in actor.names, f"{words!r} is none of {actor.names}"[:300]  # noqa: S101
    assert type(reading).from_json(reading.to_json()) == reading, "JSON gives another reading"  # noqa: S101


def spans(value: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the spans in plain data with where they stand."""
    if isinstance(value, dict):
        if {"start", "end"} <= value.keys():
            yield place, value
        for name, part in value.items():
            yield from spans(part, f"{place}.{name}")
    elif isinstance(value, list | tuple):
        for part in value:
            yield from spans(part, place)


def serve(connection: Connection, seconds: int, memory: int) -> None:
    """Answer one input after the other, within limits of CPU time and memory."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    before = 0
    while (given := connection.recv()) is not None:
        form, name, data = given
        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + seconds + 1, resource.RLIM_INFINITY))
        before = before or _warm(form)
        start = peak(fresh=True)
        connection.send((*answer(form, name, data), peak() - start > memory))


def _warm(form: str) -> int:
    """Load what the first input of a kind would load."""
    if form in TEXTS:
        read_text(form, "", hostile.WORDS["de"].encode())
    return 1


def answer(form: str, name: str, data: bytes) -> Answer:
    """Return what came out of an input, and what was wrong with that."""
    work = read_text if form in TEXTS else load_file if form in FILES else open_bytes
    try:
        return work(form, name, data), ""
    except Exception as error:  # noqa: BLE001  (all of them are findings)
        frames = traceback.extract_tb(error.__traceback__)
        places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-3:]))
        return Counter(), f"{type(error).__name__}: {str(error)[:200]} ({places})"


def peak(*, fresh: bool = False) -> int:
    """Return the most memory (bytes) this process held since the last `fresh` call."""
    if fresh:
        Path("/proc/self/clear_refs").write_text("5")
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


# In the process that asks


FILES = {
    "actors.yaml": hostile.ACTORS,
    "actors.csv": b"kind,code,name,names.de\nstate,BRE,Bretonia,Bretonien|Bretonenland\n",
    "alerts.yaml": hostile.ALERTS,
    "feeds.opml": hostile.OPML,
    "feeds.txt": hostile.LISTING,
    "reports.yaml": hostile.REPORTS,
}


class Reader:
    """A process that reads, begun anew where it ended."""

    def __init__(self, seconds: int, memory: int) -> None:
        self.seconds, self.memory = seconds, memory
        self.process: Any = None

    def __call__(self, form: str, name: str, data: bytes) -> tuple[Counter[str], str, str]:
        """Return what came out, the kind of fault (empty for none) and its description."""
        if self.process is None:
            self._start()
        self.connection.send((form, name, data))
        try:
            if not self.connection.poll(self.seconds * PATIENCE):
                self.close()
                return Counter(), "hangs", f"no answer after {self.seconds * PATIENCE} s"
            out, wrong, large = self.connection.recv()
        except (EOFError, ConnectionError):
            self.process.join()
            code, self.process = self.process.exitcode, None
            hung = code == -signal.SIGXCPU
            return (
                Counter(),
                "hangs" if hung else "crashes",
                f"{self.seconds} s of CPU time" if hung else f"exit {code}",
            )
        memory = large or "memory" in wrong
        return out, "memory" if memory else "wrong" if wrong else "", wrong or ("took too much" if large else "")

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, other = context.Pipe()
        self.process = context.Process(target=serve, args=(other, self.seconds, self.memory), daemon=True)
        self.process.start()
        other.close()

    def close(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.process = None


def inputs(form: str, random: Random) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes for a form without end: whole ones and bombs first."""
    if form in TEXTS:
        for text in hostile.texts():
            yield "", text.encode("utf-8", "surrogatepass")
        while True:
            text = hostile.text(random, random.choice(("de", "en", form.split()[1])))
            yield "", text.encode("utf-8", "surrogatepass")
    whole = hostile.seeds() | {name: (name, data) for name, data in FILES.items()}
    yield whole[form]
    yield from hostile.bombs().get(form, ())
    others = [data for _, data in whole.values()]
    suffixes = [name for name, _ in whole.values()]
    while True:
        name = whole[form][0] if form in FILES or random.random() < 0.8 else random.choice(("", *suffixes))
        yield name, hostile.changed(random, form, whole[form][1], others)


def hard_inputs(form: str) -> int:
    """Return how many inputs of a form run in any case."""
    return sum(1 for _ in hostile.texts()) if form in TEXTS else 1 + len(hostile.bombs().get(form, ()))


def kept(folder: Path, form: str, name: str, data: bytes, what: str) -> str:
    """Write an input that broke a rule into a folder; return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    mark = hashlib.sha256(data).hexdigest()[:8]
    path = folder / f"{form.replace(' ', '-')}-{mark}-{name or 'x.txt'}"
    path.write_bytes(data)
    path.with_name(path.name + ".why").write_text(what + "\n")
    return str(path)


def main() -> int:
    """Print the table; return 1 where something broke a rule."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--minutes", type=float, default=5.0, help="how long to go on; what is known to be hard runs in any case"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=30, help="seconds of CPU time an input may take")
    parser.add_argument("--memory", type=int, default=1000, help="MB an input may add")
    parser.add_argument("--form", action="append", help="only this form (text, html, …, read de); may be repeated")
    parser.add_argument("--keep", type=Path, default=Path("build/fuzz"), help="folder for inputs that broke a rule")
    arguments = parser.parse_args()
    forms = arguments.form or [*hostile.seeds(), *FILES, *TEXTS]
    readers = {kind: Reader(arguments.limit, arguments.memory << 20) for kind in ("sources", "texts")}
    streams = {form: inputs(form, Random(f"{arguments.seed} {form}")) for form in forms}  # noqa: S311
    counts: dict[str, Counter[str]] = {form: Counter() for form in forms}
    try:
        run(forms, streams, readers, counts, arguments)
    except KeyboardInterrupt:
        print("stopped before the end")
    for reader in readers.values():
        reader.close()
    print(table(counts))
    left = sum(count[fault] for count in counts.values() for fault in FAULTS)
    return int(bool(left))


def run(
    forms: list[str],
    streams: dict[str, Iterator[tuple[str, bytes]]],
    readers: dict[str, Reader],
    counts: dict[str, Counter[str]],
    arguments: argparse.Namespace,
) -> None:
    """Give the inputs of all forms in turn to their readers, and count what comes out."""
    deadline = time.monotonic() + 60 * arguments.minutes
    waiting = list(forms)
    while waiting:
        form = waiting.pop(0)
        turn = time.monotonic() + SLICE
        while time.monotonic() < turn:
            name, data = next(streams[form])
            out, kind, what = readers["texts" if form in TEXTS else "sources"](form, name, data)
            counts[form] += out + Counter(inputs=1)
            if kind:
                counts[form][kind] += 1
                print(f"{kind}: {what}; {kept(arguments.keep, form, name, data, what)}", flush=True)
        if time.monotonic() < deadline or counts[form]["inputs"] < hard_inputs(form):
            waiting.append(form)


def table(counts: dict[str, Counter[str]]) -> str:
    """Return the table of what came of the inputs of each form."""
    rows = [("form", *COLUMNS), *((form, *(f"{count[name]:,}" for name in COLUMNS)) for form, count in counts.items())]
    total = sum(counts.values(), Counter[str]())
    rows.append(("all", *(f"{total[name]:,}" for name in COLUMNS)))
    return "\n".join(f"{row[0]:14}" + "".join(f"{cell:>11}" for cell in row[1:]) for row in rows)


if __name__ == "__main__":
    sys.exit(main())
