"""What figures measure and what in: indicators, families of units, base units, currencies.

The words for them are the packs' (`lexicon/units.yaml`, `counted.yaml`, `indicators.yaml`).
"""

from dataclasses import dataclass
from functools import cache

import msgspec

from relazione.errors import UnknownCode
from relazione.ontology.tables import read_table
from relazione.ontology.terms import Labels, Term, read_terms


class Indicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a figure measures: the families of units that it may have, the usual one first.

    `parties` is how many actors it concerns, `directed` whether it goes from one to another.
    """

    label: Labels
    families: tuple[str, ...]
    parties: int
    definition: str
    directed: bool = False


class Unit(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A unit that values are given in, and its family."""

    label: Labels
    family: str


class Indicators(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `data/indicators.yaml`."""

    families: dict[str, Term]
    indicators: dict[str, Indicator]
    units: dict[str, Unit]
    counted: dict[str, Labels]


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency of ISO 4217: its name beside an amount by language; `until` is its last year, `None` while it
    lasts.
    """

    code: str
    symbol: str | None
    label: Labels
    until: int | None


@cache
def _data() -> Indicators:
    return read_terms("indicators", Indicators)


def indicators() -> dict[str, Indicator]:
    """Return all indicators by code."""
    return _data().indicators


def families() -> dict[str, Term]:
    """Return the families of units by code."""
    return _data().families


def units() -> dict[str, Unit]:
    """Return the units that are neither currencies nor counted things, by code."""
    return _data().units


@cache
def currencies() -> dict[str, Currency]:
    """Return the currencies by their ISO 4217 code, those of the past among them."""
    return {
        row["code"]: Currency(
            code=row["code"],
            symbol=row["symbol"] or None,
            label={"de": row["de"], "en": row["en"]},
            until=int(row["until"]) if row["until"] else None,
        )
        for row in read_table("currencies")
    }


def indicator(code: str) -> Indicator:
    """Return an indicator; raises `UnknownCode` where there is none of that code."""
    if code not in indicators():
        raise UnknownCode(f"there is no indicator {code!r}", allowed=", ".join(indicators()))
    return indicators()[code]


def family_of(unit: str) -> str:
    """Return the family of a unit; what is neither a currency nor a listed unit is counted.

    >>> family_of("KZT"), family_of("m3"), family_of("tanks")
    ('money', 'capacity', 'count')
    """
    if unit in currencies():
        return "money"
    return units()[unit].family if unit in units() else "count"


def counted() -> dict[str, Labels]:
    """Return what counted things are called, by code: their plural in every language."""
    return _data().counted


def unit_label(unit: str, language: str) -> str:
    """Return what a unit is called beside a number; a counted thing's code is its English name.

    >>> unit_label("KZT", "de"), unit_label("m3", "en"), unit_label("tanks", "de")
    ('Tenge', 'cubic metres', 'Panzer')
    """
    entry = currencies().get(unit) or units().get(unit)
    labels = entry.label if entry else counted().get(unit, {})
    return labels.get(language, unit)
