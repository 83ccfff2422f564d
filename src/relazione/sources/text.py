"""Plain text: line ends, title."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from relazione.errors import SourceError
from relazione.records import Document
from relazione.sources.encodings import decode
from relazione.sources.found import Found, Origin, whole

LONGEST_TITLE = 150  # characters; a longer first line is a paragraph
HALF = re.compile("[\ud800-\udfff]")  # of a character outside the basic plane
SENTENCE_ENDS = (".", "!", "?", ":", "“", "”", "«", "»", '"')


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the report that a stream of plain text is."""
    yield document_of(decode(whole(stream), where=origin.name), origin=origin.name)


def document_of(text: str, **metadata: str | None) -> Document:
    r"""Return the document of a text: line ends as `\n`, a byte-order mark dropped, the title found where there is one.

    Raises `SourceError` where the text is empty or holds what no text holds.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    where = metadata.get("origin") or "the text"
    if not text.strip():
        raise SourceError("holds no text", where=where, mend="give a report with at least one sentence")
    if "\0" in text:
        raise SourceError("is no text (it holds NUL characters)", where=where, allowed="plain text in UTF-8")
    if HALF.search(text):
        raise SourceError("holds half characters (lone surrogates)", where=where, allowed="valid Unicode")
    return Document.of(text, **{"title": _title(text), **metadata})


def headed(title: str | None, text: str) -> str:
    """Return a text with its title as the first paragraph, unless that is there already or there is no text."""
    if not title or not text or _letters(title) in _letters(text[: 3 * len(title) + 200]):
        return text
    return f"{title}\n\n{text}"


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _title(text: str) -> str | None:
    """Return the first line where it looks like a headline: short, without a full stop, set off from what follows."""
    first, _, rest = text.lstrip("\n").partition("\n")
    first = first.strip()
    if not first or not rest.strip() or len(first) > LONGEST_TITLE or first.endswith(SENTENCE_ENDS):
        return None
    return first
