"""PDF files: their text in reading order."""

from collections.abc import Iterator
from typing import BinaryIO

from relazione.errors import SourceError
from relazione.sources.days import day_of
from relazione.sources.found import Found, Origin, whole
from relazione.sources.pages import text_of
from relazione.sources.text import document_of


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the report that a PDF is; its title is the paragraph in the largest type."""
    pages = text_of(whole(stream))
    if not pages.text:
        raise SourceError("holds no text, perhaps only pictures of pages", mend="recognise its text (OCR) first")
    yield document_of(
        pages.text,
        origin=origin.name,
        title=pages.title,
        published=day_of(pages.made) if origin.options.file_dates else None,
    )
