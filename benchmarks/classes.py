"""Scores of a classification: precision, recall and F1 of a class, their mean (macro-F1), what is taken for what."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Confusion:
    """Counts of (gold class, class told); `None` where nothing was told, which counts as missed and as nothing else."""

    counts: Counter[tuple[str, str | None]] = field(default_factory=Counter)

    def add(self, gold: str, told: str | None) -> None:
        """Count one case."""
        self.counts[gold, told] += 1

    @property
    def classes(self) -> list[str]:
        """The gold classes, sorted."""
        return sorted({gold for gold, _ in self.counts})

    def gold(self, name: str) -> int:
        """Return how many cases are of a class."""
        return sum(number for (gold, _), number in self.counts.items() if gold == name)

    def told(self, name: str) -> int:
        """Return how many cases were told to be of a class."""
        return sum(number for (_, told), number in self.counts.items() if told == name)

    def precision(self, name: str) -> float:
        told = self.told(name)
        return self.counts[name, name] / told if told else 0.0

    def recall(self, name: str) -> float:
        gold = self.gold(name)
        return self.counts[name, name] / gold if gold else 0.0

    def f1(self, name: str) -> float:
        both = self.gold(name) + self.told(name)
        return 2 * self.counts[name, name] / both if both else 0.0

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the gold classes."""
        classes = self.classes
        return sum(map(self.f1, classes)) / len(classes) if classes else 0.0

    @property
    def untold(self) -> int:
        """How many cases nothing was told of."""
        return sum(number for (_, told), number in self.counts.items() if told is None)

    def mistakes(self) -> Iterator[tuple[str, str, int]]:
        """Yield (gold class, class told wrongly, how often), the most frequent first."""
        wrong = [(gold, told, number) for (gold, told), number in self.counts.items() if told not in (None, gold)]
        yield from sorted(wrong, key=lambda one: (-one[2], one[:2]))
