"""The sentences around words of a text, found by its signs alone."""

import re
from collections.abc import Iterator
from functools import lru_cache

from relazione.records import Span

END = re.compile(r"(?<!\d)[.!?][\"“”»’]*\s+|\n+")


def sentence_around(text: str, span: Span) -> str:
    """Return the sentence, or sentences, that a span of a text stands in; the point of an ordinal ends none.

    >>> sentence_around("Er kam. Am 3. Mai reiste er ab. Alle schwiegen.", Span(start=19, end=25))
    'Am 3. Mai reiste er ab.'
    """
    ends = _ends(text)
    start = max((end for end in ends if end <= span.start), default=0)
    end = min((end for end in ends if end >= span.end), default=len(text))
    return text[start:end].strip()


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text starts and ends, blanks around it left out.

    >>> list(sentences("Er kam. Alle schwiegen."))
    [(0, 7), (8, 23)]
    """
    start = 0
    for end in (*_ends(text), len(text)):
        words = text[start:end].strip()
        if words:
            first = text.index(words, start)
            yield first, first + len(words)
        start = end


@lru_cache(maxsize=1000)
def _ends(text: str) -> tuple[int, ...]:
    return tuple(match.end() for match in END.finditer(text))
