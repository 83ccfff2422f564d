"""The benchmark of the ledger finds no loss, and what it prints are measurements."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "ledger.py"


def run(*words):
    command = [sys.executable, SCRIPT, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--kill", "3"), "killed 3 times"),
        (("--writers", "2"), "2 writers, 600 documents"),
        (("--events", "300"), "dossier, busiest pair"),
    ],
)
def test_killing_racing_and_measuring_end_well(words, said):
    result = run(*words)
    assert result.returncode == 0, result.stdout + result.stderr
    assert said in result.stdout
