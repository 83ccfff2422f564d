"""Measure the web application's pages on a ledger that `benchmarks/ledger.py` made.

    python benchmarks/web.py LEDGER [--readers 50] [--seconds 60] [--each 12] [--only KIND …] [--write] [--seed 1]

A server in a process of its own is asked for every kind of page. One reader asks first when the server knows nothing,
then for the same pages again; then a new server is asked by many readers at once, each of whom asks for the next page
as soon as the last one came: again first when nothing is known. Sides are drawn like the ledger's (few very busy, a
long tail), documents evenly. Each of these rounds ends after `--seconds`. With `--write` another round follows a write
(an acceptance, withdrawn at the end), with which what was reckoned for the ledger before is out of date.
"""

import argparse
import html
import multiprocessing
import os
import random
import re
import socket
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import quote, urlencode

import sqlalchemy as sa
import uvicorn

from ledger import NOUNS, Generator
from relazione.ledger import Ledger, tables
from relazione.records import Event
from relazione.resolution.proposals import decide_on
from relazione.web import Settings, create_app

LANGUAGE = {"accept-language": "de"}
LINKS = {"evidence": re.compile(r'href="(/evidence\?[^"]+)"'), "part": re.compile(r'href="(/dossier/part\?[^"]+)"')}
GROUPS = ("C6", "EU", "NATO", "SCO")
WHO = "benchmark"
START = 300  # seconds that a server may take to begin
PATIENCE = 60  # seconds that a reader waits for an answer
OK = 200
Took = tuple[str, float, int]
Address = tuple[str, str]


class Pages:
    """The addresses of a ledger's pages, drawn with a seed."""

    def __init__(self, ledger: Ledger, seed: int, each: int) -> None:
        self.generator, self.random, self.each = Generator(), random.Random(seed), each  # noqa: S311
        document, record, profile = tables.documents, tables.records, tables.profiles
        with ledger.transaction() as connection:
            highest = int(connection.execute(sa.select(sa.func.max(document.c.number))).scalar() or 0)
            drawn = [self.random.randint(1, highest) for _ in range(each)]
            rows = connection.execute(sa.select(document.c.number, document.c.id).where(document.c.number.in_(drawn)))
            self.documents = {row.number: row.id for row in rows}
            about = (record.c.kind == "event", record.c.document.in_(self.documents))
            told = connection.execute(sa.select(record.c.document, record.c.local).where(*about)).all()
            self.records = {row.document: row.local for row in told}
            people = sa.select(profile.c.actor).where(profile.c.actor.startswith("actor:")).distinct()
            self.people = list(connection.execute(people.order_by(profile.c.actor).limit(1000)).scalars())

    def all(self, only: Sequence[str]) -> list[Address]:
        """Return kinds of pages with their addresses, as many of each, in mixed order."""
        found = [one for _ in range(self.each) for one in self._one() if not only or one[0] in only]
        found += [one for one in self._desks() if not only or one[0] in only]
        self.random.shuffle(found)
        return found

    def _sides(self) -> tuple[str, str]:
        states, weights = self.generator.states, self.generator.weights
        first, second = self.random.choices(states, weights, k=2)
        return (first, second) if first != second else self._sides()

    def _one(self) -> Iterator[Address]:
        pick, (first, second), noun = self.random.choice, self._sides(), self.random.choice(NOUNS)
        year = self.random.randrange(2016, 2025)
        yield "home", "/"
        yield "home, a state", f"/?state={first}"
        yield "news", "/news"
        yield "pair", f"/dossier/{first}/{second}"
        yield "pair, filtered", f"/dossier/{first}/{second}?since={year}&type=CONSULT"
        yield "state", f"/dossier/{first}"
        yield "group", f"/dossier/{pick(GROUPS)}/{second}"
        yield "read form", "/read"
        yield "review", f"/review?kind={pick(('', 'event', 'figure', 'statement'))}"
        yield "agreement", "/review/agreement"
        yield "search", f"/search?{urlencode({'q': noun})}"
        yield "search, rare", f"/search?{urlencode({'q': f'{noun} Meldung {self.random.randrange(300_000)}'})}"
        yield "search, state", f"/search?{urlencode({'q': noun, 'state': first, 'since': f'{year}-01-01'})}"
        yield "search, kind", f"/search?{urlencode({'q': noun, 'kind': pick(('event', 'figure', 'document'))})}"
        yield "actors", f"/actors?{urlencode({'q': pick(('', 'ka', 'Sen', first))})}"
        yield "actor", f"/actors/{pick((pick(self.people), first))}"
        yield from self._programs(first, second, noun, year)

    def _programs(self, first: str, second: str, noun: str, year: int) -> Iterator[Address]:
        pair = {"first": first, "second": second}
        for name in ("events", "statements", "figures", "agreements", "documents"):
            yield f"api {name}", f"/api/{name}?{urlencode(self.random.choice(({}, {'first': first}, pair)))}"
        yield "api, filtered", f"/api/events?{urlencode({'first': first, 'type': 'AID', 'since': f'{year}-01-01'})}"
        yield "api actors", f"/api/actors?{urlencode({'name': self.random.choice(('', 'ka'))})}"
        yield "api search", f"/api/search?{urlencode(self.random.choice(({'q': noun}, {'q': noun, 'first': first})))}"

    def _desks(self) -> Iterator[Address]:
        for number, id_ in self.documents.items():
            yield "report", f"/reports/{quote(id_)}"
            yield "desk", f"/review/{quote(id_)}/{self.records[number]}?way={self.random.choice(('report', 'queue'))}"


def serve(ledger: str, port: int) -> None:
    """Serve a ledger until the process is ended."""
    uvicorn.run(create_app(Settings(ledger=ledger, port=port, ahead=True)), port=port, log_level="warning")


@contextmanager
def server(ledger: str) -> Iterator[tuple[int, int]]:
    """Serve a ledger from a process of its own; give its port and its number."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(ledger, port))
    process.start()
    try:
        _wait(port)
        yield port, process.pid or 0
    finally:
        process.terminate()
        process.join()


def _wait(port: int) -> None:
    last = time.monotonic() + START
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if time.monotonic() > last:
                raise
            time.sleep(0.05)
        else:
            return


def read(port: int, asked: Sequence[Address], last: float) -> list[Took]:
    """Return what each page took a reader in seconds, with its status; of dossiers also a piece of evidence and a part.

    Nothing more is asked for after the moment `last`.
    """
    connection, took = HTTPConnection("127.0.0.1", port, timeout=PATIENCE), []
    for kind, address in asked:
        if time.monotonic() > last:
            break
        seconds, status, body = _get(connection, address)
        took.append((kind, seconds, status))
        if kind in ("pair", "state", "group"):
            for name, links in LINKS.items():
                found = [html.unescape(link) for link in links.findall(body)[:1]]
                took += [(name, *_get(connection, link)[:2]) for link in found]
    return took


def _get(connection: HTTPConnection, address: str) -> tuple[float, int, str]:
    """Return seconds, status and body of an answer; no status (0) where none came."""
    start = time.perf_counter()
    try:
        connection.request("GET", address, headers=LANGUAGE)
        answer = connection.getresponse()
        status, body = answer.status, answer.read().decode()
    except (OSError, HTTPException):
        connection.close()
        status, body = 0, ""
    if status != OK:
        print(f"  {status or 'no answer'}: {address}", flush=True)
    return time.perf_counter() - start, status, body


class Round:
    """Asks a server and prints what that took: `number` readers, each with a share of what is asked."""

    def __init__(self, where: tuple[int, int], seconds: float) -> None:
        (self.port, self.process), self.seconds = where, seconds

    def run(self, name: str, asked: Sequence[Address], number: int = 1) -> None:
        """Ask and print the median and the 95th percentile of each kind of page, and how many failed."""
        shares = [asked[place::number] for place in range(number)]
        start, cpu = time.monotonic(), cpu_of(self.process)
        with ThreadPoolExecutor(number) as readers:
            found = readers.map(lambda share: read(self.port, share, start + self.seconds), shares)
            took = [one for share in found for one in share]
        report(name, took)
        seconds, used = time.monotonic() - start, cpu_of(self.process) - cpu
        print(f"  {seconds:.0f} s, {used:.0f} s of CPU in the server, load {os.getloadavg()[0]:.1f}", flush=True)


def cpu_of(process: int) -> float:
    """Return the seconds of CPU that a process took so far; 0 where the system does not say."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def report(name: str, took: Sequence[Took]) -> None:
    """Print the median, the 95th percentile and the longest of each kind of page, and how many failed."""
    kinds: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for kind, seconds, status in took:
        kinds[kind].append((seconds * 1000, status != OK))
    print(f"{name}: {len(took)} requests, {sum(status != OK for *_, status in took)} failed")
    for kind, found in sorted(kinds.items()):
        times, failed = [time for time, _ in found], sum(wrong for _, wrong in found)
        p95 = statistics.quantiles(times, n=20, method="inclusive")[-1] if len(times) > 1 else times[0]
        print(
            f"  {kind:16}{len(times):>5}  median {statistics.median(times):6.0f} ms  p95 {p95:6.0f} ms  "
            f"longest {max(times):6.0f} ms" + (f"  {failed} failed" if failed else "")
        )


@contextmanager
def written(place: str) -> Iterator[None]:
    """Accept an event of the newest document, and withdraw that at the end."""
    with Ledger(place) as ledger:
        with ledger.transaction() as connection:
            newest = sa.select(tables.documents.c.id).order_by(tables.documents.c.number.desc()).limit(1)
            id_ = str(connection.execute(newest).scalar())
        reading, text = ledger.decided_reading(id_), ledger.document(id_).text
        event: Event = reading.events[0]
        made = ledger.decide(decide_on("accept", "event", reading=reading, text=text, who=WHO, local=event.id))
        try:
            yield
        finally:
            ledger.undo(made.id, WHO)


def main() -> int:
    """Serve the ledger and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--readers", type=int, default=50, help="how many ask at once")
    parser.add_argument("--seconds", type=float, default=60, help="after which a round ends")
    parser.add_argument("--each", type=int, default=12, help="addresses of each kind")
    parser.add_argument("--only", nargs="*", default=(), metavar="KIND", help="kinds of pages, as they are printed")
    parser.add_argument("--write", action="store_true", help="measure also after a write; changes the ledger")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with Ledger(options.ledger) as ledger:
        asked = Pages(ledger, options.seed, options.each).all(options.only)
    with server(options.ledger) as where:
        one = Round(where, options.seconds)
        one.run("one reader, nothing known", asked)
        one.run("one reader, again", asked)
        if options.write:
            with written(options.ledger):
                one.run("one reader, after a write", asked)
    if options.readers > 1:
        with server(options.ledger) as where:
            many = Round(where, options.seconds)
            many.run(f"{options.readers} readers, nothing known", asked, options.readers)
            many.run(f"{options.readers} readers, again", asked, options.readers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
