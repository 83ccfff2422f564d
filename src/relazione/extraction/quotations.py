"""Stretches between quotation marks, in whatever marks a report uses, closed or not."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relazione.extraction.syntax import VERBS, feature
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SHORTEST = 3  # words of a quotation that is speech and no title or scare quote
SENTENCE_END = (".", "!", "?", "…")
OPENERS = (":", ",", "(", "–", "-")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: token range with its marks `[start, end)` and without them `[first, last)`."""

    start: int
    end: int
    first: int
    last: int


def find_quotations(doc: "Doc", pack: Pack) -> list[Quotation]:
    """Return the quotations that are speech (not titles or single words in quotation marks), in order of the text.

    One never closed ends with its paragraph where it opens a sentence or follows a colon, else it is no quotation.
    """
    found: list[Quotation] = []
    place = 0
    while place < len(doc):
        closers = _closers(doc[place], pack)
        if not closers:
            place += 1
            continue
        end, closed = _close(doc, place, closers)
        quotation = Quotation(place, end + closed, place + 1, end)
        if quotation.first < quotation.last and _is_speech(doc, quotation, closed=closed):
            found.append(quotation)
            place = max(place + 1, quotation.end)
        else:
            place = quotation.end if closed else place + 1
    return found


def _closers(token: "Token", pack: Pack) -> frozenset[str]:
    return frozenset(closing for opening, closing in pack.head.quotation.pairs if opening == token.text)


def _close(doc: "Doc", start: int, closers: frozenset[str]) -> tuple[int, bool]:
    """Return the token that closes a quotation and True, else the end of its paragraph and False."""
    for index in range(start + 1, len(doc)):
        if doc[index].text in closers:
            return index, True
        if "\n" in doc[index].text:
            return index, False
    return len(doc), False


def _is_speech(doc: "Doc", quotation: Quotation, *, closed: bool) -> bool:
    words = [token for token in doc[quotation.first : quotation.last] if not token.is_punct and not token.is_space]
    before = doc[quotation.start - 1] if quotation.start else None
    opens = before is None or before.is_space or before.text == ":" or doc[quotation.start].is_sent_start or before.text in (
        *SENTENCE_END, ",")
    if not closed and not (before is None or before.is_space or before.text in (":", *SENTENCE_END)):
        return False
    has_verb = any(feature(word, "VerbForm") == "Fin" or word.pos_ in VERBS for word in words)
    return len(words) >= SHORTEST and has_verb and bool(opens)
