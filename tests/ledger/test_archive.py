import pytest

from relazione.errors import LedgerError
from relazione.ledger import Ledger
from relazione.ledger.archive import export_lines, import_lines
from relazione.resolution.claims import Question


def fill(ledger, report):
    for text in ("Israels Minister besuchte am Dienstag Astana.", "Der Gast besuchte Kasachstans Hauptstadt."):
        made = report(text, publisher="Nordblatt", country="DEU")
        made.event(
            "besuchte", actor=(made.state("ISR"),), recipient=(made.state("KAZ"),), date="2026-01-27", mode="visit"
        )
        ledger.add(*made.built)
    gone = report("Niemand kam.")
    ledger.add(*gone.built)
    ledger.forget(gone.document.id)


def events(ledger):
    with ledger.view() as view:
        return view.material(Question()).events


def test_an_archive_brings_back_documents_readings_decisions_and_stubs(ledger, report, tmp_path):
    fill(ledger, report)
    (link,) = events(ledger)[0].links
    ledger.split(link.left, link.right, reason="two", who="Ada")
    lines = list(export_lines(ledger))
    with Ledger(tmp_path / "copy.sqlite") as copy:
        assert import_lines(copy, lines) == 2
        assert [merged.id for merged in events(copy)] == [merged.id for merged in events(ledger)]
        assert len(events(copy)) == 2
        assert list(export_lines(copy)) == lines
        assert import_lines(copy, lines) == 0


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda lines: lines[1:], "no archive"),
        (lambda lines: [lines[0], lines[1][:-9]], "archive:2: the line is broken"),
        (lambda lines: [lines[0], lines[1].replace(b"Minister", b"Meister")], "archive:2: the text is not the one"),
    ],
)
def test_a_broken_archive_names_the_line(ledger, report, tmp_path, change, fault):
    fill(ledger, report)
    with Ledger(tmp_path / "copy.sqlite") as copy, pytest.raises(LedgerError, match=fault):
        import_lines(copy, change(list(export_lines(ledger))))
