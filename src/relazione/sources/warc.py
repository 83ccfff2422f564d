"""Web archives (WARC): the articles of their pages, and other reports they hold.

The archive is cut into records here, so that a broken one costs no other; what was answered is read by warcio.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import BinaryIO

import msgspec

from relazione.errors import SourceError
from relazione.records import Document
from relazione.sources.found import Found, Origin, guarded
from relazione.sources.html import address_of, article
from relazione.sources.limits import LARGEST_REPORT
from relazione.sources.opening import open_stream

BEGINS = b"WARC/"
TYPES = frozenset(("response", "resource", "conversion"))
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
MOST_FIELDS = 200  # of one record


@dataclass(frozen=True, slots=True)
class Part:
    """A record as it lies in an archive; `block` is `None` where it is broken or too large."""

    address: str = ""
    media: str = ""
    answered: bool = False
    block: bytes | None = None


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the reports of a web archive: of every answered request for a page, a plain text, a PDF or a feed.

    An origin names the address of the page. Redirects, failures, pictures and requests are passed over.
    """
    for number, part in enumerate(_parts(stream), 1):
        here = origin.part(part.address or number)
        yield from guarded(here, partial(_reports, part, here))


def _parts(stream: BinaryIO) -> Iterator[Part]:
    """Yield the records of an archive that may hold reports, and an empty one for each stretch that is broken."""
    broken = False
    while line := stream.readline(BLOCK):
        if not line.startswith(BEGINS):
            if line.strip() and not broken:
                broken = True
                yield Part()
            continue
        fields = _fields(stream)
        length = int(fields["content-length"]) if fields.get("content-length", "").isdigit() else -1
        broken = length < 0
        if broken:
            yield Part()
        elif fields.get("warc-type") in TYPES:
            block = stream.read(length) if length <= LARGEST_REPORT else b""
            _skip(stream, length - len(block))
            yield Part(
                address=fields.get("warc-target-uri", "").strip("<>"),
                media=fields.get("content-type", ""),
                answered=fields["warc-type"] == "response",
                block=block if len(block) == length else None,
            )
        else:
            _skip(stream, length)


def _fields(stream: BinaryIO) -> dict[str, str]:
    """Return the fields of a record's head by their names in small letters."""
    fields: dict[str, str] = {}
    while len(fields) < MOST_FIELDS and (line := stream.readline(BLOCK)).strip():
        name, _, value = line.decode("utf-8", errors="replace").partition(":")
        fields[name.strip().lower()] = value.strip()
    return fields


def _skip(stream: BinaryIO, length: int) -> None:
    while length > 0 and (block := stream.read(min(length, BLOCK))):
        length -= len(block)


def _reports(part: Part, origin: Origin) -> Iterator[Found]:
    if part.block is None:
        raise SourceError("is no whole record", allowed=f"WARC records up to {LARGEST_REPORT:,} bytes")
    media, stream = (part.media, BytesIO(part.block)) if not part.answered else _answer(part.block)
    kind = media.partition(";")[0].strip().lower()
    address = address_of(part.address)
    if kind in PAGES:
        charset = CHARSET.search(media)
        yield origin.placed(article(_content(stream), url=address, charset=charset[1] if charset else None))
    elif kind in OTHERS:
        for found in open_stream(BytesIO(_content(stream)), OTHERS[kind], origin):
            unnamed = isinstance(found, Document) and found.url is None
            yield msgspec.structs.replace(found, url=address) if unnamed else found


def _answer(block: bytes) -> tuple[str, BinaryIO]:
    """Return the media type of what a server answered, and its body without chunks and packing; empty for failures."""
    from warcio.recordloader import ArcWarcRecord
    from warcio.statusandheaders import StatusAndHeadersParser

    stream = BytesIO(block)
    headers = StatusAndHeadersParser([], verify=False).parse(stream)
    if headers.get_statuscode() != FOUND:
        return "", stream
    record = ArcWarcRecord("warc", "response", None, stream, headers, None, len(block))
    return headers.get_header("Content-Type") or "", record.content_stream()


def _content(stream: BinaryIO) -> bytes:
    """Return what a record holds; one call of `read` may give less than is there."""
    blocks, size = [], 0
    while block := stream.read(BLOCK):
        size += len(block)
        if size > LARGEST_REPORT:
            raise SourceError("is too large to be one report", allowed=f"up to {LARGEST_REPORT:,} bytes")
        blocks.append(block)
    return b"".join(blocks)
