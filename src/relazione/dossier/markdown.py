"""A dossier as Markdown with footnotes (GitHub's and Pandoc's `[^1]`) and pipe tables."""

import re
from collections.abc import Iterator

from relazione.dossier.blocks import Block, Heading, Item, Note, Paragraph, Run, Table, blocks
from relazione.dossier.phrasing import Phrasing
from relazione.dossier.tree import Dossier

SPECIAL = re.compile(r"([\\`*_\[\]<>|~^$])")
LEADING = re.compile(r"^(\s*)([-+#]|\d+(?=[.)]))")


def to_markdown(dossier: Dossier) -> str:
    """Return the dossier as Markdown; what reports say cannot become markup."""
    say = Phrasing(dossier.language)
    written: list[str] = []
    before: Block | None = None
    for block in blocks(dossier):
        if before is not None and not (isinstance(block, Item | Note) and type(block) is type(before)):
            written.append("")
        written.extend(_lines(block, say))
        before = block
    return "\n".join(written) + "\n"


def _lines(block: Block, say: Phrasing) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {_escaped(block.text)}"
        case Paragraph():
            written = _written(block.run, say)
            yield f"**{written}**" if block.strong and not block.run.notes else written
        case Item():
            yield f"{'    ' * block.depth}- {_written(block.run, say)}"
        case Table():
            yield from _table(block, say)
        case Note():
            yield f"[^{block.number}]: {_escaped(block.text)}"


def _table(table: Table, say: Phrasing) -> Iterator[str]:
    yield _row(_escaped(column) for column in table.columns)
    yield _row("---:" if index in table.right else "---" for index in range(len(table.columns)))
    for row in table.rows:
        yield _row(_written(run, say) for run in row)


def _row(cells: Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _written(run: Run, say: Phrasing) -> str:
    mark = f"**{_escaped(say.mark(run.mark))}:** " if run.mark else ""
    return f"{mark}{_escaped(run.text)}{''.join(f'[^{number}]' for number in run.notes)}"


def _escaped(text: str) -> str:
    """Return a text on one line in which nothing is markup."""
    line = SPECIAL.sub(r"\\\1", " ".join(text.split())).replace("&", "&amp;")
    return LEADING.sub(r"\1\\\2", line) if LEADING.match(line) and not line[0].isdigit() else line
