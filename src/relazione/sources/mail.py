"""Mails and newsletters: their words, their day, and the reports that hang on them (stdlib `email`)."""

import email
import email.errors
import email.policy
import email.utils
import re
from collections.abc import Iterator, Sequence
from email.message import Message
from functools import partial
from io import BytesIO
from itertools import islice
from typing import BinaryIO, cast

from relazione.errors import SourceError
from relazione.records import Document
from relazione.sources.days import day_of
from relazione.sources.encodings import decode
from relazione.sources.found import Found, Origin, guarded, whole
from relazione.sources.html import charset_of
from relazione.sources.limits import LONGEST_FIELD, MOST_PARTS
from relazione.sources.markup import text_of
from relazione.sources.opening import is_report, open_stream
from relazione.sources.text import document_of
from relazione.sources.wrapping import flowed, unwrapped

SIGNATURE = re.compile(r"\n-- ?\n.*\Z", re.DOTALL)
WRITTEN_WORDS = re.compile(r"=\?[\w*-]+\?[bq]\?", re.IGNORECASE)


class _Brief(email.policy.Compat32):
    """Takes the beginning of fields that are longer than any that is read here."""

    def header_source_parse(self, sourcelines: Sequence[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(list(sourcelines))
        return name, value[:LONGEST_FIELD]


BRIEF = _Brief()


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the report that a mail is, then those attached to it whose names say that they are reports."""
    yield from messages_in(message_of(whole(stream)), origin)


def message_of(data: bytes) -> Message:
    """Return a mail, the fields of its head and of its parts cut to `LONGEST_FIELD`."""
    return email.message_from_bytes(data, policy=BRIEF)


def messages_in(message: Message, origin: Origin) -> Iterator[Found]:
    """Yield what a message holds: its own words, where it has any, then its attachments."""
    parts = list(islice(_parts(message), MOST_PARTS + 1))
    if len(parts) > MOST_PARTS:
        raise SourceError("has too many parts for a mail", allowed=f"up to {MOST_PARTS:,}")
    attached = [part for part in parts if _is_attached(part)]
    words = _words([part for part in parts if not _is_attached(part)])
    if words or not any(is_report(_name(part)) for part in attached):
        yield from guarded(origin, lambda: [_document(message, words, origin)])
    for number, part in enumerate(attached, 1):
        if part.get_content_type() == "message/rfc822":
            here = origin.inside(str(number))
            yield from guarded(here, partial(messages_in, cast("Message", part.get_payload(0)), here))
        elif is_report(name := _name(part)):
            data = part.get_payload(decode=True)
            content = BytesIO(data if isinstance(data, bytes) else b"")
            yield from open_stream(content, name, origin.inside(name))


def _document(message: Message, words: str, origin: Origin) -> Document:
    subject = _header(message, "Subject")
    return document_of(
        words,
        origin=origin.name,
        **({"title": subject} if subject else {}),
        published=day_of(_header(message, "Date")),
        publisher=_publisher(message),
    )


def _parts(message: Message) -> Iterator[Message]:
    """Yield the parts of a message that have no parts themselves; an attached message is one part."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(payload, list):
            waiting.extend(reversed(cast("list[Message]", payload)))
        else:
            yield part


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() not in {"text", "multipart"}


def _words(parts: list[Message]) -> str:
    """Return what a mail says: by its HTML where it has any, since plain text beside it is often but a stub."""
    pages = [text_of(_text(part)) for part in parts if part.get_content_type() == "text/html"]
    plain = [_plain(part) for part in parts if part.get_content_type() == "text/plain"]
    return "\n\n".join(page for page in pages if page) or "\n\n".join(text for text in plain if text)


def _plain(part: Message) -> str:
    text = SIGNATURE.sub("", _text(part).replace("\r\n", "\n").replace("\r", "\n"))
    if str(part.get_param("format", "")).lower() == "flowed":
        return flowed(text, delete_space=str(part.get_param("delsp", "")).lower() == "yes").strip()
    return unwrapped(text).strip()


def _text(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    return decode(data, declared=part.get_content_charset() or charset_of(data))


def _name(part: Message) -> str:
    """Return the file name of an attachment without folders; empty where it has none."""
    return _decoded(part.get_filename() or "").replace("\\", "/").rpartition("/")[2]


def _publisher(message: Message) -> str | None:
    """Return who sends a newsletter; a mail of a person to persons has no publisher."""
    if not any(message.get(name) for name in ("List-Id", "List-Unsubscribe", "List-Post")):
        return None
    name, _ = email.utils.parseaddr(_raw(message, "From"))
    return _decoded(name) or None


def _header(message: Message, name: str) -> str | None:
    return _decoded(_raw(message, name)) or None


def _raw(message: Message, name: str) -> str:
    """Return a header as it is written, bytes outside ASCII as surrogates; empty where there is none."""
    found = (value for key, value in message.raw_items() if key.lower() == name.lower())
    return str(next(found, ""))


def _decoded(value: str) -> str:
    """Return a header in one line, its encoded words (RFC 2047) and raw bytes of any encoding as text."""
    from email.header import decode_header

    try:
        pieces = decode_header(value) if WRITTEN_WORDS.search(value) else [(value, None)]
    except (ValueError, email.errors.MessageError):
        pieces = [(value, None)]
    words = (_piece(piece, charset) for piece, charset in pieces)
    return " ".join("".join(words).split())


def _piece(piece: str | bytes, charset: str | None) -> str:
    data = piece if isinstance(piece, bytes) else piece.encode("utf-8", errors="surrogateescape")
    return decode(data, declared=charset) if data else ""
