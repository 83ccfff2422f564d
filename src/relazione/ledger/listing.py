"""Asking a ledger part by part: what came last stands first, and what is added meanwhile moves nothing.

A part is asked for by the position behind which it begins, never by a count. Work is bounded: where a filter lets
little through, a part may hold less than was asked for, even nothing, although more follows.
"""

from collections.abc import Collection, Iterator
from itertools import groupby
from typing import Any, Generic, TypeVar

import msgspec
import sqlalchemy as sa

from relazione.errors import LedgerError
from relazione.ledger import tables
from relazione.ledger.dialects import in_chunks, numbers_with_words
from relazione.ledger.view import Hit, View, between, relation_of, source_columns, source_of, words_in
from relazione.records import Record
from relazione.resolution.actors import Profile
from relazione.resolution.claims import Claim, LedgerActor, Material, MergedEvent, Question, Source
from relazione.resolution.kinds import TYPES
from relazione.resolution.names import fold

SCAN = 5_000  # rows that one part looks at
BATCH = 500  # rows that are looked at together
HITS = 2000  # finds of words that one part looks at
PLURALS = {"event": "events", "statement": "statements", "figure": "figures", "agreement": "agreements"}

T = TypeVar("T")
ANYTHING = Question()


class Position(Record, frozen=True, kw_only=True):
    """Where a part ends: the day (ISO, empty where there is none) and the number of its last row."""

    day: str = ""
    number: int


class Part(Record, Generic[T], frozen=True, kw_only=True):
    """Some of what was asked for, in order; `next` is where the following part begins, `None` at the end.

    `actors` are those that the items name, by id.
    """

    items: tuple[T, ...]
    next: Position | None
    actors: dict[str, LedgerActor] = msgspec.field(default_factory=dict)


class Wanted(Record, frozen=True, kw_only=True):
    """Which records: those on a question, whose slots have one of some values, and that an actor of the ledger says."""

    question: Question = ANYTHING
    slots: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    speaker: str | None = None


EVERYTHING = Wanted()


class Listing(View):
    """Reads parts within one transaction of `connection`."""

    # records

    def events(
        self, wanted: Wanted = EVERYTHING, *, after: Position | None = None, limit: int = 50
    ) -> Part[MergedEvent]:
        """Return merged events, the latest day first.

        An event stands where the first of its tellings stands that is asked for.
        """
        rows, last = self._page("event", wanted, after, limit)
        material = self._material([row.number for row in rows], "event")
        by_id = {merged.id: merged for merged in material.events}
        return Part(items=tuple(by_id[row.merged] for row in rows), next=last, actors=material.actors)

    def claims(
        self, kind: str, wanted: Wanted = EVERYTHING, *, after: Position | None = None, limit: int = 50
    ) -> Part[Claim[Any]]:
        """Return the statements, figures or agreements of reports, the latest day first."""
        rows, last = self._page(kind, wanted, after, limit)
        material = self._material([row.number for row in rows], kind)
        by_id = {claim.id: claim for claim in getattr(material, PLURALS[kind])}
        return Part(items=tuple(by_id[row.claim] for row in rows), next=last, actors=material.actors)

    def event(self, id_: str) -> Part[MergedEvent]:
        """Return the merged event with an id, as a part of one; raises `LedgerError` where there is none."""
        material = self._material(self._numbered(tables.records.c.merged == id_, "event", id_), "event")
        return Part(items=material.events, next=None, actors=material.actors)

    def claim(self, kind: str, id_: str) -> Part[Claim[Any]]:
        """Return the claim with an id, as a part of one; raises `LedgerError` where there is none of the kind."""
        material = self._material(self._numbered(tables.records.c.claim == id_, kind, id_), kind)
        return Part(items=getattr(material, PLURALS[kind]), next=None, actors=material.actors)

    def _numbered(self, condition: sa.ColumnElement[bool], kind: str, id_: str) -> list[int]:
        record = tables.records
        rows = self.connection.execute(sa.select(record.c.number, record.c.kind).where(condition))
        numbers = [row.number for row in rows if row.kind == kind]
        if not numbers:
            raise LedgerError(f"no {kind} {id_}", mend=f"list the {PLURALS[kind]} to find their ids")
        return numbers

    def _material(self, numbers: list[int], kind: str) -> Material:
        return self._assemble(ANYTHING, {kind: self._rows(numbers, whole_events=kind == "event")}, {})

    def _page(
        self, kind: str, wanted: Wanted, after: Position | None, limit: int
    ) -> tuple[list[sa.Row[Any]], Position | None]:
        """Return the rows of one part, and the position behind the last row looked at where more may follow."""
        filters = self._source_filter(wanted.question)
        size = BATCH if wanted.slots or wanted.speaker or filters else limit + 1
        found: list[sa.Row[Any]] = []
        place = after
        for _ in range(0, SCAN, size):
            rows = list(self.connection.execute(self._after(wanted.question, kind, place).limit(size)))
            for row in self._fitting(rows, kind, wanted):
                if len(found) == limit:
                    return found, _position(found[-1])
                found.append(row)
            if len(rows) < size:
                return found, None
            place = _position(rows[-1])
        return found, place

    def _after(self, question: Question, kind: str, place: Position | None) -> sa.Select[Any]:
        query, day, number = self._told(question, kind)
        if place:
            query = query.where(sa.tuple_(day, number) < sa.tuple_(sa.literal(place.day), sa.literal(place.number)))
        return query.order_by(day.desc(), number.desc())

    def _told(self, question: Question, kind: str) -> "tuple[sa.Select[Any], sa.Column[Any], sa.Column[Any]]":
        """Return the query for the records of a kind that a question asks for, with its columns of day and number."""
        table, _ = relation_of(question)
        number = table.c.number if table is tables.records else table.c.record
        anywhere = msgspec.structs.replace(question, publishers=(), countries=())  # who reports is looked at row by row
        return self._asked(anywhere).where(table.c.kind == kind), table.c.day, number

    def _asked(self, question: Question) -> sa.Select[Any]:
        """Return the query for the records of all kinds that a question asks for."""
        record, document = tables.records, tables.documents
        table, conditions = relation_of(question)
        columns = (record.c.number, table.c.day, record.c.document, record.c.claim, record.c.merged, record.c.record)
        query = sa.select(*columns).where(*conditions, *between(question, table.c.day))
        if table is not record:
            query = query.join_from(table, record, record.c.number == table.c.record)
        filters = self._source_filter(question)
        if filters:
            query = query.join(document, document.c.number == record.c.document).where(*filters)
        return query

    def _fitting(self, rows: list[sa.Row[Any]], kind: str, wanted: Wanted) -> list[sa.Row[Any]]:
        """Return the rows that filters let through; of the tellings of one event only the first that was taken in."""
        filters = self._source_filter(wanted.question)
        if filters:
            rows = self._reported(rows, filters)
        if wanted.slots:
            rows = [row for row in rows if _has(msgspec.json.decode(row.record, type=TYPES[kind]), wanted.slots)]
        if wanted.speaker:
            parts = self._parts_of(wanted.speaker, rows)
            rows = [row for row in rows if (row.document, msgspec.json.decode(row.record)["speaker"]) in parts]
        if kind == "event":
            first = self._first_tellings(rows, wanted.question)
            rows = [row for row in rows if first[row.merged] == row.number]
        return rows

    def _reported(self, rows: list[sa.Row[Any]], filters: list[sa.ColumnElement[bool]]) -> list[sa.Row[Any]]:
        """Return the rows whose documents filters let through."""
        document = tables.documents
        query = sa.select(document.c.number).where(*filters)
        kept = {
            number
            for part in in_chunks({row.document for row in rows})
            for number in self.connection.execute(query.where(document.c.number.in_(part))).scalars()
        }
        return [row for row in rows if row.document in kept]

    def _first_tellings(self, rows: list[sa.Row[Any]], question: Question) -> dict[str, int]:
        """Return the lowest number among the tellings of each event that the question asks for."""
        record = tables.records
        numbers = [
            number
            for part in in_chunks({row.merged for row in rows})
            for number in self.connection.execute(sa.select(record.c.number).where(record.c.merged.in_(part))).scalars()
        ]
        query = self._asked(question)  # of what kind they are is known; asking for it would lead past the numbers
        first: dict[str, int] = {}
        for part in in_chunks(numbers):
            for telling in self.connection.execute(query.where(record.c.number.in_(part))):
                first[telling.merged] = min(telling.number, first.get(telling.merged, telling.number))
        return first

    def _parts_of(self, actor: str, rows: list[sa.Row[Any]]) -> set[tuple[int, str]]:
        """Return (document, local id) wherever an actor plays a part in the documents of some rows."""
        casts, profiles = tables.casts, tables.profiles
        query = (
            sa.select(casts.c.document, casts.c.local)
            .join(profiles, profiles.c.id == casts.c.profile)
            .where(profiles.c.actor == actor)
        )
        return {
            (row.document, row.local)
            for part in in_chunks({row.document for row in rows})
            for row in self.connection.execute(query.where(casts.c.document.in_(part)))
        }

    # documents

    def documents(
        self,
        question: Question = ANYTHING,
        *,
        languages: Collection[str] = (),
        after: Position | None = None,
        limit: int = 50,
    ) -> Part[Source]:
        """Return documents, the last taken in first; a question's days are those of publication.

        A question that names states lets through the documents that hold a record about them.
        """
        document = tables.documents
        top = after.number if after else self._highest(document) + 1
        filters = [*self._source_filter(question), *between(question, document.c.published), *_about(question)]
        if languages:
            filters.append(document.c.language.in_(languages))
        query = (
            sa.select(document.c.number, document.c.id, *source_columns())
            .where(document.c.number < top, document.c.number >= top - SCAN, *filters)
            .order_by(document.c.number.desc())
            .limit(limit + 1)
        )
        rows = list(self.connection.execute(query))
        sources = tuple(source_of(row) for row in rows[:limit])
        if len(rows) > limit:
            return Part(items=sources, next=Position(number=rows[limit - 1].number))
        return Part(items=sources, next=Position(number=top - SCAN) if top - SCAN > 1 else None)

    def document(self, id_: str) -> Source:
        """Return the particulars of a document; raises `LedgerError` where it is not kept."""
        document = tables.documents
        query = sa.select(document.c.id, *source_columns()).where(document.c.id == id_)
        row = self.connection.execute(query).first()
        if row is None:
            raise LedgerError(f"no document {id_}", mend="list the documents to find their ids")
        return source_of(row)

    def _highest(self, table: sa.Table) -> int:
        return int(self.connection.execute(sa.select(sa.func.max(table.c.number))).scalar() or 0)

    # words

    def finds(
        self,
        words: str,
        *,
        kinds: Collection[str] = (),
        question: Question = ANYTHING,
        after: Position | None = None,
        limit: int = 50,
    ) -> Part[Hit]:
        """Return where words stand in texts, names and records, the last taken in first.

        A question that names states finds only records about them; its days are those of publication.
        """
        folded = words_in(words)
        if not folded:
            return Part(items=(), next=None)
        before = after.number if after else None
        numbers = numbers_with_words(self.connection, folded, before=before, limit=HITS)
        rows = self._found(numbers, kinds, question, limit + 1)
        hits = tuple(self.hits(rows[:limit], folded))
        if len(rows) > limit:
            return Part(items=hits, next=Position(number=rows[limit - 1].number))
        return Part(items=hits, next=Position(number=numbers[-1]) if len(numbers) == HITS else None)

    def _found(self, numbers: list[int], kinds: Collection[str], question: Question, limit: int) -> list[sa.Row[Any]]:
        table, document = tables.searchable, tables.documents
        filters = self._search_filter(question)
        if kinds:
            filters.append(table.c.kind.in_(kinds))
        query = sa.select(
            table.c.number, table.c.kind, table.c.ref, table.c.folded, document.c.id, *source_columns()
        ).join(document, document.c.number == table.c.document)
        rows: list[sa.Row[Any]] = []
        for part in in_chunks(numbers):
            rows += self.connection.execute(
                query.where(table.c.number.in_(part), *filters).order_by(table.c.number.desc()).limit(limit - len(rows))
            )
            if len(rows) == limit:
                break
        return rows

    # actors

    def people(
        self,
        *,
        name: str = "",
        kinds: Collection[str] = (),
        countries: Collection[str] = (),
        after: str = "",
        limit: int = 50,
    ) -> tuple[list[LedgerActor], str | None]:
        """Return actors in the order of their ids, and the id after which the next part begins (`None` at the end).

        `name` must stand in one of their names; case and accents do not count.
        """
        profile = tables.profiles
        query = (
            sa.select(profile.c.actor, profile.c.profile)
            .where(profile.c.actor > after)
            .order_by(profile.c.actor, profile.c.id)
            .limit(SCAN)
        )
        rows = list(self.connection.execute(query))
        found: list[str] = []
        last = None
        for id_, shown in groupby(rows, key=lambda row: str(row.actor)):
            if len(rows) == SCAN and id_ == rows[-1].actor:
                break  # more of its profiles may follow
            profiles = [msgspec.json.decode(row.profile, type=Profile) for row in shown]
            if _is_wanted(profiles, fold(name), kinds, countries):
                if len(found) == limit:
                    return self._listed(found), found[-1]
                found.append(id_)
            last = id_
        return self._listed(found), last if len(rows) == SCAN else None

    def _listed(self, ids: list[str]) -> list[LedgerActor]:
        actors = self.actors(ids)
        return [actors[id_] for id_ in ids]


def _has(record: Any, slots: dict[str, tuple[str, ...]]) -> bool:
    return all(getattr(record, slot) in values for slot, values in slots.items())


def _is_wanted(profiles: list[Profile], name: str, kinds: Collection[str], countries: Collection[str]) -> bool:
    return (
        (not kinds or profiles[0].kind in kinds)
        and (not countries or any(profile.country in countries for profile in profiles))
        and (not name or any(name in fold(known) for profile in profiles for known in profile.names))
    )


def _about(question: Question) -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions that a document holds a record about the states that a question names."""
    record, document = tables.records, tables.documents
    table, ends = relation_of(question)
    if table is record:
        return
    same = (table.c.kind == record.c.kind, table.c.day == record.c.day, table.c.record == record.c.number)
    # one within the other: as a join the database would go through all records of a side for every document
    about = sa.exists().where(*ends, *same).correlate(record)
    yield sa.exists().where(record.c.document == document.c.number, about).correlate(document)


def _position(row: sa.Row[Any]) -> Position:
    return Position(day=row.day, number=row.number)
