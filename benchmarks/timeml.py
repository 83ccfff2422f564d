"""Time expressions in TimeML: reading annotated files, writing our values as TIMEX3 does, and scoring as TempEval-3.

An expression is right *strictly* where its span is the same, *relaxed* where the spans overlap, and right in *value*
where they overlap and the normalised value is the same string. Precision counts the expressions read, recall those in
gold; an expression may be held against any that it overlaps.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from relazione.records import TimeExpression

TYPES = ("DATE", "TIME", "DURATION", "SET")
MEASURES = ("strict", "relaxed", "value")
SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
# The hours at which the parts of a day begin.
PARTS_OF_DAY = {"06:00": "MO", "09:00": "MO", "12:00": "MI", "14:00": "AF", "18:00": "EV", "22:00": "NI"}
MONTHS_OF = {3: "Q", 6: "H"}  # how many months a quarter and a half of a year have


class Timex(NamedTuple):
    """A time expression: half-open character span in the text, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


class TimexDocument(NamedTuple):
    """A TimeML document: its text, the day it appeared, and its annotated time expressions in order."""

    text: str
    published: str
    times: tuple[Timex, ...]


def read_timeml(path: Path) -> TimexDocument:
    """Return what a TimeML file holds; raises `ValueError` where it has no text or no date of creation."""
    root = ET.parse(path).getroot()  # noqa: S314 (files that the caller chose)
    text, created = root.find("TEXT"), root.find("DCT/TIMEX3")
    if text is None or created is None:
        raise ValueError(f"{path}: no TEXT or no DCT")
    return TimexDocument("".join(text.itertext()), created.get("value", ""), tuple(_annotated(text)))


def _annotated(text: ET.Element) -> Iterator[Timex]:
    place = len(text.text or "")
    for element in text:
        end = place + len("".join(element.itertext()))
        if element.tag == "TIMEX3" and end > place:
            yield Timex(place, end, element.get("type", ""), element.get("value", "").strip())
        place = end + len(element.tail or "")


# Our values as TIMEX3 writes them -------------------------------------------------------------------------------------


def to_timex(expression: TimeExpression, published: str) -> Timex:
    """Return an expression of ours as TIMEX3 would have it; the value is "" where we have none."""
    value = expression.value or ""
    if expression.kind == "date":
        value = date_value(value, published)
    value = re.sub(r"T(\d\d:\d\d)/\d\d:\d\d$", lambda hours: f"T{PARTS_OF_DAY[hours[1]]}", value.removeprefix("R/"))
    return Timex(expression.start, expression.end, expression.kind.upper(), value)


def date_value(edtf: str, published: str) -> str:
    """Return an EDTF date as a value of TIMEX3 (`2014-21` → `2014-SP`, `199X` → `199`, Monday/Sunday → `2014-W08`)."""
    if edtf.startswith("../"):
        return "PAST_REF"
    if edtf.endswith("/.."):
        return "FUTURE_REF"
    if edtf == f"{published}~":
        return "PRESENT_REF"
    first, _, last = edtf.replace("~", "").partition("/")
    if last:
        return _span_value(first, last)
    if season := re.fullmatch(r"(\d{4})-(2[1-4])", first):
        return f"{season[1]}-{SEASONS[season[2]]}"
    return first if "-" in first else first.rstrip("X")


def _span_value(first: str, last: str) -> str:
    if len(first) == len("2014-07-01") and first[:1] != "X":
        day, days = date.fromisoformat(first), (date.fromisoformat(last) - date.fromisoformat(first)).days
        week = f"{day.isocalendar().year:04d}-W{day.isocalendar().week:02d}"
        weekend = day.weekday() == 5 and last == str(day + timedelta(days=1))
        return f"{week}-WE" if weekend else week if days == 6 and day.weekday() == 0 else f"{first}/{last}"
    if len(first) == len("2014-07") and first[:4] == last[:4]:
        size = int(last[5:]) - int(first[5:]) + 1
        if size in MONTHS_OF:
            return f"{first[:4]}-{MONTHS_OF[size]}{int(last[5:]) // size}"
    return f"{first}/{last}"


# Scores ---------------------------------------------------------------------------------------------------------------


@dataclass
class TimexTally:
    """Counts over any number of documents: what is in gold, what was read, and how much of each is right."""

    gold: int = 0
    read: int = 0
    recalled: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MEASURES, 0))
    precise: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MEASURES, 0))

    def add(self, gold: Sequence[Timex], read: Sequence[Timex]) -> None:
        """Count one document."""
        self.gold += len(gold)
        self.read += len(read)
        for measure in MEASURES:
            self.recalled[measure] += sum(is_right(one, read, measure) for one in gold)
            self.precise[measure] += sum(is_right(one, gold, measure) for one in read)

    def precision(self, measure: str) -> float:
        return self.precise[measure] / self.read if self.read else float(not self.gold)

    def recall(self, measure: str) -> float:
        return self.recalled[measure] / self.gold if self.gold else 1.0

    def f1(self, measure: str) -> float:
        precision, recall = self.precision(measure), self.recall(measure)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def is_right(time: Timex, others: Iterable[Timex], measure: str) -> bool:
    """Tell whether an expression is right by a measure when it is held against others of the same text."""
    if measure == "strict":
        return any((time.start, time.end) == (other.start, other.end) for other in others)
    overlapping = (other for other in others if time.start < other.end and other.start < time.end)
    return any(measure == "relaxed" or time.value == other.value for other in overlapping)


def of_type(times: Iterable[Timex], type_: str) -> list[Timex]:
    """Return the expressions of a TIMEX3 type."""
    return [time for time in times if time.type == type_]


def faults(gold: Sequence[Timex], read: Sequence[Timex], text: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong in a document, its kind (`missed`, `extra`, `span`, `value`) and the words."""
    for time in gold:
        overlapping = [other for other in read if time.start < other.end and other.start < time.end]
        if not overlapping:
            yield "missed", _shown(time, text)
        elif not is_right(time, read, "value"):
            yield "value", f"{_shown(time, text)} was read as {_shown(overlapping[0], text)}"
        elif not is_right(time, read, "strict"):
            yield "span", f"{_shown(time, text)} was read as {_shown(overlapping[0], text)}"
    for time in read:
        if not is_right(time, gold, "relaxed"):
            yield "extra", _shown(time, text)


def _shown(time: Timex, text: str) -> str:
    words = " ".join(text[time.start : time.end].split())
    before = " ".join(text[max(0, time.start - 30) : time.start].split())
    after = " ".join(text[time.end : time.end + 20].split())
    return f"{time.type} {time.value or '?'} … {before} [{words}] {after} …"
