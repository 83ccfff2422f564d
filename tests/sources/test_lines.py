import json

import pytest

from relazione.sources import Columns, Options, SourceFault
from relazione.sources.limits import LONGEST_LINE


def test_a_row_is_a_document_with_what_its_columns_tell(only):
    row = {
        "Headline": "Oslo und Lissabon einig",
        "body": "Norwegens Außenministerin reiste nach Lissabon.",
        "date": "2026-01-29T08:00:00Z",
        "source": "Nordblatt",
        "country": "DEU",
        "lang": "de-DE",
        "link": "https://nordblatt.example/1",
    }
    document = only(json.dumps(row, ensure_ascii=False).encode(), "rows.jsonl")
    assert document.text == "Oslo und Lissabon einig\n\nNorwegens Außenministerin reiste nach Lissabon."
    assert (document.title, document.published, document.publisher) == (row["Headline"], "2026-01-29", "Nordblatt")
    assert (document.country, document.language, document.url) == ("DEU", "de", "https://nordblatt.example/1")
    assert document.origin == "rows.jsonl:1"


def test_columns_may_be_named(only):
    options = Options(columns=Columns(text="inhalt", published="tag"))
    document = only(b'{"text": "x", "inhalt": "Oslo schweigt.", "tag": "2026-01"}', "rows.jsonl", options)
    assert (document.text, document.published) == ("Oslo schweigt.", "2026-01")


def test_a_broken_row_costs_no_other_and_is_named_by_its_line(opened):
    rows = b'{"text": "Oslo schweigt."}\n\n{broken\n[1]\n{"title": "x"}\n{"text": "Lissabon auch."}'
    found = opened(rows, "rows.ndjson")
    assert [one.origin for one in found if isinstance(one, SourceFault)] == [f"rows.ndjson:{n}" for n in (3, 4, 5)]
    assert [one.text for one in found if not isinstance(one, SourceFault)] == ["Oslo schweigt.", "Lissabon auch."]


def test_a_row_without_text_says_which_columns_there_are(opened):
    (fault,) = opened(b'{"inhalt": "Oslo schweigt."}', "rows.jsonl")
    assert "--text-column" in fault.mend
    assert "inhalt" in fault.mend


@pytest.mark.parametrize("text", ["\\ud800 schweigt", "Oslo\\u0000"])
def test_half_characters_and_control_characters_are_faults(opened, text):
    (fault,) = opened(f'{{"text": "{text}"}}'.encode(), "rows.jsonl")
    assert isinstance(fault, SourceFault)


def test_values_that_are_none_of_their_kind_are_left_out(only):
    row = b'{"text": "Oslo schweigt.", "date": 5, "url": "javascript:x", "language": "klingon", "country": "XXX"}'
    document = only(row, "rows.jsonl")
    assert (document.published, document.url, document.language, document.country) == (None, None, None, None)


def test_a_line_longer_than_any_report_is_a_fault_and_the_next_is_read(opened):
    fault, document = opened(b" " * (LONGEST_LINE + 1) + b'\n{"text": "Oslo schweigt."}', "rows.jsonl")
    assert "too long" in fault.what
    assert document.origin == "rows.jsonl:2"


@pytest.mark.parametrize("authors", ['"Ines Lund, Per Holm"', '["Ines Lund", "Per Holm"]'])
def test_a_row_names_one_author_or_several(only, authors):
    row = f'{{"text": "Norwegen und Portugal verhandeln.", "authors": {authors}}}'
    assert only(row.encode(), "rows.jsonl").author == "Ines Lund, Per Holm"
