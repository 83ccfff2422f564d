import subprocess

import pytest

from relazione.sources import Options, SourceFault, pages

LEFT = (
    "Norwegens Außenministerin Liv Sandvik",
    "reiste nach Lissabon. Die Regierungs-",
    "chefin begleitete sie. Das deutsch-",
)
RIGHT = ("französische Paar schwieg dazu. In", "Baden-Württemberg begrüßte man das", "neue Abkommen über Fischerei.")
PAGE = [
    (50, 800, 8, "Nordblatt, Politik"),
    (50, 740, 20, "Oslo und Lissabon einig"),
    *((50, 700 - 12 * row, 10, words) for row, words in enumerate(LEFT)),
    *((320, 700 - 12 * row, 10, words) for row, words in enumerate(RIGHT)),
]


def test_a_page_of_two_columns_is_read_in_order_with_words_whole(only, printed):
    document = only(printed(PAGE, [(50, 800, 8, "Nordblatt, Politik"), (50, 700, 10, "Ende.")]), "oslo.pdf")
    assert document.text.split("\n\n") == [
        "Oslo und Lissabon einig",
        "Norwegens Außenministerin Liv Sandvik reiste nach Lissabon. Die Regierungschefin begleitete sie. Das "
        "deutsch-französische Paar schwieg dazu. In Baden-Württemberg begrüßte man das neue Abkommen über Fischerei.",
        "Ende.",
    ]
    assert document.title == "Oslo und Lissabon einig"


def test_the_day_of_the_file_counts_only_where_it_is_asked_for(only, printed):
    data = printed(PAGE)
    assert only(data, "oslo.pdf").published is None
    assert only(data, "oslo.pdf", Options(file_dates=True)).published == "2026-01-29"


def test_a_pdf_is_read_in_a_process_of_its_own_as_in_this_one(printed):
    data = printed(PAGE)
    assert pages.text_of(data) == pages.read_pages(data)


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + b"\xff" * 1000])
def test_a_broken_pdf_is_a_fault(opened, data):
    (fault,) = opened(data, "oslo.pdf")
    assert isinstance(fault, SourceFault)


def test_a_broken_page_costs_no_other(opened, printed):
    data = printed(PAGE, [(50, 700, 10, "Ende.")])
    fault, document = opened(data.replace(b"/Kids [4 0 R 6 0 R]", b"/Kids [9 0 R 6 0 R]"), "oslo.pdf")
    assert fault.origin == "oslo.pdf#1"
    assert document.text == "Ende."


def test_a_pdf_of_pictures_says_that_it_needs_recognition(opened, printed):
    (fault,) = opened(printed([]), "oslo.pdf")
    assert "no text" in fault.what
    assert "OCR" in fault.mend


def test_a_pdf_that_takes_too_long_is_a_fault(opened, printed, monkeypatch):
    monkeypatch.setattr(pages, "SECONDS", 0.001)
    (fault,) = opened(printed(PAGE), "oslo.pdf")
    assert "too long" in fault.what


def test_a_pdf_that_ends_its_reader_is_a_fault(opened, monkeypatch):
    ended = subprocess.CompletedProcess([], returncode=-11, stdout=b"", stderr=b"")
    monkeypatch.setattr(pages.subprocess, "run", lambda *_, **__: ended)
    (fault,) = opened(b"%PDF-1.7", "oslo.pdf")
    assert "broken" in fault.what
