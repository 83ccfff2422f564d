"""One door for all sources: files, folders, archives and streams, as documents and faults in their order.

Which form a source has is told by its first bytes where these are plain, else by its name, else by what it looks like.
Each form is a module of this package whose `read(stream, origin)` yields what it finds, one document at a time.
"""

import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

import msgspec

from relazione.errors import SourceError
from relazione.records import Document
from relazione.sources.found import Found, Options, Origin, SourceFault, guarded
from relazione.sources.particulars import particulars_of

Source: TypeAlias = str | os.PathLike[str] | BinaryIO
Reader: TypeAlias = Callable[[BinaryIO, Origin], Iterator[Found]]

STDIN = "-"
HEAD = 4096  # bytes that tell a form
FORMS = {
    "text": (".txt", ".text"),
    "markdown": (".md", ".markdown"),
    "html": (".html", ".htm", ".xhtml"),
    "feeds": (".rss", ".atom", ".rdf", ".xml"),
    "pdf": (".pdf",),
    "docx": (".docx",),
    "mail": (".eml",),
    "mailbox": (".mbox",),
    "warc": (".warc",),
    "lines": (".jsonl", ".ndjson"),
    "parquet": (".parquet", ".pq"),
    "zips": (".zip",),
    "gzips": (".gz",),
}
BY_SUFFIX = {suffix: form for form, suffixes in FORMS.items() for suffix in suffixes}
SINGLE = frozenset(("text", "markdown", "html", "pdf", "docx"))
MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zips"),
    (b"\x1f\x8b", "gzips"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)
PROLOGUE = rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)?"
LOOKS = (
    (re.compile(PROLOGUE + rb"<(rss|feed|rdf:RDF|opml)\b", re.DOTALL | re.IGNORECASE), "feeds"),
    (re.compile(PROLOGUE + rb"<(!doctype html|html|head|body)\b", re.DOTALL | re.IGNORECASE), "html"),
    (re.compile(rb"From \S+ .*\d{4}\r?\n"), "mailbox"),
    (re.compile(rb"(Return-Path|Received|Message-ID|MIME-Version|Delivered-To): ?\S", re.IGNORECASE), "mail"),
    (re.compile(rb"\s*\{[ \t]*\""), "lines"),
)
# Files and folders that speak of the others, or are hidden.
NO_REPORTS = re.compile(r"readme\b|\.(?!\.?$)|__MACOSX$", re.IGNORECASE)


def open_sources(sources: Iterable[Source], options: Options | None = None) -> Iterator[Found]:
    """Yield the documents of sources in their order; see `open_source`."""
    for source in sources:
        yield from open_source(source, options)


def open_source(source: Source, options: Options | None = None, *, name: str = "") -> Iterator[Found]:
    """Yield the documents that a file, a folder, an archive or a stream holds, and a fault for each that is broken.

    `-` is standard input; `name` says what a stream is called, which may tell its form. Nothing is raised for what the
    source holds. Documents of a file take what `reports.yaml` beside it says of it, and what `options` give.
    """
    options = options or Options()
    if not isinstance(source, str | os.PathLike):
        yield from open_stream(source, name, Origin(name or "the stream", options))
    elif str(source) == STDIN:
        yield from open_stream(sys.stdin.buffer, name, Origin(name or "standard input", options))
    else:
        for path in find_reports([Path(source)]):
            yield from _open_file(path, options)


def one_report(found: Iterator[Found], where: str) -> Document:
    """Return the one report of a source; raises `SourceError` where it cannot be read, or is not the only one."""
    first, second = next(found, None), next(found, None)
    if isinstance(first, SourceFault):
        raise first.error()
    if first is None or second is not None:
        many = "several reports" if second is not None else "no report"
        raise SourceError(f"holds {many}", where=where, allowed="one report", mend="add all with: relazione add")
    return first


def open_stream(stream: BinaryIO, name: str, origin: Origin) -> Iterator[Found]:
    """Yield what a stream holds that is called `name` and lies at a origin; the stream stays open."""
    peekable = (
        stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast("io.RawIOBase", stream), 1 << 16)
    )
    try:
        yield from guarded(origin, lambda: _read(peekable, name, origin))
    finally:
        if peekable is not stream and not peekable.closed:
            peekable.detach()


def find_reports(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and for a folder the files of known forms below it, sorted by path."""
    for path in paths:
        if path.is_dir():
            files = (file for file in path.rglob("*") if file.is_file())
            yield from sorted(file for file in files if is_report(file.relative_to(path).as_posix()))
        else:
            yield path


def is_report(name: str) -> bool:
    """Tell whether a file in a folder or an archive is a report, or an archive of reports, by its name."""
    if any(NO_REPORTS.match(part) for part in name.split("/")):
        return False
    return _form_by_name(name.removesuffix(".gz").removesuffix(".GZ")) is not None


def holds_one(path: Path) -> bool:
    """Tell whether a file holds one report, by its name; archives, feeds, tables and mails may hold many."""
    return _form_by_name(path.name) in SINGLE


def _open_file(path: Path, options: Options) -> Iterator[Found]:
    origin = Origin(str(path), options)
    try:
        origin = origin.told(particulars_of(path))
        stream = path.open("rb")
    except SourceError as error:
        yield SourceFault(origin=error.where, what=error.what, allowed=error.allowed, mend=error.mend)
        return
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        yield SourceFault(origin=str(path), what=what, mend="check the path and its permissions")
        return
    with stream:
        yield from open_stream(stream, path.name, origin)


def _read(stream: io.BufferedReader, name: str, origin: Origin) -> Iterator[Found]:
    reader: Reader = import_module(f"relazione.sources.{_form(name, stream.peek(HEAD)[:HEAD])}").read
    given = origin.options.given.given()
    for found in reader(cast("BinaryIO", stream), origin):
        yield msgspec.structs.replace(found, **given) if given and isinstance(found, Document) else found


def _form(name: str, head: bytes) -> str:
    by_name = _form_by_name(name)
    for magic, form in MAGIC:
        if head.startswith(magic):
            return by_name if form == "zips" and by_name == "docx" else form
    if by_name and by_name != "feeds":
        return by_name
    return next((form for look, form in LOOKS if look.match(head)), by_name or "text")


def _form_by_name(name: str) -> str | None:
    return BY_SUFFIX.get(Path(name).suffix.lower())
