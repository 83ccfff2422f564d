"""Where SQLite and PostgreSQL differ: opening, writing one at a time, inserting what is new, searching words."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from relazione.errors import LedgerError
from relazione.ledger.tables import searchable

PATIENCE = 60_000  # milliseconds that a writer waits for another
CHUNK = 500  # values in one IN list or rows in one statement
MOST = (1 << 63) - 1  # the highest number of a row
WRITERS_LOCK = 7305  # number of PostgreSQL's advisory lock, held by the one who writes

SQLITE_SEARCH = (
    "CREATE VIRTUAL TABLE found USING fts5(folded, content='searchable', content_rowid='number')",
    "CREATE TRIGGER searchable_gone AFTER DELETE ON searchable BEGIN "
    "INSERT INTO found(found, rowid, folded) VALUES ('delete', old.number, old.folded); END",
)
FOUND = "SELECT rowid FROM found WHERE found MATCH :query"
INDEX = "INSERT INTO found(rowid, folded) SELECT number, folded FROM searchable WHERE number > :after"
UNINDEXED = "SELECT count(*) FROM searchable WHERE number NOT IN (SELECT id FROM found_docsize)"
EARLIER_FOUND = f"{FOUND} AND rowid < :before ORDER BY rowid DESC LIMIT :limit"
POSTGRES_SEARCH = ("CREATE INDEX found ON searchable USING gin (to_tsvector('simple', folded))",)


def url_of(place: str | Path) -> sa.URL:
    """Return the database URL of a ledger: a file's path or an URL (`postgresql://…`)."""
    text = str(place)
    if "://" not in text:
        return sa.URL.create("sqlite", database=text)
    try:
        url = sa.make_url(text)
    except sa.exc.ArgumentError as error:
        raise LedgerError(
            "is no database address", where=text, allowed="a file, or postgresql://user@host/name"
        ) from error
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def open_engine(url: sa.URL) -> sa.Engine:
    """Return the engine of a ledger; raises `LedgerError` for a database of another kind or a missing driver."""
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise LedgerError(
            f"{url.get_backend_name()} is no database for a ledger", allowed="a SQLite file or postgresql://…"
        )
    try:
        engine = sa.create_engine(url)
    except ModuleNotFoundError as error:
        raise LedgerError(
            "PostgreSQL needs a driver", where=str(url), mend="pip install 'relazione[postgres]'"
        ) from error
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _configure)
        sa.event.listen(engine, "begin", _begin)
    return engine


def _configure(connection: "sa.engine.interfaces.DBAPIConnection", _: object) -> None:
    connection.isolation_level = None  # SQLAlchemy says when a transaction begins
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={PATIENCE}",
        "journal_mode=WAL",
        "foreign_keys=ON",
        "secure_delete=ON",
        "wal_autocheckpoint=25000",
        "cache_size=-256000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: sa.Connection) -> None:
    mode = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


def lock_for_writing(connection: sa.Connection) -> None:
    """Wait until no other writer is at work; the lock ends with the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})"))


def create_search(connection: sa.Connection) -> None:
    """Create what searching words needs."""
    for statement in SQLITE_SEARCH if connection.dialect.name == "sqlite" else POSTGRES_SEARCH:
        connection.execute(sa.text(statement))


def purge_search(connection: sa.Connection) -> None:
    """Drop from the search index what deleted rows left in it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO found(found) VALUES ('optimize')")


def insert_new(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> int:
    """Insert the rows whose key is not there yet; return how many were new."""
    if not rows:
        return 0
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    counted = {"preserve_rowcount": True}  # else PostgreSQL's count is lost
    result = connection.execute(dialect.insert(table).on_conflict_do_nothing(), rows, execution_options=counted)
    return max(result.rowcount, 0)


def insert_all(connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns in the same order; on SQLite past SQLAlchemy's work on every value."""
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(sa.insert(table), rows)
        return
    quote = connection.dialect.identifier_preparer.quote
    columns = ", ".join(quote(name) for name in rows[0])
    signs = ", ".join("?" for _ in rows[0])
    connection.exec_driver_sql(
        f"INSERT INTO {quote(table.name)} ({columns}) VALUES ({signs})",  # noqa: S608  (names of our own)
        _bound(table, rows, connection.dialect),
    )


def _bound(table: sa.Table, rows: Sequence[dict[str, Any]], dialect: sa.Dialect) -> list[tuple[Any, ...]]:
    """Return the values of rows as the driver takes them."""
    processors = [table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in rows[0]]
    if not any(processors):
        return [tuple(row.values()) for row in rows]
    return [
        tuple(process(value) if process else value for process, value in zip(processors, row.values(), strict=True))
        for row in rows
    ]


def insert_searchable(connection: sa.Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows into `searchable` and its index.

    SQLite fills the index by one statement: a trigger would have it written out after every row.
    """
    if connection.dialect.name != "sqlite":
        insert_all(connection, searchable, rows)
        return
    after = connection.execute(sa.select(sa.func.coalesce(sa.func.max(searchable.c.number), 0))).scalar()
    insert_all(connection, searchable, rows)
    connection.execute(sa.text(INDEX), {"after": after})


def in_chunks(values: Iterable[Any]) -> Iterable[list[Any]]:
    """Yield the values in lists short enough for one statement."""
    listed = list(values)
    for place in range(0, len(listed), CHUNK):
        yield listed[place : place + CHUNK]


def numbers_with_words(
    connection: sa.Connection, words: Sequence[str], *, before: int | None = None, limit: int
) -> list[int]:
    """Return the numbers of the rows of `searchable` that hold all of these (folded) words, the latest first.

    Only those below `before`, and at most `limit` of them.
    """
    if connection.dialect.name == "sqlite":
        query = " AND ".join(f'"{word}"*' for word in words)
        values = {"query": query, "before": MOST if before is None else before, "limit": limit}
        return list(connection.execute(sa.text(EARLIER_FOUND), values).scalars())
    number = searchable.c.number
    query = " & ".join(f"{word}:*" for word in words)
    held = sa.func.to_tsvector("simple", searchable.c.folded).op("@@")(sa.func.to_tsquery("simple", query))
    found = sa.select(number).where(held).order_by(number.desc()).limit(limit)
    return list(connection.execute(found if before is None else found.where(number < before)).scalars())


def faults_of(connection: sa.Connection) -> list[str]:
    """Return what the database itself says is broken."""
    if connection.dialect.name != "sqlite":
        return []
    broken = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check") if row[0] != "ok"]
    dangling = [
        f"{row[0]} row {row[1]} names a missing {row[2]}"
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    ]
    unindexed = int(connection.exec_driver_sql(UNINDEXED).scalar() or 0)
    lost = [f"{unindexed} texts are missing in the search index"] if unindexed else []
    return broken + dangling + lost


def size_of(connection: sa.Connection) -> int:
    """Return how many bytes the database takes."""
    if connection.dialect.name == "sqlite":
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar() or 0
        return int(pages) * int(connection.exec_driver_sql("PRAGMA page_size").scalar() or 0)
    return int(connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar() or 0)
