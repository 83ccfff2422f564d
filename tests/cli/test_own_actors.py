"""Own actors from a file: reading, keeping, asking for them by their codes, exporting."""

import csv
import io
import json

import pytest
from typer.testing import CliRunner

from relazione.cli.main import app
from relazione.records import Reading

REPORT = (
    "Der norwegische Außenminister Lars Hamre traf am 9. März in Port Vasca den bretonischen Präsidenten Ilmo Dask.\n"
    "Bretonien und Norwegen unterzeichneten ein Fischereiabkommen. Der Buchtenbund drohte Portugal mit Sanktionen.\n"
)
OWN = """\
- kind: state
  code: BRE
  name: Bretonia
  names: {de: [Bretonien]}
  adjectives: {de: [bretonisch]}
  capital: {de: Port Vasca}
- {kind: organisation, code: BAY, name: Buchtenbund, members: [BRE, NOR]}
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("RELAZIONE_LEDGER", str(tmp_path / "ledger.sqlite"))
    runner = CliRunner()
    return lambda *words: runner.invoke(app, [str(word) for word in words])


@pytest.fixture
def report(tmp_path):
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path / "report.txt"


@pytest.fixture
def own(tmp_path):
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    return tmp_path / "own.yaml"


@pytest.fixture
def filled(run, report, own):
    added = run("add", report, "--published", "2026-03-15", "--actors", own)
    assert added.exit_code == 0, added.output
    return run


def test_read_knows_them(run, report, own):
    result = run("read", report, "--published", "2026-03-15", "--actors", own, "--format", "json")
    reading = Reading.from_json(result.stdout)
    assert {actor.country for actor in reading.actors if actor.kind == "state"} == {"BRE", "NOR", "PRT"}


@pytest.mark.parametrize("command", [("read",), ("add",)])
def test_a_faulty_file_stops_before_anything_is_read(run, report, tmp_path, command):
    (tmp_path / "own.yaml").write_text("- {kind: state, code: BRE, name: Bretonia}\n- {kind: planet, name: X}\n")
    result = run(*command, report, "--actors", tmp_path / "own.yaml")
    assert result.exit_code == 1
    assert "own.yaml:2" in str(result.exception)


@pytest.mark.parametrize("codes", [("BRE", "NOR"), ("nor", "bre"), ("BRE",)])
def test_a_dossier_is_asked_for_by_the_code(filled, codes):
    result = filled("dossier", *codes, "--on", "2026-04-01")
    assert result.exit_code == 0, result.output
    assert "Lars Hamre and Ilmo Dask" in result.stdout
    assert "Bretonien" in result.stdout.splitlines()[0]
    assert "Port Vasca" in result.stdout


def test_a_dossier_on_an_own_organisation_has_a_chapter_on_its_members(filled):
    result = filled("dossier", "bay", "--on", "2026-04-01")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0] == "Buchtenbund"
    assert "From the relations of its members" in result.stdout
    assert "Buchtenbund threatens" in result.stdout


def test_a_code_that_the_ledger_does_not_hold_is_an_error(filled):
    result = filled("dossier", "XYZ")
    assert result.exit_code == 1
    assert "'XYZ' is no state and no group" in str(result.exception)


def test_a_search_is_narrowed_to_an_own_state(filled):
    assert "Fischereiabkommen" in filled("search", "Fischereiabkommen", "--state", "bre").stdout
    assert "nothing holds" in filled("search", "Sanktionen", "--state", "BRE").stderr


def test_event_data_name_an_own_state_by_its_code(filled):
    lines = filled("export", "plover", "--state", "BRE").stdout.splitlines()
    events = {event["event"][0]: event for event in map(json.loads, lines)}
    assert {actor["code"] for actor in events["CONSULT"]["actor"]} == {"BRE", "NOR"}
    assert events["CONSULT"]["event_loc"] == {"extracted_place": "Port Vasca", "country": "BRE", "country_code": "BRE"}


def test_dyads_have_no_foreign_number_of_an_own_state(filled):
    rows = list(csv.DictReader(io.StringIO(filled("export", "dyads", "--state", "BRE").stdout)))
    numbers = {row["iso3_a"]: row["cow_a"] for row in rows}
    assert numbers == {"BRE": "", "NOR": "385"}


@pytest.mark.parametrize("form", ["polecat", "gdelt-events", "gdelt-mentions", "ftm", "graphml", "web-annotation"])
def test_every_format_takes_own_actors(filled, form):
    result = filled("export", form, "--state", "BRE")
    assert result.exit_code == 0, result.output
    assert result.stdout


def test_a_ledger_with_own_actors_is_whole(filled):
    assert filled("ledger", "check").exit_code == 0


def test_reading_again_needs_the_actors(filled, own):
    without = filled("ledger", "reread")
    assert without.exit_code == 1
    assert "--actors" in without.stderr
    again = filled("ledger", "reread", "--actors", own)
    assert (again.exit_code, again.stdout) == (0, "1 documents read again, 0 with another reading than before\n")
