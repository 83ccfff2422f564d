"""Logging in and out."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response

from relazione.web.access import LOGIN_COOKIE, accounts_of, note, person_of
from relazione.web.accounts import LASTS
from relazione.web.buckets import Buckets
from relazione.web.rendering import page
from relazione.web.security import own_path, same_site

router = APIRouter()


@router.get("/login")
def show(request: Request, back: str = "/") -> Response:
    """Show the form, or go on where nobody has to log in (again)."""
    if person_of(request):
        return RedirectResponse(own_path(back), 303)
    return page(request, "login.html.j2", back=own_path(back), fault=None)


@router.post("/login", dependencies=[Depends(same_site)])
def log_in(
    request: Request,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Begin a log-in under a new secret; the one before it ends."""
    buckets: Buckets = request.app.state.logins
    address = request.client.host if request.client else ""
    wait = max(buckets.take(("address", address)), buckets.take(("name", name)))
    if wait:
        note(request, "login throttled", name, who="")
        answer = page(request, "login.html.j2", status=429, back=own_path(back), fault="login_wait")
        answer.headers["retry-after"] = str(wait)
        return answer
    accounts = accounts_of(request)
    secret = accounts.log_in(name, password)
    if secret is None:
        note(request, "login refused", name, who="")
        return page(request, "login.html.j2", status=403, back=own_path(back), fault="login_wrong")
    before = request.cookies.get(LOGIN_COOKIE)
    if before:
        accounts.log_out(before)
    note(request, "login", name, who=name)
    found = RedirectResponse(own_path(back), 303)
    secure = request.url.scheme == "https"
    found.set_cookie(LOGIN_COOKIE, secret, max_age=LASTS, httponly=True, samesite="strict", secure=secure)
    return found


@router.post("/logout", dependencies=[Depends(same_site)])
def log_out(request: Request) -> Response:
    """End the log-in."""
    secret, person = request.cookies.get(LOGIN_COOKIE), person_of(request)
    if secret and person:
        accounts_of(request).log_out(secret)
        note(request, "logout", person.name)
    found = RedirectResponse("/login", 303)
    found.delete_cookie(LOGIN_COOKIE, httponly=True, samesite="strict")
    return found
