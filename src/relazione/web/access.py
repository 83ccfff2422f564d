"""Who is asking, and what they may do."""

import getpass
from collections.abc import Callable
from typing import Literal

from fastapi import HTTPException, Request

from relazione.records import Record

Role = Literal["reader", "reviewer", "admin"]
LOOPBACK = ("127.0.0.1", "::1", "localhost")
ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")  # each may do what those before it may


class Person(Record, frozen=True, kw_only=True):
    """Somebody who uses the application."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Return whether this person has a role, or one above it."""
        return ROLES.index(self.role) >= ROLES.index(role)


def person_of(request: Request) -> Person | None:
    """Return who asks, `None` where nobody is logged in; on a loopback address whoever sits at the machine."""
    if request.app.state.settings.host in LOOPBACK:
        return Person(name=getpass.getuser(), role="admin")
    return None


def needs(role: Role) -> Callable[[Request], Person]:
    """Return a dependency that lets through persons of a role and gives them to the page."""

    def check(request: Request) -> Person:
        person = person_of(request)
        if person is None:
            raise HTTPException(401, "log in first")
        if not person.may(role):
            raise HTTPException(403, f"this needs the role {role}")
        return person

    return check
