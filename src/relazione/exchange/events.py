"""What event data ask of an event: its day, what its plain type does not say, who stands with whom."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import permutations, product

from relazione.exchange.actors import CodedActor, coded_actors
from relazione.ontology import plover
from relazione.records import Event, Record
from relazione.resolution.claims import Material, MergedEvent
from relazione.resolution.dates import span

LONGEST_MONTH = 31
NO_DATE = "neither the event nor its reports have a date"
COARSE = "date told no finer than a season or year"
UNREAL = "negated or hypothetical"

Pair = tuple[CodedActor | None, CodedActor | None]


class Dated(Record, frozen=True, kw_only=True):
    """The first and last day of an event; `told` is false where they are those of its first report."""

    first: date
    last: date
    told: bool

    @property
    def coarse(self) -> bool:
        """Return whether the event has no month."""
        return (self.last - self.first).days >= LONGEST_MONTH


def dated(merged: MergedEvent) -> Dated | None:
    """Return when an event was, else when it was first reported; `None` where neither is known.

    An open stretch is its known day.
    """
    told = span(merged.event.date)
    published = (span(claim.source.published) for claim in merged.claims)
    days = told or next((day for day in published if day), None)
    if days is None:
        return None
    first, last = days
    return Dated(
        first=last if first == date.min else first, last=first if last == date.max else last, told=told is not None
    )


def day_of(merged: MergedEvent) -> Dated | str:
    """Return when an event was, or the reason why a format that needs a day cannot hold it."""
    days = dated(merged)
    if days is None:
        return NO_DATE
    return COARSE if days.coarse else days


def auxiliary_modes(event: Event) -> tuple[str, ...]:
    """Return PLOVER's auxiliary modes of an event: only what its plain type does not say.

    A planned deed has become a promise, a concession or a threat, and needs none.
    """
    if event.status == "planned":
        return () if event.type in _plans() else ("future",)
    return {"hypothetical": ("hypothetical",), "negated": ("negation",)}.get(event.status, ())


@cache
def _plans() -> frozenset[str]:
    types = plover.plover().types
    return frozenset(becomes for type_ in types if (becomes := plover.planned(type_)[0]) != type_)


def is_real(event: Event) -> bool:
    """Return whether an event happened, goes on or is planned; formats without a mark hold no others."""
    return event.status not in ("negated", "hypothetical")


def pairs(merged: MergedEvent, material: Material, day: date | None) -> tuple[Pair, ...]:
    """Return who acts on whom, one pair of actor and recipient each, in order.

    Every actor stands with every recipient. Where there is none, several actors act on one another, both ways;
    the members of one group do not. Nobody acts on himself.
    """
    actors, recipients = (
        [coded_actors(id_, material, day) for id_ in ids] for ids in (merged.event.actor, merged.event.recipient)
    )
    found = _facing(actors, recipients)
    lone: Iterable[Pair] = [
        *((a, None) for a in _flat(actors)),
        *(() if actors else ((None, r) for r in _flat(recipients))),
    ]
    return tuple(dict.fromkeys(found)) or tuple(dict.fromkeys(lone))


def _facing(actors: Sequence[tuple[CodedActor, ...]], recipients: Sequence[tuple[CodedActor, ...]]) -> list[Pair]:
    sides = product(actors, recipients) if recipients else permutations(actors, 2)
    return [(a, r) for left, right in sides for a, r in product(left, right) if a.id != r.id]


def _flat(sides: Iterable[tuple[CodedActor, ...]]) -> list[CodedActor]:
    return [actor for side in sides for actor in side]
