"""What people decide about records: a vocabulary that outlives readings.

A decision names no ids of a reading. What it says of a record stands in a portable form: actors by what shows them,
statements and agreements by their spans. The text of a document never changes, so spans find the record again in the
reading of a better reader. Decisions are never changed; to undo one is a decision of its own.
"""

from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from relazione.records import Actor, Reading, Record, Span
from relazione.resolution.actors import known_id
from relazione.resolution.identity import identity
from relazione.resolution.kinds import ACTOR_SLOTS, Kind, Told, actors_of, kind_of, spans_of, type_of

Verb = Literal["accept", "reject", "correct", "add", "merge", "split", "undo"]

ON_PAIRS = ("merge", "split")
RULE = "review"  # the rule of a record that a person decided
OWN_SLOTS = ("id", "confidence", "rule")  # of a reading; what a record says does not hang on them


class Portable(Record, frozen=True, kw_only=True):
    """A record apart from its reading.

    `record` holds its slots as the contract's JSON has them; where it names actors, by the ids of `actors`, which are
    known ids or names. `attributed_to` and `agreement` are where the statement and the agreement stand that it names.
    """

    record: dict[str, Any]
    actors: tuple[Actor, ...] = ()
    attributed_to: tuple[Span, ...] = ()
    agreement: tuple[Span, ...] = ()


class Mark(Record, frozen=True, kw_only=True):
    """What finds an actor or a telling of an event in any reading of its document.

    `id` is that of its profile or claim when the decision was made, `name` the actor's name or the event's type.
    """

    id: str
    kind: Literal["actor", "event"]
    name: str
    document: str | None = None
    spans: tuple[Span, ...] = ()


class Decision(Record, frozen=True, kw_only=True):
    """What a person decided, when (UTC, ISO 8601) and why.

    `before` is the record as the person saw it, `after` what stands in its place. `claim` and `local` are the ids that
    the record had then. A merge says that `left` and `right` are one, a split that `left` is none of what `right` is.
    `undoes` is the id of the decision that an undo withdraws.
    """

    id: str = ""
    who: str
    made: str = ""
    verb: Verb
    kind: Kind | None = None
    document: str | None = None
    claim: str | None = None
    local: str | None = None
    before: Portable | None = None
    after: Portable | None = None
    left: Mark | None = None
    right: Mark | None = None
    undoes: str | None = None
    reason: str = ""


def signed(decision: Decision, made: str) -> Decision:
    """Return a decision with its day, `made` where it has none, and the id that says what it decides."""
    dated = msgspec.structs.replace(decision, id="", made=decision.made or made)
    dated = msgspec.json.decode(msgspec.json.encode(dated), type=Decision)  # as it will be read: mentions as spans
    return msgspec.structs.replace(dated, id=identity("decision", dated))


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that nobody withdrew, the oldest first; those that withdraw are left out."""
    withdrawn: set[str | None] = set()
    kept = []
    for decision in sorted(decisions, key=lambda decision: (decision.made, decision.id), reverse=True):
        if decision.id in withdrawn:
            continue
        if decision.verb == "undo":
            withdrawn.add(decision.undoes)
        else:
            kept.append(decision)
    return kept[::-1]


def portable(record: Told | Actor, reading: Reading) -> Portable:
    """Return a record of a reading apart from it."""
    actors = {actor.id: actor for actor in reading.actors}
    keys = _keys([actors[id_] for id_ in actors_of(record)])
    slots = msgspec.to_builtins(record)
    for slot in ACTOR_SLOTS[kind_of(record)]:
        name = slot.rstrip("_")
        value = slots[name]
        if value is not None:
            slots[name] = keys[value] if isinstance(value, str) else [keys[id_] for id_ in value]
    others: tuple[Told, ...] = (*reading.statements, *reading.agreements)
    told = {one.id: spans_of(one) for one in others}
    places = {slot: told.get(slots[slot], ()) for slot in ("attributed_to", "agreement") if slots.get(slot)}
    return Portable(
        record=slots | dict.fromkeys(places, None),
        actors=tuple(_shortened(actors[id_], key) for id_, key in keys.items()),
        **places,
    )


def record_of(kind: str, moved: Portable) -> Told | Actor:
    """Return the record of a portable form; it names actors by the ids of that form."""
    return msgspec.convert(moved.record, type_of(kind))


def signature(moved: Portable) -> str:
    """Return what is the same for records that say the same, in whatever reading."""
    return identity("said", {slot: value for slot, value in moved.record.items() if slot not in OWN_SLOTS})


def _keys(actors: Iterable[Actor]) -> dict[str, str]:
    """Return actor id → known id or name; equal names are told apart by a number."""
    keys: dict[str, str] = {}
    for actor in actors:
        label = known_id(actor) or actor.name
        same = sum(key == label or key.startswith(f"{label} #") for key in keys.values())
        keys[actor.id] = f"{label} #{same + 1}" if same else label
    return keys


def _shortened(actor: Actor, key: str) -> Actor:
    """Return an actor under its key; one that the ontology knows needs one mention, others all to be found again."""
    mentions = actor.mentions[:1] if known_id(actor) else actor.mentions
    return msgspec.structs.replace(actor, id=key, mentions=mentions)
