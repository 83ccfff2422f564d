"""Groups out of judgements on pairs: what is the same stays together, what is different is kept apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import msgspec

from relazione.resolution.claims import Judgement

CLOSE = 0.1  # links whose scores lie this near to the best of a thing say equally well what it is


@dataclass(frozen=True, slots=True)
class Cluster:
    """Things that are one, in the order given, with the judgements that hold them together."""

    members: tuple[str, ...]
    links: tuple[Judgement, ...]


def cluster(items: Sequence[str], judgements: Iterable[Judgement]) -> list[Cluster]:
    """Return the groups of items; no group holds two that are judged different.

    Links are taken from the surest to the least sure. A link is dropped where a thing fits two that are different about
    equally well: which of them it is cannot be told.
    """
    judgements = list(judgements)
    apart = {frozenset((judged.left, judged.right)) for judged in judgements if judged.verdict == "different"}
    same = [judged for judged in judgements if judged.verdict == "same"]
    sure = _without_ambiguous(same, apart)
    groups = {item: [item] for item in items}
    taken: dict[int, list[Judgement]] = defaultdict(list)
    for judged in sorted(sure, key=lambda judged: (-judged.score, judged.left, judged.right)):
        left, right = groups[judged.left], groups[judged.right]
        if left is right or not _joinable(left, right, apart):
            continue
        taken[id(left)] += [*taken.pop(id(right), []), judged]
        left.extend(right)
        groups.update(dict.fromkeys(right, left))
    place = {item: number for number, item in enumerate(items)}
    unique = {id(group): group for group in groups.values()}
    return [
        Cluster(members=tuple(sorted(group, key=place.__getitem__)), links=tuple(taken.get(key, ())))
        for key, group in unique.items()
    ]


def cluster_decided(items: Sequence[str], people: Sequence[Judgement], reckoned: Iterable[Judgement]) -> list[Cluster]:
    """Return the groups of items where people judged some pairs (`people`, the oldest first).

    What a person split off (`left`) stays away from all that is one with what it was split from. What people say is
    one brings together all that is one with either, unless a later split stands between them.
    """
    said = {frozenset((found.left, found.right)) for found in people}
    reckoned = [found for found in reckoned if frozenset((found.left, found.right)) not in said]
    split = [found for found in people if found.verdict == "different"]
    away = [*split, *_kept_away(items, split, reckoned)]
    apart = {frozenset((found.left, found.right)) for found in away}
    groups = cluster(
        items, [*away, *(found for found in reckoned if frozenset((found.left, found.right)) not in apart)]
    )
    for place, found in enumerate(people):
        if found.verdict == "same":
            groups = _joined(groups, found, [later for later in people[place:] if later.verdict == "different"], items)
    return groups


def _kept_away(items: Sequence[str], split: Sequence[Judgement], reckoned: Sequence[Judgement]) -> list[Judgement]:
    """Return judgements that keep what was split off from all that is one with what it was split from."""
    if not split:
        return []
    off = {found.left for found in split}
    rest = [item for item in items if item not in off]
    inner = [found for found in reckoned if found.left not in off and found.right not in off]
    group_of = {member: group for group in cluster(rest, inner) for member in group.members}
    return [
        msgspec.structs.replace(found, right=member)
        for found in split
        if found.right in group_of
        for member in group_of[found.right].members
        if member != found.right
    ]


def _joined(groups: list[Cluster], said: Judgement, later: Iterable[Judgement], items: Sequence[str]) -> list[Cluster]:
    """Return the groups with the two that a person says are one joined."""
    left, right = (next(group for group in groups if end in group.members) for end in (said.left, said.right))
    apart = {frozenset((found.left, found.right)) for found in later}
    if left is right or not _joinable(left.members, right.members, apart):
        return groups
    place = {item: number for number, item in enumerate(items)}
    members = sorted((*left.members, *right.members), key=place.__getitem__)
    both = Cluster(members=tuple(members), links=(*left.links, *right.links, said))
    return [both if group is left else group for group in groups if group is not right]


def keep_ids(clusters: Iterable[Cluster], before: Mapping[str, str]) -> dict[str, str]:
    """Return member → id of its cluster; ids are names of members, and outlive changes of the cluster.

    `before` holds the ids of members that had one. Where a cluster falls apart, the part with the member that gave the
    id keeps it, else the largest part. A cluster that keeps none takes the name of its first member.
    """
    ids: dict[str, str] = {}
    used: set[str] = set()
    for found in sorted(clusters, key=lambda found: _claim_to_id(found, before)):
        votes = [before[member] for member in found.members if member in before]
        kept = sorted(set(votes) - used, key=lambda vote: (*_foundership(vote, found), -votes.count(vote), vote))
        id_ = kept[0] if kept else next(member for member in found.members if member not in used)
        used.add(id_)
        ids.update(dict.fromkeys(found.members, id_))
    return ids


def _foundership(vote: str, found: Cluster) -> tuple[bool, int]:
    """Return a key that puts ids given by members first, the earliest member's before the others'."""
    return vote not in found.members, found.members.index(vote) if vote in found.members else 0


def _claim_to_id(found: Cluster, before: Mapping[str, str]) -> tuple[bool, int, str]:
    founder = any(before.get(member) in found.members for member in found.members)
    return not founder, -len(found.members), found.members[0]


def _without_ambiguous(same: Sequence[Judgement], apart: set[frozenset[str]]) -> list[Judgement]:
    partners: dict[str, list[Judgement]] = defaultdict(list)
    for judged in same:
        partners[judged.left].append(judged)
        partners[judged.right].append(judged)
    doubtful: set[frozenset[str]] = set()
    for item, links in partners.items():
        best = max(link.score for link in links)
        near = [link for link in links if link.score >= best - CLOSE]
        others = [link.right if link.left == item else link.left for link in near]
        if any(frozenset(pair) in apart for pair in combinations(others, 2)):
            doubtful |= {frozenset((link.left, link.right)) for link in near}
    return [judged for judged in same if frozenset((judged.left, judged.right)) not in doubtful]


def _joinable(left: Sequence[str], right: Sequence[str], apart: set[frozenset[str]]) -> bool:
    return not any(frozenset((one, other)) in apart for one in left for other in right)
