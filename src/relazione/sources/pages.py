"""The text of a PDF's pages, read in a process of its own: a broken file may crash or stop the reader (by pypdfium2).

    python -m relazione.sources.pages <file.pdf >answer.json

`text_of` starts that process and waits for a limited time.
"""

import ctypes
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec

from relazione.errors import SourceError
from relazione.records import Record
from relazione.sources.hyphens import joined_paragraphs
from relazione.sources.layout import GUTTER, Line, paragraphs
from relazione.sources.limits import MEMORY, MOST_PAGES, SECONDS

UPRIGHT = 0.2  # radians; what is turned more is no running text
TYPE = 0.8  # of the height of a character's box: the size of type
LINE_END_HYPHENS = frozenset("\x02\ufffe")  # as PDFium marks them
LIGATURES = re.compile("[\ufb00-\ufb06]")
UNPRINTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufeff\ufffe\uffff]")
TITLE_SIZE = 1.2  # times the size of most of the text
LONGEST_TITLE = 200  # characters


class Pages(Record, frozen=True, kw_only=True):
    """What a PDF says: its text, its title as it is set, the day its file was made.

    `broken` are the numbers of pages that cannot be read, `fault` says why none can.
    """

    text: str = ""
    title: str | None = None
    made: str | None = None
    broken: tuple[int, ...] = ()
    fault: str | None = None


def text_of(data: bytes) -> Pages:
    """Return what a PDF says; raises `SourceError` where it cannot be read in time or at all."""
    # -P and the path of this process: no module is taken from the folder that the reports lie in.
    command = [sys.executable, "-P", "-m", "relazione.sources.pages"]
    path = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        answer = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=SECONDS, check=False, env=path
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError("takes too long to read", allowed=f"up to {SECONDS} seconds", mend="split it") from error
    if answer.returncode:
        raise SourceError("is broken (its reader stopped)", mend="print it to a new PDF")
    pages = msgspec.json.decode(answer.stdout, type=Pages)
    if pages.fault:
        raise SourceError(f"cannot be read ({pages.fault})", mend="check whether it is whole and without a password")
    return pages


def read_pages(data: bytes) -> Pages:
    """Return what a PDF says, read in this process."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        if len(document) > MOST_PAGES:
            return Pages(fault=f"more than {MOST_PAGES:,} pages")
        pages = {number: _page(document, number) for number in range(len(document))}
        made = document.get_metadata_value("CreationDate")
    except pdfium.PdfiumError as error:
        return Pages(fault=str(error))
    broken = tuple(number + 1 for number, lines in pages.items() if lines is None)
    found = paragraphs([lines for lines in pages.values() if lines])
    texts = joined_paragraphs(paragraph.lines for paragraph in found)
    sizes = [(paragraph.size, text) for paragraph, text in zip(found, texts, strict=True) if text]
    text = "\n\n".join(text for _, text in sizes)
    return Pages(text=text, title=_title(sizes), made=made.removeprefix("D:")[:8] or None, broken=broken)


def _page(document: Any, number: int) -> list[Line] | None:
    """Return the pieces of text of a page, `None` where it cannot be read."""
    import pypdfium2 as pdfium

    try:
        return list(_lines(document[number]))
    except pdfium.PdfiumError:
        return None


def _title(paragraphs: list[tuple[float, str]]) -> str | None:
    """Return the paragraph in the largest type, where that is clearly larger than most of the text's."""
    if len(paragraphs) < 2:
        return None
    usual = max(paragraphs, key=lambda paragraph: len(paragraph[1]))[0]
    size, text = max(paragraphs, key=lambda paragraph: paragraph[0])
    return text if size > TITLE_SIZE * usual and len(text) <= LONGEST_TITLE else None


def _lines(page: Any) -> Iterator[Line]:
    """Yield the pieces of text of a page, in the order in which the file writes them."""
    piece: list[tuple[str, float, float, float, float]] = []
    for character in _characters(page):
        if piece and (character[0] == "\n" or _is_apart(piece[-1], character)):
            yield from _line(piece)
            piece = []
        if character[0] != "\n" and (piece or not character[0].isspace()):
            piece.append(character)
    yield from _line(piece)


def _line(piece: list[tuple[str, float, float, float, float]]) -> Iterator[Line]:
    text = UNPRINTED.sub("", unicodedata.normalize("NFC", "".join(character for character, *_ in piece)))
    if text.strip():
        printed = [box for box in piece if not box[0].isspace()] or piece
        bottom, top = min(box[3] for box in printed), max(box[4] for box in printed)
        height = max(box[4] - box[3] for box in printed)
        left, right = min(box[1] for box in printed), max(box[2] for box in printed)
        yield Line(text=text, left=left, right=right, bottom=bottom, top=top, size=TYPE * height)


def _is_apart(last: tuple[str, float, float, float, float], character: tuple[str, float, float, float, float]) -> bool:
    """Tell whether a character stands in another row than the last one, before it, or beyond a gutter."""
    if character[0].isspace() and character[1] == character[2]:
        return False
    height = max(last[4] - last[3], 0.1)
    if min(last[4], character[4]) - max(last[3], character[3]) < height / 3:
        return True
    return character[1] - last[2] > GUTTER * height or character[1] < last[1] - height


def _characters(page: Any) -> Iterator[tuple[str, float, float, float, float]]:
    """Yield the upright characters of a page with left, right, bottom and top of their boxes; a line end in between."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    box = raw.FS_RECTF()
    last = (0.0, 0.0, 0.0, 0.0)
    for index in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, index)
        character = chr(code) if code <= sys.maxunicode else ""
        if character in "\r\n":
            if character == "\n":
                yield ("\n", *last)
            continue
        if abs(raw.FPDFText_GetCharAngle(text_page, index)) > UPRIGHT:
            continue
        generated = raw.FPDFText_IsGenerated(text_page, index) == 1
        if not generated and raw.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box)):
            last = (box.left, box.right, box.bottom, box.top)
        place = (last[1], last[1], last[2], last[3]) if generated else last
        yield (_printed(character), *place)


def _printed(character: str) -> str:
    if character in LINE_END_HYPHENS:
        return "-"
    if LIGATURES.match(character):
        return unicodedata.normalize("NFKC", character)
    return " " if character.isspace() else character


def main() -> None:
    """Answer on standard output what the PDF on standard input says."""
    _limit_memory()
    sys.stdout.buffer.write(msgspec.json.encode(read_pages(sys.stdin.buffer.read())))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # there is none outside Unix
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main()
