"""Who is asking, what they may do, and keeping what they did."""

import getpass
import time
from collections.abc import Callable

from fastapi import HTTPException, Request

from relazione.web.accounts import Accounts
from relazione.web.roles import ROLES, Person, Role
from relazione.web.settings import LOOPBACK

__all__ = [
    "LOGIN_COOKIE",
    "LOOPBACK",
    "ROLES",
    "Person",
    "Role",
    "accounts_of",
    "bearer_of",
    "needs",
    "note",
    "person_of",
]

WRITES = ("decided", "document added", "document forgotten")  # deeds that change the ledger
HOUR = 3600
LOGIN_COOKIE = "relazione_login"


def accounts_of(request: Request) -> Accounts:
    """Return the accounts and the audit log."""
    return request.app.state.accounts  # type: ignore[no-any-return]


def bearer_of(request: Request) -> str | None:
    """Return the token that a program brings, `None` without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


def person_of(request: Request) -> Person | None:
    """Return who asks, `None` where nobody is logged in; where nobody must log in, whoever sits at the machine."""
    if not hasattr(request.state, "person"):
        request.state.person = _found(request)
    return request.state.person  # type: ignore[no-any-return]


def _found(request: Request) -> Person | None:
    if not request.app.state.settings.login:
        return Person(name=_user(), role="admin")
    token = bearer_of(request)
    if token:
        return accounts_of(request).bearer(token)
    secret = request.cookies.get(LOGIN_COOKIE)
    return accounts_of(request).logged_in(secret) if secret else None


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a user whom the system does not know by name
        return "local"


def needs(role: Role) -> Callable[[Request], Person]:
    """Return a dependency that lets through persons of a role and gives them to the page."""

    def check(request: Request) -> Person:
        person = person_of(request)
        if person is None:
            raise HTTPException(401, "log in first", {"www-authenticate": "Bearer"})
        if not person.may(role):
            raise HTTPException(403, f"this needs the role {role}")
        return person

    return check


def note(request: Request, what: str, subject: str = "", *, who: str | None = None) -> None:
    """Keep in the audit log what the person who asks did to which subject."""
    person = person_of(request)
    name = who if who is not None else (person.name if person else "")
    if what in WRITES:
        request.app.state.wrote[name] = time.monotonic()
    accounts_of(request).note(name, what, subject, request.client.host if request.client else "")


def wrote_lately(request: Request) -> bool:
    """Tell whether the person who asks changed the ledger within the last hour: what they see must hold that."""
    person = person_of(request)
    return person is not None and time.monotonic() - request.app.state.wrote.get(person.name, -HOUR) < HOUR
