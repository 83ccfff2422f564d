"""A dossier as plain text for a terminal, at most 110 columns wide."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from relazione.dossier.blocks import Block, Heading, Item, Note, Paragraph, Run, Table, blocks
from relazione.dossier.phrasing import Phrasing
from relazione.dossier.tree import Dossier

WIDTH = 110
GAP = 2
RULES = {1: "=", 2: "-"}
CONTROLS = dict.fromkeys([*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], " ")


def to_text(dossier: Dossier) -> str:
    """Return the dossier as lines of plain text.

    Control characters of reports become blanks, those that turn the direction of writing among them.
    """
    say = Phrasing(dossier.language)
    lines = [line.rstrip() for block in blocks(dossier) for line in _lines(block, say)]
    return "\n".join(lines).strip("\n") + "\n"


def _lines(block: Block, say: Phrasing) -> Iterator[str]:
    match block:
        case Heading():
            yield from _heading(block)
        case Paragraph():
            yield from _wrapped(_written(block.run, say), "")
        case Item():
            yield from _wrapped(_written(block.run, say), f"{'    ' * block.depth}- ")
        case Table():
            yield from _table(block, say)
        case Note():
            yield from _wrapped(block.text, f"[{block.number}] ")


def _heading(heading: Heading) -> Iterator[str]:
    yield ""
    text = _clean(heading.text)
    lines = textwrap.wrap(text, WIDTH)
    yield from lines
    if heading.level in RULES:
        yield RULES[heading.level] * max(map(len, lines), default=0)


def _written(run: Run, say: Phrasing) -> str:
    mark = f"({say.mark(run.mark)}) " if run.mark else ""
    notes = f" [{say.listed(run.notes)}]" if run.notes else ""
    return f"{mark}{run.text}{notes}"


def _wrapped(text: str, lead: str) -> list[str]:
    return textwrap.wrap(_clean(text), WIDTH, initial_indent=lead, subsequent_indent=" " * len(lead))


def _table(table: Table, say: Phrasing) -> Iterator[str]:
    cells = [[_clean(_written(run, say)) for run in row] for row in table.rows]
    widths = _widths([list(table.columns), *cells])
    yield from _row(table.columns, widths, table.right)
    yield (" " * GAP).join("-" * width for width in widths)
    for row in cells:
        yield from _row(row, widths, table.right)


def _row(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> Iterator[str]:
    wrapped = [textwrap.wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
    for line in zip_longest(*wrapped, fillvalue=""):
        placed = (
            part.rjust(width) if index in right else part.ljust(width)
            for index, (part, width) in enumerate(zip(line, widths, strict=True))
        )
        yield (" " * GAP).join(placed)


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the widths of columns, the widest narrowed until a row fits."""
    widths = [min(WIDTH, max(1, *(len(row[index]) for row in rows))) for index in range(len(rows[0]))]
    while sum(widths) + GAP * (len(widths) - 1) > WIDTH:
        widths[widths.index(max(widths))] -= 1
    return widths


def _clean(text: str) -> str:
    return " ".join(text.translate(CONTROLS).split())
