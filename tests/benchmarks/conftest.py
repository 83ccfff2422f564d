"""Benchmarks as modules, and gold readings of tiny texts to run them on."""

import importlib.util
import sys
from pathlib import Path

import pytest
import yaml

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def benchmark_module(monkeypatch):
    """Return a function that loads a benchmark by its name."""
    monkeypatch.syspath_prepend(BENCHMARKS)

    def load(name):
        spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, name, module)
        spec.loader.exec_module(module)
        return module

    return load


@pytest.fixture
def gold(tmp_path):
    """Return a function that writes a text and its gold reading and returns their folder."""

    def write(text, **records):
        document = {"file": "text.de.txt", "language": "de", "published": "2026-03-15"}
        reading = {"document": document, "actors": {}, **records}
        (tmp_path / "text.de.txt").write_text(text, encoding="utf-8")
        (tmp_path / "text.de.gold.yaml").write_text(yaml.safe_dump(reading, allow_unicode=True), encoding="utf-8")
        return tmp_path

    return write
