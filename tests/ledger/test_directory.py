import pytest

from relazione.ledger.directory import (
    actor_of,
    find_actors,
    near_tellings,
    places_of,
    profiles_of,
    standing_of,
    tellings_of,
)
from relazione.reader import read_document
from relazione.records import Document

FIRST = """Besuch in Oslo

Der portugiesische Außenminister João Silva besuchte am 27. Januar 2026 Oslo. „Wir werden Norwegen helfen“, sagte Silva.
"""
SECOND = """Portugal und Norwegen

Außenminister Silva aus Portugal besuchte am 27. Januar 2026 Norwegens Hauptstadt Oslo. Norwegen rügte Peru scharf.
"""


@pytest.fixture
def reports(ledger):
    documents = [Document.of(text, published="2026-01-29") for text in (FIRST, SECOND)]
    ledger.add_all((document, read_document(document)) for document in documents)
    return [document.id for document in documents]


def visit(view, report):
    stands = standing_of(view.connection, report)
    return next(one for one in stands.values() if one.merged and "event" in one.claim)


@pytest.mark.usefixtures("reports")
def test_every_named_actor_is_listed_with_its_spellings(ledger):
    with ledger.view() as view:
        found = {entry.id: entry for entry in find_actors(view.connection)}
    assert {"NOR", "PRT"} <= set(found)
    (silva,) = [entry for entry in found.values() if "João Silva" in entry.names]
    assert (silva.kind, silva.country) == ("person", "PRT")
    with ledger.view() as view:
        shown = profiles_of(view.connection, silva.id)
        assert {actor_of(view.connection, profile.id) for profile in shown} == {silva.id}
        assert actor_of(view.connection, "actor:none") is None


def test_a_claim_is_found_where_it_stands(ledger, reports):
    with ledger.view() as view:
        for local, one in standing_of(view.connection, reports[0]).items():
            place = places_of(view.connection, [one.claim])[one.claim]
            assert (place.document, place.local) == (reports[0], local)


def test_the_tellings_of_an_event_and_what_may_be_the_same(ledger, reports):
    with ledger.view() as view:
        found = visit(view, reports[1])
        told = tellings_of(view.connection, found.merged)
        near = near_tellings(view.connection, reports[1], found.merged)
    assert found.claim in {one.claim for one in told}
    assert not {one.claim for one in told} & {one.claim for one in near}
    assert all(one.words for one in (*told, *near))


@pytest.mark.usefixtures("reports")
def test_an_actors_newest_records_come_from_all_its_reports(ledger):
    with ledger.view() as view:
        (silva,) = [entry for entry in find_actors(view.connection) if "João Silva" in entry.names]
        person, state = view.of_actor(silva.id), view.of_actor("PRT", limit=1)
    assert {claim.record.speaker for claim in person.statements} == {silva.id}
    assert person.events
    assert len(state.events) == 1
