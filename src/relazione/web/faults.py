"""Errors as their askers understand them: a page for a browser, problem+json (RFC 9457) for a program."""

from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from relazione.errors import LedgerError, RelazioneError
from relazione.web.rendering import page

API = "/api"


def install(app: FastAPI) -> None:
    """Answer every error that the application understands."""
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_exception_handler(RelazioneError, _of_relazione)


def fault(request: Request, status: int, detail: str, *, mend: str = "", **more: object) -> Response:
    """Return an error as problem+json below `/api`, else as a page."""
    title = HTTPStatus(status).phrase
    if request.url.path.startswith(API):
        body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
        if mend:
            body["mend"] = mend
        return JSONResponse(body, status_code=status, media_type="application/problem+json")
    return page(request, "fault.html.j2", status=status, code=status, title=title, detail=detail, mend=mend)


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  (what the handler is registered for)
    answer = fault(request, error.status_code, str(error.detail))
    answer.headers.update(error.headers or {})
    return answer


def _of_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    faults = [{"slot": ".".join(map(str, entry["loc"])), "fault": entry["msg"]} for entry in error.errors()]
    return fault(request, 422, "; ".join(f"{entry['slot']}: {entry['fault']}" for entry in faults), faults=faults)


def _of_relazione(request: Request, error: Exception) -> Response:
    assert isinstance(error, RelazioneError)  # noqa: S101
    status = 404 if isinstance(error, LedgerError) else 422
    allowed = {"allowed": error.allowed} if error.allowed else {}
    return fault(request, status, error.what, mend=error.mend, **allowed)
