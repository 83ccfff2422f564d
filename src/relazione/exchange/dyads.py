"""Counts of events by pair of states and month, as CSV; from `a` towards `b`.

Columns: ISO alpha-3 code and Correlates of War number of both states; the month; how many events, in all and by
PLOVER's quad class; mean and sum of their scores; how many independent origins tell of them.
"""

import csv
import io
from collections.abc import Iterable, Iterator

from relazione.exchange.actors import cow_number
from relazione.exchange.events import UNREAL, day_of, is_real, pairs
from relazione.exchange.tables import number
from relazione.exchange.writer import Options, Target, TextWriter
from relazione.resolution.claims import Material, MergedEvent

QUADS = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
COLUMNS = (
    *("iso3_a", "cow_a", "iso3_b", "cow_b", "period", "events"),
    *QUADS,
    *("score_mean", "score_sum", "origins"),
)
ONE_SIDED = "not between two states"
LOSES = (
    "Everything but counts and scores; events that are negated, hypothetical, dated to no month or not between two "
    "states. Persons and bodies count as their state, groups as their member states, an untold date as that of the "
    "first report."
)

Key = tuple[str, str, str]


class Tally:
    """The events of two states in a month."""

    __slots__ = ("lineages", "quads", "score")

    def __init__(self) -> None:
        self.quads = [0, 0, 0, 0]
        self.score = 0.0
        self.lineages: set[str] = set()

    def add(self, merged: MergedEvent) -> None:
        self.quads[merged.event.quad - 1] += 1
        self.score += merged.event.score
        self.lineages.update(claim.source.lineage for claim in merged.claims)


class DyadWriter(TextWriter):
    """Counts events and writes the counts at the end."""

    def __init__(self, target: Target, options: Options | None = None) -> None:
        self._tallies: dict[Key, Tally] = {}
        super().__init__(target, options)

    def _head(self) -> Iterable[str]:
        yield _row(COLUMNS)

    def _body(self, material: Material) -> Iterable[str]:
        for merged in material.events:
            days = day_of(merged) if is_real(merged.event) else UNREAL
            keys = [] if isinstance(days, str) else _keys(merged, material, f"{days.first:%Y-%m}")
            for key in keys:
                self._tallies.setdefault(key, Tally()).add(merged)
            self.left_out.update(() if keys else (days if isinstance(days, str) else ONE_SIDED,))
        return ()

    def _tail(self) -> Iterator[str]:
        for (first, second, month), tally in sorted(self._tallies.items()):
            events = sum(tally.quads)
            scores = (number(tally.score / events), number(tally.score))
            states = (first, cow_number(first), second, cow_number(second))
            yield _row((*states, month, events, *tally.quads, *scores, len(tally.lineages)))


def _keys(merged: MergedEvent, material: Material, month: str) -> list[Key]:
    """Return each pair of states of an event once."""
    sides = ((actor and actor.state, other and other.state) for actor, other in pairs(merged, material, None))
    return list(dict.fromkeys((a, b, month) for a, b in sides if a and b and a != b))


def _row(cells: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(["" if cell is None else cell for cell in cells])
    return line.getvalue()
