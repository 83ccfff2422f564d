"""Who may use the application: accounts with roles, log-ins that end, tokens for programs, and who did what.

One SQLite file. Passwords are kept as Argon2 hashes, the secrets of log-ins and tokens as SHA-256 hashes: whoever reads
the file can do nothing with them.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, get_args

import argon2
import sqlalchemy as sa

from relazione.errors import AccountError
from relazione.records import Record
from relazione.web.roles import ROLES, Person, Role

SHORTEST = 10  # characters of a password
LONGEST = 1000
NAME = 64  # characters of a name
HOURS = 3600
LASTS = 12 * HOURS  # of a log-in
IDLE = 2 * HOURS  # after which a log-in that nobody uses ends
MINUTE = 60

metadata = sa.MetaData()
accounts = sa.Table(
    "accounts",
    metadata,
    sa.Column("name", sa.String, primary_key=True),
    sa.Column("role", sa.String, nullable=False),
    sa.Column("password", sa.String, nullable=False),
    sa.Column("made", sa.String, nullable=False),
)
logins = sa.Table(
    "logins",
    metadata,
    sa.Column("secret", sa.String, primary_key=True),
    sa.Column("account", sa.ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    sa.Column("made", sa.Float, nullable=False),
    sa.Column("used", sa.Float, nullable=False),
)
tokens = sa.Table(
    "tokens",
    metadata,
    sa.Column("secret", sa.String, primary_key=True),
    sa.Column("account", sa.ForeignKey("accounts.name", ondelete="CASCADE"), nullable=False),
    sa.Column("made", sa.String, nullable=False),
)
deeds = sa.Table(
    "deeds",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("when", sa.String, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("what", sa.String, nullable=False),
    sa.Column("subject", sa.String, nullable=False),
    sa.Column("address", sa.String, nullable=False),
)


class Deed(Record, frozen=True, kw_only=True):
    """What somebody did: when (UTC, ISO 8601), who, what to which subject, from which address."""

    number: int
    when: str
    who: str
    what: str
    subject: str
    address: str


def default_place() -> str:
    """Return where accounts lie if nobody says otherwise: `RELAZIONE_ACCOUNTS`, else the user's data folder."""
    import platformdirs

    given = os.environ.get("RELAZIONE_ACCOUNTS")
    return given or str(Path(platformdirs.user_data_dir("relazione")) / "accounts.sqlite")


class Accounts:
    """The accounts in a file, made on first use and readable by its owner only; in memory where `place` is empty.

    `clock` gives seconds. Raises `AccountError` where the file cannot be used.
    """

    def __init__(self, place: str = "", *, clock: Callable[[], float] = time.time) -> None:
        self.where, self._clock = place, clock
        self._hasher = argon2.PasswordHasher()
        self._nobody = self._hasher.hash(secrets.token_hex())  # checked in place of a password that is not there
        if place:
            self._make(Path(place))
        # One connection: a log-in is looked up in a moment, and a database in memory has no other.
        self._engine = sa.create_engine(
            sa.URL.create("sqlite", database=place or ":memory:"),
            poolclass=sa.QueuePool,
            pool_size=1,
            max_overflow=0,
            connect_args={"check_same_thread": False, "timeout": MINUTE},
        )
        sa.event.listen(self._engine, "connect", _mind_references)
        try:
            with self._transaction() as connection:
                metadata.create_all(connection)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    # accounts

    def add(self, name: str, role: Role, password: str) -> None:
        """Make an account; raises `AccountError` where its name is taken, or where name or password will not do."""
        if not name.isprintable() or not name.strip() or name != name.strip() or len(name) > NAME:
            raise AccountError(f"{name!r} cannot be a name", allowed=f"1 to {NAME} characters that can be printed")
        if role not in get_args(Role):
            raise AccountError(f"there is no role {role!r}", allowed=", ".join(ROLES))
        row = {"name": name, "role": role, "password": self._hashed(password), "made": _now()}
        try:
            with self._transaction() as connection:
                connection.execute(sa.insert(accounts), [row])
        except sa.exc.IntegrityError:
            raise AccountError(
                f"there is an account {name!r} already", where=self.where, mend="choose another name"
            ) from None

    def change_password(self, name: str, password: str) -> None:
        """Give an account another password and end all its log-ins; raises `AccountError` where there is none."""
        hashed = self._hashed(password)
        with self._transaction() as connection:
            changed = connection.execute(
                sa.update(accounts).where(accounts.c.name == name).values(password=hashed)
            ).rowcount
            connection.execute(sa.delete(logins).where(logins.c.account == name))
        self._require(name, changed)

    def remove(self, name: str) -> None:
        """Remove an account with its log-ins and tokens; raises `AccountError` where there is none."""
        with self._transaction() as connection:
            gone = connection.execute(sa.delete(accounts).where(accounts.c.name == name)).rowcount
        self._require(name, gone)

    def all(self) -> list[tuple[Person, str]]:
        """Return every account with the day it was made on, by name."""
        with self._transaction() as connection:
            rows = connection.execute(sa.select(accounts).order_by(accounts.c.name)).all()
        return [(Person(name=row.name, role=row.role), row.made) for row in rows]

    def _require(self, name: str, found: int) -> None:
        if not found:
            raise AccountError(f"there is no account {name!r}", where=self.where, mend="`relazione accounts list`")

    def _hashed(self, password: str) -> str:
        if not SHORTEST <= len(password) <= LONGEST:
            raise AccountError("the password will not do", allowed=f"{SHORTEST} to {LONGEST} characters")
        return self._hasher.hash(password)

    # who asks

    def log_in(self, name: str, password: str) -> str | None:
        """Return the secret of a new log-in; `None`, after the same time, for a wrong name or a wrong password."""
        with self._transaction() as connection:
            known = connection.execute(sa.select(accounts.c.password).where(accounts.c.name == name)).scalar()
        try:
            self._hasher.verify(known or self._nobody, password[:LONGEST])
        except argon2.exceptions.VerificationError:
            return None
        if known is None:
            return None
        secret, now = secrets.token_urlsafe(32), self._clock()
        with self._transaction() as connection:
            connection.execute(sa.delete(logins).where(logins.c.made < now - LASTS))
            row = {"secret": _digest(secret), "account": name, "made": now, "used": now}
            connection.execute(sa.insert(logins), [row])
        return secret

    def log_out(self, secret: str) -> None:
        """End a log-in."""
        with self._transaction() as connection:
            connection.execute(sa.delete(logins).where(logins.c.secret == _digest(secret)))

    def logged_in(self, secret: str) -> Person | None:
        """Return whose log-in this is, `None` where there is none or it has ended."""
        now, digest = self._clock(), _digest(secret)
        query = (
            sa.select(accounts.c.name, accounts.c.role, logins.c.used)
            .join(logins, logins.c.account == accounts.c.name)
            .where(logins.c.secret == digest, logins.c.made > now - LASTS, logins.c.used > now - IDLE)
        )
        with self._transaction() as connection:
            row = connection.execute(query).first()
            if row and now - row.used > MINUTE:
                connection.execute(sa.update(logins).where(logins.c.secret == digest).values(used=now))
        return Person(name=row.name, role=row.role) if row else None

    def give_token(self, name: str, token: str | None = None) -> str:
        """Return a new token by which a program acts for an account; raises `AccountError` where there is none."""
        token = token or secrets.token_urlsafe(32)
        row = {"secret": _digest(token), "account": name, "made": _now()}
        try:
            with self._transaction() as connection:
                connection.execute(sa.insert(tokens), [row])
        except sa.exc.IntegrityError:
            self._require(name, 0)
        return token

    def revoke_tokens(self, name: str) -> int:
        """Make all tokens of an account useless; return how many there were."""
        with self._transaction() as connection:
            return int(connection.execute(sa.delete(tokens).where(tokens.c.account == name)).rowcount)

    def bearer(self, token: str) -> Person | None:
        """Return for whom a token acts, `None` for one that was not given or was revoked."""
        query = sa.select(accounts.c.name, accounts.c.role).join(tokens, tokens.c.account == accounts.c.name)
        with self._transaction() as connection:
            row = connection.execute(query.where(tokens.c.secret == _digest(token))).first()
        return Person(name=row.name, role=row.role) if row else None

    # what was done

    def note(self, who: str, what: str, subject: str = "", address: str = "") -> None:
        """Keep that somebody did something; nothing in the application changes or removes it."""
        row = {"when": _now(), "who": who, "what": what, "subject": subject, "address": address}
        with self._transaction() as connection:
            connection.execute(sa.insert(deeds), [row])

    def deeds(self, *, before: int | None = None, limit: int = 100) -> list[Deed]:
        """Return what was done, the latest first; with `before`, only what has a lower number."""
        query = sa.select(deeds).order_by(deeds.c.number.desc()).limit(limit)
        with self._transaction() as connection:
            rows = connection.execute(query if before is None else query.where(deeds.c.number < before)).mappings()
            return [Deed(**row) for row in rows]

    # the file

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.IntegrityError:
            raise
        except sa.exc.DBAPIError as error:
            raise AccountError(
                f"is no file of accounts that can be used ({error.orig})", where=self.where, mend="choose another file"
            ) from error

    def _make(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        except OSError as error:
            raise AccountError(
                f"cannot be opened ({error.strerror})", where=str(path), mend="choose another with --accounts"
            ) from error


def _mind_references(connection: Any, _: object) -> None:
    connection.execute("PRAGMA foreign_keys=ON")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
