"""What a dossier is made of: chapters of lines, each line with the numbers of its footnotes.

Dates are EDTF strings, states alpha-3 codes, scores PLOVER's (-10 to 10). Names and sentences stand in the dossier's
language; numbers, dates and codes stay as they are, so that a renderer says them.
"""

from typing import Literal

from relazione.records import Act, ActorKind, Bound, Form, Measure, Record, Status
from relazione.resolution.claims import Compared, Comparison, PromiseState, Question, Quote, Source, Turned

Scope = Literal["pair", "state", "members", "group"]
Mark = Literal["new", "changed", "contradicted"]
Grain = Literal["month", "quarter", "year"]


class Footnote(Record, frozen=True, kw_only=True):
    """A number, exact words and the document they stand in; `quote` is `None` where the whole document is meant."""

    number: int
    quote: Quote | None
    source: Source


class Line(Record, frozen=True, kw_only=True):
    """What every line of a dossier has: its footnotes' numbers, and in a dossier of changes its mark.

    `records` are the claim ids of the records that it is made from, where it is made from records.
    """

    notes: tuple[int, ...] = ()
    records: tuple[str, ...] = ()
    mark: Mark | None = None


class Facts(Record, frozen=True, kw_only=True):
    """A chapter in numbers; `first` and `last` are the dates of its earliest and latest event.

    `mean` is the mean score of the events that happened, go on or are planned, `None` without any; `origins` are texts
    that are no copies of others; `quads` counts those events by quad class 1 to 4.
    """

    events: int
    statements: int
    figures: int
    agreements: int
    actors: int
    reports: int
    origins: int
    publishers: int
    first: str | None
    last: str | None
    mean: float | None
    quads: tuple[int, int, int, int]
    contradictions: int
    promises: dict[PromiseState, int]


class Happening(Line, frozen=True, kw_only=True):
    """An event of the timeline as a sentence.

    `actors` and `recipients` are ids; `steps` say which agreement the event brings to which stage. `participants` are
    persons, `about` whom it concerns besides; `according_to` names the speakers where no report vouches for the event
    itself; `reports` tell of it, `origins` independently.
    """

    id: str
    date: str | None
    sentence: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    type: str
    mode: str | None
    status: Status
    score: float
    quad: int
    place: str | None
    participants: tuple[str, ...]
    about: tuple[str, ...]
    mediators: tuple[str, ...]
    topics: tuple[str, ...]
    according_to: tuple[str, ...]
    steps: tuple[str, ...] = ()
    reports: int
    origins: int


class Period(Record, frozen=True, kw_only=True):
    """A month, quarter or year of the course: `date` is its EDTF, `mean` `None` where nothing happened."""

    date: str
    events: tuple[str, ...]
    mean: float | None
    quads: tuple[int, int, int, int]


class Course(Record, frozen=True, kw_only=True):
    """How relations went, period by period without gaps.

    Events that are negated or only possible are not counted. `undated` counts those whose date is too coarse for a
    period, `ahead` those that were still to come on the day the dossier was made.
    """

    grain: Grain
    periods: tuple[Period, ...]
    undated: int
    ahead: int


class StageLine(Line, frozen=True, kw_only=True):
    """A stage that an agreement reached."""

    stage: str
    date: str | None


class AgreementLine(Line, frozen=True, kw_only=True):
    """An agreement and its stages in order; `followed_up` is false for an intention that nothing came after."""

    id: str
    name: str
    kind: str
    subject: str | None
    parties: tuple[str, ...]
    mediators: tuple[str, ...]
    state: str | None
    followed_up: bool
    stages: tuple[StageLine, ...]


class ValueLine(Line, frozen=True, kw_only=True):
    """One figure of one report, with its claim's id; `speakers` gave it, the report itself where there are none."""

    id: str
    value: float
    value_max: float | None
    bound: Bound
    measure: Measure
    speakers: tuple[str, ...]
    source: Source


class Side(Record, frozen=True, kw_only=True):
    """Values that agree with one another, but for rounding."""

    values: tuple[ValueLine, ...]


class FigureSet(Line, frozen=True, kw_only=True):
    """What several reports say of one thing, its sides next to one another; no side is right.

    `verdict` is the gravest of the comparisons, `None` where there was nothing to compare; `difference` is how far
    contradicting values lie apart, as a part of the greater one.
    """

    id: str
    indicator: str
    unit: str
    period: str | None
    parties: tuple[str, ...]
    giver: str | None
    taker: str | None
    sides: tuple[Side, ...]
    verdict: Comparison | None
    difference: float | None
    compared: tuple[Compared, ...]


class TurnLine(Line, frozen=True, kw_only=True):
    """What a later report did to a promise."""

    turn: Turned
    date: str | None
    reason: str


class PromiseLine(Line, frozen=True, kw_only=True):
    """What somebody promised, in his words, and where that stands."""

    id: str
    who: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    made: str | None
    due: str | None
    state: PromiseState
    turns: tuple[TurnLine, ...]


class Saying(Line, frozen=True, kw_only=True):
    """Who said what about whom, in the report's words; `date` is the report's where the statement has none."""

    id: str
    speaker: str | None
    addressees: tuple[str, ...]
    about: tuple[str, ...]
    topics: tuple[str, ...]
    form: Form
    act: Act
    date: str | None
    due: str | None
    words: str


class OfficeLine(Line, frozen=True, kw_only=True):
    """An office and the days at which reports first and last show it held; `of` is the state or body it belongs to."""

    title: str
    role: str
    of: str | None
    first: str | None
    last: str | None


class Merge(Record, frozen=True, kw_only=True):
    """Why two mentions count as one actor; `score` from 0 to 1, `who` decided, `None` for the program."""

    reason: str
    score: float
    who: str | None


class ActorLine(Line, frozen=True, kw_only=True):
    """An actor, its other spellings, its offices and why its mentions are one."""

    id: str
    kind: ActorKind
    name: str
    spellings: tuple[str, ...]
    country: str | None
    members: tuple[str, ...]
    offices: tuple[OfficeLine, ...]
    merges: tuple[Merge, ...]
    events: int
    statements: int


class Node(Record, frozen=True, kw_only=True):
    """An actor of the network; `events` counts those it takes part in."""

    id: str
    name: str
    kind: ActorKind
    events: int


class Edge(Record, frozen=True, kw_only=True):
    """What passed between two nodes, in either direction."""

    left: str
    right: str
    events: tuple[str, ...]
    mean: float


class Network(Record, frozen=True, kw_only=True):
    """Who dealt with whom, the busiest first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


class SourceLine(Line, frozen=True, kw_only=True):
    """A document of a chapter, the name of its publisher's state, how many records it gave, whether it is a copy."""

    source: Source
    country: str | None
    claims: int
    copy: bool


class Sections(Record, frozen=True, kw_only=True):
    """The lines of a chapter by section."""

    timeline: tuple[Happening, ...]
    agreements: tuple[AgreementLine, ...]
    figures: tuple[FigureSet, ...]
    promises: tuple[PromiseLine, ...]
    statements: tuple[Saying, ...]
    actors: tuple[ActorLine, ...]
    sources: tuple[SourceLine, ...]


class Chapter(Sections, frozen=True, kw_only=True):
    """What is known from one angle; `left_out` counts, by section, lines that are not listed."""

    scope: Scope
    title: str
    facts: Facts
    course: Course
    network: Network
    left_out: dict[str, int]


class Dossier(Record, frozen=True, kw_only=True):
    """A dossier in one language; `made` is the day it shows the state of, `since` the day whose changes it shows."""

    title: str
    subtitle: str
    question: Question
    language: str
    made: str
    since: str | None = None
    chapters: tuple[Chapter, ...]
    footnotes: tuple[Footnote, ...]
