"""Pages of HTML: the article without what stands around it, and what the page says of it (by trafilatura, htmldate)."""

import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from relazione.errors import SourceError
from relazione.records import Document
from relazione.sources import markup
from relazione.sources.days import day_of
from relazione.sources.encodings import decode
from relazione.sources.found import Found, Origin, whole
from relazione.sources.limits import LARGEST_PAGE, MOST_TAGS
from relazione.sources.text import document_of, headed

CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE
)
HEAD = 8192  # bytes in which a page declares its encoding
BLOCKS = frozenset("ab body code head item list p quote row table".split())  # as trafilatura names them
# The latest day is fixed, so that what is read does not hang on the day of reading; a date in the text is no metadata.
DATES = {"original_date": True, "extensive_search": False, "max_date": "2200-01-01"}


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the article of a page."""
    yield origin.placed(article(whole(stream)))


def article(data: bytes, url: str | None = None, charset: str | None = None) -> Document:
    """Return the article of a page with the title, day, author and publisher that the page names.

    `charset` is what the server said; what the page declares and its bytes count as well. The title is the text's first
    paragraph. Raises `SourceError` where the page holds no text or is larger than a page may be; its `where` is `url`.
    """
    where = url or "the page"
    page = _page(data, charset, where)
    found = _extracted(page, url)
    text = markup.words_of(found.body, BLOCKS) if found is not None and found.body is not None else ""
    title = _one_line(found.title) if found is not None else None
    return document_of(
        headed(title, text or markup.text_of(page)),
        origin=url,
        title=title,
        published=day_of(found.date) if found is not None else None,
        publisher=_one_line(found.sitename) if found is not None else None,
        url=url or (address_of(found.url) if found is not None else None),
        author=", ".join(found.author.split("; ")) if found is not None and found.author else None,
    )


def charset_of(data: bytes) -> str | None:
    """Return the encoding that a page or an XML file declares, `None` where it declares none."""
    match = CHARSET.search(data[:HEAD])
    return match[1].decode("ascii") if match else None


def _page(data: bytes, charset: str | None, where: str) -> str:
    if len(data) > LARGEST_PAGE:
        raise SourceError("is too large for a page", where=where, allowed=f"up to {LARGEST_PAGE:,} bytes of HTML")
    page = decode(data, declared=charset or charset_of(data), where=where)
    if markup.is_too_large(page):
        raise SourceError("has too many tags for a page", where=where, allowed=f"up to {MOST_TAGS:,}")
    return markup.tamed(page)


def _extracted(page: str, url: str | None) -> Any:
    """Return what trafilatura finds on a page, `None` where it finds no article."""
    from trafilatura import bare_extraction

    for name in ("trafilatura", "htmldate"):  # what they cannot read is told by our own faults
        if not logging.getLogger(name).handlers:
            logging.getLogger(name).addHandler(logging.NullHandler())
    return bare_extraction(
        page, url=url, with_metadata=True, include_comments=False, date_extraction_params=DATES.copy()
    )


def _one_line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def address_of(url: str | None) -> str | None:
    """Return an address of the web as it is, `None` for anything else."""
    return url if url and re.match(r"https?://\S+$", url) else None
