"""CAMEO codes and their PLOVER equivalents, both ways.

`data/cameo.tsv` is the table CAMEO2PLOVER-2021, set right where it breaks the manual 2.0; `data/cameo_choice.tsv` is
the way back. 01 and 02 have no PLOVER equivalent: they are statements. docs/plover.md names sources and repairs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from relazione.errors import UnknownCode
from relazione.ontology.plover import event_type, planned
from relazione.ontology.plover import mode as plover_mode
from relazione.ontology.tables import read_table
from relazione.records import Status

Side = Literal["actor", "recipient"]


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code with its ICEWS Goldstein score and the PLOVER event it maps to (`type` is `None` where none is).

    `repair` says why the mapping differs from the published one (`published`, as type/mode/contexts); both are empty
    where it does not.
    """

    code: str
    name: str
    goldstein: float | None
    type: str | None
    mode: str | None
    contexts: tuple[str, ...]
    repair: str
    published: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of `cameo_choice.tsv`: what an event must have to get the code."""

    given: str
    contexts: frozenset[str]
    code: str


@cache
def codes() -> dict[str, CameoCode]:
    """Return all CAMEO codes in their order."""
    return {row["code"]: _code(row) for row in read_table("cameo")}


def _code(row: dict[str, str]) -> CameoCode:
    return CameoCode(
        code=row["code"],
        name=row["name"],
        goldstein=float(row["goldstein"]) if row["goldstein"] else None,
        type=row["type"] or None,
        mode=row["mode"] or None,
        contexts=tuple(row["contexts"].split(",")) if row["contexts"] else (),
        repair=row["repair"],
        published=row["published"],
    )


@cache
def choices() -> dict[tuple[str, str | None], tuple[Choice, ...]]:
    """Return the choices of every type and mode, in the order in which they are tried."""
    table: dict[tuple[str, str | None], tuple[Choice, ...]] = {}
    for row in read_table("cameo_choice"):
        key = (row["type"], row["mode"] or None)
        asked = frozenset(filter(None, row["contexts"].split("+")))
        table[key] = (*table.get(key, ()), Choice(given=row["given"], contexts=asked, code=row["code"]))
    return table


def cameo(code: str) -> CameoCode:
    """Return a CAMEO code; raises `UnknownCode` where there is none."""
    if code not in codes():
        raise UnknownCode(f"CAMEO has no code {code!r}", allowed="the codes in data/cameo.tsv")
    return codes()[code]


def cameo_for(  # noqa: PLR0913  (what decides is named, never counted off)
    type_: str,
    mode: str | None = None,
    contexts: Iterable[str] = (),
    *,
    status: Status | None = None,
    aim: str | None = None,
    stage: str | None = None,
    side: Side = "actor",
) -> str:
    """Return the CAMEO code that says a PLOVER event best.

    Mapped back, the code gives the same type. With `status` planned the event is first turned into what PLOVER makes
    of a plan (`plover.planned`); CAMEO has no mark for the other statuses. `aim` is the type that an AGREE or THREATEN
    is about, `stage` the stage of the agreement that a SUPPORT is a step of, `side` recipient asks how the
    recipient's own action is coded (hosting a visit). The order of contexts does not matter. Raises `UnknownCode` for
    an unknown type or mode.

    >>> cameo_for("CONSULT", "visit"), cameo_for("CONSULT", "visit", side="recipient")
    ('042', '043')
    >>> cameo_for("CONSULT", "visit", status="planned"), cameo_for("SUPPORT", stage="signed")
    ('036', '057')
    """
    event_type(type_)
    if mode is not None:
        plover_mode(type_, mode)
    if status == "planned" and (becomes := planned(type_, mode)) != (type_, mode):
        aim, (type_, mode) = type_, becomes
    given = {"", f"aim={aim}", f"stage={stage}", f"side={side}"}
    told = frozenset(contexts)
    return next(choice.code for choice in choices()[type_, mode] if choice.given in given and choice.contexts <= told)
