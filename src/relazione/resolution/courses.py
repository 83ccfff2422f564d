"""A promise on its way through the reports: how it was told, what became of it, by when it is due."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from relazione.records import Figure
from relazione.resolution.claims import PromiseState, Turn
from relazione.resolution.dates import first_day, last_day
from relazione.resolution.pledges import load_pledges, stems_of
from relazione.resolution.scopes import CLAUSE_END
from relazione.resolution.undertakings import Undertaking
from relazione.resolution.words import overlap

SAME_SUM = 0.5  # the sum of a promise told again, by one party to the other
DEFAULT_TYPES = frozenset({"AID", "COOPERATE", "RETREAT", "CONCEDE"})  # for what no deed word tells of


@dataclass
class Course:
    """A promise so far; `due` is the latest day given for it."""

    first: Undertaking
    told: list[Undertaking] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    due: str | None = None
    state: PromiseState = "open"
    _stems: frozenset[frozenset[str]] = frozenset()
    _counted: int = 0

    @cached_property
    def parties(self) -> frozenset[str]:
        return self.first.who | self.first.to

    @cached_property
    def types(self) -> frozenset[str]:
        """Return the types of events that can bear the promise out."""
        return load_pledges().types(self.first.deeds) or DEFAULT_TYPES

    def known_stems(self) -> frozenset[frozenset[str]]:
        """Return the stems of each telling."""
        if len(self.told) != self._counted:
            self._stems, self._counted = frozenset(one.stems for one in self.told), len(self.told)
        return self._stems

    def clauses_in(self, words: str) -> str:
        """Return those clauses of some words that share anything with the promise; all of them where none does."""
        stems = self.all_stems()
        clauses = CLAUSE_END.split(words)
        sharing = [clause for clause in clauses if overlap(stems, stems_of(clause, self.parties))]
        return ", ".join(sharing or clauses)

    def all_stems(self) -> frozenset[str]:
        """Return the stems of all tellings together."""
        return frozenset[str]().union(*self.known_stems())

    def shares(self, words: str, figures: Sequence[Figure] = ()) -> float:
        """Return how much of what is promised some words hold; a sum that was promised is a matter by itself."""
        stems = stems_of(words, self.parties)
        shared = max(overlap(known, stems) for known in self.known_stems())
        if not figures:
            return shared
        sums = {(figure.value, figure.unit) for one in self.told for figure in one.figures}
        same_sum = any((figure.value, figure.unit) in sums for figure in figures)
        return max(shared, SAME_SUM) if same_sum else shared

    @property
    def is_settled(self) -> bool:
        return self.state in ("kept", "broken")

    def is_due_by(self, day: str | None) -> bool:
        """Return whether the time is up before a day; so it is where none was given."""
        end, then = last_day(self.due), first_day(day)
        return end is None or (then is not None and end < then)


def measure_alike(left: Figure, right: Figure) -> bool:
    """Tell whether two figures measure one thing of the same parties; `volume` may be of anything."""
    kinds = {left.indicator, right.indicator}
    fits = len(kinds) == 1 or "volume" in kinds
    return fits and (left.unit, left.measure, set(left.parties)) == (right.unit, right.measure, set(right.parties))
