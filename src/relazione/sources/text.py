"""Plain text files: decoding, line ends, title."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from relazione.errors import SourceError
from relazione.records import Document
from relazione.sources.particulars import particulars_of

SUFFIXES = (".txt", ".text")
LONGEST_TITLE = 150  # characters; a longer first line is a paragraph
SENTENCE_ENDS = (".", "!", "?", ":", "“", "”", "«", "»", '"')


def open_report(path: Path) -> Document:
    """Return the report in a plain-text file, with what `reports.yaml` beside it says of it.

    Raises `SourceError` where it cannot be read as text.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"cannot be read ({error.strerror})", where=str(path), mend="check the path and its permissions"
        ) from error
    return document_of(_decode(data, path), origin=str(path), **particulars_of(path).given())


def document_of(text: str, **metadata: str | None) -> Document:
    r"""Return the document of a text: line ends as `\n`, a byte-order mark dropped, the title found where there is one.

    Raises `SourceError` where the text is empty or holds what no text holds.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    where = metadata.get("origin") or "the text"
    if not text.strip():
        raise SourceError("holds no text", where=where, mend="give a report with at least one sentence")
    if "\0" in text:
        raise SourceError("is no text (it holds NUL characters)", where=where, allowed="plain text in UTF-8")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise SourceError("holds half characters (lone surrogates)", where=where, allowed="valid Unicode")
    return Document.of(text, **{"title": _title(text), **metadata})


def find_reports(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files named, and for a folder the plain-text files below it, sorted by path."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix in SUFFIXES and file.is_file())
        else:
            yield path


def _decode(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\0" in data:
        raise SourceError(
            "is no text file", where=str(path), allowed="plain text in UTF-8", mend="convert it to text first"
        )
    return data.decode("cp1252", errors="replace")


def _title(text: str) -> str | None:
    """Return the first line where it looks like a headline: short, without a full stop, set off from what follows."""
    first, _, rest = text.lstrip("\n").partition("\n")
    first = first.strip()
    if not first or not rest.strip() or len(first) > LONGEST_TITLE or first.endswith(SENTENCE_ENDS):
        return None
    return first
