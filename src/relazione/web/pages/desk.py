"""The desk: one record beside its words; a person accepts, rejects or corrects it, or adds one that is missing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlencode

import msgspec
from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from relazione.errors import DecisionError
from relazione.ledger import Ledger
from relazione.ledger.directory import near_tellings, standing_of, tellings_of
from relazione.records import Actor, Document, Reading, Record, Span
from relazione.resolution.decisions import Decision, Verb, portable, signature
from relazione.resolution.kinds import Kind, Told, kind_of
from relazione.resolution.proposals import decide_on
from relazione.review import Item, next_items
from relazione.web.access import Person, needs, note
from relazione.web.asking import states
from relazione.web.cache import Memory, findings_of
from relazione.web.cards import Cards
from relazione.web.fields import (
    SLOTS,
    Form,
    fields_of,
    form_of,
    lost_words,
    new_actors,
    slots_of,
    spans_in,
    unit_options,
    with_actors,
)
from relazione.web.history import last_of, lines
from relazione.web.marks import KINDS, Mark, marks_of, paragraphs, records_of, spans_of
from relazione.web.rendering import language_of, page
from relazione.web.security import filled_form, same_site
from relazione.web.store import Kept
from relazione.web.wording import Interface, interface

router = APIRouter(prefix="/review", dependencies=[Depends(needs("reviewer"))])
Reviewer = Annotated[Person, Depends(needs("reviewer"))]
Way = Literal["queue", "report"]
NEW = "new"  # in an address, where the id of a record would stand
SPANS = {"statement": "content", "actor": "mentions"}  # slots for words, by kind; others call it evidence
DEPTH = 200  # records of the queue among which the next one is looked for


class Sheet(Record, frozen=True, kw_only=True):
    """A record on the desk, `None` where one is to be added, with its report as it is read and decided now."""

    document: Document
    reading: Reading
    record: Told | Actor | None
    kind: Kind
    way: Way
    words: Interface
    memory: Memory

    @property
    def local(self) -> str:
        """Return the record's id in its reading, as addresses have it."""
        return self.record.id if self.record else NEW

    @property
    def seen(self) -> str:
        """Return what tells whether the record is still the one that a page showed."""
        return signature(portable(self.record, self.reading)) if self.record else ""


def _sheet(  # noqa: PLR0913  (the parts of the address)
    request: Request, ledger: Ledger, document: str, local: str, kind: Kind, way: Way
) -> Sheet:
    words = interface(language_of(request))
    kept = ledger.document(ledger.find(document))
    reading = ledger.decided_reading(kept.id)
    record = records_of(reading).get(local)
    if record is None and local != NEW:
        raise HTTPException(404, words["review_gone"])
    known = kind_of(record) if record else kind
    memory = findings_of(request)
    return Sheet(document=kept, reading=reading, record=record, kind=known, way=way, words=words, memory=memory)


@router.get("/{document}")
def begin(document: str, ledger: Kept) -> Response:
    """Go to the first record of a report."""
    id_ = ledger.find(document)
    ordered = in_text(ledger.decided_reading(id_))
    return RedirectResponse(address(id_, ordered[0] if ordered else NEW, "report"), 303)


@router.get("/{document}/{local}")
def desk(  # noqa: PLR0913  (the parts of the address)
    request: Request,
    document: str,
    local: str,
    ledger: Kept,
    person: Reviewer,
    way: Way = "report",
    kind: Kind = "event",
    spans: Annotated[list[str] | None, Query()] = None,
) -> HTMLResponse:
    """Show a record beside its words, with its form; `new` shows the form of one to add, over some spans."""
    sheet = _sheet(request, ledger, document, local, kind, way)
    return _page(request, sheet, ledger, person, filled=None if sheet.record else _empty(kind, spans or []))


@router.post("/{document}/{local}", dependencies=[Depends(same_site)])
def decide(  # noqa: PLR0913
    request: Request,
    document: str,
    local: str,
    ledger: Kept,
    person: Reviewer,
    filled: Annotated[Form, Depends(filled_form)],
    verb: Verb = "correct",
    way: Way = "report",
    kind: Kind = "event",
) -> Response:
    """Keep what a person decided of a record, or of one to add, and go on: after a correction to the record itself."""
    sheet = _sheet(request, ledger, document, local, kind, way)
    after = _following(sheet, ledger)
    try:
        made = ledger.decide(_decision(verb, sheet, person, filled, ledger))
        note(request, "decided", made.id)
    except DecisionError as error:
        typed = filled if verb in ("correct", "add") else None
        return _page(request, sheet, ledger, person, filled=typed, faults=error.slots or {"": str(error)})
    if verb in ("correct", "add"):
        after = address(sheet.document.id, _placed(ledger, made) or sheet.local, way)
    return RedirectResponse(after, 303)


def _decision(verb: Verb, sheet: Sheet, person: Person, filled: Form, ledger: Ledger) -> Decision:
    """Return the decision that a form makes; raises `DecisionError` that names the slots that are wrong."""
    if (verb == "add") != (sheet.record is None) or verb not in ("accept", "reject", "correct", "add"):
        raise HTTPException(422, f"{verb} is no decision on this record")
    if sheet.record and next(iter(filled.get("seen", ())), "") != sheet.seen:
        raise DecisionError(sheet.words["review_changed"])
    slots, reading = None, sheet.reading
    if verb in ("correct", "add"):
        slots, reading = _given(sheet, filled)
    with ledger.view() as view:
        standing = standing_of(view.connection, sheet.document.id).get(sheet.local)
    return decide_on(
        verb,
        sheet.kind,
        reading=reading,
        text=sheet.document.text,
        who=person.name,
        local=sheet.record.id if sheet.record else None,
        slots=slots,
        claim=standing.claim if standing else None,
        reason=next(iter(filled.get("reason", ())), "").strip(),
    )


def _given(sheet: Sheet, filled: Form) -> tuple[dict[str, Any], Reading]:
    """Return the slots of a form, and the reading with the actors that the form adds to it."""
    lost = lost_words(sheet.kind, filled, sheet.document.text)
    if lost:
        faults = {slot: sheet.words.fill("review_lost", words=words) for slot, words in lost.items()}
        raise DecisionError("; ".join(faults.values()), slots=faults)
    slots = slots_of(sheet.kind, filled, sheet.document.text)
    if isinstance(sheet.record, Actor):
        known = {(one.start, one.end): msgspec.to_builtins(one) for one in sheet.record.mentions}
        slots["mentions"] = [known.get((span["start"], span["end"]), span) for span in slots["mentions"]]
    named = new_actors(sheet.kind, filled)
    reading, ids = with_actors(sheet.reading, [name for names in named.values() for name in names])
    for slot, names in named.items():
        keys = [ids[name] for name in names]
        slots[slot] = list(dict.fromkeys((*slots[slot], *keys))) if isinstance(slots[slot], list) else keys[0]
    return slots, reading


def _placed(ledger: Ledger, decision: Decision) -> str | None:
    """Return the id under which the record that a decision gives stands in its reading now."""
    if decision.after is None or decision.document is None:
        return None
    reading = ledger.decided_reading(decision.document)
    wanted = signature(decision.after)
    records = (record for record in records_of(reading).values() if kind_of(record) == decision.kind)
    return next((record.id for record in records if signature(portable(record, reading)) == wanted), None)


def _page(  # noqa: PLR0913  (what a page shows)
    request: Request,
    sheet: Sheet,
    ledger: Ledger,
    person: Person,
    *,
    filled: Form | None = None,
    faults: Mapping[str, str] | None = None,
) -> HTMLResponse:
    document, words = sheet.document, sheet.words
    cards = Cards(sheet.reading, document.text, words)
    ordered = in_text(sheet.reading)
    return page(
        request,
        "desk.html.j2",
        status=422 if faults else 200,
        document=document,
        reading=sheet.reading,
        paragraphs=list(paragraphs(document.text, [*marks_of(sheet.reading), *_marks_of_new(sheet, filled)])),
        record=sheet.record,
        local=sheet.local,
        kind=sheet.kind,
        kinds=KINDS,
        way=sheet.way,
        seen=sheet.seen,
        card=cards.card(sheet.record) if sheet.record else None,
        fields=fields_of(sheet.kind, sheet.record, cards, filled),
        faults=_said(faults or {}, sheet.kind, words),
        editing=filled is not None,
        reason=next(iter((filled or {}).get("reason", ())), ""),
        quoted=lambda span: quoted(document.text, span),
        position=ordered.index(sheet.local) + 1 if sheet.local in ordered else 0,
        total=len(ordered),
        following=_following(sheet, ledger),
        previous=address(document.id, beside(ordered, sheet.local, -1), sheet.way),
        history=_history(sheet, ledger),
        last=last_of(ledger, person.name, words),
        units=unit_options(words.language) if sheet.kind == "figure" else (),
        states=states(words.language),
        **_others(sheet, ledger),
    )


def _marks_of_new(sheet: Sheet, filled: Form | None) -> list[Mark]:
    """Return the marks of a record to add, over the words that its form has."""
    if sheet.record or filled is None:
        return []
    spans = msgspec.convert(spans_in(filled, SPANS.get(sheet.kind, "evidence"), sheet.document.text), list[Span])
    return [Mark(id=NEW, kind=sheet.kind, span=span) for span in spans]


def _said(faults: Mapping[str, str], kind: Kind, words: Interface) -> dict[str, str]:
    """Return faults by slot, those of dates in the words of the interface."""
    dates = [name for name, sort in SLOTS[kind] if sort == "date"]
    return {slot: words["field_no_date"] if slot in dates else fault for slot, fault in faults.items()}


def _others(sheet: Sheet, ledger: Ledger) -> dict[str, Any]:
    """Return what a record is one with and might be one with: tellings of its event, or actors of the report."""
    told: list[Any] = []
    near: list[Any] = []
    with ledger.view() as view:
        cast = {local: actor for (_, local), actor in view.cast([sheet.document.id]).items()}
        standing = standing_of(view.connection, sheet.document.id).get(sheet.local)
        if standing and standing.merged:
            told = [one for one in tellings_of(view.connection, standing.merged) if one.claim != standing.claim]
            near = near_tellings(view.connection, sheet.document.id, standing.merged)
    return {"claim": standing.claim if standing else "", "told": told, "near": near, "cast": cast}


def _history(sheet: Sheet, ledger: Ledger) -> list[Any]:
    """Return the decisions that made the record what it is, or were made on it, the newest first."""
    own = sheet.seen
    log = ledger.decisions_on(sheet.document.id)
    about = {
        one.id
        for one in log
        if one.kind == sheet.kind and any(form and signature(form) == own for form in (one.before, one.after))
    }
    about |= {one.id for one in log if one.undoes in about}
    return [line for line in lines(log, ledger, sheet.words) if line.id in about]


def _following(sheet: Sheet, ledger: Ledger) -> str:
    """Return where to go after this record: to the next of the queue, or of the report."""
    if sheet.way == "queue":
        claims = [item.claim for item in queue(sheet.memory, ledger)]
        waiting = [(claim.source.document, claim.local) for claim in claims]
        own = (sheet.document.id, sheet.local)
        place = waiting.index(own) + 1 if own in waiting else 0
        return address(*waiting[place], "queue") if place < len(waiting) else "/review"
    return address(sheet.document.id, beside(in_text(sheet.reading), sheet.local, 1), sheet.way)


def queue(memory: Memory, ledger: Ledger, kinds: tuple[str, ...] = ()) -> Sequence[Item]:
    """Return what waits for review, the weightiest first."""

    def make() -> list[Item]:
        with ledger.view() as view:
            return next_items(view, kinds=kinds, limit=DEPTH)

    return memory.get(("queue", kinds), make)


def in_text(reading: Reading) -> list[str]:
    """Return the ids of a reading's records in the order of the text; actors come last."""
    records = records_of(reading)

    def place(id_: str) -> tuple[bool, int, int, str]:
        spans = spans_of(records[id_])
        first = (spans[0].start, spans[0].end) if spans else (0, 0)
        return kind_of(records[id_]) == "actor", *first, id_

    return sorted(records, key=place)


def beside(ordered: Sequence[str], local: str, step: int) -> str:
    """Return the record so many steps from another in a circle; the first where that is none of them."""
    if local not in ordered:
        return ordered[0] if ordered else NEW
    return ordered[(ordered.index(local) + step) % len(ordered)]


def address(document: str, local: str, way: Way) -> str:
    """Return the address of a record on the desk."""
    return f"/review/{quote(document)}/{local}?{urlencode({'way': way})}"


def quoted(text: str, span: str) -> str:
    """Return the words of a span that is written `12-40`; of one outside the text what it has there."""
    start, _, end = span.partition("-")
    return " ".join(text[int(start) : int(end)].split()) if start.isdigit() and end.isdigit() else ""


def _empty(kind: Kind, spans: Iterable[str]) -> dict[str, list[str]]:
    """Return the form of a new record over some spans."""
    return {**form_of(kind, {}), SPANS.get(kind, "evidence"): list(spans)}
