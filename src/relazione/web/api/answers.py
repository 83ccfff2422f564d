"""What the interface answers: records as the ledger has them, encoded by msgspec, and how that is described."""

from typing import Any, Generic, TypeVar

import msgspec
from fastapi.responses import JSONResponse

from relazione.dossier.tree import Dossier
from relazione.ledger.listing import Part
from relazione.ledger.view import Hit
from relazione.records import Agreement, Figure, Reading, Record, Statement
from relazione.resolution.claims import Claim, LedgerActor, MergedEvent, Source
from relazione.web.api.paging import cursor_of

T = TypeVar("T")
COMPONENTS = "#/components/schemas/"
PROBLEM = "application/problem+json"


class Listed(Record, Generic[T], frozen=True, kw_only=True):
    """Some of the items asked for; `next` is the cursor of those that follow, `null` at the end."""

    items: tuple[T, ...]
    next: str | None


class Told(Record, Generic[T], frozen=True, kw_only=True):
    """Some of the records asked for, and by id the actors that they name; `next` as everywhere."""

    items: tuple[T, ...]
    next: str | None
    actors: dict[str, LedgerActor]


class Single(Record, Generic[T], frozen=True, kw_only=True):
    """One record, and by id the actors that it names."""

    item: T
    actors: dict[str, LedgerActor]


class Text(Record, frozen=True, kw_only=True):
    """The text of a document; all spans are code points in it."""

    document: str
    text: str


class Added(Record, frozen=True, kw_only=True):
    """A report in the ledger: its id, whether anything about it was new, and its reading."""

    document: str
    new: bool
    reading: Reading


class Forgotten(Record, frozen=True, kw_only=True):
    """A document that was removed, and how many records went with it."""

    document: str
    records: int


class Fault(Record, frozen=True, kw_only=True, omit_defaults=True):
    """What is wrong with one parameter: its name, the fault, what is allowed and what to do."""

    slot: str
    fault: str
    allowed: str = ""
    mend: str = ""


class Problem(Record, frozen=True, kw_only=True, omit_defaults=True):
    """An error (RFC 9457): `detail` says what is wrong, `allowed` what would be right, `mend` what to do.

    `faults` tells of each parameter that will not do.
    """

    type: str
    title: str
    status: int
    detail: str
    allowed: str = ""
    mend: str = ""
    faults: tuple[Fault, ...] = ()


ANSWERS: dict[str, Any] = {
    "Actors": Listed[LedgerActor],
    "Added": Added,
    "AgreementOne": Single[Claim[Agreement]],
    "Agreements": Told[Claim[Agreement]],
    "Documents": Listed[Source],
    "Dossier": Dossier,
    "FigureOne": Single[Claim[Figure]],
    "Figures": Told[Claim[Figure]],
    "Finds": Listed[Hit],
    "Forgotten": Forgotten,
    "LedgerActor": LedgerActor,
    "EventOne": Single[MergedEvent],
    "Events": Told[MergedEvent],
    "Problem": Problem,
    "Reading": Reading,
    "Source": Source,
    "StatementOne": Single[Claim[Statement]],
    "Statements": Told[Claim[Statement]],
    "Text": Text,
}
FAULTS = {
    400: "the body cannot be decoded",
    401: "nobody is logged in, or the token is not known",
    403: "the account may not do this",
    404: "there is no such thing",
    408: "the request took too long to arrive",
    413: "the request brings too much",
    422: "a parameter will not do, or the text cannot be read",
    429: "too many requests; `Retry-After` says how many seconds to wait",
    503: "too many texts are waiting to be read; `Retry-After` says how many seconds to wait",
}
ALWAYS = (401, 403, 422, 429)


class Answer(JSONResponse):
    """An answer whose content msgspec encodes."""

    def render(self, content: Any) -> bytes:
        """Return the bytes of the content."""
        return msgspec.json.encode(content)


def gives(name: str, meaning: str, *faults: int, status: int = 200) -> dict[int | str, dict[str, Any]]:
    """Return the description of an operation's answers: one of `ANSWERS`, and the errors that it may have."""
    answer: dict[str, Any] = {"description": meaning, "content": {"application/json": {"schema": _schema(name)}}}
    problem = {PROBLEM: {"schema": _schema("Problem")}}
    found: dict[int | str, dict[str, Any]] = {status: answer}
    for code in sorted({*ALWAYS, *faults}):
        found[code] = {"description": FAULTS[code], "content": problem}
    return found


def _schema(name: str) -> dict[str, str]:
    return {"$ref": f"{COMPONENTS}{name}"}


def schemas() -> dict[str, Any]:
    """Return the JSON Schemas of all answers and their records by name."""
    references, components = msgspec.json.schema_components(list(ANSWERS.values()), ref_template=COMPONENTS + "{name}")
    text = msgspec.json.encode(components).decode()
    for name, reference in zip(ANSWERS, references, strict=True):
        text = text.replace(f'"{reference["$ref"]}"', f'"{COMPONENTS}{name}"')
    names = {
        reference["$ref"].removeprefix(COMPONENTS): name for name, reference in zip(ANSWERS, references, strict=True)
    }
    return {names.get(name, name): schema for name, schema in msgspec.json.decode(text).items()}


def told(part: Part[T]) -> Answer:
    """Return the answer that a part of a listing of records makes."""
    return Answer(Told(items=part.items, next=cursor_of(part.next), actors=part.actors))


def single(part: Part[T]) -> Answer:
    """Return the answer that a part of one record makes."""
    (item,) = part.items
    return Answer(Single(item=item, actors=part.actors))


def listed(part: Part[T]) -> Answer:
    """Return the answer that a part of any other listing makes."""
    return Answer(Listed(items=part.items, next=cursor_of(part.next)))
