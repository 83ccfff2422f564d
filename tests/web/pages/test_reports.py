import html
import re
from pathlib import Path

from relazione.ledger import Ledger
from relazione.reader import read_document
from relazione.records import Document, Reading

VISIT = "Portugals Außenminister besucht Norwegen"
BAIT = "<script>alert(1)</script>"


def report(path: Path, title: str) -> str:
    with Ledger(path) as ledger:
        return next(id_ for id_, _, found in ledger.contents() if found == title)


def ledger_reading(path: Path, id_: str) -> Reading:
    with Ledger(path) as ledger:
        return ledger.decided_reading(id_)


def bare(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", page))


def test_the_text_is_whole_and_every_record_has_its_place_in_it(visitor, filled: Path) -> None:
    id_ = report(filled, VISIT)
    page = visitor.get(f"/reports/{id_}")
    with Ledger(filled) as ledger:
        text, reading = ledger.document(id_).text, ledger.decided_reading(id_)
    shown = re.search(r'<div class="text".*?</div>', page, re.DOTALL)
    assert shown
    assert [line for line in bare(shown[0]).splitlines() if line] == [line for line in text.splitlines() if line]
    for record in (*reading.events, *reading.statements, *reading.figures, *reading.agreements):
        assert f'id="r-{record.id}"' in page
        assert f'id="w-{record.id}"' in page


def test_records_are_said_in_the_language_of_the_interface(visitor, filled: Path) -> None:
    id_ = report(filled, VISIT)
    assert "Portugal visits Norway" in visitor.get(f"/reports/{id_}")
    visitor.client.headers["accept-language"] = "de"
    assert "Portugal besucht Norwegen" in visitor.get(f"/reports/{id_}")


def test_scripts_in_texts_and_titles_are_shown_as_text(reviewer, own: Path) -> None:
    document = Document.of(
        f"Norwegens Außenministerin besuchte {BAIT} am Montag Portugal.", title=f"Besuch {BAIT}", publisher=BAIT
    )
    with Ledger(own) as ledger:
        ledger.add(document, read_document(document))
    for path in (f"/reports/{document.id}", "/search?q=alert", "/review", f"/review/{document.id}", "/actors?q=alert"):
        page = reviewer.get(path)
        assert "<script>alert" not in page
    assert html.escape(BAIT) in reviewer.get(f"/reports/{document.id}")


def test_an_unsafe_address_of_a_report_is_no_link(reviewer, own: Path) -> None:
    document = Document.of("Norwegen half Portugal.", url="javascript:alert(1)")
    with Ledger(own) as ledger:
        ledger.add(document, read_document(document))
    assert "javascript:" not in reviewer.get(f"/reports/{document.id}")


def test_a_report_that_is_not_kept_is_told_as_such(visitor) -> None:
    answer = visitor.client.get("/reports/sha256:0000000000")
    assert answer.status_code == 404
    assert "no document begins with" in answer.text


def test_a_report_without_a_title_is_called_by_its_file_everywhere(reviewer, own: Path) -> None:
    text = "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar 2026 Lissabon."
    document = Document.of(text, origin="/home/marta/berichte/lissabon.txt", published="2026-01-29")
    with Ledger(own) as ledger:
        ledger.add(document, read_document(document))
    event = next(iter(ledger_reading(own, document.id).events))
    for path in ("/", f"/reports/{document.id}", f"/review/{document.id}/{event.id}", "/search?q=Lissabon"):
        assert "lissabon.txt" in reviewer.get(path), path
    dossier = reviewer.get("/dossier/NOR/PRT")
    assert ">lissabon.txt</a>" in dossier
    assert "marta" not in dossier


def test_a_report_without_title_and_file_says_so(reviewer, own: Path) -> None:
    document = Document.of("Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar 2026 Lissabon.")
    with Ledger(own) as ledger:
        ledger.add(document, read_document(document))
    assert "<h1" in reviewer.get(f"/reports/{document.id}")
    assert ">Untitled</h1>" in reviewer.get(f"/reports/{document.id}")


def test_addresses_of_reports_that_are_no_web_addresses_are_not_linked(reviewer, own: Path) -> None:
    text = "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar 2026 Lissabon."
    document = Document.of(text, title=BAIT, publisher=BAIT, url="javascript:alert(1)", published="2026-01-29")
    with Ledger(own) as ledger:
        ledger.add(document, read_document(document))
    for path in ("/", "/dossier/NOR/PRT", f"/reports/{document.id}", f"/review/{document.id}", "/search?q=Lissabon"):
        page = reviewer.get(path)
        assert "javascript:" not in page, path
        assert BAIT not in page, path
