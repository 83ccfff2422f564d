"""The grammar of time expressions: word classes and patterns of `lexicon/time.yaml`, and the matcher that applies them.

A pattern is a series of elements; an element names word classes (`MONTH`), literal words (`und`) or what is built in or
has more than one word: DAYNUM, NUM, HOUR, HOLIDAY, ADJ (any adjective), POINT, and the rows of the lexicon. The longest
match at a token wins. Patterns are short, so that matching is linear in the text.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from relazione.extraction.edtf import moment
from relazione.extraction.numerals import NumeralReader
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Doc

BARE_YEARS = range(1900, 2100)
NAMED_YEARS = range(1000, 2200)
POINT, ADJECTIVE, WORD = "POINT", "ADJ", "word"


_OWNING = re.compile(r"(['’]s?)(?= |$)")  # a token of its own


class UnitForms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The forms of a unit of time."""

    one: tuple[str, ...]
    many: tuple[str, ...]


class Ahead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that show that a clause looks ahead."""

    verbs: frozenset[str]
    future: frozenset[str]
    perfect: frozenset[str]
    adjectives: frozenset[str]
    prepositions: frozenset[str]
    behind: frozenset[str]
    forms: frozenset[str]


class PatternEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One pattern as the lexicon writes it."""

    id: str
    match: str
    value: str
    example: str
    after: tuple[str, ...] = ()
    whole: bool = False


class RowEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Several of one class in a row: what joins them, and which words may stand again before the next."""

    of: str
    joined: frozenset[str]
    again: frozenset[str]


class TimeWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The contents of `lexicon/time.yaml`."""

    endings: tuple[str, ...]
    classes: dict[str, dict[str, int]]
    exact: frozenset[str]
    small: frozenset[str]
    units: dict[str, UnitForms]
    clock: frozenset[str]
    unit_classes: dict[str, dict[str, str]]
    lasting: dict[str, str]
    day_marks: frozenset[str]  # what stands behind the number of a day, "" for nothing
    decade_endings: frozenset[str]  # what makes a number a decade (`1990er`, `1990s`)
    holidays: dict[str, str]
    no_year_after: frozenset[str]
    no_year_before: frozenset[str]
    ahead: Ahead
    rows: dict[str, RowEntry]
    patterns: tuple[PatternEntry, ...]

    @cached_property
    def table(self) -> dict[str, dict[str, Any]]:
        """Word in lower case → class → its number or unit."""
        table: dict[str, dict[str, Any]] = {}
        classes: dict[str, dict[str, Any]] = {**self.classes, **self.unit_classes}
        for name, words in classes.items():
            for word, value in words.items():
                for form in self._inflected(word):
                    table.setdefault(form.lower(), {}).setdefault(name, value)
        for unit, forms in self.units.items():
            for name, listed in (("UNIT", forms.one), ("UNITS", forms.many)):
                for form in listed:
                    table.setdefault(form.lower(), {})[name] = unit
        for word in self.clock:
            table.setdefault(word, {})["CLOCK"] = 0
        return table

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """The first three letters of weekdays, which begin compounds, and of named days."""
        return frozenset(word[:3].lower() for word in (*self.classes.get("WEEKDAY", {}), *self.named_days))

    @cached_property
    def spelled(self) -> dict[str, frozenset[str]]:
        """Class → its words as they have to be written."""
        return {
            name: frozenset(form for word in self.classes[name] for form in self._inflected(word))
            for name in self.exact
        }

    @cached_property
    def lengths(self) -> dict[str, str]:
        """Ending of an adjective of length → unit."""
        return {form: unit for word, unit in self.lasting.items() for form in self._inflected(word)}

    @cached_property
    def named_days(self) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """First word → the named days that begin with it, longest first, with their day of the year."""
        days: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, day in self.holidays.items():
            words = tuple(_OWNING.sub(r" \1", name).split())
            days.setdefault(words[0], []).append((words, day))
        return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in days.items()}

    @cached_property
    def compiled(self) -> tuple["Pattern", ...]:
        """The patterns, ready to match."""
        return tuple(Pattern.of(entry, self.rows) for entry in self.patterns)

    @cached_property
    def openers(self) -> tuple[dict[str, list["Opener"]], dict[str, list["Opener"]]]:
        """Class or word → the patterns that may begin with it: those that stand alone, those around another one."""
        tables: tuple[dict[str, list[Opener]], dict[str, list[Opener]]] = ({}, {})
        for pattern in self.compiled:
            for name, opener in pattern.openers():
                opening = self.rows[name].of if name in self.rows else name
                tables[pattern.wraps].setdefault(opening, []).append(opener)
        return tables

    def _inflected(self, word: str) -> list[str]:
        return [word[:-1] + ending for ending in ("", *self.endings)] if word.endswith("~") else [word]


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern: the words it accepts, the classes, and what is built in or made of several words."""

    words: frozenset[str]
    classes: tuple[str, ...]
    wider: tuple[str, ...]
    optional: bool

    @classmethod
    def of(cls, part: str, rows: Iterable[str]) -> "Element":
        """Return the element that the lexicon writes in one part of a pattern (`am|zum?`)."""
        optional = part.endswith("?") and len(part) > 1
        names = part.removesuffix("?").split("|")
        wider = tuple(name for name in names if name in (POINT, ADJECTIVE) or name in rows)
        classes = tuple(name for name in names if name.isupper() and name not in wider)
        return cls(frozenset(names).difference(classes, wider), classes, wider, optional)

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.words, *self.classes, *self.wider)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of time expressions; `wraps` says that it is built around another expression, `whole` that its
    preposition is half of what it says.
    """

    id: str
    value: str
    elements: tuple[Element, ...]
    after: frozenset[str]
    wraps: bool
    whole: bool

    @classmethod
    def of(cls, entry: PatternEntry, rows: Iterable[str]) -> "Pattern":
        elements = tuple(Element.of(part, rows) for part in entry.match.split())
        wraps = any(POINT in element.wider for element in elements)
        return cls(entry.id, entry.value, elements, frozenset(entry.after), wraps, entry.whole)

    def openers(self) -> Iterator[tuple[str, "Opener"]]:
        """Yield the words and classes that the pattern may begin with, each with what may follow it."""
        for index, element in enumerate(self.elements):
            following = self._following(index + 1)
            for name in element.names:
                yield name, Opener(self, following if name in element.words else None)
            if not element.optional:
                return

    def _following(self, index: int) -> frozenset[str] | None:
        """Return the words and classes that may come at an element, `None` where that cannot be told by one token."""
        names: set[str] = set()
        for element in self.elements[index:]:
            names.update(element.names)
            if element.wider:
                return None
            if not element.optional:
                return frozenset(names)
        return None


class Opener(NamedTuple):
    """A pattern and the words and classes of which one must follow the word that it begins with, `None` for any."""

    pattern: Pattern
    following: frozenset[str] | None


class Capture(NamedTuple):
    """The tokens `[start, end)` that an element of a pattern matched, and what they stand for."""

    name: str
    value: Any
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Parse:
    """A pattern matched at tokens `[start, end)`, and what its elements stand for, in order."""

    pattern: Pattern
    start: int
    end: int
    captures: tuple[Capture, ...] = field(default=())

    def get(self, name: str, default: Any = None) -> Any:
        """Return what the first element of a class stands for."""
        return next((capture.value for capture in self.captures if capture.name == name), default)

    def all(self, name: str) -> list[Any]:
        """Return what all elements of a class stand for."""
        return [capture.value for capture in self.captures if capture.name == name]

    def has(self, name: str) -> bool:
        """Tell whether an element of a class is there."""
        return any(capture.name == name for capture in self.captures)

    def edge_before(self, place: int) -> int:
        """Return where the edge right before a token begins (`Ende Mai`), the token itself where there is none."""
        return next(
            (capture.start for capture in self.captures if (capture.name, capture.end) == ("EDGE", place)), place
        )


Option = tuple[int, tuple[Capture, ...]]


class TimeMatcher:
    """Finds the patterns that match at the tokens of one document."""

    def __init__(self, doc: "Doc", pack: Pack) -> None:
        self.doc = doc
        self.words, self.capital = pack.lexicon("time", TimeWords), pack.head.capital_common_nouns
        self.numerals = NumeralReader(doc, pack)
        self.lower = self.numerals.lower
        self._signs: dict[int, dict[str, list[tuple[int, Any]]]] = {}
        self._points: dict[int, list[Parse]] = {}

    def parses(self, place: int) -> list[Parse]:
        """Return the matches at a token, longest first; of equal length, those around another expression last."""
        word, (alone, around) = self.lower[place], self.words.openers
        if word not in alone and word not in around and not self.signs(place):
            return []
        found = [*self.points(place), *self._matches(place, wraps=True)]
        return sorted(found, key=lambda parse: (-parse.end, parse.pattern.wraps))

    def points(self, place: int) -> list[Parse]:
        """Return the matches at a token of patterns that are not built around others, longest first."""
        if place not in self._points:
            self._points[place] = sorted(self._matches(place, wraps=False), key=lambda parse: -parse.end)
        return self._points[place]

    def _matches(self, place: int, *, wraps: bool) -> list[Parse]:
        if place >= len(self.doc):
            return []
        names = self._names(place)
        if wraps and self.points(place):
            names.append(POINT)
        seen: set[int] = set()
        found = []
        following = self._names(place + 1)
        openers = self.words.openers[wraps]
        for name in names:
            for pattern, allowed in openers.get(name, ()):
                if id(pattern) in seen:
                    continue
                if (allowed and allowed.isdisjoint(following)) or not self._follows(pattern, place):
                    continue
                seen.add(id(pattern))
                options = list(self._follow(pattern.elements, 0, place))
                if options:
                    end, captures = max(options, key=lambda option: option[0])
                    found.append(Parse(pattern, place, end, captures))
        return found

    def _names(self, place: int) -> list[str]:
        """Return the word at a token and its classes, none behind the last token."""
        return [self.lower[place], *self.signs(place)] if place < len(self.lower) else []

    def _follow(self, elements: tuple[Element, ...], index: int, place: int) -> Iterator[Option]:
        """Yield the ways to match the elements from `index` on at a token."""
        if index == len(elements):
            yield place, ()
            return
        element = elements[index]
        if place < len(self.doc):
            for capture in self._element(element, place):
                for last, captures in self._follow(elements, index + 1, capture.end):
                    yield last, (capture, *captures)
        if element.optional:
            yield from self._follow(elements, index + 1, place)

    def _element(self, element: Element, place: int) -> Iterator[Capture]:
        word = self.lower[place]
        if word in element.words:
            yield Capture(WORD, word, place, place + 1)
        if signs := self.signs(place):
            for name in element.classes:
                for end, value in signs.get(name, ()):
                    yield Capture(name, value, place, end)
        for name in element.wider:
            yield from self._wider(name, place)

    def _wider(self, name: str, place: int) -> Iterator[Capture]:
        if name == POINT:
            for parse in self.points(place):
                yield Capture(POINT, parse, place, parse.end)
        elif name == ADJECTIVE:
            if self.doc[place].pos_ == "ADJ":
                yield Capture(ADJECTIVE, self.lower[place], place, place + 1)
        elif len(row := self._row(self.words.rows[name], place)) > 1:
            yield Capture(name, row, place, row[-1].end)

    def _row(self, entry: RowEntry, place: int) -> tuple[Capture, ...]:
        """Return the members of the longest row at a token (`3., 4. und 5.`)."""
        found = self.signs(place).get(entry.of, ()) if place < len(self.lower) else ()
        if not found:
            return ()
        end, value = found[0]
        following = self.lower[end : end + 2]
        rest: tuple[Capture, ...] = ()
        if following and following[0] in entry.joined:
            again = len(following) == 2 and following[1] in entry.again
            rest = self._row(entry, end + (2 if again else 1))
        return (Capture(entry.of, value, place, end), *rest)

    def _follows(self, pattern: Pattern, place: int) -> bool:
        if not pattern.after:
            return True
        if place == 0:
            return False
        return self.lower[place - 1] in pattern.after or any(name in pattern.after for name in self.signs(place - 1))

    def signs(self, place: int) -> dict[str, list[tuple[int, Any]]]:
        """Return the classes that begin at a token, each with the ends and values it may have."""
        if place not in self._signs:
            self._signs[place] = self._find_signs(place)
        return self._signs[place]

    def _may_say_when(self, word: str) -> bool:
        """Tell whether a word can belong to a class of time words at all; most words cannot."""
        return word in self.words.table or word[:3] in self.words.beginnings or self.numerals.may_begin(word)

    def _find_signs(self, place: int) -> dict[str, list[tuple[int, Any]]]:
        word = self.lower[place]
        if not self._may_say_when(word):
            return {}
        signs = {name: [(place + 1, value)] for name, value in self._classes(place).items()}
        if word[:1].isdigit():
            signs |= self._digits(place, word)
        if (holiday := self._holiday(place)) is not None:
            signs["HOLIDAY"] = [holiday]
        numeral = self.numerals.at(place)
        if numeral is not None and not numeral.tail and numeral.against is None and not numeral.fraction:
            signs["NUM"] = [(numeral.end, numeral)]
            single = numeral.end == place + 1 and numeral.value_max is None and not numeral.article
            if single and "HOUR" not in signs and (hour := _hour(f"{numeral.value:g}")):
                signs["HOUR"] = [(place + 1, hour)]
        elif numeral is not None and (unit := self.words.lengths.get("-".join(numeral.tail))):
            signs["LASTING"] = [(place + 1, (numeral, unit))]
        return signs

    def _classes(self, place: int) -> dict[str, Any]:
        word, text = self.lower[place], self.doc[place].text
        found = {
            name: value for name, value in self.words.table.get(word, {}).items() if self._is_written(name, place, text)
        }
        if not found and text[:1].isupper():
            for day, value in self.words.classes.get("WEEKDAY", {}).items():
                part = word.removeprefix(day.lower())
                if part != word and part in self.words.classes.get("DAYPART", {}):
                    return {"WEEKDAY": value}
        if "UNIT" in found and "UNITS" in found and "Plur" in self.doc[place].morph.get("Number", []):
            del found["UNIT"]
        return found

    def part_of_day(self, place: int) -> int | None:
        """Return the part of the day that a compound of a weekday names (`Dienstagabend`), `None` where it is none."""
        parts = self.words.classes.get("DAYPART", {})
        for day in self.words.classes.get("WEEKDAY", {}):
            part = self.lower[place].removeprefix(day.lower())
            if part != self.lower[place] and part in parts:
                return parts[part]
        return None

    def _is_written(self, name: str, place: int, text: str) -> bool:
        if name in ("UNIT", "UNITS"):
            return text[:1].isupper() or not self.capital
        if name in self.words.exact:
            return text in self.words.spelled[name]
        if name in self.words.small:
            return text[:1].islower() or self._opens(place)
        return True

    def _opens(self, place: int) -> bool:
        """Tell whether a word opens a sentence, a quoted one too, so that its capital tells nothing."""
        if place == 0 or self.doc[place].is_sent_start is True:
            return True
        before = self.doc[place - 1]
        return before.is_quote or before.is_bracket or before.text == ":"

    def _digits(self, place: int, word: str) -> dict[str, list[tuple[int, Any]]]:
        signs: dict[str, list[tuple[int, Any]]] = {}
        following = self.lower[place + 1] if place + 1 < len(self.lower) else ""
        if days := self._day_numbers(place, word, following):
            signs["DAYNUM"] = days
        if re.fullmatch(r"\d{4}", word) and self._is_year(place, following):
            signs["YEAR"] = [(place + 1, int(word))]
        if (span := _year_span(word)) and not self._counts(place, following):
            signs["YEARSPAN"] = [(place + 1, span)]
        if (tens := re.fullmatch(r"'?(1\d|20)?([1-9]0)(\D+)", word)) and tens[3] in self.words.decade_endings:
            signs["TENS"] = [(place + 1, int(tens[1] or 19) * 100 + int(tens[2]))]
        if day_text := _date(word):
            signs["DATE"] = [(place + 1, day_text)]
        if day_text := _day_month(word):
            end = place + (2 if not word.endswith(".") and following == "." and place + 2 < len(self.lower) else 1)
            signs["DAYMONTH"] = [(end, day_text)]
        return signs | self._hours(place, word)

    def _hours(self, place: int, word: str) -> dict[str, list[tuple[int, Any]]]:
        """Return the classes of times of day that a word in digits belongs to."""
        signs: dict[str, list[tuple[int, Any]]] = {}
        if hour := _hour(word):
            signs["HOUR"] = [(place + 1, hour)]
            if not word.isdigit():
                signs["HOUR_MINUTE"] = signs["HOUR"]
        if hour := self._hour_in_half(word):
            signs["HOUR_IN_HALF"] = [(place + 1, hour)]
        if hours := _hour_span(word):
            signs["HOURSPAN"] = [(place + 1, hours)]
        return signs

    def _day_numbers(self, place: int, word: str, following: str) -> list[tuple[int, int]]:
        """Return the ends and the number of a day (`27.`, `27th`), its mark a token of its own too."""
        day = re.fullmatch(r"(\d{1,2})(\D*)", word)
        if day is None:
            return []
        marks = self.words.day_marks
        apart = not day[2] and bool(following) and following in marks
        return [(end, int(day[1])) for end in [place + 1] * (day[2] in marks) + [place + 2] * apart]

    def _hour_in_half(self, word: str) -> str | None:
        """Return the time of day of an hour written together with its half of the day (`5pm` → `17:00`)."""
        match = re.fullmatch(r"(\d{1,2})([a-z]+)", word)
        half = self.words.classes.get("HALF_DAY", {}).get(match[2]) if match else None
        return None if match is None or half is None else _hour(str(int(match[1]) % 12 + half))

    def _is_year(self, place: int, following: str) -> bool:
        previous = self.lower[place - 1] if place else ""
        year = int(self.lower[place])
        if {"UNIT", "UNITS", "MONTH"} & self.words.table.get(previous, {}).keys():
            return year in NAMED_YEARS
        if year not in BARE_YEARS or previous in self.words.no_year_after:
            return False
        return not (self._counts(place, following) or self._begins_measure(place))

    def _counts(self, place: int, following: str) -> bool:
        """Tell whether a number counts what follows it (`2000 Soldaten`, `1990 Millionen`)."""
        if following in self.numerals.words.scales or following in self.words.no_year_before:
            return True
        token = self.doc[place]
        counts = token.dep_ == "nummod" and token.head.i == place + 1
        return counts and token.head.morph.get("Number", []) == ["Plur"]

    def _begins_measure(self, place: int) -> bool:
        """Tell whether a number is the first of a range with a unit (`2000 bis 3000 Meter`)."""
        joiner, _, unit = (*self.lower[place + 1 : place + 4], "", "", "")[:3]
        return joiner in self.numerals.words.ranges and unit in self.words.no_year_before

    def _holiday(self, place: int) -> tuple[int, str] | None:
        for words, day in self.words.named_days.get(self.doc[place].text, ()):
            if all(
                token.text == word for token, word in zip(self.doc[place : place + len(words)], words, strict=False)
            ):
                end = place + len(words)
                return (end, day) if end <= len(self.doc) else None
        return None


def _year_span(word: str) -> tuple[int, int] | None:
    """Return the first and last year of `1994/95` or `2014-2016`."""
    match = re.fullmatch(r"(\d{4})[/\-–](\d{4}|\d{2})", word)
    if not match:
        return None
    first, last = int(match[1]), int(match[2])
    if len(match[2]) == 2:
        last += first // 100 * 100
    known = NAMED_YEARS if len(match[2]) == len("1995") else BARE_YEARS
    return (first, last) if first < last and first in known and last in NAMED_YEARS else None


def _hour(word: str) -> str | None:
    """Return the time of day of `20`, `20.15` or `20:15` as ISO 8601 writes it (`20:15`)."""
    match = re.fullmatch(r"(\d{1,2})(?:[.:](\d\d))?", word)
    if not match or int(match[1]) > 24 or int(match[2] or 0) > 59:
        return None
    return f"{int(match[1]):02d}:{match[2] or '00'}"


def _hour_span(word: str) -> tuple[str, str] | None:
    """Return the times of day of `10-18` or `9.30/12.30`."""
    first, _, last = word.replace("–", "-").replace("/", "-").partition("-")
    hours = _hour(first), _hour(last)
    return (hours[0], hours[1]) if hours[0] and hours[1] else None


def _date(word: str) -> str | None:
    """Return the EDTF of a date in digits (`27.1.2026`, `27.01.26`, `2026-01-27`)."""
    iso = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", word)
    dotted = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})", word)
    if iso:
        year, month, day = (int(part) for part in iso.groups())
    elif dotted:
        day, month, year = (int(part) for part in dotted.groups())
        if len(dotted[3]) == 2:
            year += 2000 if year < 50 else 1900
    else:
        return None
    found = moment(year, month, day) if year else None
    return str(found) if found else None


def _day_month(word: str) -> str | None:
    match = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.?", word)
    found = moment(None, int(match[2]), int(match[1])) if match else None
    return str(found) if found else None
