"""A report's text cut at the borders of its records, so that every piece knows all records that stand over it."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from relazione.records import Actor, Agreement, Reading, Record, Span, Statement
from relazione.resolution import kinds
from relazione.resolution.kinds import Kind, Told, kind_of

KINDS: tuple[Kind, ...] = ("event", "statement", "figure", "agreement", "actor")


class Mark(Record, frozen=True, kw_only=True):
    """A span of a record: `id` is the record's id in its reading."""

    id: str
    kind: Kind
    span: Span


class Piece(Record, frozen=True, kw_only=True):
    """A stretch of text that begins at `start` and over which the same records stand, the shortest first.

    `begins` are the ids of the records whose first words begin here.
    """

    start: int
    text: str
    records: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    begins: tuple[str, ...] = ()


class Paragraph(Record, frozen=True, kw_only=True):
    """A line of the text: its number among those that are not blank, and its pieces, which make up the line."""

    number: int
    pieces: tuple[Piece, ...]


def records_of(reading: Reading) -> dict[str, Told | Actor]:
    """Return all records of a reading by id, kind by kind."""
    records: tuple[Told | Actor, ...] = (
        *reading.events,
        *reading.statements,
        *reading.figures,
        *reading.agreements,
        *reading.actors,
    )
    return {record.id: record for record in records}


def spans_of(record: Told | Actor) -> tuple[Span, ...]:
    """Return all spans of a record in the order of the text, those of its parts among them."""
    spans: Iterable[Span] = kinds.spans_of(record)
    if isinstance(record, Statement) and record.cue:
        spans = (record.cue, *spans)
    elif isinstance(record, Agreement):
        spans = (*spans, *(span for stage in record.stages for span in stage.evidence))
    places = sorted({(span.start, span.end) for span in spans})
    return tuple(Span(start=start, end=end) for start, end in places)


def marks_of(reading: Reading) -> list[Mark]:
    """Return the marks of all records of a reading."""
    return [
        Mark(id=id_, kind=kind_of(record), span=span)
        for id_, record in records_of(reading).items()
        for span in spans_of(record)
    ]


def paragraphs(text: str, marks: Iterable[Mark]) -> Iterator[Paragraph]:
    """Yield the paragraphs of a text, each cut into pieces at the borders of marks."""
    listed = sorted(marks, key=lambda mark: (mark.span.end - mark.span.start, mark.id))
    borders = {border for mark in listed for border in (mark.span.start, mark.span.end)}
    first = {mark.id: mark.span.start for mark in sorted(listed, key=lambda mark: -mark.span.start)}
    number, start = 0, 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            number += 1
            near = [mark for mark in listed if mark.span.start < end and mark.span.end > start]
            cuts = sorted({start, end, *(border for border in borders if start < border < end)})
            pieces = (_piece(text, left, right, near, first) for left, right in pairwise(cuts))
            yield Paragraph(number=number, pieces=tuple(pieces))
        start = end + 1


def _piece(text: str, start: int, end: int, near: list[Mark], first: dict[str, int]) -> Piece:
    over = [mark for mark in near if mark.span.start < end and mark.span.end > start]
    present = {mark.kind for mark in over}
    return Piece(
        start=start,
        text=text[start:end],
        records=tuple(dict.fromkeys(mark.id for mark in over)),
        kinds=tuple(kind for kind in KINDS if kind in present),
        begins=tuple(dict.fromkeys(mark.id for mark in over if mark.span.start == start == first[mark.id])),
    )
