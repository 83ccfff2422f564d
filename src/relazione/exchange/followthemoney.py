"""FollowTheMoney JSON Lines: documents, actors, offices with who held them, events.

Every property is a list of strings, ids are the ledger's in FollowTheMoney's letters. An entity of several materials is
written again only where it says something new; tools that read the format merge entities of one id. Where the library
`followthemoney` is installed, it checks every entity.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any

from relazione.errors import ExportError, UnknownCode
from relazione.exchange.actors import KNOWN, english_name, find_actor, known_organisation
from relazione.exchange.languages import alpha3
from relazione.exchange.places import full_name
from relazione.exchange.plover import json_line
from relazione.exchange.writer import Options, Target, TextWriter
from relazione.ontology import countries, plover
from relazione.resolution.claims import HeldOffice, LedgerActor, Material, MergedEvent, Source

DATASET = "relazione"
PUBLIC_SECTORS = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY"))
FORMER_STATES = {"SUN": "suhh", "DDR": "dd", "YUG": "yucs", "CSK": "cshh", "SCG": "csxx", "ZAR": "zr"}
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")
SHOWN_HELD = "Start and end are the first and last day at which reports show the office held."
LOSES = (
    "Statements, figures, agreements, words and their places, scores, who did and who suffered an event, dates without "
    "a year; start and end of an office are the days at which reports first and last show it."
)

Entity = dict[str, Any]
Values = Mapping[str, Iterable[str | None]]


class FtmWriter(TextWriter):
    """Writes entities, each once."""

    def __init__(self, target: Target, options: Options | None = None) -> None:
        self._written: set[bytes] = set()
        super().__init__(target, options)

    def _body(self, material: Material) -> Iterator[str]:
        for entity in entities(material):
            check(entity)
            line = json_line(entity)
            digest = hashlib.sha256(line.encode()).digest()
            if digest not in self._written:
                self._written.add(digest)
                yield line


def entities(material: Material) -> Iterator[Entity]:
    """Yield what a material holds: documents, actors with their offices, events."""
    yield from (_article(source) for source in material.sources().values())
    for actor in _actors(material):
        yield _actor(actor)
        for office in actor.offices if actor.kind == "person" else ():
            yield from _held(actor, office, material)
        yield from (_membership(actor, member) for member in actor.members if actor.kind == "group")
    yield from (_event(merged, material) for merged in material.events)


def ftm_id(id_: str) -> str:
    """Return an id in the letters that FollowTheMoney allows, different ids different.

    >>> ftm_id("org:P5+1"), ftm_id("KAZ")
    ('org-P5.2b1', 'KAZ')
    """
    return "".join(_letter(letter) for letter in id_)


def check(entity: Entity) -> None:
    """Raise `ExportError` where the library `followthemoney` is installed and refuses an entity."""
    refuse = _library()
    if refuse is None:
        return
    try:
        refuse(entity)
    except Exception as error:
        raise ExportError(f"FollowTheMoney refuses it ({error})", where=str(entity["id"])) from error


@cache
def _library() -> Callable[[Entity], object] | None:
    try:
        import followthemoney  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return None

    def refuse(entity: Entity) -> None:
        followthemoney.model.get(entity["schema"]).validate(entity)
        proxy = followthemoney.model.get_proxy(entity, cleaned=False)
        dropped = {key for key, values in entity["properties"].items() if len(proxy.get(key)) < len(values)}
        if dropped:
            raise ValueError(f"values of {', '.join(sorted(dropped))} are not of their type")

    return refuse


def _letter(letter: str) -> str:
    if letter == ":":
        return "-"
    plain = letter == "-" or (letter.isascii() and letter.isalnum())
    return letter if plain else "".join(f".{byte:02x}" for byte in letter.encode())


def _entity(id_: str, schema: str, caption: str, values: Values) -> Entity:
    lists = {name: list(dict.fromkeys(value for value in given if value)) for name, given in sorted(values.items())}
    properties = {name: found for name, found in lists.items() if found}
    return {"id": id_, "caption": caption, "schema": schema, "properties": properties, "datasets": [DATASET]}


def _actors(material: Material) -> Iterator[LedgerActor]:
    """Yield the actors and those that their offices and groups speak of, each once, by id."""
    own = material.actors.values()
    bodies = (office.organisation for actor in own for office in actor.offices if office.organisation)
    members = chain.from_iterable(actor.members for actor in own if actor.kind == "group")
    ids = {*material.actors, *members, *(body for office in bodies if (body := _body_id(office, material)))}
    return (find_actor(id_, material) for id_ in sorted(ids))


def _body_id(organisation: str, material: Material) -> str | None:
    """Return the id of the body that an office belongs to, `None` where neither ledger nor ontology knows it."""
    for id_ in (organisation, f"{KNOWN}{organisation}"):
        try:
            return find_actor(id_, material).id
        except ExportError:
            continue
    return None


def _article(source: Source) -> Entity:
    title = source.title or source.origin or source.document
    return _entity(
        ftm_id(source.document),
        "Article",
        title,
        {
            "title": [source.title],
            "fileName": [source.origin],
            "language": [alpha3(source.language)],
            "publishedAt": [_date(source.published)],
            "publisher": [source.publisher],
            "country": [_country(source.country)],
            "sourceUrl": [source.url],
        },
    )


def _actor(actor: LedgerActor) -> Entity:
    name = english_name(actor)
    values: dict[str, Iterable[str | None]] = {
        "name": [name],
        "alias": sorted({actor.name, *actor.names} - {name}),
        "country": [_country(actor.country)],
        "wikidataId": [actor.identifiers.get("wikidata")],
        "topics": _topics(actor),
    }
    if actor.kind == "person":
        values["position"] = [office.title for office in actor.offices]
    return _entity(ftm_id(actor.id), _schema(actor), name, values)


def _schema(actor: LedgerActor) -> str:
    known = known_organisation(actor)
    public = actor.kind == "state" or (known and known.country and known.sector in PUBLIC_SECTORS)
    return "Person" if actor.kind == "person" else "PublicBody" if public else "Organization"


def _topics(actor: LedgerActor) -> list[str]:
    known = known_organisation(actor)
    between_states = actor.kind == "organisation" and known and known.plover in ("IGO", "UNO", "EUR")
    return ["gov.national"] if actor.kind == "state" else ["gov.igo"] if between_states else []


def _held(actor: LedgerActor, office: HeldOffice, material: Material) -> Iterator[Entity]:
    body = _body_id(office.organisation, material) if office.organisation else None
    post = f"post-{_hash(office.title, office.role, office.country, office.organisation)}"
    yield _entity(
        post,
        "Position",
        office.title,
        {"name": [office.title], "country": [_country(office.country)], "organization": [body and ftm_id(body)]},
    )
    yield _entity(
        f"held-{_hash(actor.id, post)}",
        "Occupancy",
        f"{actor.name}: {office.title}",
        {
            "holder": [ftm_id(actor.id)],
            "post": [post],
            "startDate": [_date(office.first)],
            "endDate": [_date(office.last)],
            "description": [SHOWN_HELD],
            "proof": [ftm_id(document) for document in office.documents],
        },
    )


def _membership(group: LedgerActor, member: str) -> Entity:
    values = {"member": [ftm_id(member)], "organization": [ftm_id(group.id)]}
    return _entity(f"member-{_hash(group.id, member)}", "Membership", f"{member}: {group.name}", values)


def _event(merged: MergedEvent, material: Material) -> Entity:
    event = merged.event
    name = _sentence(merged, material)
    involved = (*event.actor, *event.recipient, *event.participants, *event.mediator)
    return _entity(
        ftm_id(merged.id),
        "Event",
        name,
        {
            "name": [name],
            **_dates(event.date),
            "location": [full_name(event.place)] if event.place else [],
            "country": [_country(event.place.country)] if event.place else [],
            "involved": [ftm_id(id_) for id_ in involved],
            "keywords": [f"{event.type}-{event.mode}" if event.mode else event.type, *event.topics, event.status],
            "recordId": [merged.id],
            "proof": [ftm_id(claim.source.document) for claim in merged.claims],
        },
    )


def _sentence(merged: MergedEvent, material: Material) -> str:
    """Return the event as an English sentence; a status that is not a plain fact stands before it."""
    event = merged.event
    actors, recipients = (
        [english_name(find_actor(id_, material)) for id_ in ids] for ids in (event.actor, event.recipient)
    )
    sentence = plover.say(event.type, event.mode, "en", actors or ["Somebody"], recipients)
    return sentence if event.status in ("occurred", "ongoing") else f"{event.status}: {sentence}"


def _dates(edtf: str | None) -> dict[str, list[str | None]]:
    if edtf is None:
        return {}
    ends = edtf.split("/")
    first, last = _date(ends[0]), _date(ends[-1])
    return {"date": [first]} if first == last else {"startDate": [first], "endDate": [last]}


def _date(edtf: str | None) -> str | None:
    """Return a date that FollowTheMoney understands: a year, month or day."""
    plain = (edtf or "").rstrip("~?%")
    return plain if DATE.fullmatch(plain) else None


def _country(code: str | None) -> str | None:
    try:
        alpha2 = countries.country(code).alpha2 if code else None
    except UnknownCode:
        return None
    return alpha2.lower() if alpha2 else FORMER_STATES.get(code or "")


def _hash(*parts: str | None) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:24]
