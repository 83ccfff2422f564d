"""PLOVER 2.0 JSON Lines: one event a line, actors unexploded, with its place in the text and its citation."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from relazione.exchange.actors import CodedActor, coded_actors
from relazione.exchange.events import NO_DATE, Dated, auxiliary_modes, dated
from relazione.exchange.places import place_country
from relazione.exchange.writer import TextWriter
from relazione.ontology import countries
from relazione.records import Place
from relazione.resolution.claims import Claim, Material, MergedEvent, Source

CODEBOOK = "plover-2.0-draft-2024-02-04"
UNKNOWN_ACTOR = {"sector": "UNK"}
LOSES = (
    "Place in the text and citation of all reports but the first, mediators, participants, topics, statements, "
    "figures, agreements; an untold date is that of the first report, and `comment` says so."
)


class PloverWriter(TextWriter):
    """Writes events as PLOVER's objects."""

    def _body(self, material: Material) -> Iterator[str]:
        for merged in material.events:
            days = dated(merged)
            if days is None:
                self.left_out[NO_DATE] += 1
            else:
                yield json_line(_event(merged, material, days, self.options.reader))


def json_line(value: dict[str, Any]) -> str:
    """Return an object as one line of JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False) + "\n"


def told(**values: object) -> dict[str, Any]:
    """Return the values that are there: no `None`, no empty list or object.

    >>> told(a=None, b=[], c=0, d="x")
    {'c': 0, 'd': 'x'}
    """
    return {key: value for key, value in values.items() if value is not None and value not in ("", [], {})}


def _event(merged: MergedEvent, material: Material, days: Dated, reader: str) -> dict[str, Any]:
    event, claim = merged.event, next(iter(merged.claims), None)
    required = {
        "id": merged.id,
        "date": days.first.isoformat(),
        "actor": _entities(event.actor, material, days.first) or [UNKNOWN_ACTOR],
        "event": [event.type],
    }
    return required | told(
        enddate=days.last.isoformat() if days.last != days.first else None,
        recipient=_entities(event.recipient, material, days.first),
        mode=[event.mode] if event.mode else [],
        context=[*event.contexts, *auxiliary_modes(event)],
        quad_code=event.quad,
        event_scale=event.score,
        event_loc=_location(event.place) if event.place else None,
        event_text=[quote.words for quote in claim.quotes] if claim else [],
        text_info=_text_info(claim) if claim else None,
        cite_info=_citation(claim.source, reader) if claim else None,
        coder=reader,
        coded_date=claim.source.added[:10] if claim else None,
        comment=_comment(merged, days),
    )


def _entities(ids: tuple[str, ...], material: Material, day: date) -> list[dict[str, Any]]:
    found = dict.fromkeys(actor for id_ in ids for actor in coded_actors(id_, material, day))
    return [_entity(actor) for actor in found]


def _entity(actor: CodedActor) -> dict[str, Any]:
    return told(
        code=actor.code,
        sector="".join(actor.sectors[:2]),
        entity_text=actor.raw,
        identifier_id=actor.wikidata,
        identifier_text=actor.name,
        office=actor.title,
    )


def _location(place: Place) -> dict[str, Any]:
    country = countries.english_name(place.country) if place.country else None
    return told(extracted_place=place.name, country=country, country_code=place_country(place))


def _text_info(claim: Claim[Any]) -> dict[str, Any]:
    """Return the stretch of the text from the first word of the evidence to the last."""
    if not claim.quotes:
        return {}
    return {"start": min(quote.start for quote in claim.quotes), "end": max(quote.end for quote in claim.quotes)}


def _citation(source: Source, reader: str) -> dict[str, Any]:
    return told(
        corpus="relazione",
        citation=source.document,
        url=source.url,
        title=source.title,
        language=source.language,
        publication=source.publisher,
        coder=reader,
        codebook=CODEBOOK,
        version="2.0",
    )


def _comment(merged: MergedEvent, days: Dated) -> str:
    reports, origins = len({claim.source.document for claim in merged.claims}), merged.origins
    notes = [f"{reports} report(s) of {origins} origin(s)"]
    notes += [] if days.told else ["date of the event not told: that of the first report"]
    notes += ["told in a statement only"] if merged.event.attributed_to else []
    return "; ".join(notes)
