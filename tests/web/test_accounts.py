import sqlite3
import stat

import pytest

from relazione.errors import AccountError
from relazione.web.accounts import IDLE, LASTS, Accounts

PASSWORD = "correct horse battery"  # noqa: S105


class Clock:
    now = 1_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def accounts(clock):
    with Accounts(clock=clock) as opened:
        opened.add("marta", "reviewer", PASSWORD)
        yield opened


def test_only_the_right_password_logs_in(accounts):
    assert accounts.log_in("marta", PASSWORD + "!") is None
    assert accounts.log_in("nobody", PASSWORD) is None
    person = accounts.logged_in(accounts.log_in("marta", PASSWORD))
    assert (person.name, person.role) == ("marta", "reviewer")


def test_every_log_in_has_a_secret_of_its_own(accounts):
    first, second = accounts.log_in("marta", PASSWORD), accounts.log_in("marta", PASSWORD)
    assert first != second
    accounts.log_out(first)
    assert accounts.logged_in(first) is None
    assert accounts.logged_in(second)


def test_a_log_in_ends_when_nobody_uses_it(accounts, clock):
    secret = accounts.log_in("marta", PASSWORD)
    clock.now += IDLE - 1
    assert accounts.logged_in(secret)
    clock.now += IDLE - 1
    assert accounts.logged_in(secret)
    clock.now += IDLE + 1
    assert accounts.logged_in(secret) is None


def test_a_log_in_ends_after_hours_even_in_use(accounts, clock):
    secret = accounts.log_in("marta", PASSWORD)
    for _ in range(int(LASTS / (IDLE / 2)) - 1):
        clock.now += IDLE / 2
        assert accounts.logged_in(secret)
    clock.now += IDLE / 2 + 1
    assert accounts.logged_in(secret) is None


def test_a_new_password_ends_all_log_ins(accounts):
    secret = accounts.log_in("marta", PASSWORD)
    accounts.change_password("marta", "another long password")
    assert accounts.logged_in(secret) is None
    assert accounts.log_in("marta", PASSWORD) is None
    assert accounts.log_in("marta", "another long password")


def test_tokens_act_for_their_account_until_they_are_revoked(accounts):
    token = accounts.give_token("marta")
    assert accounts.bearer(token).name == "marta"
    assert accounts.bearer(token + "x") is None
    assert accounts.revoke_tokens("marta") == 1
    assert accounts.bearer(token) is None


def test_removing_an_account_ends_its_log_ins_and_tokens(accounts):
    secret, token = accounts.log_in("marta", PASSWORD), accounts.give_token("marta")
    accounts.remove("marta")
    accounts.add("marta", "reader", PASSWORD)
    assert accounts.logged_in(secret) is None
    assert accounts.bearer(token) is None


@pytest.mark.parametrize(
    ("name", "role", "password", "fault"),
    [
        ("marta", "reader", PASSWORD, "already"),
        ("eva", "king", PASSWORD, "no role"),
        ("eva", "reader", "short", "will not do"),
        ("", "reader", PASSWORD, "cannot be a name"),
        ("e\nva", "reader", PASSWORD, "cannot be a name"),
    ],
)
def test_accounts_that_cannot_be_are_refused(accounts, name, role, password, fault):
    with pytest.raises(AccountError, match=fault):
        accounts.add(name, role, password)
    assert [person.name for person, _ in accounts.all()] == ["marta"]


def test_accounts_that_there_are_not_cannot_be_changed(accounts):
    for change in (
        lambda: accounts.remove("eva"),
        lambda: accounts.change_password("eva", PASSWORD),
        lambda: accounts.give_token("eva"),
    ):
        with pytest.raises(AccountError, match="no account 'eva'"):
            change()


def test_the_file_is_its_owners_and_holds_no_secret(tmp_path):
    path = tmp_path / "new" / "accounts.sqlite"
    with Accounts(str(path)) as accounts:
        accounts.add("marta", "admin", PASSWORD)
        secrets = [PASSWORD, accounts.log_in("marta", PASSWORD), accounts.give_token("marta")]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    connection = sqlite3.connect(path)
    kept = "\n".join(connection.iterdump())
    connection.close()
    assert "$argon2id$" in kept
    assert [secret for secret in secrets if secret in kept] == []


def test_another_programs_file_is_refused(tmp_path):
    path = tmp_path / "accounts.sqlite"
    path.write_text("no database at all, but long enough to be looked at " * 20)
    with pytest.raises(AccountError, match="no file of accounts"):
        Accounts(str(path))


def test_deeds_are_kept_the_latest_first(accounts):
    for number in range(5):
        accounts.note("marta", "decided", f"event:{number}", "192.0.2.1")
    deeds = accounts.deeds(limit=2)
    assert [deed.subject for deed in deeds] == ["event:4", "event:3"]
    assert [deed.subject for deed in accounts.deeds(before=deeds[-1].number)] == ["event:2", "event:1", "event:0"]
    assert (deeds[0].who, deeds[0].what, deeds[0].address) == ("marta", "decided", "192.0.2.1")
