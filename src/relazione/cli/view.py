"""A reading as text for a desk officer: what happened, who said what, figures, agreements, each with its paragraph."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from relazione.languages.pack import read_head
from relazione.records import Actor, Agreement, Event, Figure, Reading, Span, Statement

UNDATED = "undated"
WIDTH = 21  # columns for a date: the longest is an interval of two days
QUOTED = 200  # characters of a content shown without `explain`
ARROW = " → "
SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
BOUNDS = {
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "less_than": "less than ",
}

T = TypeVar("T", Event, Statement, Figure, Agreement, Actor)


@dataclass(frozen=True)
class View:
    """Draws one reading of `text`; `explain` adds words, rule and confidence to each record."""

    reading: Reading
    text: str
    explain: bool = False

    def lines(self) -> Iterator[str]:
        """Yield the lines of the view."""
        reading = self.reading
        yield from self._head()
        yield from self._section("Events", sorted(reading.events, key=_event_order), self._event)
        yield from self._section("Who said what", reading.statements, self._statement)
        yield from self._section("Figures", reading.figures, self._figure)
        yield from self._section("Agreements", reading.agreements, self._agreement)
        yield from self._section("Actors", reading.actors, self._actor)
        if reading.notes:
            yield ""
        yield from (f"Note: {note}" for note in reading.notes)

    def _head(self) -> Iterator[str]:
        head, reading = self.reading.document, self.reading
        published = f"published {head.published}" if head.published else "publication date unknown"
        yield f"{head.title or head.id[:19]}  ({head.language}, {published})"
        counts = (
            (len(reading.events), "event"),
            (len(reading.statements), "statement"),
            (len(reading.figures), "figure"),
            (len(reading.agreements), "agreement"),
            (len(reading.actors), "actor"),
        )
        yield ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counts)

    def _section(self, title: str, records: Iterable[T], draw: Callable[[T], str]) -> Iterator[str]:
        drawn = list(records)
        if drawn:
            yield ""
            yield title
        for record in drawn:
            yield f"  {draw(record)}"
            if self.explain:
                yield from (f"      {line}" for line in self._reasons(record))

    def _reasons(self, record: Event | Statement | Figure | Agreement | Actor) -> Iterator[str]:
        yield f"rule {record.rule}, confidence {record.confidence:.2f}"
        for span in _spans(record):
            yield f"¶{self._paragraph(span)} [{span.start}:{span.end}] {self._words(span)}"

    def _event(self, event: Event) -> str:
        sides = ARROW.join(side for side in (self._parties(event.actor), self._parties(event.recipient)) if side)
        code = f"{event.type} {event.mode}" if event.mode else event.type
        status = "" if event.status == "occurred" else f"({event.status})"
        people = ", ".join(self._name(key) for key in event.participants)
        place = f"in {event.place.name}" if event.place else ""
        said = f"says {self._speaker(event.attributed_to)}" if event.attributed_to else ""
        parts = [
            f"{_day(event.date):{WIDTH}}",
            sides or "?",
            code,
            status,
            " ".join(filter(None, (people, place))),
            said,
            self._where(event.evidence),
        ]
        return "  ".join(part for part in parts if part)

    def _statement(self, statement: Statement) -> str:
        speaker = self._name(statement.speaker) if statement.speaker else "unnamed"
        words = " … ".join(self._words(span) for span in statement.content)
        quoted = words.join(self._marks()) if statement.form == "direct" else words
        due = f" (due {statement.due})" if statement.due else ""
        return (
            f"{speaker} [{statement.form}, {statement.act}]{due}: {self._cut(quoted)}  {self._where(statement.content)}"
        )

    def _marks(self) -> tuple[str, str]:
        """Return the quotation marks of the report's language."""
        pairs = read_head(self.reading.document.language).quotation.pairs
        return pairs[0] if pairs else ("“", "”")

    def _figure(self, figure: Figure) -> str:
        parties = ARROW.join(self._name(key) for key in (figure.from_, figure.to) if key) or self._parties(
            figure.parties
        )
        value = _number(figure.value) + (f" to {_number(figure.value_max)}" if figure.value_max is not None else "")
        change = "change of " if figure.measure == "change" else ""
        said = f"says {self._speaker(figure.attributed_to)}" if figure.attributed_to else ""
        amount = f"{change}{BOUNDS.get(figure.bound, '')}{value} {figure.unit}"
        parts = [
            figure.indicator.replace("_", " "),
            amount,
            f"in {_day(figure.period)}" if figure.period else "",
            parties,
            said,
            self._where(figure.evidence),
        ]
        return "  ".join(part for part in parts if part)

    def _agreement(self, agreement: Agreement) -> str:
        stages = ", ".join(f"{stage.stage} {_day(stage.date)}" for stage in agreement.stages)
        parts = [
            agreement.name,
            f"({agreement.kind})",
            self._parties(agreement.parties),
            stages,
            self._where(agreement.evidence),
        ]
        return "  ".join(part for part in parts if part)

    def _actor(self, actor: Actor) -> str:
        offices = ", ".join(dict.fromkeys(office.title for office in actor.offices))
        facts = ", ".join(fact for fact in (actor.kind, actor.country or "", offices) if fact)
        other = [name for name in actor.names if name != actor.name]
        also = f", also {', '.join(other)}" if other else ""
        return f"{actor.name} ({facts}){also}"

    def _parties(self, keys: Iterable[str]) -> str:
        return ", ".join(dict.fromkeys(self._code(key) for key in keys))

    def _code(self, key: str) -> str:
        actor = self._find(key)
        return actor.country if actor.kind == "state" and actor.country else actor.name

    def _name(self, key: str) -> str:
        return self._find(key).name

    def _find(self, key: str) -> Actor:
        return next(actor for actor in self.reading.actors if actor.id == key)

    def _speaker(self, statement: str) -> str:
        found = next(record for record in self.reading.statements if record.id == statement)
        return self._name(found.speaker) if found.speaker else "an unnamed source"

    def _words(self, span: Span) -> str:
        return " ".join(self.text[span.start : span.end].split())

    def _cut(self, words: str) -> str:
        return words if self.explain or len(words) <= QUOTED else f"{words[:QUOTED].rsplit(' ', 1)[0]} …"

    def _where(self, spans: Iterable[Span]) -> str:
        return " ".join(f"¶{number}" for number in sorted({self._paragraph(span) for span in spans}))

    def _paragraph(self, span: Span) -> int:
        return 1 + sum(bool(line.strip()) for line in self.text[: span.start].split("\n")[:-1])


def _day(date: str | None) -> str:
    """Return an EDTF date as a person reads it: seasons (`2025-23`) by name, the rest as it stands."""
    if date is None:
        return UNDATED
    year, _, season = date.partition("-")
    return f"{SEASONS[season]} {year}" if season in SEASONS else date


def _event_order(event: Event) -> tuple[bool, str, int]:
    return event.date is None, event.date or "", event.evidence[0].start


def _spans(record: Event | Statement | Figure | Agreement | Actor) -> tuple[Span, ...]:
    if isinstance(record, Statement):
        return (*((record.cue,) if record.cue else ()), *record.content)
    return record.mentions if isinstance(record, Actor) else record.evidence


def _number(value: float) -> str:
    for scale, word in SCALES:
        if abs(value) >= scale:
            return f"{value / scale:,.12g} {word}"
    return f"{value:,.12g}"
