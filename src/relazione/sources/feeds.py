"""Feeds (RSS, RDF, Atom) as their entries, lists of feeds (OPML) as their addresses; nothing is fetched here."""

import re
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

from relazione.errors import SourceError
from relazione.records import Record
from relazione.sources.days import day_of
from relazione.sources.encodings import decode
from relazione.sources.found import Found, Origin, guarded, whole
from relazione.sources.html import charset_of
from relazione.sources.limits import LARGEST_FEED, MOST_ENTRIES, MOST_FEED_TAGS
from relazione.sources.markup import tamed, text_of
from relazione.sources.text import document_of, headed

HEAD = 4096  # bytes in which a list of feeds says that it is one
LIST = re.compile(rb"<opml\b", re.IGNORECASE)
ADDRESS = re.compile(r"(https?|feed)://\S+", re.IGNORECASE)


class Entry(Record, frozen=True, kw_only=True):
    """One entry of a feed: `summary` and `content` are plain text, paragraphs parted by a blank line.

    `published` is the day (ISO 8601) the entry appeared, else the day it was changed; `id` is the feed's own name of
    it, else its link; `publisher` is the title of the feed.
    """

    title: str | None = None
    link: str | None = None
    published: str | None = None
    summary: str | None = None
    id: str | None = None
    content: str | None = None
    publisher: str | None = None
    author: str | None = None


class Feed(Record, frozen=True, kw_only=True):
    """One feed of a list: its address and the title it has there."""

    url: str
    title: str | None = None


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the entries of a feed that hold text, each as a document with its own day and address."""
    data = whole(stream, LARGEST_FEED)
    if LIST.search(data[:HEAD]):
        raise SourceError("is a list of feeds, and no report", mend="give it to: relazione watch")
    for number, entry in enumerate(entries(data), 1):
        here = origin.part(entry.link or number)
        yield from guarded(here, partial(_documents, entry, here))


def _documents(entry: Entry, origin: Origin) -> Iterator[Found]:
    yield document_of(
        headed(entry.title, entry.content or entry.summary or "") or entry.title or "",
        origin=origin.name,
        title=entry.title,
        published=entry.published,
        publisher=entry.publisher,
        url=entry.link,
        author=entry.author,
    )


def entries(data: bytes, url: str | None = None) -> list[Entry]:
    """Return the entries of a feed in its order; `url`, where it came from, completes links.

    A feed may be empty. Raises `SourceError` where the data are no feed, declare entities or exceed a limit.
    """
    import feedparser

    where = url or "the feed"
    headers = {"content-type": "application/xml; charset=utf-8"} | ({"content-location": url} if url else {})
    parsed: Any = feedparser.parse(BytesIO(_clean(data, where).encode()), response_headers=headers)
    if not parsed.get("version") and not parsed.entries:
        raise SourceError("is no feed", where=where, allowed="RSS, RDF or Atom")
    if len(parsed.entries) > MOST_ENTRIES:
        raise SourceError("has too many entries", where=where, allowed=f"up to {MOST_ENTRIES:,}")
    publisher = _line(parsed.feed.get("title"))
    return [_entry(found, publisher) for found in parsed.entries]


def opml(data: bytes) -> list[Feed]:
    """Return the feeds that a list of feeds names, each once, in its order.

    Raises `SourceError` where the data are no OPML, declare entities or exceed a limit.
    """
    from lxml import etree

    where = "the list of feeds"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(_clean(data, where).encode(), parser=parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None or _name(root.tag) != "opml":
        raise SourceError("is no list of feeds", where=where, allowed="OPML")
    found = {feed.url: feed for feed in reversed(list(_feeds(root)))}
    if len(found) > MOST_ENTRIES:
        raise SourceError("has too many feeds", where=where, allowed=f"up to {MOST_ENTRIES:,}")
    return list(reversed(found.values()))


def _clean(data: bytes, where: str) -> str:
    """Return XML as text without its declaration; one that declares entities is refused, since these may grow."""
    if len(data) > LARGEST_FEED:
        raise SourceError("is too large for a feed", where=where, allowed=f"up to {LARGEST_FEED:,} bytes")
    text = decode(data, declared=charset_of(data), where=where)
    if "<!ENTITY" in text:
        raise SourceError("declares entities", where=where, allowed="XML without a DTD of its own")
    if text.count("<") > MOST_FEED_TAGS:
        raise SourceError("has too many tags for a feed", where=where, allowed=f"up to {MOST_FEED_TAGS:,}")
    return tamed(text).strip()


def _entry(found: Any, publisher: str | None) -> Entry:
    link = _address(found.get("link"))
    content = "\n\n".join(filter(None, (_words(part) for part in found.get("content") or ())))
    summary = _words(found.get("summary_detail") or {"value": found.get("summary")})
    return Entry(
        title=_line(text_of(found.get("title") or "")),
        link=link,
        published=_day(found),
        summary=summary or None,
        id=_line(found.get("id")) or link,
        content=content or None,
        publisher=publisher,
        author=_line(text_of(found.get("author") or "")),
    )


def _day(found: Any) -> str | None:
    for name in ("published", "updated", "created"):
        if day := day_of(dict.get(found, name)):  # feedparser's own way lends days from other names
            return day
        moment = dict.get(found, f"{name}_parsed")
        if moment:
            return f"{moment.tm_year:04}-{moment.tm_mon:02}-{moment.tm_mday:02}"
    return None


def _words(part: Any) -> str:
    value = part.get("value") or ""
    return value.strip() if part.get("type") == "text/plain" and "<" not in value else text_of(value)


def _line(text: str | None) -> str | None:
    return " ".join(text.split()) or None if text else None


def _address(text: str | None) -> str | None:
    return text.strip() if text and ADDRESS.fullmatch(text.strip()) else None


def _feeds(root: Any) -> Iterator[Feed]:
    for outline in root.iter():
        names = {name.lower(): value for name, value in outline.attrib.items()}
        url = _address(names.get("xmlurl"))
        if url:
            yield Feed(url=url, title=_line(names.get("title") or names.get("text")))


def _name(tag: Any) -> str:
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
