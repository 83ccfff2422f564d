"""The vocabulary between many reports and their ledger: records with their sources, and what merging makes of them.

A claim is one record of one report whose actor ids are the ledger's: a state's is its ISO 3166-1 alpha-3 code (`KAZ`),
that of a group or organisation of the ontology `org:` and its id there (`org:C6`), others are hashes (`actor:5d0c…`).
"""

from collections.abc import Iterator, Mapping
from typing import Generic, Literal, TypeVar

import msgspec

from relazione.records import ActorKind, Agreement, Event, Figure, Record, Statement

T = TypeVar("T", Event, Statement, Figure, Agreement)
Verdict = Literal["same", "different", "unsure"]
Turned = Literal["renewed", "softened", "denied", "kept", "broken"]
PromiseState = Literal["open", "kept", "broken", "overdue"]
Comparison = Literal["same", "rounding", "contradiction"]


class Source(Record, frozen=True, kw_only=True):
    """A kept document as a citation needs it.

    `country` is the alpha-3 code of the publisher's state, `origin` the file it came from, `lineage` the id of the
    first document of which this one is a copy (its own id where it is none): two sources of one lineage are one origin.
    `added` is the UTC time (ISO 8601) at which the ledger took it.
    """

    document: str
    title: str | None = None
    language: str | None = None
    published: str | None = None
    publisher: str | None = None
    country: str | None = None
    url: str | None = None
    origin: str | None = None
    author: str | None = None
    lineage: str
    added: str


class Quote(Record, frozen=True, kw_only=True, order=True):
    """Exact words of a document: `words` is the slice `[start, end)` of its text."""

    document: str
    start: int
    end: int
    words: str


class Claim(Record, Generic[T], frozen=True, kw_only=True):
    """One record of one report: what it says, where it stands and in which words.

    `id` is the hash of what it says and of the document (`event:…`, `statement:…`, `figure:…`, `agreement:…`);
    `local` its id in the reading. References to other records of the reading (`attributed_to`, `agreement`) stay local.
    `quotes` are the words of its evidence; of a statement, those of its content. `sentence` is the sentence that a
    figure stands in: its own words do not tell what it measures.
    """

    id: str
    local: str
    source: Source
    record: T
    quotes: tuple[Quote, ...]
    sentence: str | None = None


class Judgement(Record, frozen=True, kw_only=True):
    """Whether two things are one, how sure that is (0 to 1) and why; `who` is `None` where no person decided."""

    left: str
    right: str
    verdict: Verdict
    score: float
    reason: str
    who: str | None = None
    made: str | None = None


class HeldOffice(Record, frozen=True, kw_only=True):
    """An office and the days (EDTF) at which reports first and last show it held, with the ids of those reports."""

    title: str
    role: str
    country: str | None = None
    organisation: str | None = None
    first: str | None = None
    last: str | None = None
    documents: tuple[str, ...] = ()


class LedgerActor(Record, frozen=True, kw_only=True):
    """An actor as all reports together show it; `links` say why mentions of several reports are one."""

    id: str
    kind: ActorKind
    name: str
    names: tuple[str, ...] = ()
    country: str | None = None
    offices: tuple[HeldOffice, ...] = ()
    members: tuple[str, ...] = ()
    identifiers: dict[str, str] = msgspec.field(default_factory=dict)
    links: tuple[Judgement, ...] = ()


class MergedEvent(Record, frozen=True, kw_only=True):
    """One event and every report that tells of it.

    `event` is the fullest telling with its gaps filled from the others; `claims` stand in order of publication.
    """

    id: str
    event: Event
    claims: tuple[Claim[Event], ...]
    links: tuple[Judgement, ...] = ()

    @property
    def origins(self) -> int:
        """Return how many independent origins tell of the event: copies of one text count once."""
        return len({claim.source.lineage for claim in self.claims})


class Question(Record, frozen=True, kw_only=True):
    """What is asked of a ledger: the relations of `first` with `second`, or with everybody where that is `None`.

    Both are alpha-3 codes or ids of groups of the ontology (`C6`). `since` and `until` are ISO days, both inclusive.
    `publishers` and `countries` (of publishers) let through only what they report; empty lets through all.
    """

    first: str | None = None
    second: str | None = None
    since: str | None = None
    until: str | None = None
    publishers: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


class Material(Record, frozen=True, kw_only=True):
    """What a ledger holds on a question, ordered by date, then id; self-contained.

    `texts` are those of the documents that the records come from, by id; `left_out` counts, by kind of record, what a
    limit kept out.
    """

    question: Question
    events: tuple[MergedEvent, ...] = ()
    statements: tuple[Claim[Statement], ...] = ()
    figures: tuple[Claim[Figure], ...] = ()
    agreements: tuple[Claim[Agreement], ...] = ()
    actors: dict[str, LedgerActor] = msgspec.field(default_factory=dict)
    texts: dict[str, str] = msgspec.field(default_factory=dict)
    left_out: dict[str, int] = msgspec.field(default_factory=dict)

    def sources(self) -> Mapping[str, Source]:
        """Return every document that a record of the material comes from, by id, in order of publication."""
        found = {claim.source.document: claim.source for claim in self.claims()}
        return dict(sorted(found.items(), key=lambda item: (item[1].published or "9", item[0])))

    def claims(self) -> "Iterator[Claim[Event] | Claim[Statement] | Claim[Figure] | Claim[Agreement]]":
        """Yield all claims: those of events, statements, figures, agreements."""
        for merged in self.events:
            yield from merged.claims
        yield from self.statements
        yield from self.figures
        yield from self.agreements


class Compared(Record, frozen=True, kw_only=True):
    """Two claims of a line of figures held against each other, with the reason in a few English words."""

    left: str
    right: str
    verdict: Comparison
    reason: str


class FigureLine(Record, frozen=True, kw_only=True):
    """Figures that measure the same thing of the same parties in the same period, side by side; no side is right.

    `compared` holds one entry a pair of claims of different origin or speaker.
    """

    id: str
    indicator: str
    measure: str
    unit: str
    period: str | None
    parties: tuple[str, ...]
    from_: str | None = None
    to: str | None = None
    claims: tuple[Claim[Figure], ...]
    compared: tuple[Compared, ...] = ()

    @property
    def contradicted(self) -> bool:
        """Return whether two of the figures cannot both be right."""
        return any(pair.verdict == "contradiction" for pair in self.compared)


class Step(Record, frozen=True, kw_only=True):
    """A stage that an agreement reached, its EDTF date, and every claim that tells of it."""

    stage: str
    date: str | None
    claims: tuple[Claim[Agreement], ...]
    quotes: tuple[Quote, ...]


class AgreementCourse(Record, frozen=True, kw_only=True):
    """One agreement through all reports: its steps in order; `state` is the stage it stands at.

    `followed_up` is false for a declaration of intent (memorandum, roadmap, proposal) after which no report shows more.
    """

    id: str
    name: str
    kind: str
    subject: str | None
    parties: tuple[str, ...]
    mediator: tuple[str, ...] = ()
    steps: tuple[Step, ...]
    state: str | None
    followed_up: bool
    claims: tuple[Claim[Agreement], ...]


class Turn(Record, frozen=True, kw_only=True):
    """What a later report did to a promise, on which day (EDTF), told by which words."""

    turn: Turned
    date: str | None
    source: Source
    quotes: tuple[Quote, ...]
    reason: str


class Promise(Record, frozen=True, kw_only=True):
    """What `who` promised `to` whom, by when (`due`, EDTF), and what became of it by the day asked for.

    `claims` are the records in which it was made; `what` are its words.
    """

    id: str
    who: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    due: str | None
    made: str | None
    source: Source
    quotes: tuple[Quote, ...]
    turns: tuple[Turn, ...] = ()
    state: PromiseState
