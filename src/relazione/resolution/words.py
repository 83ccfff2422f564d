"""Content words of a text, whatever its language, and how far two texts share theirs.

Stop words, endings and the marks of participles are data (`data/words.yaml`), those of all languages taken together, so
that texts of different languages may be compared where they share names and loan words.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import takewhile
from pathlib import Path

import msgspec

from relazione.languages.pack import read_lexicon

DATA = Path(__file__).parent / "data"

SHORTEST_STEM = 4  # letters that an ending must leave: `Lage` keeps its e, `Besuche` loses it
SHORTEST_PART = 4  # letters of a word that a compound begins or ends with, and of the rest: `zoll` in `strafzoll`
SHORTEST_SHARED = 5  # letters that two stems must share to be one: `verhandl` and `verhandel`, not `hand` and `handel`
SHARED_PART = 0.8  # of the shorter stem; at 0.7 `verhandel` and `verhaft…` were one
# A single shared word is half a proof: the smaller of two texts counts as two ordinary words (eight letters) at least.
LEAST_WEIGHT = 12.0
WORD = re.compile(r"[^\W\d_]+")


class LanguageWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's part of `data/words.yaml`; see its head."""

    stop: tuple[str, ...]
    endings: tuple[str, ...] = ()
    participle: str | None = None
    infinitive: str | None = None
    preterite: tuple[str, ...] = ()
    before_participle: tuple[str, ...] = ()


class Words(msgspec.Struct, frozen=True):
    """What the languages' words are together, folded, the longest ending first."""

    stop: frozenset[str]
    endings: tuple[str, ...]
    participles: re.Pattern[str]
    preterites: tuple[str, ...]


@cache
def load_words(path: Path = DATA / "words.yaml") -> Words:
    """Return the stop words and endings of all languages; raises `PackError` naming file and line of a fault."""
    languages = read_lexicon(path, dict[str, LanguageWords]).values()
    endings = {fold(ending) for language in languages for ending in language.endings}
    marks = [mark for language in languages for mark in _marks(language)]
    return Words(
        stop=frozenset(fold(word) for language in languages for word in language.stop),
        endings=tuple(sorted(endings, key=lambda ending: (-len(ending), ending))),
        participles=re.compile("|".join(f"(?:{mark})" for mark in marks) or r"(?!)"),
        preterites=tuple(fold(ending) for language in languages for ending in language.preterite),
    )


def _marks(language: LanguageWords) -> Iterator[str]:
    """Yield patterns of the marks that stand within or before a verb, the prefix before them as a group."""
    prefixes = "|".join(map(fold, language.before_participle))
    if language.participle:
        yield f"({prefixes})?{fold(language.participle)}(?=\\w{{4,}}(?:t|en)$)"
    if language.infinitive:
        yield f"({prefixes}){fold(language.infinitive)}(?=\\w{{4,}}n$)"


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return a text in small letters without accents.

    >>> fold("Außenminister Şahin, Чёрный")
    'aussenminister sahin, черныи'
    """
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def content(text: str) -> frozenset[str]:
    """Return the stems of a text's content words: no numbers, no stop words, no words of three letters or fewer.

    >>> sorted(content("Die Minister unterzeichneten am 27. Januar das Fischereiabkommen."))
    ['fischereiabkomm', 'unterzeichn']
    """
    folded = (fold(word) for word in WORD.findall(text))
    stop = load_words().stop
    return frozenset(stem(word) for word in folded if len(word) >= SHORTEST_STEM and word not in stop)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Return a folded word without its ending and without the mark of a participle or infinitive.

    >>> [stem(word) for word in ("ausgesetzt", "auszusetzen", "aussetzung", "senken", "gesenkt")]
    ['aussetz', 'aussetz', 'aussetz', 'senk', 'senk']
    """
    words = load_words()
    mark = words.participles.match(word)
    bare = f"{next((part for part in mark.groups() if part), '')}{word[mark.end() :]}" if mark else word
    for ending in words.endings:
        if bare.endswith(ending) and len(bare) - len(ending) >= SHORTEST_STEM:
            return bare.removesuffix(ending)
    return bare


@lru_cache(maxsize=20_000)
def done_stems(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that by their form may tell of something done.

    >>> sorted(done_stems("Peru hat die Grenze geöffnet und senkte die Zölle"))
    ['offn', 'senk']
    """
    words = [fold(word) for word in WORD.findall(text) if word[0].islower() and len(word) >= SHORTEST_STEM]
    known = load_words()
    return frozenset(
        stem(word)
        for word in words
        if word not in known.stop and (word.endswith(known.preterites) or known.participles.match(word))
    )


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """Return how much of the smaller of two sets of stems the other holds, 0 to 1; long words count more.

    A part of a compound counts for what it is long; one shared word alone is no more than half a proof.

    >>> overlap(content("das Fischereiabkommen"), content("ein Abkommen über Fischerei"))
    0.917
    >>> overlap(content("Visa für Studenten"), content("Zölle auf Stahl"))
    0.0
    """
    small, large = (left, right) if weight(left) <= weight(right) else (right, left)
    held = sum(_held(word, large) for word in _likely(small, large))
    return round(min(held / max(weight(small), LEAST_WEIGHT), 1.0), 3) if held else 0.0


def _likely(stems: frozenset[str], others: frozenset[str]) -> set[str]:
    """Return the stems that begin or end as one of the others does."""
    own = _edges(stems)
    return {word for edge in own.keys() & _edges(others).keys() for word in own[edge]}


@lru_cache(maxsize=50_000)
def _edges(stems: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Return stems by how they begin and by how they end: two that share neither share nothing."""
    found: dict[str, tuple[str, ...]] = {}
    for word in stems:
        for edge in _edges_of(word):
            found[edge] = (*found.get(edge, ()), word)
    return found


@lru_cache(maxsize=100_000)
def _edges_of(word: str) -> tuple[str, str]:
    return f"{word[:SHORTEST_PART]}-", f"-{word[-SHORTEST_PART:]}"


@lru_cache(maxsize=100_000)
def shared(left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
    """Return the stems of the left set that the right one holds too, wholly or in part."""
    return frozenset(word for word in _likely(left, right) if _held(word, right))


@lru_cache(maxsize=50_000)
def weight(stems: frozenset[str]) -> float:
    """Return how much stems prove together, long ones more than short ones."""
    return sum(map(_weight, stems))


@lru_cache(maxsize=100_000)
def _weight(word: str) -> float:
    """Return how much a stem proves: its letters beyond two, since long words are rare words."""
    return max(len(word) - 2, 1)


def _held(word: str, others: frozenset[str]) -> float:
    """Return the weight of those parts of a stem that other stems hold, at most its own."""
    own = _weight(word)
    if word in others:
        return own
    ends = _edges(others)
    head, tail = _edges_of(word)
    likely = {*ends.get(head, ()), *ends.get(tail, ())}
    return min(sum(_weight_shared(word, other) for other in likely), own) if likely else 0.0


@lru_cache(maxsize=200_000)
def _weight_shared(left: str, right: str) -> float:
    """Return the weight of what two stems share: both, or the shorter where it begins or ends the longer, or else 0."""
    if left == right:
        return _weight(left)
    short, long = sorted((left, right), key=len)
    if min(len(short), len(long) - len(short)) >= SHORTEST_PART and (long.startswith(short) or long.endswith(short)):
        return _weight(short)
    if len(short) < SHORTEST_SHARED:
        return 0.0
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(short, long, strict=False)))
    return _weight(short[:common]) if common >= max(SHORTEST_SHARED, SHARED_PART * len(short)) else 0.0
