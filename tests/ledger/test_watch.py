from relazione.ledger import Ledger
from relazione.reader import read_document
from relazione.records import Document


def test_the_state_changes_with_every_write_and_only_then(place: str) -> None:
    one, other = (
        Document.of(f"Frankreich verurteilte am {day}. Mai 2026 den Angriff.", published="2026-05-09", language="de")
        for day in (3, 4)
    )
    with Ledger(place) as ledger, Ledger(place) as second:
        states = [ledger.state()]
        assert ledger.state() == states[0]
        ledger.add(one, read_document(one))
        states.append(ledger.state())
        second.add(other, read_document(other))
        states.append(ledger.state())
        ledger.forget(one.id)
        states.append(ledger.state())
        assert len(set(states)) == 4
        with ledger.view() as view:
            view.publishers()
        assert ledger.state() == states[-1]
