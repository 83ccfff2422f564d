"""Which actors of several reports are one: states and known organisations by code, others by name, state and office.

A profile is the way in which a report shows an actor. Profiles that may be one share a block; those of one block are
compared pair by pair. Persons without a name (`der israelische Außenminister`) are the holder of their office in those
months, where reports name exactly one.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations

import msgspec

from relazione.records import Actor, ActorKind, Record
from relazione.resolution.claims import Judgement
from relazione.resolution.dates import span
from relazione.resolution.names import (
    compare_names,
    compare_organisations,
    fold,
    name_parts,
    organisation_key,
    skeletons,
)

UNIQUE_ROLES = ("head_of_state", "head_of_government", "monarch", "foreign_minister", "defence_minister")
VAGUE_ROLES = {"other", "official"}  # held by too many to show that two are one
LEAST = 0.8  # from this score on two profiles are one
SURNAME_ONLY = 0.75  # likeness of names up to which given names say nothing
NAMELESS = ".person.office"  # ends the rule of a person whom an office alone shows
OFFICE_BLOCK = "office:"  # begins the blocks of persons without a name
IN_OFFICE = timedelta(days=92)  # reports this far from one that names the holder of an office mean the same holder


class Profile(Record, frozen=True, kw_only=True):
    """How one or more reports show an actor; equal profiles of many reports are one.

    `month` (`2026-01`) is set for a person without a name whose office one person holds at a time, `document` for
    one whose office many hold: he may be anybody.
    """

    id: str
    kind: ActorKind
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    members: tuple[str, ...] = ()
    identifiers: dict[str, str] = msgspec.field(default_factory=dict)
    roles: tuple[str, ...] = ()
    month: str | None = None
    document: str | None = None


class Holder(Record, frozen=True, kw_only=True):
    """An actor whom reports name as holder of an office, from the first to the last of their days (ISO)."""

    actor: str
    name: str
    first: str
    last: str


def known_id(actor: Actor) -> str | None:
    """Return the ledger's id of an actor that the ontology knows: a state's code, `org:` and an organisation's id."""
    if actor.kind == "state" and actor.country:
        return actor.country
    known = actor.identifiers.get("relazione")
    return f"org:{known}" if known else None


def profile_of(actor: Actor, *, document: str, published: str | None) -> Profile:
    """Return how a report shows an actor."""
    shown = Profile(
        id=known_id(actor) or "",
        kind=actor.kind,
        name=actor.name,
        country=actor.country,
        members=actor.members,
        identifiers=actor.identifiers,
    )
    if shown.id:
        return shown
    named = not is_nameless(actor)
    roles = tuple(sorted({f"{office.role}:{office.country or actor.country or ''}" for office in actor.offices}))
    unique = next((role for role in roles if role.partition(":")[0] in UNIQUE_ROLES and role[-1] != ":"), None)
    shown = msgspec.structs.replace(
        shown,
        names=tuple(sorted(set(actor.names))) if named else (),
        roles=(unique,) if unique and not named else roles,
        month=(published or "")[:7] or None if unique and not named else None,
        document=document if not named and not (unique and published) else None,
        name=actor.name if named or not unique else unique,
    )
    return msgspec.structs.replace(shown, id=f"actor:{_hash(shown)}")


def is_nameless(actor: Actor) -> bool:
    """Tell whether a person is shown by an office alone."""
    return actor.kind == "person" and actor.rule.endswith(NAMELESS)


def blocks_of(profile: Profile) -> tuple[str, ...]:
    """Return what profiles that may be one have in common, at least one of these; nothing for one that is alone.

    A person is blocked by every reading of the surname, so that spellings of several languages meet.
    """
    if profile.document or not profile.id.startswith("actor:"):
        return ()
    if profile.month:
        return (f"{OFFICE_BLOCK}{profile.roles[0]}",)
    if profile.kind == "person":
        return tuple(f"person:{reading}" for reading in skeletons(name_parts(profile.name)[1]))
    return (f"{profile.kind}:{organisation_key(profile.name)}",)


def judge_profiles(profiles: Sequence[Profile]) -> list[Judgement]:
    """Return a judgement on every pair of named profiles of one block."""
    return [judge(left, right) for left, right in combinations(profiles, 2)]


def judge(left: Profile, right: Profile) -> Judgement:
    """Return whether two named profiles of one block are one actor."""
    compare = compare_names if left.kind == "person" else compare_organisations
    likeness = compare(left.names, right.names)
    verdict, score, reason = _weigh(left, right, likeness.score, likeness.reason)
    return Judgement(left=left.id, right=right.id, verdict=verdict, score=score, reason=reason)  # type: ignore[arg-type]


def _weigh(left: Profile, right: Profile, score: float, reason: str) -> tuple[str, float, str]:
    if not score:
        return "different", 0.0, reason
    if left.kind != "person":
        return _weigh_bodies(left, right, score, reason)
    shared = sorted(_roles(left) & _roles(right))
    agreed = not left.country or not right.country or left.country == right.country
    if score <= SURNAME_ONLY:
        if shared and agreed:
            both = left.country and left.country == right.country
            return "same", 0.88 if both else 0.82, f"{reason}, the same office ({shared[0]})"
        return "unsure", score, f"{reason}, but no office in common"
    if agreed:
        return ("same" if score >= LEAST else "unsure"), score, reason
    if shared:
        return "same", 0.85, f"{reason}, the same office ({shared[0]}), though of {left.country} and of {right.country}"
    return "different", 0.0, f"{reason}, but of {left.country} and {right.country}"


def _weigh_bodies(left: Profile, right: Profile, score: float, reason: str) -> tuple[str, float, str]:
    if left.country and right.country and left.country != right.country:
        return "different", 0.0, f"{reason}, but of {left.country} and {right.country}"
    return ("same" if score >= LEAST else "unsure"), score, reason


def _roles(profile: Profile) -> set[str]:
    """Return the kinds of office a person is shown with; what says nothing is left out."""
    return {role.partition(":")[0] for role in profile.roles} - VAGUE_ROLES


def judge_nameless(profiles: Iterable[Profile], holders: Sequence[Holder]) -> dict[str, Judgement]:
    """Return profile id → judgement that it is the one holder of its office whom reports of those months name."""
    found = {}
    for profile in profiles:
        actors = {holder.actor: holder for holder in holders if _covers(holder, profile.month)}
        if len(actors) == 1:
            (holder,) = actors.values()
            found[profile.id] = Judgement(
                left=profile.id,
                right=holder.actor,
                verdict="same",
                score=0.85,
                reason=f"the only {profile.roles[0]} whom reports of these months name: {holder.name}",
            )
    return found


def _covers(holder: Holder, month: str | None) -> bool:
    days = span(month)
    if days is None:
        return False
    first, last = date.fromisoformat(holder.first), date.fromisoformat(holder.last)
    return first - IN_OFFICE <= days[1] and days[0] <= last + IN_OFFICE


def best_name(profiles: Mapping[str, Profile], counts: Mapping[str, int]) -> str:
    """Return the name to show for profiles that are one: the fullest, and of those the most told (`counts`)."""

    def rank(profile: Profile) -> tuple[int, int, str]:
        return -len(fold(profile.name).split()), -counts.get(profile.id, 0), profile.name

    return min(profiles.values(), key=rank).name


def _hash(shown: Profile) -> str:
    return hashlib.sha256(msgspec.json.encode(shown, order="sorted")).hexdigest()[:16]
