import importlib
import io
from datetime import date

import duckdb
import polars as pl
import pytest

from relazione.exchange import ExportError, MissingLibrary, export, parquet

TABLES = ("actors", "agreements", "documents", "event_evidence", "events", "figures", "statements")


@pytest.fixture
def folder(tmp_path, batches):
    export(batches, "parquet", tmp_path / "tables")
    return tmp_path / "tables"


def test_there_is_one_table_a_kind_and_no_other_file(folder):
    assert sorted(path.name for path in folder.iterdir()) == [f"{name}.parquet" for name in TABLES]


def test_polars_and_duckdb_count_the_same_rows(folder, material):
    expected = {
        "actors": len(material.actors),
        "agreements": 1,
        "documents": 3,
        "event_evidence": 8,
        "events": 6,
        "figures": 1,
        "statements": 1,
    }
    assert {name: len(pl.read_parquet(folder / f"{name}.parquet")) for name in TABLES} == expected
    with duckdb.connect() as connection:
        counts = {name: _count(connection, folder / f"{name}.parquet") for name in TABLES}
    assert counts == expected


def _count(connection, path):
    return connection.execute("SELECT count(*) FROM read_parquet(?)", [str(path)]).fetchall()[0][0]


def test_values_and_types_come_back(folder):
    event = pl.read_parquet(folder / "events.parquet").row(0, named=True)
    assert (event["id"], event["type"], event["mode"], event["score"], event["quad"]) == (
        "event:e1",
        "CONSULT",
        "visit",
        4.0,
        1,
    )
    assert (event["actor"], event["recipient"], event["participants"]) == (["UZB"], ["KAZ"], ["actor:p1"])
    assert (event["first_day"], event["last_day"]) == (date(2024, 5, 3), date(2024, 5, 3))
    assert (event["reports"], event["origins"], event["place"], event["place_country"]) == (3, 2, "Astana", "KAZ")
    figure = pl.read_parquet(folder / "figures.parquet").row(0, named=True)
    assert (figure["value"], figure["unit"], figure["from"], figure["to"]) == (2e7, "USD", "KAZ", "UZB")
    assert figure["quotes"][0]["words"] == "20 Millionen Dollar"


def test_nested_values_come_back(folder):
    actors = {row["id"]: row for row in pl.read_parquet(folder / "actors.parquet").iter_rows(named=True)}
    assert [office["role"] for office in actors["actor:p1"]["offices"]] == ["legislator", "head_of_state"]
    assert actors["actor:p1"]["identifiers"] == [{"scheme": "wikidata", "value": "Q999999991"}]
    agreement = pl.read_parquet(folder / "agreements.parquet").row(0, named=True)
    assert agreement["stages"] == [{"stage": "signed", "date": "2024-05-03"}]


def test_events_join_their_words_and_documents(folder):
    query = f"""
        SELECT d.publisher, e.words FROM '{folder}/event_evidence.parquet' e
        JOIN '{folder}/documents.parquet' d ON d.id = e.document
        WHERE e.event = 'event:e1' ORDER BY d.id
    """  # noqa: S608  (a folder of the test)
    with duckdb.connect() as connection:
        rows = connection.sql(query).fetchall()
    assert [publisher for publisher, _ in rows] == ["Agentur\tEins", "Blatt Zwei", "Third Wire"]
    assert rows[2][1] == "visited Astana"


def test_the_statement_that_alone_asserts_an_event_can_be_found(folder):
    query = f"""
        SELECT s.id FROM '{folder}/event_evidence.parquet' e
        JOIN '{folder}/statements.parquet' s ON s.document = e.document AND s.local = e.attributed_to
    """  # noqa: S608  (a folder of the test)
    with duckdb.connect() as connection:
        assert connection.sql(query).fetchall() == [("statement:d1s1",)]


def test_tables_without_rows_keep_their_columns(tmp_path, material_of):
    export([material_of()], "parquet", tmp_path / "tables")
    figures = pl.read_parquet(tmp_path / "tables" / "figures.parquet")
    assert len(figures) == 0
    assert figures.schema["value"] == pl.Float64


def test_equal_materials_give_equal_bytes(tmp_path, batches):
    for name in ("one", "two"):
        export(batches, "parquet", tmp_path / name)
    for name in TABLES:
        assert (tmp_path / "one" / f"{name}.parquet").read_bytes() == (
            tmp_path / "two" / f"{name}.parquet"
        ).read_bytes()


def _write_and_fail(writer, material):
    writer.write(material)
    raise ExportError("stop")


def test_an_exception_leaves_no_table(tmp_path, material):
    with pytest.raises(ExportError), parquet.ParquetWriter(tmp_path / "tables") as writer:
        _write_and_fail(writer, material)
    assert list((tmp_path / "tables").iterdir()) == []


def test_a_stream_or_a_file_is_no_folder(tmp_path, material):
    (tmp_path / "file").touch()
    with pytest.raises(ExportError, match="parquet is a folder of tables"):
        export([material], "parquet", io.BytesIO())
    with pytest.raises(ExportError, match="its folder cannot be made"):
        export([material], "parquet", tmp_path / "file")


def test_a_missing_library_says_what_to_install(monkeypatch, tmp_path):
    def refuse(name):
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", refuse)
    parquet.libraries.cache_clear()
    try:
        with pytest.raises(MissingLibrary) as caught:
            parquet.ParquetWriter(tmp_path / "tables")
    finally:
        parquet.libraries.cache_clear()
    assert "pip install 'relazione[parquet]'" in str(caught.value)
