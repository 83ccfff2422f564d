import sqlite3

import pytest

from relazione.errors import LedgerError
from relazione.ledger import Ledger, default_path
from relazione.records import Document, DocumentHead, Reading

REPORT = Document.of("Oslo schweigt.", title="Norwegen")


def reading_of(document, reader="relazione/1", published=None):
    head = DocumentHead(
        id=document.id,
        title=document.title,
        language="de",
        published=published,
        publisher=None,
        url=None,
        length=len(document.text),
    )
    return Reading(reader=reader, document=head)


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "new" / "ledger.sqlite") as opened:
        yield opened


def test_a_report_comes_back_as_it_was_added(ledger):
    ledger.add(REPORT, reading_of(REPORT))
    assert ledger.document(REPORT.id).text == REPORT.text
    assert ledger.reading(REPORT.id) == reading_of(REPORT)


def test_adding_twice_changes_nothing(ledger):
    assert ledger.add(REPORT, reading_of(REPORT))
    assert not ledger.add(REPORT, reading_of(REPORT))
    assert len(ledger.contents()) == 1


def test_a_newer_reader_adds_its_reading_beside_the_old_one(ledger):
    ledger.add(REPORT, reading_of(REPORT))
    assert ledger.add(REPORT, reading_of(REPORT, reader="relazione/2"))
    assert ledger.reading(REPORT.id).reader == "relazione/2"


def test_the_first_digits_of_an_id_find_the_document(ledger):
    ledger.add(REPORT, reading_of(REPORT))
    assert ledger.find(REPORT.id[7:15]) == REPORT.id
    assert ledger.find(REPORT.id) == REPORT.id


@pytest.mark.parametrize("start", ["ffffffffff", "abc", "%%%%%%%%"])
def test_an_id_that_finds_nothing_is_an_error(ledger, start):
    ledger.add(REPORT, reading_of(REPORT))
    with pytest.raises(LedgerError):
        ledger.find(start)


def test_a_file_that_is_no_ledger_is_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("These are my notes, and they are no ledger at all." * 20)
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"notes\.txt"):
        Ledger(path)
    assert path.read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path):
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE friends (name TEXT)")
    connection.close()
    with pytest.raises(LedgerError, match="another program"):
        Ledger(path)


def test_the_environment_says_where_the_ledger_lies(monkeypatch, tmp_path):
    monkeypatch.setenv("RELAZIONE_LEDGER", str(tmp_path / "mine.sqlite"))
    assert default_path() == str(tmp_path / "mine.sqlite")
