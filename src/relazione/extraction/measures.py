"""What a number may measure: units, counted things, indicators and the words that bound a number.

Thin access to `lexicon/units.yaml`, `counted.yaml`, `indicators.yaml` and `figures.yaml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, TypeVar

import msgspec

from relazione.extraction.syntax import NOUNS, full_lemma
from relazione.extraction.words import stems
from relazione.languages.pack import Pack
from relazione.ontology.countries import adjectives, demonyms
from relazione.records import Bound

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

Found = TypeVar("Found")
Form = tuple[str, str, float, str | None]  # sort, code, factor, indicator

SHORTEST_HEAD = 5  # letters; a shorter noun is no safe end of a compound (`Ort` in `Export`)
SHORTEST_UNIT = 3  # letters; a shorter sign takes no ending (`t` is not in `zweiten`)
PARTS = re.compile(r"[^\s$]+(?=\$)|\S+")  # the words of a unit; a dollar sign is a token of its own
DOLLAR = "$"
LONGEST_SIGN = 2  # tokens of a sign before a number (`NZ$`)


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A physical unit: its words, the SI unit they lead to and what it usually measures."""

    unit: str
    factor: float
    words: tuple[str, ...]
    indicator: str


class UnitLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `lexicon/units.yaml`."""

    currencies: dict[str, tuple[str, ...]]
    share: dict[str, tuple[str, ...]]
    measures: tuple[Measure, ...]
    durations: dict[str, tuple[str, ...]]


class CountedEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that are counted, the English plural they go by and their indicator."""

    noun: tuple[str, ...]
    unit: str
    indicator: str


class IndicatorLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `lexicon/indicators.yaml`."""

    indicators: dict[str, tuple[str, ...]]
    up: frozenset[str]
    down: frozenset[str]
    factors: dict[str, float]
    bounds: dict[Bound, tuple[str, ...]]
    marks: tuple[str, ...]
    passed: frozenset[str]


class FigureWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `lexicon/figures.yaml`."""

    change: frozenset[str]
    level: frozenset[str]
    of: frozenset[str]
    more: frozenset[str]
    less: frozenset[str]
    or_more: frozenset[str]
    or_: str = msgspec.field(name="or")
    sharing: frozenset[str]
    amount: frozenset[str]
    not_counted: frozenset[str]
    transparent: frozenset[str]
    age: frozenset[str]
    of_age: str
    whole: frozenset[str]
    toward: frozenset[str]
    away: frozenset[str]
    receiving: frozenset[str]
    rising: frozenset[str] = frozenset()  # before a share (`up 18 percent`)
    falling: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is counted in: `sort` is currency, percent, measure, duration or counted; `end` its token
    range's end.
    """

    sort: str
    code: str
    factor: float
    indicator: str | None
    end: int


class Measures:
    """The lexicons of figures of one pack, ready to look words up."""

    def __init__(self, pack: Pack) -> None:
        self.grammar = pack.grammar
        self.code, self.capital = pack.code, pack.head.capital_common_nouns
        self.separable, self.forms = pack.head.separable_verbs, pack.forms
        self.units = pack.lexicon("units", UnitLexicon)
        self.counted = pack.lexicon("counted", tuple[CountedEntry, ...])
        self.lexicon = pack.lexicon("indicators", IndicatorLexicon)
        self.words = pack.lexicon("figures", FigureWords)
        self._stem = lru_cache(maxsize=50_000)(self._bare)

    @cached_property
    def _units(self) -> dict[str, list[tuple[tuple[str, ...], Form]]]:
        """First word without its ending → the units that begin with it, those of most words first."""
        units: dict[str, list[tuple[tuple[str, ...], Form]]] = {}
        for word, form in self._listed():
            words = tuple(PARTS.findall(word))
            units.setdefault(self._stem(words[0]), []).append((words, form))
        return {stem: sorted(rows, key=lambda row: -len(row[0])) for stem, rows in units.items()}

    @cached_property
    def _forms(self) -> dict[str, Form]:
        """Unit written as one word → sort, code, factor, indicator."""
        return dict(self._listed())

    def _listed(self) -> Iterator[tuple[str, Form]]:
        """Yield the units as they are written; of the same words the last holds."""
        for code, words in self.units.durations.items():
            yield from ((word, ("duration", code, 1.0, "duration")) for word in words)
        for entry in self.units.measures:
            yield from ((word, ("measure", entry.unit, entry.factor, entry.indicator)) for word in entry.words)
        for code, words in self.units.share.items():
            yield from ((word, ("percent", code, 1.0, None)) for word in words)
        for code, words in self.units.currencies.items():
            yield from ((word, ("currency", code, 1.0, None)) for word in words)

    @cached_property
    def _national(self) -> dict[str, dict[str, str]]:
        """Currency's name that several states share → state → its currency (`shilling`: KEN → KES, UGA → UGX)."""
        national: dict[str, dict[str, str]] = {}
        for code, words in self.units.currencies.items():
            for word in words:
                adjective, _, name = word.rpartition(" ")
                state = adjectives(self.code).get(self._stem(adjective)) or adjectives(self.code).get(adjective.lower())
                if state is not None and name not in self._forms:
                    national.setdefault(name, {})[state] = code
        return national

    @cached_property
    def _nouns(self) -> dict[str, CountedEntry]:
        return {noun.lower(): entry for entry in self.counted for noun in entry.noun}

    @cached_property
    def _peoples(self) -> frozenset[str]:
        """Words for the people of a state (`41 Äthiopier`)."""
        return frozenset(demonyms(self.code))

    @cached_property
    def _cues(self) -> tuple[dict[str, str], dict[str, str]]:
        """Nouns in lower case, and other words, → the indicator they name; the first that lists them."""
        cues: tuple[dict[str, str], dict[str, str]] = ({}, {})
        for indicator, words in self.lexicon.indicators.items():
            for word in words:
                for kind in self._kinds(word):
                    cues[kind].setdefault(word.lower(), indicator)
        return cues

    @cached_property
    def _bounds(self) -> list[tuple[tuple[str, ...], Bound]]:
        rows = [(tuple(phrase.split()), bound) for bound, words in self.lexicon.bounds.items() for phrase in words]
        return sorted(rows, key=lambda row: -len(row[0]))

    @cached_property
    def _changing(self) -> tuple[dict[str, int], dict[str, int]]:
        """Nouns in lower case, and other words, → 1 for a rise, -1 for a fall."""
        changing: tuple[dict[str, int], dict[str, int]] = ({}, {})
        for words, sign in ((self.lexicon.up, 1), (self.lexicon.down, -1)):
            for word in words:
                for kind in self._kinds(word):
                    changing[kind][word.lower()] = sign
        return changing

    def _kinds(self, word: str) -> tuple[int, ...]:
        """Return 0 for a noun, 1 for another word, both where no capital tells."""
        return (int(not word[0].isupper()),) if self.capital else (0, 1)

    def unit_at(self, doc: "Doc", place: int) -> Unit | None:
        """Return the currency, percent sign, physical unit or unit of time that begins at a token."""
        if place >= len(doc):
            return None
        text = doc[place].text
        for words, form in self._units.get(self._stem(text), ()):
            if _stands(words, doc, place):
                return Unit(*form, place + len(words))
        second = doc[place + 1].text if place + 1 < len(doc) else ""
        if text in ("US", "U.S.") and self._forms.get(second, ("",))[0] == "currency":
            return self._unit(f"US-{second}", place + 2)
        return None

    def unit_before(self, doc: "Doc", place: int) -> tuple[Unit, int] | None:
        """Return the currency that stands right before a token (`A$`), and where it begins; else `None`."""
        for start in range(max(0, place - LONGEST_SIGN), place):
            unit = self.unit_at(doc, start)
            if unit is not None and unit.sort == "currency" and unit.end == place:
                return unit, start
        return None

    def national_at(self, doc: "Doc", place: int) -> dict[str, str]:
        """Return state → currency for the name at a token that the currencies of several states bear."""
        return self._national.get(doc[place].text, {}) if place < len(doc) else {}

    def unit_in(self, word: str, end: int) -> Unit | None:
        """Return the unit that a part of a compound names (`Dollar` in `360-Millionen-Dollar-Marke`)."""
        bare = next(stems(word, self.grammar))
        found = self._unit(word, end) or (self._unit(bare, end) if len(bare) >= SHORTEST_UNIT else None)
        if found is None and word.lower().startswith(tuple(self._percent_stems)):
            return Unit("percent", next(iter(self.units.share)), 1, None, end)
        return found or self.counted_as(word, end)

    @cached_property
    def _percent_stems(self) -> list[str]:
        return [word.lower() for words in self.units.share.values() for word in words if word.isalpha()]

    def _bare(self, word: str) -> str:
        return next(stems(word.lower(), self.grammar))

    def _unit(self, word: str, end: int) -> Unit | None:
        found = self._forms.get(word)
        return Unit(*found, end) if found else None

    def counted_as(self, lemma: str, end: int) -> Unit | None:
        """Return what a noun counts as (`Handelsunternehmen` → companies), `None` where it is not listed."""
        entry = _by_end(lemma.lower(), self._nouns)
        if entry is None and lemma in self._peoples:
            return Unit("counted", "people", 1, "people", end)
        return Unit("counted", entry.unit, 1, entry.indicator, end) if entry else None

    def cue(self, token: "Token") -> str | None:
        """Return the indicator that a word names."""
        nouns, others = self._cues
        if token.pos_ in NOUNS:
            return _by_end(token.lemma_.lower(), nouns)
        if token.pos_ not in ("VERB", "AUX", "ADJ", "ADV"):
            return None
        alone = None if self.separable else others.get(token.lemma_.lower())  # `invest | up to 3 billion`
        return others.get(full_lemma(token)) or alone

    def cue_in(self, part: str) -> str | None:
        """Return the indicator that a part of a compound names (`Kredit` in `100-Millionen-Euro-Kredit`)."""
        return _by_end(part.lower(), self._cues[0])

    def change(self, token: "Token") -> int:
        """Return 1 for a word of rise, -1 for one of fall, 0 for any other."""
        nouns, others = self._changing
        if token.pos_ in NOUNS:
            return _by_end(token.lemma_.lower(), nouns) or 0
        lemma = full_lemma(token).lower()
        participle = self.forms.verb_of_participle(lemma) if token.pos_ == "ADJ" else None  # `ist gewachsen`
        return others.get(lemma, 0) or others.get(participle or "", 0)

    def bound_before(self, lower: list[str], place: int) -> tuple[Bound, int] | None:
        """Return the bound that the words right before a token set, and where they begin."""
        for words, bound in self._bounds:
            start = place - len(words)
            if start >= 0 and tuple(lower[start:place]) == words:
                return bound, start
        return None

    def is_mark(self, word: str) -> bool:
        """Tell whether a word names a threshold (`Marke`)."""
        return word in self.lexicon.marks


@cache
def measures_of(pack: Pack) -> Measures:
    """Return the lexicons of figures of a pack, put together once."""
    return Measures(pack)


def _stands(words: tuple[str, ...], doc: "Doc", place: int) -> bool:
    """Tell whether a unit of some words stands at a token; of several the first may have another ending."""
    end = place + len(words)
    if len(words) == 1 or end > len(doc):
        return words == (doc[place].text,)
    glued = words[-1] == DOLLAR
    apart = any(token.whitespace_ for token in doc[place : end - 1])
    return glued != apart and tuple(token.text for token in doc[place + 1 : end]) == words[1:]


def _by_end(word: str, table: dict[str, Found]) -> Found | None:
    """Return the entry of a word or of the longest end of it that is a listed noun."""
    if word in table:
        return table[word]
    for cut in range(3, len(word) - SHORTEST_HEAD + 1):
        if word[cut:].lstrip("-") in table and len(word[cut:].lstrip("-")) >= SHORTEST_HEAD:
            return table[word[cut:].lstrip("-")]
    return None
