import gzip

from relazione.sources import SourceFault
from relazione.sources.limits import HARMLESS


def test_a_packed_report_is_read_by_the_form_of_its_name_inside(only):
    page = b"<article><h1>Oslo</h1><p>Oslo schweigt zu allem, was gefragt wird.</p></article>"
    assert only(gzip.compress(page), "oslo.html.gz").title == "Oslo"


def test_several_packed_parts_are_one(opened):
    rows = [b'{"text": "Oslo schweigt."}\n', b'{"text": "Lissabon auch."}\n']
    found = opened(b"".join(map(gzip.compress, rows)), "rows.jsonl.gz")
    assert [document.text for document in found] == ["Oslo schweigt.", "Lissabon auch."]


def test_what_comes_before_a_break_is_read(opened):
    rows = [b'{"text": "Oslo schweigt."}\n', b'{"text": "Lissabon auch."}\n']
    document, fault = opened(b"".join(map(gzip.compress, rows))[:-12], "rows.jsonl.gz")
    assert document.text == "Oslo schweigt."
    assert "broken" in fault.what


def test_a_file_that_grows_out_of_all_proportion_is_a_fault(opened):
    (fault,) = opened(gzip.compress(b" " * (64 * HARMLESS)), "bomb.txt.gz")
    assert isinstance(fault, SourceFault)
    assert "unpacks to too much" in fault.what


def test_packing_again_and_again_is_too_deep(opened):
    data = b"Oslo schweigt."
    for _ in range(10):
        data = gzip.compress(data)
    (fault,) = opened(data, "oslo.txt.gz")
    assert "too deep" in fault.what
