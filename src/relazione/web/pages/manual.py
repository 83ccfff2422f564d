"""The page on the JSON interface, made from its OpenAPI description."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from relazione.web.api.description import describe
from relazione.web.api.manual import operations
from relazione.web.rendering import page

router = APIRouter()


@router.get("/api/docs")
def show(request: Request) -> HTMLResponse:
    """Show every operation with its parameters and answers."""
    description = describe(request.app)
    return page(request, "manual.html.j2", info=description["info"], operations=operations(description))
