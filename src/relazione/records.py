"""The vocabulary of Relazione: what a reading of one document is made of.

Spans are half-open `[start, end)` in Unicode code points of `Document.text`. Dates are EDTF strings
(ISO 8601-2), states ISO 3166-1 alpha-3 codes, currencies ISO 4217 codes. `None` means that the text does not
say. Ids (`a1`, `e1`, …) are local to one reading.
"""

import hashlib
from typing import Any, Literal

import msgspec

SCHEMA = "relazione/1"

ActorKind = Literal["state", "person", "organisation", "group"]
TimeKind = Literal["date", "time", "duration", "set"]
Status = Literal["occurred", "ongoing", "planned", "hypothetical", "negated"]
Form = Literal["direct", "indirect", "reported"]
Act = Literal["assert", "assess", "commit", "propose", "demand", "praise", "criticise", "deny", "forecast"]
Measure = Literal["level", "change"]
Bound = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than", "range"]


class Record(msgspec.Struct, frozen=True):
    """The common base of all records: immutable, keyword-only, comparable by value."""


class Span(Record, frozen=True, kw_only=True, order=True):
    """A half-open stretch of the document's text, in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not [{self.start}, {self.end})")


class Mention(Span, frozen=True, kw_only=True):
    """A span that names an actor; `metonym` for a seat that stands for its state, `anaphor` for a pronoun or bare
    title.
    """

    metonym: bool = False
    anaphor: bool = False


class TimeExpression(Span, frozen=True, kw_only=True):
    """Words that say when, how long or how often, and what they mean by themselves.

    The value of a date is EDTF, one of a time of day as well (`2026-01-29T20:00`, of a part of the day
    `2026-01-29T18:00/22:00`); that of a duration is ISO 8601 (`P2Y`, `PXD` for a vague count), that of a set how often
    (`R/P1D`) or which day (`XXXX-WXX-1`, every Monday). `None` where the text does not tell.
    """

    kind: TimeKind
    value: str | None = None


class Document(Record, frozen=True, kw_only=True):
    """A report as it was received: its text never changes again.

    `id` is `sha256:` and the hash of the text's UTF-8 bytes; `published` is an EDTF date or `None`; `country` is the
    alpha-3 code of the publisher's state; `author` names whoever wrote it, several parted by commas.
    """

    id: str
    text: str
    title: str | None = None
    language: str | None = None
    published: str | None = None
    publisher: str | None = None
    country: str | None = None
    url: str | None = None
    origin: str | None = None
    author: str | None = None

    @classmethod
    def of(cls, text: str, **metadata: str | None) -> "Document":
        """Return the document of a text, with its content address as id."""
        return cls(id=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}", text=text, **metadata)


class DocumentHead(Record, frozen=True, kw_only=True):
    """What a reading says of its document: everything but the text; `length` in code points."""

    id: str
    title: str | None
    language: str
    published: str | None
    publisher: str | None
    url: str | None
    length: int


class Office(Record, frozen=True, kw_only=True):
    """An office as the text gives it: the title as written, its normalised role, the state or body it belongs to."""

    title: str
    role: str
    country: str | None = None
    organisation: str | None = None


class Actor(Record, frozen=True, kw_only=True):
    """A state, person, organisation or group that does, suffers or says something in the document."""

    id: str
    kind: ActorKind
    name: str
    names: tuple[str, ...]
    country: str | None = None
    offices: tuple[Office, ...] = ()
    members: tuple[str, ...] = ()
    identifiers: dict[str, str] = {}
    mentions: tuple[Mention, ...] = ()
    confidence: float
    rule: str


class Place(Record, frozen=True, kw_only=True):
    """Where something happened: the name as the text's language writes it, and the state it lies in."""

    name: str
    country: str | None = None


class Event(Record, frozen=True, kw_only=True):
    """Something actors did, do or plan to, with or about one another, coded with PLOVER 2.0.

    `score` is PLOVER's conflict-cooperation score (-10 … 10), `quad` its quad class (1 … 4), `cameo` the nearest
    CAMEO code. `attributed_to` names the statement that alone asserts the event, `agreement` the agreement that
    the event is a step of.
    """

    id: str
    type: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    cameo: str
    score: float
    quad: int
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    date: str | None = None
    place: Place | None = None
    status: Status
    attributed_to: str | None = None
    agreement: str | None = None
    mediator: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    evidence: tuple[Span, ...]
    confidence: float
    rule: str


class Statement(Record, frozen=True, kw_only=True):
    """Somebody said something: speaker, cue and content of a quotation or of reported speech.

    `speaker` is an actor id, `None` where the text does not name one; `due` is the EDTF date of a promise.
    """

    id: str
    speaker: str | None
    addressee: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    form: Form
    act: Act
    cue: Span | None
    content: tuple[Span, ...]
    date: str | None = None
    due: str | None = None
    confidence: float
    rule: str


class Figure(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A number that measures something about actors, in base units.

    `value` (and `value_max` of a range) is a plain number, `unit` an ISO 4217 code, `percent`, an SI symbol or an
    English plural; `period` an EDTF date; `parties` and, where the figure is directed, `from` and `to` actor ids.
    """

    id: str
    indicator: str
    measure: Measure
    value: float
    value_max: float | None = None
    unit: str
    bound: Bound
    period: str | None = None
    parties: tuple[str, ...] = ()
    from_: str | None = None
    to: str | None = None
    attributed_to: str | None = None
    evidence: tuple[Span, ...]
    confidence: float
    rule: str


class Stage(Record, frozen=True, kw_only=True):
    """A stage that an agreement reached, with its EDTF date and evidence."""

    stage: str
    date: str | None = None
    evidence: tuple[Span, ...] = ()


class Agreement(Record, frozen=True, kw_only=True):
    """A named or described understanding between actors, with the stages the text tells of."""

    id: str
    name: str
    kind: str
    subject: str | None = None
    parties: tuple[str, ...] = ()
    mediator: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    evidence: tuple[Span, ...]
    confidence: float
    rule: str


class Reading(Record, frozen=True, kw_only=True):
    """What one document says, every record with its spans; `notes` say what the reader had to leave open."""

    schema: str = SCHEMA
    reader: str
    document: DocumentHead
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    figures: tuple[Figure, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain dicts, lists, strings and numbers, as the contract's JSON has them."""
        return msgspec.to_builtins(self)  # type: ignore[no-any-return]

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Reading":
        """Return the reading that `to_dict` made `data` from; raises `msgspec.ValidationError` on other data."""
        return msgspec.convert(data, cls)

    def to_json(self, *, indent: int = 0) -> str:
        """Return the reading as JSON: one line, or indented by `indent` blanks; equal readings give equal bytes."""
        line = msgspec.json.encode(self)
        return (msgspec.json.format(line, indent=indent) if indent else line).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Reading":
        """Return the reading that `to_json` wrote; raises `msgspec.ValidationError` on other JSON."""
        return msgspec.json.decode(text, type=cls)


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a reading, generated from the record types."""
    (schema,), components = msgspec.json.schema_components([Reading], ref_template="#/$defs/{name}")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "$defs": components}
