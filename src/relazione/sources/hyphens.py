"""Words that were broken at line ends, whole again; hyphens that belong to a word stay.

A line's last hyphen is real where what follows is a capital or a digit (`Baden-/Württemberg`), where the document
writes the word with a hyphen elsewhere, where a nationality stands before it (`deutsch-/französisch`), or where both
halves are words of the document by themselves. It stands for words left out (`Ein-/und Ausfuhr`) where what follows is
a short word that the document uses elsewhere. Else it only broke the word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from relazione.ontology import countries

HYPHENS = ("-", "\u2010", "\u00ad")
WORD = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")
LANGUAGES = ("de", "ru")  # those whose nationality adjectives are known and join by hyphens
SHORT = 5  # letters of a word between two halves of which one is left out
HALF = 4  # letters of a half that may be a word by itself


def joined_paragraphs(paragraphs: Iterable[Sequence[str]]) -> list[str]:
    """Return paragraphs, given by their lines, as text in one line each."""
    given = [list(lines) for lines in paragraphs]
    words = Counter(word.casefold() for lines in given for word in _unbroken(lines))
    return [_joined(lines, words) for lines in given]


def _unbroken(lines: Sequence[str]) -> Iterator[str]:
    """Yield the words that no line end can have broken."""
    broken = False
    for line in lines:
        words = WORD.findall(line)
        goes_on = line.endswith(HYPHENS)
        yield from words[1 if broken else 0 : len(words) - 1 if goes_on else len(words)]
        broken = goes_on


def _joined(lines: Sequence[str], words: Counter[str]) -> str:
    text = lines[0] if lines else ""
    for line in lines[1:]:
        following = line.lstrip()
        if text.endswith(HYPHENS) and text[-2:-1].isalnum() and following:
            text = _over_the_break(text, following, words)
        else:
            text = f"{text.rstrip()} {following}"
    return text.replace("\u00ad", "").strip()


def _over_the_break(text: str, following: str, words: Counter[str]) -> str:
    stem, soft = text[:-1], text.endswith("\u00ad")
    match = WORD.match(following)
    right = match[0] if match else ""
    if soft and right[:1].islower():
        return stem + following
    if not right[:1].islower():
        return f"{stem}-{following}" if right else f"{stem}- {following}"
    left = WORD.findall(stem)[-1].casefold()
    if words[f"{left}{right}"]:
        return stem + following
    if words[f"{left}-{right}"] or left.rpartition("-")[2] in _nationalities():
        return f"{stem}-{following}"
    if len(right) <= SHORT and words[right]:
        return f"{stem}- {following}"
    if len(left) >= HALF <= len(right) and words[right] and words[left]:
        return f"{stem}-{following}"
    return stem + following


@cache
def _nationalities() -> frozenset[str]:
    """Return the forms in which nationalities stand before a hyphen: stems, in Russian with a joining vowel."""
    stems = {stem for language in LANGUAGES for stem in countries.adjectives(language)}
    return frozenset(stems | {f"{stem}о" for stem in stems})
