"""EDTF dates held against each other as stretches of days."""

import re
from datetime import date
from functools import lru_cache
from typing import Literal

from relazione.extraction.edtf import SEASON, bounds, end_of, start_of, to_moment

Precision = Literal["day", "month", "season", "year", "interval"]

UNKNOWN_YEAR = "XXXX"
OPEN = ("", "..")
QUALIFIERS = ("~", "?", "%")


def today() -> date:
    """Return the reader's own day."""
    return date.today()  # noqa: DTZ011


@lru_cache(maxsize=50_000)
def span(edtf: str | None) -> tuple[date, date] | None:
    """Return the first and last day that a date covers; an open end reaches to the end of the calendar.

    `None` where there is no date, its year is unknown or it is no EDTF date.

    >>> span("2026-02")
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    >>> span("2025/..")
    (datetime.date(2025, 1, 1), datetime.date(9999, 12, 31))
    """
    if edtf is None:
        return None
    if edtf[-1:] == "X" and UNKNOWN_YEAR not in edtf:
        return _blurred(edtf)
    first, last = start_of(edtf), end_of(edtf)
    if first in OPEN and last in OPEN:
        return None
    if first in OPEN or last in OPEN:
        known = bounds(last if first in OPEN else first)
        return known and ((date.min, known[1]) if first in OPEN else (known[0], date.max))
    return bounds(edtf)


def iso_days(edtf: str | None) -> tuple[str, str] | None:
    """Return the first and last day that a date covers in ISO 8601; `None` as `span` does.

    >>> iso_days("2026-02")
    ('2026-02-01', '2026-02-28')
    """
    days = span(edtf)
    return days and (days[0].isoformat(), days[1].isoformat())


def _blurred(edtf: str) -> tuple[date, date] | None:
    """Return the span of a decade or century (`201X`, `20XX`)."""
    return bounds(f"{edtf.replace('X', '0')}/{edtf.replace('X', '9')}")


def compatible(left: str | None, right: str | None, slack_days: int = 0) -> bool:
    """Return whether two dates may be one: they share a day or lie at most `slack_days` apart.

    A missing date contradicts none; one of unknown year is held against the years of the other.

    >>> compatible("2026-01-27", "2026-01"), compatible("2026-01-27", "2026-01-29", slack_days=1)
    (True, False)
    >>> compatible("XXXX-01-27", "2026-01-27"), compatible("XXXX-01-27", "2026-03")
    (True, False)
    """
    first, second = span(_dated(left, right)), span(_dated(right, left))
    return first is None or second is None or apart(first, second) <= slack_days


def _dated(edtf: str | None, other: str | None) -> str | None:
    """Return a date of unknown year in the year that another begins in."""
    year = span(other)
    return edtf.replace(UNKNOWN_YEAR, f"{year[0].year:04d}") if edtf and year else edtf


def apart(left: tuple[date, date], right: tuple[date, date]) -> int:
    """Return how many days lie between two spans: 0 where they share a day."""
    return max((left[0] - right[1]).days, (right[0] - left[1]).days, 0)


def precision(edtf: str | None) -> Precision | None:
    """Return how fine a date is; `None` where there is none.

    >>> [precision(date) for date in ("2026-01-27", "2026-01", "2026-21", "2026", "201X", "2026-01/2026-06", None)]
    ['day', 'month', 'season', 'year', 'interval', 'interval', None]
    """
    if not edtf:
        return None
    bare = edtf.rstrip("~?%")
    if "/" in bare or (bare.endswith("X") and bare != UNKNOWN_YEAR):
        return "interval"
    if bare[5:7] > "20" and len(bare) == 7:
        return "season"
    sizes: dict[int, Precision] = {10: "day", 7: "month", 4: "year"}
    return sizes.get(len(bare))


def first_day(edtf: str | None) -> date | None:
    """Return the first day that a date covers, `None` where `span` has none."""
    covered = span(edtf)
    return covered and covered[0]


def last_day(edtf: str | None) -> date | None:
    """Return the last day that a date covers, `None` where `span` has none."""
    covered = span(edtf)
    return covered and covered[1]


def is_edtf(text: str) -> bool:
    """Tell whether a text is a date as readings have them: EDTF of levels 0 and 1, intervals, unknown years.

    >>> [is_edtf(text) for text in ("2026-02", "2026~/..", "XXXX-01-27", "2026-21", "201X")]
    [True, True, True, True, True]
    >>> [is_edtf(text) for text in ("2026-13", "27.1.2026", "2026-02-30", "../..", "")]
    [False, False, False, False, False]
    """
    ends = text.split("/")
    if len(ends) > 2 or all(end in OPEN for end in ends):
        return False
    return all(_is_moment(end) or (len(ends) == 2 and end in OPEN) for end in ends)


def _is_moment(text: str) -> bool:
    bare = text[:-1] if text[-1:] in QUALIFIERS else text
    blurred = re.fullmatch(r"\d{3}X|\d\dXX", bare)
    return bool(blurred or SEASON.fullmatch(bare) or to_moment(bare))
