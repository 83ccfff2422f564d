"""What moves in a ledger: its newest reports, and how the relations of all pairs went within a period."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from relazione.ledger import tables
from relazione.ledger.view import source_columns, source_of
from relazione.records import Record
from relazione.resolution.claims import Source

COUNTED = ("occurred", "ongoing", "planned")
RECENT = 500  # reports, taken in last, among which the newest day is looked for
Pair = tuple[str, str]


class Mood(Record, frozen=True, kw_only=True):
    """How many events a pair of sides had within a period, and their mean score."""

    events: int
    mean: float


class News(Record, frozen=True, kw_only=True):
    """A report that was taken in, with how many records of each kind it brought and the pairs that they are about."""

    source: Source
    records: dict[str, int]
    pairs: tuple[Pair, ...]


def moods(connection: sa.Connection, since: str, until: str) -> Mapping[Pair, Mood]:
    """Return how the pairs went between two ISO days, both inclusive.

    An event that several reports tell counts once; negated and merely possible ones do not count. Pairs are sorted.
    """
    pair, record = tables.pairs, tables.records
    score, status = _slot(connection, "score"), _slot(connection, "status")
    events = (
        sa.select(pair.c.first, pair.c.second, sa.func.avg(sa.cast(score, sa.Float)).label("score"))
        .join(record, record.c.number == pair.c.record)
        .where(record.c.kind == "event", record.c.day >= since, record.c.day <= until)
        .where(sa.cast(status, sa.String).in_(COUNTED))
        .group_by(pair.c.first, pair.c.second, record.c.merged)
        .subquery()
    )
    query = sa.select(events.c.first, events.c.second, sa.func.count(), sa.func.avg(events.c.score)).group_by(
        events.c.first, events.c.second
    )
    return {
        (first, second): Mood(events=number, mean=round(float(mean), 4))
        for first, second, number, mean in connection.execute(query)
    }


def newest(connection: sa.Connection, number: int) -> list[News]:
    """Return the reports that were taken in last, the newest first."""
    document, record, pair = tables.documents, tables.records, tables.pairs
    query = (
        sa.select(document.c.number, document.c.id, *source_columns()).order_by(document.c.number.desc()).limit(number)
    )
    rows = connection.execute(query).all()
    numbers = [row.number for row in rows]
    counts: dict[int, dict[str, int]] = {}
    counted = sa.select(record.c.document, record.c.kind, sa.func.count()).group_by(record.c.document, record.c.kind)
    for place, kind, times in connection.execute(counted.where(record.c.document.in_(numbers))):
        counts.setdefault(place, {})[kind] = times
    pairs: dict[int, dict[Pair, int]] = {}
    named = (
        sa.select(record.c.document, pair.c.first, pair.c.second, sa.func.count())
        .join(pair, pair.c.record == record.c.number)
        .where(record.c.document.in_(numbers))
        .group_by(record.c.document, pair.c.first, pair.c.second)
    )
    for place, first, second, times in connection.execute(named):
        pairs.setdefault(place, {})[first, second] = times
    return [
        News(
            source=source_of(row),
            records=counts.get(row.number, {}),
            pairs=tuple(sorted(pairs.get(row.number, {}), key=lambda key: (-pairs[row.number][key], key))),
        )
        for row in rows
    ]


def newest_day(connection: sa.Connection) -> str | None:
    """Return the last day (ISO) on which one of the reports taken in last was published, `None` without any."""
    document = tables.documents
    recent = sa.select(document.c.published).order_by(document.c.number.desc()).limit(RECENT).subquery()
    found = connection.execute(sa.select(sa.func.max(recent.c.published))).scalar()
    return str(found) if found else None


def _slot(connection: sa.Connection, name: str) -> sa.ColumnElement[Any]:
    """Return a slot of a record's JSON."""
    column = tables.records.c.record
    if connection.dialect.name == "sqlite":
        return sa.func.json_extract(column, f"$.{name}", type_=sa.String)
    found: sa.ColumnElement[Any] = sa.cast(column, postgresql.JSON)[name].astext
    return found
