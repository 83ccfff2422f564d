import re
from pathlib import Path

import pytest

from relazione.ledger import Ledger

TEXT = "Besuch in Oslo\n\nDer portugiesische Außenminister João Silva besuchte am Dienstag Oslo.\n"


def contents(path: Path) -> int:
    with Ledger(path) as ledger:
        return len(ledger.contents())


def test_a_pasted_text_is_read_and_not_stored(reviewer, own: Path) -> None:
    before = contents(own)
    page = reviewer.post("/read", {"text": TEXT, "published": "29.01.2026", "publisher": "Nordblatt"})
    assert "Portugal visits Norway" in page
    assert "29 January 2026" in page
    assert "Nordblatt" in page
    assert contents(own) == before


def test_a_read_text_is_kept_on_demand_and_then_known(reviewer, own: Path) -> None:
    before = contents(own)
    page = reviewer.post("/read/keep", {"text": TEXT.replace("\n", "\r\n"), "published": "2026-01-29"})
    assert contents(own) == before + 1
    assert "Besuch in Oslo" in page
    assert "in the ledger already" in reviewer.post("/read", {"text": TEXT})


def test_an_uploaded_file_is_read(reviewer) -> None:
    page = reviewer.post("/read", {}, files={"file": ("oslo.txt", TEXT.encode())})
    assert "Besuch in Oslo" in page
    assert 'name="origin" value="oslo.txt"' in page


def test_a_faulty_file_is_named_and_nothing_typed_is_lost(reviewer) -> None:
    page = reviewer.post("/read", {"publisher": "Nordblatt"}, files={"file": ("oslo.txt", b"\0\xff\0")}, status=422)
    assert "oslo.txt" in page
    assert 'value="Nordblatt"' in page


@pytest.mark.parametrize("name", ["../../etc/oslo.txt", "C:\\reports\\oslo.txt", "oslo." + "x" * 300, "oslo.t\0xt"])
def test_whatever_an_uploaded_file_is_called_it_is_read(reviewer, name: str) -> None:
    page = reviewer.post("/read", {}, files={"file": (name, TEXT.encode())})
    assert "Portugal visits Norway" in page
    origin = re.search(r'name="origin" value="([^"]*)"', page)
    assert origin
    assert "/" not in origin[1]


def test_a_faulty_date_is_told_beside_its_field_and_nothing_typed_is_lost(reviewer) -> None:
    page = reviewer.post("/read", {"text": TEXT, "published": "gestern", "title": "Mein Titel"}, status=422)
    field = re.search(r'<input id="published"[^>]*>', page)
    assert field
    assert 'aria-invalid="true"' in field[0]
    assert 'value="gestern"' in field[0]
    assert "Der portugiesische Außenminister" in page
    assert 'value="Mein Titel"' in page


def test_an_empty_form_asks_for_a_text(reviewer) -> None:
    assert "Please paste a text or choose a file." in reviewer.post("/read", {"text": "  "}, status=422)


def test_keeping_needs_the_pages_token(reviewer) -> None:
    reviewer.client.get("/read")
    assert reviewer.client.post("/read/keep", data={"text": TEXT}).status_code == 403


def test_an_uploaded_page_is_read_with_its_day_and_publisher(reviewer) -> None:
    told = {"og:site_name": "Nordblatt", "article:published_time": "2026-01-29"}
    head = "".join(f'<meta property="{name}" content="{value}">' for name, value in told.items())
    body = f"<article><h1>Besuch in Oslo</h1><p>{TEXT.splitlines()[2]}</p></article>"
    page = reviewer.post("/read", {}, files={"file": ("oslo.html", f"<html><head>{head}</head>{body}".encode())})
    assert "Portugal visits Norway" in page
    assert 'value="2026-01-29"' in page
    assert 'value="Nordblatt"' in page


def test_a_file_of_several_reports_is_a_fault_that_says_so(reviewer) -> None:
    rows = b'{"text": "Oslo schweigt."}\n{"text": "Lissabon auch."}\n'
    page = reviewer.post("/read", {}, files={"file": ("rows.jsonl", rows)}, status=422)
    assert "several reports" in page
