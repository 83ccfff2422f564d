"""Rows of tab-separated text that every reader splits alike, whether it heeds quotation marks or not."""

from collections.abc import Iterable

UNSAFE = dict.fromkeys((*range(32), 127, 0x85, 0x2028, 0x2029), " ") | {ord('"'): "'"}

Cell = str | int | float | None


def tsv_row(cells: Iterable[Cell]) -> str:
    r"""Return a line; `None` is an empty cell, tabs and line breaks become blanks, double quotes single ones.

    >>> tsv_row(["a\tb", None, 2.50, '"x"'])
    "a b\t\t2.5\t'x'\n"
    """
    return "\t".join(tsv_cell(cell) for cell in cells) + "\n"


def tsv_cell(cell: Cell) -> str:
    """Return a cell as text."""
    if cell is None:
        return ""
    return number(cell) if isinstance(cell, float) else str(cell).translate(UNSAFE)


def number(value: float) -> str:
    """Return a number with at most six decimals and no more of them than it needs.

    >>> number(4.0), number(-2 / 3), number(-0.0)
    ('4', '-0.666667', '0')
    """
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
