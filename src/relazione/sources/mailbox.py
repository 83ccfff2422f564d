"""Mailboxes (mbox): one mail after the other, each read by itself."""

import re
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from relazione.errors import SourceError
from relazione.sources.found import Found, Origin, guarded
from relazione.sources.limits import LARGEST_REPORT
from relazione.sources.mail import message_of, messages_in

BEGINS = re.compile(rb"From (\S+ )?.*\d{4}")
ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
BLOCK = 1 << 16


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the reports of a mailbox; an origin's number is that of the mail, from 1."""
    for number, data in enumerate(_messages(stream), 1):
        here = origin.part(number)
        yield from guarded(here, partial(_read, data, here))


def _read(data: bytes | None, origin: Origin) -> Iterator[Found]:
    if data is None:
        raise SourceError("is too large to be one report", allowed=f"up to {LARGEST_REPORT:,} bytes")
    yield from messages_in(message_of(ESCAPED.sub(rb"\1", data)), origin)


def _messages(stream: BinaryIO) -> Iterator[bytes | None]:
    """Yield the bytes of each mail, `None` for one larger than LARGEST_REPORT, which is never held as a whole."""
    held: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := stream.readline(BLOCK):
        if blank and BEGINS.match(line):
            if begun:
                yield b"".join(held) if size <= LARGEST_REPORT else None
            held, size, begun = [], 0, True
        else:
            size += len(line)
            if size <= LARGEST_REPORT:
                held.append(line)
            else:
                held.clear()
        blank = not line.strip(b"\r\n")
    if size:
        yield b"".join(held) if size <= LARGEST_REPORT else None
