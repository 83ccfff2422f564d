"""Asking a ledger: what it holds on the relations of two sides, each record with its source and words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from relazione.errors import LedgerError, UnknownCode
from relazione.ledger import tables
from relazione.ledger.casts import cast_of, texts_of, translated
from relazione.ledger.decided import marks_of
from relazione.ledger.dialects import in_chunks, numbers_with_words
from relazione.ontology import countries, organisations
from relazione.records import Event, Figure, Record
from relazione.resolution.actors import Profile, best_name
from relazione.resolution.claims import (
    Claim,
    HeldOffice,
    Judgement,
    LedgerActor,
    Material,
    MergedEvent,
    Question,
    Quote,
    Source,
)
from relazione.resolution.decisions import Mark
from relazione.resolution.events import fullest
from relazione.resolution.kinds import TYPES, actors_of, spans_of, words_at
from relazione.resolution.names import fold
from relazione.resolution.sentences import sentence_around

ORGANISATION = "org:"  # begins the ids of organisations and groups
LATEST = 40  # rows that a search looks at for each that it returns
DEEPEST = 20_000  # rows that hold the words which a search with filters looks at
FEW = 5000  # records about the sides of a question up to which all are looked at for words
LIMIT = 1000  # records of one kind that a question brings, the newest first
SOURCE = ("title", "language", "published", "publisher", "country", "url", "origin", "author", "lineage", "added")


class Hit(Record, frozen=True, kw_only=True):
    """Where searched words stand: `kind` is document, actor or a record's, `ref` the document's or claim's id."""

    kind: str
    ref: str
    source: Source
    words: str


class View:
    """Reads within one transaction of `connection`."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def material(self, question: Question, *, limit: int = LIMIT) -> Material:
        """Return what the ledger holds on a question; of each kind the newest `limit` records.

        A group of states is taken as itself here; `member_questions` asks of its members.
        """
        return self.material_of([question], limit=limit)

    def material_of(self, questions: Sequence[Question], *, limit: int = LIMIT) -> Material:
        """Return what the ledger holds on several questions together."""
        kept: dict[str, list[int]] = {}
        left_out = {}
        for kind in TYPES:
            numbers, total = self._numbers(questions, kind, limit)
            kept[kind] = numbers
            if total > len(numbers):
                left_out[kind] = total - len(numbers)
        rows = {kind: self._rows(numbers, whole_events=kind == "event") for kind, numbers in kept.items()}
        return self._assemble(questions[0], rows, left_out)

    def batches(self, question: Question, *, size: int = 1000) -> Iterator[Material]:
        """Yield all that the ledger holds on a question in self-contained parts, merged events whole."""
        for kind in TYPES:
            numbers = self._all_numbers(question, kind)
            done: set[str] = set()
            for place in range(0, len(numbers), size):
                rows = self._rows(numbers[place : place + size], whole_events=kind == "event")
                fresh = [row for row in rows if row.merged is None or row.merged not in done]
                done |= {row.merged for row in rows if row.merged}
                yield self._assemble(question, {kind: fresh}, {})

    def told_by(self, documents: Iterable[str], questions: Sequence[Question]) -> Material:
        """Return all that some documents (ids) tell on questions, their events with every telling there is."""
        record, document = tables.records, tables.documents
        within = sa.select(record.c.number).join(document, document.c.number == record.c.document)
        numbers = [
            number
            for part in in_chunks(documents)
            for number in self.connection.execute(within.where(document.c.id.in_(part))).scalars()
        ]
        rows = {kind: self._rows(self._asked_among(numbers, questions, kind), whole_events=True) for kind in TYPES}
        return self._assemble(questions[0], rows, {})

    def _asked_among(self, numbers: Sequence[int], questions: Sequence[Question], kind: str) -> list[int]:
        """Return those of some numbers of records that are of a kind and that one of the questions asks for."""
        found: set[int] = set()
        for question in questions:
            asked = self._query(question, kind).subquery()
            for part in in_chunks(numbers):
                found |= set(
                    self.connection.execute(sa.select(asked.c.record).where(asked.c.record.in_(part))).scalars()
                )
        return sorted(found)

    def of_actor(self, id_: str, *, limit: int = 20) -> Material:
        """Return the newest records that an actor has a part in, at most `limit` of each kind."""
        if id_.startswith("actor:"):
            kept = self._parts(id_, limit)
        else:
            question = Question(first=id_.removeprefix("org:"))
            kept = {kind: self._numbers([question], kind, limit)[0] for kind in TYPES}
        rows = {kind: self._rows(numbers, whole_events=kind == "event") for kind, numbers in kept.items()}
        return self._assemble(Question(), rows, {})

    def _parts(self, actor: str, limit: int) -> dict[str, list[int]]:
        """Return kind → the numbers of the newest records that an actor has a part in, of its newest documents."""
        record, cast, profile = tables.records, tables.casts, tables.profiles
        shown = sa.select(cast.c.document, cast.c.local).join(profile, profile.c.id == cast.c.profile)
        newest = shown.where(profile.c.actor == actor).order_by(cast.c.document.desc()).limit(LIMIT)
        played: dict[int, set[str]] = {}
        for document, local in self.connection.execute(newest):
            played.setdefault(document, set()).add(local)
        columns = (record.c.number, record.c.document, record.c.kind, record.c.day, record.c.record)
        found: dict[str, list[tuple[str, int]]] = {kind: [] for kind in TYPES}
        for part in in_chunks(played):
            for row in self.connection.execute(sa.select(*columns).where(record.c.document.in_(part))):
                if played[row.document] & {*actors_of(msgspec.json.decode(row.record, type=TYPES[row.kind]))}:
                    found[row.kind].append((row.day, row.number))
        return {kind: [number for _, number in sorted(rows, reverse=True)[:limit]] for kind, rows in found.items()}

    def member_questions(self, question: Question) -> list[Question]:
        """Return the questions on the members of the groups that a question names; none where it names no group."""
        firsts, seconds = self._members(question.first), self._members(question.second)
        if len(firsts) < 2 and len(seconds) < 2:
            return []
        return [
            msgspec.structs.replace(question, first=first, second=second)
            for first in firsts
            for second in seconds
            if first != second
        ]

    def _members(self, code: str | None) -> tuple[str | None, ...]:
        """Return the members of a group, and of everything else the code alone."""
        side = side_of(code)
        if side is None or not side.startswith(ORGANISATION):
            return (code,)
        try:
            return organisations.members(side.removeprefix(ORGANISATION)) or (code,)
        except UnknownCode:  # a user's own
            own = self.actors([side]).get(side)
            return (own.members if own else ()) or (code,)

    def asked(self, code: str) -> str:
        """Return a code in any case as a question takes it: of a state or group that the ontology knows or, as the
        ledger's id, of a user's own that the ledger holds; raises `UnknownCode`.
        """
        for spelling in (code, code.upper()):
            if countries.is_state(spelling) or spelling in organisations.codes():
                return spelling
        own = (code.upper(), f"{ORGANISATION}{code}", f"{ORGANISATION}{code.upper()}")
        held = sa.select(tables.profiles.c.id).where(tables.profiles.c.id.in_(own))
        found: list[str] = sorted(self.connection.execute(held).scalars())
        if not found:
            raise UnknownCode(
                f"{code!r} is no state and no group",
                allowed="ISO 3166-1 alpha-3 codes (KAZ), groups (C6, EU), your own actors that the ledger holds",
                mend="see the codes in relazione/ontology/data",
            )
        return found[0]

    def search(
        self, words: str, *, kinds: Sequence[str] = (), question: Question | None = None, limit: int = 50
    ) -> list[Hit]:
        """Return where words stand in texts, names and records, the newest report first.

        A very frequent word is looked for among what the ledger took in last; with filters, further back.
        A question that names states finds only records about them; its days are those of publication.
        """
        folded = words_in(words)
        if not folded:
            return []
        wanted = question or Question()
        filters = self._search_filter(wanted)
        if kinds:
            filters.append(tables.searchable.c.kind.in_(kinds))
        few = self._few_about(wanted)
        if few is None:
            rows = self._latest_found(folded, filters, limit)
        else:
            rows = [row for row in self._searched(few, filters, FEW) if holds_words(row.folded, folded)]
        in_order = sorted(rows, key=lambda row: (row.id, row.number))
        newest_first = sorted(in_order, key=lambda row: row.published or "", reverse=True)
        return self.hits(newest_first[:limit], folded)

    def _latest_found(
        self, folded: Sequence[str], filters: Sequence[sa.ColumnElement[bool]], limit: int
    ) -> list[sa.Row[Any]]:
        """Return the rows of `searchable` that hold words and that filters let through, of those taken in last.

        Where filters leave fewer than `limit`, as many rows again are looked at, at most `DEEPEST`.
        """
        rows: list[sa.Row[Any]] = []
        before, size = None, limit * LATEST
        for _ in range(0, DEEPEST if filters else size, size):
            numbers = numbers_with_words(self.connection, folded, before=before, limit=size)
            rows += self._searched(numbers, filters, limit)
            if len(rows) >= limit or len(numbers) < size:
                break
            before = numbers[-1]
        return rows

    def _searched(
        self, numbers: Iterable[int], filters: Sequence[sa.ColumnElement[bool]], limit: int
    ) -> Iterator[sa.Row[Any]]:
        """Yield rows of `searchable` with their documents, at least the `limit` newest."""
        table, document = tables.searchable, tables.documents
        query = sa.select(
            table.c.number, table.c.kind, table.c.ref, table.c.folded, document.c.id, *source_columns()
        ).join(document, document.c.number == table.c.document)
        newest = (document.c.published.desc().nulls_last(), document.c.id, table.c.number)
        for part in in_chunks(numbers):
            found = query.where(table.c.number.in_(part), *filters)
            yield from self.connection.execute(found.order_by(*newest).limit(limit))

    def _few_about(self, question: Question) -> list[int] | None:
        """Return the rows of `searchable` about the sides of a question, `None` where it names none or of too many."""
        table, record = tables.searchable, tables.records
        codes = [code for code in (question.first, question.second) if code]
        if not codes:
            return None
        one, *others = (tables.sides.alias() for _ in codes)
        told = sa.select(one.c.record).where(one.c.side == side_of(codes[0]))
        for other, code in zip(others, codes[1:], strict=True):
            same = (other.c[name] == one.c[name] for name in ("kind", "day", "record"))
            told = told.join(other, sa.and_(other.c.side == side_of(code), *same))
        numbers = list(self.connection.execute(told.limit(FEW + 1)).scalars())
        if len(numbers) > FEW:
            return None
        query = sa.select(table.c.number).join(
            record, sa.and_(record.c.document == table.c.document, record.c.claim == table.c.ref)
        )
        return [
            number
            for part in in_chunks(numbers)
            for number in self.connection.execute(query.where(record.c.number.in_(part))).scalars()
        ]

    def hits(self, rows: Sequence[sa.Row[Any]], folded: Sequence[str]) -> list[Hit]:
        """Return the finds of (folded) words that rows of `searchable` with their documents make."""
        words_of = self._words_of([row.ref for row in rows if row.ref])
        return [
            Hit(
                kind=row.kind,
                ref=row.ref or row.id,
                source=source_of(row),
                words=words_of.get(row.ref) or _excerpt(row.folded, folded),
            )
            for row in rows
        ]

    def _search_filter(self, question: Question) -> list[sa.ColumnElement[bool]]:
        document, filters = tables.documents, self._source_filter(question)
        if question.since:
            filters.append(document.c.published >= question.since)
        if question.until:
            filters.append(document.c.published <= question.until)
        record, side = tables.records, tables.sides
        same = (side.c.kind == record.c.kind, side.c.day == record.c.day, side.c.record == record.c.number)
        for code in filter(None, (question.first, question.second)):
            # one within the other: as a join the database would go through all records of a side for every find
            about = sa.exists().where(side.c.side == side_of(code), *same).correlate(record)
            told = sa.exists().where(record.c.claim == tables.searchable.c.ref, about)
            filters.append(told.correlate(tables.searchable))
        return filters

    def actors(self, ids: Iterable[str]) -> dict[str, LedgerActor]:
        """Return actors by id."""
        profiles: dict[str, dict[str, Profile]] = {id_: {} for id_ in sorted(ids)}
        for part in in_chunks(profiles):
            query = sa.select(tables.profiles).where(tables.profiles.c.actor.in_(part)).order_by(tables.profiles.c.id)
            for row in self.connection.execute(query):
                profiles[row.actor][row.id] = msgspec.json.decode(row.profile, type=Profile)
        everyone = [id_ for found in profiles.values() for id_ in found]
        offices, links = self._offices(everyone), self._links(profiles)
        return {
            id_: _actor(id_, found, [row for member in found for row in offices.get(member, ())], links.get(id_, ()))
            for id_, found in profiles.items()
            if found
        }

    def told(self, ids: Sequence[str]) -> list[tuple[str, Claim[Any], str]]:
        """Return kind, claim and the text that its words stand in, in the order of publication, of the known ids."""
        query = sa.select(tables.records.c.number).where(tables.records.c.claim.in_(ids))
        return [
            (row.kind, claim, text)
            for row, claim, text in self._claims_of(self.connection.execute(query).scalars().all())
        ]

    def cast(self, documents: Iterable[str]) -> dict[tuple[str, str], str]:
        """Return (document, actor id of its reading) → the ledger's actor id for some documents."""
        table = tables.documents
        numbers = {
            row.number: row.id
            for part in in_chunks(sorted(documents))
            for row in self.connection.execute(sa.select(table.c.id, table.c.number).where(table.c.id.in_(part)))
        }
        found = cast_of(self.connection, numbers)
        return {(numbers[number], local): actor for (number, local), actor in found.items()}

    def text(self, document: str) -> str:
        """Return the text of a document by its id; raises `LedgerError` where it is not kept."""
        table = tables.documents
        text = self.connection.execute(sa.select(table.c.text).where(table.c.id == document)).scalar()
        if text is None:
            raise LedgerError(f"no document {document}", mend="`relazione show` lists them")
        return str(text)

    def links_of(self, merged: str) -> list[Judgement]:
        """Return why the members of a merged actor or event are one."""
        return list(self._links([merged]).get(merged, ()))

    def marks_of(self, merged: str) -> list[Mark]:
        """Return what a merged actor or event is made of: its profiles or claims, with where a document shows them."""
        return marks_of(self.connection, merged)

    def numbered(self, numbers: Iterable[int]) -> dict[int, tuple[str, Claim[Any]]]:
        """Return number of record → its kind and claim."""
        return {row.number: (row.kind, claim) for row, claim, _ in self._claims_of(numbers)}

    def publishers(self) -> list[tuple[str | None, str | None, int]]:
        """Return publisher, its state and the number of its documents, the most frequent first."""
        document = tables.documents
        number = sa.func.count()
        query = (
            sa.select(document.c.publisher, document.c.country, number)
            .group_by(document.c.publisher, document.c.country)
            .order_by(number.desc(), document.c.publisher)
        )
        return [(publisher, country, count) for publisher, country, count in self.connection.execute(query)]

    # numbers of records

    def _numbers(self, questions: Sequence[Question], kind: str, limit: int) -> tuple[list[int], int]:
        """Return the newest record numbers of a kind that questions ask for, and how many there are in all."""
        found: dict[int, str] = {}
        total = 0
        for question in questions:
            query = self._query(question, kind)
            newest = query.order_by(sa.desc("day"), sa.desc("record")).limit(limit)
            rows = self.connection.execute(newest).all()
            found.update({row.record: row.day for row in rows})
            total += len(rows) if len(rows) < limit else self._count(query)
        newest_first = sorted(found, key=lambda number: (found[number], number), reverse=True)
        return newest_first[:limit], max(total, len(newest_first))

    def _all_numbers(self, question: Question, kind: str) -> list[int]:
        rows = self.connection.execute(self._query(question, kind).order_by("day", "record"))
        return [row.record for row in rows]

    def _count(self, query: sa.Select[Any]) -> int:
        return int(self.connection.execute(sa.select(sa.func.count()).select_from(query.subquery())).scalar() or 0)

    def _query(self, question: Question, kind: str) -> sa.Select[Any]:
        table, ends = relation_of(question)
        conditions = [*ends, table.c.kind == kind, *between(question, table.c.day)]
        number = table.c.number if table is tables.records else table.c.record
        query = sa.select(number.label("record"), table.c.day.label("day"))
        filters = self._source_filter(question)
        if filters:
            record, document = tables.records, tables.documents
            if table is not record:
                query = query.join(record, record.c.number == number)
            query = query.join(document, document.c.number == record.c.document)
        return query.where(*conditions, *filters)

    def _source_filter(self, question: Question) -> list[sa.ColumnElement[bool]]:
        document = tables.documents
        filters: list[sa.ColumnElement[bool]] = []
        if question.publishers:
            filters.append(document.c.publisher.in_(question.publishers))
        if question.countries:
            filters.append(document.c.country.in_(question.countries))
        return filters

    # records

    def _rows(self, numbers: Iterable[int], *, whole_events: bool) -> list[sa.Row[Any]]:
        """Return the rows of records with their documents; with `whole_events`, of all tellings of their events."""
        record, document = tables.records, tables.documents
        columns = (
            record.c.number,
            record.c.document,
            record.c.claim,
            record.c.kind,
            record.c.local,
            record.c.day,
            record.c.merged,
            record.c.record,
        )
        found: dict[int, sa.Row[Any]] = {}
        base = sa.select(*columns, document.c.id, *source_columns()).join(
            document, document.c.number == record.c.document
        )
        for part in in_chunks(numbers):
            for row in self.connection.execute(base.where(record.c.number.in_(part))):
                found[row.number] = row
        if whole_events:
            for part in in_chunks(sorted({row.merged for row in found.values() if row.merged})):
                for row in self.connection.execute(base.where(record.c.merged.in_(part))):
                    found[row.number] = row
        return sorted(found.values(), key=lambda row: (row.published or "9", row.id, row.number))

    def _claims_of(self, numbers: Iterable[int]) -> Iterator[tuple[sa.Row[Any], Claim[Any], str]]:
        """Yield the rows of records with their claims and the texts of their documents, in the order of publication."""
        rows = self._rows(numbers, whole_events=False)
        documents = {row.document for row in rows}
        cast, texts = cast_of(self.connection, documents), texts_of(self.connection, documents)
        for row in rows:
            yield row, _claim(row, row.kind, cast, texts[row.document], source_of(row)), texts[row.document]

    def _assemble(
        self, question: Question, rows: Mapping[str, list[sa.Row[Any]]], left_out: dict[str, int]
    ) -> Material:
        documents = {row.document for found in rows.values() for row in found}
        cast, texts = cast_of(self.connection, documents), texts_of(self.connection, documents)
        sources = {row.document: source_of(row) for found in rows.values() for row in found}
        claims = {
            kind: [(row, _claim(row, kind, cast, texts[row.document], sources[row.document])) for row in found]
            for kind, found in rows.items()
        }
        used = {id_ for found in claims.values() for _, claim in found for id_ in actors_of(claim.record)}
        return Material(
            question=question,
            events=self._merged(claims.get("event", [])),
            statements=_by_day(claims.get("statement", [])),
            figures=_by_day(claims.get("figure", [])),
            agreements=_by_day(claims.get("agreement", [])),
            actors=self.actors(used),
            texts={source.document: texts[number] for number, source in sources.items()},
            left_out=left_out,
        )

    def _merged(self, claims: Iterable[tuple[sa.Row[Any], Claim[Event]]]) -> tuple[MergedEvent, ...]:
        groups: dict[str, list[Claim[Event]]] = {}
        days: dict[str, str] = {}
        for row, claim in claims:
            groups.setdefault(row.merged, []).append(claim)
            days[row.merged] = min(row.day, days.get(row.merged, row.day))
        links = self._links(id_ for id_, found in groups.items() if len(found) > 1)
        return tuple(
            MergedEvent(id=id_, event=fullest(found), claims=tuple(found), links=tuple(links.get(id_, ())))
            for id_, found in sorted(groups.items(), key=lambda item: (days[item[0]], item[0]))
        )

    def _words_of(self, claims: Iterable[str]) -> dict[str, str]:
        """Return the words of claims' evidence."""
        record, document = tables.records, tables.documents
        base = sa.select(record.c.claim, record.c.kind, record.c.record, document.c.text).join(
            document, document.c.number == record.c.document
        )
        return {
            row.claim: words_at(row.text, spans_of(msgspec.json.decode(row.record, type=TYPES[row.kind])))
            for part in in_chunks(claims)
            for row in self.connection.execute(base.where(record.c.claim.in_(part)))
        }

    def _links(self, merged: Iterable[str]) -> dict[str, list[Judgement]]:
        table = tables.links
        found: dict[str, list[Judgement]] = {}
        for part in in_chunks(merged):
            query = sa.select(table).where(table.c.merged.in_(part)).order_by(table.c.left, table.c.right)
            for row in self.connection.execute(query):
                found.setdefault(row.merged, []).append(
                    Judgement(left=row.left, right=row.right, verdict="same", score=row.score, reason=row.reason)
                )
        return found

    def _offices(self, profiles: Iterable[str]) -> dict[str, list[sa.Row[Any]]]:
        """Return profile → the offices it is shown with, each on its first and its last day, with how often in all."""
        office, document = tables.offices, tables.documents
        keys = (office.c.profile, office.c.role, office.c.country, office.c.organisation, office.c.title)
        found: dict[str, list[sa.Row[Any]]] = {}
        for part in in_chunks(profiles):
            counted = (
                sa.select(
                    *keys,
                    sa.func.count().label("times"),
                    sa.func.min(office.c.day).label("first"),
                    sa.func.max(office.c.day).label("last"),
                )
                .where(office.c.profile.in_(part))
                .group_by(*keys)
                .subquery()
            )
            same = [key == counted.c[key.name] for key in keys]
            ends = sa.or_(office.c.day == counted.c.first, office.c.day == counted.c.last)
            query = (
                sa.select(office, document.c.id, counted.c.times)
                .join(counted, sa.and_(*same, ends))
                .join(document, document.c.number == office.c.document)
                .order_by(office.c.day, document.c.id)
            )
            for row in self.connection.execute(query):
                found.setdefault(row.profile, []).append(row)
        return found


def relation_of(question: Question) -> tuple[sa.Table, list[sa.ColumnElement[bool]]]:
    """Return the table in which the records about the sides of a question are found, and the conditions there."""
    first, second = side_of(question.first), side_of(question.second)
    if first and second:
        low, high = sorted((first, second))
        return tables.pairs, [tables.pairs.c.first == low, tables.pairs.c.second == high]
    if first or second:
        return tables.sides, [tables.sides.c.side == (first or second)]
    return tables.records, []


def between(question: Question, day: "sa.Column[Any]") -> Iterator[sa.ColumnElement[bool]]:
    """Yield the conditions that a day lies in the period of a question."""
    if question.since:
        yield day >= question.since
    if question.until:
        yield day <= question.until
        yield day != ""


def side_of(code: str | None) -> str | None:
    """Return the ledger's id of a state or group: `KAZ` for a state, `org:C6` for a group or organisation.

    A code that the ontology does not know is a user's own state; raises `UnknownCode` for what is no code.
    """
    if code is None or code.startswith(ORGANISATION) or countries.is_state(code):
        return code
    try:
        return f"{ORGANISATION}{organisations.organisation(code).id}"
    except UnknownCode:
        if countries.is_code(code):
            return code
        raise


def _claim(row: sa.Row[Any], kind: str, cast: Mapping[tuple[int, str], str], text: str, source: Source) -> Claim[Any]:
    record = translated(msgspec.json.decode(row.record, type=TYPES[kind]), kind, row.document, cast)
    spans = spans_of(record)
    quotes = tuple(
        Quote(document=row.id, start=place.start, end=place.end, words=text[place.start : place.end]) for place in spans
    )
    sentence = sentence_around(text, spans[0]) if isinstance(record, Figure) else None
    return Claim(id=row.claim, local=row.local, source=source, record=record, quotes=quotes, sentence=sentence)


def _by_day(claims: Iterable[tuple[sa.Row[Any], Claim[Any]]]) -> tuple[Claim[Any], ...]:
    ordered = sorted(claims, key=lambda item: (item[0].day, item[0].published or "9", item[0].number))
    return tuple(claim for _, claim in ordered)


def source_columns() -> list[sa.ColumnElement[Any]]:
    """Return the columns of documents that `source_of` needs beside the id."""
    return [tables.documents.c[name] for name in SOURCE]


def source_of(row: sa.Row[Any]) -> Source:
    """Return the source of a row that holds a document's id and `source_columns`."""
    return Source(document=row.id, **{name: getattr(row, name) for name in SOURCE})


def _actor(
    id_: str, profiles: Mapping[str, Profile], offices: Sequence[sa.Row[Any]], links: Iterable[Judgement]
) -> LedgerActor:
    first = next(iter(profiles.values()))
    named = {key: profile for key, profile in profiles.items() if profile.names} or profiles
    counts = {row.profile: row.times for row in offices}
    countries_named = [profile.country for profile in profiles.values() if profile.country]
    country = max(sorted(set(countries_named)), key=countries_named.count, default=None)
    return LedgerActor(
        id=id_,
        kind=first.kind,
        name=best_name(named, counts),
        names=tuple(sorted({name for profile in profiles.values() for name in profile.names})),
        country=country,
        offices=_held(offices, country),
        members=first.members,
        identifiers={key: value for profile in profiles.values() for key, value in profile.identifiers.items()},
        links=tuple(links),
    )


def _held(rows: Iterable[sa.Row[Any]], country: str | None) -> tuple[HeldOffice, ...]:
    """Return the offices that rows show, one a role and body, with the first and last of their days.

    An office of no body is one of the holder's own state, `country`.
    """
    groups: dict[tuple[str, str, str], list[sa.Row[Any]]] = {}
    for row in rows:
        groups.setdefault((row.role, row.country or country or "", row.organisation), []).append(row)
    return tuple(
        HeldOffice(
            title=_title({row.title: row.times for row in found}),
            role=role,
            country=of or None,
            organisation=organisation or None,
            first=min((row.day for row in found if row.day), default=None),
            last=max((row.day for row in found if row.day), default=None),
            documents=tuple(sorted({row.id for row in found})),
        )
        for (role, of, organisation), found in sorted(groups.items())
    )


def _title(times: Mapping[str, int]) -> str:
    """Return the title that reports use most, of equally frequent ones the longest."""
    return min(times, key=lambda title: (-times[title], -len(title), title))


def words_in(text: str) -> list[str]:
    """Return the folded words of a text, without signs."""
    return re.findall(r"\w+", fold(text))


def holds_words(text: str, words: Sequence[str]) -> bool:
    """Tell whether a folded text holds words that begin like all of some folded words."""
    parts = set(re.findall(r"\w+", text))
    return all(any(part.startswith(word) for part in parts) for word in words)


def _excerpt(text: str, words: Sequence[str], around: int = 60) -> str:
    """Return the surroundings of the first of some words in a text."""
    place = max(0, min((text.find(word) for word in words if word in text), default=0))
    return " ".join(text[max(0, place - around) : place + around].split())
