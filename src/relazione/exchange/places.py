"""What kind of place an event's is, and the codes of the state it lies in."""

from typing import Literal

from relazione.ontology import codes, countries
from relazione.ontology.places import places
from relazione.ontology.tables import LANGUAGES
from relazione.records import Place

PlaceKind = Literal["state", "city", "other"]


def place_kind(place: Place, language: str | None) -> PlaceKind:
    """Return whether the name of a place is a state's, a city's or another's in a language."""
    if language not in LANGUAGES:
        return "other"
    if place.name in countries.state_names(language):
        return "state"
    found = places(language).get(place.name)
    return "city" if found and found.kind == "city" else "other"


def city_of(place: Place, language: str | None) -> str | None:
    """Return the name of a place that is a city."""
    return place.name if place_kind(place, language) == "city" else None


def place_country(place: Place) -> str | None:
    """Return PLOVER's code of the state that a place lies in."""
    return countries.plover_code(place.country) if place.country else None


def place_fips(place: Place) -> str | None:
    """Return the FIPS 10-4 code of the state that a place lies in."""
    return codes.fips(place.country) if place.country and countries.is_state(place.country) else None


def full_name(place: Place) -> str:
    """Return a place with its state, as GDELT writes them (`Astana, Kazakhstan`)."""
    state = countries.english_name(place.country) if place.country else None
    return ", ".join(part for part in (place.name, state) if part)
