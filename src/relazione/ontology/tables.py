"""The tables under `data/`: tab-separated, a line of column names after the comments, one record a line."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
LANGUAGES = ("de", "en", "ru")


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `data/NAME.tsv` as column → cell; raises `ValueError` naming the line of a faulty row."""
    lines = _lines(DATA / f"{name}.tsv")
    _, head = next(lines)
    columns = head.split("\t")
    rows = []
    for number, line in lines:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise ValueError(f"{name}.tsv:{number}: {len(cells)} cells instead of {len(columns)}")
        rows.append(dict(zip(columns, cells, strict=True)))
    return tuple(rows)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and not line.startswith("#"):
            yield number, line
