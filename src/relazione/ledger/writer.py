"""Taking documents and readings into a ledger, and removing them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from relazione.errors import LedgerError
from relazione.ledger import tables
from relazione.ledger.copies import lineages
from relazione.ledger.dialects import in_chunks, insert_all, insert_new, insert_searchable, purge_search
from relazione.ledger.intake import Intake, Row, first_day, take_in
from relazione.ledger.merging import Merger
from relazione.records import Document, Reading
from relazione.resolution.actors import UNIQUE_ROLES, Profile, blocks_of
from relazione.resolution.claims import Judgement
from relazione.resolution.names import fold


def now() -> str:
    """Return the present UTC time as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Writer:
    """Writes within one transaction of `connection`; `settle` must come last, it merges what was touched."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.merger = Merger(connection)
        self.pending: dict[str, list[dict[str, Any]]] = {table.name: [] for table in tables.metadata.sorted_tables}
        self.last_record = self._last(tables.records)
        self.numbers: dict[str, int] = {}  # of the documents at hand, by id
        self.blocks: dict[str, tuple[str, ...]] = {}  # of the profiles at hand

    def _last(self, table: sa.Table) -> int:
        return int(self.connection.execute(sa.select(sa.func.max(table.c.number))).scalar() or 0)

    def add_all(self, items: Iterable[tuple[Document, Reading]]) -> list[bool]:
        """Take documents and their readings; return for each whether anything was new."""
        listed = list(items)
        known = self._known([document.id for document, _ in listed])
        new = {document.id: (document, reading) for document, reading in reversed(listed) if document.id not in known}
        self._add_documents([new[id_] for id_ in dict.fromkeys(document.id for document, _ in listed) if id_ in new])
        kept = self._kept_readings(known)
        added: set[str] = set()
        result = []
        for document, reading in listed:
            key = (document.id, reading.reader, reading.document.published or "")
            text = reading.to_json()
            fresh = document.id in new and document.id not in added
            if kept.get(key) != text:
                self._add_reading(key, text, replaces=key in kept)
                kept[key] = text
                self._derive_anew(document, reading, cleared=fresh)
                fresh = True
            added.add(document.id)
            result.append(fresh)
        return result

    def adopt(self, items: Sequence[tuple[Document, Reading | None]]) -> None:
        """Derive what the ledger derives from documents and readings that it keeps already."""
        documents = [document for document, _ in items]
        self._count(documents)
        found, rows = lineages(self.connection, documents, self.numbers)
        self.pending["fingerprints"] += rows
        table = tables.documents
        for document, reading in items:
            values = {"lineage": found[document.id], "number": self.numbers[document.id]}
            self.connection.execute(sa.update(table).where(table.c.id == document.id).values(**values))
            if reading:
                self._derive_anew(document, reading, cleared=True)

    def forget(self, id_: str) -> int:
        """Remove a document with all that derives from it, leaving a stub; return how many records went."""
        self._known([id_])
        number = self.numbers[id_]
        count = sa.select(sa.func.count()).where(tables.records.c.document == number)
        gone = int(self.connection.execute(count.select_from(tables.records)).scalar() or 0)
        self._clear(number)
        for condition in (
            tables.fingerprints.c.document == number,
            tables.readings.c.document == id_,
            tables.documents.c.id == id_,
        ):
            self.connection.execute(sa.delete(condition.left.table).where(condition))
        purge_search(self.connection)
        self.remember_forgotten(id_, now(), gone)
        return gone

    def remember_forgotten(self, id_: str, when: str, count: int) -> None:
        """Leave a stub that says that a document was removed, when, and how many records went with it."""
        insert_new(self.connection, tables.forgotten, [{"document": id_, "forgotten": when, "records": count}])

    def judge(self, judgement: Judgement) -> None:
        """Keep a person's judgement on two claims or two profiles; an earlier one on them gives way."""
        left, right = sorted((judgement.left, judgement.right))
        self._require_comparable(left, right)
        table = tables.judgements
        self.connection.execute(sa.delete(table).where(table.c.left == left, table.c.right == right))
        row = {"left": left, "right": right, "verdict": judgement.verdict, "reason": judgement.reason}
        self.connection.execute(sa.insert(table), [{**row, "who": judgement.who, "made": judgement.made or now()}])
        self.merger.decided = None
        self.merger.touch((left, right))

    def _require_comparable(self, left: str, right: str) -> None:
        """Raise `LedgerError` unless both are claims of events, or both profiles, that share a block."""
        if not self._blocks(left) & self._blocks(right):
            raise LedgerError(
                f"{left} and {right} cannot be one",
                allowed="two events of one type, year and parties, or two spellings of one surname",
                mend="`relazione ledger why` names what a merged event or actor is made of",
            )

    def _blocks(self, thing: str) -> set[str]:
        """Return the blocks of an event's claim or of a profile."""
        record, block = tables.records, tables.blocks
        found = sa.union(
            sa.select(record.c.block).where(record.c.claim == thing, record.c.block.is_not(None)),
            sa.select(block.c.block).where(block.c.profile == thing),
        )
        return set(self.connection.execute(found).scalars())

    def settle(self) -> None:
        """Write what is pending and merge actors and events of all blocks that were touched."""
        self._flush()
        self.merger.settle()

    # documents and readings

    def _known(self, ids: Sequence[str]) -> set[str]:
        """Return which documents the ledger holds, and remember their numbers."""
        table = tables.documents
        found = {
            row.id: row.number
            for part in in_chunks(ids)
            for row in self.connection.execute(sa.select(table.c.id, table.c.number).where(table.c.id.in_(part)))
        }
        self.numbers |= found
        return set(found)

    def _count(self, documents: Iterable[Document]) -> None:
        """Give numbers to documents."""
        last = self._last(tables.documents)
        self.numbers |= {document.id: last + place for place, document in enumerate(documents, 1)}

    def _kept_readings(self, ids: Iterable[str]) -> dict[tuple[str, str, str], str]:
        """Return (document, reader, published) → reading of the documents that are known."""
        table = tables.readings
        return {
            (row.document, row.reader, row.published): row.reading
            for part in in_chunks(sorted(ids))
            for row in self.connection.execute(sa.select(table).where(table.c.document.in_(part)))
        }

    def _add_documents(self, items: Sequence[tuple[Document, Reading]]) -> None:
        documents = [document for document, _ in items]
        self._count(documents)
        found, rows = lineages(self.connection, documents, self.numbers)
        self.pending["fingerprints"] += rows
        self.pending["documents"] += [
            {
                "id": document.id,
                "text": document.text,
                "title": document.title,
                "language": reading.document.language,
                "published": reading.document.published,
                "publisher": document.publisher,
                "country": document.country,
                "url": document.url,
                "origin": document.origin,
                "added": now(),
                "lineage": found[document.id],
                "number": self.numbers[document.id],
            }
            for document, reading in items
        ]

    def _add_reading(self, key: tuple[str, str, str], text: str, *, replaces: bool) -> None:
        document, reader, published = key
        if replaces:
            self._flush()
            table = tables.readings
            same = sa.and_(table.c.document == document, table.c.reader == reader, table.c.published == published)
            self.connection.execute(sa.delete(table).where(same))
        self.pending["readings"].append(
            {"document": document, "reader": reader, "published": published, "reading": text, "added": now()}
        )

    # what derives from a document

    def _derive_anew(self, document: Document, reading: Reading, *, cleared: bool) -> None:
        """Put what derives from a reading in place of what derived from the document before, if anything did."""
        before = {} if cleared else self._clear(self.numbers[document.id])
        self._derive(document, take_in(document, reading), reading, before)

    def _clear(self, number: int) -> dict[str, str]:
        """Remove what derives from a document; return claim → merged event of its events."""
        self._flush()
        connection, table = self.connection, tables.records
        rows = connection.execute(
            sa.select(table.c.number, table.c.claim, table.c.merged, table.c.block).where(table.c.document == number)
        ).all()
        self.merger.torn |= {row.merged for row in rows if row.merged}
        casts = sa.select(tables.casts.c.profile).where(tables.casts.c.document == number)
        self.merger.touch_profiles(list(connection.execute(casts).scalars()))
        self.merger.drop_links_of([row.claim for row in rows if row.block])
        for part in in_chunks(row.number for row in rows):
            for other in (tables.sides, tables.pairs):
                connection.execute(sa.delete(other).where(other.c.record.in_(part)))
        for other in (tables.records, tables.casts, tables.offices, tables.searchable):
            connection.execute(sa.delete(other).where(other.c.document == number))
        return {row.claim: row.merged for row in rows if row.merged}

    def _derive(self, document: Document, intake: Intake, reading: Reading, before: Mapping[str, str]) -> None:
        number = self.numbers[document.id]
        self._add_cast(number, intake)
        self._add_offices(number, intake, first_day(reading.document.published))
        for row in intake.rows:
            self._add_record(number, row, before)
        names = sorted({name for actor in reading.actors for name in actor.names})
        self._add_words("document", "", number, document.text)
        self._add_words("actor", "", number, " ".join(names))

    def _add_cast(self, document: int, intake: Intake) -> None:
        for profile in intake.profiles:
            self.pending["profiles"].append({"id": profile.id, "actor": profile.id, "profile": _json(profile)})
            self.blocks[profile.id] = blocks_of(profile)
            self.merger.profiles.add(profile.id)
        self.pending["casts"] += [
            {"document": document, "local": local, "profile": profile} for local, profile in intake.cast.items()
        ]

    def _add_record(self, document: int, row: Row, before: Mapping[str, str]) -> None:
        """Take a record; an event that was there before (`before`: claim → merged event) keeps its place."""
        self.last_record += 1
        opens, closes = row.window or (None, None)
        self.pending["records"].append(
            {
                "number": self.last_record,
                "claim": row.claim,
                "document": document,
                "kind": row.kind,
                "local": row.local,
                "day": row.day,
                "block": row.block,
                "opens": opens,
                "closes": closes,
                "merged": before.get(row.claim, row.claim) if row.kind == "event" else None,
                "record": row.record,
            }
        )
        place = {"kind": row.kind, "day": row.day, "record": self.last_record}
        self.pending["sides"] += [{"side": side, **place} for side in row.sides]
        self.pending["pairs"] += [{"first": first, "second": second, **place} for first, second in row.pairs]
        self._add_words(row.kind, row.claim, document, row.words)
        if row.claim not in before:
            self.merger.fresh.add(row.claim)
        if row.block:
            self.merger.seeds.append(self.last_record)

    def _add_words(self, kind: str, ref: str, document: int, text: str) -> None:
        self.pending["searchable"].append({"kind": kind, "ref": ref, "document": document, "folded": fold(text)})

    def _add_offices(self, document: int, intake: Intake, day: str) -> None:
        for profile, role, country, organisation, title in intake.offices:
            self.pending["offices"].append(
                {
                    "profile": profile,
                    "document": document,
                    "role": role,
                    "country": country,
                    "organisation": organisation,
                    "title": title,
                    "day": day,
                }
            )
            if role in UNIQUE_ROLES and country:
                self.merger.offices.add((role, country))

    def _flush(self) -> None:
        for table in tables.metadata.sorted_tables:
            rows = self.pending[table.name]
            if table is tables.profiles:
                self._add_profiles(rows)
            elif table is tables.searchable:
                insert_searchable(self.connection, rows)
            else:
                insert_all(self.connection, table, rows)
            self.pending[table.name] = []

    def _add_profiles(self, rows: list[dict[str, Any]]) -> None:
        ids = {row["id"] for row in rows}
        for part in in_chunks(sorted(ids)):
            known = sa.select(tables.profiles.c.id).where(tables.profiles.c.id.in_(part))
            self.merger.fresh |= set(part) - set(self.connection.execute(known).scalars())
        new = {row["id"]: row for row in rows if row["id"] in self.merger.fresh}
        insert_new(self.connection, tables.profiles, list(new.values()))
        insert_new(
            self.connection,
            tables.blocks,
            [{"block": block, "profile": id_} for id_ in new for block in self.blocks[id_]],
        )


def _json(profile: Profile) -> str:
    return msgspec.json.encode(profile).decode()
