"""Reviewed documents as gold readings in the scorer's format, so that later readers can be held against them.

A record that nobody decided on is optional in it: found or not, it counts neither way.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import yaml

from relazione.records import Actor, Agreement, Event, Figure, Reading, Span, Statement
from relazione.resolution.actors import known_id
from relazione.resolution.applying import Decided
from relazione.resolution.kinds import kind_of

LONGEST = 500  # characters; longer evidence points at nothing
NUMBERED = re.compile(r".*#\d+", re.DOTALL)


def gold_of(decided: Decided, text: str, file: str, *, whole: bool = False) -> str:
    """Return the gold reading (YAML) of a document with a text that lies in `file`.

    With `whole` all of the reading counts, as of a document that was reviewed from end to end.
    """
    return yaml.safe_dump(
        _Gold(decided, text, file, whole=whole).content(), allow_unicode=True, sort_keys=False, width=120
    )


class _Gold:
    def __init__(self, decided: Decided, text: str, file: str, *, whole: bool) -> None:
        self.reading, self.threads, self.text, self.file, self.whole = (
            decided.reading,
            decided.threads,
            text,
            file,
            whole,
        )
        self.names = {actor.id: self._names(actor) for actor in self.reading.actors}
        self.keys = _keys(self.reading)
        self.agreements = {
            agreement.id: f"agreement{place}" for place, agreement in enumerate(self.reading.agreements, 1)
        }
        self.speakers = {said.id: said.speaker for said in self.reading.statements}

    def content(self) -> dict[str, Any]:
        """Return the gold reading as plain data."""
        reading, head = self.reading, self.reading.document
        ranked = sorted(reading.actors, key=lambda actor: (len(self.names[actor.id]), actor.id))
        return {
            "document": {"file": self.file, "language": head.language, "published": head.published},
            "actors": {self.keys[actor.id]: self._actor(actor) for actor in ranked},
            "events": {f"event{place}": self._event(event) for place, event in enumerate(reading.events, 1)},
            "statements": [self._statement(said) for said in reading.statements],
            "figures": [self._figure(figure) for figure in reading.figures],
            "agreements": {self.agreements[one.id]: self._agreement(one) for one in reading.agreements},
        }

    def _closed(self, slots: dict[str, Any], record: Actor | Event | Statement | Figure | Agreement) -> dict[str, Any]:
        """Return the slots of a record, marked as optional where nobody decided on it."""
        if self.whole or (kind_of(record), record.id) in self.threads:
            return slots
        return {**slots, "optional": True}

    def _actor(self, actor: Actor) -> dict[str, Any]:
        slots: dict[str, Any] = {"kind": actor.kind}
        slots |= {"country": actor.country} if actor.country else {}
        slots |= {"role": actor.offices[0].role} if actor.offices else {}
        slots["names"] = self.names[actor.id]
        slots |= {"members": list(actor.members)} if actor.members else {}
        return self._closed(slots, actor)

    def _names(self, actor: Actor) -> list[str]:
        mentioned = (self._words(place) for place in actor.mentions if not place.anaphor)
        return list(dict.fromkeys((actor.name, *actor.names, *mentioned)))

    def _event(self, event: Event) -> dict[str, Any]:
        slots: dict[str, Any] = {"type": event.type, "mode": event.mode}
        for slot in ("actor", "recipient", "participants", "mediator", "about"):
            named = self._named(getattr(event, slot))
            slots |= {slot: named} if named or slot in ("actor", "recipient") else {}
        slots |= {"date": event.date, "status": event.status}
        if event.place:
            slots["place"] = {"name": event.place.name, "country": event.place.country}
        slots |= {"contexts": list(event.contexts)} if event.contexts else {}
        slots |= {"agreement": self.agreements[event.agreement]} if event.agreement else {}
        slots |= {"speaker": self._speaker(event.attributed_to)} if event.attributed_to else {}
        return self._closed({**slots, "anchors": self._anchors(event.evidence)}, event)

    def _statement(self, said: Statement) -> dict[str, Any]:
        slots: dict[str, Any] = {
            "speaker": self.keys[said.speaker] if said.speaker else None,
            "form": said.form,
            "act": said.act,
            "cue": self._words(said.cue) if said.cue else None,
            "content": [self._anchor(place) for place in said.content],
        }
        return self._closed(slots, said)

    def _figure(self, figure: Figure) -> dict[str, Any]:
        slots: dict[str, Any] = {
            name: getattr(figure, name) for name in ("indicator", "measure", "value", "unit", "bound")
        }
        slots |= {"value_max": figure.value_max} if figure.value_max is not None else {}
        if figure.from_ and figure.to:
            slots |= {"from": self.keys[figure.from_], "to": self.keys[figure.to]}
        else:
            slots["parties"] = self._named((*figure.parties, *filter(None, (figure.from_, figure.to))))
        slots["period"] = figure.period
        slots |= {"speaker": self._speaker(figure.attributed_to)} if figure.attributed_to else {}
        return self._closed({**slots, "anchor": self._anchors(figure.evidence)[0]}, figure)

    def _agreement(self, agreement: Agreement) -> dict[str, Any]:
        slots: dict[str, Any] = {
            "name": agreement.name,
            "kind": agreement.kind,
            "subject": agreement.subject,
            "parties": self._named(agreement.parties),
            "mediator": self._named(agreement.mediator),
            "stages": [{"stage": stage.stage, "date": stage.date} for stage in agreement.stages],
            "anchors": self._anchors(agreement.evidence),
        }
        return self._closed(slots, agreement)

    def _named(self, ids: Iterable[str]) -> list[str]:
        return [self.keys[id_] for id_ in ids]

    def _speaker(self, statement: str | None) -> str | None:
        speaker = self.speakers.get(statement or "")
        return self.keys[speaker] if speaker else None

    def _words(self, place: Span) -> str:
        return self.text[place.start : place.end]

    def _anchors(self, spans: Iterable[Span]) -> list[str]:
        """Return the anchors of the spans that point at something, of all where none does."""
        listed = list(spans)
        pointing = [place for place in listed if place.end - place.start <= LONGEST and "\n" not in self._words(place)]
        return [self._anchor(place) for place in pointing or listed]

    def _anchor(self, place: Span) -> str:
        """Return the words of a span, with `#n` where they stand there for the n-th time."""
        words = self._words(place)
        count = sum(1 for _ in _places(words, self.text, place.start))
        return f"{words}#{count}" if count > 1 or NUMBERED.fullmatch(words) else words


def _places(words: str, text: str, last: int) -> Iterator[int]:
    """Yield where words begin in a text, up to their place `last`."""
    place = text.find(words)
    while 0 <= place <= last:
        yield place
        place = text.find(words, place + 1)


def _keys(reading: Reading) -> dict[str, str]:
    """Return actor id → its key in the gold: its known id, else its name, told apart by numbers."""
    keys: dict[str, str] = {}
    for actor in reading.actors:
        label = (known_id(actor) or actor.name).removeprefix("org:")
        keys[actor.id] = label if label not in keys.values() else f"{label} ({actor.id})"
    return keys
