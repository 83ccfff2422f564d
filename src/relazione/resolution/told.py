"""Figures as reports tell them: with their speaker, the words around them and what these show."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from relazione.records import Event, Figure, Statement
from relazione.resolution.claims import Claim, LedgerActor
from relazione.resolution.dates import span
from relazione.resolution.pledges import is_side, states_named
from relazione.resolution.scopes import (
    Hint,
    clause_around,
    load_scopes,
    without_figures,
    without_speaker,
    without_words,
)
from relazione.resolution.words import WORD, content

PEOPLE = "people"  # the unit


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A figure as one report tells it, with what is often asked of it.

    `context` are the stems of the words around it, `None` where none are known; `text` is the shortest stretch of
    speech or else the sentence around it, `clause` the part of that between two signs; `report` is the whole text, or
    all that its records say; `owners` are the states whose people are counted, `states` all that are its parties or
    named around it; `words` are its own; `beside` holds the figures of one unit and measure that its report gives,
    itself included.
    """

    claim: Claim[Figure]
    speaker: str | None
    context: frozenset[str] | None
    text: str
    clause: str
    parties: frozenset[str]
    mouth: str | None
    owners: frozenset[str]
    days: tuple[date, date] | None
    report: str
    hints: frozenset[Hint]
    clause_hints: frozenset[Hint]
    kinds: frozenset[str]
    states: frozenset[str]
    words: str
    beside: "list[Told]"

    @property
    def figure(self) -> Figure:
        return self.claim.record


def tell(
    claims: Iterable[Claim[Figure]],
    statements: Sequence[Claim[Statement]],
    events: Sequence[Claim[Event]],
    actors: Mapping[str, LedgerActor],
    texts: Mapping[str, str],
) -> Iterator[Told]:
    """Yield figures with their speaker and the words around them, ordered by publication and id."""
    people = _names_of_people(actors)
    said = {(claim.source.document, claim.local): claim for claim in statements}
    around: defaultdict[str, list[Claim[Statement] | Claim[Event]]] = defaultdict(list)
    for statement in statements:
        around[statement.source.document].append(statement)
    for event in events:
        around[event.source.document].append(event)
    unique = {claim.id: claim for claim in claims}.values()
    sentences: defaultdict[str, list[str]] = defaultdict(list)
    for one in unique:
        sentences[one.source.document].append(one.sentence or "")
    reports = {
        document: texts.get(document) or " ".join(dict.fromkeys((_words_of(around[document]), *sentences[document])))
        for document in sentences
    }
    beside: defaultdict[tuple[str, str, str], list[Told]] = defaultdict(list)
    for figure in sorted(unique, key=lambda claim: (claim.source.published or "9", claim.id)):
        document = figure.source.document
        source = said.get((document, figure.record.attributed_to or ""))
        covering = [claim for claim in around[document] if claim == source or _covers(claim, figure)]
        group = beside[document, figure.record.unit, figure.record.measure]
        group.append(_told(figure, source, covering, _Around(reports[document], people, group)))
        yield group[-1]


@dataclass(frozen=True, slots=True)
class _Around:
    """What stands around a figure: the words of its report, people's names, the figures beside it."""

    report: str
    people: frozenset[str]
    beside: list[Told]


def _names_of_people(actors: Mapping[str, LedgerActor]) -> frozenset[str]:
    """Return the words of the names of all people: they tell who says a thing, not what it is."""
    names = (name for actor in actors.values() if actor.kind == "person" for name in actor.names)
    words = {word for name in names for word in WORD.findall(name) if word[0].isupper()}
    return frozenset(word for word in words if not states_named(word))


def _covers(claim: Claim[Statement] | Claim[Event], figure: Claim[Figure]) -> bool:
    return any(
        around.start <= quote.start and quote.end <= around.end for around in claim.quotes for quote in figure.quotes
    )


def _words_of(claims: Iterable[Claim[Statement] | Claim[Event] | Claim[Figure]]) -> str:
    return " ".join(dict.fromkeys(quote.words for claim in claims for quote in claim.quotes))


def _told(
    claim: Claim[Figure],
    source: Claim[Statement] | None,
    covering: Sequence[Claim[Statement] | Claim[Event]],
    around: _Around,
) -> Told:
    words, own = _words_of(covering) or claim.sentence, _words_of([claim])
    counted = frozenset() if claim.record.unit == PEOPLE else content(own)
    whole, clause = _text_of(claim, covering)
    text, scopes = without_words(without_speaker(whole), around.people), load_scopes()
    speaker = source.record.speaker if source else None
    mouth = speaker or _mouth(clause)
    owners = _owners(claim, covering)
    parties = _parties(claim.record, None if mouth in owners else mouth, text)
    hints = scopes.hints_of(text) - {"terms", "former"}
    hints |= scopes.hints_of(without_figures(text, own)) & {"former"}
    return Told(
        claim=claim,
        speaker=speaker,
        context=content(words) - counted if words else None,
        text=text,
        clause=clause,
        parties=parties,
        mouth=mouth,
        owners=owners,
        days=span(claim.source.published),
        report=around.report,
        hints=hints | (scopes.hints_of(text.replace(own, "")) & {"terms"}),
        clause_hints=scopes.hints_of(clause),
        kinds=scopes.kinds_of(text),
        states=parties | states_named(text),
        words=own,
        beside=around.beside,
    )


def _text_of(claim: Claim[Figure], covering: Sequence[Claim[Statement] | Claim[Event]]) -> tuple[str, str]:
    """Return the shortest text around a figure that speech, a sentence or else a deed gives, and the clause in it."""
    figure = claim.quotes[0]
    quotes = [
        (not isinstance(found.record, Statement), len(quote.words), quote.words, figure.start - quote.start)
        for found in covering
        for quote in found.quotes
        if quote.start <= figure.start and figure.end <= quote.end
    ]
    if claim.sentence is not None and not any(not is_deed for is_deed, *_ in quotes):
        quotes = [(False, len(claim.sentence), claim.sentence, max(claim.sentence.find(figure.words), 0))]
    if not quotes:
        return "", ""
    *_, text, start = min(quotes)
    return text, clause_around(text, start, start + figure.end - figure.start)


def _mouth(clause: str) -> str | None:
    """Return the one state that a clause names beside a word of saying: `Eriwan meldete vier Tote`."""
    named = states_named(clause)
    return next(iter(named)) if len(named) == 1 and load_scopes().speaks(clause, "saying") else None


def _parties(figure: Figure, mouth: str | None, text: str) -> frozenset[str]:
    """Return the parties of a figure; a state that only gives it is none."""
    parties = frozenset(party for party in (*figure.parties, figure.from_, figure.to) if party)
    only_says = parties == {mouth} and sum(mouth in states_named(word) for word in text.split()) <= 1
    return frozenset() if only_says and _mouth(text) in (None, mouth) else parties


def _owners(claim: Claim[Figure], covering: Sequence[Claim[Statement] | Claim[Event]]) -> frozenset[str]:
    """Return the states whose people a figure counts: `neun thailändische Soldaten`."""
    named = states_named(_words_of([claim]))
    if named or claim.record.indicator != "troops":
        return named
    doers = (found.record.actor for found in covering if isinstance(found.record, Event))
    return frozenset(actor for actors in doers for actor in actors if is_side(actor))
