"""The ledger: documents under their content address, readings by document and version of the reader.

One SQLite file. Adding the same document or reading again changes nothing.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import sqlalchemy as sa

from relazione.errors import LedgerError
from relazione.records import Document, Reading

LAYOUT = 1  # version of the tables below
SHORTEST_ID = 6  # characters of a document id that may stand for the whole

metadata = sa.MetaData()
documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("language", sa.String),
    sa.Column("published", sa.String),
    sa.Column("publisher", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("origin", sa.Text),
    sa.Column("added", sa.String, nullable=False),
)
readings = sa.Table(
    "readings",
    metadata,
    sa.Column("document", sa.ForeignKey("documents.id"), primary_key=True),
    sa.Column("reader", sa.String, primary_key=True),
    sa.Column("published", sa.String, primary_key=True, server_default=""),
    sa.Column("reading", sa.Text, nullable=False),
    sa.Column("added", sa.String, nullable=False),
)


def default_path() -> Path:
    """Return where the ledger lies if nobody says otherwise: `RELAZIONE_LEDGER`, else the user's data folder."""
    import platformdirs

    named = os.environ.get("RELAZIONE_LEDGER")
    return Path(named) if named else Path(platformdirs.user_data_dir("relazione")) / "ledger.sqlite"


class Ledger:
    """A ledger file, created on first use. Use it as a context manager, or call `close`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(
                f"its folder cannot be made ({error.strerror})",
                where=str(path),
                mend="choose another with --ledger",
            ) from error
        self._engine = sa.create_engine(f"sqlite:///{path}")
        sa.event.listen(self._engine, "connect", _configure)
        with self._connected() as connection:
            self._check_layout(connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    def add(self, document: Document, reading: Reading) -> bool:
        """Keep a document and its reading in one transaction; return whether anything was new."""
        with self._connected() as connection:
            new_document = _insert(
                connection,
                documents,
                {
                    "id": document.id,
                    "text": document.text,
                    "title": document.title,
                    "language": reading.document.language,
                    "published": reading.document.published,
                    "publisher": document.publisher,
                    "url": document.url,
                    "origin": document.origin,
                },
            )
            new_reading = _insert(
                connection,
                readings,
                {
                    "document": document.id,
                    "reader": reading.reader,
                    "published": reading.document.published or "",
                    "reading": reading.to_json(),
                },
            )
        return new_document or new_reading

    def find(self, start: str) -> str:
        """Return the id of the one document whose id begins with `start` (with or without `sha256:`).

        Raises `LedgerError` where there is none, or more than one.
        """
        digits = start.removeprefix("sha256:")
        if len(digits) < SHORTEST_ID or not digits.isalnum():
            raise LedgerError(
                f"{start!r} is no document id",
                where=str(self.path),
                allowed=f"sha256: and at least {SHORTEST_ID} of its digits",
            )
        query = sa.select(documents.c.id).where(documents.c.id.startswith(f"sha256:{digits}")).limit(2)
        with self._connected() as connection:
            found = list(connection.execute(query).scalars())
        if len(found) != 1:
            fault = "several documents begin" if found else "no document begins"
            raise LedgerError(f"{fault} with {start!r}", where=str(self.path), mend="`relazione show` lists them")
        return str(found[0])

    def document(self, id_: str) -> Document:
        """Return a kept document by its full id; raises `LedgerError` where it is not kept."""
        with self._connected() as connection:
            row = connection.execute(sa.select(documents).where(documents.c.id == id_)).mappings().first()
        if row is None:
            raise LedgerError(f"no document {id_}", where=str(self.path))
        return Document(**{name: value for name, value in row.items() if name != "added"})

    def reading(self, id_: str) -> Reading:
        """Return the newest reading of a kept document by its full id; raises `LedgerError` where there is none."""
        query = (
            sa.select(readings.c.reading)
            .where(readings.c.document == id_)
            .order_by(readings.c.added.desc(), readings.c.reader.desc())
            .limit(1)
        )
        with self._connected() as connection:
            text = connection.execute(query).scalar()
        if text is None:
            raise LedgerError(f"no reading of {id_}", where=str(self.path))
        return Reading.from_json(text)

    def contents(self) -> list[tuple[str, str | None, str | None]]:
        """Return id, publication date and title (else origin) of every document, the newest first."""
        columns = (
            documents.c.id,
            documents.c.published,
            sa.func.coalesce(documents.c.title, documents.c.origin),
        )
        query = sa.select(*columns).order_by(documents.c.published.desc(), documents.c.id)
        with self._connected() as connection:
            return [(str(id_), published, title) for id_, published, title in connection.execute(query)]

    @contextmanager
    def _connected(self) -> Iterator[sa.Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except sa.exc.DBAPIError as error:
            raise LedgerError(
                f"is no ledger that can be used ({error.orig})",
                where=str(self.path),
                mend="check that it is a ledger and not locked by another program",
            ) from error

    def _check_layout(self, connection: sa.Connection) -> None:
        layout = connection.execute(sa.text("PRAGMA user_version")).scalar()
        tables = sa.inspect(connection).get_table_names()
        if layout == 0 and not tables:
            metadata.create_all(connection)
            connection.execute(sa.text(f"PRAGMA user_version = {LAYOUT}"))
        elif layout != LAYOUT:
            raise LedgerError(
                f"has layout {layout}",
                where=str(self.path),
                allowed=str(LAYOUT),
                mend="use the version of Relazione that wrote it, or another file",
            )


def _configure(connection: "sa.engine.interfaces.DBAPIConnection", _: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _insert(connection: sa.Connection, table: sa.Table, row: dict[str, str | None]) -> bool:
    stamped = {**row, "added": datetime.now(UTC).isoformat(timespec="microseconds")}
    result = connection.execute(sa.insert(table).prefix_with("OR IGNORE").values(**stamped))
    return result.rowcount == 1
