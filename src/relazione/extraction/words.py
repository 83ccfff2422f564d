"""Words by their form alone: without their endings, and the ends that a compound may have as its head."""

from collections.abc import Iterator
from functools import lru_cache

ENDINGS = ("", "s", "es", "n", "en", "e", "innen", "er")


@lru_cache(maxsize=50_000)
def base_forms(word: str) -> tuple[str, ...]:
    """Return a noun as it stands and without the endings that case and number give it."""
    return tuple(
        word[: len(word) - len(ending)] for ending in ENDINGS if word.endswith(ending) and len(word) - len(ending) > 2
    )


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
