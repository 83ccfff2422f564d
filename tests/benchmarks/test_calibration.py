"""The benchmark of confidence: bins, expected calibration error, and which records it judges."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "calibration.py"
TEXT = "Norwegen kritisierte Portugal am Montag. Chile lobte Peru."
CRITICISM = {
    "type": "ACCUSE",
    "actor": ["NOR"],
    "recipient": ["PRT"],
    "status": "occurred",
    "anchors": ["Norwegen kritisierte Portugal"],
}


@pytest.fixture
def calibration(benchmark_module):
    return benchmark_module("calibration")


def run(*words):
    command = [sys.executable, SCRIPT, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def test_records_of_like_confidence_share_a_bin(calibration):
    bins = calibration.bins_of([(0.7, True), (0.79, False), (0.9, True), (1.0, True)])
    assert [(one.start, one.records, round(one.confidence, 3), one.right) for one in bins] == [
        (0.7, 2, 0.745, 0.5),
        (0.9, 2, 0.95, 1.0),
    ]


def test_the_error_is_the_distance_of_the_bins_weighted_by_their_records(calibration):
    records = [(0.9, True)] * 9 + [(0.9, False)] + [(0.6, True)] * 30
    assert calibration.expected_error(calibration.bins_of(records)) == pytest.approx(0.4 * 30 / 40)


def test_nothing_read_is_no_error(calibration):
    assert calibration.expected_error(calibration.bins_of([])) == 0


@pytest.mark.parametrize("optional", [False, True])
def test_a_record_is_right_where_the_gold_has_it(gold, optional):
    folder = gold(TEXT, events={"criticism": CRITICISM | {"optional": optional}})
    events = json.loads(run(folder, "--json").stdout)["figures"]["events"]
    assert events["records"] == 2
    assert sum(one["right"] * one["records"] for one in events["bins"]) == 1


def test_actors_that_the_gold_does_not_list_are_not_judged(gold):
    folder = gold(TEXT, actors={"NOR": {"kind": "state", "country": "NOR", "names": ["Norwegen"]}})
    assert json.loads(run(folder, "--json").stdout)["figures"]["actors"]["records"] == 1


def test_the_table_ends_each_kind_with_its_error(gold):
    folder = gold(TEXT, events={"criticism": CRITICISM})
    rows = [line.split() for line in run(folder).stdout.splitlines()]
    assert [row[0] for row in rows if "ECE" in row] == [
        "actors",
        "events",
        "statements",
        "figures",
        "agreements",
        "all",
    ]


def test_a_folder_without_gold_is_an_error(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 1
    assert "no *.gold.yaml files" in done.stderr
