"""Places where events happen: cities and regions, with the state they lie in.

Data: `data/places.tsv`, built by `training/ontology/places.py` from GeoNames (CC BY 4.0) and tables by hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from relazione.errors import UnknownCode
from relazione.ontology.inflection import Name, read_name
from relazione.ontology.tables import LANGUAGES, read_table

MARKS = frozenset("~/!?|")
LARGE = 300_000
NEIGHBOURS = frozenset({"DEU", "AUT", "CHE"})
ADJECTIVES = {
    "Athen": ("Athener",),
    "Bagdad": ("Bagdader",),
    "Basel": ("Basler",),
    "Bremen": ("Bremer",),
    "Dresden": ("Dresdner", "Dresdener"),
    "Gießen": ("Gießener",),
    "Hannover": ("Hannoversche", "Hannoverschen"),
    "Luzern": ("Luzerner",),
    "Mailand": ("Mailänder",),
    "Minsk": ("Minsker",),
    "München": ("Münchner", "Münchener"),
    "Münster": ("Münsteraner",),
    "Neapel": ("Neapolitaner",),
    "Rom": ("Römer",),
    "Venedig": ("Venezianer",),
    "Zürich": ("Zürcher", "Züricher"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A city, site or region.

    `country` is the alpha-3 code of the state it lies in, `None` for regions of several states and for seas;
    `kind` is city, site (Camp David), region, sea or river; `population` 0 where unknown; `ambiguous` marks names
    that are also common words or names of persons.
    """

    name: str
    country: str | None
    kind: str
    population: int = 0
    ambiguous: bool = False


@cache
def places(language: str) -> Mapping[str, Place]:
    """Return surface form → place; of places with one name the largest, ambiguous names left out."""
    return MappingProxyType({form: place for form, place in _forms(language) if not place.ambiguous})


@cache
def ambiguous_places(language: str) -> Mapping[str, Place]:
    """Return surface form → place of the names that are also common words or persons' names (`Essen`)."""
    return MappingProxyType({form: place for form, place in _forms(language) if place.ambiguous})


@cache
def place_adjectives(language: str) -> Mapping[str, Place]:
    """Return the undeclined adjective of a larger city → the city (`Genfer`); only German forms them."""
    if language != "de":
        return MappingProxyType({})
    return MappingProxyType(
        {
            adjective: place
            for name, place in places(language).items()
            if place.kind == "city" and (place.population >= LARGE or place.country in NEIGHBOURS) and " " not in name
            for adjective in _adjectives(name)
        }
    )


def _adjectives(name: str) -> tuple[str, ...]:
    """Return the adjectives of a German city name."""
    if name in ADJECTIVES:
        return ADJECTIVES[name]
    if name.endswith("ingen"):
        return (name.removesuffix("en") + "er",)
    if name.endswith("en"):
        return (name + "er", name.removesuffix("en") + "er")
    return (name + "r",) if name.endswith("e") else (name + "er",)


def _forms(language: str) -> Iterator[tuple[str, Place]]:
    """Yield (surface form, place) such that of two places with one form the larger comes last."""
    if language not in LANGUAGES:
        raise UnknownCode(f"the ontology has no places in {language!r}", allowed=", ".join(LANGUAGES))
    for row in reversed(read_table("places")):
        for name in _names(row[language], language):
            place = Place(name.shown, row["country"] or None, row["kind"], int(row["population"] or 0), name.doubt > 0)
            for form in name.forms:
                yield form, place


def _names(cell: str, language: str) -> tuple[Name, ...]:
    """Return the names of a cell; those without a mark have no other forms."""
    if MARKS.isdisjoint(cell):
        return (Name(cell, (cell,)),) if cell else ()
    if "|" in cell:
        return tuple(name for part in cell.split("|") for name in _names(part, language))
    return (read_name(cell, language),)
