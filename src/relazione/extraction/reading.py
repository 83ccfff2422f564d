"""Putting a reading together: the steps in their order, and their findings as records with ids."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from relazione.extraction.actors import find_actors
from relazione.extraction.agreements import AgreementFinding, find_agreements
from relazione.extraction.events import EventFinding, find_events
from relazione.extraction.figures import find_figures
from relazione.extraction.findings import (
    OF_STATES,
    ActorBook,
    ActorEntry,
    ActorMention,
    FigureFinding,
    Known,
    StatementFinding,
    TimeFinding,
)
from relazione.extraction.mentions import EventFinder
from relazione.extraction.places import find_places
from relazione.extraction.statements import dated, find_statements, with_speakers
from relazione.extraction.syntax import char_span
from relazione.extraction.time import due_in, find_times
from relazione.extraction.topics import contexts_of, topics_in
from relazione.languages.pack import Pack
from relazione.ontology import cameo, plover
from relazione.ontology.atlas import ONTOLOGY, Atlas
from relazione.records import (
    Actor,
    Agreement,
    Document,
    DocumentHead,
    Event,
    Figure,
    Mention,
    Reading,
    Span,
    Stage,
    Statement,
)

if TYPE_CHECKING:
    from relazione.languages.doc import Doc

NO_DATE = (
    "the publication date is not known: dates have no year (XXXX) and `gestern` or `im vergangenen Jahr` none at all"
)
BEFORE = 30  # characters that a record's words may begin before the statement that most of them lie in
OFFICIAL = OF_STATES | {"ambassador", "envoy", "spokesperson", "official", "military_officer"}


@dataclass(frozen=True, slots=True)
class Findings:
    """What the steps found in one document."""

    book: ActorBook
    times: list[TimeFinding]
    statements: list[StatementFinding]
    figures: list[FigureFinding]
    events: list[EventFinding]
    agreements: list[AgreementFinding]


def find_all(doc: "Doc", pack: Pack, published: str | None, atlas: Atlas = ONTOLOGY) -> Findings:
    """Return the findings of every step; actors come first, since all others name them, then time, since all are
    dated.
    """
    book, hits = find_actors(doc, pack, atlas, published)
    times = find_times(doc, pack, published)
    places = find_places(doc, pack, hits, book)
    statements = dated(find_statements(doc, pack, book), doc, times)
    figures = find_figures(doc, pack, Known(book, times, statements, published))
    events = find_events(EventFinder(doc, pack, with_speakers(book, doc, statements), times, places), statements)
    agreements = find_agreements(doc, pack, book, times, events)
    return Findings(book, times, statements, figures, events, agreements)


def read_parsed(  # noqa: PLR0913  (a reading is made of these)
    doc: "Doc", pack: Pack, document: Document, *, published: str | None, reader: str, atlas: Atlas = ONTOLOGY
) -> Reading:
    """Return the reading of a parsed document; `published` is an EDTF date or `None`; an atlas knows actors."""
    findings = find_all(doc, pack, published, atlas)
    return Assembly(doc, pack, document, findings, published).reading(reader)


class Assembly:
    """Turns the findings of one document into records with ids."""

    def __init__(self, doc: "Doc", pack: Pack, document: Document, findings: Findings, published: str | None) -> None:
        self.doc, self.pack, self.document, self.findings, self.published = (
            doc,
            pack,
            document,
            findings,
            published,
        )
        self.book = findings.book
        self.mentions: dict[str, list[ActorMention]] = {}
        for mention in self.book.mentions:
            for key in mention.actors if mention.counts else ():
                self.mentions.setdefault(key, []).append(mention)
        self.spans = [(mention, char_span(doc, mention.start, mention.end)) for mention in self.book.mentions]
        self.contents = Contents(said.content for said in findings.statements)
        self.steps = {
            id(stage.event): f"g{number}"
            for number, agreement in reversed([*enumerate(findings.agreements, 1)])
            for stage in agreement.stages
        }
        self.kept = self._kept()
        self.ids = {key: f"a{number}" for number, key in enumerate(self.kept, 1)}

    def reading(self, reader: str) -> Reading:
        """Return the reading, records in order of the text."""
        head = DocumentHead(
            id=self.document.id,
            title=self.document.title,
            language=self.pack.code,
            published=self.published,
            publisher=self.document.publisher,
            url=self.document.url,
            length=len(self.document.text),
        )
        found = self.findings
        return Reading(
            reader=reader,
            document=head,
            actors=tuple(self._actor(self.book.entries[key]) for key in self.kept),
            events=tuple(self._event(number, event) for number, event in enumerate(found.events, 1)),
            statements=tuple(self._statement(number, said) for number, said in enumerate(found.statements, 1)),
            figures=tuple(self._figure(number, figure) for number, figure in enumerate(found.figures, 1)),
            agreements=tuple(
                self._agreement(number, agreement) for number, agreement in enumerate(found.agreements, 1)
            ),
            notes=() if self.published else (NO_DATE,),
        )

    def _kept(self) -> list[str]:
        """Return the keys of the actors to list: states, persons, organisations that a noun shows to be one, and
        whoever else a record names, as the text goes.
        """
        book = self.book
        used = self._used()
        order: dict[str, int] = {}
        for mention in book.mentions:
            for key in mention.actors:
                if mention.counts or key in used:
                    order.setdefault(key, mention.start)
        for key in used:
            order.setdefault(key, len(self.doc))
        listed = [key for key in order if key in used or _is_known(book.entries[key])]
        return sorted(listed, key=lambda key: (order[key], key))

    def _used(self) -> set[str]:
        found = self.findings
        used = {
            key for event in found.events for key in (*event.actor, *event.recipient, *event.about, *event.mediator)
        }
        used |= {key for said in found.statements for key in (said.speaker, *said.addressee) if key}
        used |= {key for figure in found.figures for key in (*figure.parties, figure.from_, figure.to) if key}
        used |= {key for agreement in found.agreements for key in (*agreement.parties, *agreement.mediator)}
        return used | {party for key in used if (party := self._party(key))}

    def _party(self, key: str) -> str:
        """Return the state that an office-holder or a body of government acts for, else the actor itself."""
        entry = self.book.entries[key]
        if entry.country not in self.book.entries:
            return key
        official = any(office.role in OFFICIAL for office in entry.offices)
        return entry.country if entry.kind == "person" and official and entry.country else key

    def _party_ids(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of the parties that some actors are; a state stands for its own bodies beside it, and groups
        of nobody known are left out beside one.
        """
        parties = list(dict.fromkeys(self._party(key) for key in keys))
        bodies = {
            key for key in parties if self.book.entries[key].country in parties and not self.book.atlas.is_state(key)
        }
        unnamed = {key for key in parties if not self.book.entries[key].named and not self.book.entries[key].is_public}
        public = any(self.book.entries[key].is_public for key in parties)
        return tuple(self.ids[key] for key in parties if key not in bodies and not (public and key in unnamed))

    def _ids(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.ids[key] for key in keys))

    def _actor(self, entry: ActorEntry) -> Actor:
        mentions = self.mentions.get(entry.key, [])
        spans = [self.doc.span(mention.start, mention.end) for mention in mentions]
        named = [span.text for span, mention in zip(spans, mentions, strict=True) if not mention.anaphor]
        named += self._names_in_compounds(entry) if not named else ()
        return Actor(
            id=self.ids[entry.key],
            kind=entry.kind,  # type: ignore[arg-type]
            name=entry.name,
            names=tuple(dict.fromkeys((entry.name, *named))),
            country=entry.country,
            offices=tuple(entry.offices),
            members=entry.members,
            identifiers=dict(sorted(entry.identifiers.items())),
            mentions=tuple(
                Mention(start=span.start_char, end=span.end_char, metonym=mention.metonym, anaphor=mention.anaphor)
                for span, mention in zip(spans, mentions, strict=True)
            ),
            confidence=entry.confidence,
            rule=entry.rule or f"{self.pack.code}.name",
        )

    def _names_in_compounds(self, entry: ActorEntry) -> Iterator[str]:
        """Yield the compounds that name an actor who is named nowhere else (`der G-20-Gipfel`)."""
        for mention in self.book.mentions:
            if mention.kind_of == "compound" and mention.actor == entry.key and entry.kind != "state":
                yield self.doc.span(mention.start, mention.end).text

    def _event(self, number: int, event: EventFinding) -> Event:
        topics = self._topics(event.spans)
        if not event.contexts and not contexts_of(topics):  # its own words do not tell what it is about
            topics = self._topics([self._sentence(mention.token) for mention in event.mentions])
        contexts = tuple(dict.fromkeys((*event.contexts, *contexts_of(topics))))
        aim = event.frame.type if event.frame.type != event.type else None  # what is agreed on or threatened
        recipients = [key for key in self._party_ids(event.recipient) if key not in self._party_ids(event.actor)]
        return Event(
            id=f"e{number}",
            type=event.type,
            mode=event.mode,
            contexts=contexts,
            topics=topics,
            cameo=cameo.cameo_for(event.type, event.mode, contexts, aim=aim, stage=event.frame.agreement),
            score=plover.score(event.type, event.mode),
            quad=plover.quad(event.type),
            actor=self._party_ids(event.actor),
            recipient=tuple(recipients),
            participants=self._ids(key for key in (*event.actor, *event.recipient) if self._party(key) != key),
            date=event.date,
            place=event.place,
            status=event.status,
            attributed_to=self._attribution(event.spans),
            agreement=self.steps.get(id(event)),
            mediator=self._party_ids(event.mediator),
            about=self._party_ids(event.about),
            evidence=_spans(event.spans),
            confidence=event.confidence,
            rule=event.frame.rule,
        )

    def _topics(self, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(code for span in spans for code in topics_in(self._text(span), self.pack)))

    def _sentence(self, token: int) -> tuple[int, int]:
        sentence = self.doc[token].sent
        return sentence.start_char, sentence.end_char

    def _statement(self, number: int, said: StatementFinding) -> Statement:
        text = " ".join(self._text(span) for span in said.content)
        about = [
            key
            for mention, span in self._mentions_about(said.content)
            if _inside(span, said.content)
            for key in mention.actors
            if key != said.speaker and key in self.ids
        ]
        return Statement(
            id=f"s{number}",
            speaker=self.ids[said.speaker] if said.speaker else None,
            addressee=self._ids(said.addressee),
            about=self._ids(about),
            topics=topics_in(text, self.pack),
            form=said.form,  # type: ignore[arg-type]
            act=said.act,  # type: ignore[arg-type]
            cue=Span(start=said.cue[0], end=said.cue[1]) if said.cue else None,
            content=_spans(said.content),
            date=said.date,
            due=due_in(self.findings.times, said.content) if said.act == "commit" else None,
            confidence=said.confidence,
            rule=said.rule,
        )

    def _mentions_about(self, content: tuple[tuple[int, int], ...]) -> list[tuple[ActorMention, tuple[int, int]]]:
        """Return the mentions that begin near the content of a statement or in it, in order of the text."""
        first = bisect_left(self.spans, min(content)[0] - BEFORE, key=_start)
        return self.spans[first : bisect_left(self.spans, max(end for _, end in content), key=_start)]

    def _figure(self, number: int, figure: FigureFinding) -> Figure:
        return Figure(
            id=f"f{number}",
            indicator=figure.indicator,
            measure=figure.measure,  # type: ignore[arg-type]
            value=figure.value,
            value_max=figure.value_max,
            unit=figure.unit,
            bound=figure.bound,  # type: ignore[arg-type]
            period=figure.period,
            parties=self._party_ids(figure.parties),
            from_=self.ids[figure.from_] if figure.from_ else None,
            to=self.ids[figure.to] if figure.to else None,
            attributed_to=self._attribution([figure.span, *figure.again]),
            evidence=_spans([figure.span, *figure.again]),
            confidence=figure.confidence,
            rule=figure.rule,
        )

    def _agreement(self, number: int, agreement: AgreementFinding) -> Agreement:
        return Agreement(
            id=f"g{number}",
            name=agreement.name,
            kind=agreement.kind,
            subject=agreement.subject,
            parties=self._party_ids(agreement.parties),
            mediator=self._party_ids(agreement.mediator),
            stages=tuple(
                Stage(stage=stage.stage, date=stage.date, evidence=_spans([stage.span])) for stage in agreement.stages
            ),
            evidence=_spans(agreement.spans),
            confidence=agreement.confidence,
            rule=agreement.rule,
        )

    def _attribution(self, spans: Iterable[tuple[int, int]]) -> str | None:
        """Return the statement that alone asserts what the spans show: every one of them lies in its content."""
        holders = [self.contents.first_around(span) for span in spans]
        return f"s{holders[0]}" if holders and all(holders) else None

    def _text(self, span: tuple[int, int]) -> str:
        return self.document.text[span[0] : span[1]]


class Contents:
    """The contents of a document's statements, so that those around some words are found without going through all."""

    def __init__(self, contents: Iterable[tuple[tuple[int, int], ...]]) -> None:
        numbered = [(span, number) for number, content in enumerate(contents, 1) for span in content]
        self._spans = sorted(numbered)
        self._reach = [*accumulate((span[1] for span, _ in self._spans), max)]

    def first_around(self, words: tuple[int, int]) -> int | None:
        """Return the least number (from 1) of the statements that most of some words lie in, `None` for none."""
        place = bisect_left(self._spans, words[0] + BEFORE + 1, key=lambda entry: entry[0][0])
        found = []
        while place and self._reach[place - 1] > words[0]:
            place -= 1
            span, number = self._spans[place]
            found += [number] if _inside(words, [span]) else []
        return min(found, default=None)


def _start(mention: tuple[ActorMention, tuple[int, int]]) -> int:
    return mention[1][0]


def _is_known(entry: ActorEntry) -> bool:
    return entry.kind in ("state", "person") or entry.rule.endswith(".apposition")


def _spans(spans: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start=start, end=end) for start, end in sorted(set(spans)))


def _inside(span: tuple[int, int], content: Iterable[tuple[int, int]]) -> bool:
    """Tell whether most of a span lies in the content of a statement."""
    middle = (span[0] + span[1]) / 2
    return any(start <= middle < end and span[0] >= start - BEFORE for start, end in content)
