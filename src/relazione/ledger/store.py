"""The ledger: documents under their content address, their readings, and what these say together.

A SQLite file by default, a PostgreSQL database by URL. Adding the same document or reading again changes nothing; a
reading is in the ledger wholly or not at all.
"""

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import msgspec
import sqlalchemy as sa

from relazione.errors import LedgerError
from relazione.ledger import tables
from relazione.ledger.decided import decisions_on, mark_of, newest_reading
from relazione.ledger.dialects import lock_for_writing, open_engine, url_of
from relazione.ledger.layout import LAYOUT, bring_up_to_date, layout_of
from relazione.ledger.view import View
from relazione.ledger.watch import Watch
from relazione.ledger.writer import Writer, document_of
from relazione.records import Document, Reading
from relazione.resolution.applying import applied
from relazione.resolution.decisions import Decision, Verb

SHORTEST_ID = 6  # characters of a document id that may stand for the whole


def default_path() -> str:
    """Return where the ledger lies if nobody says otherwise: `RELAZIONE_LEDGER`, else the user's data folder."""
    import platformdirs

    return os.environ.get("RELAZIONE_LEDGER") or str(Path(platformdirs.user_data_dir("relazione")) / "ledger.sqlite")


class Ledger:
    """A ledger, created on first use. Use it as a context manager, or call `close`.

    `place` is a file's path or a database URL. Raises `LedgerError` where it cannot be opened.
    """

    def __init__(self, place: str | Path) -> None:
        url = url_of(place)
        self.where = url.render_as_string(hide_password=True) if "://" in str(place) else str(place)
        if url.get_backend_name() == "sqlite" and url.database:
            self._make_folder(Path(url.database))
        self._engine = open_engine(url)
        self._watch = Watch(self._engine)
        try:
            self._require_layout()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release the file or the connections."""
        self._watch.close()
        self._engine.dispose()

    # writing

    def add(self, document: Document, reading: Reading) -> bool:
        """Keep a document and its reading in one transaction; return whether anything was new."""
        return self.add_all([(document, reading)])[0]

    def add_all(self, readings: Iterable[tuple[Document, Reading]]) -> list[bool]:
        """Keep documents with their readings in one transaction; return for each whether anything was new."""
        with self.writer() as writer:
            return writer.add_all(readings)

    def forget(self, id_: str) -> int:
        """Remove a document by its full id, with all that derives from it; return how many records went."""
        self.document(id_)
        with self.writer() as writer:
            return writer.forget(id_)

    def decide(self, decision: Decision) -> Decision:
        """Keep a person's decision, which counts at once everywhere; return it with its id and day.

        Raises `DecisionError` where it cannot stand.
        """
        with self.writer() as writer:
            return writer.decide(decision)

    def undo(self, id_: str, who: str, *, reason: str = "") -> Decision:
        """Withdraw a decision by its id; to undo an undoing brings it back. Raises `DecisionError`."""
        return self.decide(Decision(verb="undo", undoes=id_, who=who, reason=reason))

    def merge(self, left: str, right: str, *, who: str, reason: str = "") -> Decision:
        """Decide that two actors (ids of profiles or actors) or two events (ids of claims or merged events) are one."""
        return self._decide_pair("merge", left, right, who=who, reason=reason)

    def split(self, left: str, right: str, *, who: str, reason: str = "") -> Decision:
        """Decide that `left`, a member of a merged actor or event, is none of what its member `right` is."""
        return self._decide_pair("split", left, right, who=who, reason=reason)

    def _decide_pair(self, verb: Verb, left: str, right: str, *, who: str, reason: str) -> Decision:
        with self.writer() as writer:
            marks = [mark_of(writer.connection, thing) for thing in (left, right)]
            return writer.decide(Decision(verb=verb, left=marks[0], right=marks[1], who=who, reason=reason))

    @contextmanager
    def writer(self) -> Iterator[Writer]:
        """Yield a writer; what it wrote is kept on a clean exit, and none of it on an exception."""
        with _collector_paused(), self._transaction(writes=True) as connection:
            writer = Writer(connection)
            yield writer
            writer.settle()

    # reading

    @contextmanager
    def view(self) -> Iterator[View]:
        """Yield a view of the ledger as it is now; later writes do not change it."""
        with self._transaction() as connection:
            yield View(connection)

    def state(self) -> str:
        """Return a value that is another one after every write, whichever process wrote."""
        return self._watch.state()

    def find(self, start: str) -> str:
        """Return the id of the one document whose id begins with `start` (with or without `sha256:`).

        Raises `LedgerError` where there is none, or more than one.
        """
        digits = start.removeprefix("sha256:")
        if len(digits) < SHORTEST_ID or not digits.isalnum():
            raise LedgerError(
                f"{start!r} is no document id",
                where=self.where,
                allowed=f"sha256: and at least {SHORTEST_ID} of its digits",
            )
        table = tables.documents
        query = sa.select(table.c.id).where(table.c.id.startswith(f"sha256:{digits}")).limit(2)
        with self._transaction() as connection:
            found = list(connection.execute(query).scalars())
        if len(found) != 1:
            fault = "several documents begin" if found else "no document begins"
            raise LedgerError(f"{fault} with {start!r}", where=self.where, mend="`relazione show` lists them")
        return str(found[0])

    def document(self, id_: str) -> Document:
        """Return a kept document by its full id; raises `LedgerError` where it is not kept."""
        table = tables.documents
        with self._transaction() as connection:
            row = connection.execute(sa.select(table).where(table.c.id == id_)).mappings().first()
        if row is None:
            raise LedgerError(f"no document {id_}", where=self.where, mend="`relazione show` lists them")
        return document_of(row)

    def documents(self) -> Iterator[Document]:
        """Yield all documents, in the order in which they were added."""
        table = tables.documents
        with self._transaction() as connection:
            ids = list(connection.execute(sa.select(table.c.id).order_by(table.c.added, table.c.id)).scalars())
        for id_ in ids:
            yield self.document(id_)

    def reading(self, id_: str) -> Reading:
        """Return the newest reading of a kept document by its full id; raises `LedgerError` where there is none."""
        found = self.readings(id_)
        if not found:
            raise LedgerError(f"no reading of {id_}", where=self.where)
        return found[-1]

    def readings(self, id_: str) -> list[Reading]:
        """Return all readings kept of a document, the newest last."""
        table = tables.readings
        query = sa.select(table.c.reading).where(table.c.document == id_).order_by(table.c.added, table.c.reader)
        with self._transaction() as connection:
            return [Reading.from_json(text) for text in connection.execute(query).scalars()]

    def decided_reading(self, id_: str) -> Reading:
        """Return the newest reading of a kept document with what people decided put in place.

        Raises `LedgerError` where there is none.
        """
        return applied(self.reading(id_), self.decisions_on(id_))

    def decisions_on(self, id_: str) -> list[Decision]:
        """Return all decisions on records of a document, the oldest first, withdrawn ones among them."""
        with self._transaction() as connection:
            return decisions_on(connection, [id_]).get(id_, [])

    def decisions(
        self, *, document: str | None = None, who: str | None = None, after: str | None = None, limit: int | None = 50
    ) -> list[Decision]:
        """Return the decisions made, the newest first: the audit log.

        `document` lets through what concerns one document, `who` what one person decided; `after` is the id of the
        last decision of the page before. Raises `LedgerError` where there is no decision `after`.
        """
        table = tables.decisions
        query = sa.select(table.c.decision).order_by(table.c.made.desc(), table.c.id.desc()).limit(limit)
        if document:
            query = query.where(sa.or_(table.c.document == document, table.c.other == document))
        if who:
            query = query.where(table.c.who == who)
        with self._transaction() as connection:
            if after:
                made = connection.execute(sa.select(table.c.made).where(table.c.id == after)).scalar()
                if made is None:
                    raise LedgerError(f"there is no decision {after}", mend="begin at the newest")
                query = query.where(sa.tuple_(table.c.made, table.c.id) < sa.tuple_(sa.literal(made), after))
            return [msgspec.json.decode(text, type=Decision) for text in connection.execute(query).scalars()]

    def contents(self) -> list[tuple[str, str | None, str | None]]:
        """Return id, publication date and title (else origin) of every document, the newest first."""
        table = tables.documents
        columns = (table.c.id, table.c.published, sa.func.coalesce(table.c.title, table.c.origin))
        query = sa.select(*columns).order_by(table.c.published.desc(), table.c.id)
        with self._transaction() as connection:
            return [(str(id_), published, title) for id_, published, title in connection.execute(query)]

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Yield a connection that reads the ledger as it is now: for checks and counts."""
        with self._transaction() as connection:
            yield connection

    # connections

    @contextmanager
    def _transaction(self, *, writes: bool = False) -> Iterator[sa.Connection]:
        try:
            with self._engine.connect().execution_options(writes=writes) as connection, connection.begin():
                if writes:
                    lock_for_writing(connection)
                yield connection
        except sa.exc.DBAPIError as error:
            raise LedgerError(
                f"is no ledger that can be used ({_cause(error)})",
                where=self.where,
                mend="check that it is a ledger, that it may be written and that no other program holds it locked",
            ) from error
        except LedgerError as error:
            error.where = error.where or self.where
            raise

    def _make_folder(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LedgerError(
                f"its folder cannot be made ({error.strerror})",
                where=self.where,
                mend="choose another with --ledger",
            ) from error

    def _require_layout(self) -> None:
        with self._transaction() as connection:
            if layout_of(connection) == LAYOUT:
                return
        with self._transaction(writes=True) as connection:
            anew = bring_up_to_date(connection)
            if anew:
                _take_in_anew(connection)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python's collector of cycles from going through all that is cached, again and again, during one save."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _take_in_anew(connection: sa.Connection) -> None:
    """Derive from every newest reading what this layout keeps; documents keep their ids, readings and days."""
    documents = tables.documents
    items = []
    for row in connection.execute(sa.select(documents).order_by(documents.c.added, documents.c.id)).mappings().all():
        document = document_of(row)
        items.append((document, newest_reading(connection, document.id)))
    writer = Writer(connection)
    writer.adopt(items)
    writer.settle()


def _cause(error: sa.exc.DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
