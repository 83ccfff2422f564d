"""The actors of the ledger: the list of all, and each with its names, offices, records and why it is one."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from relazione.dossier.dates import days, say_date
from relazione.dossier.naming import ONTOLOGY, Naming
from relazione.dossier.timeline import sentence
from relazione.ledger import Ledger
from relazione.ledger.directory import actor_of, profiles_of
from relazione.ontology.vocabulary import codes, term
from relazione.records import Event, Record, Statement
from relazione.resolution.actors import Profile
from relazione.resolution.claims import Claim, HeldOffice, Judgement, LedgerActor, MergedEvent
from relazione.web.access import Person, needs
from relazione.web.actor_list import ORDER, list_actors
from relazione.web.asking import Known, Sides
from relazione.web.cache import Findings
from relazione.web.history import Entry, lines
from relazione.web.rendering import language_of, page
from relazione.web.store import Kept, Seen
from relazione.web.wording import interface

router = APIRouter()
SIZE = 60  # actors a page
LATEST = 12  # events and statements shown of an actor
CANDIDATES = 12  # others that may be the same
DEPTH = 200  # decisions among which those on an actor are looked for


class Band(Record, frozen=True, kw_only=True):
    """An office in the chart: from `x` over `width` parts of a thousand, on row `row`."""

    office: HeldOffice
    of: str
    x: int
    width: int
    row: int


class Tick(Record, frozen=True, kw_only=True):
    """A year under the chart of offices, at `x` parts of a thousand."""

    x: int
    label: str


class Telling(Record, frozen=True, kw_only=True):
    """A record of an actor in a line: when, what, and the places in reports that say so."""

    date: str | None
    words: str
    places: tuple[tuple[str, str], ...]


@router.get("/actors")
def actors(  # noqa: PLR0913  (what FastAPI hands in)
    request: Request,
    ledger: Kept,
    findings: Findings,
    sides: Known,
    q: Annotated[str, Query(max_length=200)] = "",
    kind: str = "",
    number: Annotated[int, Query(alias="page", ge=1, le=10_000)] = 1,
) -> HTMLResponse:
    """Show all actors whose names fit, states first."""
    everyone = list_actors(findings, ledger, sides, q, language_of(request))
    people = [person for person in everyone if kind in ("", person.kind)]
    query = {"q": q, "kind": kind}
    return page(
        request,
        "actors.html.j2",
        q=q,
        kind=kind,
        kinds=ORDER,
        people=people[(number - 1) * SIZE : number * SIZE],
        total=len(people),
        number=number,
        earlier=f"/actors?{urlencode({**query, 'page': number - 1})}" if number > 1 else "",
        later=f"/actors?{urlencode({**query, 'page': number + 1})}" if len(people) > number * SIZE else "",
    )


@router.get("/actors/{id_}")
def actor(  # noqa: PLR0913  (the parts of the address)
    request: Request,
    view: Seen,
    findings: Findings,
    ledger: Kept,
    sides: Known,
    person: Annotated[Person, Depends(needs("reader"))],
    id_: str,
    sought: Annotated[str, Query(alias="with", max_length=200)] = "",
) -> Response:
    """Show one actor; `with` looks for others that are the same."""
    language = language_of(request)
    found = view.actors([id_]).get(id_)
    if found is None:
        moved = actor_of(view.connection, id_)
        if moved:
            return RedirectResponse(f"/actors/{moved}", 303)
        raise HTTPException(404, interface(language)["actor_unknown"])
    material = view.of_actor(id_, limit=LATEST)
    naming = Naming(language=language, actors={**material.actors, id_: found})
    profiles = profiles_of(view.connection, id_)
    alike = list_actors(findings, ledger, sides, sought, language)
    bands, ticks = bands_of(found.offices, lambda office: _of(office, sides, language))
    return page(
        request,
        "actor.html.j2",
        actor=found,
        name=sides.known_name(id_, language) or naming.name(id_),
        state=sides.name(found.country, language) if found.country else "",
        code=_asked(found),
        profiles=profiles,
        shown=lambda profile: _shown(profile, sides, language),
        links=_links(found.links, profiles, sides, language),
        offices=sorted(found.offices, key=lambda office: (office.first or "9", office.title)),
        of=lambda office: _of(office, sides, language),
        bands=bands,
        ticks=ticks,
        events=[_happening(merged, naming) for merged in reversed(material.events)][:LATEST],
        statements=[_saying(claim) for claim in reversed(material.statements) if claim.record.speaker == id_],
        reviewing=person.may("reviewer"),
        sought=sought,
        candidates=[one for one in alike if one.id != id_][:CANDIDATES],
        log=_log(ledger, {id_, *(profile.id for profile in profiles)}, language),
    )


def _log(ledger: Ledger, things: Collection[str], language: str) -> list[Entry]:
    """Return the decisions that made profiles one or two, among the last that were made, the newest first."""
    made = ledger.decisions(limit=DEPTH)
    about = {
        one.id
        for one in made
        if one.left and one.right and one.left.kind == "actor" and {one.left.id, one.right.id} & set(things)
    }
    about |= {one.id for one in made if one.undoes in about}
    return [line for line in lines(made, ledger, interface(language)) if line.id in about]


def bands_of(offices: Sequence[HeldOffice], of: Callable[[HeldOffice], str]) -> tuple[list[Band], list[Tick]]:
    """Return the offices whose days are known as bands of one scale, the earliest first, and the years under them; `of`
    tells of which body or state an office is.
    """
    held = [(office, *ends) for office in offices if (ends := _ends(office))]
    if not held:
        return [], []
    first = date(min(start for _, start, _ in held).year, 1, 1).toordinal()
    last = date(max(end for _, _, end in held).year + 1, 1, 1).toordinal()

    def place(day: date) -> int:
        return round((day.toordinal() - first) * 1000 / (last - first))

    bands = [
        Band(office=office, of=of(office), x=place(start), width=max(6, place(end) - place(start)), row=row)
        for row, (office, start, end) in enumerate(sorted(held, key=lambda item: (item[1], item[2], item[0].title)))
    ]
    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    step = max(1, len(years) // 8)
    return bands, [Tick(x=place(date(year, 1, 1)), label=str(year)) for year in years[::step]]


def _ends(office: HeldOffice) -> tuple[date, date] | None:
    first, last = days(office.first), days(office.last or office.first)
    return (first.first, last.last) if first and last else None


def _of(office: HeldOffice, sides: Sides, language: str) -> str:
    """Return of which body or state an office is."""
    side = f"{ONTOLOGY}{office.organisation}" if office.organisation else office.country
    return sides.name(side, language) if side else ""


def _asked(found: LedgerActor) -> str:
    """Return the code by which a dossier is asked for: the actor's own, else that of its state."""
    return (found.country or "") if found.id.startswith("actor:") else found.id.removeprefix(ONTOLOGY)


def _shown(profile: Profile, sides: Sides, language: str) -> str:
    """Return the name in a profile; of a person shown by an office alone the office, its state and month."""
    role, _, code = profile.name.partition(":")
    if profile.names or role not in codes("role"):
        return profile.name
    parts = (term("role", role).label[language], sides.name(code, language))
    return ", ".join(filter(None, (*parts, say_date(profile.month, language) if profile.month else "")))


def _links(
    links: Sequence[Judgement], profiles: Sequence[Profile], sides: Sides, language: str
) -> list[tuple[str, str, Judgement]]:
    """Return why ways of showing an actor are one, with the names of both."""
    names = {profile.id: _shown(profile, sides, language) for profile in profiles}
    return [(names.get(link.left, link.left), names.get(link.right, link.right), link) for link in links]


def _happening(merged: MergedEvent, naming: Naming) -> Telling:
    return Telling(date=merged.event.date, words=sentence(merged.event, naming), places=tuple(_places(merged.claims)))


def _saying(claim: Claim[Statement]) -> Telling:
    words = " … ".join(" ".join(quote.words.split()) for quote in claim.quotes)
    return Telling(date=claim.record.date or claim.source.published, words=words, places=tuple(_places([claim])))


def _places(claims: Sequence[Claim[Event]] | Sequence[Claim[Statement]]) -> Iterator[tuple[str, str]]:
    for claim in claims:
        yield f"/reports/{claim.source.document}#r-{claim.local}", claim.source.publisher or claim.source.title or "…"
