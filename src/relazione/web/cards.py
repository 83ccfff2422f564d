"""Records of one reading in the words of the interface: a sentence each, and every slot by its name."""

from collections.abc import Iterable, Iterator

from relazione.dossier.naming import Naming, state_name
from relazione.dossier.phrasing import Phrasing
from relazione.dossier.timeline import sentence
from relazione.dossier.tree import ValueLine
from relazione.ontology import countries
from relazione.ontology.indicators import indicator
from relazione.ontology.plover import context, event_type, mode
from relazione.ontology.topics import topic
from relazione.records import Actor, Agreement, Event, Figure, Reading, Record, Span, Statement
from relazione.resolution.claims import LedgerActor, Source
from relazione.resolution.kinds import Kind, Told, kind_of
from relazione.web.marks import KINDS, records_of, spans_of
from relazione.web.wording import Interface

LONGEST = 220  # characters of a statement's words in its heading
NOWHERE = Source(document="", lineage="", added="")


class Quoted(Record, frozen=True, kw_only=True):
    """A span of a record with its words and the number of its paragraph."""

    start: int
    end: int
    words: str
    paragraph: int


class Card(Record, frozen=True, kw_only=True):
    """A record as a reader meets it: `title` says it, `note` what the title leaves out, `slots` all in words."""

    id: str
    kind: Kind
    title: str
    note: str
    slots: tuple[tuple[str, str], ...]
    quotes: tuple[Quoted, ...]
    confidence: float
    rule: str


class Cards:
    """Says the records of a reading of `text`, in the language of `words`."""

    def __init__(self, reading: Reading, text: str, words: Interface) -> None:
        self.reading, self.text, self.words = reading, text, words
        self.say = Phrasing(words.language)
        self.records = records_of(reading)
        self.naming = Naming(language=words.language, actors=_known(reading.actors, words.language))

    def by_kind(self) -> dict[Kind, list[Card]]:
        """Return the cards of all records, kind by kind, in the order of the text."""
        cards: dict[Kind, list[Card]] = {kind: [] for kind in KINDS}
        for record in sorted(self.records.values(), key=_place):
            cards[kind_of(record)].append(self.card(record))
        return cards

    def card(self, record: Told | Actor) -> Card:
        """Return a record's card."""
        return Card(
            id=record.id,
            kind=kind_of(record),
            title=self.title(record),
            note=" · ".join(filter(None, self._note(record))),
            slots=tuple((self.words[f"slot_{name}"], value) for name, value in self.slots(record) if value),
            quotes=tuple(self._quoted(span) for span in spans_of(record)),
            confidence=record.confidence,
            rule=record.rule,
        )

    def title(self, record: Told | Actor) -> str:
        """Return what a record says, in one line."""
        if isinstance(record, Event):
            return sentence(record, self.naming)
        if isinstance(record, Statement):
            words = " … ".join(" ".join(self.text[span.start : span.end].split()) for span in record.content)
            said = words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]} …"
            return f"{self._speaker(record)}: {self.say.quoted(said) if record.form == 'direct' else said}"
        if isinstance(record, Figure):
            label = indicator(record.indicator).label[self.words.language]
            return f"{label[:1].upper()}{label[1:]}: {self.amount(record)}"
        return _called(record, self.words.language) if isinstance(record, Actor) else record.name

    def amount(self, figure: Figure) -> str:
        """Return a figure's number with its bound and unit."""
        line = ValueLine(
            id=figure.id,
            value=figure.value,
            value_max=figure.value_max,
            bound=figure.bound,
            measure=figure.measure,
            speakers=(),
            source=NOWHERE,
        )
        return self.say.value(line, figure.unit)

    def name(self, actor: str) -> str:
        """Return the name of an actor by its id in the reading."""
        return self.naming.name(actor)

    def slots(self, record: Told | Actor) -> Iterator[tuple[str, str]]:
        """Yield the slots of a record by name, each in words; empty where the text does not say."""
        if isinstance(record, Event):
            yield from self._event(record)
        elif isinstance(record, Statement):
            yield from self._statement(record)
        elif isinstance(record, Figure):
            yield from self._figure(record)
        elif isinstance(record, Agreement):
            yield from self._agreement(record)
        else:
            yield from self._actor(record)

    def _event(self, event: Event) -> Iterator[tuple[str, str]]:
        language = self.words.language
        yield "type", f"{event_type(event.type).label[language]} ({event.type})"
        yield "mode", mode(event.type, event.mode).label[language] if event.mode else ""
        yield "status", self.say.code("status", event.status)
        yield "date", self._date(event.date)
        yield "place", event.place.name if event.place else ""
        for slot in ("actor", "recipient", "participants", "mediator", "about"):
            yield slot, self._names(getattr(event, slot))
        yield "contexts", ", ".join(context(code).label[language] for code in event.contexts)
        yield "topics", self._topics(event.topics)
        yield "attributed_to", self._reference(event.attributed_to)
        yield "agreement", self._reference(event.agreement)
        yield "score", self.say.score(event.score)
        yield "cameo", event.cameo

    def _statement(self, statement: Statement) -> Iterator[tuple[str, str]]:
        yield "speaker", self._speaker(statement)
        yield "addressee", self._names(statement.addressee)
        yield "about", self._names(statement.about)
        yield "act", self.say.code("act", statement.act)
        yield "form", self.say.code("form", statement.form)
        yield "topics", self._topics(statement.topics)
        yield "date", self._date(statement.date)
        yield "due", self._date(statement.due)
        yield "cue", self.text[statement.cue.start : statement.cue.end] if statement.cue else ""

    def _figure(self, figure: Figure) -> Iterator[tuple[str, str]]:
        yield "indicator", indicator(figure.indicator).label[self.words.language]
        yield "value", self.amount(figure)
        yield "period", self._date(figure.period)
        yield "parties", self._names(figure.parties)
        yield "from_", self.name(figure.from_) if figure.from_ else ""
        yield "to", self.name(figure.to) if figure.to else ""
        yield "attributed_to", self._reference(figure.attributed_to)

    def _agreement(self, agreement: Agreement) -> Iterator[tuple[str, str]]:
        yield "kind", self.say.code("agreement_kind", agreement.kind)
        yield "subject", agreement.subject or ""
        yield "parties", self._names(agreement.parties)
        yield "mediator", self._names(agreement.mediator)
        stages = (
            f"{self.say.code('agreement_stage', stage.stage)} ({self.say.date(stage.date)})"
            if stage.date
            else self.say.code("agreement_stage", stage.stage)
            for stage in agreement.stages
        )
        yield "stages", ", ".join(stages)

    def _actor(self, actor: Actor) -> Iterator[tuple[str, str]]:
        language = self.words.language
        yield "actor_kind", self.say.code("actor_kind", actor.kind)
        yield "country", _state(actor.country, language)
        yield "names", ", ".join(name for name in actor.names if name != _called(actor, language))
        yield "offices", ", ".join(dict.fromkeys(office.title for office in actor.offices))
        yield "members", ", ".join(_state(code, language) for code in actor.members)

    def _note(self, record: Told | Actor) -> Iterator[str]:
        if isinstance(record, Event):
            yield self.say.date(record.date)
            yield self.say.code("status", record.status) if record.status != "occurred" else ""
            yield record.place.name if record.place else ""
        elif isinstance(record, Statement):
            yield self.say.code("act", record.act)
            yield self.say.code("form", record.form)
            yield self.say.words.fill("due", date=self.say.date(record.due)) if record.due else ""
        elif isinstance(record, Figure):
            yield self._names((*record.parties, *filter(None, (record.from_, record.to))))
            yield self._date(record.period)
        elif isinstance(record, Agreement):
            yield self.say.code("agreement_kind", record.kind)
            yield self._names(record.parties)
            yield ", ".join(self.say.code("agreement_stage", stage.stage) for stage in record.stages)
        else:
            yield self.say.code("actor_kind", record.kind)
            yield _state(record.country, self.words.language) if record.kind != "state" else ""
            yield ", ".join(dict.fromkeys(office.title for office in record.offices))

    def _quoted(self, span: Span) -> Quoted:
        before = self.text[: span.start].split("\n")[:-1]
        words = " ".join(self.text[span.start : span.end].split())
        return Quoted(
            start=span.start, end=span.end, words=words, paragraph=1 + sum(bool(line.strip()) for line in before)
        )

    def _names(self, actors: Iterable[str]) -> str:
        return self.say.names(self.naming.names(actors))

    def _speaker(self, statement: Statement) -> str:
        return self.name(statement.speaker) if statement.speaker else self.say.words["unnamed"]

    def _topics(self, codes: Iterable[str]) -> str:
        return ", ".join(topic(code).label[self.words.language] for code in codes)

    def _date(self, edtf: str | None) -> str:
        return self.say.date(edtf) if edtf else ""

    def _reference(self, id_: str | None) -> str:
        return self.title(self.records[id_]) if id_ in self.records and id_ is not None else ""


def _known(actors: Iterable[Actor], language: str) -> dict[str, LedgerActor]:
    return {
        actor.id: LedgerActor(
            id=actor.id,
            kind=actor.kind,
            name=_called(actor, language),
        )
        for actor in actors
    }


def _called(actor: Actor, language: str) -> str:
    return _state(actor.country, language) if actor.kind == "state" else actor.name


def _state(code: str | None, language: str) -> str:
    return state_name(code, language) if code and countries.is_state(code) else code or ""


def _place(record: Told | Actor) -> tuple[int, int, str]:
    spans = spans_of(record)
    return (spans[0].start, spans[0].end, record.id) if spans else (0, 0, record.id)
