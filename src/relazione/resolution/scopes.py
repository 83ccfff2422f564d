"""Words around a figure that tell what it measures: thin access to `data/figures.yaml`, all languages together."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

import msgspec

from relazione.languages.pack import read_lexicon
from relazione.resolution.pledges import states_named, without_states
from relazione.resolution.words import DATA, WORD, fold, load_words, stem

Hint = Literal["extends", "part", "first", "source", "added", "planned", "done", "former", "saying", "terms"]
HINTS: tuple[Hint, ...] = get_args(Hint)

SHORTEST_THING = 3  # letters: `Gas`, `Uran`, not `Öl` beside `am`
SOURCE_REACH = 3  # words after `Angaben` within which it is told whose
SHORTEST_HEAD = 4  # letters of a kind's word that a longer one may begin with
SHORTEST_BEGIN, SHORTEST_END = 6, 4  # letters of a general word that a longer one may begin or end with
# Signs that end a clause; a comma or point within a number does not.
CLAUSE_END = re.compile(r"[;:–]|,(?!\d)|(?<!\d)[.!?](?=\s|$)")

NUMBER = re.compile(r"(?<!\d)(?![12]\d{3}(?!\d))\d")
CAPITAL_BY_PLACE = re.compile(r"(?:^|(?<=[.!?:] )|(?<=[„“«\"]))[^\W\d_]+")


class LanguageScopes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's part of `data/figures.yaml`; see its head."""

    extends: tuple[str, ...]
    part: tuple[str, ...]
    first: tuple[str, ...]
    source: tuple[str, ...]
    added: tuple[str, ...]
    planned: tuple[str, ...]
    done: tuple[str, ...]
    former: tuple[str, ...]
    saying: tuple[str, ...]
    terms: tuple[str, ...]
    general: tuple[str, ...]
    alike: tuple[tuple[str, ...], ...]
    kinds: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Scopes:
    """What the languages' words are together: hints and kinds as folded words, the rest as stems."""

    hints: dict[Hint, frozenset[str]]
    general: frozenset[str]
    alike: dict[str, str]
    kinds: dict[str, tuple[str, ...]]
    _kinds_by_word: dict[str, frozenset[str]] = field(default_factory=dict)

    def hints_of(self, text: str) -> frozenset[Hint]:
        """Return the senses of which a text has a word."""
        words = _folded(text)
        return frozenset(hint for hint, known in self.hints.items() if not known.isdisjoint(words))

    def speaks(self, text: str, hint: Hint) -> bool:
        """Return whether a text has a word of some sense.

        >>> load_scopes().speaks("davon 9 Millionen Euro an Gebühren", "part")
        True
        """
        return not self.hints[hint].isdisjoint(_folded(text))

    def kinds_of(self, text: str) -> frozenset[str]:
        """Return the kinds of things that a text's words are of.

        >>> sorted(load_scopes().kinds_of("neun getötete Soldaten"))
        ['dead']
        """
        words = _folded(text)
        return frozenset[str]().union(*map(self._kinds_of_word, words))

    def _kinds_of_word(self, word: str) -> frozenset[str]:
        found = self._kinds_by_word.get(word)
        if found is None:
            found = frozenset(kind for kind, heads in self.kinds.items() if _begins(word, heads))
            self._kinds_by_word[word] = found
        return found


def _begins(word: str, heads: tuple[str, ...]) -> bool:
    """Tell whether a word is one of some heads or begins with a long one."""
    return word in heads or any(len(head) >= SHORTEST_HEAD and word.startswith(head) for head in heads)


@cache
def load_scopes(path: Path = DATA / "figures.yaml") -> Scopes:
    """Return the words that tell a figure's scope; raises `PackError` naming file and line of a fault."""
    languages = read_lexicon(path, dict[str, LanguageScopes]).values()
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for language in languages:
        for kind, words in language.kinds.items():
            kinds[kind] += map(fold, words)
    hints = {hint: frozenset(fold(word) for words in languages for word in getattr(words, hint)) for hint in HINTS}
    general = frozenset(stem(fold(word)) for language in languages for word in language.general)
    groups = [[stem(fold(word)) for word in group] for language in languages for group in language.alike]
    alike = {word: group[0] for group in groups for word in group}
    return Scopes(hints, general, alike, {kind: tuple(words) for kind, words in kinds.items()})


@lru_cache(maxsize=20_000)
def _folded(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in WORD.findall(text))


@lru_cache(maxsize=20_000)
def things_of(text: str, states: frozenset[str]) -> frozenset[str]:
    """Return the stems of a text's names and nouns that tell one thing from another; states' names tell who, not what.

    They are known by their capital letter, so other languages than German show names alone; that of a sentence's first
    word proves nothing.

    >>> sorted(things_of("China leiht Laos Geld für das Wasserkraftwerk am Nam Ou", frozenset({"CHN", "LAO"})))
    ['kraftwerk', 'nam']
    """
    return _things(WORD.findall(CAPITAL_BY_PLACE.sub("", text)), states)


@lru_cache(maxsize=20_000)
def openers_of(text: str, states: frozenset[str]) -> frozenset[str]:
    """Return the stems of the words that have their capital letter perhaps only from where they stand.

    >>> sorted(openers_of("Weizen kam aus Kiew. Beteiligt war Polen", frozenset({"UKR"})))
    ['beteilig', 'weiz']
    """
    return _things([word for match in CAPITAL_BY_PLACE.findall(text) for word in WORD.findall(match)], states)


def _things(words: Iterable[str], states: frozenset[str]) -> frozenset[str]:
    stop = load_words().stop
    folded = (fold(word) for word in words if word[0].isupper() and len(word) >= SHORTEST_THING)
    stems = frozenset(stem(word) for word in folded if word not in stop)
    bare = (_bare(word) for word in without_states(stems, states))
    return frozenset(word for word in bare if word)


@lru_cache(maxsize=50_000)
def _bare(word: str) -> str:
    """Return a stem as its like or without the general word that it ends with; nothing where it is general."""
    scopes = load_scopes()
    if word in scopes.alike:
        return scopes.alike[word]
    if word in scopes.general:
        return ""
    for cut in range(1, len(word) - SHORTEST_END + 1):
        end = word[cut:]
        if end in scopes.alike:
            return scopes.alike[end]
        if end in scopes.general and cut >= SHORTEST_THING:
            return _bare(stem(word[:cut]))
    return "" if any(word[:cut] in scopes.general for cut in range(SHORTEST_BEGIN, len(word))) else word


def clause_around(text: str, start: int, end: int) -> str:
    """Return the clause of a text that some of its words stand in, told by its signs alone.

    >>> clause_around("Peking zahlt 14,5 Millionen, davon 9 Millionen als Gebühr.", 35, 36)
    ' davon 9 Millionen als Gebühr'
    """
    ends = [match.start() for match in CLAUSE_END.finditer(text)]
    first = max((place + 1 for place in ends if place < start), default=0)
    return text[first : min((place for place in ends if place >= end), default=len(text))]


def without_speaker(text: str) -> str:
    """Return a text without the nouns by which it names who gives a figure.

    >>> without_speaker("Der slowenische Netzbetreiber nennt 3 Tonnen")
    'Der slowenische nennt 3 Tonnen'
    """
    scopes = load_scopes()
    if not scopes.speaks(text, "saying") and not scopes.speaks(text, "source"):
        return text
    kept: list[str] = []
    since_source = SOURCE_REACH
    of_state = False
    for word in text.split(" "):
        bare = word.strip(",.;:„“»«()")
        is_speaker = bare[:1].isupper() and not states_named(bare) and (of_state or since_source < SOURCE_REACH)
        of_state = bare.islower() and bool(states_named(bare))
        since_source = 0 if fold(bare) in scopes.hints["source"] else SOURCE_REACH if is_speaker else since_source + 1
        if not is_speaker:
            kept.append(word)
    return " ".join(kept)


def without_words(text: str, words: frozenset[str]) -> str:
    """Return a text without some words, signs beside them included."""
    if not words:
        return text
    return " ".join(word for word in text.split(" ") if not any(part in words for part in WORD.findall(word)))


def without_figures(text: str, own: str) -> str:
    """Return a text without its clauses that hold numbers other than years, but for the one that `own` stands in.

    >>> without_figures("Es waren 12 Tonnen, im Jahr zuvor 9 Tonnen", "12 Tonnen")
    'Es waren 12 Tonnen'
    """
    clauses = CLAUSE_END.split(text)
    return ",".join(clause for clause in clauses if own in clause or not NUMBER.search(clause))
