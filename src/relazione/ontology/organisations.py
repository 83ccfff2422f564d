"""Organisations and groups of states: names, members, PLOVER sector.

An organisation is an intergovernmental body, alliance, armed group, service, party, company or medium; a group is a
format or region that acts as one (`die baltischen Staaten`, P5+1). Data: `data/organisations.tsv`, `data/groups.tsv`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from relazione.errors import UnknownCode
from relazione.ontology.inflection import Name, read_names
from relazione.ontology.tables import LANGUAGES, read_table

TABLES = {"organisation": "organisations", "group": "groups"}


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation or group.

    `kind` is organisation or group; `country` the state it belongs to, `None` for those of several; `plover` the
    code that PLOVER gives actors of no state (IGO, UNO, EUR, NGO, ISM, IMG, MNC); `sector` PLOVER's sector;
    `members` alpha-3 codes as of `as_of` (EDTF), empty where the members are nearly all states or not definite.
    `names` holds, per language, the name to show first.
    """

    id: str
    kind: str
    country: str | None
    plover: str | None
    sector: str | None
    members: tuple[str, ...]
    as_of: str | None
    names: Mapping[str, tuple[str, ...]]

    def name(self, language: str) -> str:
        """Return the name to show in a language, that of another language where it has none."""
        return next(names[0] for names in (self.names[language], *self.names.values()) if names)


@cache
def organisation(code: str) -> Organisation:
    """Return the organisation or group with an id; raises `UnknownCode`."""
    found = _records().get(code)
    if found is None:
        raise UnknownCode(
            f"no organisation or group has the id {code!r}",
            allowed="ids in data/organisations.tsv and data/groups.tsv",
            mend="add it there",
        )
    return found


def codes() -> tuple[str, ...]:
    """Return the ids of all organisations and groups, sorted."""
    return tuple(sorted(_records()))


def members(code: str) -> tuple[str, ...]:
    """Return the alpha-3 codes of the members of an organisation or group, sorted; raises `UnknownCode`."""
    return organisation(code).members


@cache
def organisations(language: str) -> Mapping[str, Organisation]:
    """Return surface form → organisation or group, inflected forms included.

    Names that mostly mean something else (`Welt`) are left out and stand in `ambiguous_organisations`.
    """
    records = _records()
    table: dict[str, Organisation] = {}
    for code, name in _names(language):
        if name.doubt < 2:
            for form in name.forms:
                table.setdefault(form, records[code])
    return MappingProxyType(table)


@cache
def ambiguous_organisations(language: str) -> Mapping[str, Organisation]:
    """Return surface form → organisation or group of the names that may mean something else (`Welt`)."""
    records = _records()
    found = {form: records[code] for code, name in _names(language) if name.doubt for form in name.forms}
    return MappingProxyType(found)


@cache
def group_adjectives(language: str) -> Mapping[str, Organisation]:
    """Return the lower-case stem of an adjective → the group it speaks of (`arabisch`, `kurdisch`)."""
    _require_language(language)
    rows = read_table("groups")
    stems = ((stem, row["id"]) for row in rows for stem in row[f"adjectives_{language}"].split("|") if stem)
    return MappingProxyType({stem: organisation(code) for stem, code in stems})


def _require_language(language: str) -> None:
    if language not in LANGUAGES:
        raise UnknownCode(f"the ontology has no organisations in {language!r}", allowed=", ".join(LANGUAGES))


def _names(language: str) -> Iterator[tuple[str, Name]]:
    _require_language(language)
    for kind, table in TABLES.items():
        for row in read_table(table):
            for name in read_names(row[language], language):
                yield row["id"], _also_capitalised(name) if kind == "group" else name


def _also_capitalised(name: Name) -> Name:
    """Return a name that begins with a lower-case adjective also as it begins a sentence."""
    capitalised = (form[0].upper() + form[1:] for form in name.forms)
    return Name(name.shown, tuple(dict.fromkeys((*name.forms, *capitalised))), name.doubt)


@cache
def _records() -> Mapping[str, Organisation]:
    rows = {row["id"]: (kind, row) for kind, table in TABLES.items() for row in read_table(table)}
    cells = {code: row["members"] for code, (_, row) in rows.items()}
    return {code: _record(kind, row, cells) for code, (kind, row) in rows.items()}


def _record(kind: str, row: Mapping[str, str], cells: Mapping[str, str]) -> Organisation:
    names = {tongue: tuple(name.shown for name in read_names(row[tongue], tongue)) for tongue in LANGUAGES}
    return Organisation(
        id=row["id"],
        kind=kind,
        country=row["country"] or None,
        plover=row["plover"] or None,
        sector=row["sector"] or None,
        members=tuple(sorted(set(_resolved(row["members"], cells)))),
        as_of=row["as_of"] or None,
        names=names,
    )


def _resolved(cell: str, cells: Mapping[str, str]) -> Iterator[str]:
    """Yield the codes of a cell of members, `@ID` replaced by the members of ID."""
    for code in cell.split("|"):
        if code.startswith("@"):
            yield from _resolved(cells[code[1:]], cells)
        elif code:
            yield code
