"""Take the pictures of the web application's pages on the example reports: `docs/pictures/*.png`.

Run it as `python docs/build_pictures.py`; it needs a Chromium and the packages of the group `dev`.
"""

import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page, sync_playwright

from relazione.ledger import Ledger
from relazione.reader import read_document
from relazione.resolution.proposals import decide_on
from relazione.sources import find_reports, one_report, open_source
from relazione.web import Settings, create_app
from relazione.web.accounts import Accounts

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
PORT = 8799
REPORT = "Norwegen und Portugal unterzeichnen Fischereiabkommen"
JUDGED = (("Anna", "accept", 4), ("Bert", "accept", 3), ("Bert", "reject", 1))  # who said what of how many events


def fill(path: Path) -> str:
    """Fill a ledger with the examples and some decisions on one of them; return that report's id."""
    documents = [one_report(open_source(path), path.name) for path in find_reports([ROOT / "examples"])]
    with Ledger(path) as ledger:
        ledger.add_all((document, read_document(document)) for document in documents)
        document = next(document for document in documents if document.title == REPORT)
        reading = ledger.reading(document.id)
        for who, verb, number in JUDGED:
            for event in reading.events[:number]:
                ledger.decide(
                    decide_on(verb, "event", reading=reading, text=document.text, who=who, local=event.id)  # type: ignore[arg-type]
                )
    return document.id


def take(page: Page, name: str, path: str, *, click: str = "", key: str = "") -> None:
    """Open a page, click or press a key where asked, and keep its picture."""
    page.goto(path)
    if click:
        page.locator(click).first.click()
    if key:
        page.keyboard.press(key)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    page.screenshot(path=PICTURES / f"{name}.png")


def main() -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.sqlite"
        report = fill(ledger)
        with served(create_app(Settings(ledger=str(ledger)))) as page:
            take(page, "home", "/?state=NOR&period=365")
            take(page, "dossier", "/dossier/NOR/PRT", click=".timeline a.proof")
            take(page, "report", f"/reports/{report}", click="a.piece.k-actor.k-event")
            take(page, "read", "/read")
            take(page, "search", "/search?q=Fischereiabkommen")
            take(page, "actors", "/actors?kind=person")
            page.goto("/actors?kind=person&q=Mesquita")
            take(page, "actor", page.locator("table a").first.get_attribute("href") or "")
            take(page, "review", "/review")
            take(page, "desk", f"/review/{report}/e5", key="e")
            take(page, "agreement", "/review/agreement")
            take(page, "manual", "/api/docs")
            page.emulate_media(color_scheme="dark")
            take(page, "home-dark", "/?state=NOR&period=365")
            page.set_viewport_size({"width": 360, "height": 740})
            take(page, "dossier-narrow", "/dossier/NOR/PRT")
        password = secrets.token_urlsafe()
        with Accounts() as accounts:
            accounts.add("anna", "admin", password)
            with served(create_app(Settings(ledger=str(ledger), login=True), accounts)) as page:
                take(page, "login", "/login")
                page.fill("input[name=name]", "anna")
                page.fill("input[name=password]", password)
                page.keyboard.press("Enter")
                page.wait_for_url(f"http://127.0.0.1:{PORT}/")
                take(page, "audit", "/audit")


@contextmanager
def served(app: FastAPI) -> Iterator[Page]:
    """Serve an application and yield a browser's page on it."""
    server = uvicorn.Server(uvicorn.Config(app, port=PORT, log_level="error"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser.new_context(base_url=f"http://127.0.0.1:{PORT}", locale="en-GB").new_page()
        browser.close()
    server.should_exit = True
    thread.join()


if __name__ == "__main__":
    main()
