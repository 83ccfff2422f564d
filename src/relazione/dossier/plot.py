"""The picture of a course: the mean score as a line, below it bars by quad class, with all places reckoned."""

from collections.abc import Iterator, Sequence

from relazione.dossier.amounts import say_score
from relazione.dossier.dates import say_date, short_date
from relazione.dossier.tree import Course, Period
from relazione.records import Record

WIDTH = 720
LEFT, RIGHT = 52, 12
LINE_TOP, LINE_BOTTOM = 26, 176
BARS_TOP, BARS_BOTTOM = 214, 334
HEIGHT = 372
TOP_SCORE = 10
SCORES = (10, 5, 0, -5, -10)
LABELS = 8  # more would run into one another
WIDEST_BAR = 36
STEPS = (1, 2, 5)


class Tick(Record, frozen=True, kw_only=True):
    """A place on an axis and what stands beside it."""

    at: float
    label: str


class Bar(Record, frozen=True, kw_only=True):
    """A stretch of a bar: how many events of a quad class a period had."""

    x: float
    y: float
    width: float
    height: float
    quad: int
    number: int
    period: str


class Point(Record, frozen=True, kw_only=True):
    """The mean score of a period."""

    x: float
    y: float
    label: str


class Plot(Record, frozen=True, kw_only=True):
    """A drawing in units of its view box; `line` joins the points, over periods without events too."""

    width: int
    height: int
    left: float
    right: float
    line_top: float
    line_bottom: float
    bars_top: float
    bars_bottom: float
    bars_zero: float
    scores: tuple[Tick, ...]
    numbers: tuple[Tick, ...]
    dates: tuple[Tick, ...]
    points: tuple[Point, ...]
    line: str
    bars: tuple[Bar, ...]


def plot(course: Course, language: str) -> Plot:
    """Return the picture of a course: cooperation above the zero line of the bars, conflict below."""
    periods = course.periods
    up = max((period.quads[0] + period.quads[1] for period in periods), default=0)
    down = max((period.quads[2] + period.quads[3] for period in periods), default=0)
    unit = (BARS_BOTTOM - BARS_TOP) / max(up + down, 1)
    zero = BARS_TOP + up * unit
    points = tuple(_points(periods, language))
    return Plot(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=WIDTH - RIGHT,
        line_top=LINE_TOP,
        line_bottom=LINE_BOTTOM,
        bars_top=BARS_TOP,
        bars_bottom=BARS_BOTTOM,
        bars_zero=_round(zero),
        scores=tuple(Tick(at=_score_y(score), label=_score_label(score)) for score in SCORES),
        numbers=tuple(_numbers(up, down, zero, unit)),
        dates=tuple(_dates(periods, language)),
        points=points,
        line=" ".join(f"{point.x},{point.y}" for point in points),
        bars=tuple(_bars(periods, zero, unit, language)),
    )


def _points(periods: Sequence[Period], language: str) -> Iterator[Point]:
    for index, period in enumerate(periods):
        if period.mean is not None:
            label = f"{say_date(period.date, language)}: {say_score(period.mean, language)}"
            yield Point(x=_x(index, len(periods)), y=_score_y(period.mean), label=label)


def _bars(periods: Sequence[Period], zero: float, unit: float, language: str) -> Iterator[Bar]:
    width = min(WIDEST_BAR, 0.7 * _step(len(periods)))
    for index, period in enumerate(periods):
        above, below = zero, zero
        for quad, number in enumerate(period.quads, 1):
            top = above - number * unit if quad <= 2 else below
            if number:
                yield Bar(
                    x=_round(_x(index, len(periods)) - width / 2),
                    y=_round(top),
                    width=_round(width),
                    height=_round(number * unit),
                    quad=quad,
                    number=number,
                    period=say_date(period.date, language),
                )
            above, below = (top, below) if quad <= 2 else (above, below + number * unit)


def _dates(periods: Sequence[Period], language: str) -> Iterator[Tick]:
    every = -(-len(periods) // LABELS)
    for index in range(0, len(periods), max(every, 1)):
        yield Tick(at=_x(index, len(periods)), label=short_date(periods[index].date, language))


def _numbers(up: int, down: int, zero: float, unit: float) -> Iterator[Tick]:
    """Yield round numbers of events, above and below the zero line."""
    every = _round_step(max(up, down))
    for number in range(-(down // every) * every, up + 1, every):
        yield Tick(at=_round(zero - number * unit), label=str(abs(number)))


def _round_step(greatest: int) -> int:
    """Return the least of 1, 2, 5, 10, 20 … that parts a number into at most four."""
    size = 1
    while True:
        for step in STEPS:
            if greatest <= 4 * step * size:
                return step * size
        size *= 10


def _score_y(score: float) -> float:
    return _round(LINE_TOP + (TOP_SCORE - score) / (2 * TOP_SCORE) * (LINE_BOTTOM - LINE_TOP))


def _score_label(score: int) -> str:
    return f"{'+' if score > 0 else '−' if score < 0 else ''}{abs(score)}"


def _step(number: int) -> float:
    return (WIDTH - LEFT - RIGHT) / max(number, 1)


def _x(index: int, number: int) -> float:
    return _round(LEFT + (index + 0.5) * _step(number))


def _round(place: float) -> float:
    return round(place, 1)
