"""The course of relations: how many events a period had, of which quad class, and their mean score."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from relazione.dossier.dates import Days, days
from relazione.dossier.tree import Course, Grain, Happening, Period

MONTHS: dict[Grain, int] = {"month": 1, "quarter": 3, "year": 12}
LONGEST_IN_MONTHS = 36
LONGEST_IN_QUARTERS = 240
UNCOUNTED = ("negated", "hypothetical")


def course(timeline: Iterable[Happening], until: date) -> Course:
    """Return the course up to a day by month, by quarter where it spans over three years, by year where over twenty."""
    counted = [(days(happening.date), happening) for happening in timeline if counts(happening)]
    dated = [(covered, happening) for covered, happening in counted if covered and covered.first <= until]
    ahead = sum(covered is not None and covered.first > until for covered, _ in counted)
    grain = _grain([covered for covered, _ in dated])
    sorted_in: dict[int, list[Happening]] = defaultdict(list)
    for covered, happening in dated:
        first, last = _index(covered.first, grain), _index(covered.last, grain)
        if first == last:
            sorted_in[first].append(happening)
    placed = sum(map(len, sorted_in.values()))
    undated = len(counted) - placed - ahead
    return Course(grain=grain, periods=tuple(_periods(sorted_in, grain)), undated=undated, ahead=ahead)


def counts(happening: Happening) -> bool:
    """Tell whether an event enters means: not if it is negated or only possible."""
    return happening.status not in UNCOUNTED


def mean_score(events: Sequence[Happening]) -> float | None:
    """Return the mean of the events' scores, `None` without any."""
    return round(sum(happening.score for happening in events) / len(events), 4) if events else None


def quad_counts(timeline: Iterable[Happening]) -> tuple[int, int, int, int]:
    """Return how many events are of quad class 1, 2, 3 and 4."""
    quads = [happening.quad for happening in timeline]
    return quads.count(1), quads.count(2), quads.count(3), quads.count(4)


def _grain(dated: Sequence[Days]) -> Grain:
    if not dated:
        return "month"
    first, last = min(covered.first for covered in dated), max(covered.last for covered in dated)
    months = _index(last, "month") - _index(first, "month") + 1
    return "month" if months <= LONGEST_IN_MONTHS else "quarter" if months <= LONGEST_IN_QUARTERS else "year"


def _index(day: date, grain: Grain) -> int:
    return (day.year * 12 + day.month - 1) // MONTHS[grain]


def _periods(sorted_in: dict[int, list[Happening]], grain: Grain) -> Iterator[Period]:
    if not sorted_in:
        return
    for index in range(min(sorted_in), max(sorted_in) + 1):
        events = sorted_in.get(index, [])
        yield Period(
            date=_edtf(index, grain),
            events=tuple(happening.id for happening in events),
            mean=mean_score(events),
            quads=quad_counts(events),
        )


def _edtf(index: int, grain: Grain) -> str:
    year, month = divmod(index * MONTHS[grain], 12)
    if grain == "year":
        return f"{year:04d}"
    first = f"{year:04d}-{month + 1:02d}"
    return first if grain == "month" else f"{first}/{year:04d}-{month + 3:02d}"
