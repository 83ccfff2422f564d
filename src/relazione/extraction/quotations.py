"""Stretches between quotation marks, in whatever marks a report uses, mixed, nested, or never closed."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from relazione.extraction.paragraphs import paragraphs
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

ENGLISH = frozenset('“”"')  # any of these closes what any double mark but a guillemet opened
GUILLEMETS = frozenset("«»")
SENTENCE_END = frozenset({".", "!", "?", "…", ":"})


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: token range with its marks `[start, end)` and without them `[first, last)`."""

    start: int
    end: int
    first: int
    last: int
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Marks:
    """What each opening mark is closed by, and the marks that can both open and close."""

    closers: dict[str, frozenset[str]]
    both: frozenset[str]


@cache
def marks_of(pack: Pack) -> Marks:
    """Return the quotation marks of a language; marks of the two English kinds and the German ones may be mixed."""
    pairs = (*pack.head.quotation.pairs, *pack.head.quotation.inner)
    closers = {opening: frozenset(closing for first, closing in pairs if first == opening) for opening, _ in pairs}
    mixed = {
        opening: closing | ENGLISH if closing & ENGLISH and opening not in GUILLEMETS else closing
        for opening, closing in closers.items()
    }
    both = frozenset(mixed) & {mark for closing in mixed.values() for mark in closing}
    return Marks(mixed, both)


def find_quotations(doc: "Doc", pack: Pack) -> list[Quotation]:
    """Return everything that stands between quotation marks, outer marks only, in order of the text.

    One never closed counts where it opens a sentence or follows a colon; it ends with its paragraph or before the next
    quotation.
    """
    marks = marks_of(pack)
    found: list[Quotation] = []
    for start, end in paragraphs(doc):
        place = start
        while place < end:
            quotation = _quotation(doc, place, end, marks) if _opens(doc[place], marks) else None
            if quotation is not None:
                found.append(quotation)
            place = quotation.end if quotation is not None else place + 1
    return found


def _glued_before(token: "Token") -> bool:
    """Tell whether a word stands right before a mark, without a blank."""
    return token.i > 0 and not token.doc[token.i - 1].whitespace_ and not token.doc[token.i - 1].is_space


def _opens(token: "Token", marks: Marks) -> bool:
    if token.text not in marks.closers:
        return False
    if token.text not in marks.both:
        return True
    before = token.doc[token.i - 1] if token.i else None
    glued_after = not token.whitespace_ and token.i + 1 < len(token.doc)
    return not _glued_before(token) or (glued_after and before is not None and before.is_punct)


def _closes(token: "Token", closers: frozenset[str], marks: Marks) -> bool:
    if token.text not in closers:
        return False
    return token.text not in marks.both or _glued_before(token) or bool(token.whitespace_) or token.text in GUILLEMETS


def _quotation(doc: "Doc", start: int, end: int, marks: Marks) -> Quotation | None:
    closers = marks.closers[doc[start].text]
    depth = 1
    for index in range(start + 1, end):
        token = doc[index]
        if _closes(token, closers, marks):
            depth -= 1
            if depth == 0:
                return Quotation(start, index + 1, start + 1, index) if index > start + 1 else None
        elif token.text == doc[start].text and token.text not in marks.both:
            if not _closed_twice(doc, index, end, closers, marks):
                return _unclosed(doc, start, index)
            depth += 1
    return _unclosed(doc, start, end)


def _closed_twice(doc: "Doc", inner: int, end: int, closers: frozenset[str], marks: Marks) -> bool:
    """Tell whether two closing marks follow an inner opening one before another opens: nested, not two in a row."""
    count = 0
    for index in range(inner + 1, end):
        if _closes(doc[index], closers, marks):
            count += 1
        elif doc[index].text == doc[inner].text:
            break
    return count > 1


def _unclosed(doc: "Doc", start: int, end: int) -> Quotation | None:
    before = doc[start - 1] if start else None
    opens = before is None or before.is_space or before.text in SENTENCE_END or doc[start].is_sent_start
    while end > start + 1 and doc[end - 1].is_space:
        end -= 1
    return Quotation(start, end, start + 1, end, closed=False) if opens and end > start + 1 else None
