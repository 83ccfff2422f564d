"""Bringing a ledger to the layout of this version: creating it, or migrating an older one without losing anything."""

from pathlib import Path

import sqlalchemy as sa

from relazione.errors import LedgerError

LAYOUT = "0008"  # the newest revision in migrations/versions
FIRST = "0001"  # a SQLite ledger of the first version bears no revision, but `user_version` 1
MIGRATIONS = Path(__file__).parent / "migrations"


def layout_of(connection: sa.Connection) -> str | None:
    """Return the revision of a ledger's tables, `None` for an empty database.

    Raises `LedgerError` where the database holds something else.
    """
    names = sa.inspect(connection).get_table_names()
    if "alembic_version" in names:
        found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
        return str(found) if found else None
    if {"documents", "readings"} <= set(names):
        return FIRST
    if names:
        raise LedgerError("is another program's database", mend="choose another file with --ledger")
    return None


def bring_up_to_date(connection: sa.Connection) -> bool:
    """Migrate to LAYOUT; return whether readings kept by an older layout must be taken in anew.

    Raises `LedgerError` where a newer version of Relazione wrote the ledger.
    """
    before = layout_of(connection)
    if before == LAYOUT:
        return False
    if before is not None and before > LAYOUT:
        raise LedgerError(
            f"has layout {before}",
            allowed=f"up to {LAYOUT}",
            mend="use the version of Relazione that wrote it, or a newer one",
        )
    _migrate(connection, before)
    return before == FIRST


def _migrate(connection: sa.Connection, before: str | None) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    if before == FIRST and "alembic_version" not in sa.inspect(connection).get_table_names():
        command.stamp(config, FIRST)
    command.upgrade(config, "head")
