"""The first page: what is new, which pairs move most, the relations of a chosen state on a map."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse

from relazione.web.access import needs
from relazione.web.rendering import page
from relazione.web.store import Kept

router = APIRouter(dependencies=[Depends(needs("reader"))])


@router.get("/")
def home(request: Request, ledger: Kept) -> HTMLResponse:
    """Show what is new in the ledger."""
    return page(request, "home.html.j2", contents=ledger.contents()[:20])
