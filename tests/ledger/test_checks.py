import pytest
import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.checks import find_faults
from relazione.ledger.counts import counts_of


@pytest.fixture
def filled(ledger, report):
    made = report("Israels Minister besuchte am Dienstag Astana.")
    made.event("besuchte", actor=(made.state("ISR"),), recipient=(made.state("KAZ"),), date="2026-01-27")
    ledger.add(*made.built)
    return ledger


def faults(ledger):
    with ledger.transaction() as connection:
        return list(find_faults(connection))


def test_a_whole_ledger_has_no_faults(filled):
    assert faults(filled) == []


@pytest.mark.parametrize(
    ("table", "change", "fault"),
    [
        ("documents", {"text": "Israels Meister besuchte am Dienstag Astana."}, "not the one that its hash names"),
        ("documents", {"text": "Israel"}, "a span ends outside the text"),
        ("records", {"record": "{}"}, "the record is broken"),
        ("records", {"merged": None}, "belongs to no merged event"),
        ("readings", {"reading": "{}"}, "its reading is broken"),
        ("casts", {"local": "a9"}, "names the actor a1"),
    ],
)
def test_every_kind_of_damage_is_found_and_named(filled, table, change, fault):
    with filled.writer() as writer:
        damaged = tables.metadata.tables[table]
        first = sa.select(sa.func.min(damaged.c.local)).scalar_subquery() if table == "casts" else None
        statement = sa.update(damaged).values(**change)
        writer.connection.execute(statement.where(damaged.c.local == first) if table == "casts" else statement)
    assert any(fault in found for found in faults(filled))


def test_a_record_that_is_gone_is_missed(filled):
    with filled.writer() as writer:
        for table in (tables.sides, tables.pairs, tables.records):
            writer.connection.execute(sa.delete(table))
    assert any("holds 1 records, the ledger 0" in fault for fault in faults(filled))


def test_counts_say_what_a_ledger_holds(filled):
    with filled.transaction() as connection:
        counts = counts_of(connection)
    assert (counts["documents"], counts["events told"], counts["merged events"], counts["actors"]) == (1, 1, 1, 2)
    assert counts["bytes"] > 0
