"""EDTF dates (ISO 8601-2): the days they cover, and how a person says them in German or English."""

import re
from datetime import date
from functools import lru_cache

from relazione.dossier.wording import Wording, wording
from relazione.errors import DateError
from relazione.records import Record
from relazione.resolution.dates import span

DAY = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?")
SEASON = re.compile(r"(?P<year>\d{4})-(?P<season>2[1-4])")
DECADE = re.compile(r"(?P<decade>\d{3})X")
CENTURY = re.compile(r"(?P<century>\d\d)XX")
QUALIFIERS = {"~": "about_date", "?": "perhaps", "%": "perhaps_about"}
OPEN = ("", "..")


class Days(Record, frozen=True, kw_only=True, order=True):
    """The first and the last day that a date covers."""

    first: date
    last: date


@lru_cache(maxsize=4096)
def days(edtf: str | None) -> Days | None:
    """Return the days that an EDTF date covers; `None` where it is no date, of unknown year or open at both ends.

    >>> days("2026-02").last.isoformat()
    '2026-02-28'
    """
    known = [covered for part in (edtf or "").split("/") if part not in OPEN and (covered := span(part))]
    return Days(first=min(known)[0], last=max(covered[1] for covered in known)) if known else None


def iso_day(text: str) -> date:
    """Return the day of an ISO date; raises `DateError` for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise DateError(f"{text!r} is no day", allowed="an ISO day: 2026-01-29") from error


def order(edtf: str | None) -> tuple[bool, date, date]:
    """Return what sorts dates: by first day, the undated at the end."""
    covered = days(edtf)
    return (False, covered.first, covered.last) if covered else (True, date.max, date.max)


def ends(edtf: str) -> tuple[str, str]:
    """Return the dates at which a date begins and ends, the known one twice where it is open.

    >>> ends("2025/2026-03"), ends("../2028"), ends("2026")
    (('2025', '2026-03'), ('2028', '2028'), ('2026', '2026'))
    """
    first, _, last = edtf.partition("/")
    return (last if first in OPEN else first), (first if last in OPEN else last)


def say_date(edtf: str | None, language: str) -> str:
    """Return a date in words.

    >>> say_date("2026-01-27", "de"), say_date("2026-23", "de"), say_date("2006~/2026", "en")
    ('27. Januar 2026', 'Herbst 2026', 'about 2006 to 2026')
    """
    words = wording(language)
    if edtf is None:
        return words["undated"]
    start, slash, end = edtf.partition("/")
    if not slash:
        return _say_part(edtf, words)
    if end in OPEN:
        return words["undated"] if start in OPEN else words.fill("since", date=_say_part(start, words))
    if start in OPEN:
        return words.fill("until", date=_say_part(end, words))
    return _say_interval(start, end, words)


def short_date(edtf: str | None, language: str) -> str:
    """Return a date for a column of a table: months are cut short.

    >>> short_date("2026-01-27", "de"), short_date("2026-01", "en"), short_date("2026-01/2026-03", "de")
    ('27.01.2026', 'Jan 2026', 'Q1 2026')
    """
    match = DAY.fullmatch(edtf or "")
    if match and match["year"] != "XXXX" and match["month"]:
        words = wording(language)
        if match["day"]:
            return words.fill("short_day", day=match["day"], month=match["month"], year=match["year"])
        return f"{words.months[int(match['month']) - 1][:3]} {match['year']}"
    return _quarter(edtf or "") or say_date(edtf, language)


def _quarter(edtf: str) -> str | None:
    match = re.fullmatch(r"(\d{4})-(\d\d)/\1-(\d\d)", edtf)
    if match and int(match[3]) == int(match[2]) + 2 and int(match[2]) % 3 == 1:
        return f"Q{int(match[3]) // 3} {match[1]}"
    return None


def _say_interval(start: str, end: str, words: Wording) -> str:
    left, right = DAY.fullmatch(start), DAY.fullmatch(end)
    said = words["to"]
    if left and right and left["year"] == right["year"] != "XXXX" and left["month"] and right["month"]:
        if left["day"] and right["day"] and left["month"] == right["month"]:
            return words.fill("days_of_month", first=int(left["day"]), last=_say_part(end, words))
        if bool(left["day"]) == bool(right["day"]):
            return f"{_say_month_day(left, words)} {said} {_say_part(end, words)}"
    return f"{_say_part(start, words)} {said} {_say_part(end, words)}"


def _say_month_day(match: re.Match[str], words: Wording) -> str:
    month = words.months[int(match["month"]) - 1]
    return words.fill("day_of_month", day=int(match["day"]), month=month) if match["day"] else month


def _say_part(part: str, words: Wording) -> str:
    bare = part.rstrip("~?%")
    said = _say_bare(bare, words)
    qualifier = QUALIFIERS.get(part[len(bare) :])
    return words.fill(qualifier, date=said) if qualifier else said


def _say_bare(bare: str, words: Wording) -> str:
    if match := DAY.fullmatch(bare):
        return _say_day(match, words)
    if match := SEASON.fullmatch(bare):
        return f"{words.seasons[int(match['season']) - 21]} {match['year']}"
    if match := DECADE.fullmatch(bare):
        return words.fill("decade", year=f"{match['decade']}0")
    if match := CENTURY.fullmatch(bare):
        return words.fill("century", number=int(match["century"]) + 1, year=f"{match['century']}00")
    return bare


def _say_day(match: re.Match[str], words: Wording) -> str:
    if match["month"] is None:
        return words["year_unknown"] if match["year"] == "XXXX" else match["year"]
    said = _say_month_day(match, words)
    return words.fill("without_year", date=said) if match["year"] == "XXXX" else f"{said} {match['year']}"
