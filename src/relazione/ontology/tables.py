"""The tables under `data/`: tab-separated, a line of column names after the comments, one record a line."""

from functools import cache
from pathlib import Path

from relazione.errors import RelazioneError

DATA = Path(__file__).parent / "data"
LANGUAGES = ("de", "en", "ru")


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of `data/NAME.tsv` as column → cell."""
    return read_rows(DATA / f"{name}.tsv")


def read_rows(path: Path) -> tuple[dict[str, str], ...]:
    """Return the rows of a table as column → cell; raises `RelazioneError` naming all faulty lines."""
    numbered = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    lines = [(number, line.split("\t")) for number, line in numbered if line and not line.startswith("#")]
    (_, columns), *rows = lines
    faults = [f"{number}" for number, cells in rows if len(cells) != len(columns)]
    if faults:
        raise RelazioneError(
            f"wrong number of cells in line {', '.join(faults)}",
            where=str(path),
            allowed=f"{len(columns)} cells: {', '.join(columns)}",
            mend="part the cells by single tabs; empty cells keep theirs",
        )
    return tuple(dict(zip(columns, cells, strict=True)) for _, cells in rows)
