"""The application: its routes, its static files, its errors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from relazione.ledger import Ledger
from relazione.version import __version__
from relazione.web import faults
from relazione.web.pages import actors, desk, home, preferences, reading, reports, review, searching
from relazione.web.security import SafeHeaders
from relazione.web.settings import Settings

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings) -> FastAPI:
    """Return the application over a ledger; the ledger is opened here and closed when the application stops."""
    ledger = Ledger(settings.ledger)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        ledger.close()

    app = FastAPI(
        title="Relazione", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan
    )
    app.state.settings, app.state.ledger = settings, ledger
    app.add_middleware(SafeHeaders)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for module in (actors, home, preferences, reading, reports, review, desk, searching):
        app.include_router(module.router, include_in_schema=False)
    faults.install(app)
    return app
