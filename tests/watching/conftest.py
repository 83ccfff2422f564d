"""A paper on the loopback address whose feed grows by a simulated clock."""

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

import pytest

from relazione.ledger import Ledger
from relazione.sources.fetching import Fetcher
from relazione.watching import Hooks, Watcher

START = datetime(2026, 3, 3, 6, tzinfo=UTC).timestamp()
HOUR = 3600.0


class Paper:
    """A paper on a site: its feed at `/NAME` lists the articles that have appeared by the clock, the newest first."""

    def __init__(self, site, clock, name):
        self.site, self.clock, self.name = site, clock, name
        self.articles = []
        self.url = f"{site.url}/{name}"
        self.asked = []  # (hour, status)
        self.outage = None  # (first hour, last hour, Retry-After)
        site.pages[f"/{name}"] = self.answer

    def publish(self, hour, title, text, *, content=None, page=True):
        """Let an article appear at an hour after the start."""
        path = f"/{self.name}/{len(self.articles)}"
        self.articles.append((hour, title, path, content))
        if page:
            body = f"<html><head><title>{escape(title)}</title></head><body><article><h1>{escape(title)}</h1>"
            body += "".join(f"<p>{escape(part)}</p>" for part in text.split("\n")) + "</article></body></html>"
            self.site.pages[path] = (200, {"Content-Type": "text/html; charset=utf-8"}, body.encode())
        return path

    @property
    def hour(self):
        return (self.clock.time() - START) / HOUR

    def answer(self, asked):
        status, headers, body = self._answer(asked)
        self.asked.append((self.hour, status))
        return status, headers, body

    def _answer(self, asked):
        if self.outage and self.outage[0] <= self.hour < self.outage[1]:
            return 503, {"Retry-After": self.outage[2]}, b""
        items = "".join(self._item(*article) for article in reversed(self.articles) if article[0] <= self.hour)
        body = (
            '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>{self.name.title()}</title>{items}</channel></rss>"
        ).encode()
        etag = f'"{hashlib.sha256(body).hexdigest()[:8]}"'
        if asked.get("if-none-match") == etag:
            return 304, {"ETag": etag}, b""
        return 200, {"Content-Type": "application/rss+xml", "ETag": etag}, body

    def _item(self, hour, title, path, content):
        day = format_datetime(datetime.fromtimestamp(START + hour * HOUR, UTC))
        full = f"<content:encoded>{escape(content)}</content:encoded>" if content else ""
        return (
            f"<item><title>{escape(title)}</title><link>{self.site.url}{path}</link><guid>{path}</guid>"
            f"<pubDate>{day}</pubDate>{full}</item>"
        )


@pytest.fixture
def paper(site, simulated_clock):
    simulated_clock.now = START
    return lambda name: Paper(site, simulated_clock, name)


@pytest.fixture
def fetcher(simulated_clock):
    return Fetcher(allow_private=True, clock=simulated_clock)


@pytest.fixture
def kept(tmp_path):
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        yield ledger


@pytest.fixture
def notices():
    return []


@pytest.fixture
def watcher(kept, fetcher, notices):
    """Make a watcher of the ledger that asks every quarter of an hour."""

    def make(*, judges=False, ledger=kept, **hooks):
        given = {"tell": notices.append, "chance": lambda: 0.5} | hooks
        return Watcher(ledger, fetcher, 900.0, hooks=Hooks(**given), judges=judges)

    return make
