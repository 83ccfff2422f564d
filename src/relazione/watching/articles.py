"""From an entry of a feed to a document: the article's page, else what the feed itself holds of it."""

import msgspec

from relazione.errors import SourceError
from relazione.records import Document
from relazione.sources import document_of
from relazione.sources.feeds import Entry, Feed
from relazione.sources.fetching import Fetcher
from relazione.sources.text import headed
from relazione.sources.web import document_at


def article_of(entry: Entry, feed: Feed, fetcher: Fetcher, *, private: bool) -> Document:
    """Return the document of an entry; `private` lets in pages of private networks, where the fetcher does.

    The day is that which the feed names, else the page; the publisher the one that the list of feeds names, else the
    feed, else the page. Raises `SourceError` where neither page nor feed hold a text.
    """
    document = _document(entry, fetcher, private=private)
    return msgspec.structs.replace(
        document,
        title=document.title or entry.title,
        published=entry.published or document.published,
        publisher=feed.title or entry.publisher or document.publisher,
        url=document.url or entry.link,
        origin=feed.url,
    )


def _document(entry: Entry, fetcher: Fetcher, *, private: bool) -> Document:
    try:
        return document_at(_address(entry), fetcher, private=private)
    except SourceError:
        if entry.content is None:
            raise
        return document_of(headed(entry.title, entry.content), url=entry.link, title=entry.title)


def _address(entry: Entry) -> str:
    if entry.link is None:
        raise SourceError("has no page", where=entry.title or "an entry without a title")
    return entry.link
