"""How event data name an actor: PLOVER's code of its state or kind, sectors, office, the states of a group."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from relazione.errors import ExportError, UnknownCode
from relazione.ontology import codes, countries, organisations
from relazione.ontology.organisations import Organisation
from relazione.records import ActorKind, Record
from relazione.resolution.claims import HeldOffice, LedgerActor, Material
from relazione.resolution.dates import first_day, last_day

KNOWN = "org:"  # begins the ids of the ontology's organisations
ROLE_SECTORS = {
    **dict.fromkeys(("head_of_state", "head_of_government", "monarch", "official", "ambassador", "envoy"), "GOV"),
    **dict.fromkeys(("foreign_minister", "defence_minister", "minister", "deputy_minister"), "GOV"),
    "legislator": "LEG",
    "party_leader": "PTY",
    "military_officer": "MIL",
    "religious_leader": "REL",
    "executive": "BUS",
    "expert": "EDU",
    "journalist": "JRN",
}


class CodedActor(Record, frozen=True, kw_only=True):
    """An actor as event data name it.

    `name` is English where the ontology knows one, `raw` the name in the reports (of a member of a group, that of the
    group); `code` PLOVER's: alpha-3 (`KOS`), or `IGO`, `UNO`, `EUR` and the like; `state` the alpha-3 code of the
    sovereign state it belongs to, `cow` its number; `known` the ontology's id of an organisation.
    """

    id: str
    kind: ActorKind
    name: str
    raw: str
    code: str | None = None
    state: str | None = None
    cow: int | None = None
    sectors: tuple[str, ...] = ()
    title: str | None = None
    wikidata: str | None = None
    wikipedia: str | None = None
    known: str | None = None


def find_actor(id_: str, material: Material) -> LedgerActor:
    """Return an actor of a material, else the state or organisation of the ontology; raises `ExportError`."""
    actor = material.actors.get(id_) or _from_ontology(id_)
    if actor is None:
        raise ExportError(f"the material holds no actor {id_!r}", mend="give writers what `View.material` returns")
    return actor


def coded_actors(id_: str, material: Material, day: date | None) -> tuple[CodedActor, ...]:
    """Return an actor as coded on a day; a group of states without a code of its own as its members."""
    actor = find_actor(id_, material)
    members = _members(actor, material, frozenset())
    return tuple(_coded(member, day, raw=actor.name) for member in members)


def english_name(actor: LedgerActor) -> str:
    """Return the English name of a state or known organisation, of others the name in the reports."""
    known = known_organisation(actor)
    if actor.kind == "state" and actor.country and countries.is_state(actor.country):
        return countries.english_name(actor.country)
    return known.name("en") if known else actor.name


def known_organisation(actor: LedgerActor) -> Organisation | None:
    """Return the ontology's entry of an organisation or group, `None` where it has none."""
    return _organisation(actor.identifiers.get("relazione") or actor.id)


def state_of(code: str | None) -> str | None:
    """Return the alpha-3 code of the state that a territory counts as, of a state its own, a user's own included."""
    if code is None or not countries.is_state(code):
        return code if code and countries.is_code(code) else None
    country = countries.country(code)
    return country.sovereign if country.sovereign and country.plover == country.sovereign else code


def cow_number(state: str | None) -> int | None:
    """Return the Correlates of War number of a state, `None` for none and for a user's own."""
    return codes.cow(state) if state and countries.is_state(state) else None


def _members(actor: LedgerActor, material: Material, above: frozenset[str]) -> Iterator[LedgerActor]:
    if actor.kind != "group" or not actor.members or actor.country or _collective(actor) or actor.id in above:
        yield actor
        return
    for id_ in actor.members:
        yield from _members(find_actor(id_, material), material, above | {actor.id})


def _from_ontology(id_: str) -> LedgerActor | None:
    if countries.is_state(id_):
        return LedgerActor(id=id_, kind="state", name=countries.country(id_).name("en"), country=id_)
    known = _organisation(id_) if id_.startswith(KNOWN) else None
    if known is None:
        return None
    kind: ActorKind = "group" if known.kind == "group" else "organisation"
    return LedgerActor(id=id_, kind=kind, name=known.name("en"), country=known.country, members=known.members)


def _organisation(id_: str | None) -> Organisation | None:
    try:
        return organisations.organisation((id_ or "").removeprefix(KNOWN))
    except UnknownCode:
        return None


def _collective(actor: LedgerActor) -> str | None:
    known = known_organisation(actor)
    return (known.plover if known else None) or actor.identifiers.get("plover")


def _coded(actor: LedgerActor, day: date | None, *, raw: str) -> CodedActor:
    office = held_office(actor, day)
    known = known_organisation(actor) or _organisation(office.organisation if office else None)
    country = actor.country or (office.country if office else None)
    return CodedActor(
        id=actor.id,
        kind=actor.kind,
        name=english_name(actor),
        raw=raw,
        code=_code(actor, country, known),
        sectors=_sectors(office, known),
        title=office.title if office else None,
        known=known.id if known and actor.kind != "person" else None,
        **_identity(actor, state_of(country)),
    )


def _identity(actor: LedgerActor, state: str | None) -> dict[str, Any]:
    return {
        "state": state,
        "cow": cow_number(state),
        "wikidata": actor.identifiers.get("wikidata"),
        "wikipedia": actor.identifiers.get("wikipedia"),
    }


def _code(actor: LedgerActor, country: str | None, known: Organisation | None) -> str | None:
    """Return PLOVER's code: that of the kind of organisation, else that of the state."""
    own = countries.plover_code(country) if country and countries.is_code(country) else None
    collective = (known.plover if known else None) or actor.identifiers.get("plover")
    return (own or collective or None) if actor.kind == "person" else (collective or own or None)


def _sectors(office: HeldOffice | None, known: Organisation | None) -> tuple[str, ...]:
    """Return the sector of an office and that of the organisation, the primary one first."""
    own = ROLE_SECTORS.get(office.role) if office else None
    return tuple(dict.fromkeys(sector for sector in (own, known.sector if known else None) if sector))


def held_office(actor: LedgerActor, day: date | None) -> HeldOffice | None:
    """Return the office that reports show an actor in on a day, else nearest to it; `None` where it has none."""
    return min(actor.offices, key=lambda office: (_days_off(office, day), office.role, office.title), default=None)


def _days_off(office: HeldOffice, day: date | None) -> int:
    first, last = first_day(office.first), last_day(office.last or office.first)
    if day is None or first is None or last is None:
        return 0 if day is None else date.max.toordinal()
    return max((first - day).days, (day - last).days, 0)
