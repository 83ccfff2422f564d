"""Making a decision on a record: what a person gives is held against text, reading and ontology before it counts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from relazione.errors import DecisionError, RelazioneError
from relazione.ontology import cameo, countries, plover, vocabulary
from relazione.ontology.indicators import indicator
from relazione.ontology.topics import topic
from relazione.records import Actor, Agreement, Event, Figure, Reading, Span, Statement
from relazione.resolution.dates import is_edtf
from relazione.resolution.decisions import RULE, Decision, Verb, portable
from relazione.resolution.events import stage_of
from relazione.resolution.kinds import LETTERS, Kind, Told, actors_of, spans_of, type_of

DATES = "an EDTF date: 2026-01-27, 2026-01, 2026, 2026-01/2026-03, 2025/.."
DERIVED = ("cameo", "score", "quad")  # of an event: they follow from type, mode and contexts
DEFAULTS: dict[str, dict[str, Any]] = {
    "event": {"cameo": "", "score": 0.0, "quad": 1},
    "statement": {"speaker": None, "cue": None},
    "actor": {"names": ()},
}

Fault = tuple[str, str]  # slot, what is wrong with it and what is allowed


def decide_on(  # noqa: PLR0913  (a decision is made of these)
    verb: Verb,
    kind: Kind,
    *,
    reading: Reading,
    text: str,
    who: str,
    local: str | None = None,
    slots: Mapping[str, Any] | None = None,
    claim: str | None = None,
    reason: str = "",
) -> Decision:
    """Return a person's decision on the record of a reading that has the id `local`, or on one to add.

    `reading` is the one that the person saw, `text` that of its document. `slots` are those to correct, as the
    contract's JSON has them (`{"date": "2026-01-26"}`), or all that an added record has; derived slots follow by
    themselves. Raises `DecisionError` that names every slot that is wrong.
    """
    before = None if verb == "add" else _record(reading, kind, local)
    after = None
    if verb in ("correct", "add"):
        after = amended(kind, before, slots or {}, reading=reading, text=text)
        if before and msgspec.structs.replace(after, confidence=before.confidence, rule=before.rule) == before:
            raise DecisionError("nothing is corrected", mend="change a slot, or accept the record")
    return Decision(
        who=who,
        verb=verb,
        kind=kind,
        document=reading.document.id,
        claim=claim,
        local=local,
        before=portable(before, reading) if before else None,
        after=portable(after, reading) if after else None,
        reason=reason,
    )


def amended(
    kind: Kind, before: Told | Actor | None, slots: Mapping[str, Any], *, reading: Reading, text: str
) -> Told | Actor:
    """Return a record with other slots, checked; `before` is `None` where it is a new one.

    Raises `DecisionError` that names every slot that is wrong, what is allowed in it and how to mend it.
    """
    given = {**(msgspec.to_builtins(before) if before else DEFAULTS.get(kind, {})), **slots}
    given |= {"id": before.id if before else f"{LETTERS[kind]}0", "confidence": 1.0, "rule": RULE}
    if isinstance(before, Actor) and (given["name"], given["kind"]) == (before.name, before.kind):
        given["rule"] = before.rule
    fixed = [slot for slot in DERIVED if before and slot in slots and slots[slot] != getattr(before, slot, None)]
    record = _converted(kind, given, fixed=fixed)
    faults = dict(reversed(list(_faults(record, reading, text))))
    if faults:
        told = "; ".join(f"{slot}: {fault}" for slot, fault in faults.items())
        raise DecisionError(told, slots=faults, mend="mend these slots")
    if isinstance(record, Event) and (not isinstance(before, Event) or _coding(before) != _coding(record)):
        return coded(record, reading)
    return _named(record) if isinstance(record, Actor) else record


def coded(event: Event, reading: Reading) -> Event:
    """Return an event with the slots that follow from its type and mode: CAMEO code, score, quad class."""
    agreement = next((one for one in reading.agreements if one.id == event.agreement), None)
    brought = plover.mode(event.type, event.mode).context if event.mode else None
    contexts = tuple(dict.fromkeys((*event.contexts, *filter(None, [brought]))))
    return msgspec.structs.replace(
        event,
        contexts=contexts,
        cameo=cameo.cameo_for(event.type, event.mode, contexts, stage=stage_of(event, agreement)),
        score=plover.score(event.type, event.mode),
        quad=plover.quad(event.type),
    )


def _coding(event: Event) -> tuple[str, str | None, frozenset[str]]:
    return event.type, event.mode, frozenset(event.contexts)


def _named(actor: Actor) -> Actor:
    return msgspec.structs.replace(actor, names=tuple(dict.fromkeys((actor.name, *actor.names))))


def _record(reading: Reading, kind: Kind, local: str | None) -> Told | Actor:
    records: Iterable[Told | Actor] = getattr(reading, f"{kind}s")
    found = next((record for record in records if record.id == local), None)
    if found is None:
        raise DecisionError(f"the reading has no {kind} {local}", mend="look at the document as it is read now")
    return found


def _converted(kind: Kind, given: Mapping[str, Any], *, fixed: Iterable[str]) -> Told | Actor:
    """Return given slots as a record; raises `DecisionError` that names the slot that has another shape."""
    allowed = [field.encode_name for field in msgspec.structs.fields(type_of(kind))]
    strange = {slot: f"is no slot; allowed: {', '.join(allowed)}" for slot in given if slot not in allowed}
    strange |= dict.fromkeys(fixed, "follows from type, mode and contexts; correct those")
    if strange:
        raise DecisionError("; ".join(f"{slot}: {fault}" for slot, fault in strange.items()), slots=strange)
    try:
        return msgspec.convert(given, type_of(kind))
    except msgspec.ValidationError as error:
        what, _, path = str(error).partition(" - at `$")
        slot = path.strip("`.") or _missing(what)
        mend = "give the slot as the contract has it"
        raise DecisionError(f"{slot}: {what}", slots={slot: what}, mend=mend) from error


def _missing(what: str) -> str:
    """Return the slot that a message of msgspec names."""
    return what.split("`")[1] if what.count("`") >= 2 else "record"


def _faults(record: Told | Actor, reading: Reading, text: str) -> Iterator[Fault]:
    states = frozenset(actor.country for actor in reading.actors if actor.kind == "state" and actor.country)
    yield from _span_faults(record, text)
    yield from _reference_faults(record, reading)
    if isinstance(record, Event):
        yield from _event_faults(record, states)
    elif isinstance(record, Statement):
        yield from _topic_faults(record.topics)
        yield from _date_faults({"date": record.date, "due": record.due})
    elif isinstance(record, Figure):
        yield from _figure_faults(record)
    elif isinstance(record, Agreement):
        yield from _agreement_faults(record)
    else:
        yield from _actor_faults(record, states)


def _span_faults(record: Told | Actor, text: str) -> Iterator[Fault]:
    slot = {"statement": "content", "actor": "mentions"}.get(type(record).__name__.lower(), "evidence")
    spans = spans_of(record)
    if not spans:
        yield slot, "is empty; select the words that show it"
    others = {"cue": [record.cue]} if isinstance(record, Statement) and record.cue else {}
    if isinstance(record, Agreement):
        others["stages"] = [span for stage in record.stages for span in stage.evidence]
    for name, found in {slot: spans, **others}.items():
        for span in found:
            yield from _outside(name, span, text)


def _outside(slot: str, span: Span, text: str) -> Iterator[Fault]:
    if span.end > len(text):
        yield slot, f"[{span.start}, {span.end}) ends outside the text; allowed: 0 to {len(text)}"
    elif not text[span.start : span.end].strip():
        yield slot, f"[{span.start}, {span.end}) holds no words; select some"


def _reference_faults(record: Told | Actor, reading: Reading) -> Iterator[Fault]:
    known = {actor.id for actor in reading.actors}
    for id_ in actors_of(record):
        if id_ not in known:
            yield "actors", f"the reading has no actor {id_}; allowed: {', '.join(sorted(known)) or 'none'}"
    for slot, others in (("attributed_to", reading.statements), ("agreement", reading.agreements)):
        named = getattr(record, slot, None)
        ids = [other.id for other in others]
        if named and named not in ids:
            yield slot, f"the reading has no such record as {named}; allowed: {', '.join(ids) or 'none'}"


def _event_faults(event: Event, states: frozenset[str]) -> Iterator[Fault]:
    wrong = list(_asked("type", plover.event_type, event.type))
    yield from wrong
    if event.mode and not wrong:
        yield from _asked("mode", lambda code: plover.mode(event.type, code), event.mode)
    for context in event.contexts:
        yield from _asked("contexts", plover.context, context)
    yield from _topic_faults(event.topics)
    yield from _date_faults({"date": event.date})
    if event.place and event.place.country:
        yield from _state_faults("place", event.place.country, states)


def _figure_faults(figure: Figure) -> Iterator[Fault]:
    yield from _asked("indicator", indicator, figure.indicator)
    yield from _date_faults({"period": figure.period})
    if not figure.unit.strip():
        yield "unit", "is empty; allowed: an ISO 4217 code, percent, an SI symbol, an English plural"
    if (figure.bound == "range") != (figure.value_max is not None):
        yield "value_max", "belongs to a range, and a range needs it; set bound to range or leave value_max empty"
    elif figure.value_max is not None and figure.value_max < figure.value:
        yield "value_max", "is less than value; exchange the two"


def _agreement_faults(agreement: Agreement) -> Iterator[Fault]:
    yield from _asked("kind", lambda code: vocabulary.term("agreement_kind", code), agreement.kind)
    if not agreement.name.strip():
        yield "name", "is empty; give the words that name the agreement"
    for stage in agreement.stages:
        yield from _asked("stages", lambda code: vocabulary.term("agreement_stage", code), stage.stage)
        yield from _date_faults({"stages": stage.date})


def _actor_faults(actor: Actor, states: frozenset[str]) -> Iterator[Fault]:
    if not actor.name.strip():
        yield "name", "is empty; give the actor's name"
    if actor.country:
        yield from _state_faults("country", actor.country, states)
    elif actor.kind == "state":
        yield "country", "a state needs its ISO 3166-1 alpha-3 code (KAZ)"
    for office in actor.offices:
        yield from _asked("offices", lambda code: vocabulary.term("role", code), office.role)
        if office.country:
            yield from _state_faults("offices", office.country, states)
    for member in actor.members:
        yield from _state_faults("members", member, states)


def _state_faults(slot: str, code: str, states: frozenset[str]) -> Iterator[Fault]:
    """Yield that a code is of no state, neither of the ontology nor of a user's own that the reading names."""
    if code not in states:
        yield from _asked(slot, countries.country, code)


def _topic_faults(topics: Iterable[str]) -> Iterator[Fault]:
    for code in topics:
        yield from _asked("topics", topic, code)


def _date_faults(dates: Mapping[str, str | None]) -> Iterator[Fault]:
    for slot, value in dates.items():
        if value is not None and not is_edtf(value):
            yield slot, f"{value!r} is no date; allowed: {DATES}"


def _asked(slot: str, ask: Callable[[str], object], code: str) -> Iterator[Fault]:
    """Yield what an ontology says against a code."""
    try:
        ask(code)
    except RelazioneError as error:
        yield slot, str(error)
