"""Starting the web application, as a user types it; the server itself is not started."""

import re

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from relazione.cli.main import app
from relazione.web.accounts import Accounts


@pytest.fixture
def served(monkeypatch):
    """What would be served, and how."""
    found = {}
    monkeypatch.setattr("uvicorn.run", lambda app, **how: found.update(how, app=app))
    return found


@pytest.fixture
def run(tmp_path, monkeypatch, served):  # noqa: ARG001  (the server must not start)
    monkeypatch.setenv("RELAZIONE_ACCOUNTS", str(tmp_path / "accounts.sqlite"))
    monkeypatch.delenv("RELAZIONE_TOKEN", raising=False)
    ledger = str(tmp_path / "ledger.sqlite")
    return lambda *words: CliRunner().invoke(app, ["serve", "--ledger", ledger, *words])


@pytest.mark.parametrize("words", [[], ["--host", "localhost", "--port", "9000"]])
def test_on_this_machine_nobody_logs_in(run, served, words):
    assert run(*words).exit_code == 0
    assert served["host"] in ("127.0.0.1", "localhost")
    assert not served["proxy_headers"]
    with TestClient(served["app"], base_url="http://127.0.0.1") as browser:
        assert browser.get("/").status_code == 200


@pytest.mark.parametrize("words", [["--host", "0.0.0.0"], ["--host", "::"], ["--accounts", "new.sqlite"]])  # noqa: S104
def test_where_everybody_must_log_in_and_nobody_could_it_does_not_start(run, served, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused = run(*words)
    assert refused.exit_code == 1
    assert "there is no account" in str(refused.exception)
    assert "relazione accounts add NAME --role admin" in str(refused.exception)
    assert served == {}


def test_beyond_this_machine_accounts_are_asked_for(run, served, tmp_path):
    with Accounts(str(tmp_path / "accounts.sqlite")) as accounts:
        accounts.add("marta", "admin", "correct horse battery")
    assert run("--host", "0.0.0.0", "--allow-host", "Relazione.example.org").exit_code == 0  # noqa: S104
    with TestClient(served["app"], base_url="http://relazione.example.org") as browser:
        assert browser.get("/api/documents").status_code == 401
        assert browser.get("/login").status_code == 200


def test_a_token_is_an_account_for_one_run(run, served):
    shown = run("--host", "0.0.0.0", "--token").stdout  # noqa: S104
    token = re.search(r"password (\S+)", shown)[1]
    with TestClient(served["app"], base_url="http://127.0.0.1") as browser:
        assert browser.get("/api/documents").status_code == 401
        assert browser.get("/api/documents", headers={"authorization": f"Bearer {token}"}).status_code == 200


def test_a_token_of_ones_own_is_not_shown(run, served, monkeypatch):
    monkeypatch.setenv("RELAZIONE_TOKEN", "a token of my own")
    shown = run("--token").stdout
    assert "a token of my own" not in shown
    with TestClient(served["app"], base_url="http://127.0.0.1") as browser:
        own = {"authorization": "Bearer a token of my own"}
        assert browser.get("/api/documents", headers=own).status_code == 200
    monkeypatch.setenv("RELAZIONE_TOKEN", "short")
    assert "is too short" in str(run("--token").exception)
