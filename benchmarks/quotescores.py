"""Quotation attribution: annotated documents, the pairing of quotes, and scores as published.

The data: German news with quotes and their roles (Petersen-Frey and Biemann, *Dataset of Quotation Attribution in
German News Articles*, LREC-COLING 2024), one JSON file a document. A quote is the sets of token ids of its parts and
a label of its form. Scores follow the evaluation published with it: quotes are paired so that they share the most
tokens, tokens of each part are compared within a pair, and precision and recall are averaged over all parts.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROLES = ("speaker", "cue", "frame", "addressee")
PARTS = ("quote", *ROLES)
SCORES = {"quote": ("quote",), "roles": ROLES, "joint": PARTS}
DAY = re.compile(r"\((\d{4}-\d{2}-\d{2})\)")

Tokens = frozenset[int]
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote: the token ids of each of its parts, and its form."""

    form: str
    parts: dict[str, Tokens]

    @property
    def tokens(self) -> Tokens:
        """What is said."""
        return self.parts["quote"]


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated document: its text, the character spans of its tokens, its quotes, its day where the name tells."""

    name: str
    text: str
    tokens: tuple[Stretch, ...]
    quotes: tuple[Quote, ...]
    day: str | None

    def tokens_in(self, spans: Iterable[Stretch]) -> Tokens:
        """Return the ids of the tokens that some character spans overlap."""
        wanted = list(spans)
        return frozenset(
            number
            for number, (start, end) in enumerate(self.tokens)
            if any(start < last and first < end for first, last in wanted)
        )

    def words(self, tokens: Tokens) -> str:
        """Return the text of some tokens, `…` where others lie between them."""
        runs: list[Stretch] = []
        for number in sorted(tokens):
            start, end = self.tokens[number]
            runs = [*runs[:-1], (runs[-1][0], end)] if number - 1 in tokens else [*runs, (start, end)]
        return " … ".join(self.text[start:end] for start, end in runs).replace("\n", " ")


def load_annotated(path: Path) -> Annotated:
    """Return the annotated document of a JSON file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    day = DAY.search(data["documentName"])
    return Annotated(
        name=data["documentName"],
        text=data["originalText"],
        tokens=tuple((token["charBegin"], token["charEnd"]) for token in data["tokens"]),
        quotes=tuple(_quote(annotation) for annotation in data["annotations"]),
        day=day[1] if day else None,
    )


def _quote(annotation: dict[str, Any]) -> Quote:
    return Quote(annotation["type"], {part: frozenset(annotation[part]["tokenIds"]) for part in PARTS})


# --- pairing ------------------------------------------------------------------------------------------------------


def pairs_of(read: Sequence[Quote], gold: Sequence[Quote]) -> list[tuple[int, int]]:
    """Return the pairs of indices that share the most quote tokens in all; none shares no token."""
    shared = [[len(one.tokens & other.tokens) for other in gold] for one in read]
    return [(i, j) for i, j in assignment(shared) if shared[i][j]]


def assignment(weights: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Return the pairs (row, column), each row and column at most once, whose weights sum to the most.

    Rows enter one by one; each takes the cheapest alternating path to a free column (the Hungarian method with
    potentials, cubic in the larger side).
    """
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        return sorted((i, j) for j, i in assignment(list(zip(*weights, strict=True))))
    columns = len(weights[0])
    row_price, column_price = [0] * len(weights), [0] * columns
    holder: list[int | None] = [None] * columns
    for row in range(len(weights)):
        _place(row, weights, row_price, column_price, holder)
    return sorted((row, column) for column, row in enumerate(holder) if row is not None)


def _place(
    row: int,
    weights: Sequence[Sequence[int]],
    row_price: list[int],
    column_price: list[int],
    holder: list[int | None],
) -> None:
    """Give a row a column, others moving on where that costs least; prices keep every weight's reduced cost >= 0."""
    free = set(range(len(holder)))
    distance = {column: -weights[row][column] - row_price[row] - column_price[column] for column in free}
    came_from: dict[int, int | None] = dict.fromkeys(free)
    reached: list[tuple[int, int]] = []
    while True:
        column = min(free, key=lambda place: (distance[place], place))
        free.remove(column)
        reached.append((column, distance[column]))
        moved = holder[column]
        if moved is None:
            break
        for other in free:
            cost = -weights[moved][other] - row_price[moved] - column_price[other] + distance[column]
            if cost < distance[other]:
                distance[other], came_from[other] = cost, column
    last = distance[column]
    row_price[row] += last
    for place, cost in reached[:-1]:
        column_price[place] -= last - cost
        row_price[_held(holder, place)] += last - cost
    step: int | None = column
    while step is not None:
        before = came_from[step]
        holder[step] = holder[before] if before is not None else row
        step = before


def _held(holder: list[int | None], column: int) -> int:
    row = holder[column]
    assert row is not None  # noqa: S101 - only columns already taken are passed through
    return row


# --- scores -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Scores:
    """Precisions and recalls of every part in every pair, and counts of forms, over any number of documents."""

    precisions: dict[str, list[float]] = field(default_factory=lambda: {part: [] for part in PARTS})
    recalls: dict[str, list[float]] = field(default_factory=lambda: {part: [] for part in PARTS})
    read: int = 0
    gold: int = 0
    right_form: int = 0

    def add(self, read: Sequence[Quote], gold: Sequence[Quote]) -> list[tuple[Quote | None, Quote | None]]:
        """Count a document's quotes; returns them as they were paired, what has no partner with `None`."""
        pairs = pairs_of(read, gold)
        paired_read, paired_gold = {i for i, _ in pairs}, {j for _, j in pairs}
        couples: list[tuple[Quote | None, Quote | None]] = [(read[i], gold[j]) for i, j in pairs]
        couples += [(quote, None) for i, quote in enumerate(read) if i not in paired_read]
        couples += [(None, quote) for j, quote in enumerate(gold) if j not in paired_gold]
        for got, wanted in couples:
            self._count(got, wanted)
        self.read += len(read)
        self.gold += len(gold)
        return couples

    def _count(self, got: Quote | None, wanted: Quote | None) -> None:
        self.right_form += got is not None and wanted is not None and got.form == wanted.form
        for part in PARTS:
            mine = got.parts[part] if got is not None else frozenset()
            theirs = wanted.parts[part] if wanted is not None else frozenset()
            if mine:
                self.precisions[part].append(len(mine & theirs) / len(mine))
            if theirs:
                self.recalls[part].append(len(mine & theirs) / len(theirs))

    def score(self, parts: Iterable[str]) -> tuple[float, float, float]:
        """Return precision, recall and F1 over some parts."""
        wanted = tuple(parts)
        precision = _mean(value for part in wanted for value in self.precisions[part])
        recall = _mean(value for part in wanted for value in self.recalls[part])
        return precision, recall, _f1(precision, recall)

    def form(self) -> tuple[float, float, float]:
        """Return precision, recall and F1 of the form."""
        precision, recall = self.right_form / max(1, self.read), self.right_form / max(1, self.gold)
        return precision, recall, _f1(precision, recall)

    def lines(self) -> Iterator[tuple[str, tuple[float, float, float]]]:
        """Yield the name and the figures of every score: the published ones, then those of each role."""
        for name, parts in SCORES.items():
            yield name, self.score(parts)
        yield "form", self.form()
        for role in ROLES:
            yield role, self.score((role,))


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
