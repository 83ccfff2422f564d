"""What a ledger knows of the feeds that keep it current: how each stands, and which entries were taken in.

All functions work within a transaction of the ledger, so that an entry counts as seen only with its document.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.dialects import in_chunks, insert_new
from relazione.records import Record


class FeedState(Record, frozen=True, kw_only=True):
    """How a feed stands; times are seconds since 1970.

    `etag` and `modified` let its server say that nothing changed. After `failures` in a row it is left alone `until` a
    time; `polled` is when it was last asked.
    """

    url: str
    etag: str | None = None
    modified: str | None = None
    polled: float | None = None
    failures: int = 0
    until: float = 0.0


class SeenEntry(Record, frozen=True, kw_only=True):
    """An entry of a feed, and what became of it: the `document` taken in, or a `note` why there is none.

    After `tries` in vain it is tried again from `until` on (seconds since 1970); `None` where it is settled.
    """

    feed: str
    entry: str
    url: str | None = None
    document: str | None = None
    note: str | None = None
    tries: int = 0
    until: float | None = None


def feed_state(connection: sa.Connection, url: str) -> FeedState:
    """Return how a feed stands; one that was never asked has not been polled."""
    row = connection.execute(sa.select(tables.feeds).where(tables.feeds.c.url == url)).mappings().first()
    return FeedState(**{str(name): value for name, value in row.items()}) if row else FeedState(url=url)


def keep_feed(connection: sa.Connection, state: FeedState) -> None:
    """Keep how a feed stands, in place of what was kept before."""
    table = tables.feeds
    values = {name: getattr(state, name) for name in state.__struct_fields__}
    if not insert_new(connection, table, [values]):
        connection.execute(sa.update(table).where(table.c.url == state.url).values(**values))


def seen_entries(connection: sa.Connection, feed: str, entries: Iterable[str]) -> dict[str, SeenEntry]:
    """Return what became of those of some entries of a feed that were seen, by entry."""
    table = tables.entries
    columns = [table.c[name] for name in SeenEntry.__struct_fields__]
    return {
        row["entry"]: SeenEntry(**{str(name): value for name, value in row.items()})
        for part in in_chunks(entries)
        for row in connection.execute(
            sa.select(*columns).where(table.c.feed == feed, table.c.entry.in_(part))
        ).mappings()
    }


def document_of_url(connection: sa.Connection, url: str) -> str | None:
    """Return the id of the document that an entry of any feed with this URL became, `None` where there is none."""
    table = tables.entries
    query = sa.select(table.c.document).where(table.c.url == url, table.c.document.is_not(None)).limit(1)
    found = connection.execute(query).scalar()
    return str(found) if found else None


def keep_entry(connection: sa.Connection, seen: SeenEntry, *, judged: bool = True) -> None:
    """Keep what became of an entry; one not yet `judged` is a document that rules for alerts have not looked at."""
    table = tables.entries
    values = {name: getattr(seen, name) for name in seen.__struct_fields__} | {"judged": judged}
    if not insert_new(connection, table, [values]):
        same = sa.and_(table.c.feed == seen.feed, table.c.entry == seen.entry)
        connection.execute(sa.update(table).where(same).values(**values))


def unjudged(connection: sa.Connection) -> list[str]:
    """Return the ids of the documents that rules for alerts have not looked at yet."""
    table = tables.entries
    query = sa.select(table.c.document).where(tables.UNJUDGED, table.c.document.is_not(None)).distinct()
    return sorted(connection.execute(query).scalars())


def mark_judged(connection: sa.Connection, documents: Iterable[str]) -> None:
    """Note that rules for alerts have looked at some documents."""
    table = tables.entries
    for part in in_chunks(documents):
        connection.execute(sa.update(table).where(table.c.document.in_(part)).values(judged=True))
