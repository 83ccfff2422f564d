"""The report at a web address, as a document."""

import msgspec

from relazione.records import Document
from relazione.sources.encodings import decode
from relazione.sources.fetching import PAGES, Fetcher
from relazione.sources.html import article
from relazione.sources.text import document_of


def document_at(url: str, fetcher: Fetcher, *, private: bool = True) -> Document:
    """Return the report at an address: the article of a page, or a plain text.

    `private=False` keeps out private networks even where the fetcher lets them in. Raises `FetchError` where it cannot
    be fetched, `SourceError` where it holds no text.
    """
    page = fetcher.get(url, types=PAGES, private=private)
    if page.type == "text/plain":
        text = decode(page.body, declared=page.charset, where=page.url)
        return document_of(text, origin=page.url, url=page.url)
    return msgspec.structs.replace(article(page.body, page.url, page.charset), url=page.url)
