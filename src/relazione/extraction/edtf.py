"""Dates of uncertain size as EDTF (ISO 8601-2): reading, writing and reckoning with them.

A `Moment` is a year, a month or a day of the Gregorian calendar; where the year is unknown it is written `XXXX`.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from relazione.errors import DateError

YEARS = (1, 9999)
LEAP_YEAR = 2000  # stands in for an unknown year, so that 29 February exists
SEASON = re.compile(r"(?P<year>\d{4})-(?P<season>2[1-4])")
ALLOWED = "a day, month or year: 2026-01-29, 2026-01, 2026 or 29.01.2026"


@dataclass(frozen=True, slots=True)
class Moment:
    """A year (`month` None), a month (`day` None) or a day; `year` None where it is unknown."""

    year: int | None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = ["XXXX" if self.year is None else f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def is_day(self) -> bool:
        return self.day is not None

    def first(self) -> date:
        """Return the first day of the moment; an unknown year counts as a leap year."""
        return date(self.year or LEAP_YEAR, self.month or 1, self.day or 1)

    def last(self) -> date:
        """Return the last day of the moment; an unknown year counts as a leap year."""
        year, month = self.year or LEAP_YEAR, self.month or 12
        return date(year, month, self.day or calendar.monthrange(year, month)[1])

    def shifted(self, days: int) -> "Moment | None":
        """Return the day so many days later; `None` where this is no day or the result leaves the calendar."""
        if not self.is_day:
            return None
        try:
            day = self.first() + timedelta(days=days)
        except OverflowError:
            return None
        return Moment(None if self.year is None else day.year, day.month, day.day)


def moment(year: int | None, month: int | None = None, day: int | None = None) -> Moment | None:
    """Return the moment with these parts, `None` where the calendar has no such day."""
    try:
        date(LEAP_YEAR if year is None else year, month or 1, day or 1)
    except ValueError:
        return None
    return Moment(year, month, day)


def named_day(rule: str, year: int | None) -> Moment | None:
    """Return the day that a rule names in a year.

    `12-25` is that day, `05-14<7` the last Sunday (7) up to it, `easter+1` the day after Easter Sunday. `None` where
    the rule needs a year and none is known.
    """
    if rule.startswith("easter"):
        sunday = moment(year, *easter(year)) if year else None
        return sunday.shifted(int(rule.removeprefix("easter"))) if sunday else None
    day_of_year, _, weekday = rule.partition("<")
    month, day = (int(part) for part in day_of_year.split("-"))
    last = moment(year, month, day)
    if last is None or not weekday:
        return last
    return last.shifted(-((last.first().isoweekday() - int(weekday)) % 7)) if year else None


def easter(year: int) -> tuple[int, int]:
    """Return month and day of Easter Sunday in a year of the Gregorian calendar (the algorithm of Meeus, Jones and
    Butcher).
    """
    golden, (century, rest) = year % 19, divmod(year, 100)
    skipped, moon = century // 4, (century + 8) // 25
    epact = (19 * golden + century - skipped - (century - moon + 1) // 3 + 15) % 30
    to_sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * to_sunday) // 451
    month, day = divmod(epact + to_sunday - 7 * late + 114, 31)
    return month, day + 1


def to_moment(text: str) -> Moment | None:
    """Return the moment that an EDTF date without qualification stands for, `None` for anything else."""
    match = re.fullmatch(r"(\d{4}|XXXX)(?:-(\d\d)(?:-(\d\d))?)?", text)
    if not match:
        return None
    year = None if match[1] == "XXXX" else int(match[1])
    if match[2] and not 1 <= int(match[2]) <= 12:
        return None
    return moment(year, *(int(part) if part else None for part in match.groups()[1:]))


def parse_published(text: str) -> str:
    """Return a publication date as EDTF (`29.01.2026` → `2026-01-29`); raises `DateError` for anything but a date.

    A time of day after an ISO date is left off. A month or a year alone is a date, too.
    """
    bare = text.strip()
    iso = re.fullmatch(r"(\d{4}(?:-\d\d(?:-\d\d(?:[T ]\d\d.*)?)?)?)", bare)
    dotted = re.fullmatch(r"(?:(\d{1,2})\.\s?)?(\d{1,2})\.\s?(\d{4})", bare)
    found = None
    if iso:
        found = to_moment(bare[:10])
    elif dotted:
        day, month, year = (int(part) if part else None for part in dotted.groups())
        found = moment(year, month, day) if month else None
    if found is None or not found.year:
        raise DateError(f"{text!r} is no date", allowed=ALLOWED, mend="give the day the report appeared")
    return str(found)


def shift(base: Moment, count: int, unit: str) -> Moment | None:
    """Return the moment `count` units after (or before) another, as coarse as the unit; weeks are counted in days.

    `None` where the base is too coarse, its year is unknown or the result leaves the calendar.
    """
    if unit in ("day", "week"):
        return base.shifted(count * (7 if unit == "week" else 1))
    if base.year is None or (unit in ("month", "quarter", "half") and base.month is None):
        return None
    if unit in ("month", "quarter", "half"):
        months = base.year * 12 + (base.month or 1) - 1 + count * {"month": 1, "quarter": 3, "half": 6}[unit]
        year, month = divmod(months, 12)
        return _bounded(year, month + 1)
    return _bounded(base.year + count * {"year": 1, "decade": 10, "century": 100}[unit])


def _bounded(year: int, month: int | None = None) -> Moment | None:
    return Moment(year, month) if YEARS[0] <= year <= YEARS[1] else None


def period(base: Moment, count: int, unit: str) -> str | None:
    """Return the EDTF of the whole unit that lies `count` units from a moment (`week` → Monday/Sunday)."""
    if unit == "week":
        there = base.shifted(7 * count)
        return _week(there) if there and there.year else None
    if unit in ("quarter", "half"):
        there = shift(base, count, unit)
        if there is None or there.month is None:
            return None
        return part_of_year(there.year, (there.month - 1) // _months(unit) + 1, unit)
    if unit in ("decade", "century"):
        there = shift(base, count, unit)
        return str(there)[: 3 if unit == "decade" else 2].ljust(4, "X") if there else None
    there = shift(base, count, unit)
    return str(there) if there else None


def _months(unit: str) -> int:
    return 3 if unit == "quarter" else 6


def _week(day: Moment) -> str | None:
    first = day.shifted(-day.first().weekday())
    last = first.shifted(6) if first else None
    return f"{first}/{last}" if last else None


def part_of_year(year: int | None, number: int, unit: str) -> str | None:
    """Return the interval of a quarter or half of a year (`2024`, 1, `half` → `2024-01/2024-06`)."""
    size = _months(unit)
    if not 1 <= number <= 12 // size:
        return None
    return f"{Moment(year, (number - 1) * size + 1)}/{Moment(year, number * size)}"


def start_of(value: str) -> str:
    """Return the beginning of an EDTF interval, a plain date unchanged; "" or `..` where it is open."""
    return value.split("/", maxsplit=1)[0]


def end_of(value: str) -> str:
    """Return the end of an EDTF interval, a plain date unchanged; "" or `..` where it is open."""
    return value.rsplit("/", maxsplit=1)[-1]


def bounds(value: str | None) -> tuple[date, date] | None:
    """Return the first and last day that an EDTF value covers; `None` where it is open, of unknown year or no date."""
    if value is None:
        return None
    first, last = _first_moment(start_of(value)), _last_moment(end_of(value))
    return (first.first(), last.last()) if first and last and first.year and last.year else None


def last_day(value: str) -> date | None:
    """Return the last day that an EDTF value covers; `None` where it is open at its end or of unknown year."""
    last = _last_moment(end_of(value))
    return last.last() if last and last.year else None


def _first_moment(part: str) -> Moment | None:
    season = SEASON.fullmatch(part.rstrip("~?%"))
    if season:
        return Moment(int(season["year"]), (int(season["season"]) - 20) * 3)
    return to_moment(part.rstrip("~?%"))


def _last_moment(part: str) -> Moment | None:
    """Return the last month of a season, winter ending in the year after, and every other date as it is."""
    season = SEASON.fullmatch(part.rstrip("~?%"))
    if season is None:
        return _first_moment(part)
    month = (int(season["season"]) - 20) * 3 + 2
    return Moment(int(season["year"]) + month // 13, month % 12)
