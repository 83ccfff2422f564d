import zipfile
from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from relazione.sources import Options, SourceFault


def saved(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def report():
    document = docx.Document()
    document.add_heading("Oslo und Lissabon einig", 1)
    document.add_paragraph("Norwegens Außenministerin ").add_run("schwieg.").bold = True
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Handel", "1,4 Milliarden"
    document.add_paragraph("Lissabon auch.")
    document.core_properties.created = datetime(2026, 1, 29, tzinfo=UTC)
    return document


def test_paragraphs_and_tables_stand_in_reading_order(only):
    document = only(saved(report()), "oslo.docx")
    assert document.text.split("\n\n") == [
        "Oslo und Lissabon einig",
        "Norwegens Außenministerin schwieg.",
        "Handel",
        "1,4 Milliarden",
        "Lissabon auch.",
    ]
    assert document.title == "Oslo und Lissabon einig"


def test_words_that_were_taken_out_are_not_read_and_those_put_in_are(only):
    document = docx.Document()
    paragraph = document.add_paragraph("Oslo ")
    run = "<w:r><w:{0}>{1}</w:{0}></w:r>"
    for tag, words in (("del", run.format("delText", "redet")), ("ins", run.format("t", "schweigt."))):
        paragraph._p.append(parse_xml(f"<w:{tag} {nsdecls('w')} w:id='1' w:author='x'>{words}</w:{tag}>"))
    assert only(saved(document), "oslo.docx").text == "Oslo schweigt."


def test_the_day_of_the_file_counts_only_where_it_is_asked_for(only):
    data = saved(report())
    assert only(data, "oslo.docx").published is None
    assert only(data, "oslo.docx", Options(file_dates=True)).published == "2026-01-29"


def test_a_word_document_is_known_by_what_it_holds(only):
    assert only(saved(report()), "oslo").title == "Oslo und Lissabon einig"


def test_a_word_document_that_declares_entities_is_not_unfolded(opened):
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(report()))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                bomb = b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
                data = data.replace(b"<w:document", bomb + b"<w:document", 1).replace(b"schwieg.", b"&b;")
            new.writestr(name, data)
    (found,) = opened(stream.getvalue(), "oslo.docx")
    assert isinstance(found, SourceFault) or "haha" not in found.text


def test_an_archive_that_is_no_word_document_is_a_fault(opened):
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", "Oslo schweigt.")
    (fault,) = opened(stream.getvalue(), "oslo.docx")
    assert "no Word document" in fault.what
