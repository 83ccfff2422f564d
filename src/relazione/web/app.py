"""The application: its routes, its static files, its errors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Thread

import anyio
from fastapi import Depends, FastAPI

from relazione.errors import RelazioneError
from relazione.ledger import Ledger
from relazione.ontology.atlas import ONTOLOGY, Atlas
from relazione.resolution.pledges import states_named
from relazione.version import __version__
from relazione.web import api, faults
from relazione.web.access import needs
from relazione.web.accounts import Accounts
from relazione.web.asking import Sides
from relazione.web.buckets import Buckets
from relazione.web.cache import findings_in
from relazione.web.files import static_files
from relazione.web.guard import Guard
from relazione.web.latest import Latest, Recent
from relazione.web.map import areas
from relazione.web.pages import (
    actors,
    audit,
    desk,
    dossier,
    evidence,
    home,
    login,
    manual,
    preferences,
    reading,
    reports,
    review,
    searching,
)
from relazione.web.reading_queue import ReadingQueue
from relazione.web.security import SafeHeaders
from relazione.web.settings import LOOPBACK, Settings
from relazione.web.store import AT_ONCE

STATIC = Path(__file__).parent / "static"
OVERVIEWS = 256  # results that may be a little old
OPEN = (login, preferences)
PAGES = (home, dossier, evidence, reading, reports, review, desk, searching, actors, audit, manual)


def create_app(settings: Settings, accounts: Accounts | None = None) -> FastAPI:
    """Return the application over a ledger; the ledger is opened here and closed when the application stops.

    `accounts`, if given, go before those that the settings name, and are left open. Raises `RelazioneError` where
    others than who sits at this machine could reach it without logging in.
    """
    require_safe(settings)
    areas(settings.map_view)
    ledger = Ledger(settings.ledger)
    kept = accounts or Accounts(settings.accounts)
    atlas = Atlas.read(settings.actors) if settings.actors else ONTOLOGY
    queue = ReadingQueue(settings.reading, atlas)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        Thread(target=states_named, args=("",), daemon=True).start()  # the first dossier would wait for its tables
        if settings.ahead:
            home.reckon_ahead(ledger, findings_in(app), Recent(ledger.state(), app.state.latest), settings.language)
        yield
        app.state.latest.close()
        queue.close()
        if accounts is None:
            kept.close()
        ledger.close()

    app = FastAPI(
        title="Relazione",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        generate_unique_id_function=lambda route: route.name,
    )
    app.state.settings, app.state.ledger, app.state.accounts = settings, ledger, kept
    app.state.sides = Sides(ledger, atlas)
    app.state.queue, app.state.places, app.state.caches = queue, anyio.Semaphore(AT_ONCE), {}
    app.state.latest, app.state.wrote = Latest(OVERVIEWS), {}
    app.state.logins, app.state.reading = Buckets(settings.limits.login), Buckets(settings.limits.reading)
    app.add_middleware(Guard, settings=settings)
    app.add_middleware(SafeHeaders)
    app.mount("/static", static_files(STATIC), name="static")
    for module in OPEN:
        app.include_router(module.router, include_in_schema=False)
    for module in PAGES:
        app.include_router(module.router, include_in_schema=False, dependencies=[Depends(needs("reader"))])
    app.include_router(api.router)
    faults.install(app)
    return app


def require_safe(settings: Settings) -> None:
    """Raise `RelazioneError` where the application would be open to others than who sits at this machine."""
    if settings.host not in LOOPBACK and not settings.login:
        raise RelazioneError(
            "beyond this machine everybody must log in",
            where=settings.host,
            allowed=f"without log-in only {', '.join(LOOPBACK)}",
            mend="make an account (relazione accounts add NAME --role admin), or start with --token",
        )
