"""Small pictures of figures, with all places reckoned."""

from relazione.dossier.tree import FigureSet, ValueLine
from relazione.records import Record

WIDTH = 560
LEFT, RIGHT = 12, 12
ROW = 30
TOP = 8


class Mark(Record, frozen=True, kw_only=True):
    """A value, or a span of values, in its row; `side` counts the accounts from 0."""

    x: float
    x_max: float
    y: float
    side: int
    value: ValueLine


class Strip(Record, frozen=True, kw_only=True):
    """The values of a set on one axis, a row each, in units of its view box."""

    width: int
    height: int
    left: float
    right: float
    marks: tuple[Mark, ...]


def strip(line: FigureSet) -> Strip | None:
    """Return the picture of a set of figures, `None` where all say the same or there is but one."""
    rows = [(side, value) for side, found in enumerate(line.sides) for value in found.values]
    numbers = [number for _, value in rows for number in (value.value, value.value_max) if number is not None]
    low, high = min(numbers), max(numbers)
    if len(rows) < 2 or low == high:
        return None
    low = min(low, 0.0) if low >= 0 else low
    unit = (WIDTH - LEFT - RIGHT) / (high - low)
    marks = tuple(
        Mark(
            x=round(LEFT + (value.value - low) * unit, 1),
            x_max=round(LEFT + ((value.value if value.value_max is None else value.value_max) - low) * unit, 1),
            y=TOP + ROW * (place + 0.5),
            side=side,
            value=value,
        )
        for place, (side, value) in enumerate(rows)
    )
    return Strip(width=WIDTH, height=2 * TOP + ROW * len(rows), left=LEFT, right=WIDTH - RIGHT, marks=marks)
