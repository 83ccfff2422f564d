"""What a number may measure: units, counted things, indicators and the words that bound a number.

Thin access to `lexicon/units.yaml`, `counted.yaml`, `indicators.yaml` and `figures.yaml`.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, TypeVar

import msgspec

from relazione.extraction.syntax import NOUNS, full_lemma
from relazione.languages.pack import Pack
from relazione.ontology.countries import demonyms
from relazione.records import Bound

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Found = TypeVar("Found")

SHORTEST_HEAD = 5  # letters; a shorter noun is no safe end of a compound (`Ort` in `Export`)
ENDINGS = re.compile("(?:e|en|er|em|es)$")


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
        self.code, self.capital = pack.code, pack.head.capital_common_nouns
        self.units = pack.lexicon("units", UnitLexicon)
        self.counted = pack.lexicon("counted", tuple[CountedEntry, ...])
        self.lexicon = pack.lexicon("indicators", IndicatorLexicon)
        self.words = pack.lexicon("figures", FigureWords)

    @cached_property
    def _forms(self) -> dict[str, tuple[str, str, float, str | None]]:
        """Surface form → sort, code, factor, indicator."""
        forms: dict[str, tuple[str, str, float, str | None]] = {}
        for code, words in self.units.durations.items():
            forms |= dict.fromkeys(words, ("duration", code, 1.0, "duration"))
        for entry in self.units.measures:
            forms |= dict.fromkeys(entry.words, ("measure", entry.unit, entry.factor, entry.indicator))
        for code, words in self.units.share.items():
            forms |= dict.fromkeys(words, ("percent", code, 1.0, None))
        for code, words in self.units.currencies.items():
            forms |= {word: ("currency", code, 1.0, None) for word in words if " " not in word}
        return forms

    @cached_property
    def _pairs(self) -> dict[tuple[str, str], str]:
        """Units of two words (`australische Dollar`): stem of the first, the second → currency."""
        pairs = {}
        for code, words in self.units.currencies.items():
            for word in words:
                first, _, second = word.partition(" ")
                if second:
                    pairs[(ENDINGS.sub("", first.lower()), second)] = code
        return pairs

    @cached_property
    def _seconds(self) -> frozenset[str]:
        """Words that may end a unit of two words."""
        pairs = {second for _, second in self._pairs}
        return frozenset(pairs | {word for word, form in self._forms.items() if form[0] == "currency"})

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
        second = doc[place + 1].text if place + 1 < len(doc) else ""
        if second in self._seconds:
            pair = self._pairs.get((ENDINGS.sub("", text.lower()), second))
            if pair:
                return Unit("currency", pair, 1, None, place + 2)
            if text in ("US", "U.S.") and self._forms.get(second, ("",))[0] == "currency":
                return self._unit(f"US-{second}", place + 2)
        return self._unit(text, place + 1)

    def unit_in(self, word: str, end: int) -> Unit | None:
        """Return the unit that a part of a compound names (`Dollar` in `360-Millionen-Dollar-Marke`)."""
        found = self._unit(word, end) or self._unit(ENDINGS.sub("", word), end)
        if found is None and word.lower().startswith(tuple(self._percent_stems)):
            return Unit("percent", next(iter(self.units.share)), 1, None, end)
        return found or self.counted_as(word, end)

    @cached_property
    def _percent_stems(self) -> list[str]:
        return [word.lower() for words in self.units.share.values() for word in words if word.isalpha()]

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
        return others.get(full_lemma(token)) if token.pos_ in ("VERB", "AUX", "ADJ", "ADV") else None

    def cue_in(self, part: str) -> str | None:
        """Return the indicator that a part of a compound names (`Kredit` in `100-Millionen-Euro-Kredit`)."""
        return _by_end(part.lower(), self._cues[0])

    def change(self, token: "Token") -> int:
        """Return 1 for a word of rise, -1 for one of fall, 0 for any other."""
        nouns, others = self._changing
        if token.pos_ in NOUNS:
            return _by_end(token.lemma_.lower(), nouns) or 0
        return others.get(full_lemma(token).lower(), 0)

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


def _by_end(word: str, table: dict[str, Found]) -> Found | None:
    """Return the entry of a word or of the longest end of it that is a listed noun."""
    if word in table:
        return table[word]
    for cut in range(3, len(word) - SHORTEST_HEAD + 1):
        if word[cut:].lstrip("-") in table and len(word[cut:].lstrip("-")) >= SHORTEST_HEAD:
            return table[word[cut:].lstrip("-")]
    return None
