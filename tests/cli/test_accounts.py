"""Who may use the web application, as a user types it."""

import re

import pytest
from typer.testing import CliRunner

from relazione.cli.main import app
from relazione.web.accounts import Accounts

SECRET = "correct horse battery"  # noqa: S105


@pytest.fixture
def place(tmp_path):
    return str(tmp_path / "accounts.sqlite")


@pytest.fixture
def run(place, monkeypatch):
    monkeypatch.setenv("RELAZIONE_ACCOUNTS", place)
    return lambda *words, typed="": CliRunner().invoke(app, ["accounts", *words], input=typed)


@pytest.fixture
def marta(run):
    made = run("add", "marta", "--role", "reviewer", typed=f"{SECRET}\n")
    assert made.exit_code == 0, made.output


@pytest.mark.usefixtures("marta")
def test_an_account_is_made_with_a_password_that_is_typed(run, place):
    with Accounts(place) as accounts:
        assert accounts.logged_in(accounts.log_in("marta", SECRET)).role == "reviewer"
    assert re.search(r"^reviewer +\d{4}-\d\d-\d\d +marta$", run("list").stdout, re.MULTILINE)


def test_no_command_takes_a_password_as_an_argument(run):
    for command in ("add", "password"):
        assert run(command, "marta", SECRET).exit_code == 2
        assert run(command, "marta", "--password", SECRET).exit_code == 2


def test_a_password_that_will_not_do_is_refused(run):
    refused = run("add", "marta", typed="short\n")
    assert refused.exit_code == 1
    assert "10 to 1000 characters" in str(refused.exception)


@pytest.mark.usefixtures("marta")
def test_a_changed_password_is_the_one_that_counts(run, place):
    assert run("password", "marta", typed="another long password\n").exit_code == 0
    with Accounts(place) as accounts:
        assert accounts.log_in("marta", SECRET) is None
        assert accounts.log_in("marta", "another long password")


@pytest.mark.usefixtures("marta")
def test_a_token_is_printed_once_and_can_be_revoked(run, place):
    token = run("token", "marta").stdout.strip()
    with Accounts(place) as accounts:
        assert accounts.bearer(token).name == "marta"
    assert run("revoke", "marta").stdout == "revoked  1\n"
    with Accounts(place) as accounts:
        assert accounts.bearer(token) is None


@pytest.mark.usefixtures("marta")
def test_a_removed_account_is_gone(run):
    assert run("remove", "marta").exit_code == 0
    assert run("list").stdout == ""
    assert "no account 'marta'" in str(run("remove", "marta").exception)


@pytest.mark.usefixtures("marta")
def test_every_change_of_accounts_is_in_the_audit_log(run, place):
    run("token", "marta")
    run("password", "marta", typed="another long password\n")
    run("revoke", "marta")
    run("remove", "marta")
    with Accounts(place) as accounts:
        deeds = accounts.deeds()
    assert [deed.what for deed in reversed(deeds)] == [
        "account added",
        "token made",
        "password changed",
        "tokens revoked",
        "account removed",
    ]
    assert {deed.address for deed in deeds} == {"command line"}
