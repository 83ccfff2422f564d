"""Measure reading in bulk: `python benchmarks/bulk.py WHAT ARCHIVE… [--documents N]`.

gate    how fast the gate is beside reading, and how many of the reports it lets through in which reading without a gate
        finds an event between two parties, by archive (in any language)
speed   reports and words a second by workers, core-hours for a million reports, start-up
growth  the time that a word takes in reports of a thousand to a hundred thousand words
memory  the memory that a worker holds over many reports
ray     the same archive by processes of this machine and by a local Ray: equal files?

An archive is whatever `relazione bulk` takes; `benchmarks/archive.py` makes one.
"""

import argparse
import gc
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")


from relazione.bulk.crews import Crew, LocalCrew, RayCrew, cores
from relazione.bulk.gate import Gate
from relazione.bulk.parts import Count, Run, in_parts
from relazione.bulk.run import run
from relazione.bulk.worker import Outcome, Settings, memory, reader
from relazione.extraction.reading import read_parsed
from relazione.languages import load_pack
from relazione.languages.pipeline import load_pipeline, parse
from relazione.records import Document, Reading
from relazione.sources import open_sources

PUBLISHED = "2026-01-29"
LENGTHS = (1_000, 10_000, 100_000)
WORDS = 100_000  # that are read at each length, the same ones
STEPS = 10  # lines of the memory's table
LANGUAGE = "de"
PART = 64


def documents_in(archives: list[Path], number: int | None) -> Iterator[Document]:
    """Yield the reports of archives, up to a number, in the language that is measured."""
    found = (one for one in open_sources(archives) if isinstance(one, Document))
    return islice((one for one in found if one.language in (None, LANGUAGE)), number)


def cpu(work: Callable[[], object]) -> float:
    """Return the seconds of processor time that some work takes in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def parties(reading: Reading) -> list[set[str]]:
    """Return the different states, bodies and groups that each event is between."""
    side = {actor.id: actor.country or actor.identifiers.get("relazione") for actor in reading.actors}
    return [{key for id_ in (*event.actor, *event.recipient) if (key := side[id_])} for event in reading.events]


def internal(reading: Reading) -> bool:
    """Tell whether events are between several parties, of which one state alone is known."""
    sides = zip(reading.events, parties(reading), strict=True)
    return any(len({*event.actor, *event.recipient}) > 1 and len(known) < 2 for event, known in sides)


@dataclass
class Gated:
    """What the gate did with reports of an archive, and how long it and reading without it took."""

    reports: int = 0
    words: int = 0
    through: int = 0  # let through
    told: int = 0  # with an event between two states or known bodies
    kept: int = 0  # of these let through
    internal: int = 0  # of the others, with an event of several parties of one state, or of none
    internal_kept: int = 0
    reading: float = 0.0  # seconds
    gate: float = 0.0

    def __add__(self, other: "Gated") -> "Gated":
        return Gated(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


def measure_gate(archives: list[Path], number: int | None) -> None:
    """Print the gate's speed and what it keeps back that reading would have found, by archive and in all."""
    start = time.process_time()
    gate = Gate()
    loaded = time.process_time() - start
    read = reader(Settings(gate=False, published=PUBLISHED))
    print(
        f"{'':16}{'reports':>9}{'words':>11}{'through':>10}{'share':>8}{'between':>9}{'kept':>7}{'':9}{'inner':>7}{'kept':>7}"
    )
    rows = []
    for archive in archives:
        found = (one for one in open_sources([archive]) if isinstance(one, Document))
        rows.append(sum((gated(one, gate, read) for one in islice(found, number)), Gated()))
        print_gated(archive.stem, rows[-1])
    total = sum(rows, Gated())
    print_gated("all", total)
    slow, fast = total.reading / total.words * 1e6, total.gate / total.words * 1e6
    print(
        f"one core, processor time: reading {slow:.0f} µs a word, gate {fast:.2f} µs, {slow / fast:,.0f} times as fast"
    )
    print(f"the gate loads in {loaded:.2f} s")


def gated(document: Document, gate: Gate, read: Callable[[Document], Outcome]) -> Gated:
    """Return what the gate and reading without it do with one report."""
    start = time.process_time()
    through = gate.passes(document.text)
    between = time.process_time()
    reading = read(document).reading
    end = time.process_time()
    told = reading is not None and any(len(sides) > 1 for sides in parties(reading))
    inner = reading is not None and not told and internal(reading)
    if told and not through:
        print(f"    kept back: {document.origin}: {sorted(gate.actors(document.text))}", file=sys.stderr)
    return Gated(
        reports=1,
        words=len(document.text.split()),
        through=int(through),
        told=int(told),
        kept=int(told and through),
        internal=int(inner),
        internal_kept=int(inner and through),
        reading=end - between,
        gate=between - start,
    )


def print_gated(name: str, row: Gated) -> None:
    """Print a row of the gate's table."""
    print(
        f"{name:16}{row.reports:9,}{row.words:11,}{row.through:10,}{row.through / max(row.reports, 1):8.1%}"
        f"{row.told:9,}{row.kept:7,}{row.kept / max(row.told, 1):9.2%}{row.internal:7,}{row.internal_kept:7,}",
        flush=True,
    )


def timed_run(archives: list[Path], number: int | None, crew: Callable[[str], Crew], out: Path) -> tuple[Count, float]:
    """Return what a run counts and the seconds from the first part that is finished to the last."""
    ends: list[tuple[float, Count]] = []
    request = Run(settings=Settings(published=PUBLISHED, language=LANGUAGE), size=PART)
    run(documents_in(archives, number), out, crew, request, lambda count, _: ends.append((time.monotonic(), count)))
    (first, _), (last, _) = ends[0], ends[-1]
    return sum((count for _, count in ends[1:]), Count()), last - first


def measure_speed(archives: list[Path], number: int | None, workers: list[int]) -> None:
    """Print reports and words a second by workers; the time to the first part is start-up and does not count."""
    print(f"{'workers':>8}{'reports/s':>12}{'words/s':>12}{'read/s':>12}{'times':>8}{'core-hours a million':>22}")
    first = None
    for size in workers:
        with tempfile.TemporaryDirectory() as folder:
            count, seconds = timed_run(archives, number, partial(LocalCrew, size=size), Path(folder) / "o")
        rate = count.documents / seconds
        first = first or rate
        hours = size * 1_000_000 / rate / 3600
        print(
            f"{size:8}{rate:12,.1f}{count.words / seconds:12,.0f}{count.read / seconds:12,.1f}"
            f"{rate / first:8.2f}{hours:22,.1f}"
        )
    print(f"load of the machine while measuring: {os.getloadavg()[0]:.1f} on {cores()} cores")


def measure_growth(documents: list[Document]) -> None:
    """Print the processor time a word by length, with what is loaded frozen as in a worker; the same words are read at
    each length, long reports made of short ones, and once before, since a word that is new costs more than a known one.
    """
    pack = load_pack(LANGUAGE)
    nlp = load_pipeline(pack.folder / pack.head.pipeline)
    print(f"{'words':>10}{'pipeline':>12}{'reading':>12}{'both':>12}  µs a word{'times':>8}")
    first = None
    for length in (LENGTHS[0], *LENGTHS):  # the first is read to warm up
        gc.collect()
        gc.freeze()
        spent = dict.fromkeys(("pipeline", "reading", "words"), 0.0)
        for text in islice(texts_of(documents, length), max(1, WORDS // length)):
            document = Document.of(text, language=LANGUAGE)
            start = time.process_time()
            doc = parse(nlp, text)
            parsed = time.process_time()
            read_parsed(doc, pack, document, published=PUBLISHED, reader="bulk")
            spent["pipeline"] += parsed - start
            spent["reading"] += time.process_time() - parsed
            spent["words"] += len(text.split())
        pipeline, reading = (spent[name] / spent["words"] * 1e6 for name in ("pipeline", "reading"))
        if first is None:
            first = 0.0
            continue
        first = first or pipeline + reading
        both = pipeline + reading
        print(f"{length:10,}{pipeline:12.0f}{reading:12.0f}{both:12.0f}{'':11}{both / first:8.2f}")


def texts_of(documents: list[Document], length: int) -> Iterator[str]:
    """Yield texts of so many words, made of reports in their order."""
    source = cycle(documents)
    while True:
        parts, words = [], 0
        while words < length:
            parts.append(next(source).text)
            words += len(parts[-1].split())
        yield "\n\n".join(parts)


def measure_memory(documents: Iterator[Document], number: int) -> None:
    """Print the memory held by one process that reads and renews nothing."""
    read = reader(Settings(published=PUBLISHED, language=LANGUAGE))
    print(f"{'reports':>10}{'read':>10}{'MB':>10}")
    print(f"{0:10,}{0:10,}{memory() / 2**20:10,.0f}")
    done = 0
    for part, batch in in_parts(documents, max(1, number // STEPS)):
        done += sum(read(document).reading is not None for document in batch)
        print(f"{part * max(1, number // STEPS) + len(batch):10,}{done:10,}{memory() / 2**20:10,.0f}", flush=True)


def measure_ray(archives: list[Path], number: int | None, workers: int) -> None:
    """Print the pace of processes and of a local Ray, and whether their files are equal."""
    with tempfile.TemporaryDirectory() as folder:
        crews: dict[str, Callable[[str], Crew]] = {
            "processes": lambda told: LocalCrew(told, workers),
            "Ray": lambda told: RayCrew(told, workers, "local"),
        }
        for name, crew in crews.items():
            count, seconds = timed_run(archives, number, crew, Path(folder) / name)
            print(f"{name:12}{workers} workers, {count.documents / seconds:10,.1f} reports a second")
        one, other = (files(Path(folder) / name) for name in crews)
        print(f"{len(one)} files, {sum(one[name] == other.get(name) for name in one)} equal, {len(other)} by Ray")
        shutil.rmtree(folder, ignore_errors=True)
        if one != other:
            raise SystemExit(1)


def files(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder with their contents."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def main() -> int:
    """Print what the command line asks for; return 1 where there was nothing to measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("gate", "speed", "growth", "memory", "ray"))
    parser.add_argument("archive", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=None, help="how many reports at most (gate: of each archive)")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked = parser.parse_args()
    if next(documents_in(asked.archive, 1), None) is None:
        print("bulk: no reports there", file=sys.stderr)
        return 1
    documents = documents_in(asked.archive, asked.documents)
    match asked.what:
        case "gate":
            measure_gate(asked.archive, asked.documents)
        case "speed":
            measure_speed(asked.archive, asked.documents, asked.workers)
        case "growth":
            measure_growth([*documents])
        case "memory":
            measure_memory(documents, asked.documents or sum(1 for _ in documents_in(asked.archive, None)))
        case "ray":
            measure_ray(asked.archive, asked.documents, max(asked.workers))
    return 0


if __name__ == "__main__":
    sys.exit(main())
