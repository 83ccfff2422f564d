"""Measure a large ledger: saving, dossiers, searching, size; and what killing a writer does to it.

    python benchmarks/ledger.py [--events 1000000] [--ledger FILE]     # speed and size
    python benchmarks/ledger.py --kill 100                             # kill the writer in the middle of a save
    python benchmarks/ledger.py --writers 2                            # writers at once

Readings are generated (seeded): states with a long tail of pairs, persons with offices, days over ten years; two thirds
of the documents tell events of their own, the others tell an event that another document tells too.
"""

import argparse
import multiprocessing
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from relazione.ledger import Ledger
from relazione.ledger.checks import find_faults
from relazione.ledger.counts import counts_of
from relazione.ontology import countries, plover
from relazione.records import (
    Actor,
    ActorKind,
    Document,
    DocumentHead,
    Event,
    Figure,
    Mention,
    Office,
    Reading,
    Span,
    Statement,
)
from relazione.resolution.claims import Question

EVENTS_A_DOCUMENT = 3
BATCH = 1000  # documents saved in one transaction
VERBS = ("besuchte", "kritisierte", "unterstützte", "warnte", "belieferte", "traf", "beschoss", "sanktionierte")
NOUNS = (
    "Wasser",
    "Handel",
    "Fischerei",
    "Grenze",
    "Gas",
    "Visa",
    "Häfen",
    "Kredite",
    "Weizen",
    "Uran",
    "Stahl",
    "Flüge",
)
INDICATORS = ("trade_turnover", "exports", "imports", "investment", "aid", "loan", "debt")
SYLLABLES = ("ka", "ro", "mi", "sen", "tal", "vi", "dor", "na", "lu", "be", "schu", "tar", "gor", "eli", "ma", "pe")


class Generator:
    """Makes documents with readings; the same seed makes the same ones."""

    def __init__(self, seed: int = 1) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.states = [code for code in countries.codes() if countries.country(code).sovereign is None]
        self.random.shuffle(self.states)
        self.weights = [1 / (rank + 2) for rank in range(len(self.states))]
        self.types = sorted(plover.plover().types)
        self.last: tuple[str, str, str, date, int] | None = None

    def reports(self, number: int) -> Iterator[tuple[Document, Reading]]:
        """Yield documents with readings."""
        for place in range(number):
            yield self._report(place)

    def _report(self, place: int) -> tuple[Document, Reading]:
        told = self.last if self.last and self.random.random() < 1 / 3 else self._told()
        self.last = told
        first, second, _, day, minister = told
        noun = self.random.choice(NOUNS)
        name = f"{_name(minister)} {_name(minister * 7 + 3)}"
        sentences = [
            f"{name}, Außenminister von {first}, {VERBS[(place + number) % len(VERBS)]} am {day:%d.%m.%Y} {second} "
            f"wegen {self.random.choice(NOUNS)} und {noun}, hieß es aus {self._word()}, {self._word()}, {self._word()}."
            for number in range(EVENTS_A_DOCUMENT)
        ]
        text = (
            f"Meldung {place}. " + " ".join(sentences) + f" Es gehe um {noun} im Wert von {place % 900 + 1} Millionen."
        )
        return _document(text, sentences, told, name, self.types)

    def _word(self) -> str:
        return _name(self.random.randrange(4096))

    def _told(self) -> tuple[str, str, str, date, int]:
        first, second = self.random.choices(self.states, self.weights, k=2)
        while second == first:
            second = self.random.choices(self.states, self.weights, k=1)[0]
        day = date(2016, 1, 1) + timedelta(days=self.random.randrange(3650))
        return first, second, self.random.choice(self.types), day, self.states.index(first) * 4 + day.year % 4


def _name(number: int) -> str:
    return "".join(SYLLABLES[number // 16**power % 16] for power in range(3)).capitalize()


def _document(
    text: str, sentences: list[str], told: tuple[str, str, str, date, int], name: str, types: list[str]
) -> tuple[Document, Reading]:
    first, second, type_, day, _ = told
    published = (day + timedelta(days=1)).isoformat()
    document = Document.of(text, title=sentences[0][:60], published=published, publisher="Nordblatt", language="de")
    spans = [_span(text, sentence) for sentence in sentences]
    actors = (
        _actor("a1", "state", first, first, text),
        _actor("a2", "state", second, second, text),
        _actor(
            "a3", "person", name, first, text, Office(title="Außenminister", role="foreign_minister", country=first)
        ),
    )
    events = tuple(
        Event(
            id=f"e{number}",
            type=type_ if number == 1 else types[(len(text) + number) % len(types)],
            cameo="040",
            score=2.5,
            quad=1,
            actor=("a1",),
            recipient=("a2",),
            participants=("a3",),
            date=day.isoformat(),
            status="occurred",
            evidence=(span,),
            confidence=0.9,
            rule="generated",
        )
        for number, span in enumerate(spans, 1)
    )
    statement = Statement(
        id="s1", speaker="a3", about=("a2",), form="indirect", act="assert", cue=None,
        content=(_span(text, text[text.index("Es gehe") :]),), confidence=0.9, rule="generated",
    )  # fmt: skip
    figure = Figure(
        id="f1", indicator="trade_turnover", measure="level", value=float(len(text)), unit="USD", bound="exact",
        period=str(day.year), parties=("a1", "a2"), evidence=(spans[0],), confidence=0.9, rule="generated",
    )  # fmt: skip
    head = DocumentHead(
        id=document.id, title=document.title, language="de", published=published, publisher="Nordblatt", url=None,
        length=len(text),
    )  # fmt: skip
    return document, Reading(
        reader="generated/1", document=head, actors=actors, events=events, statements=(statement,), figures=(figure,)
    )


def _actor(id_: str, kind: ActorKind, name: str, country: str, text: str, *offices: Office) -> Actor:
    span = _span(text, name)
    return Actor(
        id=id_, kind=kind, name=name, names=(name,), country=country, offices=offices, confidence=0.9, rule="generated",
        identifiers={"iso3166-1": country} if kind == "state" else {},
        mentions=(Mention(start=span.start, end=span.end),),
    )  # fmt: skip


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def save(ledger: Ledger, events: int) -> tuple[int, float, list[float]]:
    """Save generated documents; return records, seconds and the records a second of every tenth part."""
    documents, seconds, records, rates = events // EVENTS_A_DOCUMENT, 0.0, 0, []
    reports = Generator().reports(documents)
    part_records, part_seconds = 0, 0.0
    for place in range(0, documents, BATCH):
        batch = [next(reports) for _ in range(min(BATCH, documents - place))]
        start = time.perf_counter()
        ledger.add_all(batch)
        took = time.perf_counter() - start
        saved = sum(len(reading.events) + len(reading.statements) + len(reading.figures) for _, reading in batch)
        seconds, records = seconds + took, records + saved
        part_records, part_seconds = part_records + saved, part_seconds + took
        if place // (documents // 10 or 1) != (place + BATCH) // (documents // 10 or 1):
            rates.append(part_records / part_seconds)
            print(f"  {records:>9,} records  {rates[-1]:>8,.0f} a second", flush=True)
            part_records, part_seconds = 0, 0.0
    return records, seconds, rates


def timed(work: Callable[[], object], times: int = 5) -> float:
    """Return the median milliseconds of a piece of work."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


def measure(place: str, events: int) -> None:
    """Print what saving, asking and searching take, and the size."""
    with Ledger(place) as ledger:
        with ledger.transaction() as connection:
            known = counts_of(connection)["documents"] * EVENTS_A_DOCUMENT
        if known < events - EVENTS_A_DOCUMENT:
            records, seconds, rates = save(ledger, events)
            print(f"saved {records:,} records in {seconds:,.0f} s: {records / seconds:,.0f} a second")
            print(f"slowest tenth: {min(rates):,.0f} a second")
        generator = Generator()
        ranks = {
            "busiest pair": (0, 1),
            "pair of rank 20": (4, 5),
            "pair of rank 2000": (40, 60),
            "busiest state": (0, None),
        }
        for name, (one, other) in ranks.items():
            question = Question(first=generator.states[one], second=None if other is None else generator.states[other])
            with ledger.view() as view:
                found = view.material(question)
                told = len(found.events) + found.left_out.get("event", 0)
                data = timed(lambda: view.material(question))  # noqa: B023
            print(f"dossier, {name:18} {told:>7,} events: data {data:6.0f} ms", flush=True)
        for words in ("Fischerei Visa", "Uran", "Meldung 4711", name_of(generator)):
            with ledger.view() as view:
                print(f"search {words!r:24} {timed(lambda: view.search(words)):6.1f} ms")  # noqa: B023
        with ledger.transaction() as connection:
            print(*(f"{name:22}{value:>16,}" for name, value in counts_of(connection).items()), sep="\n")


def name_of(generator: Generator) -> str:
    """Return the name of a person whom generated documents name."""
    return _name(generator.states.index("FRA") * 4)


def write_forever(place: str, seed: int, report: Callable[[str], None]) -> None:
    """Save documents one by one and report each that the ledger has acknowledged."""
    with Ledger(place) as ledger:
        for document, reading in Generator(seed).reports(1_000_000):
            ledger.add(document, reading)
            report(document.id)


def kill(times: int) -> int:
    """Kill a writer again and again in the middle of its work; return how many faults or losses there were."""
    faults = 0
    acknowledged: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "ledger.sqlite")
        for number in range(times):
            acknowledged |= _killed_writer(place, number)
            with Ledger(place) as ledger:
                with ledger.transaction() as connection:
                    found = list(find_faults(connection))
                lost = acknowledged - {id_ for id_, _, _ in ledger.contents()}
            faults += len(found) + len(lost)
            print(*found, *(f"lost {id_}" for id_ in sorted(lost)), sep="\n", end="\n" if found or lost else "")
    print(f"killed {times} times, {len(acknowledged):,} documents acknowledged, {faults} faults or losses")
    return faults


def _killed_writer(place: str, number: int) -> set[str]:
    command = [sys.executable, __file__, "--ledger", place, "--write", str(number)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None  # noqa: S101
    first = writer.stdout.readline()
    time.sleep(random.Random(number).uniform(0.0, 0.25))  # noqa: S311
    os.kill(writer.pid, signal.SIGKILL)
    rest, _ = writer.communicate()
    lines = (first + rest).split("\n")[:-1]  # the last line may be cut off
    return {line for line in lines if line.startswith("sha256:")}


def _write_some(place: str, seed: int, number: int) -> None:
    with Ledger(place) as ledger:
        for document, reading in Generator(seed).reports(number):
            ledger.add(document, reading)


def race(writers: int, number: int = 300) -> int:
    """Let several processes write at once; return how many documents were lost."""
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "ledger.sqlite")
        context = multiprocessing.get_context("spawn")
        start = time.perf_counter()
        processes = [context.Process(target=_write_some, args=(place, seed, number)) for seed in range(writers)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        failed = sum(process.exitcode != 0 for process in processes)
        with Ledger(place) as ledger:
            kept = {id_ for id_, _, _ in ledger.contents()}
        wanted = {document.id for seed in range(writers) for document, _ in Generator(seed).reports(number)}
    took = time.perf_counter() - start
    lost = len(wanted - kept)
    print(f"{writers} writers, {len(wanted)} documents in {took:.1f} s: {lost} lost, {failed} writers failed")
    return lost + failed


def main() -> int:
    """Run what the options ask for; the exit status is 1 where something was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000, help="how many events to generate")
    parser.add_argument("--ledger", help="where the ledger lies; a temporary file where it is not given")
    parser.add_argument("--kill", type=int, metavar="TIMES", help="kill a writer so many times")
    parser.add_argument("--writers", type=int, metavar="N", help="let so many processes write at once")
    parser.add_argument("--write", type=int, metavar="SEED", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write is not None:
        write_forever(arguments.ledger, arguments.write, lambda id_: print(id_, flush=True))
    elif arguments.kill:
        return int(kill(arguments.kill) > 0)
    elif arguments.writers:
        return int(race(arguments.writers) > 0)
    else:
        with tempfile.TemporaryDirectory() as folder:
            measure(arguments.ledger or str(Path(folder) / "ledger.sqlite"), arguments.events)
    return 0


if __name__ == "__main__":
    sys.exit(main())
