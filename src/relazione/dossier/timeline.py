"""The timeline: each event as a sentence, in order of its date."""

from collections.abc import Iterator, Mapping

from relazione.dossier.dates import order
from relazione.dossier.naming import Naming
from relazione.dossier.notes import Notebook
from relazione.dossier.tree import Happening
from relazione.dossier.wording import wording
from relazione.ontology.plover import say
from relazione.ontology.terms import label
from relazione.ontology.topics import topic
from relazione.ontology.vocabulary import term
from relazione.records import Agreement, Event, Statement
from relazione.resolution.claims import Claim, MergedEvent, T
from relazione.resolution.events import stage_of

Spoken = Mapping[tuple[str, str], Claim[Statement]]
Pacts = Mapping[tuple[str, str], Claim[Agreement]]


def timeline(
    events: tuple[MergedEvent, ...], spoken: Spoken, pacts: Pacts, naming: Naming, notebook: Notebook
) -> tuple[Happening, ...]:
    """Return the lines of events, undated ones at the end.

    `spoken` and `pacts` hold statements and agreements by document and local id.
    """
    ordered = sorted(events, key=lambda merged: (order(merged.event.date), merged.id))
    return tuple(_happening(merged, spoken, pacts, naming, notebook) for merged in ordered)


def by_place(claims: tuple[Claim[T], ...]) -> Mapping[tuple[str, str], Claim[T]]:
    """Return claims by the document they stand in and their id there."""
    return {(claim.source.document, claim.local): claim for claim in claims}


def speakers_of(claim: Claim[Statement] | None, naming: Naming) -> tuple[str, ...]:
    """Return the name of a statement's speaker, none where it has none."""
    return naming.names([claim.record.speaker]) if claim and claim.record.speaker else ()


def _happening(merged: MergedEvent, spoken: Spoken, pacts: Pacts, naming: Naming, notebook: Notebook) -> Happening:
    event = merged.event
    return Happening(
        notes=tuple(sorted({note for claim in merged.claims for note in notebook.take(claim.source, claim.quotes)})),
        records=tuple(claim.id for claim in merged.claims),
        id=merged.id,
        date=event.date,
        sentence=sentence(event, naming),
        actors=event.actor,
        recipients=event.recipient,
        type=event.type,
        mode=event.mode,
        status=event.status,
        steps=tuple(dict.fromkeys(_steps(merged, pacts, naming.language))),
        score=event.score,
        quad=event.quad,
        place=event.place.name if event.place else None,
        participants=naming.names(event.participants),
        about=naming.names(event.about),
        mediators=naming.names(event.mediator),
        topics=tuple(topic(code).label[naming.language] for code in event.topics),
        according_to=tuple(dict.fromkeys(_vouchers(merged, spoken, naming))),
        reports=len({claim.source.document for claim in merged.claims}),
        origins=merged.origins,
    )


def sentence(event: Event, naming: Naming) -> str:
    """Return an event as a sentence without a full stop."""
    actors = naming.names(event.actor) or (wording(naming.language)["somebody"],)
    said = say(event.type, event.mode, naming.language, actors, naming.names(event.recipient), cameo=event.cameo)
    return said[:1].upper() + said[1:]


def _steps(merged: MergedEvent, pacts: Pacts, language: str) -> Iterator[str]:
    """Yield what an event does to an agreement: its name and the stage."""
    for claim in merged.claims:
        pact = pacts.get((claim.source.document, claim.record.agreement or ""))
        stage = stage_of(claim.record, pact.record) if pact else None
        if pact and stage:
            yield f"{pact.record.name}: {label(term('agreement_stage', stage), language)}"


def _vouchers(merged: MergedEvent, spoken: Spoken, naming: Naming) -> Iterator[str]:
    """Yield the speakers of an event that all reports leave to a speaker, nobody where one report vouches for it."""
    if all(claim.record.attributed_to for claim in merged.claims):
        for claim in merged.claims:
            said = spoken.get((claim.source.document, claim.record.attributed_to or ""))
            yield from speakers_of(said, naming) or (wording(naming.language)["unnamed"],)
