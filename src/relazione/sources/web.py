"""The report at a web address, as a document."""

from collections.abc import Iterator
from io import BytesIO

import msgspec

from relazione.records import Document
from relazione.sources.fetching import FEEDS, PAGES, Fetcher, Response
from relazione.sources.found import Found, Options, Origin, guarded
from relazione.sources.html import article
from relazione.sources.opening import one_report, open_stream

HTML = ("text/html", "application/xhtml+xml")
NAMES = {"text/plain": "page.txt", "application/pdf": "page.pdf"}  # tell `open_stream` the form


def document_at(url: str, fetcher: Fetcher, *, private: bool = True) -> Document:
    """Return the report at an address: the article of a page, a plain text or a PDF.

    `private=False` keeps out private networks even where the fetcher lets them in. Raises `FetchError` where it cannot
    be fetched, `SourceError` where it holds no text.
    """
    page = fetcher.get(url, types=PAGES, private=private)
    return one_report(_opened(page, Options()), page.url)


def open_page(url: str, fetcher: Fetcher, options: Options | None = None) -> Iterator[Found]:
    """Yield the report at an address, those of a feed one by one; a fault where it cannot be fetched or read."""
    chosen = options or Options()
    types = dict.fromkeys((*PAGES, *FEEDS))
    yield from guarded(Origin(url, chosen), lambda: _opened(fetcher.get(url, types=types), chosen))


def _opened(page: Response, options: Options) -> Iterator[Found]:
    origin = Origin(page.url, options)
    given = {"origin": page.url, "url": page.url} | options.given.given()
    if page.type in HTML:
        yield msgspec.structs.replace(article(page.body, page.url, page.charset), **given)
        return
    for found in open_stream(BytesIO(page.body), NAMES.get(page.type or "", ""), origin):
        is_own = isinstance(found, Document) and found.url is None
        yield msgspec.structs.replace(found, **given) if is_own else found
