"""Time expressions one by one, as they are said: dates, times of day, lengths of time and repetitions.

Records are dated by `time`, which takes `bis Ende Mai` for an interval and has no use for `zwei Stunden`. Here every
expression stands for itself, without the preposition before it: `Ende Mai` is a month, `zwei Jahren` of `vor zwei
Jahren` a length of time, `20 Uhr` a time of the day told of. `records.TimeExpression` says how values are written.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from relazione.extraction.reckoning import RESOLVERS, Setting, count_of, days_in, points, unit_of
from relazione.extraction.syntax import char_span
from relazione.extraction.time import TimeReader
from relazione.extraction.timewords import Parse
from relazione.languages.pack import Pack
from relazione.records import TimeExpression, TimeKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

Meaning = tuple[TimeKind, str | None]

# The hours of the parts of a day that lexicons number.
PARTS_OF_DAY = {
    1: "06:00/09:00",
    2: "09:00/12:00",
    3: "12:00/14:00",
    4: "14:00/18:00",
    5: "18:00/22:00",
    6: "22:00/06:00",
}
ISO_UNITS = {
    "second": (1, "S"),
    "minute": (1, "M"),
    "hour": (1, "H"),
    "day": (1, "D"),
    "week": (1, "W"),
    "month": (1, "M"),
    "quarter": (3, "M"),
    "half": (6, "M"),
    "year": (1, "Y"),
    "decade": (10, "Y"),
    "century": (100, "Y"),
}


def find_expressions(doc: "Doc", pack: Pack, published: str | None) -> Iterator[TimeExpression]:
    """Yield the time expressions of a document in order of the text; `published` is an EDTF date or `None`."""
    for said in TimeReader(doc, pack, published).readings():
        for start, end, (kind, value) in _meanings(said.parse, said.setting):
            first, last = char_span(doc, _core_start(doc, start, end), end)
            yield TimeExpression(start=first, end=last, kind=kind, value=value)


def _core_start(doc: "Doc", start: int, end: int) -> int:
    """Return where an expression begins without the prepositions at its head, but with its determiner."""
    while start < end - 1 and doc[start].pos_ == "ADP":
        start += 1
    before = doc[start - 1] if start else None
    takes = before is not None and before.pos_ == "DET" and start <= before.head.i < end
    return start - 1 if takes else start


def _meanings(parse: Parse, setting: Setting) -> Iterator[tuple[int, int, Meaning]]:
    """Yield the expressions that a match is made of, as token ranges, each with what it means."""
    if parse.pattern.value == "age":
        return
    if parse.pattern.wraps and parse.pattern.value != "same_as":
        for point, there in points(parse, setting):
            edge = parse.edge_before(point.start)
            for start, end, meaning in _meanings(point, there):
                yield edge if start == point.start else start, end, meaning
    elif parse.has("DAYNUMS"):
        days = days_in(parse, setting)
        yield from _row(parse, "DAYNUMS", [("date", str(day)) for day in days])
    elif parse.has("HOURS"):
        hours = (capture.value for capture in parse.get("HOURS"))
        yield from _row(parse, "HOURS", [("time", _at(setting, hour)) for hour in hours])
    else:
        yield parse.start, parse.end, _meaning(parse, setting)


def _row(parse: Parse, name: str, meanings: list[Meaning]) -> Iterator[tuple[int, int, Meaning]]:
    """Yield the members of a row; the last one reaches to the end of the match (`3. und | 4. Mai`)."""
    row = parse.get(name)
    ends = [*(capture.end for capture in row[:-1]), parse.end]
    for capture, end, meaning in zip(row, ends, meanings, strict=True):
        yield capture.start, end, meaning


def _meaning(parse: Parse, setting: Setting) -> Meaning:
    special = MEANINGS.get(parse.pattern.value)
    if special:
        return special(parse, setting)
    value = RESOLVERS[parse.pattern.value](parse, setting)
    if parse.has("DAYPART"):
        return "time", _on(value, PARTS_OF_DAY[parse.get("DAYPART")])
    return "date", value


def _on(day: str | None, hours: str) -> str:
    return f"{day}T{hours}" if day and "/" not in day else f"T{hours}"


def _at(setting: Setting, hours: str) -> str:
    """Return hours of the day told of, else of the day of publication."""
    day = setting.told or setting.day
    return _on(str(day) if day else None, hours)


def _clock(parse: Parse, setting: Setting) -> Meaning:
    return "time", _at(setting, parse.get("HOUR") or parse.get("HOUR_MINUTE"))


def _daypart(parse: Parse, setting: Setting) -> Meaning:
    return "time", _at(setting, PARTS_OF_DAY[parse.get("DAYPART", 6)])


def _length(parse: Parse) -> str:
    """Return the length of time that an expression counts in ISO 8601 (`zwei Jahre` → `P2Y`, `wenige Tage` → `PXD`)."""
    count, unit = _counted(parse)
    times, letter = ISO_UNITS[unit]
    number = "X" if count is None else f"{count * times:g}"
    return f"P{'T' if unit in ('second', 'minute', 'hour') else ''}{number}{letter}"


def _counted(parse: Parse) -> tuple[float | None, str]:
    """Return how many of which unit an expression counts, `None` where it does not say a number."""
    if parse.has("LASTING"):
        numeral, unit = parse.get("LASTING")
        return numeral.value, str(unit)
    if parse.has("ON_AND_ON"):
        return None, str(parse.get("ON_AND_ON"))
    if parse.has("RATE"):
        return 1, str(parse.get("RATE"))
    return count_of(parse), unit_of(parse)


def _duration(parse: Parse, _: Setting) -> Meaning:
    return "duration", _length(parse)


def _set(parse: Parse, _: Setting) -> Meaning:
    weekday = parse.get("WEEKDAY", parse.get("WEEKDAYS"))
    if parse.pattern.id.endswith("_of") or weekday is None:
        timed = parse.has("UNIT") or parse.has("UNITS") or parse.has("RATE")
        return "set", f"R/{_length(parse)}" if timed else None
    return "set", f"XXXX-WXX-{weekday}"


def _vague(parse: Parse, setting: Setting) -> Meaning:
    """Return when something vague is: before, at about or after publication."""
    way, here = parse.get("SOMETIME", parse.get("REL", 0)), setting.published
    if parse.pattern.value != "vague":
        way = 1 if parse.pattern.value == "vague_future" else -1
    if here is None:
        return "date", None
    return "date", f"../{here}" if way < 0 else f"{here}/.." if way > 0 else f"{here}~"


MEANINGS: dict[str, Callable[[Parse, Setting], Meaning]] = {
    "ago": _duration,
    "ahead": _duration,
    "clock": _clock,
    "daypart": _daypart,
    "duration": _duration,
    "last": _duration,
    "lasting": _duration,
    "set": _set,
    "units": _duration,
    "vague": _vague,
    "vague_future": _vague,
    "vague_past": _vague,
    "within": _duration,
}
