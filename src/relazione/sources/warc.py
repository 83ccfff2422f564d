"""Web archives (WARC): the articles of their pages, and other reports they hold (by warcio)."""

import re
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from typing import Any, BinaryIO

import msgspec

from relazione.errors import SourceError
from relazione.records import Document
from relazione.sources.found import Found, Origin, guarded
from relazione.sources.html import address_of, article
from relazione.sources.limits import LARGEST_REPORT
from relazione.sources.opening import open_stream

PAGES = ("text/html", "application/xhtml+xml")
OTHERS = {
    "text/plain": "page.txt",
    "application/pdf": "page.pdf",
    "application/rss+xml": "page.rss",
    "application/atom+xml": "page.atom",
}
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
FOUND = "200"
BLOCK = 1 << 16


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the reports of a web archive: of every answered request for a page, a plain text, a PDF or a feed.

    An origin names the address of the page. Redirects, failures, pictures and requests are passed over.
    """
    from warcio.archiveiterator import ArchiveIterator

    for record in ArchiveIterator(stream):
        address = record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("WARC-Record-ID")
        kind = _kind(record)
        if kind:
            here = origin.part((address or "").strip("<>"))
            yield from guarded(here, partial(_record, record, kind, here))


def _kind(record: Any) -> str | None:
    """Return the media type of a record that may hold a report."""
    if record.rec_type == "response" and record.http_headers is not None:
        if record.http_headers.get_statuscode() != FOUND:
            return None
        declared = record.http_headers.get_header("Content-Type") or ""
    elif record.rec_type in {"resource", "conversion"}:
        declared = record.rec_headers.get_header("Content-Type") or ""
    else:
        return None
    kind = declared.partition(";")[0].strip().lower()
    return kind if kind in PAGES or kind in OTHERS else None


def _record(record: Any, kind: str, origin: Origin) -> Iterator[Found]:
    data = _content(record.content_stream())
    address = address_of(record.rec_headers.get_header("WARC-Target-URI"))
    if kind in PAGES:
        yield origin.placed(article(data, url=address, charset=_charset(record)))
        return
    for found in open_stream(BytesIO(data), OTHERS[kind], origin):
        here = isinstance(found, Document) and found.url is None
        yield msgspec.structs.replace(found, url=address) if here else found


def _content(stream: BinaryIO) -> bytes:
    """Return what a record holds; one call of `read` may give less than is there."""
    blocks, size = [], 0
    while block := stream.read(BLOCK):
        size += len(block)
        if size > LARGEST_REPORT:
            raise SourceError("is too large to be one report", allowed=f"up to {LARGEST_REPORT:,} bytes")
        blocks.append(block)
    return b"".join(blocks)


def _charset(record: Any) -> str | None:
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    match = CHARSET.search(headers.get_header("Content-Type") or "")
    return match[1] if match else None
