"""Words by their form alone: without their endings, and the ends that a compound may have as its head."""

from collections.abc import Iterator
from functools import lru_cache

from relazione.languages.grammar import Grammar
from relazione.languages.pack import Pack

SHORTEST_BASE = 3  # letters that an ending of a noun must leave


@lru_cache(maxsize=50_000)
def base_forms(word: str, pack: Pack) -> tuple[str, ...]:
    """Return a noun as it stands and without the endings that case and number give it."""
    forms = (word[: len(word) - len(ending)] for ending in ("", *pack.grammar.noun_endings) if word.endswith(ending))
    return tuple(form for form in forms if len(form) >= SHORTEST_BASE)


def stems(adjective: str, grammar: Grammar) -> Iterator[str]:
    """Yield an adjective without each ending that it may have, without the longest first, at last as it stands."""
    for ending in (*grammar.adjectival, ""):
        if adjective.endswith(ending):
            yield adjective[: len(adjective) - len(ending)]


def ends(word: str, *, least: int = 4, cut: int = 1) -> Iterator[str]:
    """Yield the proper ends of a word, the longest first: of `least` letters at least, `cut` or more cut off.

    >>> list(ends("staatsbesuch", least=6, cut=3))
    ['atsbesuch', 'tsbesuch', 'sbesuch', 'besuch']
    """
    return (word[start:] for start in range(cut, len(word) - least + 1))


def is_headed(noun: str, heads: frozenset[str]) -> bool:
    """Tell whether a noun is one of some heads (in small letters), or a compound that ends in one.

    >>> is_headed("Grenzposten", frozenset({"posten"}))
    True
    """
    word = noun.lower()
    return any(end in heads for end in (word, *ends(word)))
