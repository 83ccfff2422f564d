"""Words by which reports speak of promises: making, recalling, weakening, denying, breaking and keeping them.

Thin access to `data/promises.yaml`, all languages taken together, and to the names of states in all languages.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

import msgspec

from relazione.languages.pack import read_lexicon
from relazione.ontology import countries
from relazione.resolution.words import DATA, content, fold, stem

Sense = Literal["promising", "reference", "weaker", "denial", "withdrawn", "undone", "done", "future", "negation"]
SENSES: tuple[Sense, ...] = get_args(Sense)
LANGUAGES = ("de", "en", "ru")
MOST_TEXTS = 20_000  # of which the senses are kept: each is asked for once a promise
BETWEEN = r"\b[^,;:!?]{0,140}?\b"  # what may stand between the words of one entry: a clause, not its end


class Deed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of deed: its words, the types of events and the stages of agreements that bear it out."""

    words: tuple[str, ...]
    types: frozenset[str]
    stages: frozenset[str] = frozenset()


class PromiseWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's part of `data/promises.yaml`; see its head."""

    promising: tuple[str, ...]
    reference: tuple[str, ...]
    weaker: tuple[str, ...]
    denial: tuple[str, ...]
    withdrawn: tuple[str, ...]
    undone: tuple[str, ...]
    done: tuple[str, ...]
    future: tuple[str, ...]
    negation: tuple[str, ...]
    titles: tuple[str, ...]
    deeds: dict[str, Deed]


@dataclass(frozen=True, slots=True)
class Pledges:
    """What the languages' words are together: a pattern a sense, and a pattern a deed; titles as stems."""

    senses: dict[Sense, re.Pattern[str]]
    titles: tuple[str, ...]
    deeds: dict[str, tuple[re.Pattern[str], frozenset[str], frozenset[str]]]
    _senses_of: dict[str, frozenset[Sense]] = field(default_factory=dict)

    def speaks(self, text: str, *senses: Sense) -> bool:
        """Return whether a text has words of one of some senses.

        >>> load_pledges().speaks("Oslo nahm die Zusage zurück", "withdrawn")
        True
        """
        known = self._senses_of.get(text)
        if known is None:
            folded = fold(text)
            known = frozenset(sense for sense, pattern in self.senses.items() if pattern.search(folded))
            if len(self._senses_of) >= MOST_TEXTS:
                self._senses_of.clear()
            self._senses_of[text] = known
        return not known.isdisjoint(senses)

    def deeds_of(self, text: str) -> frozenset[str]:
        """Return the kinds of deed that a text is about.

        >>> sorted(load_pledges().deeds_of("die Zölle bis Juni zu senken"))
        ['easing']
        """
        folded = fold(text)
        return frozenset(name for name, (pattern, _, _) in self.deeds.items() if pattern.search(folded))

    def types(self, deeds: Iterable[str]) -> frozenset[str]:
        """Return the PLOVER types that bear out some deeds."""
        return frozenset[str]().union(*(self.deeds[deed][1] for deed in deeds))

    def stages(self, deeds: Iterable[str]) -> frozenset[str]:
        """Return the stages of agreements that bear out some deeds."""
        return frozenset[str]().union(*(self.deeds[deed][2] for deed in deeds))


@cache
def load_pledges(path: Path = DATA / "promises.yaml") -> Pledges:
    """Return the words about promises; raises `PackError` naming file and line of a fault."""
    languages = read_lexicon(path, dict[str, PromiseWords]).values()
    senses = {sense: _pattern(entry for words in languages for entry in getattr(words, sense)) for sense in SENSES}
    found: defaultdict[str, list[Deed]] = defaultdict(list)
    for words in languages:
        for name, deed in words.deeds.items():
            found[name].append(deed)
    titles = {stem(fold(title)) for words in languages for title in words.titles}
    return Pledges(senses, tuple(sorted(titles)), {name: _together(deeds) for name, deeds in found.items()})


def _together(deeds: Iterable[Deed]) -> tuple[re.Pattern[str], frozenset[str], frozenset[str]]:
    deeds = tuple(deeds)
    words = _pattern(word for deed in deeds for word in deed.words)
    types, stages = (deed.types for deed in deeds), (deed.stages for deed in deeds)
    return words, frozenset[str]().union(*types), frozenset[str]().union(*stages)


def _pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of entries with `*` for any ending; words of one entry stand in order, others between."""
    parts = (BETWEEN.join(re.escape(word).replace(r"\*", r"\w*") for word in fold(entry).split()) for entry in entries)
    return re.compile(r"\b(?:" + "|".join(sorted(set(parts), key=len, reverse=True)) + r")(?!\w)")


@cache
def _named_states() -> dict[str, frozenset[str]]:
    """Return alpha-3 → stems of the state's names, adjectives, people and seats in all languages."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for language in LANGUAGES:
        tables = (countries.state_names, countries.adjectives, countries.demonyms, countries.seats)
        for table in tables:
            for form, code in table(language).items():
                found[code].update(content(form))
    return {code: frozenset(stems) for code, stems in found.items()}


@cache
def _states_by_name() -> dict[str, frozenset[str]]:
    """Return stem of a state's name, adjective, people or seat → the states that it may mean."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for code, stems in _named_states().items():
        for name in stems:
            found[name].add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


@lru_cache(maxsize=20_000)
def states_named(text: str) -> frozenset[str]:
    """Return the states that a text's words may name, adjectives and seats included.

    >>> sorted(states_named("15 thailändische Soldaten, hieß es in Hanoi"))
    ['THA', 'VNM']
    """
    names = _states_by_name()
    return frozenset[str]().union(*(names.get(word, frozenset()) for word in content(text)))


@lru_cache(maxsize=10_000)
def without_states(stems: frozenset[str], states: frozenset[str]) -> frozenset[str]:
    """Return stems without those that name some states: they tell who, not what.

    >>> sorted(without_states(content("norwegische Hilfe für Kasachstan"), frozenset({"NOR", "KAZ"})))
    ['hilf']
    """
    names = frozenset[str]().union(*(_named_states().get(state, frozenset()) for state in states))
    heads = {name[:5] for name in names if len(name) > 4}
    return frozenset(word for word in stems if word not in names and word[:5] not in heads)


def leading_state(text: str) -> str | None:
    """Return the state that a text begins with, an article before it left out; `None` where it begins otherwise.

    Its seat stands for it.

    >>> leading_state("der Irak werde die Messstation instand setzen")
    'IRQ'
    """
    for word in text.split()[:2]:
        for language in LANGUAGES:
            name = word.strip(",.;:„“\"'")
            code = countries.state_names(language).get(name) or countries.seats(language).get(name)
            if code:
                return code
    return None


def is_side(id_: str) -> bool:
    """Return whether an actor's id is that of a state or of a known group or organisation."""
    return id_.startswith("org:") or countries.is_code(id_)


@lru_cache(maxsize=50_000)
def stems_of(text: str, states: frozenset[str]) -> frozenset[str]:
    """Return the stems of a text that tell what is promised: no states, no offices, no words of promising and keeping.

    >>> sorted(stems_of("Oslos Handelsminister versprach, die Zölle auf Stahl zu senken", frozenset({"NOR"})))
    ['senk', 'stahl', 'zoll']
    """
    pledges = load_pledges()
    told = (word for word in without_states(content(text), states) if not word.endswith(pledges.titles))
    return frozenset(word for word in told if not pledges.senses["promising"].fullmatch(word))
