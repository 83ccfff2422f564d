"""Persons and their roles."""

from typing import Literal

from relazione.records import Record

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")  # each may do what those before it may


class Person(Record, frozen=True, kw_only=True):
    """Somebody who uses the application."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Return whether this person has a role, or one above it."""
        return ROLES.index(self.role) >= ROLES.index(role)
