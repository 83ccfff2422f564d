"""A run: documents in, parts of tables out, by a crew of workers. This is wiring; the reading is that of `read`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from relazione.bulk.crews import Crew
from relazione.bulk.parts import Count, Parts, Run, in_parts
from relazione.bulk.tables import Tables, empty, fault_row, rows_of
from relazione.bulk.worker import Batch, Outcome, decoded, encoded
from relazione.records import Document
from relazione.sources import Found

SIZE = 256  # documents in a part

Part = tuple[int, Sequence[Found]]


def run(
    found: Iterable[Found],
    folder: Path,
    crew: Callable[[str], Crew],
    request: Run,
    tell: Callable[[Count, bool], None] = lambda _count, _earlier: None,
) -> Count:
    """Read all documents into the tables of a folder; return what was counted, earlier runs included.

    `crew` makes the workers from settings as JSON; `tell` is told of each part and whether an earlier run finished it.
    Raises `BulkError` where the folder holds another run.
    """
    parts = Parts(folder, request)
    counts: list[Count] = []

    def count_in(count: Count, *, earlier: bool) -> None:
        counts.append(count)
        tell(count, earlier)

    def open_parts() -> Iterator[tuple[Part, Batch]]:
        for number, part in in_parts(found, request.size):
            known = parts.finished(number, part)
            if known is None:
                yield (number, part), {"document": [encoded(one) for one in part if isinstance(one, Document)]}
            else:
                count_in(known, earlier=True)

    with crew(msgspec.json.encode(request.settings).decode()) as workers:
        for (number, part), batch in workers.map(open_parts()):
            tables, count = tabulate(part, map(decoded, batch["outcome"]))
            parts.write(number, part, tables, count)
            count_in(count, earlier=False)
    return sum(counts, Count())


def tabulate(found: Iterable[Found], outcomes: Iterable[Outcome]) -> tuple[Tables, Count]:
    """Return the tables of what was found and what became of its documents, and what they count."""
    tables, counts, remaining = empty(), [], iter(outcomes)
    for one in found:
        if not isinstance(one, Document):
            tables["faults"].append(fault_row(None, one.origin, str(one)))
            counts.append(Count(documents=1, faults=1))
            continue
        outcome, words = next(remaining), len(one.text.split())
        if outcome.fault is not None:
            tables["faults"].append(fault_row(one.id, one.origin, outcome.fault))
            counts.append(Count(documents=1, faults=1, words=words))
            continue
        for name, row in rows_of(one, outcome.reading):
            tables[name].append(row)
        read = outcome.reading is not None
        counts.append(Count(documents=1, read=int(read), words=words, words_read=words if read else 0))
    return tables, sum(counts, Count())
