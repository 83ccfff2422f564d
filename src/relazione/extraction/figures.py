"""Figures: numbers that measure something about the actors, with indicator, unit, bound, period and parties.

A number is a figure where a unit, a currency or a counted noun stands beside it. What it measures follows from the nearest
word that names an indicator in its clause, else from the unit itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from relazione.extraction.findings import ActorBook, FigureFinding, TimeFinding
from relazione.extraction.frames import Lemmas, as_tuple
from relazione.extraction.numerals import Numeral, find_numerals, last_word, number
from relazione.extraction.offices import base_forms
from relazione.extraction.roles import Roles
from relazione.extraction.syntax import NOUNS, SUBJECTS, case_of, char_span, clause_tokens, feature, full_lemma, predicate_of
from relazione.extraction.time import date_for
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ENUMERATED = 2  # spelt-out numbers up to this only enumerate (`zwei Abkommen`)
WINDOW = 4  # words between a number and its noun
LOOK_BACK = 200  # words that a pair of states is looked for before a figure that names none
MONEY = frozenset({"trade_turnover", "exports", "imports", "investment", "aid", "loan", "debt", "price", "loss", "volume"})
DIRECTED = frozenset({"investment", "aid", "loan", "exports", "imports"})
OF_A_PAIR = frozenset({"trade_turnover", "investment", "exports", "imports", "loan"})
TARGET_PATHS = (("nmod:in",), ("nmod:für",), ("nmod:an",), ("nmod:nach",))
VERB_TARGETS = (("obl:in",), ("obl:für",), ("obl:an",), ("obl:nach",), ("obl:auf",), ("iobj",))


class Measure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Units of one base unit, their factor to it and what they measure by themselves."""

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


class CountedNoun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Counted nouns with their English unit and what they measure."""

    noun: Lemmas
    unit: str
    indicator: str


class IndicatorLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `lexicon/indicators.yaml`."""

    indicators: dict[str, tuple[str, ...]]
    up: frozenset[str]
    down: frozenset[str]
    factors: dict[str, float]
    bounds: dict[str, tuple[str, ...]]
    marks: frozenset[str]
    passed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number is counted in: the unit, its factor, its own indicator, and the token after it."""

    unit: str
    factor: float
    indicator: str | None
    end: int
    noun: int | None = None  # token of a counted noun

    @property
    def is_money(self) -> bool:
        return self.indicator is None and self.unit != "percent"


@cache
def _unit_table(pack: Pack) -> dict[str, tuple[str, float, str | None]]:
    lexicon = pack.lexicon("units", UnitLexicon)
    table: dict[str, tuple[str, float, str | None]] = {}
    for unit, words in lexicon.durations.items():
        table.update({word: (unit, 1, "duration") for word in words})
    for measure in lexicon.measures:
        table.update({word: (measure.unit, measure.factor, measure.indicator) for word in measure.words})
    for unit, words in (*lexicon.share.items(), *lexicon.currencies.items()):
        table.update({word: (unit, 1, None) for word in words})
    return table


@cache
def _counted_table(pack: Pack) -> dict[str, CountedNoun]:
    entries = pack.lexicon("counted", tuple[CountedNoun, ...])
    return {noun.lower(): entry for entry in entries for noun in as_tuple(entry.noun)}


@cache
def _indicator_table(pack: Pack) -> dict[str, str]:
    lexicon = pack.lexicon("indicators", IndicatorLexicon)
    return {word.lower(): indicator for indicator, words in lexicon.indicators.items() for word in words}


def find_figures(
    doc: "Doc", pack: Pack, book: ActorBook, times: Sequence[TimeFinding], published: str | None
) -> list[FigureFinding]:
    """Return the figures of a document, in order of the text."""
    del published  # periods are resolved in `times`
    finder = FigureFinder(doc, pack, book, times)
    return [figure for numeral in find_numerals(doc, pack) if (figure := finder.figure(numeral)) is not None]


class FigureFinder:
    """Finds the figures of one document."""

    def __init__(self, doc: "Doc", pack: Pack, book: ActorBook, times: Sequence[TimeFinding]) -> None:
        self.doc, self.pack, self.book, self.times = doc, pack, book, times
        self.roles = Roles(book, pack)
        self.words = pack.lexicon("indicators", IndicatorLexicon)
        self.timed = {i for time in times if time.kind != "duration" for i in range(time.start, time.end)}

    def figure(self, numeral: Numeral) -> FigureFinding | None:
        """Return the figure that a number expression is, `None` where nothing beside it makes it one."""
        if numeral.article or numeral.vague or numeral.start in self.timed:
            return None
        unit = self._unit(numeral)
        if unit is None:
            return None
        clause = clause_tokens(predicate_of(self.doc[min(unit.end, len(self.doc)) - 1]))
        changed = self._is_change(numeral, unit, clause)
        indicator, word = self._indicator(numeral, unit, clause)
        if indicator is None:
            indicator = "share" if unit.unit == "percent" else "volume"
        bound, start = self._bound(numeral, clause)
        from_, to, parties = self._parties(indicator, word, clause, numeral)
        return FigureFinding(
            indicator=indicator,
            measure="change" if changed else "level",
            value=number(numeral.value * unit.factor),
            value_max=None if numeral.value_max is None else number(numeral.value_max * unit.factor),
            unit=unit.unit,
            bound=bound,
            span=char_span(self.doc, start, unit.end),
            start=start,
            end=unit.end,
            rule=f"{self.pack.code}.figure.{indicator}",
            confidence=0.9 if word is not None else 0.75,
            period=date_for(self.times, self.doc, numeral.start),
            parties=parties,
            from_=from_,
            to=to,
        )

    # --- unit -----------------------------------------------------------------------------------------------------

    def _unit(self, numeral: Numeral) -> Unit | None:
        table = _unit_table(self.pack)
        for part in (*numeral.tail, last_word(numeral.tail)):
            if part in table:
                return Unit(*table[part], end=numeral.end)
        before = self.doc[numeral.start - 1].text if numeral.start else ""
        if before in table and table[before][2] is None and len(before) <= 3:
            return Unit(*table[before], end=numeral.end)
        return self._unit_after(numeral)

    def _unit_after(self, numeral: Numeral) -> Unit | None:
        """Return the unit or counted noun that follows, adjectives between allowed."""
        table = _unit_table(self.pack)
        for place in range(numeral.end, min(numeral.end + WINDOW, len(self.doc))):
            token = self.doc[place]
            for form in (token.text, token.text.split("-")[-1]):
                if form in table and (place == numeral.end or token.pos_ in NOUNS):
                    return Unit(*table[form], end=place + 1)
            counted = self._counted(token) if token.pos_ in NOUNS or token.text[:1].isupper() else None
            if counted is not None:
                enumerated = not numeral.digits and counted.indicator == "count" and numeral.value <= ENUMERATED
                return None if enumerated else Unit(counted.unit, 1, counted.indicator, place + 1, place)
            if token.pos_ not in ("ADJ", "DET", "PROPN") or token.text[:1].isupper() and token.pos_ != "ADJ":
                return None
        return None

    def _counted(self, token: "Token") -> CountedNoun | None:
        table = _counted_table(self.pack)
        for form in (token.lemma_.lower(), *base_forms(token.text.lower())):
            for start in range(max(1, len(form) - 4)):
                entry = table.get(form[start:])
                if entry is not None and (start == 0 or start > 2):
                    return entry
        return None

    # --- indicator and measure ------------------------------------------------------------------------------------

    def _is_change(self, numeral: Numeral, unit: Unit, clause: "list[Token]") -> bool:
        """Tell whether a number says how much something rose or fell, not where it stands."""
        moved = any(full_lemma(word) in self.words.up | self.words.down or self._moves(word) for word in clause)
        case = case_of(self.doc[unit.end - 1])
        before = [token.lower_ for token in self.doc[max(0, numeral.start - 3) : numeral.start]]
        return moved and ("um" in before or unit.unit == "percent" or (case is not None and case.lower_ == "um"))

    def _moves(self, word: "Token") -> bool:
        return word.pos_ in NOUNS and word.lemma_ in self.words.up | self.words.down

    def _indicator(self, numeral: Numeral, unit: Unit, clause: "list[Token]") -> "tuple[str | None, Token | None]":
        """Return what a number measures and the word that says so, nearest first."""
        if unit.indicator == "duration":
            return "duration", None
        named = [(abs(word.i - numeral.start), word, name) for word in clause if (name := self._names(word))]
        if unit.indicator in ("people", "count", "companies"):
            named = [entry for entry in named if entry[2] == "casualties"]
        elif unit.indicator is not None:
            named = [entry for entry in named if entry[2] in ("exports", "imports", "casualties", "distance", "troops")]
        else:
            named = [entry for entry in named if entry[2] in MONEY | {"share", "rate"}]
        own = [entry for entry in named if entry[1].pos_ in NOUNS] or named
        if own:
            _, word, name = min(own, key=lambda entry: (entry[0], entry[1].i))
            return name, word
        return unit.indicator, None

    def _names(self, word: "Token") -> str | None:
        """Return the indicator that a word names; nouns also by the end of a compound."""
        table = _indicator_table(self.pack)
        form = full_lemma(word).lower()
        if form in table:
            return table[form]
        if word.pos_ not in NOUNS:
            return None
        for start in range(3, max(3, len(form) - 4)):
            if form[start:] in table:
                return table[form[start:]]
        return None

    # --- bound ----------------------------------------------------------------------------------------------------

    def _bound(self, numeral: Numeral, clause: "list[Token]") -> tuple[str, int]:
        """Return how exact a number is, and the token that its phrase begins with."""
        if numeral.value_max is not None:
            return "range", numeral.start
        if {part for part in numeral.tail} & self.words.marks and any(
            full_lemma(word) in self.words.passed for word in clause
        ):
            return "more_than", numeral.start
        for length in (3, 2, 1):
            start = numeral.start - length
            phrase = " ".join(token.lower_ for token in self.doc[max(0, start) : numeral.start])
            for bound, phrases in self.words.bounds.items():
                if phrase in phrases:
                    return bound, start
        return "exact", numeral.start

    # --- parties --------------------------------------------------------------------------------------------------

    def _parties(
        self, indicator: str, word: "Token | None", clause: "list[Token]", numeral: Numeral
    ) -> tuple[str | None, str | None, tuple[str, ...]]:
        """Return whom a figure is about: where it comes from and goes to, or the parties to it."""
        if indicator in DIRECTED:
            from_, to = self._ends(word, clause)
            if from_ and to and from_ != to:
                return from_, to, ()
        named = self._states(clause)
        if not named:
            named = self._states(list(self.doc[numeral.start].sent))
        if len(named) < 2 and indicator in OF_A_PAIR:
            pair = self._pair_before(numeral.start)
            named = pair if not named or set(named) <= set(pair) else named
        return None, None, tuple(named)

    def _ends(self, word: "Token | None", clause: "list[Token]") -> tuple[str | None, str | None]:
        predicate = predicate_of(word) if word is not None else predicate_of(clause[0])
        from_, to = None, None
        if word is not None and word.pos_ in NOUNS:
            from_ = self._first(word, (("amod",), ("gen",)))
            to = self._first(word, TARGET_PATHS)
        from_ = from_ or self._first(predicate, (("nsubj",),))
        to = to or self._first(predicate, VERB_TARGETS)
        return from_, to

    def _first(self, word: "Token", paths: Iterable[tuple[str, ...]]) -> str | None:
        for path in paths:
            for key in self.roles.actors(word, path):
                state = self.book.entries[key].country
                if state in self.book.entries:
                    return state
        return None

    def _states(self, tokens: "list[Token]") -> list[str]:
        """Return the states (and groups) that some words tell of, speakers' clauses left out."""
        found: dict[str, None] = {}
        for token in tokens:
            mention = self.book.at[token.i]
            if mention is None or self._is_speaker(token):
                continue
            for key in mention.actors:
                country = self.book.entries[key].country
                if country in self.book.entries:
                    found[country] = None
        return list(found)

    def _is_speaker(self, token: "Token") -> bool:
        """Tell whether a word names who speaks: the subject of a verb that has a clause as its complement."""
        head = token
        while head.dep_ in ("flat", "appos", "nmod", "amod", "det", "det:poss") and head.head != head:
            head = head.head
        verb = head.head
        governs = any(child.dep_ == "ccomp" for child in verb.children)
        return head.dep_ in SUBJECTS and governs and feature(verb, "VerbForm") == "Fin"

    def _pair_before(self, place: int) -> list[str]:
        """Return the two states told of together last before a token."""
        end = self.doc[place].sent.end
        while end > max(0, place - LOOK_BACK):
            start = self.doc[end - 1].sent.start
            found = self._states([token for token in self.doc[start:end] if token.i < place or start < place])
            if len(found) >= 2:
                return found[:2]
            end = start
        return []

