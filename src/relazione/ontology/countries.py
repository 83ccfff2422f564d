"""States and territories: codes, names, nationality adjectives, demonyms and seats of government.

Codes are ISO 3166-1 alpha-3, `XKX` for Kosovo, and ISO 3166-3 for states that are no more (`SUN`, `DDR`, `YUG`).
Tables of surface forms hold inflected forms (`Irans`, `Vereinigten Staaten`); doubtful surfaces are told by
`ambiguous_names` and `Seat.ambiguous`. Data: `data/countries.*.tsv`, `data/historic.tsv`, `data/seats.tsv`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from relazione.errors import UnknownCode
from relazione.ontology.inflection import Name, demonym_forms, read_name, read_names
from relazione.ontology.tables import LANGUAGES, read_table

SEAT_ADJECTIVES = {
    "Bern": "Berner",
    "Havanna": "Havannaer",
    "Genf": "Genfer",
    "Rom": "Römer",
    "Tripolis": "Tripolitaner",
}
CODE = re.compile(r"[A-Z][A-Z0-9]{2,}")
PLOVER_OWN = {"XKX": "KOS", "HKG": "HKG"}


@dataclass(frozen=True, slots=True)
class Seat:
    """What stands for a government: a capital or other seat, a building, an institution.

    `kind` is capital, seat, former (a seat of old), building or institution; `organisation` the id of an
    organisation that the name stands for too (`Brüssel`: EU); `doubt` is 0, 1 (may mean
    something else too) or 2 (mostly does).
    """

    country: str
    kind: str
    name: str
    language: str
    forms: tuple[str, ...]
    organisation: str | None = None
    doubt: int = 0

    @property
    def ambiguous(self) -> bool:
        """Whether the name is often a person's, another place's or a common word."""
        return self.doubt > 0


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory.

    `names` holds, per language, the name to show first and then other names without inflected forms;
    `adjectives` stems (`russisch`), `demonyms` the forms as listed in the dictionary. `sovereign` is the state that
    a territory belongs to; `since`, `until` (EDTF years) and `successors` are those of a historic state.
    """

    code: str
    alpha2: str | None
    numeric: str | None
    sovereign: str | None
    names: Mapping[str, tuple[str, ...]]
    adjectives: Mapping[str, tuple[str, ...]]
    demonyms: Mapping[str, tuple[str, ...]]
    seats: tuple[Seat, ...]
    since: str | None = None
    until: str | None = None
    successors: tuple[str, ...] = ()

    def name(self, language: str) -> str:
        """Return the name to show in a language, the English one where that has none."""
        names = self.names.get(language) or self.names["en"]
        return names[0]

    @property
    def plover(self) -> str:
        """The code that PLOVER uses: Kosovo is `KOS`, territories count as the state they belong to."""
        return PLOVER_OWN.get(self.code) or self.sovereign or self.code


@cache
def country(code: str) -> Country:
    """Return the state with an alpha-3 code (of today or historic); raises `UnknownCode`."""
    found = _countries().get(code) or _historic_states().get(code)
    if found is None:
        raise UnknownCode(
            f"no state has the code {code!r}",
            allowed="ISO 3166-1 alpha-3 (`FRA`), XKX, ISO 3166-3 alpha-3 of former states (`SUN`)",
            mend="`alpha3` finds the code of an alpha-2 or numeric one",
        )
    return found


def is_state(code: str) -> bool:
    """Tell whether a code is the alpha-3 code of a state, of today or historic."""
    return code in _countries() or code in _historic_states()


def is_code(text: str) -> bool:
    """Tell whether a text looks like the code of a state: of one known, or of a user's own (`BRE`)."""
    return CODE.fullmatch(text) is not None


def english_name(code: str) -> str:
    """Return the English name of a state; a code that nobody knows is a user's own and stands for itself."""
    return country(code).name("en") if is_state(code) else code


def plover_code(code: str) -> str:
    """Return the code that PLOVER uses for a state; a user's own code is that.

    >>> plover_code("XKX"), plover_code("BRE")
    ('KOS', 'BRE')
    """
    return country(code).plover if is_state(code) else code


def codes() -> tuple[str, ...]:
    """Return the alpha-3 codes of today's states and territories, sorted."""
    return tuple(_countries())


def historic_codes() -> tuple[str, ...]:
    """Return the alpha-3 codes of states that are no more, sorted."""
    return tuple(_historic_states())


def alpha3(code: str) -> str:
    """Return the alpha-3 code of an alpha-2, numeric, alpha-3 or PLOVER code in any case; raises `UnknownCode`."""
    return _aliases().get(code.upper()) or country(code.upper()).code


@cache
def state_names(language: str) -> Mapping[str, str]:
    """Return surface form → alpha-3 of all names of states, inflected forms included.

    Names that mostly mean something else (`Jersey`) are left out; those that may (`Georgia`) are in `ambiguous_names`.
    """
    table: dict[str, str] = {}
    for code, name in _names(language):
        if name.doubt < 2:
            for form in name.forms:
                table.setdefault(form, code)
    return MappingProxyType(table)


@cache
def ambiguous_names(language: str) -> Mapping[str, str]:
    """Return surface form → alpha-3 of the names that may mean something else than the state."""
    found = {form: code for code, name in _names(language) if name.doubt for form in name.forms}
    return MappingProxyType(found)


@cache
def adjectives(language: str) -> Mapping[str, str]:
    """Return the lower-case stem of each nationality adjective → alpha-3 (`russisch`, `us-amerikanisch`)."""
    return MappingProxyType({stem: code for stem, code in _stems(language) if not stem.endswith("-")})


@cache
def combining_stems(language: str) -> Mapping[str, str]:
    """Return the stems that stand for a state only before a hyphen → alpha-3 (`us` in `us-russisch`, `austro`)."""
    return MappingProxyType({stem[:-1]: code for stem, code in _stems(language) if stem.endswith("-")})


@cache
def demonyms(language: str) -> Mapping[str, str]:
    """Return surface form → alpha-3 of what people of a state are called, all forms (`Russe`, `Russinnen`)."""
    table: dict[str, str] = {}
    for row in _rows(language):
        for text in _parts(row["demonyms"]):
            for form in demonym_forms(text, language):
                table.setdefault(form, row["code"])
    return MappingProxyType(table)


@cache
def seats(language: str) -> Mapping[str, str]:
    """Return surface form → alpha-3 of what may stand for a government, inflected forms included (`Moskaus`)."""
    return MappingProxyType({form: seat.country for form, seat in seat_records(language).items()})


@cache
def seat_records(language: str) -> Mapping[str, Seat]:
    """Return surface form → seat; names that are states' names too, or mostly something else, are left out."""
    names = state_names(language)
    table: dict[str, Seat] = {}
    for seat in _seats():
        if seat.language == language and seat.doubt < 2:
            for form in seat.forms:
                if form not in names:
                    table.setdefault(form, seat)
    return MappingProxyType(table)


@cache
def seat_adjectives(language: str) -> Mapping[str, str]:
    """Return the undeclined adjectives of seats → alpha-3 (`Moskauer`); only German forms them."""
    if language != "de":
        return MappingProxyType({})
    found = {}
    for seat in _seats():
        if seat.language == language and seat.doubt < 2 and seat.kind in ("capital", "seat", "former"):
            found[_seat_adjective(seat.name)] = seat.country
    return MappingProxyType(found)


def _seat_adjective(name: str) -> str:
    """Return the adjective of a city: Kiewer, Haager, Tripolitaner."""
    name = name.removeprefix("Den ")
    return SEAT_ADJECTIVES.get(name) or (name + "r" if name.endswith("e") else name + "er")


def _parts(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _rows(language: str) -> Iterator[Mapping[str, str]]:
    """Yield what the tables say of a language's names, adjectives and demonyms, today's states first."""
    if language not in LANGUAGES:
        raise UnknownCode(f"the ontology has no names in {language!r}", allowed=", ".join(LANGUAGES))
    yield from read_table(f"countries.{language}")
    for row in read_table("historic"):
        own = row if language == "de" else {}
        yield {
            "code": row["code"],
            "names": row[language],
            "adjectives": own.get("adjectives", ""),
            "demonyms": own.get("demonyms", ""),
        }


@cache
def _names(language: str) -> tuple[tuple[str, Name], ...]:
    """Return (alpha-3, name) of all names: those by hand, then CLDR's."""
    by_hand = [(row["code"], name) for row in _rows(language) for name in read_names(row["names"], language)]
    taken = {name.shown for _, name in by_hand}
    cldr = ((row["code"], row[language]) for row in read_table("countries"))
    return (*by_hand, *((code, read_name(f"{name}!", language)) for code, name in cldr if name not in taken))


def _stems(language: str) -> Iterator[tuple[str, str]]:
    """Yield (stem, alpha-3) such that of two states with one stem the likelier comes last."""
    pairs = [(stem, row["code"]) for row in _rows(language) for stem in _parts(row["adjectives"])]
    yield from ((stem.rstrip("?"), code) for stem, code in pairs if stem.endswith("?"))
    yield from ((stem, code) for stem, code in pairs if not stem.endswith("?"))


@cache
def _seats() -> tuple[Seat, ...]:
    return tuple(
        _seat(row, language, name)
        for row in read_table("seats")
        for language in LANGUAGES
        for name in read_names(row[language], language)
    )


def _seat(row: Mapping[str, str], language: str, name: Name) -> Seat:
    return Seat(
        country=row["code"],
        kind=row["kind"],
        name=name.shown,
        language=language,
        forms=name.forms,
        organisation=row["organisation"] or None,
        doubt=name.doubt,
    )


@cache
def _aliases() -> Mapping[str, str]:
    aliases = {row[kind]: row["code"] for row in read_table("countries") for kind in ("alpha2", "numeric")}
    aliases |= {plover: code for code, plover in PLOVER_OWN.items()}
    aliases.pop("", None)
    return aliases


@cache
def _countries() -> Mapping[str, Country]:
    tables = {tongue: {row["code"]: row for row in read_table(f"countries.{tongue}")} for tongue in LANGUAGES}
    seats_of: dict[str, list[Seat]] = {}
    for seat in _seats():
        seats_of.setdefault(seat.country, []).append(seat)
    return {row["code"]: _country(row, tables, tuple(seats_of.get(row["code"], ()))) for row in read_table("countries")}


def _country(
    row: Mapping[str, str], tables: Mapping[str, Mapping[str, Mapping[str, str]]], own: tuple[Seat, ...]
) -> Country:
    by_hand = {language: table[row["code"]] for language, table in tables.items()}
    names = {}
    for language, cells in by_hand.items():
        shown = [name.shown for name in read_names(cells["names"], language)]
        names[language] = tuple(dict.fromkeys([*shown, row[language]]))
    return Country(
        code=row["code"],
        alpha2=row["alpha2"],
        numeric=row["numeric"] or None,
        sovereign=row["sovereign"] or None,
        names=names,
        adjectives={language: _adjectives_of(cells["adjectives"]) for language, cells in by_hand.items()},
        demonyms={language: _demonyms_of(cells["demonyms"], language) for language, cells in by_hand.items()},
        seats=own,
    )


def _adjectives_of(cell: str) -> tuple[str, ...]:
    return tuple(stem.rstrip("?") for stem in _parts(cell) if not stem.endswith("-"))


def _demonyms_of(cell: str, language: str) -> tuple[str, ...]:
    return tuple(demonym_forms(text, language)[0] for text in _parts(cell))


@cache
def _historic_states() -> Mapping[str, Country]:
    today = {row["code"] for row in read_table("countries")}
    rows = sorted(read_table("historic"), key=lambda row: row["code"])
    return {row["code"]: _historic_state(row) for row in rows if row["code"] not in today}


def _historic_state(row: Mapping[str, str]) -> Country:
    names = {language: tuple(name.shown for name in read_names(row[language], language)) for language in LANGUAGES}
    return Country(
        code=row["code"],
        alpha2=None,
        numeric=None,
        sovereign=None,
        names=names,
        adjectives={"de": _adjectives_of(row["adjectives"])},
        demonyms={"de": _demonyms_of(row["demonyms"], "de")},
        seats=(),
        since=row["since"] or None,
        until=row["until"] or None,
        successors=tuple(_parts(row["successors"])),
    )
