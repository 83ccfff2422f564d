"""Web archives (WARC): the articles of their pages, and other reports they hold.

The archive is cut into records here, so that a broken one costs no other; what was answered is read by warcio.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
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

BEGINS = b"WARC/"
TYPES = frozenset((b"response", b"resource", b"conversion"))
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
MOST_HEADERS = 200  # lines of one record


@dataclass(frozen=True, slots=True)
class Part:
    """A record as it lies in an archive: its head and the block after it, `None` where it is broken or too large."""

    address: str
    data: bytes | None


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the reports of a web archive: of every answered request for a page, a plain text, a PDF or a feed.

    An origin names the address of the page. Redirects, failures, pictures and requests are passed over.
    """
    for number, part in enumerate(_parts(stream), 1):
        here = origin.part(part.address or number)
        yield from guarded(here, partial(_reports, part, here))


def _parts(stream: BinaryIO) -> Iterator[Part]:
    """Yield the records of an archive that may hold reports, and one without data for each stretch that is broken."""
    broken = False
    while line := stream.readline(BLOCK):
        if not line.startswith(BEGINS):
            if line.strip() and not broken:
                broken = True
                yield Part("", None)
            continue
        broken = False
        head, fields = _head(stream, line)
        length = fields.get(b"content-length", b"")
        if not length.isdigit():
            yield Part("", None)
        elif fields.get(b"warc-type") in TYPES:
            address = fields.get(b"warc-target-uri", b"").decode("utf-8", errors="replace").strip("<>")
            fits = int(length) <= LARGEST_REPORT
            block = stream.read(int(length)) if fits else b""
            yield Part(address, head + block if fits and len(block) == int(length) else None)
            _skip(stream, 0 if fits else int(length))
        else:
            _skip(stream, int(length))


def _head(stream: BinaryIO, line: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    """Return a record's head as it is written, and its fields by their names in small letters."""
    lines = [line]
    while len(lines) < MOST_HEADERS and (line := stream.readline(BLOCK)).strip():
        lines.append(line)
    pairs = (line.partition(b":") for line in lines[1:])
    return b"".join(lines) + b"\r\n", {name.strip().lower(): value.strip() for name, _, value in pairs}


def _skip(stream: BinaryIO, length: int) -> None:
    while length > 0 and (block := stream.read(min(length, BLOCK))):
        length -= len(block)


def _reports(part: Part, origin: Origin) -> Iterator[Found]:
    from warcio.archiveiterator import ArchiveIterator

    if part.data is None:
        raise SourceError("is no whole record", allowed=f"WARC records up to {LARGEST_REPORT:,} bytes")
    for record in ArchiveIterator(BytesIO(part.data)):
        kind = _kind(record)
        if kind:
            yield from _record(record, kind, address_of(part.address), origin)


def _kind(record: Any) -> str | None:
    """Return the media type of a record that may hold a report."""
    if record.http_headers is not None and record.http_headers.get_statuscode() != FOUND:
        return None
    kind = _content_type(record).partition(";")[0].strip().lower()
    return kind if kind in PAGES or kind in OTHERS else None


def _content_type(record: Any) -> str:
    headers = record.http_headers if record.http_headers is not None else record.rec_headers
    return str(headers.get_header("Content-Type") or "")


def _record(record: Any, kind: str, address: str | None, origin: Origin) -> Iterator[Found]:
    data = _content(record.content_stream())
    if kind in PAGES:
        charset = CHARSET.search(_content_type(record))
        yield origin.placed(article(data, url=address, charset=charset[1] if charset else None))
        return
    for found in open_stream(BytesIO(data), OTHERS[kind], origin):
        unnamed = isinstance(found, Document) and found.url is None
        yield msgspec.structs.replace(found, url=address) if unnamed else found


def _content(stream: BinaryIO) -> bytes:
    """Return what a record holds; one call of `read` may give less than is there."""
    blocks, size = [], 0
    while block := stream.read(BLOCK):
        size += len(block)
        if size > LARGEST_REPORT:
            raise SourceError("is too large to be one report", allowed=f"up to {LARGEST_REPORT:,} bytes")
        blocks.append(block)
    return b"".join(blocks)
