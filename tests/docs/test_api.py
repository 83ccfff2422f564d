"""The examples of docs/api.md run, one after the other, against the application."""

import re
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi.testclient import TestClient

from relazione.ledger import Ledger
from relazione.reader import read_document
from relazione.sources import find_reports, open_sources
from relazione.web import Settings, create_app

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture
def app(tmp_path):
    ledger = tmp_path / "ledger.sqlite"
    reports = [path for path in find_reports([ROOT / "examples"]) if "fisch" in path.name or "fang" in path.name]
    with Ledger(ledger) as kept:
        kept.add_all((document, read_document(document)) for document in open_sources(reports))
    return create_app(Settings(ledger=str(ledger)))


def test_the_examples_run_and_print_what_they_promise(app, monkeypatch, capsys):
    with TestClient(app, base_url="http://127.0.0.1:8765") as browser:
        monkeypatch.setitem(sys.modules, "httpx", SimpleNamespace(Client=lambda **_: browser))
        names = {"token": "any"}
        for block in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
            exec(compile(block, "docs/api.md", "exec"), names)  # noqa: S102
    printed = capsys.readouterr().out
    assert "2026-01-27 CONSULT visit" in printed
    assert re.search(r"^2026-\d\d-\d\d [A-Z]+ \d ", printed, re.MULTILINE)
    assert re.search(r"^Norway .* Portugal [1-9]", printed, re.MULTILINE)
    assert "422 query.first ISO 3166-1 alpha-3 codes (KAZ)" in printed
    assert re.search(r"^sha256:[0-9a-f]{64} True$", printed, re.MULTILINE)


def test_every_operation_stands_on_the_page(app):
    with TestClient(app, base_url="http://127.0.0.1:8765") as browser:
        paths = browser.get("/api/openapi.json").json()["paths"]
    first = {path.removeprefix("/api").split("/{")[0].split("?")[0] for path in paths}
    assert {path for path in first if path not in PAGE} == set()


def test_every_role_and_command_of_accounts_stands_on_the_page():
    from relazione.cli.accounts import RoleName, app

    commands = {command.name for command in app.registered_commands}
    words = {*commands, *(role.value for role in RoleName)}
    assert {word for word in words if word not in PAGE} == set()
