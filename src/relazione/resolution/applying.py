"""A reading with what people decided put in place: a pure function of the reading and the decisions.

Decisions on one record make a thread; the last one on it counts, whoever made it. Every thread is held against the
records that the reader found, the likest first; what the reader did not find is put back where a person wants it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import msgspec

from relazione.records import Actor, Agreement, Reading, Span, Statement
from relazione.resolution.actors import NAMELESS, is_nameless, known_id
from relazione.resolution.decisions import ON_PAIRS, RULE, Decision, Portable, portable, record_of, signature, standing
from relazione.resolution.kinds import ACTOR_SLOTS, LETTERS, Told, kind_of
from relazione.resolution.sameness import actor_likeness, alike, likeness, overlap

ORDER = ("actor", "agreement", "statement", "event", "figure")  # what others name comes first
EXACT, CERTAIN = 10.0, 5.0  # likeness of what was seen itself, and of what is as people gave it; above all reckoned

Place = tuple[str, str]  # kind and id of a record in a reading


@dataclass
class Thread:
    """The standing decisions on one record, the oldest first."""

    kind: str
    decisions: list[Decision] = field(default_factory=list)

    @property
    def last(self) -> Decision:
        """Return the decision that counts."""
        return self.decisions[-1]

    @property
    def seen(self) -> list[Portable]:
        """Return the record in all forms that people saw it in."""
        return [decision.before for decision in self.decisions if decision.before]

    @property
    def forms(self) -> list[Portable]:
        """Return the record in all forms that people saw it in or gave it."""
        return [form for decision in self.decisions for form in (decision.before, decision.after) if form]

    @property
    def wanted(self) -> Portable | None:
        """Return the record as people want it; `None` where they do not."""
        last = self.last
        return None if last.verb == "reject" else last.after or last.before


@dataclass(frozen=True)
class Decided:
    """A reading as decided; `threads` says who decided what, by kind and id of the record in it.

    `rejected` are the threads of the records that people took out.
    """

    reading: Reading
    threads: dict[Place, Thread]
    rejected: tuple[Thread, ...]


def applied(reading: Reading, decisions: Iterable[Decision]) -> Reading:
    """Return a reading with what people decided put in place; decisions on pairs do not change it."""
    return settle(reading, decisions).reading


def settle(reading: Reading, decisions: Iterable[Decision]) -> Decided:
    """Return a reading as decided, and who decided what."""
    found = threads(decisions)
    return _Bench(reading, found).settled() if found else Decided(reading, {}, ())


def threads(decisions: Iterable[Decision]) -> list[Thread]:
    """Return the decisions on records of one document, one thread a record."""
    found: list[Thread] = []
    for decision in standing(decisions):
        if decision.verb in ON_PAIRS or decision.kind is None:
            continue
        thread = _thread_of(decision, [thread for thread in found if thread.kind == decision.kind])
        if thread is None:
            thread = Thread(decision.kind)
            found.append(thread)
        thread.decisions.append(decision)
    return found


def _thread_of(decision: Decision, others: Sequence[Thread]) -> Thread | None:
    """Return the thread of the record that a decision is about."""
    form = decision.before or decision.after
    if form is None:
        return None
    own = signature(form)
    exact = (thread for thread in others if any(signature(other) == own for other in thread.forms))
    near = (thread for thread in others if any(alike(thread.kind, form, other) for other in thread.forms))
    return next(exact, None) or next(near, None)


class _Bench:
    """Where a reading is put together anew."""

    def __init__(self, reading: Reading, found: Sequence[Thread]) -> None:
        self.reading, self.threads = reading, found
        self.records: dict[str, dict[str, Any]] = {kind: _by_id(getattr(reading, f"{kind}s")) for kind in ORDER}
        self.decided: dict[Place, Thread] = {}
        self.gone: set[Place] = set()
        self.taken = self._assigned()

    def settled(self) -> Decided:
        """Return the reading as decided."""
        for kind in ORDER:
            for number, thread in enumerate(self.threads):
                if thread.kind == kind:
                    self._place(thread, self.taken.get(number))
            if kind == "actor":
                self._fold_known()
        for kind, id_ in self.gone:
            del self.records[kind][id_]
        slots = {f"{kind}s": tuple(self._mended(record) for record in self.records[kind].values()) for kind in ORDER}
        rejected = tuple(thread for thread in self.threads if thread.wanted is None)
        return Decided(msgspec.structs.replace(self.reading, **slots), self.decided, rejected)

    @cached_property
    def _forms(self) -> dict[Place, Portable]:
        """Return the portable forms of all records that a decision may be about."""
        kinds = {thread.kind for thread in self.threads}
        return {
            (kind, id_): portable(record, self.reading) for kind in kinds for id_, record in self.records[kind].items()
        }

    def _assigned(self) -> dict[int, str]:
        """Return number of a thread → id of the record of the reading that it is about, the likest pairs first."""
        ranked = sorted(
            (-score, number, id_)
            for number, thread in enumerate(self.threads)
            for (kind, id_), form in self._forms.items()
            if kind == thread.kind and (score := _likeness(thread, form))
        )
        taken: dict[int, str] = {}
        used: set[Place] = set()
        for _, number, id_ in ranked:
            place = (self.threads[number].kind, id_)
            if number not in taken and place not in used:
                taken[number] = id_
                used.add(place)
        return taken

    def _place(self, thread: Thread, id_: str | None) -> None:
        """Put a record where people want it in place of the one that the reader found under an id, if it did."""
        if thread.wanted is None:
            if id_:
                self.gone.add((thread.kind, id_))
            return
        id_ = id_ or self._fresh(thread.kind)
        self.records[thread.kind][id_] = self._bound(thread.kind, thread.wanted, id_)
        self.decided[thread.kind, id_] = thread

    def _fresh(self, kind: str) -> str:
        """Return an id that the reading does not use."""
        numbers = [int(id_[1:]) for id_ in self.records[kind] if id_[1:].isdigit()]
        return f"{LETTERS[kind]}{max(numbers, default=0) + 1}"

    def _bound(self, kind: str, moved: Portable, id_: str) -> Told | Actor:
        """Return a portable record as one of this reading."""
        record = record_of(kind, moved)
        if isinstance(record, Actor):
            return msgspec.structs.replace(record, id=id_, confidence=1.0, rule=_rule(record))
        ids = {actor.id: self._actor(actor) for actor in moved.actors}
        slots: dict[str, Any] = {}
        for slot in ACTOR_SLOTS[kind]:
            value = getattr(record, slot)
            if value:
                slots[slot] = ids[value] if isinstance(value, str) else tuple(dict.fromkeys(ids[key] for key in value))
        for slot in ("attributed_to", "agreement"):
            if hasattr(record, slot):
                slots[slot] = self._told("statement" if slot == "attributed_to" else slot, getattr(moved, slot))
        return msgspec.structs.replace(record, id=id_, confidence=1.0, rule=RULE, **slots)

    def _actor(self, wanted: Actor) -> str:
        """Return the id of the reading's actor that is the one wanted; one that it lacks is added."""
        ranked = sorted((-actor_likeness(wanted, actor), id_) for id_, actor in self.records["actor"].items())
        if ranked and ranked[0][0]:
            return str(ranked[0][1])
        id_ = self._fresh("actor")
        self.records["actor"][id_] = msgspec.structs.replace(wanted, id=id_, confidence=1.0, rule=_rule(wanted))
        return id_

    def _told(self, kind: str, spans: tuple[Span, ...]) -> str | None:
        """Return the id of the statement or agreement that stands at some spans."""
        found: dict[str, Statement | Agreement] = self.records[kind]
        ranked = sorted((-overlap(spans, _spans(record)), id_) for id_, record in found.items()) if spans else []
        return ranked[0][1] if ranked and ranked[0][0] else None

    def _fold_known(self) -> None:
        """Make one of actors that decisions made the same state or organisation."""
        first: dict[str, str] = {}
        for id_, actor in list(self.records["actor"].items()):
            known = known_id(actor)
            if known is None or ("actor", id_) in self.gone:
                continue
            if known in first and {("actor", id_), ("actor", first[known])} & self.decided.keys():
                self._fold(first[known], id_)
            first.setdefault(known, id_)

    def _fold(self, into: str, id_: str) -> None:
        kept, other = self.records["actor"][into], self.records["actor"].pop(id_)
        self.records["actor"][into] = msgspec.structs.replace(
            kept,
            names=tuple(dict.fromkeys((*kept.names, *other.names))),
            mentions=tuple(sorted({*kept.mentions, *other.mentions})),
        )
        if ("actor", id_) in self.decided:
            self.decided["actor", into] = self.decided.pop(("actor", id_))
        for kind in ORDER[1:]:
            for key, record in self.records[kind].items():
                self.records[kind][key] = _renamed(record, {id_: into})

    def _mended(self, record: Any) -> Any:
        """Return a record without what it named and people took out."""
        gone: dict[str, str | None] = {id_: None for kind, id_ in self.gone if kind == "actor"}
        slots: dict[str, None] = {}
        for slot, kind in (("attributed_to", "statement"), ("agreement", "agreement")):
            if (kind, getattr(record, slot, None)) in self.gone:
                slots[slot] = None
        mended = _renamed(record, gone) if gone else record
        return msgspec.structs.replace(mended, **slots) if slots else mended


def _likeness(thread: Thread, form: Portable) -> float:
    """Return how surely a record of a reading is the one that a thread is about."""
    own = signature(form)
    if any(signature(seen) == own for seen in thread.seen):
        return EXACT
    given = (decision.after for decision in thread.decisions if decision.after)
    if thread.wanted and any(alike(thread.kind, other, form) for other in given):
        return CERTAIN
    same_type = thread.wanted is None
    return max((likeness(thread.kind, other, form, same_type=same_type) for other in thread.seen), default=0.0)


def _renamed(record: Any, ids: dict[str, Any]) -> Any:
    """Return a record with other ids of actors; those that become `None` leave it."""
    slots: dict[str, Any] = {}
    for slot in ACTOR_SLOTS[kind_of(record)]:
        value = getattr(record, slot)
        if isinstance(value, str) and value in ids:
            slots[slot] = ids[value]
        elif isinstance(value, tuple) and ids.keys() & set(value):
            slots[slot] = tuple(dict.fromkeys(new for key in value if (new := ids.get(key, key))))
    return msgspec.structs.replace(record, **slots) if slots else record


def _rule(actor: Actor) -> str:
    return f"{RULE}{NAMELESS}" if is_nameless(actor) else RULE


def _spans(record: Statement | Agreement) -> tuple[Span, ...]:
    return record.content if isinstance(record, Statement) else record.evidence


def _by_id(records: Iterable[Any]) -> dict[str, Any]:
    return {record.id: record for record in records}
