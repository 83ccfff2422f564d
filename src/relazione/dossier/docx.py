"""A dossier as a Word document with headings, tables and numbered notes that link to their places."""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from relazione.dossier.blocks import Block, Heading, Item, Note, Paragraph, Run, Table, blocks
from relazione.dossier.phrasing import Phrasing
from relazione.dossier.tree import Dossier

NAVY = RGBColor(0x1F, 0x3A, 0x5F)
RED = RGBColor(0x8F, 0x3B, 0x33)
SIZES = {"Title": 28, "Heading 1": 18, "Heading 2": 14, "Heading 3": 11}
LISTS = ("List Bullet", "List Bullet 2")
ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP file can hold
LOCALES = {"de": "de-DE", "en": "en-GB"}


def to_docx(dossier: Dossier) -> bytes:
    """Return the dossier as the bytes of a .docx file; equal dossiers give equal bytes."""
    document, say = Document(), Phrasing(dossier.language)
    _style(document, dossier.language)
    _describe(document, dossier)
    for block in blocks(dossier):
        _write(block, document, say)
    buffer = BytesIO()
    document.save(buffer)
    return _dateless(buffer.getvalue())


def _style(document: WordDocument, language: str) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), LOCALES.get(language, language))
    normal.element.get_or_add_rPr().append(tongue)
    for name, size in SIZES.items():
        font = document.styles[name].font
        font.name, font.size, font.color.rgb = "Georgia", Pt(size), NAVY
        fonts = document.styles[name].element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)


def _describe(document: WordDocument, dossier: Dossier) -> None:
    day = datetime.fromisoformat(dossier.made).replace(tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.subject, properties.author = dossier.title, dossier.subtitle, "Relazione"
    properties.comments, properties.language = "", dossier.language
    properties.created = properties.modified = day
    properties.last_modified_by, properties.revision = "Relazione", 1


def _write(block: Block, document: WordDocument, say: Phrasing) -> None:
    match block:
        case Heading():
            document.add_heading(_clean(block.text), block.level - 1)
        case Paragraph():
            _fill(document.add_paragraph(), block.run, say, bold=block.strong)
        case Item():
            _fill(document.add_paragraph(style=LISTS[block.depth]), block.run, say)
        case Table():
            _write_table(block, document, say)
        case Note():
            _write_note(block, document)


def _write_table(block: Table, document: WordDocument, say: Phrasing) -> None:
    table = document.add_table(rows=1, cols=len(block.columns), style="Light List Accent 1")
    header = table.rows[0]
    repeated = OxmlElement("w:tblHeader")
    header._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 (python-docx has no call for a repeated header)
    for cell, column in zip(header.cells, block.columns, strict=True):
        cell.text = column
    for row in block.rows:
        cells = table.add_row().cells
        for index, run in enumerate(row):
            paragraph = cells[index].paragraphs[0]
            _fill(paragraph, run, say)
            if index in block.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph()


def _fill(paragraph: WordParagraph, run: Run, say: Phrasing, *, bold: bool = False) -> None:
    if run.mark:
        mark = paragraph.add_run(f"{say.mark(run.mark)}: ")
        mark.bold, mark.font.color.rgb = True, RED
    paragraph.add_run(_clean(run.text)).bold = bold or None
    _refer(paragraph, run.notes)


def _refer(paragraph: WordParagraph, numbers: Iterable[int]) -> None:
    """Add superscript numbers, each a link to its note."""
    for index, number in enumerate(numbers):
        written = paragraph.add_run(f", {number}" if index else f"{number}")
        written.font.superscript = True
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), f"note{number}")
        paragraph._p.append(link)  # noqa: SLF001 (python-docx has no call for links within a document)
        link.append(written._r)  # noqa: SLF001


def _write_note(block: Note, document: WordDocument) -> None:
    paragraph = document.add_paragraph()
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(tag)
        mark.set(qn("w:id"), str(block.number))
        if tag == "w:bookmarkStart":
            mark.set(qn("w:name"), f"note{block.number}")
        paragraph._p.append(mark)  # noqa: SLF001 (python-docx has no call for bookmarks)
    paragraph.add_run(f"{block.number}  {_clean(block.text)}").font.size = Pt(9)


def _clean(text: str) -> str:
    """Return a text without characters that XML cannot hold."""
    return "".join(char for char in text if char in "\t\n" or (ord(char) >= 32 and char not in "\ufffe\uffff"))


def _dateless(content: bytes) -> bytes:
    """Return a ZIP file all of whose entries bear the same time."""
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, ZIP_DAY)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return buffer.getvalue()
