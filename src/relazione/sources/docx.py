"""Word documents: their paragraphs and tables in reading order (by python-docx)."""

import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from relazione.errors import SourceError
from relazione.records import Document
from relazione.sources.days import day_of
from relazione.sources.found import Found, Origin, random_access
from relazione.sources.limits import LARGEST_REPORT
from relazione.sources.markup import joined
from relazione.sources.text import document_of
from relazione.sources.zips import is_word, open_zip, require_sane

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # a second version of a text box
WORDS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
UNREAD = (f"{W}del", f"{W}moveFrom", FALLBACK)
PARAGRAPH = f"{W}p"
TITLES = ("title", "heading 1")  # names of Word's own styles, the same in every language of its interface


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the report that a Word document is."""
    with random_access(stream) as file, open_zip(file) as archive:
        if not is_word(archive):
            raise SourceError("is no Word document", allowed="DOCX", mend="save it as .docx")
        yield document_in(archive, origin)


def document_in(archive: zipfile.ZipFile, origin: Origin) -> Document:
    """Return the report that a Word document's archive holds; deleted words of tracked changes are left out.

    The title is the first paragraph where its style says so. Raises `SourceError` where the document is too large.
    """
    import docx

    for member in archive.infolist():
        require_sane(member)
    if sum(member.file_size for member in archive.infolist()) > LARGEST_REPORT * 4:
        raise SourceError("unpacks to too much", allowed=f"up to {LARGEST_REPORT * 4:,} bytes")
    if archive.fp is None:
        raise SourceError("is closed")
    archive.fp.seek(0)
    document: Any = docx.Document(archive.fp)
    paragraphs = [(paragraph, "".join(_words(paragraph))) for paragraph in _paragraphs(document.element.body)]
    first = next(((paragraph, words) for paragraph, words in paragraphs if words.strip()), None)
    return document_of(
        joined(line for _, words in paragraphs for line in words.split("\n")),
        origin=origin.name,
        **_title(document, first),
        published=day_of(document.core_properties.created) if origin.options.file_dates else None,
    )


def _paragraphs(body: Any) -> Iterator[Any]:
    """Yield paragraphs in reading order, those inside text boxes after the one that holds these."""
    return (paragraph for paragraph in body.iter(PARAGRAPH) if not _is_unread(paragraph))


def _is_unread(element: Any) -> bool:
    return any(parent.tag in UNREAD for parent in element.iterancestors())


def _words(paragraph: Any) -> Iterator[str]:
    """Yield the pieces of a paragraph's own text, without deleted ones and those of paragraphs inside it."""
    for element in paragraph.iter(f"{W}t", *WORDS):
        own = next(element.iterancestors(PARAGRAPH), None)
        if own is paragraph and not _is_unread(element):
            yield WORDS.get(element.tag) or element.text or ""


def _title(document: Any, first: tuple[Any, str] | None) -> dict[str, str]:
    if first is None:
        return {}
    paragraph, words = first
    style = paragraph.style
    names = {found.style_id: found.name for found in document.styles if found.style_id == style}
    return {"title": " ".join(words.split())} if (names.get(style) or "").lower() in TITLES else {}
