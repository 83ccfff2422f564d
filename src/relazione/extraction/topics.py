"""What a stretch of text is about: topics by their words, and the PLOVER contexts that the topics belong to."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from relazione.languages.pack import Pack
from relazione.ontology.topics import topic

Words = dict[str, tuple[str, ...]]
Pattern = tuple[re.Pattern[str], tuple[str, ...]]  # over all topics, and the topic of each of its groups

WORD = re.compile(r"[\w-]+")


@cache
def _pattern(pack: Pack, *, phrases: bool) -> Pattern:
    """Return the pattern of the words of several words, or of the single words."""
    lexicon = pack.lexicon("topics", Words)
    kept = {code: [word for word in words if (" " in word) == phrases] for code, words in lexicon.items()}
    filled = {code: words for code, words in kept.items() if words}
    groups = ("|".join(_expression(word) for word in words) for words in filled.values())
    return re.compile("|".join(f"({group})" for group in groups), re.IGNORECASE), tuple(filled)


def _expression(word: str) -> str:
    start = "" if word.startswith("*") else r"\b"
    end = "" if word.endswith("*") else r"\b"
    return f"{start}{re.escape(word.strip('*'))}{end}"


def _found(pattern: Pattern, text: str) -> Iterator[tuple[int, str]]:
    """Yield where a pattern matches and the topic it matches there."""
    expression, topics = pattern
    return ((match.start(), topics[match.lastindex - 1]) for match in expression.finditer(text) if match.lastindex)


@lru_cache(maxsize=50_000)
def _topics_of(word: str, pack: Pack) -> tuple[str, ...]:
    return tuple(code for _, code in _found(_pattern(pack, phrases=False), word))


@cache
def _openers(pack: Pack) -> frozenset[str]:
    """Return the words that open a phrase."""
    words = (word for listed in pack.lexicon("topics", Words).values() for word in listed if " " in word)
    return frozenset(word.split()[0].lower() for word in words)


def topics_in(text: str, pack: Pack) -> tuple[str, ...]:
    """Return the topics that a text's words name, in order of the text, each once."""
    words = [(word.start(), word[0].lower()) for word in WORD.finditer(text)]
    found = [(start, code) for start, word in words for code in _topics_of(word, pack)]
    if not _openers(pack).isdisjoint(word for _, word in words):
        found += _found(_pattern(pack, phrases=True), text)
    return tuple(dict.fromkeys(code for _, code in sorted(found)))


def contexts_of(topics: tuple[str, ...]) -> tuple[str, ...]:
    """Return the PLOVER contexts that some topics belong to, each once."""
    return tuple(dict.fromkeys(context for code in topics for context in topic(code).contexts))
