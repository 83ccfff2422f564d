"""PLOVER 2.0: event types, modes, contexts, sectors, conflict-cooperation scores, quad classes.

Source: PLOVER manual 2.0 (draft of 4 February 2024), Open Event Data Alliance. Where the manual contradicts itself,
docs/plover.md says how each case was settled.
"""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from relazione.errors import UnknownCode
from relazione.ontology.terms import Labels, Term, listed, read_terms

NUMBER = re.compile(r"\((?P<singular>[^|()]*)\|(?P<plural>[^|()]*)\)")
OPTION = re.compile(r"\[(?P<given>[^|\]]*)\|(?P<absent>[^|\]]*)\]|\[(?P<only>[^|\]]*)\]")


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mode of an event type.

    `score` is `None` where the manual gives none; `context` is the context that the mode always brings; `planned` the
    mode of THREATEN that a planned deed becomes.
    """

    score: float | None
    label: Labels
    definition: str
    phrase: Labels
    mutual: Labels = {}
    context: str | None = None
    planned: str | None = None


class Phrases(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Sentences by language: of an actor and a recipient, and where all parties are actors."""

    phrase: Labels
    mutual: Labels


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An event type: quad class 1 to 4, score from -10 to 10, phrases by language.

    `examples` are coded so; `not_` holds look-alikes by the type that they are. `planned` is the type that a planned
    deed of this type becomes, `planned_mode` its mode where the deed's own mode names none; `closer` are phrases by
    CAMEO code, or its beginning, that say more; the `manual_` numbers are those that the manual prints where they were
    set right.
    """

    quad: int
    score: float
    recipient_required: bool
    planned: str
    label: Labels
    definition: str
    phrase: Labels
    mutual: Labels
    examples: tuple[str, ...]
    not_: dict[str, str] = msgspec.field(name="not")
    modes: dict[str, Mode] = {}
    closer: dict[str, Phrases] = {}
    planned_mode: str | None = None
    manual_score: float | None = None
    manual_quad: int | None = None


class Plover(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `data/plover.yaml`; `collectives` are the codes that stand in a country's place."""

    types: dict[str, EventType]
    contexts: dict[str, Term]
    auxiliaries: dict[str, Term]
    sectors: dict[str, Term]
    collectives: dict[str, Term]


@cache
def plover() -> Plover:
    """Return the whole ontology."""
    return read_terms("plover", Plover)


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


def context(code: str) -> Term:
    """Return a context; raises `UnknownCode` where PLOVER has none of that code."""
    contexts = plover().contexts
    if code not in contexts:
        raise UnknownCode(f"PLOVER has no context {code!r}", allowed=", ".join(contexts))
    return contexts[code]


def score(type_: str, mode_: str | None = None, *, strict_manual: bool = False) -> float:
    """Return the conflict-cooperation score (-10 to 10) of a mode, or of the bare type.

    A mode without a score has its type's. `strict_manual` takes the manual's numbers as printed (ACCUSE: +3).
    """
    entry = event_type(type_)
    own = mode(type_, mode_).score if mode_ else None
    if own is not None:
        return own
    return entry.manual_score if strict_manual and entry.manual_score is not None else entry.score


def quad(type_: str, mode_: str | None = None, *, strict_manual: bool = False) -> int:
    """Return the quad class: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.

    All modes of a type are of its class. `strict_manual` takes the manual's quad table as printed (SANCTION: 3).
    """
    entry = event_type(type_)
    if mode_:
        mode(type_, mode_)
    return entry.manual_quad if strict_manual and entry.manual_quad is not None else entry.quad


def planned(type_: str, mode_: str | None = None) -> tuple[str, str | None]:
    """Return the type and mode of a deed that is only planned.

    What is friendly becomes AGREE, a step back CONCEDE, what is hostile THREATEN with the mode that says with what;
    words (REQUEST, ACCUSE, REJECT, THREATEN) stay what they are.

    >>> planned("CONSULT", "visit"), planned("COERCE", "arrest")
    (('AGREE', None), ('THREATEN', 'arrest'))
    """
    becomes = event_type(type_).planned
    own = mode(type_, mode_).planned if mode_ else None
    if becomes == type_:
        return type_, mode_
    return becomes, own or event_type(type_).planned_mode


def phrase(type_: str, mode_: str | None, language: str, *, mutual: bool = False) -> str:
    """Return the sentence that says a relation of one actor, with {actor} and {recipient}.

    `mutual` gives the sentence where all parties are actors.

    >>> phrase("CONSULT", "visit", "de")
    '{actor} besucht {recipient}'
    """
    return _resolved(_template(type_, mode_, language, mutual=mutual), plural=mutual, recipient=True)


def say(  # noqa: PLR0913  (an event is made of these)
    type_: str,
    mode_: str | None,
    language: str,
    actors: Sequence[str],
    recipients: Sequence[str] = (),
    *,
    cameo: str = "",
) -> str:
    """Return a relation as a sentence without a full stop; several actors without a recipient act on one another.

    A CAMEO code lets the sentence say more where the ontology has closer words for it.

    >>> say("SANCTION", "discontinue", "en", ["Norway", "Iceland"], ["Belarus"])
    'Norway and Iceland impose sanctions on Belarus'
    >>> say("SUPPORT", None, "en", ["Norway"], ["Portugal"], cameo="057")
    'Norway concludes an agreement with Portugal'
    """
    mutual = len(actors) > 1 and not recipients
    template = _template(type_, mode_, language, mutual=mutual, cameo=cameo)
    sentence = _resolved(template, plural=len(actors) > 1, recipient=bool(recipients))
    return sentence.format(actor=listed(actors, language), recipient=listed(recipients, language))


def _template(type_: str, mode_: str | None, language: str, *, mutual: bool, cameo: str = "") -> str:
    entry, own = event_type(type_), mode(type_, mode_) if mode_ else None
    if language not in entry.phrase:
        raise UnknownCode(f"PLOVER has no phrases in {language!r}", allowed=", ".join(entry.phrase))
    if own is None:
        fitting = [code for code in entry.closer if cameo.startswith(code)]
        words = entry.closer[max(fitting, key=len)] if fitting else entry
        return words.mutual[language] if mutual else words.phrase[language]
    return own.mutual.get(language, own.phrase[language]) if mutual else own.phrase[language]


def _resolved(template: str, *, plural: bool, recipient: bool) -> str:
    """Return a template with its choices made: number of the actors, and whether there is a recipient."""
    numbered = NUMBER.sub(lambda match: match["plural" if plural else "singular"], template)
    return OPTION.sub(lambda match: match["only"] or match["given" if recipient else "absent"] or "", numbered)
