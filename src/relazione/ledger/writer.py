"""Taking documents and readings into a ledger, and removing them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain, product
from typing import Any

import msgspec
import sqlalchemy as sa

from relazione.errors import DecisionError
from relazione.ledger import tables
from relazione.ledger.alerts import forget_alerts
from relazione.ledger.copies import lineages
from relazione.ledger.decided import (
    decisions_on,
    decisions_where,
    newest_reading,
    pairs_on,
    row_of,
    standing_on_pairs,
    things_of,
)
from relazione.ledger.dialects import in_chunks, insert_all, insert_new, insert_searchable, purge_search
from relazione.ledger.intake import Intake, Row, day_of, take_in
from relazione.ledger.merging import Merger
from relazione.records import Document, Reading
from relazione.resolution.actors import UNIQUE_ROLES, Profile, blocks_of
from relazione.resolution.applying import applied
from relazione.resolution.decisions import ON_PAIRS, Decision, signed
from relazione.resolution.names import fold

OWN = ("added", "lineage", "number")  # columns of documents that are the ledger's
VERDICTS = {"merge": "same", "split": "different"}


def now() -> str:
    """Return the present UTC time as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def document_of(row: sa.RowMapping) -> Document:
    """Return the document of a row of its table."""
    return Document(**{str(name): value for name, value in row.items() if name not in OWN})


class Writer:
    """Writes within one transaction of `connection`; `settle` must come last, it merges what was touched."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.merger = Merger(connection)
        self.pending: dict[str, list[dict[str, Any]]] = {table.name: [] for table in tables.metadata.sorted_tables}
        self.last_record = self._last(tables.records)
        self.numbers: dict[str, int] = {}  # of the documents at hand, by id
        self.blocks: dict[str, tuple[str, ...]] = {}  # of the profiles at hand
        self.decisions: dict[str, list[Decision]] = {}  # on records of the documents at hand
        self.derived: set[str] = set()  # documents that were derived anew

    def _last(self, table: sa.Table) -> int:
        return int(self.connection.execute(sa.select(sa.func.max(table.c.number))).scalar() or 0)

    def add_all(self, items: Iterable[tuple[Document, Reading]]) -> list[bool]:
        """Take documents and their readings; return for each whether anything was new."""
        listed = list(items)
        known = self._known([document.id for document, _ in listed])
        new = {document.id: (document, reading) for document, reading in reversed(listed) if document.id not in known}
        self._add_documents([new[id_] for id_ in dict.fromkeys(document.id for document, _ in listed) if id_ in new])
        kept = self._kept_readings(known)
        self.decisions |= decisions_on(self.connection, sorted({document.id for document, _ in listed}))
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
        self._forget_decisions(id_)
        for condition in (
            tables.fingerprints.c.document == number,
            tables.readings.c.document == id_,
            tables.documents.c.id == id_,
        ):
            self.connection.execute(sa.delete(condition.left.table).where(condition))
        purge_search(self.connection)
        forget_alerts(self.connection, id_)
        self.remember_forgotten(id_, now(), gone)
        return gone

    def _forget_decisions(self, id_: str) -> None:
        """Remove what people decided on records of a document: it holds what the text said."""
        table = tables.decisions
        own = sa.and_(table.c.document == id_, table.c.verb.not_in(ON_PAIRS))
        pairs = self._pairs_of(decisions_where(self.connection, own))
        self.connection.execute(sa.delete(table).where(own, table.c.id.not_in(sorted(pairs))))

    def remember_forgotten(self, id_: str, when: str, count: int) -> None:
        """Leave a stub that says that a document was removed, when, and how many records went with it."""
        insert_new(self.connection, tables.forgotten, [{"document": id_, "forgotten": when, "records": count}])

    # decisions of people

    def decide(self, decision: Decision) -> Decision:
        """Take a person's decision, which counts at once; return it with its id and day.

        Raises `DecisionError` where it cannot stand.
        """
        taken = signed(self._completed(decision), now())
        self.remember([taken])
        return taken

    def remember(self, decisions: Iterable[Decision]) -> int:
        """Take decisions as they are; return how many were new. What they are about is derived anew."""
        listed = {decision.id: decision for decision in decisions}
        new = [decision for id_, decision in listed.items() if id_ not in self._decided(listed)]
        insert_new(self.connection, tables.decisions, [row_of(decision) for decision in new])
        pairs = self._pairs_of(new)
        about = [one.document for one in new if one.document and one.verb not in ON_PAIRS and not pairs.get(one.id)]
        self._rederive(dict.fromkeys(about))
        self._judge_anew(chain.from_iterable(pairs.values()))
        return len(new)

    def _decided(self, ids: Iterable[str]) -> set[str]:
        table = tables.decisions
        return {
            id_
            for part in in_chunks(ids)
            for id_ in self.connection.execute(sa.select(table.c.id).where(table.c.id.in_(part))).scalars()
        }

    def _completed(self, decision: Decision) -> Decision:
        """Return a decision with what it leaves to the ledger; raises `DecisionError` where it cannot stand."""
        if decision.verb == "undo":
            return self._completed_undo(decision)
        if decision.verb in ON_PAIRS:
            return self._completed_pair(decision)
        if decision.kind is None or decision.document is None or not self._known([decision.document]):
            raise DecisionError("needs a kind and a document of the ledger", where=f"{decision.verb} {decision.kind}")
        asked = {"add": ("after",), "correct": ("before", "after")}.get(decision.verb, ("before",))
        if any(getattr(decision, form) is None for form in asked):
            raise DecisionError(f"needs the record {' and '.join(asked)}", where=f"{decision.verb} {decision.kind}")
        return decision

    def _completed_undo(self, decision: Decision) -> Decision:
        found = decisions_where(self.connection, tables.decisions.c.id == decision.undoes)
        if not found:
            raise DecisionError(f"there is no decision {decision.undoes}", mend="`relazione review log` lists them")
        around = decisions_where(self.connection, tables.decisions.c.undoes == decision.undoes)
        if self._effective(around):
            raise DecisionError(f"{decision.undoes} is undone already", mend="undo the undoing to bring it back")
        return msgspec.structs.replace(decision, document=found[0].document, kind=found[0].kind)

    def _effective(self, undone: Sequence[Decision]) -> list[Decision]:
        """Return which of some decisions that withdraw are not withdrawn themselves."""
        table = tables.decisions
        return [
            one
            for one in undone
            if not self._effective(decisions_where(self.connection, table.c.undoes == one.id, table.c.verb == "undo"))
        ]

    def _completed_pair(self, decision: Decision) -> Decision:
        left, right = decision.left, decision.right
        if left is None or right is None or left.kind != right.kind or left.id == right.id:
            raise DecisionError("needs two events or two actors", where=decision.verb)
        if left.kind == "actor" and not (left.id.startswith("actor:") or right.id.startswith("actor:")):
            raise DecisionError(
                f"{left.id} and {right.id} are two by their codes",
                allowed="actors of which the ontology knows at most one",
                mend="correct the actor in the reading",
            )
        return msgspec.structs.replace(decision, kind=left.kind, document=left.document)

    def _pairs_of(self, decisions: Iterable[Decision]) -> dict[str, list[str]]:
        """Return decision → the decisions on pairs that it is, or that it withdraws or brings back."""
        found = {}
        for decision in decisions:
            root = decision
            while root.verb == "undo":
                undone = decisions_where(self.connection, tables.decisions.c.id == root.undoes)
                if not undone:
                    break
                root = undone[0]
            if root.verb in ON_PAIRS:
                found[decision.id] = [root.id]
        return found

    def _rederive(self, ids: Iterable[str]) -> None:
        """Derive anew what derives from documents, after people decided on their records."""
        listed = list(ids)
        known = self._known(listed)
        self.decisions |= {id_: decisions_on(self.connection, [id_]).get(id_, []) for id_ in listed}
        for document in (id_ for id_ in listed if id_ in known):
            reading = newest_reading(self.connection, document)
            table = tables.documents
            row = self.connection.execute(sa.select(table).where(table.c.id == document)).mappings().one()
            if reading:
                self._derive_anew(document_of(row), reading, cleared=False, same=True)

    def _judge_anew(self, ids: Iterable[str]) -> None:
        """Put what decisions on pairs come to now in place of what they came to before."""
        listed = sorted(set(ids))
        if not listed:
            return
        self._flush()
        table = tables.judgements
        for part in in_chunks(listed):
            before = sa.select(table.c.left, table.c.right).where(table.c.decision.in_(part))
            self.merger.touch({thing for row in self.connection.execute(before) for thing in row})
            self.connection.execute(sa.delete(table).where(table.c.decision.in_(part)))
        rows = [
            {"decision": one.id, "left": left, "right": right, "verdict": VERDICTS[one.verb]}
            for one in standing_on_pairs(self.connection, listed)
            if one.left and one.right
            for left, right in product(things_of(self.connection, one.left), things_of(self.connection, one.right))
            if left != right
        ]
        insert_new(self.connection, table, rows)
        self.merger.decided = None
        self.merger.touch({thing for row in rows for thing in (row["left"], row["right"])})

    def settle(self) -> None:
        """Write what is pending and merge actors and events of all blocks that were touched."""
        self._flush()
        self._judge_anew(pairs_on(self.connection, self.derived))
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
                "author": document.author,
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

    def _derive_anew(self, document: Document, reading: Reading, *, cleared: bool, same: bool = False) -> None:
        """Put what derives from a reading, as decided, in place of what derived from the document before.

        Where it is the `same` reading as before, an event of one telling keeps its id though its claim changes.
        """
        number = self.numbers[document.id]
        lone = self._lone_events(number) if same else {}
        before = {} if cleared else self._clear(number)
        decided = applied(reading, self.decisions.get(document.id, ()))
        intake = take_in(document, decided)
        kept = {row.claim: lone[row.local] for row in intake.rows if row.kind == "event" and row.local in lone}
        self._derive(document, intake, decided, kept | before)
        self.derived.add(document.id)

    def _lone_events(self, number: int) -> dict[str, str]:
        """Return local id → merged event of the events of a document that no other record tells of."""
        record, other = tables.records, tables.records.alias("other")
        told = sa.select(other.c.number).where(other.c.merged == record.c.merged, other.c.number != record.c.number)
        query = sa.select(record.c.local, record.c.merged).where(
            record.c.document == number, record.c.merged.is_not(None), ~told.exists()
        )
        return {row.local: row.merged for row in self.connection.execute(query)}

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
        self._add_offices(number, intake, day_of(reading.document.published))
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
                "urgency": row.urgency,
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
