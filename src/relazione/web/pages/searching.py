"""Search over everything: texts, names and records, with filters."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from relazione.errors import RelazioneError
from relazione.ledger import Ledger
from relazione.ledger.directory import Place, places_of
from relazione.ledger.view import Hit, View
from relazione.records import Record
from relazione.resolution.claims import Question, Source
from relazione.resolution.names import fold
from relazione.web.actor_list import list_actors
from relazione.web.asking import Known, Sides
from relazione.web.cache import Findings, Pages
from relazione.web.latest import Recent, Recently
from relazione.web.rendering import language_of, page
from relazione.web.store import Kept
from relazione.web.wording import interface

router = APIRouter()
SIZE = 20  # results a page
DEEPEST = 50  # pages; who has not found it by then asks more closely
KINDS = ("document", "event", "statement", "figure", "agreement")
AROUND = 110  # characters around a word found in a text
PUBLISHERS = 200  # offered as filters
PEOPLE = 6  # actors shown above the results


class Found(Record, frozen=True, kw_only=True):
    """A result: `parts` are its words, with whether each was searched for."""

    kind: str
    href: str
    parts: tuple[tuple[str, bool], ...]
    source: Source


class Asked(Record, frozen=True, kw_only=True):
    """What somebody searches for, as it was typed."""

    q: str = ""
    kind: str = ""
    state: str = ""
    other: str = ""
    since: str = ""
    until: str = ""
    publisher: str = ""


def asked(  # noqa: PLR0913  (the fields of the form)
    q: Annotated[str, Query(max_length=200)] = "",
    kind: str = "",
    state: str = "",
    other: str = "",
    since: str = "",
    until: str = "",
    publisher: str = "",
) -> Asked:
    """Return the fields of the search form."""
    return Asked(
        q=q.strip(),
        kind=kind if kind in KINDS else "",
        state=state.strip(),
        other=other.strip(),
        since=since.strip(),
        until=until.strip(),
        publisher=publisher,
    )


@router.get("/search")
def search(  # noqa: PLR0913  (what FastAPI hands in)
    request: Request,
    ledger: Kept,
    findings: Findings,
    pages: Pages,
    recent: Recently,
    sides: Known,
    wanted: Annotated[Asked, Depends(asked)],
    number: Annotated[int, Query(alias="page", ge=1, le=DEEPEST)] = 1,
) -> HTMLResponse:
    """Show what was found, newest reports first."""
    language = language_of(request)
    faults, question = _question(wanted, sides, language)
    found: list[Found] = []
    more = False
    if wanted.q and not faults:
        key = ("search", wanted, number)
        found, more = pages.get(key, lambda: _results(ledger, wanted, question, number))
    people = [] if faults or not wanted.q or number > 1 else list_actors(findings, ledger, sides, wanted.q, language)
    query = {name: value for name, value in _typed(wanted).items() if value}
    return page(
        request,
        "search.html.j2",
        status=422 if faults else 200,
        wanted=wanted,
        kinds=KINDS,
        faults=faults,
        found=found,
        people=people[:PEOPLE],
        choices=sides.choices(language),
        publishers=list(dict.fromkeys((*_publishers(ledger, recent), *filter(None, [wanted.publisher])))),
        earlier=f"/search?{urlencode({**query, 'page': number - 1})}" if number > 1 else "",
        later=f"/search?{urlencode({**query, 'page': number + 1})}" if more else "",
        number=number,
    )


def _results(ledger: Ledger, wanted: Asked, question: Question, number: int) -> tuple[list[Found], bool]:
    """Return the results of a page, and whether more follow."""
    kinds = (wanted.kind,) if wanted.kind else ()
    with ledger.view() as view:
        found = view.search(wanted.q, kinds=kinds, question=question, limit=(number * SIZE + 1) * len(KINDS))
        hits = [hit for hit in found if hit.kind in KINDS]
        return list(_found(view, hits[(number - 1) * SIZE : number * SIZE], wanted.q)), len(hits) > number * SIZE


def _publishers(ledger: Ledger, recent: Recent) -> list[str]:
    """Return the publishers with most documents, none while they are being counted for the first time."""

    def make() -> list[str]:
        with ledger.view() as view:
            return [name for name, _, _ in view.publishers() if name][:PUBLISHERS]

    known = recent.known(("publishers",), make)
    return known.value if known else []


def _typed(wanted: Asked) -> dict[str, str]:
    return {name: getattr(wanted, name) for name in wanted.__struct_fields__}


def _question(wanted: Asked, sides: Sides, language: str) -> tuple[dict[str, str], Question]:
    """Return faults by field, and what the filters ask."""
    faults: dict[str, str] = {}
    codes: dict[str, str | None] = {}
    for field in ("state", "other"):
        try:
            typed = getattr(wanted, field)
            codes[field] = sides.named(typed) if typed else None
        except RelazioneError:
            faults[field] = interface(language)["dossier_unknown"]
    for field in ("since", "until"):
        if not _is_day(getattr(wanted, field)):
            faults[field] = interface(language)["search_no_day"]
    return faults, Question(
        first=codes.get("state") or codes.get("other"),
        second=codes.get("other") if codes.get("state") else None,
        since=wanted.since or None,
        until=wanted.until or None,
        publishers=(wanted.publisher,) if wanted.publisher else (),
    )


def _is_day(text: str) -> bool:
    """Tell whether a text is an ISO day, or nothing."""
    try:
        return not text or bool(date.fromisoformat(text))
    except ValueError:
        return False


def _found(view: View, hits: Sequence[Hit], words: str) -> Iterator[Found]:
    places = places_of(view.connection, [hit.ref for hit in hits if hit.kind != "document"])
    sought = re.findall(r"\w+", fold(words))
    for hit in hits:
        place = places.get(hit.ref, Place(document=hit.source.document, local=""))
        text = hit.words if hit.kind != "document" else _around(view.text(place.document), sought)
        href = f"/reports/{place.document}" + (f"#r-{place.local}" if place.local else "")
        yield Found(kind=hit.kind, href=href, parts=tuple(marked(text, sought)), source=hit.source)


def marked(text: str, sought: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield a text in parts, each with whether it is a word that begins like one of some folded words.

    >>> list(marked("In Astana war es kalt.", ["astan"]))
    [('In ', False), ('Astana', True), (' war es kalt.', False)]
    """
    plain = 0
    for match in re.finditer(r"\w+", text):
        if any(fold(match[0]).startswith(word) for word in sought):
            if match.start() > plain:
                yield text[plain : match.start()], False
            yield match[0], True
            plain = match.end()
    if plain < len(text):
        yield text[plain:], False


def _around(text: str, sought: Sequence[str]) -> str:
    """Return what stands around the first word of a text that begins like one of some folded words."""
    places = (match.start() for match in re.finditer(r"\w+", text) if any(fold(match[0]).startswith(w) for w in sought))
    place = next(places, 0)
    start, end = max(0, place - AROUND), min(len(text), place + AROUND)
    start = text.find(" ", start, place) + 1 if start else 0
    end = max(text.rfind(" ", place, end), place) if end < len(text) else end
    shown = " ".join(text[start:end].split())
    return f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}"
