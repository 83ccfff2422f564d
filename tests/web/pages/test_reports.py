import html
import re
from pathlib import Path

from relazione.ledger import Ledger
from relazione.reader import read_document
from relazione.records import Document

VISIT = "Portugals Außenminister besucht Norwegen"
BAIT = "<script>alert(1)</script>"


def report(path: Path, title: str) -> str:
    with Ledger(path) as ledger:
        return next(id_ for id_, _, found in ledger.contents() if found == title)


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
