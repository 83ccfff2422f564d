"""What many tests need: packs, their pipelines, and reading with both; German where no language is named."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest

import relazione
from relazione.languages import Pack, load_pack
from relazione.records import (
    Actor,
    Agreement,
    Document,
    DocumentHead,
    Event,
    Figure,
    Mention,
    Office,
    Reading,
    Span,
    Stage,
    Statement,
)

if TYPE_CHECKING:
    from relazione.languages.doc import Doc

EXAMPLES = Path(__file__).parent.parent / "examples"
DAY = "2026-03-15"


@pytest.fixture(scope="session")
def parser_of() -> Callable[[str], Callable[[str], "Doc"]]:
    """Return what parses texts of a language, loaded once."""

    @cache
    def load(code: str) -> Callable[[str], "Doc"]:
        from relazione.languages.pipeline import load_pipeline, parse

        pack = load_pack(code)
        return partial(parse, load_pipeline(pack.folder / pack.head.pipeline))

    return load


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack("de")


@pytest.fixture(scope="session")
def nlp(parser_of: Callable[[str], Callable[[str], "Doc"]]) -> Callable[[str], "Doc"]:
    return parser_of("de")


@pytest.fixture(scope="session")
def read() -> Callable[..., Reading]:
    """Read a German text published on DAY."""

    def read_text(text: str, published: str | None = DAY) -> Reading:
        return relazione.read(text, published=published, language="de")

    return read_text


class Report:
    """A report and its reading made by hand; records are given by the words of the text that are their evidence."""

    def __init__(
        self, text: str, published: str | None = "2026-01-28", *, reader: str = "relazione/1", **metadata: str
    ):
        self.text, self.published, self.reader, self.metadata = text, published, reader, metadata
        self.actors: list[Actor] = []
        self.records: dict[str, list[Any]] = {"events": [], "statements": [], "figures": [], "agreements": []}

    def span(self, words: str) -> Span:
        start = self.text.index(words)
        return Span(start=start, end=start + len(words))

    def actor(self, name: str, kind: str, country: str | None, rule: str, **slots: Any) -> str:
        id_ = f"a{len(self.actors) + 1}"
        shown = self.span(name) if name in self.text else None
        mentions = (Mention(start=shown.start, end=shown.end),) if shown else ()
        self.actors.append(
            Actor(
                id=id_, kind=kind, name=name, names=(name,), country=country, rule=rule, confidence=0.9,
                mentions=mentions, **slots,
            )
        )  # fmt: skip
        return id_

    def state(self, code: str, name: str = "?") -> str:
        known = [actor.id for actor in self.actors if actor.kind == "state" and actor.country == code]
        return known[0] if known else self.actor(name, "state", code, "de.gazetteer.state")

    def person(self, name: str, country: str | None = None, role: str | None = None) -> str:
        offices = (Office(title="Minister", role=role, country=country),) if role else ()
        return self.actor(name, "person", country, "de.person.name", offices=offices)

    def office(self, title: str, country: str, role: str) -> str:
        offices = (Office(title=title, role=role, country=country),)
        return self.actor(title, "person", country, "de.person.office", offices=offices)

    def _add(self, kind: str, record: type, letter: str, words: str, slots: dict[str, Any]) -> str:
        id_ = f"{letter}{len(self.records[kind]) + 1}"
        spans = {"content" if record is Statement else "evidence": (self.span(words),)}
        self.records[kind].append(record(id=id_, confidence=0.9, rule="de.test", **spans, **slots))
        return id_

    def event(self, words: str, type: str = "CONSULT", **slots: Any) -> str:  # noqa: A002
        given = {"cameo": "040", "score": 2.5, "quad": 1, "status": "occurred", "type": type}
        return self._add("events", Event, "e", words, given | slots)

    def statement(self, words: str, speaker: str | None, **slots: Any) -> str:
        given = {"speaker": speaker, "form": "indirect", "act": "assert", "cue": None}
        return self._add("statements", Statement, "s", words, given | slots)

    def figure(self, words: str, value: float, **slots: Any) -> str:
        given = {"indicator": "trade_turnover", "measure": "level", "value": value, "unit": "EUR", "bound": "exact"}
        return self._add("figures", Figure, "f", words, given | slots)

    def agreement(self, words: str, stages: dict[str, str | None], **slots: Any) -> str:
        given = {
            "name": words,
            "kind": "accord",
            "stages": tuple(Stage(stage=stage, date=date) for stage, date in stages.items()),
        }
        return self._add("agreements", Agreement, "g", words, given | slots)

    @property
    def document(self) -> Document:
        return Document.of(self.text, published=self.published, language="de", **self.metadata)

    @property
    def built(self) -> tuple[Document, Reading]:
        document = self.document
        head = DocumentHead(
            id=document.id,
            title=document.title,
            language="de",
            published=self.published,
            publisher=document.publisher,
            url=document.url,
            length=len(self.text),
        )
        records = {kind: tuple(found) for kind, found in self.records.items()}
        return document, Reading(reader=self.reader, document=head, actors=tuple(self.actors), **records)


@pytest.fixture
def report() -> type[Report]:
    """Make a report and its reading by hand."""
    return Report


class Site:
    """A web server on the loopback address.

    `pages` holds by path what it answers: status, headers and body, or a function of the request that gives them;
    `asked` is what was asked of it: method, path, headers in small letters, body.
    """

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.asked: list[tuple[str, str, dict[str, str], bytes]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site._answer(self)

            do_POST = do_GET  # noqa: N815

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def _answer(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        self.asked.append(
            (request.command, request.path, {name.lower(): value for name, value in request.headers.items()}, body)
        )
        page = self.pages.get(request.path, (404, {}, b""))
        status, headers, content = page(self.asked[-1][2]) if callable(page) else page
        request.send_response(status)
        for name, value in ({"Content-Length": str(len(content))} | headers).items():
            if value is not None:
                request.send_header(name, value)
        with suppress(OSError):  # who asked may have left
            request.end_headers()
            request.wfile.write(content)
        request.close_connection = True

    def paths(self) -> list[str]:
        """Return the paths asked for, without those of robots.txt."""
        return [path for _, path, _, _ in self.asked if path != "/robots.txt"]

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


class SimulatedClock:
    """A clock whose waits take no time; `naps` are what they would have taken."""

    def __init__(self, now: float = 1_772_000_000.0) -> None:
        self.now = now
        self.naps: list[float] = []

    def time(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.naps.append(seconds)
        self.now += seconds


@pytest.fixture
def simulated_clock() -> SimulatedClock:
    return SimulatedClock()
