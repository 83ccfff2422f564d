"""Polling feeds, and taking what is new in them into a ledger.

An entry counts as seen in the same transaction that keeps its document, so that a stop at any moment neither loses nor
doubles anything. What an answer of a feed's server lets one skip the next time (ETag, Last-Modified) is kept only after
all its entries are.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from random import random
from typing import Literal

import msgspec

from relazione.errors import FetchError, PipelineError, RelazioneError, SourceError
from relazione.ledger import Ledger
from relazione.ledger.feeds import (
    FeedState,
    SeenEntry,
    document_of_url,
    feed_state,
    keep_entry,
    keep_feed,
    seen_entries,
)
from relazione.reader import read_document
from relazione.records import Document, Reading, Record
from relazione.sources.clock import Clock
from relazione.sources.feeds import Entry, Feed, entries
from relazione.sources.fetching import FEEDS, Fetcher, Response
from relazione.watching.articles import article_of
from relazione.watching.schedule import after_failure, after_success, next_poll, pause_after

TURN = 600.0  # seconds after which the rest of a feed waits for the next poll, so that others have their turn
TRIES = 5  # in vain, after which an entry is left out
Kind = Literal["added", "known", "left out", "later", "failed", "quiet"]


class Notice(Record, frozen=True, kw_only=True):
    """What a poll brought: an entry that was `added`, `known` from elsewhere, `left out` or put off (`later`), and why.

    A feed itself may have `failed`, or be `quiet`. `until` is when it, or the entry, is tried again; `document` and
    `reading` are those of what was added.
    """

    kind: Kind
    feed: Feed
    title: str
    reason: str = ""
    until: float | None = None
    document: Document | None = None
    reading: Reading | None = None


class Hooks(Record, frozen=True, kw_only=True):
    """What a watcher has from its surroundings: who hears news and troubles, whether to stop, a reader, and lots."""

    tell: Callable[[Notice], None] = lambda _: None
    complain: Callable[[RelazioneError], None] = lambda _: None
    stopped: Callable[[], bool] = lambda: False
    read: Callable[[Document], Reading] = read_document
    chance: Callable[[], float] = random


class Watcher:
    """Keeps a ledger current from feeds, each polled `every` so many seconds; `judges` whether rules look at the news.

    The clock is that of the fetcher.
    """

    def __init__(
        self, ledger: Ledger, fetcher: Fetcher, every: float, *, hooks: Hooks | None = None, judges: bool = False
    ) -> None:
        self.ledger, self.fetcher, self.every, self.judges = ledger, fetcher, every, judges
        self.hooks = hooks or Hooks()

    @property
    def clock(self) -> Clock:
        return self.fetcher.clock

    def due(self, feeds: Iterable[Feed], *, early: bool = False) -> list[Feed]:
        """Return the feeds whose time has come; `early` those as well that wait for nothing but their time."""
        now = self.clock.time()
        with self.ledger.transaction() as connection:
            states = [(feed, feed_state(connection, feed.url)) for feed in feeds]
        return [feed for feed, state in states if next_poll(state, self.every) <= now or (early and not state.failures)]

    def next_time(self, feeds: Iterable[Feed]) -> float:
        """Return when the next of some feeds is due (seconds since 1970)."""
        with self.ledger.transaction() as connection:
            return min(next_poll(feed_state(connection, feed.url), self.every) for feed in feeds)

    def poll(self, feed: Feed) -> bool:
        """Ask a feed and take in what is new; return whether it could be had."""
        with self.ledger.transaction() as connection:
            state = feed_state(connection, feed.url)
        try:
            response = self.fetcher.get(feed.url, types=FEEDS, etag=state.etag, modified=state.modified)
            found = entries(response.body, response.url) if response.status == 200 else []
        except SourceError as error:
            self._failed(feed, state, error)
            return False
        if self._take_in(feed, found, response):
            state = msgspec.structs.replace(state, etag=response.etag, modified=response.modified)
        if not self.hooks.stopped():
            self._keep(after_success(state, self.clock.time()))
        return True

    def _failed(self, feed: Feed, state: FeedState, error: SourceError) -> None:
        wait = error.wait if isinstance(error, FetchError) else None
        now = self.clock.time()
        later = after_failure(state, now, self.every, wait=wait, chance=self.hooks.chance())
        self._keep(later)
        title = feed.title or feed.url
        self.hooks.tell(Notice(kind="failed", feed=feed, title=title, reason=str(error), until=later.until))

    def _keep(self, state: FeedState) -> None:
        with self.ledger.writer() as writer:
            keep_feed(writer.connection, state)

    # entries

    def _take_in(self, feed: Feed, found: Sequence[Entry], response: Response) -> bool:
        """Take in the new entries of a feed, the oldest first; return whether nothing of it is left for later."""
        by_name = _by_name(found)
        with self.ledger.transaction() as connection:
            seen = seen_entries(connection, feed.url, by_name)
        new = [name for name in reversed(by_name) if name not in seen or seen[name].until is not None]
        if not new:
            self.hooks.tell(Notice(kind="quiet", feed=feed, title=feed.title or feed.url))
            return response.status == 200
        oldest = sorted(new, key=lambda name: by_name[name].published or "")
        whole, end = True, self.clock.time() + TURN
        for name in oldest:
            before = seen.get(name) or SeenEntry(feed=feed.url, entry=name, url=by_name[name].link)
            if self.hooks.stopped() or self.clock.time() >= end:
                return False
            if before.until is None or before.until <= self.clock.time():
                whole = self._take(feed, by_name[name], before, private=response.near) and whole
            else:
                whole = False
        return whole

    def _take(self, feed: Feed, entry: Entry, before: SeenEntry, *, private: bool) -> bool:
        """Take in one entry; return whether it is settled."""
        title = entry.title or entry.link or before.entry
        with self.ledger.transaction() as connection:
            known = document_of_url(connection, entry.link) if entry.link else None
        if known:
            self._settle(msgspec.structs.replace(before, document=known, until=None))
            self.hooks.tell(Notice(kind="known", feed=feed, title=title))
            return True
        try:
            document = article_of(entry, feed, self.fetcher, private=private)
            reading = self.hooks.read(document)
        except PipelineError:
            raise  # no report can be read
        except FetchError as error:
            return self._try_later(feed, title, before, error)
        except RelazioneError as error:
            return self._leave_out(feed, title, before, str(error))
        except Exception as error:  # noqa: BLE001  (a fault of ours in one report must not cost the others)
            return self._leave_out(feed, title, before, f"stopped the reader ({type(error).__name__}: {error})")
        with self.ledger.writer() as writer:
            (new,) = writer.add_all([(document, reading)])
            seen = msgspec.structs.replace(before, document=document.id, note=None, until=None)
            keep_entry(writer.connection, seen, judged=not (new and self.judges))
        kind: Kind = "added" if new else "known"
        self.hooks.tell(Notice(kind=kind, feed=feed, title=document.title or title, document=document, reading=reading))
        return True

    def _try_later(self, feed: Feed, title: str, before: SeenEntry, error: FetchError) -> bool:
        """Note that an entry could not be had; return whether it is given up."""
        if not error.passing or before.tries + 1 >= TRIES:
            return self._leave_out(feed, title, before, str(error))
        pause = max(pause_after(before.tries, self.every, self.hooks.chance()), error.wait or 0.0)
        until = self.clock.time() + pause
        self._settle(msgspec.structs.replace(before, note=str(error), tries=before.tries + 1, until=until))
        self.hooks.tell(Notice(kind="later", feed=feed, title=title, reason=str(error), until=until))
        return False

    def _leave_out(self, feed: Feed, title: str, before: SeenEntry, reason: str) -> bool:
        self._settle(msgspec.structs.replace(before, note=reason, tries=before.tries + 1, until=None))
        self.hooks.tell(Notice(kind="left out", feed=feed, title=title, reason=reason))
        return True

    def _settle(self, seen: SeenEntry) -> None:
        with self.ledger.writer() as writer:
            keep_entry(writer.connection, seen)


def _by_name(found: Sequence[Entry]) -> dict[str, Entry]:
    """Return entries by the name by which they are known again; an id that several bear is no name."""
    times = Counter(entry.id for entry in found)
    names = (entry.id if times[entry.id] == 1 else entry.link or _title(entry) for entry in found)
    return {name: entry for name, entry in zip((name or "" for name in names), found, strict=True) if name}


def _title(entry: Entry) -> str:
    return f"{entry.title or ''} {entry.published or ''}".strip()
