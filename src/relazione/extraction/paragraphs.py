"""The paragraphs of a report, and its headline."""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relazione.languages.doc import Doc

SENTENCE_ENDS = frozenset({".", "!", "?", "…", ":", ";"})


def paragraphs(doc: "Doc") -> Iterator[tuple[int, int]]:
    """Yield the token ranges between line breaks."""
    start = 0
    for token in doc:
        if "\n" in token.text:
            if start < token.i:
                yield start, token.i
            start = token.i + 1
    if start < len(doc):
        yield start, len(doc)


def headline_end(doc: "Doc") -> int:
    """Return the token at which the body begins: behind a first paragraph that ends like no sentence, else 0."""
    opening = list(islice(paragraphs(doc), 2))
    if len(opening) < 2:
        return 0
    (_, end), (body, _) = opening
    return 0 if doc[end - 1].text in SENTENCE_ENDS else body
