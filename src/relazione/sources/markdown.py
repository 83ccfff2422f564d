"""Markdown: its words without its marks, and what a YAML head says of the report."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

import yaml

from relazione.sources.days import day_of
from relazione.sources.encodings import decode
from relazione.sources.found import Found, Origin, whole
from relazione.sources.html import address_of
from relazione.sources.markup import joined
from relazione.sources.particulars import yaml_of
from relazione.sources.text import document_of

HEAD = re.compile(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", re.DOTALL)
LONGEST_HEAD = 20_000  # characters
FENCE = re.compile(r"^(```|~~~).*$", re.MULTILINE)
RULE = re.compile(r"^[ \t]*(?:[-*_=][ \t]*){3,}$", re.MULTILINE)
HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]++((?:[^ \t#\n]++|[ \t#]++(?!$))*+)[ \t#]*$", re.MULTILINE)
UNDERLINED = re.compile(r"^(?=[^\n]*\w)(?P<words>[^\n]++)\n(?:=+|-{2,})[ \t]*$", re.MULTILINE)
QUOTED = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
BULLET = re.compile(r"^[ \t]*[-*+][ \t]+", re.MULTILINE)
TARGET = r"\((?:[^()\n]{1,2000}+|\([^()\n]{0,500}+\)){0,20}+\)"
IMAGE = re.compile(rf"!\[[^\]\n]{{0,500}}+\]{TARGET}")
LINK = re.compile(rf"\[([^\]\n]{{1,500}}+)\](?:{TARGET}|\[[^\]\n]{{0,100}}+\])")
REFERENCE = re.compile(r"^[ \t]{0,3}\[[^\]\n]{1,100}\]:[^\n]*$", re.MULTILINE)
AUTOLINK = re.compile(r"<(https?://[^>\s]{1,2000})>")
TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>")
# At most forty marks and stretches between them: without a limit, time grows with the square of a line of marks.
EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?=\S)((?:[^\n*_]++|[*_]){1,40}?)(?<=\S)\1(?![\w*_])")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the report that a Markdown text is; its title is what the head says, else the first heading."""
    text = decode(whole(stream), where=origin.name).replace("\r\n", "\n").replace("\r", "\n")
    head = _head(text)
    body = HEAD.sub("", text, count=1) if head is not None else text
    heading = HEADING.search(body) or UNDERLINED.search(body)
    title = _line((head or {}).get("title")) or (plain(heading[1]) if heading else None)
    known = head or {}
    yield document_of(
        plain(body),
        origin=origin.name,
        **({"title": title} if title else {}),
        published=day_of(known.get("date") or known.get("published")),
        publisher=_line(known.get("publisher") or known.get("source")),
        url=address_of(_line(known.get("url") or known.get("link"))),
        author=_line(known.get("author")),
    )


def plain(text: str) -> str:
    """Return the words of Markdown, paragraphs parted by a blank line; lines of one paragraph are joined."""
    for pattern, instead in (
        (QUOTED, ""),
        (FENCE, ""),
        (REFERENCE, ""),
        (UNDERLINED, "\n\n\\g<words>\n\n"),
        (RULE, "\n"),
        (HEADING, "\n\n\\1\n\n"),
        (BULLET, "\n\n"),
        (IMAGE, ""),
        (LINK, "\\1"),
        (AUTOLINK, "\\1"),
        (TAG, ""),
        (EMPHASIS, "\\2"),
        (EMPHASIS, "\\2"),
        (ESCAPE, "\\1"),
    ):
        text = pattern.sub(instead, text)
    return joined(re.split(r"\n[ \t]*\n", text))


def _head(text: str) -> dict[str, Any] | None:
    """Return the fields of a YAML head, `None` where there is none that can be read."""
    match = HEAD.match(text[:LONGEST_HEAD])
    if match is None:
        return None
    try:
        head = yaml_of(match[1])
    except yaml.YAMLError:
        return None
    return head if isinstance(head, dict) else None


def _line(value: Any) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
