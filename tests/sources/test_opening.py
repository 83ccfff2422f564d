import gzip
import sys
import zipfile
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from relazione.errors import SourceError
from relazione.records import Document
from relazione.resolution.origins import is_copy, shingles
from relazione.sources import (
    Options,
    Particulars,
    SourceFault,
    find_reports,
    holds_one,
    one_report,
    open_source,
    open_sources,
)

PAGE = b"<html><body><article><h1>Oslo</h1><p>Oslo schweigt zu allem, was gefragt wird.</p></article></body></html>"


def test_a_folder_stands_for_the_reports_below_it(tmp_path):
    (tmp_path / "b").mkdir()
    for name in ("b/two.txt", "one.md", "rows.jsonl.gz", "picture.png", "notes.yaml.gz", "README.md", ".hidden.txt"):
        (tmp_path / name).write_text("Oslo schweigt.")
    assert [path.name for path in find_reports([tmp_path])] == ["two.txt", "one.md", "rows.jsonl.gz"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Oslo schweigt.", "Oslo schweigt."),
        (PAGE, "Oslo\n\nOslo schweigt zu allem, was gefragt wird."),
        (gzip.compress(b"Oslo schweigt."), "Oslo schweigt."),
        (b"Message-ID: <1@oslo.example>\nSubject: Oslo\n\nOslo schweigt.", "Oslo schweigt."),
        (b"From a@b Thu Jan 29 08:00:00 2026\nSubject: Oslo\n\nOslo schweigt.", "Oslo schweigt."),
        (b'{"text": "Oslo schweigt."}', "Oslo schweigt."),
        (b"<rss version='2.0'><channel><item><title>Oslo schweigt.</title></item></channel></rss>", "Oslo schweigt."),
    ],
    ids=["text", "html", "gzip", "mail", "mailbox", "json", "feed"],
)
@pytest.mark.parametrize("name", ["", "report", "report.dat"])
def test_a_form_is_told_by_its_bytes_where_the_name_tells_none(only, data, text, name):
    assert only(data, name).text == text


def test_first_bytes_that_are_plain_go_before_a_wrong_name(only):
    assert only(gzip.compress(b"Oslo schweigt."), "report.txt").text == "Oslo schweigt."


def test_standard_input_is_a_source(monkeypatch):
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"Oslo schweigt.")))
    (document,) = open_source("-")
    assert (document.text, document.origin) == ("Oslo schweigt.", "standard input")
    assert not sys.stdin.closed


def test_a_stream_stays_open():
    stream = BytesIO(b"Oslo schweigt.")
    assert len(list(open_source(stream))) == 1
    assert not stream.closed


def test_what_is_given_goes_before_reports_yaml_and_that_before_the_source_itself(tmp_path):
    (tmp_path / "rows.jsonl").write_text(
        '{"text": "Oslo schweigt.", "date": "2026-01-01", "publisher": "Zeile", "url": "https://a.example/"}\n'
    )
    (tmp_path / "reports.yaml").write_text("rows.jsonl: {published: 2026-01-29, publisher: Nordblatt}\n")
    options = Options(given=Particulars(publisher="Kurier"))
    (document,) = open_source(tmp_path / "rows.jsonl", options)
    assert (document.published, document.publisher, document.url) == ("2026-01-29", "Kurier", "https://a.example/")


def test_one_broken_report_costs_no_other(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\0\xff\0")
    (tmp_path / "b.txt").write_text("Oslo schweigt.")
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7 broken")
    broken, document, other = open_sources([tmp_path])
    assert isinstance(broken, SourceFault)
    assert broken.origin.endswith("a.txt")
    assert isinstance(document, Document)
    assert isinstance(other, SourceFault)


@pytest.mark.parametrize("name", ["nowhere.txt", "nowhere/at/all.pdf"])
def test_a_missing_file_is_a_fault_with_its_path(name):
    (fault,) = open_source(name)
    assert name in str(fault)


def test_a_faulty_reports_yaml_is_a_fault(tmp_path):
    (tmp_path / "a.txt").write_text("Oslo schweigt.")
    (tmp_path / "reports.yaml").write_text("a.txt: {publishd: 2026}\n")
    (fault,) = open_source(tmp_path)
    assert "publishd" in str(fault)


def test_one_report_is_asked_for_where_there_are_several(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "Oslo schweigt."}\n{"text": "Lissabon auch."}\n')
    with pytest.raises(SourceError, match="several reports"):
        one_report(open_source(path), str(path))


def test_a_name_tells_whether_a_file_holds_one_report():
    assert holds_one(Path("a.HTML"))
    assert not holds_one(Path("a.zip"))
    assert not holds_one(Path("a"))


@pytest.mark.parametrize(
    "suffix",
    [
        "",
        ".txt",
        ".md",
        ".html",
        ".xml",
        ".docx",
        ".eml",
        ".mbox",
        ".warc",
        ".jsonl",
        ".parquet",
        ".zip",
        ".gz",
    ],
)
@pytest.mark.parametrize(
    "data", [b"", b"\0" * 100, b"\xff\xfe\xfa" * 50, b"PK\x03\x04rest", b"<" * 5000, b"{" * 5000, b"PAR1"]
)
def test_whatever_a_file_holds_it_gives_documents_or_faults(opened, data, suffix):
    assert all(isinstance(found, Document | SourceFault) for found in opened(data, f"report{suffix}"))


def test_an_archive_is_opened_as_it_is_iterated(tmp_path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "Oslo schweigt.")
        archive.writestr("b.txt", "Lissabon auch.")
    found = open_source(path)
    assert next(found).text == "Oslo schweigt."
    found.close()


def test_one_agency_text_in_two_forms_is_one_origin(only):
    words = "Norwegens Außenministerin Liv Sandvik und ihr Amtskollege unterzeichneten in Lissabon ein Abkommen. " * 3
    page = (
        f"<html><title>Einig</title><body><nav>Start</nav><article><h1>Einig</h1><p>{words}</p></article></body></html>"
    )
    copies = only(page.encode(), "a.html"), only(f"Oslo (ag) {words}".encode("cp1252"), "b.txt")
    assert copies[0].id != copies[1].id
    assert is_copy(*(shingles(copy.text) for copy in copies))
