"""Actors and their offices: spellings, days held, why mentions of several reports are one."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping

from relazione.dossier.naming import ONTOLOGY, Naming, find_organisation
from relazione.dossier.notes import Notebook
from relazione.dossier.tree import ActorLine, Merge, OfficeLine
from relazione.ontology.terms import label
from relazione.ontology.vocabulary import term
from relazione.records import Event, Record
from relazione.resolution.actors import UNIQUE_ROLES
from relazione.resolution.claims import HeldOffice, Judgement, LedgerActor, Material, Quote, Source

KINDS = ("state", "group", "organisation", "person")


class Witnesses(Record, frozen=True, kw_only=True):
    """The words of the first record of each document that an actor has a part in; `sources` by publication."""

    named: Mapping[tuple[str, str], tuple[Quote, ...]]
    sources: Mapping[str, Source]
    notebook: Notebook

    def first(self, actor: str) -> tuple[int, ...]:
        """Return the note of the earliest document that an actor has a part in."""
        return self.notes(actor, [document for document in self.sources if (actor, document) in self.named][:1])

    def ends(self, actor: str, documents: Container[str]) -> tuple[int, ...]:
        """Return the notes of the earliest and the latest of some documents."""
        known = [document for document in self.sources if document in documents]
        return self.notes(actor, dict.fromkeys([*known[:1], *known[-1:]]))

    def notes(self, actor: str, documents: Iterable[str]) -> tuple[int, ...]:
        """Return the notes of documents to the words that name an actor's part in them."""
        found = ((self.sources[document], self.named.get((actor, document), ())[:1]) for document in documents)
        return tuple(note for source, quotes in found for note in self.notebook.take(source, quotes))


def roster(material: Material, naming: Naming, notebook: Notebook) -> tuple[ActorLine, ...]:
    """Return the lines of all actors: states, groups, organisations, persons, each sort by how often it appears."""
    acts = Counter(actor for merged in material.events for actor in set(takers(merged.event)))
    words = Counter(claim.record.speaker for claim in material.statements if claim.record.speaker)
    witnesses = Witnesses(named=_named(material), sources=material.sources(), notebook=notebook)

    def rank(actor: LedgerActor) -> tuple[int, int, str, str]:
        return KINDS.index(actor.kind), -acts[actor.id] - words[actor.id], naming.name(actor.id), actor.id

    return tuple(
        _actor_line(actor, naming, witnesses, acts[actor.id], words[actor.id])
        for actor in sorted(material.actors.values(), key=rank)
    )


def takers(event: Event) -> Iterator[str]:
    """Yield the ids of all that take part in an event."""
    yield from event.actor
    yield from event.recipient
    yield from event.participants
    yield from event.mediator


def _actor_line(actor: LedgerActor, naming: Naming, witnesses: Witnesses, events: int, statements: int) -> ActorLine:
    name = naming.name(actor.id)
    state = actor.country if actor.kind != "state" else None
    return ActorLine(
        notes=witnesses.first(actor.id),
        id=actor.id,
        kind=actor.kind,
        name=name,
        spellings=tuple(spelling for spelling in actor.names if spelling != name),
        country=naming.name(state) if state else None,
        members=naming.names(actor.members),
        offices=tuple(_office(actor.id, held, naming, witnesses) for held in actor.offices),
        merges=tuple(_merge(link) for link in actor.links if link.verdict == "same"),
        events=events,
        statements=statements,
    )


def _office(actor: str, held: HeldOffice, naming: Naming, witnesses: Witnesses) -> OfficeLine:
    return OfficeLine(
        notes=witnesses.ends(actor, held.documents),
        title=_title(held, naming.language),
        role=held.role,
        of=_body(held, naming),
        first=held.first,
        last=held.last,
    )


def _title(held: HeldOffice, language: str) -> str:
    """Return what an office is in the dossier's language; of a role that covers many offices, the title as written."""
    return label(term("role", held.role), language) if held.role in UNIQUE_ROLES else held.title


def _body(held: HeldOffice, naming: Naming) -> str | None:
    if held.organisation:
        known = find_organisation(f"{ONTOLOGY}{held.organisation.removeprefix(ONTOLOGY)}")
        return known.name(naming.language) if known else naming.name(held.organisation)
    return naming.name(held.country) if held.country else None


def _merge(link: Judgement) -> Merge:
    return Merge(reason=link.reason, score=link.score, who=link.who)


def _named(material: Material) -> dict[tuple[str, str], tuple[Quote, ...]]:
    found: dict[tuple[str, str], tuple[Quote, ...]] = {}
    for merged in material.events:
        for told in merged.claims:
            for actor in takers(told.record):
                found.setdefault((actor, told.source.document), told.quotes)
    for said in material.statements:
        if said.record.speaker:
            found.setdefault((said.record.speaker, said.source.document), said.quotes)
    return found
