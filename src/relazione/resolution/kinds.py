"""The kinds of records of a reading: their types, which slots name actors, and where their words stand."""

from collections.abc import Iterable
from typing import Literal

from relazione.records import Actor, Agreement, Event, Figure, Span, Statement

Kind = Literal["event", "statement", "figure", "agreement", "actor"]
Told = Event | Statement | Figure | Agreement

TYPES: dict[str, type[Event] | type[Statement] | type[Figure] | type[Agreement]] = {
    "event": Event,
    "statement": Statement,
    "figure": Figure,
    "agreement": Agreement,
}
ACTOR_SLOTS = {
    "event": ("actor", "recipient", "participants", "mediator", "about"),
    "statement": ("speaker", "addressee", "about"),
    "figure": ("parties", "from_", "to"),
    "agreement": ("parties", "mediator"),
    "actor": (),
}
LETTERS = {"actor": "a", "event": "e", "statement": "s", "figure": "f", "agreement": "g"}  # begin the ids of a reading


def type_of(kind: str) -> type[Told] | type[Actor]:
    """Return the type of the records of a kind."""
    return Actor if kind == "actor" else TYPES[kind]


def kind_of(record: Told | Actor) -> Kind:
    """Return the kind of a record."""
    return type(record).__name__.lower()  # type: ignore[return-value]


def spans_of(record: Told | Actor) -> tuple[Span, ...]:
    """Return where the words of a record's evidence stand: of a statement its content, of an actor its mentions."""
    if isinstance(record, Actor):
        return record.mentions
    return record.content if isinstance(record, Statement) else record.evidence


def words_at(text: str, spans: Iterable[Span]) -> str:
    """Return the words of a text at some spans.

    >>> words_at("Sie kam und ging.", [Span(start=4, end=7), Span(start=12, end=16)])
    'kam … ging'
    """
    return " … ".join(text[span.start : span.end] for span in spans)


def actors_of(record: Told | Actor) -> tuple[str, ...]:
    """Return the ids of the actors that a record names, each once."""
    named: list[str] = []
    for slot in ACTOR_SLOTS[kind_of(record)]:
        value = getattr(record, slot)
        named += [value] if isinstance(value, str) else value or ()
    return tuple(dict.fromkeys(named))
