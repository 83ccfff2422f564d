"""Whether a ledger changed: a value that is another one after every write, whoever wrote."""

from threading import Lock

import sqlalchemy as sa

DATA_VERSION = "PRAGMA data_version"
SNAPSHOT = "SELECT CAST(pg_current_snapshot() AS text)"


class Watch:
    """Watches a ledger over a connection of its own, which never writes.

    SQLite's `data_version` is a number that one connection sees change with every commit of any other connection, of
    this process or of another; PostgreSQL's snapshot names the transactions that are over. Both cost microseconds.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine, self._lock = engine, Lock()
        self._connection: sa.PoolProxiedConnection | None = None

    def state(self) -> str:
        """Return the state of the ledger; two equal values of one watch mean that nothing was written in between."""
        with self._lock:
            if self._connection is None:
                self._connection = self._engine.raw_connection()
                self._connection.detach()
            cursor = self._connection.cursor()
            try:
                cursor.execute(DATA_VERSION if self._engine.dialect.name == "sqlite" else SNAPSHOT)
                return str(cursor.fetchone()[0])  # type: ignore[index]
            finally:
                cursor.close()
                if self._engine.dialect.name != "sqlite":
                    self._connection.rollback()

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
