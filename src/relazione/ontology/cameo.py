"""CAMEO codes and their PLOVER equivalents, both ways.

The table is CAMEO2PLOVER-2021, repaired where it uses modes or contexts that the manual 2.0 does not define, or breaks its
definitions (NOTICE names the source). 01 and 02 have no PLOVER equivalent: they are statements.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from relazione.errors import UnknownCode
from relazione.ontology.plover import event_type
from relazione.ontology.tables import read_table

# Where the table has no entry for a type and mode, or several: the code of an event told without further detail.
PREFERRED = {
    ("CONSULT", "visit"): "042",
    ("CONSULT", "phone"): "041",
    ("CONSULT", "third-party"): "045",
    ("CONSULT", "multilateral"): "046",
    ("SANCTION", "discontinue"): "163",
    ("ACCUSE", "disapprove"): "111",
    ("ACCUSE", "allege"): "112",
    ("ACCUSE", ""): "110",
    ("THREATEN", "relations"): "1313",
    ("THREATEN", "violence"): "138",
    ("MOBILIZE", "troops"): "154",
    ("REQUEST", "yield"): "105",
    ("PROTEST", "strike"): "143",
    ("ASSAULT", "aerial"): "195",
    ("ASSAULT", "drone"): "195",
    ("ASSAULT", "targeted"): "186",
}


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code with its ICEWS Goldstein score and the PLOVER event it maps to (`type` is `None` where none is)."""

    code: str
    name: str
    goldstein: float | None
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    repaired: bool


@cache
def codes() -> dict[str, CameoCode]:
    """Return all CAMEO codes in their order."""
    return {
        row["code"]: CameoCode(
            code=row["code"],
            name=row["name"],
            goldstein=float(row["goldstein"].replace("−", "-")) if row["goldstein"] else None,
            type=row["type"] or None,
            mode=row["mode"] or None,
            contexts=tuple(row["contexts"].split(",")) if row["contexts"] else (),
            repaired=bool(row["repaired"]),
        )
        for row in read_table("cameo")
    }


def cameo(code: str) -> CameoCode:
    """Return a CAMEO code; raises `UnknownCode` where there is none."""
    if code not in codes():
        raise UnknownCode(f"CAMEO has no code {code!r}", allowed="the codes in data/cameo.tsv")
    return codes()[code]


def cameo_for(type_: str, mode: str | None, contexts: Iterable[str] = (), *, signed: bool = False) -> str:
    """Return the CAMEO code that says a PLOVER event best: same type and mode, most contexts shared, least added.

    Of equals the shortest, then the first code wins. `signed` says that an agreement was signed (057). Mapped back,
    the code gives the same type. Raises `UnknownCode` for an unknown type.
    """
    if type_ == "SUPPORT" and signed:
        return "057"
    told = frozenset(contexts)
    return _best(type_, mode, told)


@cache
def _best(type_: str, mode: str | None, told: frozenset[str]) -> str:
    event_type(type_)
    entries = [entry for entry in codes().values() if entry.type == type_]
    same = [entry for entry in entries if entry.mode == mode] or [entry for entry in entries if entry.mode is None]
    preferred = PREFERRED.get((type_, mode or ""))

    def rank(entry: CameoCode) -> tuple[int, int, bool, int, str]:
        shared = len(told & set(entry.contexts))
        return -shared, len(set(entry.contexts) - told), entry.code != preferred, len(entry.code), entry.code

    best = min(same or entries, key=rank)
    if preferred is not None and not told & set(best.contexts):
        return preferred
    return best.code if len(best.code) > 2 else f"{best.code}0"
