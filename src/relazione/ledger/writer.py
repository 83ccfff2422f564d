"""Taking documents and readings into a ledger, and deriving from them what they say together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from relazione.errors import LedgerError
from relazione.ledger import tables
from relazione.ledger.casts import cast_of, translated
from relazione.ledger.dialects import in_chunks, insert_new, purge_search
from relazione.ledger.intake import Intake, first_day, take_in
from relazione.records import Document, Event, Reading
from relazione.resolution.actors import (
    UNIQUE_ROLES,
    Holder,
    Profile,
    block_of,
    judge_nameless,
    judge_profiles,
)
from relazione.resolution.claims import Judgement
from relazione.resolution.clusters import Cluster, cluster, keep_ids
from relazione.resolution.events import Telling, judge_events
from relazione.resolution.names import fold
from relazione.resolution.origins import bands, is_copy, shingles
from relazione.resolution.words import content

SPACE = " "


def now() -> str:
    """Return the present UTC time as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


class Writer:
    """Writes within one transaction of `connection`; `settle` must come last, it merges what was touched."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.blocks: set[str] = set()  # of events
        self.profile_blocks: set[str] = set()
        self.offices: set[tuple[str, str]] = set()  # role, country
        self.fresh: set[str] = set()  # claims and profiles that this transaction brought
        self.decided: list[Judgement] | None = None
        self.pending: dict[str, list[dict[str, Any]]] = {table.name: [] for table in tables.metadata.sorted_tables}
        row = connection.execute(sa.select(sa.func.max(tables.records.c.number))).scalar()
        self.number = int(row or 0)

    def add(self, document: Document, reading: Reading) -> bool:
        """Take a document and its reading; return whether anything was new."""
        known = self._document(document.id)
        if known is None:
            self._add_document(document, reading)
        if not self._add_reading(document, reading):
            return known is None
        before = self._clear(document.id) if known is not None else {}
        self._derive(document, take_in(document, reading), reading, before)
        return True

    def adopt(self, document: Document, reading: Reading | None) -> None:
        """Derive what the ledger derives from a document and a reading that it keeps already."""
        found = shingles(document.text)
        lineage = self._lineage(document.id, found, bands(found))
        table = tables.documents
        self.connection.execute(sa.update(table).where(table.c.id == document.id).values(lineage=lineage))
        if reading:
            self._derive(document, take_in(document, reading), reading, self._clear(document.id))
        self._add_fingerprints(document.id, bands(found))

    def forget(self, id_: str) -> int:
        """Remove a document with all that derives from it, leaving a stub; return how many records went."""
        count = sa.select(sa.func.count()).where(tables.records.c.document == id_)
        gone = int(self.connection.execute(count.select_from(tables.records)).scalar() or 0)
        self._clear(id_)
        for table, column in (
            (tables.fingerprints, "document"),
            (tables.readings, "document"),
            (tables.documents, "id"),
        ):
            self.connection.execute(sa.delete(table).where(table.c[column] == id_))
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
        self.decided = None
        self._touch((left, right))

    def _require_comparable(self, left: str, right: str) -> None:
        """Raise `LedgerError` unless both are claims of events, or both profiles, that share a block."""
        blocks = [self._block(thing) for thing in (left, right)]
        if None in blocks or blocks[0] != blocks[1]:
            raise LedgerError(
                f"{left} and {right} cannot be one",
                allowed="two events of one type, year and parties, or two spellings of one surname",
                mend="`relazione ledger why` names what a merged event or actor is made of",
            )

    def _block(self, thing: str) -> str | None:
        for table, key in ((tables.records, "claim"), (tables.profiles, "id")):
            found = self.connection.execute(sa.select(table.c.block).where(table.c[key] == thing)).scalar()
            if found:
                return str(found)
        return None

    def settle(self) -> None:
        """Write what is pending and merge actors and events of all blocks that were touched."""
        self._flush()
        self._merge_profiles()
        self._name_offices()
        self._merge_events()
        self._drop_orphans()

    # documents and readings

    def _document(self, id_: str) -> sa.Row[Any] | None:
        return self.connection.execute(sa.select(tables.documents.c.id).where(tables.documents.c.id == id_)).first()

    def _add_document(self, document: Document, reading: Reading) -> None:
        found = shingles(document.text)
        banded = bands(found)
        row = {
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
            "lineage": self._lineage(document.id, found, banded),
        }
        self.connection.execute(sa.insert(tables.documents), [row])
        self._add_fingerprints(document.id, banded)

    def _add_fingerprints(self, id_: str, banded: Iterable[int]) -> None:
        insert_new(self.connection, tables.fingerprints, [{"band": band, "document": id_} for band in banded])

    def _lineage(self, id_: str, found: frozenset[int], banded: Sequence[int]) -> str:
        """Return the lineage of the document that this one is a copy of, else its own id."""
        if not banded:
            return id_
        near = sa.select(tables.fingerprints.c.document).where(tables.fingerprints.c.band.in_(banded)).distinct()
        query = (
            sa.select(tables.documents.c.lineage, tables.documents.c.text)
            .where(tables.documents.c.id.in_(near))
            .order_by(tables.documents.c.added, tables.documents.c.id)
        )
        for lineage, text in self.connection.execute(query):
            if is_copy(found, shingles(text)):
                return str(lineage)
        return id_

    def _add_reading(self, document: Document, reading: Reading) -> bool:
        """Keep a reading; return whether it differs from what this reader said before."""
        key = {"document": document.id, "reader": reading.reader, "published": reading.document.published or ""}
        table = tables.readings
        same_key = sa.and_(*(table.c[name] == value for name, value in key.items()))
        text = reading.to_json()
        kept = self.connection.execute(sa.select(table.c.reading).where(same_key)).scalar()
        if kept == text:
            return False
        if kept is not None:
            self.connection.execute(sa.delete(table).where(same_key))
        self.connection.execute(sa.insert(table), [{**key, "reading": text, "added": now()}])
        return True

    # what derives from a document

    def _clear(self, id_: str) -> dict[str, str]:
        """Remove what derives from a document; return claim → merged event of its events."""
        connection, table = self.connection, tables.records
        rows = connection.execute(
            sa.select(table.c.number, table.c.claim, table.c.merged, table.c.block).where(table.c.document == id_)
        ).all()
        self.blocks |= {row.block for row in rows if row.block}
        casts = sa.select(tables.casts.c.profile).where(tables.casts.c.document == id_)
        self._touch_profiles(list(connection.execute(casts).scalars()))
        self._drop_links_of([row.claim for row in rows if row.block])
        for part in in_chunks(row.number for row in rows):
            for other in (tables.sides, tables.pairs):
                connection.execute(sa.delete(other).where(other.c.record.in_(part)))
        for other in (tables.records, tables.casts, tables.offices, tables.searchable):
            connection.execute(sa.delete(other).where(other.c.document == id_))
        return {row.claim: row.merged for row in rows if row.merged}

    def _derive(self, document: Document, intake: Intake, reading: Reading, before: Mapping[str, str]) -> None:
        add = self.pending
        for profile in intake.profiles:
            block = block_of(profile)
            add["profiles"].append({"id": profile.id, "block": block, "actor": profile.id, "profile": _json(profile)})
            if block:
                self.profile_blocks.add(block)
        add["casts"] += [
            {"document": document.id, "local": local, "profile": profile} for local, profile in intake.cast.items()
        ]
        self._add_offices(document.id, intake, first_day(reading.document.published))
        for row in intake.rows:
            self.number += 1
            if row.claim not in before:
                self.fresh.add(row.claim)
            add["records"].append(
                {
                    "number": self.number,
                    "claim": row.claim,
                    "document": document.id,
                    "kind": row.kind,
                    "local": row.local,
                    "day": row.day,
                    "block": row.block,
                    "merged": before.get(row.claim, row.claim) if row.kind == "event" else None,
                    "words": row.words,
                    "record": row.record,
                }
            )
            here = {"kind": row.kind, "day": row.day, "record": self.number}
            add["sides"] += [{"side": side, **here} for side in row.sides]
            add["pairs"] += [{"first": first, "second": second, **here} for first, second in row.pairs]
            add["searchable"].append(_searchable(row.kind, row.claim, document.id, row.words))
            if row.block:
                self.blocks.add(row.block)
        names = {name for actor in reading.actors for name in actor.names}
        add["searchable"].append(_searchable("document", document.id, document.id, document.text))
        add["searchable"].append(_searchable("actor", document.id, document.id, SPACE.join(sorted(names))))

    def _add_offices(self, document: str, intake: Intake, day: str) -> None:
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
                self.offices.add((role, country))

    def _flush(self) -> None:
        for table in tables.metadata.sorted_tables:
            rows = self.pending[table.name]
            if table is tables.profiles:
                self._add_profiles(rows)
            elif rows:
                self.connection.execute(sa.insert(table), rows)
            self.pending[table.name] = []

    def _add_profiles(self, rows: list[dict[str, Any]]) -> None:
        ids = {row["id"] for row in rows}
        for part in in_chunks(sorted(ids)):
            known = sa.select(tables.profiles.c.id).where(tables.profiles.c.id.in_(part))
            self.fresh |= set(part) - set(self.connection.execute(known).scalars())
        insert_new(self.connection, tables.profiles, [row for row in rows if row["id"] in self.fresh])

    # merging

    def _touch(self, things: Iterable[str]) -> None:
        """Mark the blocks of claims and profiles as touched."""
        listed = list(things)
        events = sa.select(tables.records.c.block).where(tables.records.c.claim.in_(listed))
        self.blocks |= {block for block in self.connection.execute(events).scalars() if block}
        self._touch_profiles(listed)

    def _touch_profiles(self, profiles: Iterable[str]) -> None:
        for part in in_chunks(profiles):
            query = sa.select(tables.profiles.c.block).where(tables.profiles.c.id.in_(part))
            self.profile_blocks |= {block for block in self.connection.execute(query).scalars() if block}
            query = (
                sa.select(tables.offices.c.role, tables.offices.c.country)
                .where(tables.offices.c.profile.in_(part), tables.offices.c.role.in_(UNIQUE_ROLES))
                .distinct()
            )
            self.offices |= {(role, country) for role, country in self.connection.execute(query) if country}

    def _merge_profiles(self) -> None:
        """Merge the named profiles of every block touched."""
        table = tables.profiles
        for blocks in in_chunks(block for block in sorted(self.profile_blocks) if not block.startswith("office:")):
            rows = self.connection.execute(
                sa.select(table.c.block, table.c.id, table.c.actor, table.c.profile)
                .where(table.c.block.in_(blocks))
                .order_by(table.c.id)
            ).all()
            for block in _grouped(rows):
                found = {row.id: msgspec.json.decode(row.profile, type=Profile) for row in block}
                clusters = self._cluster(sorted(found), judge_profiles(list(found.values())))
                self._store_actors(clusters, {row.id: row.actor for row in block})

    def _store_actors(self, clusters: list[Cluster], before: dict[str, str]) -> None:
        ids = keep_ids(clusters, {member: id_ for member, id_ in before.items() if member not in self.fresh})
        moved = [{"profile_": member, "actor_": id_} for member, id_ in ids.items() if before[member] != id_]
        self._move_profiles(moved)
        self._store_links(ids, clusters)

    def _move_profiles(self, moved: list[dict[str, str]]) -> None:
        if moved:
            table = tables.profiles
            move = sa.update(table).where(table.c.id == sa.bindparam("profile_")).values(actor=sa.bindparam("actor_"))
            self.connection.execute(move, moved)

    def _name_offices(self) -> None:
        """Say who the persons without a name are whose office's block or holders were touched."""
        named = {
            tuple(block.removeprefix("office:").split(":"))
            for block in self.profile_blocks
            if block.startswith("office:")
        }
        for role, country in sorted(self.offices | {(role, country) for role, country in named}):
            self._name_office(role, country)

    def _name_office(self, role: str, country: str) -> None:
        table = tables.profiles
        query = sa.select(table.c.id, table.c.actor, table.c.profile).where(table.c.block == f"office:{role}:{country}")
        rows = self.connection.execute(query.order_by(table.c.id)).all()
        if not rows:
            return
        nameless = [msgspec.json.decode(row.profile, type=Profile) for row in rows]
        judged = judge_nameless(nameless, self._holders(role, country))
        judged = {id_: found for id_, found in judged.items() if not self._apart(id_, found.right)}
        ids = {row.id: judged[row.id].right if row.id in judged else row.id for row in rows}
        self._move_profiles([{"profile_": row.id, "actor_": ids[row.id]} for row in rows if row.actor != ids[row.id]])
        self._drop_links(ids)
        self._insert_links((found.right, found) for found in judged.values())

    def _holders(self, role: str, country: str) -> list[Holder]:
        office, profile = tables.offices, tables.profiles
        query = (
            sa.select(
                profile.c.actor,
                sa.func.max(profile.c.profile),
                sa.func.min(office.c.day),
                sa.func.max(office.c.day),
            )
            .join(profile, profile.c.id == office.c.profile)
            .where(office.c.role == role, office.c.country == country, office.c.day != "")
            .group_by(profile.c.actor)
            .order_by(profile.c.actor)
        )
        return [
            Holder(actor=actor, name=msgspec.json.decode(text, type=Profile).name, first=first, last=last)
            for actor, text, first, last in self.connection.execute(query)
        ]

    def _apart(self, profile: str, actor: str) -> bool:
        """Tell whether a person judged a profile to be none of an actor's."""
        table = tables.judgements
        others = sa.select(tables.profiles.c.id).where(tables.profiles.c.actor == actor)
        query = sa.select(table.c.left).where(
            table.c.verdict == "different",
            sa.or_(
                sa.and_(table.c.left == profile, table.c.right.in_(others)),
                sa.and_(table.c.right == profile, table.c.left.in_(others)),
            ),
        )
        return self.connection.execute(query).first() is not None

    def _merge_events(self) -> None:
        """Merge the events of every block touched."""
        record, document = tables.records, tables.documents
        for blocks in in_chunks(sorted(self.blocks)):
            query = (
                sa.select(
                    record.c.block,
                    record.c.number,
                    record.c.claim,
                    record.c.merged,
                    record.c.document,
                    record.c.record,
                    record.c.words,
                    document.c.lineage,
                    document.c.published,
                )
                .join(document, document.c.id == record.c.document)
                .where(record.c.block.in_(blocks))
                .order_by(document.c.published, record.c.claim)
            )
            rows = self.connection.execute(query).all()
            groups = [block for block in _grouped(rows) if len(block) > 1 or block[0].merged != block[0].claim]
            cast = cast_of(self.connection, {row.document for block in groups for row in block})
            for block in groups:
                self._merge_block(block, cast)

    def _merge_block(self, block: Sequence[sa.Row[Any]], cast: Mapping[tuple[str, str], str]) -> None:
        tellings = [_telling(row, cast) for row in block]
        before = {row.claim: row.merged for row in block if row.claim not in self.fresh}
        clusters = self._cluster([telling.claim for telling in tellings], judge_events(tellings))
        ids = keep_ids(clusters, before)
        moved = [{"number_": row.number, "merged_": ids[row.claim]} for row in block if row.merged != ids[row.claim]]
        if moved:
            table = tables.records
            move = sa.update(table).where(table.c.number == sa.bindparam("number_"))
            self.connection.execute(move.values(merged=sa.bindparam("merged_")), moved)
        self._store_links(ids, clusters)

    def _cluster(self, items: Sequence[str], judged: list[Judgement]) -> list[Cluster]:
        """Return the clusters of items; what people judged stands above what was reckoned."""
        if len(items) < 2:
            return [Cluster(members=tuple(items), links=())]
        here = set(items)
        people = [found for found in self._decided() if found.left in here and found.right in here]
        over = {frozenset((found.left, found.right)) for found in people}
        reckoned = [found for found in judged if frozenset((found.left, found.right)) not in over]
        return cluster(items, [*people, *reckoned])

    def _decided(self) -> list[Judgement]:
        if self.decided is None:
            rows = self.connection.execute(sa.select(tables.judgements)).mappings()
            self.decided = [Judgement(**row, score=1.0) for row in rows]
        return self.decided

    def _store_links(self, ids: Mapping[str, str], clusters: Iterable[Cluster]) -> None:
        """Put the reasons why members of clusters are one in place of the earlier ones."""
        self._drop_links(ids)
        self._insert_links((ids[found.members[0]], link) for found in clusters for link in found.links)

    def _drop_links_of(self, claims: Iterable[str]) -> None:
        table = tables.links
        for part in in_chunks(claims):
            self.connection.execute(sa.delete(table).where(sa.or_(table.c.left.in_(part), table.c.right.in_(part))))

    def _drop_links(self, members: Iterable[str]) -> None:
        for part in in_chunks(members):
            self.connection.execute(sa.delete(tables.links).where(tables.links.c.left.in_(part)))

    def _insert_links(self, found: Iterable[tuple[str, Judgement]]) -> None:
        rows = [
            {"merged": merged, "left": link.left, "right": link.right, "score": link.score, "reason": link.reason}
            for merged, link in found
        ]
        insert_new(self.connection, tables.links, rows)

    def _drop_orphans(self) -> None:
        """Remove profiles that no document shows any more."""
        table = tables.profiles
        shown = sa.select(tables.casts.c.profile).where(tables.casts.c.profile == table.c.id).exists()
        for part in in_chunks(sorted(self.profile_blocks)):
            self.connection.execute(sa.delete(table).where(table.c.block.in_(part), ~shown))


def _telling(row: sa.Row[Any], cast: Mapping[tuple[str, str], str]) -> Telling:
    event = translated(msgspec.json.decode(row.record, type=Event), "event", row.document, cast)
    return Telling(
        claim=row.claim,
        document=row.document,
        lineage=row.lineage,
        published=row.published,
        event=event,
        words=content(row.words),
    )


def _grouped(rows: Iterable[Any]) -> list[list[Any]]:
    """Return the rows of each block, blocks in the order of their first row."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.block, []).append(row)
    return list(groups.values())


def _json(profile: Profile) -> str:
    return msgspec.json.encode(profile).decode()


def _searchable(kind: str, ref: str, document: str, text: str) -> dict[str, Any]:
    return {"kind": kind, "ref": ref, "document": document, "folded": fold(text)}
