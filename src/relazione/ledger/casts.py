"""What a record needs of its document: who plays its parts in the ledger, and the text."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.dialects import in_chunks
from relazione.resolution.kinds import ACTOR_SLOTS


def cast_of(connection: sa.Connection, numbers: Iterable[int]) -> dict[tuple[int, str], str]:
    """Return (number of document, local actor id) → the ledger's actor id for some documents."""
    casts, profiles = tables.casts, tables.profiles
    found = {}
    for part in in_chunks(sorted(numbers)):
        query = (
            sa.select(casts.c.document, casts.c.local, profiles.c.actor)
            .join(profiles, profiles.c.id == casts.c.profile)
            .where(casts.c.document.in_(part))
        )
        found.update({(document, local): actor for document, local, actor in connection.execute(query)})
    return found


def texts_of(connection: sa.Connection, numbers: Iterable[int]) -> dict[int, str]:
    """Return number of document → text for some documents."""
    table = tables.documents
    columns = (table.c.number, table.c.text)
    return {
        number: text
        for part in in_chunks(sorted(numbers))
        for number, text in connection.execute(sa.select(*columns).where(table.c.number.in_(part)))
    }


def translated(record: Any, kind: str, document: int, cast: Mapping[tuple[int, str], str]) -> Any:
    """Return a record with the ledger's actor ids in place of the reading's."""
    slots: dict[str, str | tuple[str, ...]] = {}
    for slot in ACTOR_SLOTS[kind]:
        value = getattr(record, slot)
        if isinstance(value, str):
            slots[slot] = cast[document, value]
        elif value:
            slots[slot] = tuple(dict.fromkeys(cast[document, key] for key in value))
    return msgspec.structs.replace(record, **slots) if slots else record
