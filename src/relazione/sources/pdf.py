"""PDF files: their text in reading order."""

from collections.abc import Iterator
from typing import BinaryIO

from relazione.errors import SourceError
from relazione.sources.days import day_of
from relazione.sources.found import Found, Origin, SourceFault, whole
from relazione.sources.pages import text_of
from relazione.sources.text import document_of

MEND = "check whether the file is whole"


def read(stream: BinaryIO, origin: Origin) -> Iterator[Found]:
    """Yield the report that a PDF is, and a fault for each page that cannot be read.

    The title is the paragraph in the largest type.
    """
    pages = text_of(whole(stream))
    for number in pages.broken:
        yield SourceFault(origin=origin.part(number).name, what="is a page that cannot be read", mend=MEND)
    if not pages.text and not pages.broken:
        raise SourceError("holds no text, perhaps only pictures of pages", mend="recognise its text (OCR) first")
    if pages.text:
        yield document_of(
            pages.text,
            origin=origin.name,
            title=pages.title,
            published=day_of(pages.made) if origin.options.file_dates else None,
        )
