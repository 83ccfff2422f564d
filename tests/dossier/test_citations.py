import json

import pytest

from relazione.dossier import cite, to_csl_json, to_ris
from relazione.dossier.tree import Footnote


def note(desk, words="kam nach Lissabon", **source):
    source = desk.source("d1", **source)
    return Footnote(number=1, quote=desk.quote(source, words), source=source)


def ris_fields(text):
    return [tuple(line.split("  - ", 1)) for line in text.split("\r\n") if line]


def test_a_citation_names_publisher_title_date_address_and_exact_words(desk):
    footnote = note(desk, published="2026-01-27", title="Lund in Lissabon", url="https://nordbote.example/1")
    assert cite(footnote, "de") == (
        "Nordbote, „Lund in Lissabon“, 27. Januar 2026, https://nordbote.example/1: „kam nach Lissabon“"
    )
    assert cite(footnote, "en") == (
        "Nordbote, “Lund in Lissabon”, 27 January 2026, https://nordbote.example/1: “kam nach Lissabon”"
    )


def test_a_citation_leaves_out_what_is_unknown(desk):
    footnote = note(desk, published=None, title=None, publisher=None)
    assert cite(footnote, "en") == "undated: “kam nach Lissabon”"


def test_a_citation_of_a_whole_document_says_so(desk):
    footnote = Footnote(number=1, quote=None, source=desk.source("d1"))
    assert cite(footnote, "en").endswith(": whole document")


def test_a_citation_stands_on_one_line(desk):
    assert "\n" not in cite(note(desk, words="kam\nnach Lissabon", title="Zwei\nZeilen"), "de")


def test_ris_begins_and_ends_each_record(desk):
    text = to_ris([desk.source("d1"), desk.source("d2")])
    assert [field for field in ris_fields(text) if field[0] in ("TY", "ER")] == [("TY", "NEWS"), ("ER", "")] * 2


def test_ris_gives_the_fields_of_a_newspaper_article(desk):
    source = desk.source("d1", "2026-01-27", language="de", url="https://nordbote.example/1", title="Lund")
    fields = dict(ris_fields(to_ris([source])))
    assert (fields["TI"], fields["T2"], fields["DA"], fields["PY"]) == ("Lund", "Nordbote", "2026/01/27/", "2026")
    assert (fields["UR"], fields["LA"], fields["CY"]) == ("https://nordbote.example/1", "de", "Norway")


def test_a_title_cannot_add_fields_to_ris(desk):
    fields = ris_fields(to_ris([desk.source("d1", title="Lund\r\nER  - \r\nTY  - BOOK")]))
    assert [name for name, _ in fields].count("TY") == 1


@pytest.mark.parametrize(
    ("published", "date"), [("2026-01", "2026/01//"), ("2026", "2026///"), ("2026-23", None), (None, None)]
)
def test_ris_leaves_unknown_parts_of_a_date_empty(desk, published, date):
    assert dict(ris_fields(to_ris([desk.source("d1", published)]))).get("DA") == date


def test_csl_gives_a_list_of_newspaper_articles(desk):
    source = desk.source("d1", "2026-01-27", title="Lund", url="https://nordbote.example/1")
    (item,) = json.loads(to_csl_json([source]))
    assert item == {
        "id": "d1",
        "type": "article-newspaper",
        "title": "Lund",
        "container-title": "Nordbote",
        "publisher-place": "Norway",
        "issued": {"date-parts": [[2026, 1, 27]]},
        "accessed": {"date-parts": [[2026, 3, 1]]},
        "URL": "https://nordbote.example/1",
    }


@pytest.mark.parametrize(
    ("published", "issued"),
    [
        ("2026-01", {"date-parts": [[2026, 1]]}),
        ("2026-01-27/2026-01-29", {"date-parts": [[2026, 1, 27], [2026, 1, 29]]}),
        ("2006~/2026", {"date-parts": [[2006], [2026]], "circa": True}),
        ("2026-23", {"date-parts": [[2026]], "season": 3}),
        ("199X", {"literal": "199X"}),
        ("XXXX-01-27", None),
        (None, None),
    ],
)
def test_csl_gives_dates_as_far_as_they_are_known(desk, published, issued):
    (item,) = json.loads(to_csl_json([desk.source("d1", published)]))
    assert item.get("issued") == issued


def test_citations_for_managers_of_references_name_each_author(desk):
    source = desk.source("d1", author="Ines Lund, Per Holm")
    assert [value for tag, value in ris_fields(to_ris([source])) if tag == "AU"] == ["Ines Lund", "Per Holm"]
    assert json.loads(to_csl_json([source]))[0]["author"] == [{"literal": "Ines Lund"}, {"literal": "Per Holm"}]
