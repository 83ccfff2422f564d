"""The dossier of a pair, a state or a group: the command line's, alive."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from relazione.dossier import FORMATS, Dossier, Options, build_dossier, gather
from relazione.dossier.dates import days
from relazione.dossier.graph import graph
from relazione.dossier.html import SECTIONS
from relazione.dossier.ladder import rungs
from relazione.dossier.naming import ONTOLOGY
from relazione.dossier.phrasing import Phrasing
from relazione.dossier.plot import plot
from relazione.dossier.tree import Chapter, Happening, Line, Saying
from relazione.errors import RelazioneError
from relazione.ontology.plover import event_type
from relazione.records import Record
from relazione.resolution.claims import Quote
from relazione.resolution.dates import today
from relazione.web.access import wrote_lately
from relazione.web.asking import Filters, Known, Sides, path_of, question_of, sides_of
from relazione.web.cache import Findings, Memory
from relazione.web.charts import strip
from relazione.web.latest import Recently, clock
from relazione.web.rendering import is_fragment, language_of, page, part
from relazione.web.store import Kept
from relazione.web.wording import interface

router = APIRouter()

LINES = 200  # newest records of a kind that a dossier is made from; a narrower period brings older ones
FIGURES = 60  # newest figures that are held against one another
PART = 50  # lines that are shown before one asks for more
PROOFS = 40  # records whose words one click shows
NEWEST_FIRST = ("timeline", "statements")
DOWNLOADS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "json": "application/json",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}
Section = Literal["timeline", "agreements", "figures", "promises", "statements", "actors", "sources"]
Word = Annotated[str, Query(max_length=200)]


class Asked(Record, frozen=True, kw_only=True):
    """A dossier that somebody looks at: its sides, its language and what it is narrowed to."""

    first: str
    second: str | None
    language: str
    filters: Filters

    @property
    def path(self) -> str:
        return path_of(self.first, self.second)

    def address(self, path: str, **more: object) -> str:
        """Return the address below `/dossier` that carries everything that was asked."""
        return f"/dossier/{path}{self.filters.query(first=self.first, second=self.second or '', **more)}"


class Part(Record, frozen=True, kw_only=True):
    """Some lines of a section; `more` is the address of the next ones, empty after the last."""

    section: str
    lines: tuple[Line, ...]
    start: int
    total: int
    more: str


class Choice(Record, frozen=True, kw_only=True):
    """What a filter offers: values with their labels."""

    types: tuple[tuple[str, str], ...]
    statuses: tuple[tuple[str, str], ...]
    speakers: tuple[str, ...]
    publishers: tuple[str, ...]


@router.get("/dossier")
def form(request: Request, sides: Known, first: Word = "", second: Word = "") -> Response:
    """Show the form, or the dossier that it asks for."""
    filters = _filters(request)
    wrong = ""
    if first:
        try:
            codes = sides.named(first), sides.named(second) if second else None
        except RelazioneError:
            wrong = interface(language_of(request))["dossier_unknown"]
        else:
            return RedirectResponse(path_of(*codes) + filters.query(), status_code=303)
    language = language_of(request)
    return page(
        request,
        "dossier_form.html.j2",
        status=422 if wrong else 200,
        choices=sides.choices(language),
        first=first,
        second=second,
        filters=filters,
        wrong=wrong,
    )


@router.get("/dossier/part")
def lines(  # noqa: PLR0913
    request: Request,
    kept: Kept,
    findings: Findings,
    first: Word,
    section: Section,
    second: Word = "",
    chapter: Annotated[int, Query(ge=0, le=1)] = 0,
    start: Annotated[int, Query(ge=0, le=LINES)] = 0,
) -> HTMLResponse:
    """Show the lines of a section from one on: as a part of a page for a script, as a page of its own without."""
    asked = _asked(request, first, second)
    dossier = dossier_of(kept, findings, asked)
    if chapter >= len(dossier.chapters):
        raise HTTPException(404, "there is no such chapter")
    values = _values(dossier, asked)
    found = part_of(dossier.chapters[chapter], chapter, section, asked, start)
    if is_fragment(request):
        return HTMLResponse(part(request, "dossier/part.html.j2", part=found, **values))
    return page(request, "dossier/part_page.html.j2", part=found, chapter=dossier.chapters[chapter], **values)


@router.get("/dossier/file")
def download(  # noqa: PLR0913  (what FastAPI hands in)
    request: Request,
    kept: Kept,
    findings: Findings,
    first: Word,
    second: Word = "",
    format: Word = "docx",  # noqa: A002
) -> Response:
    """Send the dossier in a format of the command line."""
    if format not in DOWNLOADS:
        raise RelazioneError(f"dossiers are not written as {format!r}", allowed=", ".join(DOWNLOADS))
    asked = _asked(request, first, second)
    dossier = dossier_of(kept, findings, asked)
    name = "-".join(filter(None, ("dossier", asked.first, asked.second))).lower()
    body = FORMATS[format](dossier)
    suffix = {"csl": "json"}.get(format, format)
    return Response(
        body, media_type=DOWNLOADS[format], headers={"content-disposition": f'attachment; filename="{name}.{suffix}"'}
    )


class Shown(Record, frozen=True, kw_only=True):
    """A dossier as its page shows it."""

    title: str
    body: str
    choice: Choice


@router.get("/dossier/{first}")
@router.get("/dossier/{first}/{second}")
def whole(  # noqa: PLR0913
    request: Request, kept: Kept, findings: Findings, recent: Recently, first: str, second: str = ""
) -> Response:
    """Show a dossier: as it is now to whoever changed the ledger, as it is known to others while it is made anew."""
    asked = _asked(request, first, second)
    if (first, second) != tuple(code.removeprefix(ONTOLOGY) for code in (asked.first, asked.second or "")):
        return RedirectResponse(asked.path + asked.filters.query(), status_code=303)
    plain = msgspec.structs.replace(asked, filters=Filters())

    def make() -> Shown:
        dossier = dossier_of(kept, findings, asked)
        body = part(request, "dossier/body.html.j2", **_values(dossier, asked))
        return Shown(title=dossier.title, body=body, choice=choice_of(dossier_of(kept, findings, plain)))

    found = recent.get(("dossier", asked, today().isoformat()), make, fresh=wrote_lately(request))
    if is_fragment(request):
        return HTMLResponse(found.value.body, headers={"vary": "HX-Request"})
    return page(
        request,
        "dossier/page.html.j2",
        body=found.value.body,
        title=found.value.title,
        asked=asked,
        choice=found.value.choice,
        old=clock(found.moment) if recent.is_old(found) else "",
    )


def dossier_of(kept: Kept, memory: Memory, asked: Asked) -> Dossier:
    """Return the dossier that was asked for, as it stands today."""
    question = question_of(asked.first, asked.second, asked.filters)
    day = today().isoformat()

    def make() -> Dossier:
        with kept.view() as view:
            found = gather(view, question, day, limit=LINES, figures=FIGURES)
        return build_dossier(found, Options(language=asked.language, made=day, lines=LINES))

    return memory.get(("dossier", question, asked.language, day), make)


def part_of(chapter: Chapter, number: int, section: str, asked: Asked, start: int = 0) -> Part:
    """Return some lines of a section, as filtered; events and statements the newest first."""
    found = listed(chapter, section, asked.filters)
    end = start + PART
    more = asked.address("part", chapter=number, section=section, start=end) if end < len(found) else ""
    return Part(section=section, lines=tuple(found[start:end]), start=start, total=len(found), more=more)


def listed(chapter: Chapter, section: str, filters: Filters) -> Sequence[Line]:
    """Return the lines of a section that filters let through."""
    found: Sequence[Line] = getattr(chapter, section)
    if section == "timeline":
        found = [line for line in chapter.timeline if _lets_through(line, filters)]
        dated = [line for line in found if isinstance(line, Happening) and line.date]
        return [*reversed(dated), *(line for line in found if isinstance(line, Happening) and not line.date)]
    if section == "statements":
        return [line for line in reversed(chapter.statements) if filters.speaker in ("", line.speaker)]
    return found


def _lets_through(line: Happening, filters: Filters) -> bool:
    return filters.type in ("", line.type) and filters.status in ("", line.status)


def choice_of(dossier: Dossier) -> Choice:
    """Return what the filters of a dossier offer."""
    say = Phrasing(dossier.language)
    events = [line for chapter in dossier.chapters for line in chapter.timeline]
    said: list[Saying] = [line for chapter in dossier.chapters for line in chapter.statements]
    sources = [line.source for chapter in dossier.chapters for line in chapter.sources]
    types = {line.type: event_type(line.type).label[dossier.language] for line in events}
    statuses = {line.status: say.code("status", line.status) for line in events}
    return Choice(
        types=tuple(sorted(types.items(), key=lambda item: item[1])),
        statuses=tuple(sorted(statuses.items(), key=lambda item: item[1])),
        speakers=tuple(sorted({line.speaker for line in said if line.speaker})),
        publishers=tuple(sorted({source.publisher for source in sources if source.publisher})),
    )


def proof_of(line: Line, places: Mapping[int, str]) -> str:
    """Return the address of a line's evidence: its records, else the places of its footnotes; empty without any."""
    named = [f"claim={claim}" for claim in line.records] or [f"place={places[number]}" for number in line.notes]
    return f"/evidence?{'&'.join(named[:PROOFS])}" if named else ""


def places_of(dossier: Dossier) -> dict[int, str]:
    """Return number of a footnote → document~start~end of its words."""
    return {note.number: "~".join((note.source.document, *_ends(note.quote))) for note in dossier.footnotes}


def _ends(quote: Quote | None) -> tuple[str, str]:
    return (str(quote.start), str(quote.end)) if quote else ("0", "0")


def band(found: Sequence[Line]) -> str:
    """Return day, score and quad class of events for the band above the timeline: `2026-01-29,3.5,1;…`."""
    return ";".join(_band(found))


def _band(found: Sequence[Line]) -> Iterator[str]:
    for line in found:
        covered = days(line.date) if isinstance(line, Happening) else None
        if covered and isinstance(line, Happening):
            yield f"{covered.first.isoformat()},{line.score:g},{line.quad}"


def _values(dossier: Dossier, asked: Asked) -> dict[str, Any]:
    """Return what the templates of a dossier need."""
    places = places_of(dossier)
    return {
        "dossier": dossier,
        "asked": asked,
        "sections": SECTIONS,
        "downloads": tuple(DOWNLOADS),
        "part_of": lambda chapter, number, section: part_of(chapter, number, section, asked),
        "band": lambda chapter: band(listed(chapter, "timeline", asked.filters)),
        "proof": lambda line: proof_of(line, places),
        "plot": lambda course: plot(course, dossier.language),
        "graph": graph,
        "rungs": rungs,
        "strip": strip,
    }


def _asked(request: Request, first: str, second: str | None) -> Asked:
    sides: Sides = sides_of(request)
    return Asked(
        first=sides.named(first),
        second=sides.named(second) if second else None,
        language=language_of(request),
        filters=_filters(request),
    )


def _filters(request: Request) -> Filters:
    given = request.query_params
    publishers = tuple(name[:200] for name in given.getlist("publisher") if name)[:20]
    single = {name: given.get(name, "")[:200] for name in ("since", "until", "type", "status", "speaker")}
    return Filters(publishers=publishers, **single)
