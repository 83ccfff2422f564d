from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from relazione.ledger import Ledger
from relazione.reader import read_document
from relazione.sources import open_source
from relazione.web import Settings, create_app
from relazione.web.accounts import Accounts
from relazione.web.roles import ROLES

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledger of the examples."""
    path = tmp_path_factory.mktemp("web") / "ledger.sqlite"
    documents = open_source(EXAMPLES)
    with Ledger(path) as ledger:
        ledger.add_all((document, read_document(document)) for document in documents)
    return path


@pytest.fixture
def own(filled: Path, tmp_path: Path) -> Path:
    """A ledger of the examples that a test may change."""
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(filled.read_bytes())
    return path


@pytest.fixture
def client(filled: Path) -> Iterator[TestClient]:
    """A browser without scripts, on the ledger of the examples."""
    with TestClient(create_app(Settings(ledger=str(filled))), base_url="http://127.0.0.1:8765") as found:
        yield found


@pytest.fixture
def writer(own: Path) -> Iterator[TestClient]:
    """A browser without scripts, on a ledger that the test may change."""
    with TestClient(create_app(Settings(ledger=str(own))), base_url="http://127.0.0.1:8765") as found:
        yield found


PASSWORD = "correct horse battery"  # noqa: S105


@pytest.fixture
def serve(own: Path) -> Iterator[Callable[..., TestClient]]:
    """Start the application on a ledger that the test may change, with some settings of its own."""
    with ExitStack() as started:

        def start(accounts: Accounts | None = None, **settings: Any) -> TestClient:
            app = create_app(Settings(ledger=str(own), **settings), accounts)
            return started.enter_context(TestClient(app, base_url="http://127.0.0.1:8765"))

        yield start


@pytest.fixture
def team() -> Iterator[Accounts]:
    """One account a role, named after it; all have the same password."""
    with Accounts() as accounts:
        for role in ROLES:
            accounts.add(role, role, PASSWORD)
        yield accounts


@pytest.fixture
def guarded(serve: Callable[..., TestClient], team: Accounts) -> TestClient:
    """A browser without scripts where everybody must log in."""
    return serve(team, login=True)
