"""Commands over a ledger, as a user types them."""

import json

import pytest
from typer.testing import CliRunner

from relazione.cli.main import app

REPORTS = {
    "a.txt": "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon.\n"
    "Der Handel zwischen Norwegen und Portugal erreichte 2025 1,9 Milliarden Euro.\n",
    "b.txt": "Liv Sandvik, die Außenministerin Norwegens, besuchte am 27. Januar Portugal.\n",
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("RELAZIONE_LEDGER", str(tmp_path / "ledger.sqlite"))
    runner = CliRunner()
    return lambda *words: runner.invoke(app, [str(word) for word in words])


@pytest.fixture
def filled(run, tmp_path):
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        added = run(
            "add", tmp_path / name, "--published", "2026-01-28", "--publisher", name, "--publisher-country", "DE"
        )
        assert added.exit_code == 0, added.output
    return run


def test_a_dossier_shows_a_merged_event_with_both_papers(filled):
    result = filled("dossier", "NOR", "PRT", "--on", "2026-02-01")
    assert result.exit_code == 0
    assert "Norway visits Portugal" in result.stdout
    assert "a.txt (Germany)" in result.stdout
    assert "besuchte am 27. Januar Portugal" in result.stdout


def test_a_dossier_may_be_german_kept_to_a_publisher_and_written_to_a_file(filled, tmp_path):
    out = tmp_path / "out" / "dossier.html"
    words = ("dossier", "nor", "prt", "--lang", "de", "--publisher", "b.txt", "--format", "html", "--out", out)
    result = filled(*words)
    assert result.exit_code == 0
    page = out.read_text(encoding="utf-8")
    assert '<html lang="de"' in page
    assert "b.txt" in page
    assert "Milliarden" not in page


@pytest.mark.parametrize("form", ["md", "json", "ris", "csl", "docx"])
def test_a_dossier_comes_in_many_formats(filled, tmp_path, form):
    out = tmp_path / f"dossier.{form}"
    assert filled("dossier", "NOR", "--format", form, "--out", out).exit_code == 0
    assert out.stat().st_size > 100


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("dossier", "NOR", "Atlantis"), "no state and no group"),
        (("dossier", "NOR", "--since", "gestern"), "gestern"),
        (("dossier", "NOR", "--ledger", "missing.sqlite"), "relazione add"),
        (("export", "xls"), "xls"),
        (("ledger", "forget", "ffffffffff"), "no document begins"),
    ],
)
def test_what_cannot_be_asked_is_a_clear_error(filled, words, fault):
    result = filled(*words)
    assert result.exit_code != 0
    assert fault in str(result.exception)


def test_search_names_report_kind_and_words(filled):
    result = filled("search", "besuchte", "--kind", "event")
    assert result.exit_code == 0
    assert result.stdout.count("2026-01-28  event") == 2


def test_export_lists_its_formats_and_writes_them(filled):
    assert "polecat" in filled("export").stdout
    lines = filled("export", "plover", "--state", "NOR", "--with", "PRT").stdout.splitlines()
    assert [json.loads(line)["event"] for line in lines if "visit" in line] == [["CONSULT"]]
    assert "# text = Norwegens Außenministerin" in filled("export", "conllu", "--state", "NOR").stdout


def test_info_check_and_reread(filled):
    assert "documents                            2" in filled("ledger", "info").stdout
    assert filled("ledger", "check").exit_code == 0
    assert "2 documents read again, 0 with another reading" in filled("ledger", "reread").stdout


def test_an_archive_goes_out_and_comes_in(filled, tmp_path):
    assert filled("ledger", "export", tmp_path / "archive.jsonl").exit_code == 0
    other = tmp_path / "other.sqlite"
    assert "2 readings were new" in filled("ledger", "import", tmp_path / "archive.jsonl", "--ledger", other).stdout
    assert filled("ledger", "check", "--ledger", other).exit_code == 0


def test_forget_removes_a_report(filled):
    digits = filled("show").stdout.splitlines()[0].split()[0]
    assert filled("ledger", "forget", digits).exit_code == 0
    assert len(filled("show").stdout.splitlines()) == 1


def test_a_merge_is_explained_and_can_be_undone_and_made_again(filled):
    (line,) = [line for line in filled("export", "plover").stdout.splitlines() if "visit" in line]
    why = filled("ledger", "why", json.loads(line)["id"]).stdout.split()
    left, right = why[1], why[2]
    assert filled("ledger", "split", left, right, "--reason", "two visits").exit_code == 0
    assert filled("export", "plover").stdout.count("visit") > 1
    assert filled("ledger", "merge", left, right, "--reason", "one visit after all").exit_code == 0
    (again,) = [line for line in filled("export", "plover").stdout.splitlines() if "visit" in line]
    assert json.loads(again)["id"] == json.loads(line)["id"]


def test_decisions_are_listed_counted_and_exported_as_gold(filled, tmp_path):
    (line,) = [line for line in filled("export", "plover").stdout.splitlines() if "visit" in line]
    left, right = filled("ledger", "why", json.loads(line)["id"]).stdout.split()[1:3]
    filled("ledger", "split", left, right, "--reason", "two visits")
    (told,) = filled("review", "log").stdout.splitlines()
    assert f"split  {left} {right}  two visits" in told
    assert "over 0 records" in filled("review", "agreement").stdout
    assert filled("review", "precision").exit_code == 0
    digits = filled("show").stdout.splitlines()[0].split()[0]
    assert filled("review", "export", digits, "--out", tmp_path / "gold").exit_code == 0
    (gold,) = (tmp_path / "gold").glob("*.gold.yaml")
    assert "optional: true" in gold.read_text(encoding="utf-8")
