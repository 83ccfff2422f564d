"""Merging what was touched: actors by their profiles' blocks, persons without a name by office, events by theirs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.casts import cast_of, translated
from relazione.ledger.dialects import in_chunks, insert_new
from relazione.records import Agreement, Event
from relazione.resolution.actors import UNIQUE_ROLES, Holder, Profile, judge_nameless, judge_profiles
from relazione.resolution.claims import Judgement
from relazione.resolution.clusters import Cluster, cluster, keep_ids
from relazione.resolution.events import Telling, judge_events, stage_of
from relazione.resolution.sentences import sentence_around
from relazione.resolution.words import content


class Merger:
    """Remembers which blocks a transaction touched; `settle` merges what they hold."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.seeds: list[int] = []  # numbers of the events that came in or were judged
        self.torn: set[str] = set()  # merged events that may have lost members
        self.profile_blocks: set[str] = set()
        self.offices: set[tuple[str, str]] = set()  # role, country
        self.fresh: set[str] = set()  # claims and profiles that this transaction brought
        self.decided: list[Judgement] | None = None
        self.linked: list[str] = []  # members whose links are to be made anew
        self.links: list[dict[str, Any]] = []

    def settle(self) -> None:
        """Merge actors and events that were touched."""
        self._merge_profiles()
        self._store_links()
        self._name_offices()
        self._merge_events()
        self._store_links()
        self._drop_orphans()

    def touch(self, things: Iterable[str]) -> None:
        """Mark claims and the blocks of profiles as touched."""
        listed = list(things)
        events = sa.select(tables.records.c.number).where(tables.records.c.claim.in_(listed))
        self.seeds += self.connection.execute(events).scalars()
        self.touch_profiles(listed)

    def touch_profiles(self, profiles: Iterable[str]) -> None:
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
        self._link(ids, clusters)

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
        self.linked += ids
        self.links += [_link_row(found.right, found) for found in judged.values()]

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
        """Merge the events that came in with those they may be one with, and anew what lost members."""
        numbers = self._concerned()
        rows = [row for part in in_chunks(sorted(numbers)) for row in self._told(part)]
        rows.sort(key=lambda row: (row.published or "9", row.added, row.claim))
        groups = [block for block in _grouped(rows) if len(block) > 1 or block[0].merged != block[0].claim]
        documents = {row.document for block in groups for row in block}
        cast, texts = cast_of(self.connection, documents), self._texts(documents)
        agreements = self._agreements(documents)
        told = [[_telling(row, cast, texts[row.document], agreements) for row in block] for block in groups]
        moved = [self._merge_block(block, tellings) for block, tellings in zip(groups, told, strict=True)]
        self._move_events([move for moves in moved for move in moves])

    def _concerned(self) -> set[int]:
        """Return the numbers of all events that may have to move: those at hand, what overlaps them in time, and all
        that is merged with one of these.
        """
        merged = set(self.torn)
        seed, other = tables.records.alias("seed"), tables.records.alias("other")
        near = sa.and_(other.c.block == seed.c.block, other.c.opens <= seed.c.closes, other.c.closes >= seed.c.opens)
        for part in in_chunks(self.seeds):
            query = sa.select(other.c.merged).join(seed, near).where(seed.c.number.in_(part)).distinct()
            merged |= set(self.connection.execute(query).scalars())
        record = tables.records
        return {
            number
            for part in in_chunks(sorted(merged))
            for number in self.connection.execute(sa.select(record.c.number).where(record.c.merged.in_(part))).scalars()
        }

    def _told(self, numbers: Iterable[int]) -> Sequence[Any]:
        """Return the rows of events with what merging needs of their documents."""
        record, document = tables.records, tables.documents
        query = (
            sa.select(
                record.c.block,
                record.c.number,
                record.c.claim,
                record.c.merged,
                record.c.document,
                record.c.record,
                document.c.lineage,
                document.c.published,
                document.c.added,
            )
            .join(document, document.c.number == record.c.document)
            .where(record.c.number.in_(numbers))
        )
        return self.connection.execute(query).all()

    def _texts(self, numbers: Iterable[int]) -> dict[int, str]:
        table = tables.documents
        columns = (table.c.number, table.c.text)
        return {
            number: text
            for part in in_chunks(sorted(numbers))
            for number, text in self.connection.execute(sa.select(*columns).where(table.c.number.in_(part)))
        }

    def _agreements(self, numbers: Iterable[int]) -> dict[tuple[int, str], Agreement]:
        """Return (number of document, local id) → agreement for some documents."""
        table = tables.records
        columns = (table.c.document, table.c.local, table.c.record)
        return {
            (row.document, row.local): msgspec.json.decode(row.record, type=Agreement)
            for part in in_chunks(sorted(numbers))
            for row in self.connection.execute(
                sa.select(*columns).where(table.c.document.in_(part), table.c.kind == "agreement")
            )
        }

    def _move_events(self, moved: list[dict[str, Any]]) -> None:
        if moved:
            table = tables.records
            move = sa.update(table).where(table.c.number == sa.bindparam("number_"))
            self.connection.execute(move.values(merged=sa.bindparam("merged_")), moved)

    def _merge_block(self, block: Sequence[sa.Row[Any]], tellings: Sequence[Telling]) -> list[dict[str, Any]]:
        """Return which of a block's records move to another event."""
        before = {row.claim: row.merged for row in block if row.claim not in self.fresh}
        clusters = self._cluster([telling.claim for telling in tellings], judge_events(tellings))
        ids = keep_ids(clusters, before)
        self._link(ids, clusters)
        return [{"number_": row.number, "merged_": ids[row.claim]} for row in block if row.merged != ids[row.claim]]

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

    def _link(self, ids: Mapping[str, str], clusters: Iterable[Cluster]) -> None:
        """Put the reasons why members of clusters are one in place of the earlier ones."""
        self.linked += ids
        self.links += [_link_row(ids[found.members[0]], link) for found in clusters for link in found.links]

    def _store_links(self) -> None:
        for part in in_chunks(self.linked):
            self.connection.execute(sa.delete(tables.links).where(tables.links.c.left.in_(part)))
        insert_new(self.connection, tables.links, self.links)
        self.linked, self.links = [], []

    def drop_links_of(self, claims: Iterable[str]) -> None:
        table = tables.links
        for part in in_chunks(claims):
            self.connection.execute(sa.delete(table).where(sa.or_(table.c.left.in_(part), table.c.right.in_(part))))

    def _drop_orphans(self) -> None:
        """Remove profiles that no document shows any more."""
        table = tables.profiles
        shown = sa.select(tables.casts.c.profile).where(tables.casts.c.profile == table.c.id).exists()
        for part in in_chunks(sorted(self.profile_blocks)):
            self.connection.execute(sa.delete(table).where(table.c.block.in_(part), ~shown))


def _telling(
    row: sa.Row[Any],
    cast: Mapping[tuple[int, str], str],
    text: str,
    agreements: Mapping[tuple[int, str], Agreement],
) -> Telling:
    event = translated(msgspec.json.decode(row.record, type=Event), "event", row.document, cast)
    return Telling(
        claim=row.claim,
        document=row.document,
        lineage=row.lineage,
        published=row.published,
        event=event,
        words=content(" ".join(sentence_around(text, span) for span in event.evidence)),
        stage=stage_of(event, agreements.get((row.document, event.agreement or ""))),
    )


def _link_row(merged: str, link: Judgement) -> dict[str, Any]:
    return {"merged": merged, "left": link.left, "right": link.right, "score": link.score, "reason": link.reason}


def _grouped(rows: Iterable[Any]) -> list[list[Any]]:
    """Return the rows of each block, blocks in the order of their first row."""
    groups: dict[str, list[Any]] = {}
    for row in rows:
        groups.setdefault(row.block, []).append(row)
    return list(groups.values())
