"""What was reached is not lost: examples and scenarios are measured again and held against the scores kept."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEPT = (
    ("accuracy.py", "examples", "examples/scores.json"),
    ("accuracy.py", "examples-en", "examples-en/scores.json"),
    *(
        ("scenarios.py", f"benchmarks/scenarios/{part}", f"benchmarks/scenarios/{part}.json")
        for part in ("dev", "held", "figures-dev", "figures-held", "promises-dev", "promises-held")
    ),
)


def measured(script, folder):
    command = [sys.executable, ROOT / "benchmarks" / script, ROOT / folder, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    return json.loads(done.stdout)["figures"]


def rates(figures):
    """Return every rate of every kind; counts of what there was to find are no rates."""
    return {
        (kind, name): value
        for kind, values in figures.items()
        for name, value in values.items()
        if name in ("precision", "recall", "found_f1", "full_f1")
    }


@pytest.mark.parametrize(("script", "folder", "kept"), KEPT, ids=[kept for _, _, kept in KEPT])
def test_scores_do_not_fall(script, folder, kept):
    before = rates(json.loads((ROOT / kept).read_text(encoding="utf-8"))["figures"])
    now = rates(measured(script, folder))
    assert before
    assert {key: now[key] for key, value in before.items() if now[key] < value} == {}
