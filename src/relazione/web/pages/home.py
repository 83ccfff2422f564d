"""The first page: what is new, which pairs move most, and a map of one state's relations."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from relazione.dossier import Dossier
from relazione.dossier.naming import ONTOLOGY, find_organisation
from relazione.dossier.phrasing import Phrasing
from relazione.dossier.tree import FigureSet, PromiseLine
from relazione.ledger import Ledger
from relazione.ledger.movement import Mood, News, Pair, moods, newest, newest_day
from relazione.ledger.view import side_of
from relazione.ontology.countries import is_state
from relazione.records import Record
from relazione.resolution.dates import today
from relazione.web.asking import Filters, Known, Sides, path_of
from relazione.web.cache import Findings, Memory, Pages
from relazione.web.latest import Recent, Recently, clock
from relazione.web.map import areas
from relazione.web.pages.dossier import Asked, dossier_of, places_of, proof_of
from relazione.web.rendering import is_fragment, language_of, page, part
from relazione.web.store import Kept

router = APIRouter()

PERIODS = (30, 90, 365)  # days
ENOUGH = 8  # pairs; where fewer moved in a period, a longer one is shown
REPORTS = 12
PAIRS = 15
PAIRS_OF_REPORT = 3
PARTNERS = 300
FOLLOWED = 8  # pairs of the newest reports whose contradictions and promises are looked at
FINDS = 8
AGAIN = "2"  # seconds after which a page asks for what is being reckoned
UNSETTLED = ("overdue", "broken", "kept")


class Moved(Record, frozen=True, kw_only=True):
    """A pair's period: its mood now and in the period before, `None` where nothing happened then."""

    first: str
    second: str
    path: str
    now: Mood
    before: Mood | None

    @property
    def change(self) -> float | None:
        """Return how far the mean score moved."""
        return None if self.before is None else round(self.now.mean - self.before.mean, 4)

    @property
    def weight(self) -> float:
        """Return how much a pair moved: its events, the more the farther its mean score went."""
        return self.now.events * (1 + abs(self.change or 0.0))


class Partner(Record, frozen=True, kw_only=True):
    """A state or group with which the chosen state had to do."""

    code: str
    name: str
    path: str
    mood: Mood


class Find(Record, frozen=True, kw_only=True):
    """A contradiction or a promise that the newest reports touch, with the dossier that holds it."""

    badge: str
    state: str
    words: str
    title: str
    path: str
    proof: str


class Overview(Record, frozen=True, kw_only=True):
    """How all pairs went within the `days` up to `until`, and within as many days before."""

    until: date
    days: int
    now: Mapping[Pair, Mood]
    before: Mapping[Pair, Mood]


@router.get("/")
def home(  # noqa: PLR0913  (what FastAPI hands in)
    request: Request,
    kept: Kept,
    recent: Recently,
    pages: Pages,
    sides: Known,
    period: Annotated[int, Query(ge=0, le=3660)] = 0,
    state: Annotated[str, Query(max_length=100)] = "",
) -> HTMLResponse:
    """Show what is new."""
    period = period if period in PERIODS else 0
    found = recent.get(("overview", period), lambda: overview(kept, period))
    chosen = sides.named(state) if state else ""
    key = ("home", language_of(request), period, chosen, found.moment)
    body = pages.get(key, lambda: _body(request, kept, found.value, sides, chosen))
    return page(request, "home.html.j2", body=body, old=clock(found.moment) if recent.is_old(found) else "")


@router.get("/news")
def news(request: Request, kept: Kept, findings: Findings, recent: Recently) -> HTMLResponse:
    """Show contradictions and promises that the newest reports touch: as a part of the first page, or alone.

    Until they are known for the first time, a page that asks for itself again.
    """
    language = language_of(request)
    known = recent.known(("news", language), lambda: finds(kept, findings, language))
    old = clock(known.moment) if known and recent.is_old(known) else ""
    body = part(request, "home/finds.html.j2", finds=known.value if known else None, old=old)
    if is_fragment(request):
        return HTMLResponse(body)
    answer = page(request, "home/finds_page.html.j2", body=body)
    if known is None:
        answer.headers["refresh"] = AGAIN
    return answer


def reckon_ahead(kept: Ledger, findings: Memory, recent: Recent, language: str) -> None:
    """Begin to reckon what the first page shows before anybody asks for it."""
    recent.begin(("overview", 0), lambda: overview(kept, 0))
    recent.begin(("news", language), lambda: finds(kept, findings, language))


def _body(request: Request, kept: Ledger, shown: Overview, sides: Sides, state: str) -> str:
    language = language_of(request)
    chosen = state or _busiest(shown.now)

    def name(code: str) -> str:
        return sides.name(code, language)

    return part(
        request,
        "home/body.html.j2",
        news=_news(kept),
        name=name,
        path=path_of,
        moved=movement(shown.now, shown.before)[:PAIRS],
        period=shown.days,
        periods=PERIODS,
        since=_start(shown.until, shown.days).isoformat(),
        until=shown.until.isoformat(),
        choices=sides.choices(language),
        chosen=chosen,
        partners=partners(shown.now, chosen, name)[:PARTNERS] if chosen else [],
        areas=areas(request.app.state.settings.map_view),
        pairs_of_report=PAIRS_OF_REPORT,
    )


def overview(kept: Ledger, period: int) -> Overview:
    """Return how all pairs went within a period; the first long enough where none (0) is asked for."""
    with kept.transaction() as connection:
        until = _day(newest_day(connection))
        for days in (period,) if period else PERIODS:
            start = _start(until, days)
            now = moods(connection, start.isoformat(), until.isoformat())
            if len(now) >= ENOUGH:
                break
        last = start - timedelta(days=1)
        before = moods(connection, _start(last, days).isoformat(), last.isoformat())
    return Overview(until=until, days=days, now=now, before=before)


def _day(newest: str | None) -> date:
    try:
        return date.fromisoformat((newest or "")[:10])
    except ValueError:
        return today()


def movement(now: Mapping[Pair, Mood], before: Mapping[Pair, Mood]) -> list[Moved]:
    """Return the pairs with events in a period, those first that moved most."""
    moved = [
        Moved(first=first, second=second, path=path_of(first, second), now=mood, before=before.get((first, second)))
        for (first, second), mood in now.items()
    ]
    return sorted(moved, key=lambda pair: (-pair.weight, pair.first, pair.second))


def partners(now: Mapping[Pair, Mood], state: str, name: Callable[[str], str]) -> list[Partner]:
    """Return with whom a state or group had to do, the busiest first; `name` gives the name of a side."""
    own = side_of(state)
    found = [
        Partner(code=other, name=name(other), path=path_of(state, other), mood=mood)
        for pair, mood in now.items()
        if own in pair
        for other in pair
        if other != own
    ]
    return sorted(found, key=lambda partner: (-partner.mood.events, partner.name))


def _busiest(now: Mapping[Pair, Mood]) -> str:
    """Return the state that had to do with most others, of equals that with most events; nothing without any."""
    totals: dict[str, tuple[int, int]] = {}
    for pair, mood in now.items():
        for code in filter(is_state, pair):
            others, events = totals.get(code, (0, 0))
            totals[code] = (others + 1, events + mood.events)
    return max(sorted(totals), key=lambda code: totals[code], default="")


def _news(kept: Ledger) -> Sequence[News]:
    with kept.transaction() as connection:
        return newest(connection, REPORTS)


def _start(until: date, days: int) -> date:
    return until - timedelta(days=days - 1)


def finds(kept: Ledger, findings: Memory, language: str) -> list[Find]:
    """Return what the newest reports touch, at most `FINDS`."""
    return list(islice(_finds(kept, findings, language), FINDS))


def _finds(kept: Ledger, findings: Memory, language: str) -> Iterator[Find]:
    """Yield contradictions that the newest reports take part in, then promises of their pairs that are not open."""
    told = _news(kept)
    reports = {report.source.document for report in told}
    dossiers = [(one, dossier_of(kept, findings, one)) for one in _followed(told, language)]
    seen: set[str] = set()
    for find, line in (
        *(found for one, dossier in dossiers for found in _contradictions(one, dossier, reports)),
        *(found for one, dossier in dossiers for found in _promises(one, dossier)),
    ):
        if line not in seen:
            seen.add(line)
            yield find


def _followed(reports: Sequence[News], language: str) -> Iterator[Asked]:
    pairs = dict.fromkeys(pair for report in reports for pair in report.pairs[:1])
    for first, second in list(pairs)[:FOLLOWED]:
        codes = [id_.removeprefix(ONTOLOGY) if find_organisation(id_) else id_ for id_ in (first, second)]
        yield Asked(first=codes[0], second=codes[1], language=language, filters=Filters())


def _contradictions(asked: Asked, dossier: Dossier, reports: set[str]) -> Iterator[tuple[Find, str]]:
    say = Phrasing(asked.language)
    for line in _lines(dossier, "figures"):
        if isinstance(line, FigureSet) and line.verdict == "contradiction":
            values = [value for told in line.sides for value in told.values]
            if any(value.source.document in reports for value in values):
                said = " ≠ ".join(say.value(told.values[0], line.unit) for told in line.sides if told.values)
                proof = "/evidence?" + "&".join(f"claim={value.id}" for value in values[:10])
                yield (
                    Find(
                        badge="contradiction",
                        state=say.verdict(line),
                        words=f"{say.figure(line)}: {said}",
                        title=dossier.title,
                        path=asked.path,
                        proof=proof,
                    ),
                    line.id,
                )


def _promises(asked: Asked, dossier: Dossier) -> Iterator[tuple[Find, str]]:
    say, places = Phrasing(asked.language), places_of(dossier)
    for state in UNSETTLED:
        for line in _lines(dossier, "promises"):
            if isinstance(line, PromiseLine) and line.state == state:
                words = f"{say.promise(line)}: {say.quoted(line.what)}"
                yield (
                    Find(
                        badge=state,
                        state=say.state(state),
                        words=words,
                        title=dossier.title,
                        path=asked.path,
                        proof=proof_of(line, places),
                    ),
                    line.id,
                )


def _lines(dossier: Dossier, section: str) -> Iterator[object]:
    for chapter in dossier.chapters:
        yield from getattr(chapter, section)
