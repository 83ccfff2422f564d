"""The application: its routes, its static files, its errors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

from fastapi import FastAPI

from relazione.ledger import Ledger
from relazione.resolution.pledges import states_named
from relazione.version import __version__
from relazione.web import faults
from relazione.web.files import static_files
from relazione.web.map import areas
from relazione.web.pages import dossier, evidence, home, preferences
from relazione.web.security import SafeHeaders
from relazione.web.settings import Settings

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings) -> FastAPI:
    """Return the application over a ledger; the ledger is opened here and closed when the application stops."""
    areas(settings.map_view)
    ledger = Ledger(settings.ledger)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        Thread(target=states_named, args=("",), daemon=True).start()  # the first dossier would wait for its tables
        yield
        ledger.close()

    app = FastAPI(
        title="Relazione", version=__version__, docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan
    )
    app.state.settings, app.state.ledger, app.state.caches = settings, ledger, {}
    app.add_middleware(SafeHeaders)
    app.mount("/static", static_files(STATIC), name="static")
    for module in (home, dossier, evidence, preferences):
        app.include_router(module.router, include_in_schema=False)
    faults.install(app)
    return app
