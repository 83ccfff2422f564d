"""Groups out of judgements on pairs: what is the same stays together, what is different is kept apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

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
