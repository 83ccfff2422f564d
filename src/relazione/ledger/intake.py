"""What a reading becomes in a ledger: its actors' profiles, its records with their sides and words."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, product

import msgspec

from relazione.records import Actor, Agreement, Document, Event, Figure, Reading, Span, Statement
from relazione.resolution.actors import Profile, is_nameless, known_id, profile_of
from relazione.resolution.dates import span
from relazione.resolution.events import block_of, window
from relazione.resolution.kinds import ACTOR_SLOTS, Told, kind_of, spans_of, words_at
from relazione.resolution.urgency import urgency

LEAST_SIDES = 2  # a record is about a relation; one that names fewer sides takes those its paragraph names


@dataclass(frozen=True, slots=True)
class Row:
    """A record on its way into the ledger; `sides` are states and known organisations, `pairs` of them sorted."""

    claim: str
    kind: str
    local: str
    day: str
    block: str | None
    window: tuple[str, str] | None
    words: str
    urgency: int | None
    record: str
    sides: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """All that a ledger derives from one reading; `cast` maps the reading's actor ids to profile ids."""

    profiles: tuple[Profile, ...]
    cast: dict[str, str]
    offices: tuple[tuple[str, str, str, str, str], ...]  # profile, role, country, organisation, title
    rows: tuple[Row, ...]


def take_in(document: Document, reading: Reading) -> Intake:
    """Return what a ledger derives from the reading of a document."""
    published = reading.document.published
    shown = {actor.id: profile_of(actor, document=document.id, published=published) for actor in reading.actors}
    return Intake(
        profiles=tuple({profile.id: profile for profile in shown.values()}.values()),
        cast={local: profile.id for local, profile in shown.items()},
        offices=tuple(dict.fromkeys(_offices(reading.actors, shown))),
        rows=tuple(_Rows(document, reading).rows()),
    )


def _offices(actors: Iterable[Actor], shown: dict[str, Profile]) -> Iterator[tuple[str, str, str, str, str]]:
    for actor in actors:
        if is_nameless(actor):
            continue
        for office in actor.offices:
            country = office.country or actor.country or ""
            yield shown[actor.id].id, office.role, country, office.organisation or "", office.title


class _Rows:
    """Makes the rows of one reading."""

    def __init__(self, document: Document, reading: Reading) -> None:
        self.document, self.reading = document, reading
        self.day = day_of(reading.document.published)
        self.actors = {actor.id: actor for actor in reading.actors}
        self.agreements = {agreement.id: agreement for agreement in reading.agreements}
        self.named = Counter(
            actor.country for actor in reading.actors if actor.kind == "state" for _ in actor.mentions if actor.country
        )
        self.states = sorted(
            (mention.start, actor.country)
            for actor in reading.actors
            if actor.kind == "state" and actor.country
            for mention in actor.mentions
        )

    def rows(self) -> Iterator[Row]:
        """Yield the rows of all records; equal claims of one reading are told apart by their number."""
        seen: dict[str, int] = {}
        reading = self.reading
        records: tuple[Told, ...] = (*reading.events, *reading.statements, *reading.figures, *reading.agreements)
        for record in records:
            claim = self._claim(record)
            seen[claim] = seen.get(claim, 0) + 1
            yield self._row(record, claim if seen[claim] == 1 else f"{claim}-{seen[claim]}")

    def _row(self, record: Told, claim: str) -> Row:
        kind, spans = kind_of(record), spans_of(record)
        own, pairs = self._relations(record, spans)
        published = self.reading.document.published
        sides = tuple(dict.fromkeys((*own, *(side for pair in pairs for side in pair))))
        return Row(
            claim=claim,
            kind=kind,
            local=record.id,
            day=self._day(record),
            block=block_of(record, sides, published) if isinstance(record, Event) else None,
            window=window(record, published) if isinstance(record, Event) else None,
            words=words_at(self.document.text, spans),
            urgency=urgency(record),
            record=msgspec.json.encode(record).decode(),
            sides=sides,
            pairs=pairs,
        )

    def _claim(self, record: Told) -> str:
        """Return the id of what a record says: it does not hang on the reading's numbering, rules and confidence."""
        kind = kind_of(record)
        said = msgspec.to_builtins(record)
        for slot in ("id", "confidence", "rule", "attributed_to", "agreement"):
            said.pop(slot, None)
        for slot in ACTOR_SLOTS[kind]:
            name = slot.rstrip("_")
            said[name] = self._labels(said[name])
        content = msgspec.json.encode([self.document.id, kind, said], order="sorted")
        return f"{kind}:{hashlib.sha256(content).hexdigest()[:16]}"

    def _labels(self, value: str | list[str] | None) -> str | list[str] | None:
        if isinstance(value, str):
            return known_id(self.actors[value]) or self.actors[value].name
        return None if value is None else sorted(known_id(self.actors[key]) or self.actors[key].name for key in value)

    def _day(self, record: Told) -> str:
        if isinstance(record, Figure):
            return self.day
        if isinstance(record, Agreement):
            days = [day_of(stage.date) for stage in record.stages if stage.date]
            return max(days, default=self.day)
        return day_of(record.date) or self.day

    def _relations(self, record: Told, spans: Iterable[Span]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Return the record's own sides, and the pairs of sides whose relation it is about."""
        if isinstance(record, Event):
            return self._event_relations(record, spans)
        if isinstance(record, Statement):
            named = self._sides((*filter(None, [record.speaker]), *record.addressee, *record.about))
            if len(named) == 1:
                return named, _sorted_pairs(product(named, self._widened(named, spans)))
            own = named or self._widened(named, spans)
        elif isinstance(record, Figure):
            own = self._sides((*record.parties, *filter(None, (record.from_, record.to)))) or self._pair()
        else:
            own = self._sides(record.parties)
        return own, _pairs(own)

    def _event_relations(
        self, event: Event, spans: Iterable[Span]
    ) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        actors, recipients = self._sides(event.actor), self._sides(event.recipient)
        own = tuple(dict.fromkeys((*actors, *recipients)))
        if recipients:
            return own, _sorted_pairs(product(actors, recipients))
        if len(actors) >= LEAST_SIDES:
            return own, _pairs(actors)
        concerned = self._sides(event.about)
        if not concerned and event.agreement:
            concerned = self._sides(self.agreements[event.agreement].parties)
        if not concerned:
            concerned = self._foremost([side for side in self._widened(own, spans) if side not in own])
        return own, _sorted_pairs(product(actors, concerned))

    def _sides(self, keys: Iterable[str]) -> tuple[str, ...]:
        found = (known_id(self.actors[key]) or self.actors[key].country for key in keys)
        return tuple(dict.fromkeys(side for side in found if side))

    def _pair(self) -> tuple[str, ...]:
        """Return the two states that the report names most; none where a third is named as often."""
        ranked = sorted(self.named.items(), key=lambda item: (-item[1], item[0]))
        clear = len(ranked) == LEAST_SIDES or (len(ranked) > LEAST_SIDES and ranked[1][1] > ranked[2][1])
        return tuple(side for side, _ in ranked[:LEAST_SIDES]) if clear else ()

    def _foremost(self, sides: Iterable[str]) -> tuple[str, ...]:
        """Return the one of some states that the report names most; none where two are named equally often."""
        ranked = sorted(((self.named[side], side) for side in set(sides)), reverse=True)
        alone = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] > ranked[1][0])
        return (ranked[0][1],) if alone else ()

    def _widened(self, named: tuple[str, ...], spans: Iterable[Span]) -> tuple[str, ...]:
        """Return sides with the states that the paragraph names, else the last paragraph before it that names any."""
        start = min(place.start for place in spans)
        end = max(place.end for place in spans)
        first = self.document.text.rfind("\n", 0, start) + 1
        while True:
            near = [code for place, code in self.states if first <= place < end]
            if set(near) - set(named) or first <= 0:
                return tuple(dict.fromkeys((*named, *near)))
            first = self.document.text.rfind("\n", 0, first - 1) + 1


@lru_cache(maxsize=10_000)
def day_of(edtf: str | None) -> str:
    """Return the day (ISO) of an EDTF date: its first, its last where the beginning is open; empty where unknown.

    >>> day_of("2026-02"), day_of("../2028"), day_of("2026/.."), day_of(None)
    ('2026-02-01', '2028-12-31', '2026-01-01', '')
    """
    days = span(edtf)
    if days is None:
        return ""
    first, last = days
    return (last if first == date.min else first).isoformat()


def _pairs(sides: Iterable[str]) -> tuple[tuple[str, str], ...]:
    return _sorted_pairs(combinations(sides, 2))


def _sorted_pairs(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]))
