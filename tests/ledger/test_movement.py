from relazione.ledger import Ledger
from relazione.ledger.movement import moods, newest, newest_day
from relazione.reader import read_document
from relazione.records import Document

TEXTS = (
    ("2026-02-02", "Der Außenminister Finnlands besuchte am 1. Februar 2026 Estland."),
    ("2026-02-03", "Der finnische Außenminister besuchte am 1. Februar 2026 Estland."),
    ("2026-03-11", "Estland verurteilte am 10. März 2026 Finnland. Finnland wird Estland nicht besuchen."),
)


def filled(place: str) -> Ledger:
    ledger = Ledger(place)
    documents = [Document.of(text, published=day, language="de", publisher="Nordblatt") for day, text in TEXTS]
    ledger.add_all((document, read_document(document)) for document in documents)
    return ledger


def test_an_event_that_two_reports_tell_counts_once(place: str) -> None:
    with filled(place) as ledger, ledger.transaction() as connection:
        found = moods(connection, "2026-02-01", "2026-02-28")
    assert list(found) == [("EST", "FIN")]
    assert found["EST", "FIN"].events == 1
    assert found["EST", "FIN"].mean > 0


def test_only_events_of_the_period_that_happened_count(place: str) -> None:
    with filled(place) as ledger, ledger.transaction() as connection:
        march = moods(connection, "2026-03-01", "2026-03-31")
        assert march["EST", "FIN"].events == 1
        assert march["EST", "FIN"].mean < 0
        assert moods(connection, "2025-01-01", "2025-12-31") == {}


def test_the_newest_reports_come_first_with_what_they_brought(place: str) -> None:
    with filled(place) as ledger, ledger.transaction() as connection:
        found = newest(connection, 2)
        assert newest_day(connection) == "2026-03-11"
    assert [report.source.published for report in found] == ["2026-03-11", "2026-02-03"]
    assert found[0].records["event"] == 2
    assert found[0].pairs[0] == ("EST", "FIN")


def test_an_empty_ledger_has_no_newest_day(place: str) -> None:
    with Ledger(place) as ledger, ledger.transaction() as connection:
        assert newest_day(connection) is None
        assert newest(connection, 5) == []
