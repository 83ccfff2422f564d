"""Errors as their askers understand them: a page for a browser, problem+json (RFC 9457) for a program."""

from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from relazione.errors import AccountError, LedgerError, RelazioneError
from relazione.web.api.description import methods_of
from relazione.web.rendering import is_fragment, page

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
        return JSONResponse(_sendable(body), status_code=status, media_type="application/problem+json")
    return page(request, "fault.html.j2", status=status, code=status, title=title, detail=detail, mend=mend)


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  (what the handler is registered for)
    if error.status_code == HTTPStatus.UNAUTHORIZED and not request.url.path.startswith(API):
        return _to_login(request)
    answer = fault(request, error.status_code, str(error.detail))
    answer.headers.update(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.url.path.startswith(API):
        answer.headers["allow"] = ", ".join(methods_of(request.app, request.url.path))
    return answer


def _to_login(request: Request) -> Response:
    """Send a browser to the page for logging in, and from there back to where it was."""
    if is_fragment(request):
        return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"hx-redirect": "/login"})
    query = f"?{request.url.query}" if request.url.query else ""
    back = f"{request.url.path}{query}" if request.method == "GET" else "/"
    return RedirectResponse(f"/login?back={quote(back)}", HTTPStatus.SEE_OTHER)


def _of_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101
    faults = [_slot_fault(entry) for entry in error.errors()]
    return fault(request, 422, "; ".join(f"{entry['slot']}: {entry['fault']}" for entry in faults), faults=faults)


def _slot_fault(entry: dict[str, Any]) -> dict[str, str]:
    """Return where in the request a fault is, what it is, what was allowed and what to do."""
    context = entry.get("ctx", {})
    found = {"slot": ".".join(map(str, entry["loc"])), "fault": entry["msg"]}
    if entry["type"] == "extra_forbidden":
        found |= {"fault": "there is no such parameter", "mend": "see /api/docs for those that there are"}
    allowed = context.get("allowed") or context.get("expected")
    if allowed:
        found["allowed"] = str(allowed)
    if "mend" in context:
        found["mend"] = context["mend"]
    return found


def _of_relazione(request: Request, error: Exception) -> Response:
    assert isinstance(error, RelazioneError)  # noqa: S101
    status = 404 if isinstance(error, LedgerError) else 422
    if error.__cause__ and isinstance(error, LedgerError | AccountError):
        status = 503  # it is the ledger or the accounts that cannot be used, not what was asked for
    allowed = {"allowed": error.allowed} if error.allowed else {}
    return fault(request, status, error.what, mend=error.mend, **allowed)


def _sendable(value: Any) -> Any:
    """Return a value without the half characters that JSON may bring and UTF-8 cannot hold."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_sendable(key): _sendable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_sendable(one) for one in value]
    return value
