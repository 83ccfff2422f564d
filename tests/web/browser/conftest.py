"""Headless Chromium on a served ledger; where no Chromium is installed these tests are skipped and say so."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from relazione.web import Settings, create_app

NAMES = ("chromium", "chromium-browser", "google-chrome")
GRAVE = ("serious", "critical")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A headless Chromium."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip(f"no Chromium is installed (looked for {', '.join(NAMES)})")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def server(own: Path) -> Iterator[str]:
    """The address of the application on a ledger of the examples that the test may change."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    config = uvicorn.Config(create_app(Settings(ledger=str(own), port=port)), port=port, log_level="warning")
    running = uvicorn.Server(config)
    thread = threading.Thread(target=running.run)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join()


@pytest.fixture
def tab(chromium: Browser, server: str) -> Iterator[Page]:
    """A tab in English whose addresses are relative to the server; it fails on errors of scripts."""
    context = chromium.new_context(base_url=server, locale="en-GB", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(8000)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith(server) else None)
    yield page
    context.close()
    assert not faults


@pytest.fixture
def grave(tab: Page) -> Callable[[], list[str]]:
    """What axe finds on the page in the tab that is serious or critical."""

    def find() -> list[str]:
        return [
            f"{found['id']}: {found['nodes'][0]['html']}"
            for found in Axe().run(tab).response["violations"]
            if found["impact"] in GRAVE
        ]

    return find
