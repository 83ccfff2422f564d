"""Time expressions one by one, as they are said: dates, times of day, lengths of time and repetitions.

Records are dated by `time`, which takes `bis Ende Mai` for an interval and has no use for `zwei Stunden`. Here every
expression stands for itself, without the preposition before it: `Ende Mai` is a month, `zwei Jahren` of `vor zwei
Jahren` a length of time, `20 Uhr` a time of the day told of. `records.TimeExpression` says how values are written.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from relazione.extraction.reckoning import RESOLVERS, Setting, count_of, days_in, points, unit_of
from relazione.extraction.syntax import NOUNS, char_span
from relazione.extraction.time import TimeReader
from relazione.extraction.timewords import Capture, Parse
from relazione.languages.pack import Pack
from relazione.records import TimeExpression, TimeKind

if TYPE_CHECKING:
    from relazione.languages.doc import Doc

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
# Hours that with those parts of the day are twelve hours later (`elf Uhr nachts`, but not `drei Uhr nachts`).
SECOND_HALF = {4: range(1, 12), 5: range(4, 12), 6: range(8, 13)}
CLOCK_UNITS = {"second": "S", "minute": "M", "hour": "H"}
CALENDAR_UNITS = {
    "day": (1, "D"),
    "week": (1, "W"),
    "month": (1, "M"),
    "quarter": (3, "M"),
    "half": (6, "M"),
    "year": (1, "Y"),
    "decade": (10, "Y"),
    "century": (100, "Y"),
}
PLACE_IN_WORD = re.compile(r"\d[\d.:]*")


class Said(NamedTuple):
    """An expression at tokens `[start, end)` and what it means.

    `whole` keeps the preposition at its head; `part` counts the numbers within a single token.
    """

    start: int
    end: int
    meaning: Meaning
    whole: bool = False
    part: int | None = None


def find_expressions(doc: "Doc", pack: Pack, published: str | None) -> Iterator[TimeExpression]:
    """Yield the time expressions of a document in order of the text; `published` is an EDTF date or `None`."""
    for said in ExpressionReader(TimeReader(doc, pack, published)).expressions():
        start, end = _span(doc, said)
        kind, value = said.meaning
        yield TimeExpression(start=start, end=end, kind=kind, value=value)


def _span(doc: "Doc", said: Said) -> tuple[int, int]:
    """Return the characters of an expression, without prepositions at its head but with its determiner."""
    if said.part is None:
        return char_span(doc, said.start if said.whole else _core_start(doc, said.start, said.end), said.end)
    number = list(PLACE_IN_WORD.finditer(doc[said.start].text))[said.part]
    first = doc[said.start].idx
    last = char_span(doc, said.start, said.end)[1] if said.end > said.start + 1 else first + number.end()
    return first + number.start(), last


def _core_start(doc: "Doc", start: int, end: int) -> int:
    while doc[start].pos_ == "ADP" and start < end - 1:
        start += 1
    before = doc[start - 1] if start else None
    takes = before is not None and before.pos_ == "DET" and start <= before.head.i < end and before.head.pos_ in NOUNS
    return start - 1 if takes else start


class ExpressionReader:
    """Tells the expressions that the matches of a document are made of, and what each means."""

    def __init__(self, reader: TimeReader) -> None:
        self.doc, self.matcher, self.sentence = reader.doc, reader.matcher, reader.sentence
        self.published = str(reader.published) if reader.published and reader.published.is_day else None
        self.readings = list(reader.readings())
        self.days = [
            (reading.parse.start, None if "/" in reading.value else reading.value)
            for reading in self.readings
            if reading.value and _has_days(reading.value) and reading.parse.pattern.value not in ("daypart", "later")
        ]

    def expressions(self) -> Iterator[Said]:
        """Yield what is said of time, in order of the text."""
        for reading in self.readings:
            yield from self._read(reading.parse, reading.setting)

    def _read(self, parse: Parse, setting: Setting) -> Iterator[Said]:
        """Yield the expressions of a match."""
        if self._is_age(parse):
            return
        if parse.pattern.wraps and parse.pattern.value not in ("same_as", "daypart_of"):
            for point, there in points(parse, setting):
                yield from _reaching_back(self._read(point, there), point.start, parse.edge_before(point.start))
        elif row := self._row(parse, setting):
            yield from row
        else:
            meaning = self._meaning(parse, setting)
            yield Said(parse.start, parse.end, meaning, whole=parse.pattern.whole or meaning[0] == "set")

    def _row(self, parse: Parse, setting: Setting) -> list[Said]:
        """Return the members of a row (`3. und 4. Mai`, `10 bis 12 Uhr`, `10-12 Uhr`), none where there is none."""
        if parse.has("DAYNUMS"):
            return _members(parse, "DAYNUMS", [("date", str(day)) for day in days_in(parse, setting)])
        if parse.has("HOURS"):
            return _members(
                parse, "HOURS", [self._at(parse.start, _clock(parse, hour.value)) for hour in parse.get("HOURS")]
            )
        if parse.has("HOURSPAN"):
            hours = [self._at(parse.start, _clock(parse, hour)) for hour in parse.get("HOURSPAN")]
            return [
                Said(parse.start, parse.start + 1, hours[0], part=0),
                Said(parse.start, parse.end, hours[1], part=1),
            ]
        if parse.has("YEARSPAN") and parse.end == parse.start + 1:
            numbers = PLACE_IN_WORD.findall(self.doc[parse.start].text)
            if all(len(number) == len("2014") for number in numbers):
                return [
                    Said(parse.start, parse.end, ("date", number), part=part) for part, number in enumerate(numbers)
                ]
        return []

    def _meaning(self, parse: Parse, setting: Setting) -> Meaning:
        value = parse.pattern.value
        if value == "clock":
            return self._at(parse.start, _clock(parse, _hour_in(parse)))
        if value == "daypart":
            return "time", _on(str(setting.told) if setting.told else self.published, self._hours(parse))
        hours = self._hours(parse)
        if value == "set" and parse.has("WEEKDAY") and hours:
            return "set", f"{_set(parse, setting)[1]}T{hours}"
        if value in MEANINGS:
            return MEANINGS[value](parse, setting)
        date = RESOLVERS[value](parse, setting)
        if self._is_nowadays(parse):
            return "date", f"{date}~" if date else None
        return ("time", _on(date, hours)) if hours else ("date", date)

    def _is_nowadays(self, parse: Parse) -> bool:
        """Tell whether `heutig` says that something bears its name today (`das heutige Istanbul`)."""
        bare = len(parse.captures) == 1 and parse.get("DEICTIC_ADJ") == 0
        return bare and parse.end < len(self.doc) and self.doc[parse.end].pos_ == "PROPN"

    def _hours(self, parse: Parse) -> str | None:
        """Return the hours of the part of the day that a match names, also within a word (`Dienstagabend`)."""
        part = parse.get("DAYPART", parse.get("DAYPART_HOURS"))
        if part is None:
            compounds = (
                self.matcher.part_of_day(capture.start) for capture in parse.captures if capture.name == "WEEKDAY"
            )
            part = next((found for found in compounds if found), None)
        return PARTS_OF_DAY[part] if part else None

    def _at(self, place: int, hours: str) -> Meaning:
        return "time", _on(self._day_near(place), hours)

    def _day_near(self, place: int) -> str | None:
        """Return the day named nearest before a token in its sentence or the one before, else after it in its own,
        else that of publication; `None` where several days are named together.
        """
        sentence = self.sentence[place]
        before = [day for token, day in self.days if token <= place and sentence - self.sentence[token] <= 1]
        after = [day for token, day in self.days if token > place and self.sentence[token] == sentence]
        near = [*before[-1:], *after[:1]]
        return near[0] if near else self.published

    def _is_age(self, parse: Parse) -> bool:
        """Tell whether a match says how old somebody is (`16 Jahre alt`, `mit elf Jahren`, `der 47-Jährige`)."""
        after = self.doc[parse.end] if parse.end < len(self.doc) else None
        if parse.pattern.value == "age":
            counts = parse.pattern.id == "age_at" and after is not None and after.pos_ in NOUNS
            return not counts
        if not parse.has("LASTING") or parse.get("LASTING")[1] != "year":
            return False
        noun = self.doc[parse.start].text.rpartition("-")[2][:1].isupper()
        return noun or (after is not None and after.pos_ == "PROPN")


def _has_days(value: str) -> bool:
    return re.match(r"[\dX]{4}-\d\d-\d\d", value) is not None


def _reaching_back(expressions: Iterator[Said], start: int, edge: int) -> Iterator[Said]:
    """Yield expressions, the one that begins at a token from its edge on (`bis | Ende Mai`)."""
    for said in expressions:
        yield said._replace(start=edge) if said.start == start else said


def _members(parse: Parse, name: str, meanings: list[Meaning]) -> list[Said]:
    """Return the members of a row; the last one reaches to the end of the match."""
    row: Sequence[Capture] = parse.get(name)
    ends = [*(capture.end for capture in row[:-1]), parse.end]
    return [Said(capture.start, end, meaning) for capture, end, meaning in zip(row, ends, meanings, strict=True)]


def _on(day: str | None, hours: str | None) -> str:
    return f"{day}T{hours}" if day and "/" not in day else f"T{hours}"


def _hour_in(parse: Parse) -> str:
    return str(next(parse.get(name) for name in ("HOUR", "HOUR_MINUTE", "HOUR_IN_HALF") if parse.has(name)))


def _clock(parse: Parse, time: str) -> str:
    """Return the time of day that is meant: `halb acht` half an hour before, `acht Uhr abends` in the evening, `half
    past 8 pm` half an hour after.
    """
    hour, minute = (int(part) for part in time.split(":"))
    hour += 12 if hour in SECOND_HALF.get(parse.get("DAYPART"), ()) else 0
    hour = _in_half(parse, hour) if parse.has("HALF_DAY") else hour
    offset = parse.get("TO_HOUR", parse.get("AFTER_HOUR"))
    if offset is not None:
        away = offset * parse.get("MINUTES", 1)
        hour, minute = divmod((hour * 60 + minute + away) % (24 * 60), 60)
    return f"{hour:02d}:{minute:02d}"


def _in_half(parse: Parse, hour: int) -> int:
    """Return an hour in the half of the day that is named behind it; of `9 to 5 pm` only the last is in the second."""
    row: Sequence[Capture] = parse.get("HOURS", ())
    last = int(row[-1].value.split(":")[0]) if row else hour
    return hour % 12 + parse.get("HALF_DAY") if hour <= last % 12 or hour == last else hour


def _length(parse: Parse) -> str:
    """Return the length of time that an expression counts in ISO 8601 (`zwei Jahre` → `P2Y`, `wenige Tage` → `PXD`)."""
    return _iso(*_counted(parse))


def _iso(count: float | None, unit: str) -> str:
    times, letter = CALENDAR_UNITS.get(unit) or (1, CLOCK_UNITS[unit])
    number = "X" if count is None else f"{count * times:g}"
    return f"P{'T' if unit in CLOCK_UNITS else ''}{number}{letter}"


def _counted(parse: Parse) -> tuple[float | None, str]:
    """Return how many of which unit an expression counts, `None` where it does not say a number."""
    if parse.has("LASTING"):
        numeral, unit = parse.get("LASTING")
        return numeral.value, str(unit)
    if parse.has("ON_AND_ON"):
        return None, str(parse.get("ON_AND_ON"))
    if parse.has("RATE"):
        return 1, str(parse.get("RATE"))
    if parse.has("NTH"):
        return max(1, parse.get("NTH")), unit_of(parse)
    return count_of(parse), unit_of(parse)


def _duration(parse: Parse, _: Setting) -> Meaning:
    return "duration", _length(parse)


def _set(parse: Parse, _: Setting) -> Meaning:
    weekday = parse.get("WEEKDAY", parse.get("WEEKDAYS"))
    if parse.pattern.value == "set_of":
        return "set", f"R/{_iso(1, parse.all('UNIT')[-1])}"
    if weekday is not None:
        return "set", f"XXXX-WXX-{weekday}"
    if parse.has("DAYPART"):
        return "set", f"XXXX-XX-XXT{PARTS_OF_DAY[parse.get('DAYPART')]}"
    if parse.has("SEASON"):
        return "set", f"XXXX-{parse.get('SEASON')}"
    if parse.has("MONTH"):
        return "set", f"XXXX-{parse.get('MONTH'):02d}"
    return "set", "R/P1W" if parse.has("WEEKEND") else f"R/{_length(parse)}"


def _vague(parse: Parse, setting: Setting) -> Meaning:
    """Return when something vague is: before, at about or after publication."""
    way, here = parse.get("SOMETIME", parse.get("REL", 0)), setting.published
    if parse.pattern.value != "vague":
        way = 1 if parse.pattern.value == "vague_future" else -1
    if here is None:
        return "date", None
    return "date", f"../{here}" if way < 0 else f"{here}/.." if way > 0 else f"{here}~"


MEANINGS: dict[str, Callable[[Parse, Setting], Meaning]] = {
    "age": _duration,
    "ago": _duration,
    "ahead": _duration,
    "duration": _duration,
    "last": _duration,
    "lasting": _duration,
    "set": _set,
    "set_of": _set,
    "units": _duration,
    "vague": _vague,
    "vague_future": _vague,
    "vague_past": _vague,
    "within": _duration,
}
