"""The alerts that a ledger raised: each once, kept until every outlet had it.

All functions work within a transaction of the ledger.
"""

import json
from collections.abc import Collection, Iterable

import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.dialects import insert_new
from relazione.records import Record


class Raised(Record, frozen=True, kw_only=True):
    """An alert as JSON, the UTC time (ISO 8601) at which it was raised, and the outlets that still wait for it."""

    id: str
    raised: str
    alert: str
    pending: tuple[str, ...] = ()


def raise_alert(connection: sa.Connection, raised: Raised) -> bool:
    """Keep an alert; return whether it is new: one that was raised before stays as it is."""
    row = {"id": raised.id, "raised": raised.raised, "alert": raised.alert, "pending": json.dumps(raised.pending)}
    return bool(insert_new(connection, tables.alerts, [row]))


def waiting_alerts(connection: sa.Connection) -> list[Raised]:
    """Return the alerts that an outlet still waits for, the oldest first."""
    table = tables.alerts
    query = sa.select(table).where(table.c.pending != "[]").order_by(table.c.raised, table.c.id)
    return [
        Raised(id=row.id, raised=row.raised, alert=row.alert, pending=tuple(json.loads(row.pending)))
        for row in connection.execute(query)
    ]


def keep_waiting(connection: sa.Connection, id_: str, outlets: Collection[str]) -> None:
    """Note which outlets still wait for an alert."""
    table = tables.alerts
    connection.execute(sa.update(table).where(table.c.id == id_).values(pending=json.dumps(sorted(outlets))))


def forget_alerts(connection: sa.Connection, document: str) -> None:
    """Empty the alerts that hold words of a document; that they were raised stays known."""
    table = tables.alerts
    holds = table.c.alert.contains(document, autoescape=True)
    connection.execute(sa.update(table).where(holds).values(alert="", pending="[]"))


def in_force_since(connection: sa.Connection, rules: Iterable[str], day: str) -> dict[str, str]:
    """Return since which day (ISO) each of some rules is in force; for one that is new, that is this day."""
    table = tables.rules
    listed = list(rules)
    insert_new(connection, table, [{"rule": rule, "since": day} for rule in listed])
    return {row.rule: row.since for row in connection.execute(sa.select(table).where(table.c.rule.in_(listed)))}
