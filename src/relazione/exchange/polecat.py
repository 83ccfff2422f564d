"""POLECAT's tab-separated events: 40 columns with a header, one row a pair of actor and recipient.

POLECAT has one actor and one recipient a row: an event of several has several rows under one Event ID. Lists in cells
are parted by `;`.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from relazione.exchange.actors import CodedActor, find_actor
from relazione.exchange.events import Pair, auxiliary_modes, day_of, pairs
from relazione.exchange.places import city_of, place_country
from relazione.exchange.tables import Cell, tsv_row
from relazione.exchange.writer import TextWriter
from relazione.records import ActorKind
from relazione.resolution.claims import Material, MergedEvent

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW"),
    *("Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw"),
    *("Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People"),
    *("Story Organizations", "Story Locations", "Language", "Version"),
)
NOBODY = "no actor and no recipient"
LOSES = (
    "Words, their places in the text, all reports but the first, mediators, topics, statements, figures, agreements; "
    "a month becomes its first day, an untold date that of the first report."
)


class PolecatWriter(TextWriter):
    """Writes events as POLECAT's rows."""

    def _head(self) -> Iterable[str]:
        yield tsv_row(COLUMNS)

    def _body(self, material: Material) -> Iterator[str]:
        for merged in material.events:
            days = day_of(merged)
            if isinstance(days, str):
                self.left_out[days] += 1
                continue
            found = pairs(merged, material, days.first)
            self.left_out.update(() if found else (NOBODY,))
            for pair in found:
                yield tsv_row(self._row(merged, material, pair, days.first))

    def _row(self, merged: MergedEvent, material: Material, pair: Pair, day: date) -> tuple[Cell, ...]:
        actor, recipient = pair
        return (
            *_event(merged, day),
            *_side(actor),
            *_side(recipient),
            *_place(merged),
            *_story(merged, material),
            self.options.reader,
        )


def joined(parts: Iterable[str]) -> str:
    """Return the parts of a list as one cell."""
    return ";".join(part.replace(";", ",") for part in parts)


def _event(merged: MergedEvent, day: date) -> tuple[Cell, ...]:
    event = merged.event
    return (
        merged.id,
        day.isoformat(),
        event.type,
        f"{event.type}-{event.mode}" if event.mode else None,
        event.score,
        event.quad,
        joined((*event.contexts, *auxiliary_modes(event))),
    )


def _side(actor: CodedActor | None) -> tuple[Cell, ...]:
    if actor is None:
        return (None,) * 8
    return (
        actor.name,
        actor.code,
        actor.cow,
        next(iter(actor.sectors), None),
        joined(actor.sectors),
        actor.title,
        actor.raw,
        actor.wikipedia,
    )


def _place(merged: MergedEvent) -> tuple[Cell, ...]:
    place = merged.event.place
    if place is None:
        return (None,) * 10
    city = city_of(place, merged.claims[0].source.language) if merged.claims else None
    return (place.name, city, None, None, place_country(place), None, None, None, place.name, None)


def _story(merged: MergedEvent, material: Material) -> tuple[Cell, ...]:
    source = merged.claims[0].source if merged.claims else None
    return (
        source.publisher if source else None,
        source.published if source else None,
        joined(_names(merged, material, "person")),
        joined(_names(merged, material, "organisation")),
        merged.event.place.name if merged.event.place else None,
        source.language if source else None,
    )


def _names(merged: MergedEvent, material: Material, kind: ActorKind) -> list[str]:
    """Return the names of the event's actors of a kind, in order, each once."""
    event = merged.event
    ids = dict.fromkeys((*event.actor, *event.recipient, *event.participants, *event.mediator, *event.about))
    actors = (find_actor(id_, material) for id_ in ids)
    return list(dict.fromkeys(actor.name for actor in actors if actor.kind == kind))
