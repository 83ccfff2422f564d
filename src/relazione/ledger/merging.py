"""Merging what was touched: actors by their profiles' blocks, persons without a name by office, events by theirs."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.casts import cast_of, texts_of, translated
from relazione.ledger.dialects import in_chunks, insert_new
from relazione.records import Agreement, Event
from relazione.resolution.actors import OFFICE_BLOCK, UNIQUE_ROLES, Holder, Profile, judge_nameless, judge_profiles
from relazione.resolution.claims import Judgement
from relazione.resolution.clusters import Cluster, cluster, cluster_decided, keep_ids
from relazione.resolution.decisions import Decision
from relazione.resolution.events import Telling, judge_events, stage_of
from relazione.resolution.sentences import sentence_around
from relazione.resolution.words import content


class Merger:
    """Remembers which blocks a transaction touched; `settle` merges what they hold."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection
        self.seeds: list[int] = []  # numbers of the events that came in or were judged
        self.torn: set[str] = set()  # merged events that may have lost members
        self.profiles: set[str] = set()  # that came in, were judged or lost a document
        self.offices: set[tuple[str, str]] = set()  # role, country
        self.fresh: set[str] = set()  # claims and profiles that this transaction brought
        self.judged: set[str] = set()  # claims and profiles on which people's judgements came or went
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
        self.judged |= set(listed)
        events = sa.select(tables.records.c.number).where(tables.records.c.claim.in_(listed))
        self.seeds += self.connection.execute(events).scalars()
        self.touch_profiles(listed)

    def touch_profiles(self, profiles: Iterable[str]) -> None:
        """Mark profiles, and the offices that they are shown with, as touched."""
        listed = list(profiles)
        self.profiles |= set(listed)
        for part in in_chunks(listed):
            query = (
                sa.select(tables.offices.c.role, tables.offices.c.country)
                .where(tables.offices.c.profile.in_(part), tables.offices.c.role.in_(UNIQUE_ROLES))
                .distinct()
            )
            self.offices |= {(role, country) for role, country in self.connection.execute(query) if country}

    def _merge_profiles(self) -> None:
        """Merge the profiles touched that have a name, or that people judged, with all that they may be one with."""
        profiles, blocked = self._neighbours()
        said = [(f"said {place}", end) for place, ends in enumerate(self._said_one()) for end in ends]
        for together in _connected([*blocked, *said], {id_: row.actor for id_, row in profiles.items()}):
            group = sorted(together, key=_is_unknown)
            found = [msgspec.json.decode(profiles[id_].profile, type=Profile) for id_ in group]
            clusters = self._cluster(group, _judged(found))
            self._store_actors(clusters, {id_: profiles[id_].actor for id_ in group})

    def _neighbours(self) -> tuple[dict[str, Any], list[tuple[str, str]]]:
        """Return the profiles that may have to move, by id, and the blocks in which they stand with one another.

        These are the named ones touched, those that share a block with one, those that people judged, and those merged
        with one of these.
        """
        profile, block, own = tables.profiles, tables.blocks, tables.blocks.alias("own")
        beside = sa.and_(block.c.block == own.c.block, own.c.block.not_like(f"{OFFICE_BLOCK}%"))
        pairs: set[tuple[str, str]] = set()
        for part in in_chunks(sorted(self.profiles)):
            query = sa.select(block.c.block, block.c.profile).join(own, beside).where(own.c.profile.in_(part))
            pairs |= {(row.block, row.profile) for row in self.connection.execute(query)}
        by_hand = {end for found in self._said("same") for end in (found.left, found.right)}
        near = self._with_partners({id_ for _, id_ in pairs} | self.judged | (self.profiles & by_hand))
        actors: set[str] = set()
        for part in in_chunks(sorted(near)):
            actors |= set(self.connection.execute(sa.select(profile.c.actor).where(profile.c.id.in_(part))).scalars())
        named = sa.select(block.c.profile).where(
            block.c.profile == profile.c.id, block.c.block.not_like(f"{OFFICE_BLOCK}%")
        )
        found = {
            row.id: row
            for part in in_chunks(sorted(actors))
            for row in self.connection.execute(
                sa.select(profile, named.exists().label("named")).where(profile.c.actor.in_(part))
            )
            if row.named or row.id in by_hand or row.id in self.judged
        }
        return found, sorted(pairs)

    def _with_partners(self, things: set[str]) -> set[str]:
        """Return things with all that people say is one with them."""
        pairs = [(found.left, found.right) for found in self._said("same")]
        size = -1
        while len(things) != size:
            size = len(things)
            things = things.union(*(pair for pair in pairs if things & set(pair)))
        return things

    def _store_actors(self, clusters: list[Cluster], before: dict[str, str]) -> None:
        kept = {member: id_ for member, id_ in before.items() if member not in self.fresh or not _is_unknown(member)}
        ids = keep_ids(clusters, kept)
        moved = [{"profile_": member, "actor_": id_} for member, id_ in ids.items() if before[member] != id_]
        self._move_profiles(moved)
        self._link(ids, clusters)

    def _move_profiles(self, moved: list[dict[str, str]]) -> None:
        if moved:
            table = tables.profiles
            move = sa.update(table).where(table.c.id == sa.bindparam("profile_")).values(actor=sa.bindparam("actor_"))
            self.connection.execute(move, moved)
        if self.judged:
            self._seed_events_of([move["profile_"] for move in moved])

    def _seed_events_of(self, profiles: Iterable[str]) -> None:
        """Look again at the events of all documents that show profiles: other actors may make other events one."""
        record, cast = tables.records, tables.casts
        for part in in_chunks(profiles):
            shown = sa.select(cast.c.document).where(cast.c.profile.in_(part))
            query = sa.select(record.c.number).where(record.c.document.in_(shown), record.c.block.is_not(None))
            self.seeds += self.connection.execute(query).scalars()

    def _name_offices(self) -> None:
        """Say who the persons without a name are whose office's block or holders were touched."""
        block = tables.blocks
        named = set(self.offices)
        for part in in_chunks(sorted(self.profiles)):
            query = sa.select(block.c.block).where(block.c.profile.in_(part), block.c.block.like(f"{OFFICE_BLOCK}%"))
            for found in self.connection.execute(query).scalars():
                _, role, country = found.split(":")
                named.add((role, country))
        for role, country in sorted(named):
            self._name_office(role, country)

    def _name_office(self, role: str, country: str) -> None:
        table = tables.profiles
        nameless_here = sa.select(tables.blocks.c.profile).where(
            tables.blocks.c.block == f"{OFFICE_BLOCK}{role}:{country}"
        )
        query = sa.select(table.c.id, table.c.actor, table.c.profile).where(table.c.id.in_(nameless_here))
        by_hand = {end for ends in self._said_one() for end in ends}
        rows = [row for row in self.connection.execute(query.order_by(table.c.id)) if row.id not in by_hand]
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
        others = {
            end
            for found in self._said("different")
            for end in (found.left, found.right)
            if profile in (found.left, found.right)
        }
        if not others:
            return False
        query = sa.select(tables.profiles.c.id).where(tables.profiles.c.actor == actor)
        return bool(others & set(self.connection.execute(query).scalars()) - {profile})

    def _merge_events(self) -> None:
        """Merge the events that came in with those they may be one with, and anew what lost members."""
        numbers = self._concerned()
        rows = [row for part in in_chunks(sorted(numbers)) for row in self._told(part)]
        rows.sort(key=lambda row: (row.published or "9", row.added, row.claim))
        grouped = _grouped(rows, self._said_one())
        groups = [block for block in grouped if len(block) > 1 or block[0].merged != block[0].claim]
        documents = {row.document for block in groups for row in block}
        cast, texts = cast_of(self.connection, documents), texts_of(self.connection, documents)
        agreements = self._agreements(documents)
        told = [[_telling(row, cast, texts[row.document], agreements) for row in block] for block in groups]
        moved = [self._merge_block(block, tellings) for block, tellings in zip(groups, told, strict=True)]
        self._move_events([move for moves in moved for move in moves])

    def _concerned(self) -> set[int]:
        """Return the numbers of all events that may have to move: those at hand, what overlaps them in time, and all
        that is merged with one of these.
        """
        merged = set(self.torn)
        for part in in_chunks(sorted(self._with_partners(self.judged))):
            judged = sa.select(tables.records.c.merged).where(
                tables.records.c.claim.in_(part), tables.records.c.merged.is_not(None)
            )
            merged |= set(self.connection.execute(judged).scalars())
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
                document.c.language,
                document.c.added,
            )
            .join(document, document.c.number == record.c.document)
            .where(record.c.number.in_(numbers))
        )
        return self.connection.execute(query).all()

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
        blocks: dict[str, list[Telling]] = {}
        for row, telling in zip(block, tellings, strict=True):
            blocks.setdefault(row.block or row.claim, []).append(telling)
        reckoned = [found for together in blocks.values() for found in judge_events(together)]
        clusters = self._cluster([telling.claim for telling in tellings], reckoned)
        ids = keep_ids(clusters, before)
        self._link(ids, clusters)
        return [{"number_": row.number, "merged_": ids[row.claim]} for row in block if row.merged != ids[row.claim]]

    def _cluster(self, items: Sequence[str], judged: list[Judgement]) -> list[Cluster]:
        """Return the clusters of items; what people judged stands above what was reckoned."""
        if len(items) < 2:
            return [Cluster(members=tuple(items), links=())]
        here = set(items)
        people = [found for found in self._decided() if found.left in here and found.right in here]
        return cluster_decided(items, people, judged) if people else cluster(items, judged)

    def _decided(self) -> list[Judgement]:
        """Return what people judged, the oldest first; of judgements on one pair the last."""
        if self.decided is None:
            judged, decision = tables.judgements, tables.decisions
            query = (
                sa.select(judged.c.left, judged.c.right, judged.c.verdict, decision.c.who, decision.c.decision)
                .join(decision, decision.c.id == judged.c.decision)
                .order_by(decision.c.made, decision.c.id, judged.c.left, judged.c.right)
            )
            last: dict[frozenset[str], Judgement] = {}
            for row in self.connection.execute(query):
                pair = frozenset((row.left, row.right))
                last.pop(pair, None)
                last[pair] = _said_by_a_person(row)
            self.decided = list(last.values())
        return self.decided

    def _said(self, verdict: str) -> list[Judgement]:
        return [found for found in self._decided() if found.verdict == verdict]

    def _said_one(self) -> list[tuple[str, str]]:
        """Return the pairs that people say are one."""
        return [(found.left, found.right) for found in self._said("same")]

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
        table, cast = tables.profiles, tables.casts
        for part in in_chunks(sorted(self.profiles)):
            shown = set(
                self.connection.execute(sa.select(cast.c.profile).where(cast.c.profile.in_(part)).distinct()).scalars()
            )
            gone = [id_ for id_ in part if id_ not in shown]
            self.drop_links_of(gone)
            self.connection.execute(sa.delete(tables.blocks).where(tables.blocks.c.profile.in_(gone)))
            self.connection.execute(sa.delete(table).where(table.c.id.in_(gone)))


def _connected(pairs: Iterable[tuple[str, str]], actors: Mapping[str, str]) -> list[list[str]]:
    """Return the profiles in groups that share blocks or an actor, sorted."""
    near: dict[str, set[str]] = {}
    for block, id_ in pairs:
        near.setdefault(f"block {block}", set()).add(id_)
    for id_, actor in actors.items():
        near.setdefault(f"actor {actor}", set()).add(id_)
    group_of = {id_: {id_} for id_ in actors}
    for together in near.values():
        members = sorted(id_ for id_ in together if id_ in group_of)
        joined = set().union(*(group_of[id_] for id_ in members)) if members else set()
        group_of.update(dict.fromkeys(joined, joined))
    unique = {id(group): group for group in group_of.values()}
    return [sorted(group) for group in unique.values()]


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
        language=row.language,
    )


def _link_row(merged: str, link: Judgement) -> dict[str, Any]:
    return {"merged": merged, "left": link.left, "right": link.right, "score": link.score, "reason": link.reason}


def _grouped(rows: Iterable[Any], said: Iterable[tuple[str, str]]) -> list[list[Any]]:
    """Return the rows that share a block or a merged event, or that people say are one, in the order of first rows."""
    listed = list(rows)
    here = {row.claim for row in listed}
    near = [(f"block {row.block}", row.claim) for row in listed if row.block]
    near += [(f"said {place}", end) for place, ends in enumerate(said) if here >= set(ends) for end in ends]
    together = _connected(near, {row.claim: row.merged for row in listed})
    group_of = {id_: number for number, group in enumerate(together) for id_ in group}
    groups: dict[int, list[Any]] = {}
    for row in listed:
        groups.setdefault(group_of[row.claim], []).append(row)
    return list(groups.values())


def _is_unknown(profile: str) -> bool:
    """Tell whether the ontology does not know an actor."""
    return profile.startswith("actor:")


def _judged(profiles: Sequence[Profile]) -> list[Judgement]:
    """Return judgements on the pairs of named profiles of one kind."""
    kinds: dict[str, list[Profile]] = {}
    for profile in profiles:
        if profile.names:
            kinds.setdefault(profile.kind, []).append(profile)
    return [found for together in kinds.values() for found in judge_profiles(together)]


def _said_by_a_person(row: Any) -> Judgement:
    decision = msgspec.json.decode(row.decision, type=Decision)
    return Judgement(
        left=row.left,
        right=row.right,
        verdict=row.verdict,
        score=1.0,
        reason=decision.reason,
        who=decision.who,
        made=decision.made,
    )
