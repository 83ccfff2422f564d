"""Ledgers of earlier versions open, and lose nothing."""

import sqlite3

import msgspec
import pytest
import sqlalchemy as sa

from relazione.errors import LedgerError
from relazione.ledger import Ledger, tables
from relazione.ledger.checks import find_faults
from relazione.resolution.claims import Question
from relazione.review import next_items

FIRST = """
CREATE TABLE documents (id VARCHAR NOT NULL PRIMARY KEY, text TEXT NOT NULL, title TEXT, language VARCHAR,
  published VARCHAR, publisher TEXT, url TEXT, origin TEXT, added VARCHAR NOT NULL);
CREATE TABLE readings (document VARCHAR NOT NULL REFERENCES documents (id), reader VARCHAR NOT NULL,
  published VARCHAR DEFAULT '' NOT NULL, reading TEXT NOT NULL, added VARCHAR NOT NULL,
  PRIMARY KEY (document, reader, published));
PRAGMA user_version = 1;
"""


BACK_TO_THE_THIRD = """
DROP TABLE feeds;
DROP TABLE entries;
DROP TABLE rules;
DROP TABLE alerts;
DROP TABLE judgements;
DROP TABLE decisions;
DROP INDEX records_by_urgency;
DROP INDEX records_decided;
DROP INDEX records_by_day;
ALTER TABLE records DROP COLUMN urgency;
CREATE TABLE judgements ("left" VARCHAR NOT NULL, "right" VARCHAR NOT NULL, verdict VARCHAR NOT NULL,
  reason TEXT NOT NULL, who VARCHAR, made VARCHAR NOT NULL, PRIMARY KEY ("left", "right"));
UPDATE alembic_version SET version_num = '0003';
"""


def test_the_tables_that_migrations_make_are_those_that_the_code_uses(ledger):
    with ledger.transaction() as connection:
        found = sa.inspect(connection)
        for table in tables.metadata.sorted_tables:
            columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
            assert columns == {column.name: bool(column.nullable) for column in table.columns}
            indexes = {index["name"] for index in found.get_indexes(table.name)} - {"found"}
            assert indexes == {index.name for index in table.indexes}


def test_a_ledger_of_the_first_version_is_migrated_with_all_it_held(tmp_path, report):
    made = report("Israels Minister besuchte am Dienstag Astana.")
    made.event("besuchte", actor=(made.state("ISR"),), recipient=(made.state("KAZ"),), date="2026-01-27")
    document, reading = made.built
    path = tmp_path / "old.sqlite"
    old = sqlite3.connect(path)
    old.executescript(FIRST)
    old.execute("INSERT INTO documents (id, text, added) VALUES (?, ?, '2026-01-29')", (document.id, document.text))
    row = (document.id, reading.reader, "2026-01-28", reading.to_json(), "2026-01-29")
    old.execute("INSERT INTO readings VALUES (?, ?, ?, ?, ?)", row)
    old.commit()
    old.close()
    for _ in range(2):
        with Ledger(path) as ledger:
            assert ledger.reading(document.id) == reading
            with ledger.view() as view:
                (merged,) = view.material(Question(first="ISR", second="KAZ")).events
            assert merged.event.date == "2026-01-27"
            with ledger.transaction() as connection:
                assert list(find_faults(connection)) == []


def test_a_ledger_whose_search_index_a_trigger_filled_finds_each_text_once(tmp_path, report):
    path = tmp_path / "second.sqlite"
    Ledger(path).close()
    old = sqlite3.connect(path)
    old.executescript(BACK_TO_THE_THIRD)
    old.executescript(
        "UPDATE alembic_version SET version_num = '0002';"
        "CREATE TRIGGER searchable_added AFTER INSERT ON searchable BEGIN "
        "INSERT INTO found(rowid, folded) VALUES (new.number, new.folded); END;"
    )
    old.close()
    with Ledger(path) as ledger:
        ledger.add(*report("Der Zoll auf Weizen entfiel.").built)
        with ledger.transaction() as connection:
            assert list(find_faults(connection)) == []
            terms = "CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'found', 'instance')"
            connection.exec_driver_sql(terms)
            places = connection.exec_driver_sql("SELECT count(*) FROM temp.terms WHERE term = 'weizen'").scalar()
        assert places == 1


def test_judgements_of_an_earlier_layout_become_decisions_that_outlive_readings(tmp_path, report):
    path = tmp_path / "third.sqlite"
    made = [by(report, "Lior Adan"), by(report, "Noa Peretz")]
    with Ledger(path) as ledger:
        ledger.add_all(one.built for one in made)
        left, right = sorted(persons(ledger))
        before = [(item.claim.id, item.weight) for item in queue(ledger)]
    old = sqlite3.connect(path)
    old.executescript(BACK_TO_THE_THIRD)
    old.execute("INSERT INTO judgements VALUES (?, ?, 'same', 'one', 'Ada', '2026-02-01')", (left, right))
    old.commit()
    old.close()
    with Ledger(path) as ledger:
        (decision,) = ledger.decisions()
        assert (decision.verb, decision.who, decision.reason) == ("merge", "Ada", "one")
        assert {decision.left.name, decision.right.name} == {"Lior Adan", "Noa Peretz"}
        assert [(item.claim.id, item.weight) for item in queue(ledger)] == before
        for one in made:
            one.reader = "relazione/2"
            one.actors[0] = msgspec.structs.replace(one.actors[0], names=(one.actors[0].name, "?"))
            ledger.add(*one.built)
        assert len(persons(ledger)) == 1
        with ledger.transaction() as connection:
            assert list(find_faults(connection)) == []


def by(report, name):
    made = report(f"{name} besuchte Astana.")
    person = made.person(name, "ISR", "minister")
    made.event("besuchte", actor=(made.state("ISR"),), recipient=(made.state("KAZ"),), participants=(person,))
    return made


def persons(ledger):
    with ledger.view() as view:
        return {actor.id for actor in view.material(Question()).actors.values() if actor.kind == "person"}


def queue(ledger):
    with ledger.view() as view:
        return next_items(view)


def test_a_text_that_the_search_index_lost_is_a_fault(tmp_path, report):
    path = tmp_path / "torn.sqlite"
    with Ledger(path) as ledger:
        ledger.add(*report("Der Zoll auf Weizen entfiel.").built)
        with ledger.writer() as writer:
            writer.connection.exec_driver_sql("DELETE FROM found_docsize")
        with ledger.transaction() as connection:
            assert [str(fault) for fault in find_faults(connection)] == ["2 texts are missing in the search index"]


def test_a_ledger_of_a_later_version_is_left_alone(place):
    with Ledger(place) as ledger, ledger.writer() as writer:
        writer.connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(LedgerError, match="layout 9999"):
        Ledger(place)
