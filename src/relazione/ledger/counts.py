"""What a ledger holds, in numbers."""

import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.dialects import size_of


def counts_of(connection: sa.Connection) -> dict[str, int]:
    """Return how many documents, origins, records of each kind, merged events and actors there are, and the bytes."""
    record, document = tables.records, tables.documents
    kinds = sa.select(record.c.kind, sa.func.count()).group_by(record.c.kind).order_by(record.c.kind)
    numbers = {
        "documents": _count(connection, sa.select(document.c.id)),
        "independent origins": _count(connection, sa.select(document.c.lineage).distinct()),
        "readings": _count(connection, sa.select(tables.readings.c.document)),
    }
    numbers |= {f"{kind}s told": int(count) for kind, count in connection.execute(kinds)}
    numbers["merged events"] = _count(connection, sa.select(record.c.merged).where(record.c.kind == "event").distinct())
    numbers["actors"] = _count(connection, sa.select(tables.profiles.c.actor).distinct())
    numbers["decisions"] = _count(connection, sa.select(tables.decisions.c.id))
    numbers["forgotten documents"] = _count(connection, sa.select(tables.forgotten.c.document))
    numbers["bytes"] = size_of(connection)
    return numbers


def _count(connection: sa.Connection, query: "sa.Select[tuple[str]]") -> int:
    return int(connection.execute(sa.select(sa.func.count()).select_from(query.subquery())).scalar() or 0)
