"""Decisions of people in the words of the interface: what was decided on what, by whom, when, before and after."""

from collections.abc import Callable, Iterable, Iterator

from relazione.errors import LedgerError
from relazione.ledger import Ledger
from relazione.records import DocumentHead, Reading, Record
from relazione.resolution.decisions import Decision, Portable, record_of, standing
from relazione.web.cards import Cards
from relazione.web.wording import Interface

Texts = Callable[[str], str]  # id of a document → its text
DEPTH = 100  # decisions of a person among which the last that stands is looked for


class Change(Record, frozen=True, kw_only=True):
    """A slot that a decision changed, in words."""

    label: str
    before: str
    after: str


class Entry(Record, frozen=True, kw_only=True):
    """A decision as a line of a log; `stands` tells whether nobody withdrew it, `title` what it is about.

    `href` leads to the record or the actor.
    """

    id: str
    verb: str
    title: str
    kind: str
    who: str
    made: str
    reason: str
    changes: tuple[Change, ...]
    stands: bool
    href: str


class Last(Record, frozen=True, kw_only=True):
    """The last decision that a person made, and the last of theirs that stands: the one that an undo withdraws."""

    made: Entry | None
    stands: Entry | None


def last_of(ledger: Ledger, who: str, words: Interface) -> Last:
    """Return the last decisions of a person."""
    log = ledger.decisions(who=who, limit=DEPTH)
    kept = {decision.id for decision in standing(log)}
    wanted = [one for one in log if one.id in kept][:1]
    found = {line.id: line for line in lines([*log[:1], *wanted, *_undone(log[:1], log)], ledger, words)}
    return Last(
        made=found[log[0].id] if log else None,
        stands=found[wanted[0].id] if wanted else None,
    )


def _undone(decisions: Iterable[Decision], log: Iterable[Decision]) -> list[Decision]:
    """Return what decisions withdraw, and what that withdraws, and so on."""
    known = {decision.id: decision for decision in log}
    found = []
    asked = [decision.undoes for decision in decisions]
    while asked:
        undone = [known[id_] for id_ in asked if id_ in known]
        found += undone
        asked = [decision.undoes for decision in undone]
    return found


def lines(decisions: Iterable[Decision], ledger: Ledger, words: Interface) -> list[Entry]:
    """Return decisions as lines of a log, the newest first; the ledger holds the texts that they are about."""
    texts: dict[str, str] = {}

    def text(document: str) -> str:
        if document not in texts:
            try:
                texts[document] = ledger.document(document).text
            except LedgerError:
                texts[document] = ""
        return texts[document]

    unique = {decision.id: decision for decision in decisions}
    ordered = sorted(unique.values(), key=lambda decision: (decision.made, decision.id))
    return list(entries(ordered, text, words))[::-1]


def entries(decisions: Iterable[Decision], texts: Texts, words: Interface) -> Iterator[Entry]:
    """Yield decisions as lines of a log, in their order."""
    listed = list(decisions)
    kept = {decision.id for decision in standing(listed)}
    by_id = {decision.id: decision for decision in listed}
    for decision in listed:
        about = _root(decision, by_id)
        yield Entry(
            id=decision.id,
            verb=decision.verb,
            title=_title(about, texts, words),
            kind=about.kind or "",
            who=decision.who,
            made=decision.made[:16].replace("T", " "),
            reason=decision.reason,
            changes=tuple(_changes(decision, texts, words)),
            stands=decision.id in kept,
            href=_href(about),
        )


def _root(decision: Decision, known: dict[str, Decision]) -> Decision:
    """Return the decision that an undoing withdraws or brings back, the decision itself where it is none."""
    while decision.verb == "undo" and decision.undoes in known:
        decision = known[decision.undoes]
    return decision


def _href(decision: Decision) -> str:
    if decision.left:
        return f"/actors/{decision.left.id}" if decision.left.kind == "actor" else f"/reports/{decision.left.document}"
    return f"/reports/{decision.document}" + (f"#r-{decision.local}" if decision.local else "")


def _title(decision: Decision, texts: Texts, words: Interface) -> str:
    if decision.left and decision.right:
        left, right = decision.left.name, decision.right.name
        return f"{left} / {right}" if decision.left.kind == "actor" else words["kinds_event"]
    form = decision.after or decision.before
    if form is None or decision.kind is None or decision.document is None:
        return ""
    cards = _cards(form, texts(decision.document), words)
    return cards.title(record_of(decision.kind, form))


def _changes(decision: Decision, texts: Texts, words: Interface) -> Iterator[Change]:
    if decision.verb != "correct" or not (decision.before and decision.after and decision.kind and decision.document):
        return
    text = texts(decision.document)
    sides = []
    for form in (decision.before, decision.after):
        cards = _cards(form, text, words)
        card = cards.card(record_of(decision.kind, form))
        sides.append({**dict(card.slots), words["slot_words"]: " · ".join(quote.words for quote in card.quotes)})
    for label in dict.fromkeys((*sides[0], *sides[1])):
        before, after = (side.get(label, "") for side in sides)
        if before != after:
            yield Change(label=label, before=before, after=after)


def _cards(form: Portable, text: str, words: Interface) -> Cards:
    """Return what says a record that stands apart from its reading."""
    head = DocumentHead(id="", title=None, language="", published=None, publisher=None, url=None, length=len(text))
    reading = Reading(reader="", document=head, actors=form.actors)
    return Cards(reading, text, words)
