"""The states, persons and organisations that a reading knows: those of the ontology and a user's own, asked alike."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from relazione.ontology import countries, organisations
from relazione.ontology.countries import Country, Seat
from relazione.ontology.inflection import demonym_forms
from relazione.ontology.organisations import Organisation
from relazione.ontology.own import (
    Own,
    OwnGroup,
    OwnOrganisation,
    OwnPerson,
    OwnState,
    actors_of,
    read_actors,
    read_words,
    spoken,
)
from relazione.ontology.tables import LANGUAGES


class Atlas:
    """What is known of actors; made once and never changed, so that tables made from it may be kept by it."""

    def __init__(self, own: Iterable[Own] = ()) -> None:
        self.own = tuple(own)

    @classmethod
    def of(cls, entries: Iterable[Mapping[str, Any]]) -> "Atlas":
        """Return the ontology with own actors described as in a file; raises `ActorError` for faulty entries."""
        return cls(actors_of(entries))

    @classmethod
    def read(cls, path: str | Path) -> "Atlas":
        """Return the ontology with the own actors of a file; raises `ActorError` naming the line of each fault."""
        return cls(read_actors(Path(path)))

    @cached_property
    def mark(self) -> str:
        """Eight hexadecimal digits that tell one set of own actors from another; empty where there are none."""
        return hashlib.sha256(msgspec.json.encode(self.own, order="sorted")).hexdigest()[:8] if self.own else ""

    @cached_property
    def codes(self) -> frozenset[str]:
        """The codes of the own states."""
        return frozenset(actor.code for actor in self.own if isinstance(actor, OwnState))

    def is_state(self, code: str) -> bool:
        """Tell whether a code is that of a state."""
        return code in self._states or countries.is_state(code)

    def country(self, code: str) -> Country:
        """Return the state of a code; raises `UnknownCode`."""
        return self._states.get(code) or countries.country(code)

    def organisation(self, code: str) -> Organisation:
        """Return the organisation or group of an id; raises `UnknownCode`."""
        return self._organisations.get(code) or organisations.organisation(code)

    @property
    def persons(self) -> Iterable[OwnPerson]:
        """The own persons, in the order of their file."""
        return self._persons.values()

    def person(self, number: str) -> OwnPerson:
        """Return the own person that a key of `names` leads to."""
        return self._persons[number]

    def identifiers(self, code: str) -> dict[str, str]:
        """Return what else a state or organisation is known by: its code as a state, or what a user says."""
        given: dict[str, str] = {}
        for actor in self.own:
            if isinstance(actor, OwnState | OwnOrganisation) and _code(actor) == code:
                given |= actor.identifiers
        return given | ({"iso3166-1": code} if countries.is_state(code) else {})

    def names(self, language: str) -> Mapping[str, tuple[str, str]]:
        """Return the surface forms of the own actors → kind (as `gazetteer` has them) and key."""
        return self._names.get(language, {})

    def adjectives(self, language: str) -> dict[str, str]:
        """Return the lower-case stems of the own states' nationality adjectives → code."""
        own = (actor for actor in self.own if isinstance(actor, OwnState))
        return {stem.lower(): actor.code for actor in own for stem in spoken(actor.adjectives, language)}

    def is_seat(self, name: str, language: str) -> bool:
        """Tell whether a name, in whatever case, is that of a seat of government."""
        return self.names(language).get(name, ("",))[0] == "seat" or name in countries.seats(language)

    @cached_property
    def _states(self) -> dict[str, Country]:
        own = (actor for actor in self.own if isinstance(actor, OwnState))
        return {actor.code: _country(actor) for actor in own if not countries.is_state(actor.code)}

    @cached_property
    def _organisations(self) -> dict[str, Organisation]:
        return {actor.id: _organisation(actor) for actor in self.own if isinstance(actor, OwnOrganisation)}

    @cached_property
    def _persons(self) -> dict[str, OwnPerson]:
        return {str(number): actor for number, actor in enumerate(self.own) if isinstance(actor, OwnPerson)}

    @cached_property
    def _names(self) -> dict[str, dict[str, tuple[str, str]]]:
        return {language: dict(self._forms(language)) for language in LANGUAGES} if self.own else {}

    def _forms(self, language: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield (surface form, (kind, key)) such that of two kinds with one form the likelier comes last."""
        states = [actor for actor in self.own if isinstance(actor, OwnState)]
        organisations = (actor for actor in self.own if isinstance(actor, OwnOrganisation))
        named = [
            *(("person", number, person.called(language)) for number, person in self._persons.items()),
            *(("organisation", actor.id, actor.called(language)) for actor in organisations),
            *(("seat", state.code, read_words(state.capital, language)) for state in states),
            *(("state", state.code, state.called(language)) for state in states),
        ]
        people = ((state.code, text) for state in states for text in spoken(state.people, language))
        yield from ((form, ("demonym", code)) for code, text in people for form in demonym_forms(text, language))
        yield from ((form, (kind, key)) for kind, key, names in named for name in names for form in name.forms)


ONTOLOGY = Atlas()


def _code(actor: OwnState | OwnOrganisation) -> str:
    return actor.code if isinstance(actor, OwnState) else actor.id


def _country(state: OwnState) -> Country:
    def by_language(words: Any) -> dict[str, tuple[str, ...]]:
        return {language: spoken(words, language) for language in LANGUAGES}

    return Country(
        code=state.code,
        alpha2=None,
        numeric=None,
        sovereign=None,
        names={language: tuple(name.shown for name in state.called(language)) for language in LANGUAGES},
        adjectives=by_language(state.adjectives),
        demonyms=by_language(state.people),
        seats=_seats(state),
    )


def _seats(state: OwnState) -> tuple[Seat, ...]:
    return tuple(
        Seat(state.code, "capital", name.shown, language, name.forms)
        for language in LANGUAGES
        for name in read_words(state.capital, language)
    )


def _organisation(own: OwnOrganisation) -> Organisation:
    return Organisation(
        id=own.id,
        kind="group" if isinstance(own, OwnGroup) else "organisation",
        country=own.state,
        plover=own.plover,
        sector=None,
        members=tuple(sorted(spoken(own.members, ""))),
        as_of=None,
        names={language: tuple(name.shown for name in own.called(language)) for language in LANGUAGES},
    )
