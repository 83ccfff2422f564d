import json
import os
import signal
import subprocess
import sys
import time

import duckdb
import pytest
from typer.testing import CliRunner

from relazione.bulk.parts import Count
from relazione.cli.bulk import Pace
from relazione.cli.main import app

VISIT = "Norwegens Außenministerin Liv Sandvik besuchte am {day}. Januar Lissabon."
NUMBER = 12


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "news.jsonl"
    rows = [{"text": VISIT.format(day=day), "date": "2026-01-29", "language": "de"} for day in range(1, NUMBER)]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n", encoding="utf-8")
    return path


def command(archive, out):
    return [sys.executable, "-m", "relazione", "bulk", archive, "--out", out, "--workers", "1", "--part", "2"]


def test_a_killed_run_goes_on_and_loses_and_doubles_nothing(archive, tmp_path):
    out = tmp_path / "tables"
    first = subprocess.Popen(command(archive, out), stderr=subprocess.DEVNULL)  # noqa: S603
    while first.poll() is None and not list((out / "parts").glob("*.json")):
        time.sleep(0.02)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    second = subprocess.run(command(archive, out), capture_output=True, text=True, check=True)  # noqa: S603
    assert f"{NUMBER} reports" in second.stdout
    assert "11 read (91.7%), 1 set aside" in second.stdout
    for table, expected in (("documents", NUMBER - 1), ("events", NUMBER - 1), ("faults", 1)):
        query = f"select count(*), count(distinct origin) from '{out}/{table}/*.parquet'"  # noqa: S608
        assert duckdb.sql(query).fetchall() == [(expected, expected)]
    assert not list(out.rglob("*.unfinished"))


def test_what_is_not_there_is_told(tmp_path):
    result = CliRunner().invoke(app, ["bulk", str(tmp_path / "no.jsonl"), "--out", str(tmp_path / "out")])
    assert result.exit_code == 1
    assert "no.jsonl: is not there" in str(result.exception)


def test_pace_leaves_out_what_an_earlier_run_has_done():
    now = [0.0]
    pace = Pace(1000, lambda: now[0])
    pace.add(Count(documents=500, read=100), earlier=True)
    now[0] = 10
    pace.add(Count(documents=100, read=20, faults=1), earlier=False)
    assert str(pace) == "600 of 1,000 reports, 120 read, 1 set aside, 10.0 a second, 0:00:40 left"
