"""Text on printed pages: columns in reading order, running heads dropped, paragraphs from lines.

A page is a set of lines, pieces of text with the box they stand in (points, from the lower left corner). It is cut
into bands from its head down: the deepest band that one gutter parts from top to bottom is two columns, each cut again
(a recursive X-Y cut after Nagy and Seth 1984, with bands in place of single cuts, so that gaps between paragraphs which
stand side by side do not cut through columns).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

GUTTER = 0.9  # of the size of type: a narrower gap parts words, not columns
LEAST_ROWS = 2  # of a column
LEAST_WIDTH = 5  # of a column, in sizes of type
SAME_ROW = 0.5  # of a line's height that overlaps another one's
LEADING = 1.35  # times the usual distance of lines, from which on a new paragraph begins
INDENT = 0.7  # of the size of type
SHORT = 0.8  # of a column's width: a line that ends before it, with a full stop, ends its paragraph
SIZES = 1.12  # ratio of sizes of type of two paragraphs
MARGIN_LINES = 2  # at the head and foot of a page that may be running heads
NEAR = 3.0  # points that a running head's height differs from page to page
DIGITS = re.compile(r"\d+")
FOLIO = re.compile(r"\W*\d{1,4}\W*|\W*[ivxlc]{1,7}\W*", re.IGNORECASE)
ENDS = tuple('.!?:;…“”"«»’)')


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text in its box; `size` is that of its type, `bottom` < `top`."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together, still as they were broken; `open_` where the last may go on in the next column."""

    lines: tuple[str, ...]
    size: float
    open_: bool
    indented: bool


def paragraphs(pages: Iterable[Sequence[Line]]) -> list[Paragraph]:
    """Return the paragraphs of pages in reading order, without running heads; one may go over columns and pages."""
    found: list[Paragraph] = []
    for page in without_running_heads([rows_of(page) for page in pages]):
        for column in columns(page):
            first, *others = _paragraphs_of(column)
            if found and _goes_on(found[-1], first):
                found[-1] = replace(first, lines=found[-1].lines + first.lines)
            else:
                found.append(first)
            found.extend(others)
    return found


def rows_of(lines: Iterable[Line]) -> list[Line]:
    """Return lines from the head of the page down, those of one row from left to right, pieces of a word joined."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -line.top):
        row = next((row for row in reversed(rows[-4:]) if _shares_row(row[0], line)), None)
        if row is None:
            rows.append([line])
        else:
            row.append(line)
    return [line for row in rows for line in _joined(sorted(row, key=lambda line: line.left))]


def without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """Return pages without page numbers and lines at head and foot that stand on others at the same height."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _margin(page)})
    least = max(2, len(pages) // 4)

    def runs(line: Line) -> bool:
        label, height = _key(line)
        return sum(seen[label, height + step] for step in (-1, 0, 1)) >= least

    return [_without(page, [line for line in _margin(page) if runs(line) or _is_folio(line, page)]) for page in pages]


def columns(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of a page as columns in reading order."""
    found: list[list[Line]] = []
    alone: list[Line] = []  # lines that no gutter parts, one below the other
    rows = list(lines)
    while rows:
        count, gutter = _deepest_band(rows)
        if gutter is None:
            alone.append(rows.pop(0))
            continue
        band, rows = rows[:count], rows[count:]
        found.extend([alone] if alone else [])
        found.extend(columns([line for line in band if line.right <= gutter]))
        found.extend(columns([line for line in band if line.left >= gutter]))
        alone = []
    return [*found, alone] if alone else found


def _deepest_band(rows: Sequence[Line]) -> tuple[int, float | None]:
    """Return how many lines from the first one on a gutter parts, and where it lies; `None` where none does."""
    if len(rows) < 2 * LEAST_ROWS:
        return 1, None
    low = 2 * LEAST_ROWS
    best: tuple[int, float | None] = (1, None)
    sizes = median(line.size for line in rows)
    free = [(min(line.left for line in rows), max(line.right for line in rows))]
    for count, line in enumerate(rows, 1):
        free = _minus(free, line.left, line.right, GUTTER * sizes)
        if not free:
            break
        if count >= low and (gutter := _gutter(rows[:count], free, sizes)) is not None:
            best = (count, gutter)
    return best


def _minus(free: list[tuple[float, float]], left: float, right: float, least: float) -> list[tuple[float, float]]:
    """Return the free stretches that are left when one is taken, those at least so wide."""
    parts = ((max(a, low), min(b, high)) for a, b in free for low, high in ((a, left), (right, b)))
    return [(a, b) for a, b in parts if b - a >= least]


def _gutter(rows: Sequence[Line], free: list[tuple[float, float]], size: float) -> float | None:
    """Return the middle of the first free stretch that has columns on both sides."""
    for left, right in free:
        before = [line for line in rows if line.right <= left + 0.01]
        after = [line for line in rows if line.left >= right - 0.01]
        if _is_column(before, size) and _is_column(after, size) and len(before) + len(after) == len(rows):
            return (left + right) / 2
    return None


def _is_column(lines: Sequence[Line], size: float) -> bool:
    return len(lines) >= LEAST_ROWS and median(line.right - line.left for line in lines) >= LEAST_WIDTH * size


def _shares_row(row: Line, line: Line) -> bool:
    common = min(row.top, line.top) - max(row.bottom, line.bottom)
    return common > SAME_ROW * min(row.top - row.bottom, line.top - line.bottom)


def _whole_rows(lines: Iterable[Line]) -> list[Line]:
    rows: list[list[Line]] = []
    for line in lines:
        if rows and _shares_row(rows[-1][0], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in _joined(row, gutter=float("inf"))]


def _joined(row: Sequence[Line], gutter: float = GUTTER) -> list[Line]:
    """Return the pieces of a row, those without a gutter between them as one."""
    found: list[Line] = []
    for line in row:
        last = found[-1] if found else None
        gap = line.left - last.right if last else 0.0
        if last is None or gap > gutter * max(last.size, line.size):
            found.append(line)
            continue
        blank = " " if gap > 0.12 * line.size and not last.text.endswith(" ") else ""
        found[-1] = Line(
            text=f"{last.text}{blank}{line.text}",
            left=last.left,
            right=max(last.right, line.right),
            bottom=min(last.bottom, line.bottom),
            top=max(last.top, line.top),
            size=max(last.size, line.size),
        )
    return found


def _margin(page: Sequence[Line]) -> list[Line]:
    return [*page[:MARGIN_LINES], *page[max(MARGIN_LINES, len(page) - MARGIN_LINES) :]]


def _key(line: Line) -> tuple[str, int]:
    return DIGITS.sub("#", line.text.casefold()).strip(), round(line.top / NEAR)


def _is_folio(line: Line, page: Sequence[Line]) -> bool:
    """Tell whether the first or last line of a page is nothing but its number."""
    return line in (page[0], page[-1]) and len(page) > 1 and FOLIO.fullmatch(line.text) is not None


def _without(page: Sequence[Line], dropped: Sequence[Line]) -> list[Line]:
    return [line for line in page if not any(line is other for other in dropped)]


def _paragraphs_of(column: Sequence[Line]) -> list[Paragraph]:
    """Return the paragraphs of one column, in which all pieces of a row are one line."""
    column = _whole_rows(column)
    size = median(line.size for line in column)
    usual_type = [line for line in column if line.size <= SIZES * size]  # headlines may be wider than the column
    left, right = min(line.left for line in usual_type), max(line.right for line in usual_type)
    steps = [above.bottom - below.bottom for above, below in pairwise(column) if above.bottom > below.bottom]
    usual = median(steps) if steps else 0.0
    groups = [[column[0]]]
    for above, line, below in zip(column, column[1:], [*column[2:], None], strict=False):
        if _begins(above, line, left, right, usual) or _is_indented(line, left, above, below):
            groups.append([line])
        else:
            groups[-1].append(line)
    return [
        Paragraph(
            lines=tuple(line.text.strip() for line in group),
            size=median(line.size for line in group),
            open_=group[-1].right > left + SHORT * (right - left) or len(column) == len(group) == 1,
            indented=group[0].left - left > INDENT * group[0].size,
        )
        for group in groups
    ]


def _begins(above: Line, line: Line, left: float, right: float, usual: float) -> bool:
    """Tell whether a line of a column begins a paragraph."""
    if above.bottom - line.bottom > LEADING * max(usual, line.size):
        return True
    if max(above.size, line.size) > SIZES * min(above.size, line.size):
        return True
    ends = above.text.rstrip().endswith(ENDS)
    return ends and above.right < left + SHORT * (right - left)


def _is_indented(line: Line, left: float, above: Line, below: Line | None) -> bool:
    """Tell whether a line is set in, unlike one of its neighbours: a block that is set in is one paragraph."""
    least = left + INDENT * line.size
    return line.left > least and (above.left < least or (below is not None and below.left < least))


def _goes_on(last: Paragraph, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph that a column or page begins with is the rest of the one before."""
    if max(last.size, paragraph.size) > SIZES * min(last.size, paragraph.size) or paragraph.indented:
        return False
    end = last.lines[-1]
    return last.open_ and not end.endswith(ENDS) and (paragraph.lines[0][:1].islower() or len(last.lines) > 1)
