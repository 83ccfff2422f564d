"""The audit log: who did what, when, from where."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from relazione.web.access import accounts_of, needs
from relazione.web.rendering import page

router = APIRouter(dependencies=[Depends(needs("admin"))])
PART = 100  # deeds on one page


@router.get("/audit")
def show(request: Request, before: Annotated[int | None, Query(ge=1, lt=1 << 63)] = None) -> HTMLResponse:
    """Show what was done, the latest first."""
    deeds = accounts_of(request).deeds(before=before, limit=PART + 1)
    older = deeds[PART - 1].number if len(deeds) > PART else None
    return page(request, "audit.html.j2", deeds=deeds[:PART], older=older)
