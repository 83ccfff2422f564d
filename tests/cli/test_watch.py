"""`relazione watch`, as a user types it."""

import json
import os
import signal
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from relazione.cli.main import app
from relazione.ledger import Ledger

HTML = {"Content-Type": "text/html; charset=utf-8"}
TEXT = "Kasachstan wies am Dienstag den israelischen Botschafter Noam Barak aus."
RULES = "rules: [{name: Hostile, when: event, between: [ISR, KAZ], score: {below: -3}}]\n"


def run(*words):
    return CliRunner().invoke(app, ["watch", *map(str, words)])


@pytest.fixture
def paper(site):
    """A paper with one article, at `/rss`."""
    day = "<pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>"
    item = f"<item><title>Ausweisung</title><link>{site.url}/1</link>{day}</item>"
    feed = f'<rss version="2.0"><channel><title>Nordblatt</title>{item}</channel></rss>'
    site.pages["/rss"] = (200, {"Content-Type": "application/rss+xml", "ETag": '"1"'}, feed.encode())
    site.pages["/1"] = (200, HTML, f"<html><body><article><p>{TEXT}</p></article></body></html>".encode())
    return f"{site.url}/rss"


def test_once_reads_what_is_new_and_tells_of_alerts(paper, tmp_path):
    ledger, rules = tmp_path / "ledger.sqlite", tmp_path / "alerts.yaml"
    rules.write_text(RULES)
    first = run(paper, "--once", "--allow-private", "--ledger", ledger, "--alerts", rules)
    assert first.exit_code == 0, first.output
    added, alert, proof = first.stdout.splitlines()
    assert "added" in added
    assert "Ausweisung (Nordblatt, 2026-03-03) · 1 event" in added
    assert alert == "ALERT  Hostile: Kazakhstan expels representatives of Israel (−5.5) · Noam Barak · diplomacy"
    assert "wies am Dienstag" in proof
    assert paper.removesuffix("/rss") in proof
    again = run(paper, "--once", "--allow-private", "--ledger", ledger, "--alerts", rules)
    assert (again.exit_code, again.stdout) == (0, "")


def test_a_feed_that_fails_is_told_of_with_an_exit_status(site, tmp_path):
    failed = run(f"{site.url}/nothing", "--once", "--allow-private", "--ledger", tmp_path / "ledger.sqlite")
    assert failed.exit_code == 1
    assert "404" in failed.stdout
    assert "again at" in failed.stdout


def test_this_machine_is_not_asked_unless_that_is_allowed(paper, site, tmp_path):
    refused = run(paper, "--once", "--ledger", tmp_path / "ledger.sqlite")
    assert refused.exit_code == 1
    assert "--allow-private" in refused.stdout
    assert site.asked == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (["--every", "5s"], "too often"),
        (["--every", "often"], "no length of time"),
        (["--alerts", "nothing.yaml"], "nothing.yaml: cannot be read"),
    ],
)
def test_what_cannot_be_understood_is_told_of_before_anything_is_asked(paper, site, tmp_path, words, fault):
    result = run(paper, "--once", "--allow-private", "--ledger", tmp_path / "ledger.sqlite", *words)
    assert result.exit_code == 1
    assert fault in str(result.exception)
    assert site.asked == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_cleanly_and_it_goes_on_where_it_stopped(paper, site, tmp_path, number):
    ledger = tmp_path / "ledger.sqlite"
    command = [sys.executable, "-c", "from relazione.cli.main import main; main()", "watch", paper, "--allow-private"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(  # noqa: S603  (our own command)
        [*command, "--ledger", str(ledger)], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        assert "added" in process.stdout.readline()
        process.send_signal(number)
        assert process.wait(timeout=120) == 0
        assert process.stdout.read() == ""
    with Ledger(ledger) as kept:
        assert len(kept.contents()) == 1
    assert run(paper, "--once", "--allow-private", "--ledger", ledger).stdout == ""
    assert [path for _, path, _, _ in site.asked].count("/1") == 1


def test_an_alert_file_is_written(paper, tmp_path):
    rules, path = tmp_path / "alerts.yaml", tmp_path / "alerts.jsonl"
    rules.write_text(f"{RULES}outlets: [{{to: file, path: {path}}}]\n")
    run(paper, "--once", "--allow-private", "--ledger", tmp_path / "ledger.sqlite", "--alerts", rules)
    (alert,) = map(json.loads, path.read_text().splitlines())
    assert alert["evidence"][0]["publisher"] == "Nordblatt"


def test_reports_are_read_and_added_by_their_address(paper, tmp_path):
    ledger = tmp_path / "ledger.sqlite"
    url = paper.replace("/rss", "/1")
    read = CliRunner().invoke(app, ["read", url, "--allow-private", "--published", "2026-03-03", "--format", "json"])
    assert read.exit_code == 0, read.output
    reading = json.loads(read.stdout)
    assert reading["document"]["url"] == url
    assert [event["type"] for event in reading["events"]] == ["SANCTION"]
    words = ["add", url, "--allow-private", "--published", "2026-03-03", "--ledger", str(ledger)]
    assert [CliRunner().invoke(app, words).stdout.split()[0] for _ in range(2)] == ["added", "known"]


def test_an_address_that_may_not_be_reached_is_one_line(site):
    result = CliRunner().invoke(app, ["read", f"{site.url}/1"])
    assert result.exit_code == 1
    assert f"relazione: {site.url}/1: leads to 127.0.0.1, which is not in the open internet" in result.stderr
    assert site.asked == []
