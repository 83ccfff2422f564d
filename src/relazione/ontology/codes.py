"""The codes that other collections give states: the numbers of the Correlates of War project and FIPS 10-4.

Data: `data/cow.tsv` and `data/fips.tsv`, which name their sources. Keys are alpha-3 codes as in `countries`.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from relazione.ontology.countries import country
from relazione.ontology.tables import read_table

APART = frozenset({"HKG", "MAC"})  # event data count them beside China


@cache
def cow_numbers() -> Mapping[str, int]:
    """Return alpha-3 → number of all states that are or were members of the state system."""
    return MappingProxyType({row["code"]: int(row["cow"]) for row in read_table("cow")})


@cache
def cow_abbreviations() -> Mapping[str, str]:
    """Return alpha-3 → three letters of all states that are or were members of the state system."""
    return MappingProxyType({row["code"]: row["abbreviation"] for row in read_table("cow")})


@cache
def fips_codes() -> Mapping[str, str]:
    """Return alpha-3 → FIPS 10-4 code."""
    return MappingProxyType({row["code"]: row["fips"] for row in read_table("fips")})


def cow(code: str) -> int | None:
    """Return the Correlates of War number of a state, `None` where it is no member of the state system.

    A territory has that of the state it belongs to, save Hong Kong and Macao. Raises `UnknownCode`.

    >>> cow("KAZ"), cow("GRL"), cow("PSE")
    (705, 390, None)
    """
    state = country(code)
    own = cow_numbers().get(code)
    return own if own or not state.sovereign or code in APART else cow_numbers().get(state.sovereign)


def fips(code: str) -> str | None:
    """Return the FIPS 10-4 code of a state or territory, else that of the state it belongs to; raises `UnknownCode`.

    >>> fips("DEU"), fips("ALA"), fips("XKX")
    ('GM', 'FI', 'KV')
    """
    return fips_codes().get(code) or fips_codes().get(country(code).sovereign or "")
