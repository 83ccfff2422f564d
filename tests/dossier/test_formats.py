import io
import re
import zipfile

import pytest
from docx import Document

from relazione.dossier import FORMATS, Options, build_dossier, from_json, render
from relazione.dossier.text import WIDTH
from relazione.errors import UnknownCode

MADE = "2026-04-01"
WRITTEN = [name for name in FORMATS if name != "pdf"]


def test_the_registry_names_the_formats():
    assert list(FORMATS) == ["text", "md", "html", "docx", "pdf", "json", "ris", "csl"]


def test_an_unknown_format_is_refused(dossier):
    with pytest.raises(UnknownCode, match=r"'odt'.*allowed: text, md"):
        render(dossier, "odt")


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("language", ["de", "en"])
def test_equal_input_gives_equal_bytes(full, name, language):
    options = Options(language=language, made=MADE)
    assert render(build_dossier([full], options), name) == render(build_dossier([full], options), name)


def test_json_is_the_tree_and_reads_back(dossier):
    assert from_json(render(dossier, "json")) == dossier


def test_text_is_at_most_110_columns_wide(full):
    text = render(build_dossier([full], Options(language="en", made=MADE, since="2026-02-01")), "text")
    assert max(map(len, text.splitlines())) <= WIDTH
    assert max(map(len, text.splitlines())) > WIDTH - 20


def test_text_aligns_the_columns_of_a_table(desk):
    events = (desk.event(date="2026-01"), desk.event(date="2026-01-27", type="ACCUSE", mode=None))
    lines = render(desk.dossier(events=events), "text").splitlines()
    found = [line for line in lines if "Norwegen besucht" in line or "Norwegen kritisiert" in line]
    assert [line.index("Norwegen") for line in found] == [12, 12]
    assert [line[-4:] for line in found] == ["+4,0", "−3,0"]
    assert len({len(line) for line in found}) == 1


def test_wide_columns_of_text_share_the_room(desk):
    claims = tuple(desk.figure(value, desk.source(f"d{value}", publisher="B" * 90)) for value in (1, 2))
    line = desk.figure_line(*claims, compared=((0, 1, "contradiction", "c"),))
    lines = render(desk.dossier(figure_lines=(line,), language="en"), "text").splitlines()
    (rule,) = (lines[number + 1] for number, text in enumerate(lines) if text.startswith("Account A"))
    assert [len(part) for part in rule.split()] == [54, 54]


def test_text_numbers_the_evidence(desk):
    text = render(desk.dossier(events=(desk.event(words="kam nach Lissabon"),)), "text")
    assert "Norwegen besucht Portugal [1]" in text
    assert re.search(r"^\[1\] Nordbote, .*„kam nach Lissabon“$", text, re.MULTILINE)


def test_text_cannot_steer_the_terminal(desk):
    source = desk.source("d1", title="\x1b[31mrot\x07\u202egedreht\n\tzwei")
    text = render(desk.dossier(events=(desk.event(source),)), "text")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "[31mrot gedreht zwei" in text


def test_text_wraps_words_longer_than_a_line(desk):
    text = render(desk.dossier(courses=(desk.agreement((), name="x" * 300),)), "text")
    assert max(map(len, text.splitlines())) == WIDTH


def test_markdown_has_footnotes_for_all_references(dossier):
    text = render(dossier, "md")
    named = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    told = set(re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE))
    assert named == told == {str(note.number) for note in dossier.footnotes}


def test_what_reports_say_is_no_markup_in_markdown(desk):
    source = desk.source("d1", title="<b>*a*</b> | [x](y) `z` # 1. &amp;")
    line = next(
        line
        for line in render(desk.dossier(events=(desk.event(source),)), "md").splitlines()
        if "z" in line and "|" in line[:1]
    )
    assert r"\<b\>\*a\*\</b\> \| \[x\](y) \`z\` # 1. &amp;amp;" in line


def test_markdown_tables_have_as_many_cells_in_every_row(dossier):
    lines = render(dossier, "md").splitlines()
    tables = [list(rows) for rows in _runs(lines)]
    assert len(tables) >= 5
    assert all(len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1 for rows in tables)


def _runs(lines):
    run = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            run.append(line)
        elif run:
            yield run
            run = []


def word(dossier):
    return Document(io.BytesIO(render(dossier, "docx")))


def test_word_has_real_headings_in_order(dossier):
    styles = [paragraph.style.name for paragraph in word(dossier).paragraphs]
    headings = [style for style in styles if style == "Title" or style.startswith("Heading")]
    assert headings[:3] == ["Title", "Heading 1", "Heading 2"]
    assert headings.count("Heading 2") == 10
    assert headings[-1] == "Heading 1"


def test_word_has_tables_whose_headers_repeat(dossier):
    tables = word(dossier).tables
    assert len(tables) == 6
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in tables)


def test_the_numbers_in_word_link_to_their_notes(dossier):
    body = word(dossier).element.body
    targets = set(body.xpath(".//w:hyperlink/@w:anchor"))
    bookmarks = set(body.xpath(".//w:bookmarkStart/@w:name"))
    assert targets == bookmarks == {f"note{note.number}" for note in dossier.footnotes}


def test_word_bears_the_day_of_the_dossier_and_no_other_time(dossier):
    content = render(dossier, "docx")
    assert word(dossier).core_properties.created.date().isoformat() == MADE
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_word_takes_text_that_xml_cannot_hold(desk):
    event = desk.event(desk.source("d1", title="Null\x00Byte\x0b"))
    texts = [cell.text for table in word(desk.dossier(events=(event,))).tables for cell in table._cells]
    assert "NullByte" in texts


def test_reference_formats_hold_each_source_once(dossier):
    assert render(dossier, "ris").count("TY  - NEWS") == 5
    assert render(dossier, "csl").count('"type": "article-newspaper"') == 5
