"""One report: its text with all records marked in it, and beside it the records by kind."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from relazione.records import Document, Reading
from relazione.web.cards import Cards
from relazione.web.marks import KINDS, marks_of, paragraphs
from relazione.web.rendering import language_of, page
from relazione.web.store import Kept
from relazione.web.wording import interface

router = APIRouter()


@router.get("/reports/{id_}")
def report(request: Request, id_: str, ledger: Kept) -> HTMLResponse:
    """Show a kept report; `id_` is its id or the first digits of it."""
    document = ledger.document(ledger.find(id_))
    with ledger.view() as view:
        cast = {local: actor for (_, local), actor in view.cast([document.id]).items()}
    reading = ledger.decided_reading(document.id)
    return page(request, "report.html.j2", cast=cast, kept=True, **drawn(request, document, reading))


def drawn(request: Request, document: Document, reading: Reading) -> dict[str, Any]:
    """Return what a page needs to draw a report with its reading."""
    cards = Cards(reading, document.text, interface(language_of(request)))
    return {
        "document": document,
        "reading": reading,
        "paragraphs": list(paragraphs(document.text, marks_of(reading))),
        "cards": cards.by_kind(),
        "kinds": KINDS,
    }
