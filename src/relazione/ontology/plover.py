"""PLOVER 2.0: event types, modes, contexts, sectors, conflict-cooperation scores, quad classes.

Source: PLOVER manual 2.0 (draft of 4 February 2024), Open Event Data Alliance. Where the manual contradicts itself,
docs/plover.md says how each case was settled.
"""

from functools import cache

import msgspec
import yaml

from relazione.errors import UnknownCode
from relazione.ontology.tables import DATA

MANUAL_QUADS = {"SANCTION": 3}  # what the manual's quad table prints against its own sections


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mode of an event type; `score` is `None` where the manual gives none."""

    score: float | None
    definition: str
    phrase: dict[str, str] = {}


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event type: quad class 1 to 4, score from -10 to 10, phrases by language with {actor} and {recipient}."""

    quad: int
    score: float
    recipient_required: bool
    definition: str
    phrase: dict[str, str]
    mutual: dict[str, str]
    example: str
    not_: str = msgspec.field(name="not")
    modes: dict[str, Mode] = {}
    manual_score: float | None = None


class Plover(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `data/plover.yaml`."""

    types: dict[str, EventType]
    contexts: dict[str, str]
    auxiliaries: tuple[str, ...]
    sectors: dict[str, str]


@cache
def plover() -> Plover:
    """Return the whole ontology."""
    text = (DATA / "plover.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.load(text, yaml.CSafeLoader), Plover)


def event_type(code: str) -> EventType:
    """Return an event type; raises `UnknownCode` where PLOVER has none of that code."""
    types = plover().types
    if code not in types:
        raise UnknownCode(f"PLOVER has no event type {code!r}", allowed=", ".join(types))
    return types[code]


def mode(type_: str, code: str) -> Mode:
    """Return a mode of an event type; raises `UnknownCode` where the type has none of that code."""
    modes = event_type(type_).modes
    if code not in modes:
        raise UnknownCode(f"{type_} has no mode {code!r}", allowed=", ".join(modes) or "none")
    return modes[code]


def score(type_: str, mode_: str | None = None, *, strict_manual: bool = False) -> float:
    """Return the conflict-cooperation score (-10 to 10) of a mode, or of the bare type.

    A mode without a score has its type's. `strict_manual` takes the manual's numbers as printed (ACCUSE: +3).
    """
    entry = event_type(type_)
    own = mode(type_, mode_).score if mode_ else None
    if own is not None:
        return own
    return entry.manual_score if strict_manual and entry.manual_score is not None else entry.score


def quad(type_: str, *, strict_manual: bool = False) -> int:
    """Return the quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
    entry = event_type(type_)
    return MANUAL_QUADS.get(type_, entry.quad) if strict_manual else entry.quad


def phrase(type_: str, mode_: str | None, language: str, *, mutual: bool = False) -> str:
    """Return the sentence that says a relation, with {actor} and {recipient}; `mutual` where all parties are actors."""
    entry = event_type(type_)
    if mutual:
        return entry.mutual[language]
    return (mode(type_, mode_).phrase if mode_ else {}).get(language, entry.phrase[language])
