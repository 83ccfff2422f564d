"""How surely a record of one reading is the same as one of another reading of the same text.

Spans decide, for the text is the same: words that both point at. Type, parties and values tell apart what shares words.
"""

from collections.abc import Iterable

from relazione.records import Actor, Agreement, Event, Figure, Span, Statement
from relazione.resolution.actors import known_id
from relazione.resolution.decisions import Portable, record_of
from relazione.resolution.kinds import Told, actors_of, spans_of

HALF = 0.5  # of the characters that two records point at together
NEAR_VALUE = 1e-3  # relative difference up to which two numbers are one


def likeness(kind: str, left: Portable, right: Portable, *, same_type: bool = False) -> float:
    """Return how alike two records are; 0 where they are not the same.

    An event of another type counts where most of the words are the same, unless `same_type` is asked for.
    """
    one, other = record_of(kind, left), record_of(kind, right)
    if isinstance(one, Actor) and isinstance(other, Actor):
        return actor_likeness(one, other)
    shared = overlap(spans_of(one), spans_of(other))
    if not shared or not _fits(one, other, shared, same_type=same_type):
        return 0.0
    return shared + _jaccard(actors_of(one), actors_of(other)) + _slots(one, other)  # type: ignore[arg-type]


def alike(kind: str, left: Portable, right: Portable) -> bool:
    """Tell whether two portable forms are of one record beyond doubt: words, parties and type are the same."""
    one, other = record_of(kind, left), record_of(kind, right)
    if isinstance(one, Actor) and isinstance(other, Actor):
        return actor_likeness(one, other) >= HALF
    shared = overlap(spans_of(one), spans_of(other))
    return shared >= HALF and set(actors_of(one)) == set(actors_of(other)) and _fits(one, other, shared, same_type=True)


def actor_likeness(one: Actor, other: Actor) -> float:
    """Return how alike two actors of one text are: known ids decide, else the share of mentions in common."""
    known = known_id(one), known_id(other)
    if known[0] and known[1]:
        return 2.0 if known[0] == known[1] else 0.0
    if (one.kind == "state") != (other.kind == "state"):
        return 0.0
    shared = sum(any(_stretch_overlap(place, own) >= HALF for own in other.mentions) for place in one.mentions)
    if shared:
        return shared / len(one.mentions) + (one.kind == other.kind)
    return float(one.kind == other.kind and one.name == other.name)


def overlap(left: Iterable[Span], right: Iterable[Span]) -> float:
    """Return the share of characters that two sets of spans have in common (intersection over union)."""
    return _jaccard(_characters(left), _characters(right))


def _characters(spans: Iterable[Span]) -> set[int]:
    return {place for span in spans for place in range(span.start, span.end)}


def _stretch_overlap(left: Span, right: Span) -> float:
    shared = min(left.end, right.end) - max(left.start, right.start)
    return max(0, shared) / (max(left.end, right.end) - min(left.start, right.start))


def _jaccard(left: Iterable[object], right: Iterable[object]) -> float:
    one, other = set(left), set(right)
    return len(one & other) / len(one | other) if one | other else 1.0


def _fits(one: Told | Actor, other: Told | Actor, shared: float, *, same_type: bool) -> bool:
    """Tell whether two records that share words may be one."""
    if isinstance(one, Event) and isinstance(other, Event):
        if one.type == other.type:
            return shared >= HALF or bool({*one.actor, *one.recipient} & {*other.actor, *other.recipient})
        return shared >= HALF and not same_type
    if isinstance(one, Figure) and isinstance(other, Figure):
        return _near(one, other) or (shared >= HALF and not same_type)
    return True


def _near(one: Figure, other: Figure) -> bool:
    return abs(one.value - other.value) <= NEAR_VALUE * max(abs(one.value), abs(other.value))


def _slots(one: Told, other: Told) -> float:
    """Return how many of the slots that tell apart records of the same words are the same."""
    if isinstance(one, Event) and isinstance(other, Event):
        return float(one.type == other.type) + (one.date == other.date) / 2
    if isinstance(one, Figure) and isinstance(other, Figure):
        return float(_near(one, other)) + (one.unit == other.unit) / 2
    if isinstance(one, Statement) and isinstance(other, Statement):
        return (one.form == other.form) / 2
    return float(isinstance(one, Agreement) and isinstance(other, Agreement) and one.kind == other.kind) / 2
