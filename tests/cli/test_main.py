import json
import subprocess
import sys
import zipfile

import pytest
from typer.testing import CliRunner

from relazione.cli.main import app, main
from relazione.ledger import Ledger
from relazione.records import Reading, json_schema

REPORT = "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon.\n„Wir sind zufrieden“, sagte sie.\n"


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "besuch.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


@pytest.fixture
def run():
    runner = CliRunner()
    return lambda *words: runner.invoke(app, [str(word) for word in words])


def test_read_prints_what_a_desk_officer_wants_to_see_first(run, report):
    result = run("read", report, "--published", "2026-01-29")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert "1 event, 1 statement" in lines[1]
    assert any(
        line.split() == "2026-01-27 NOR → PRT CONSULT visit Liv Sandvik in Lissabon ¶1".split() for line in lines
    )
    assert any("Liv Sandvik [direct, " in line and "„Wir sind zufrieden“" in line for line in lines)


def test_an_english_report_is_read_unasked_and_quoted_as_english_writes(run, tmp_path):
    path = tmp_path / "visit.txt"
    path.write_text('"We are content," said Norwegian Foreign Minister Liv Sandvik in Lisbon on Tuesday.\n', "utf-8")
    result = run("read", path, "--published", "2026-01-29")
    assert result.exit_code == 0
    assert "“We are content”" in result.stdout
    assert "Liv Sandvik (person, NOR" in result.stdout


def test_explain_shows_words_rule_and_confidence(run, report):
    result = run("read", report, "--published", "2026-01-29", "--explain")
    assert "rule de.consult.besuchen, confidence 0." in result.stdout
    assert "¶1 [0:" in result.stdout


@pytest.mark.usefixtures("report")
def test_json_is_one_reading_a_line(run, tmp_path):
    other = tmp_path / "zweiter.txt"
    other.write_text(REPORT.replace("Lissabon", "Madrid"), encoding="utf-8")
    result = run("read", tmp_path, "--published", "2026-01-29", "--format", "json")
    readings = [Reading.from_json(line) for line in result.stdout.splitlines()]
    assert [reading.events[0].place.name for reading in readings] == ["Lissabon", "Madrid"]


@pytest.mark.usefixtures("report")
def test_a_broken_report_is_told_of_and_stops_nothing(run, tmp_path):
    (tmp_path / "aaa.txt").write_bytes(b"\x00\xff\x00")
    result = run("read", tmp_path, "--published", "2026-01-29", "--format", "json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert "aaa.txt" in result.stderr
    assert "1 of 2 reports could not be read" in result.stderr


def test_a_fault_of_the_reader_costs_one_report_only(run, report, tmp_path, monkeypatch):
    import relazione.reader

    reader = relazione.reader.read_document
    (tmp_path / "aaa.txt").write_text("Kaputt.", encoding="utf-8")

    def broken(document, **options):
        if document.text == "Kaputt.":
            raise IndexError("list index out of range")
        return reader(document, **options)

    monkeypatch.setattr(relazione.reader, "read_document", broken)
    result = run("read", tmp_path, "--published", "2026-01-29", "--format", "json")
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 1)
    assert "aaa.txt" in result.stderr
    assert report.name not in result.stderr


def test_a_language_without_a_pack_is_a_clear_error(run, tmp_path):
    path = tmp_path / "finnish.txt"
    path.write_text(
        "Ulkoministeri vieraili tänään Helsingissä ja tapasi presidentin. Kokous kesti kaksi tuntia.", "utf-8"
    )
    result = run("read", path)
    assert result.exit_code == 1
    assert "fi" in result.stderr


def test_adding_twice_changes_nothing_and_show_prints_again(run, report, tmp_path):
    ledger = tmp_path / "ledger.sqlite"
    words = ("add", report, "--published", "2026-01-29", "--ledger", ledger)
    assert run(*words).stdout.startswith("added  sha256:")
    assert run(*words).stdout.startswith("known  sha256:")
    listed = run("show", "--ledger", ledger).stdout
    assert len(listed.splitlines()) == 1
    digits = listed.split()[0].removeprefix("sha256:")
    shown = run("show", digits, "--ledger", ledger, "--format", "json").stdout
    assert shown == run("read", report, "--published", "2026-01-29", "--format", "json").stdout


def test_the_ledger_may_be_named_by_the_environment(run, report, tmp_path, monkeypatch):
    monkeypatch.setenv("RELAZIONE_LEDGER", str(tmp_path / "mine.sqlite"))
    assert run("add", report).exit_code == 0
    assert (tmp_path / "mine.sqlite").is_file()


def test_schema_prints_the_json_schema_of_a_reading(run):
    assert json.loads(run("schema").stdout) == json.loads(json.dumps(json_schema()))


def test_an_error_is_one_line_and_exit_status_1(report, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["relazione", "read", str(report), "--published", "gestern"])
    with pytest.raises(SystemExit) as stop:
        main()
    assert stop.value.code == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("relazione: ")


def test_help_does_not_load_the_pipeline():
    code = "import sys; from relazione.cli.main import app; print('spacy' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert out.strip() == "False"


def test_a_pipeline_that_is_not_there_is_told_of_once(report, capsys, monkeypatch):
    (report.parent / "zweiter.txt").write_text(REPORT, encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["relazione", "read", str(report.parent), "--pipeline", "nowhere"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    assert capsys.readouterr().err.count("nowhere: cannot be loaded") == 1


def test_reports_of_every_form_are_read_and_each_fault_names_its_member(run, tmp_path):
    article = REPORT.replace("\n", "</p><p>")
    with zipfile.ZipFile(tmp_path / "press.zip", "w") as archive:
        archive.writestr("a/oslo.html", f"<article><h1>Besuch in Lissabon</h1><p>{article}</p></article>")
        archive.writestr("leer.txt", " ")
        archive.writestr("rows.jsonl", json.dumps({"inhalt": REPORT, "date": "2026-01-29"}) + "\n{\n")
    result = run("read", tmp_path / "press.zip", "--text-column", "inhalt", "--format", "json")
    readings = [Reading.from_json(line) for line in result.stdout.splitlines()]
    assert [reading.document.published for reading in readings] == [None, "2026-01-29"]
    assert all(reading.events[0].place.name == "Lissabon" for reading in readings)
    assert result.exit_code == 1
    assert "press.zip!leer.txt: holds no text" in result.stderr
    assert "press.zip!rows.jsonl:2: is no JSON" in result.stderr
    assert "2 of 4 reports could not be read" in result.stderr


def test_standard_input_is_read(report):
    command = [sys.executable, "-m", "relazione", "read", "-", "--format", "json"]
    done = subprocess.run(command, input=report.read_bytes(), capture_output=True, check=True)  # noqa: S603
    assert Reading.from_json(done.stdout).events[0].place.name == "Lissabon"


def test_a_publisher_given_holds_for_all_members_of_an_archive(run, tmp_path):
    rows, ledger = tmp_path / "rows.jsonl", tmp_path / "ledger.sqlite"
    rows.write_text("".join(json.dumps({"text": f"{REPORT} {n}", "source": "Kurier"}) + "\n" for n in (1, 2)))
    words = ("add", rows, "--publisher", "Nordblatt", "--ledger", ledger)
    assert run(*words).stdout.count("added") == 2
    assert run(*words).stdout.count("known") == 2
    with Ledger(ledger) as kept:
        assert {kept.document(id_).publisher for id_, _, _ in kept.contents()} == {"Nordblatt"}
