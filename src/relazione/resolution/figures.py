"""Figures of several reports that measure the same thing, side by side, and whether they can all be right.

Precision comes first. Two figures are held against each other only where unit, measure and direction agree. They stand
*squarely* side by side where parties, period and what is told around them agree, too; only then can they contradict.
Where something is missing (parties, period, what money was for) they stand *loosely* side by side: they are one figure
if their values agree, and nothing is said where they do not.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product

from relazione.records import Event, Figure, Statement
from relazione.resolution.claims import Claim, Compared, Comparison, FigureLine, LedgerActor
from relazione.resolution.identity import identity
from relazione.resolution.likeness import UNTOLD, Side, are_two_mouths, parties_fit, ratio, side
from relazione.resolution.told import Told, tell

LEAST_ROUGH = 0.05  # `about` is at least 5 % to either side
MOST_ROUGH = {"about": 0.1, "exact": 0.1, "counted": 0.05}  # how far the digits that are not given can lead at most
NEAR = 0.15  # bounds and values further apart (`at least 100` and 5000) are compatible, but not one figure
MEASURED = re.compile(r"[A-Z]{3}|percent|m|m2|m3|barrels|kg|W|Wh|m/s|°C|B")
MAGNITUDES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
BOUNDS = {
    "exact": "",
    "about": "about ",
    "at_least": "at least ",
    "more_than": "more than ",
    "at_most": "at most ",
    "less_than": "less than ",
    "range": "",
}


def line_up(
    claims: Sequence[Claim[Figure]],
    statements: Sequence[Claim[Statement]] = (),
    events: Sequence[Claim[Event]] = (),
    actors: Mapping[str, LedgerActor] | None = None,
    texts: Mapping[str, str] | None = None,
) -> tuple[FigureLine, ...]:
    """Return all figures in lines, in order of publication; a figure that has no like is a line of its own.

    `statements` tell who gave a figure and, with `events`, in which words; without them fewer figures are compared.
    `actors` tell whose names stand in these words, `texts` (by document) what else the reports tell of.
    """
    told = list(tell(claims, statements, events, actors or {}, texts or {}))
    sides = {
        (left, right): found for group in _comparable(told) for left, right in group if (found := side(left, right))
    }
    compared = _without_answered({pair: _compare(*pair, found) for pair, found in sides.items()})
    joined = [pair for pair, result in compared.items() if result or sides[pair] == "squarely" or _equal(*pair)]
    known = {pair: result for pair, result in compared.items() if result}
    known |= _inferred(known)
    by_first: defaultdict[Told, dict[Told, Compared]] = defaultdict(dict)
    for (left, right), result in known.items():
        by_first[left][right] = result
    lines = (_line(group, by_first) for group in _groups(told, joined))
    return tuple(sorted(lines, key=lambda line: (line.claims[0].source.published or "9", line.id)))


def _comparable(told: Iterable[Told]) -> Iterator[Iterable[tuple[Told, Told]]]:
    """Yield the pairs of figures of one unit and measure whose periods are the same or in part unsaid."""
    groups: defaultdict[tuple[str, str], defaultdict[str | None, list[tuple[int, Told]]]]
    groups = defaultdict(lambda: defaultdict(list))
    for place, one in enumerate(told):
        groups[one.figure.unit, one.figure.measure][one.figure.period].append((place, one))
    for periods in groups.values():
        undated = periods.pop(None, [])
        yield _in_order(combinations(undated, 2))
        for dated in periods.values():
            yield _in_order(combinations(dated, 2))
            yield _in_order(product(undated, dated))


def _in_order(pairs: Iterable[tuple[tuple[int, Told], tuple[int, Told]]]) -> Iterator[tuple[Told, Told]]:
    for (place, one), (other_place, other) in pairs:
        yield (one, other) if place < other_place else (other, one)


def _compare(left: Told, right: Told, side: Side) -> Compared | None:
    """Return what two figures say of each other; `None` where that is nothing, or both come from one mouth."""
    one, other = left.figure, right.figure
    if _of_one_mouth(left, right):
        return None
    verdict = _verdict(one, other, side)
    return verdict and Compared(
        left=left.claim.id, right=right.claim.id, verdict=verdict, reason=_reason(one, other, verdict)
    )


def _without_answered(
    compared: dict[tuple[Told, Told], Compared | None],
) -> dict[tuple[Told, Told], Compared | None]:
    """Return comparisons without the contradictions of figures that the other report gives, too, beside another.

    Where both reports tell of seven hurt and one of four dead, four and seven do not contradict.
    """
    equal = {
        place
        for (left, right), result in compared.items()
        if result and result.verdict != "contradiction"
        for place in ((left, right.claim.source.document), (right, left.claim.source.document))
    }
    return {
        (left, right): None
        if result and result.verdict == "contradiction" and _answered(left, right, equal)
        else result
        for (left, right), result in compared.items()
    }


def _answered(left: Told, right: Told, equal: set[tuple[Told, str]]) -> bool:
    return (left, right.claim.source.document) in equal or (right, left.claim.source.document) in equal


def _of_one_mouth(left: Told, right: Told) -> bool:
    """Tell whether two figures have one origin and no two different speakers."""
    return left.claim.source.lineage == right.claim.source.lineage and not are_two_mouths(left, right)


def _verdict(one: Figure, other: Figure, side: Side) -> Comparison | None:
    if _values(one) == _values(other):
        return "same" if one.bound == other.bound or not _is_open(one, other) else "rounding"
    if not _are_apart(one, other):
        return "rounding" if ratio(one, other) <= 1 + NEAR else None
    return "contradiction" if side == "squarely" else None


def _are_apart(one: Figure, other: Figure) -> bool:
    """Tell whether no value fits both figures."""
    (low, high), (other_low, other_high) = interval(one), interval(other)
    return high < other_low or other_high < low


def _equal(left: Told, right: Told) -> bool:
    return _values(left.figure) == _values(right.figure)


def _values(figure: Figure) -> tuple[float, float | None]:
    return figure.value, figure.value_max


def _is_open(*figures: Figure) -> bool:
    return any(figure.bound in ("more_than", "less_than") for figure in figures)


def interval(figure: Figure) -> tuple[float, float]:
    """Return the least and greatest value that a figure lets one believe; rounded digits widen it.

    `about 160` lies between 152 and 168 (5 %), `12.4 billion` between 12.35 and 12.45, `more than 5` above 5.
    """
    value, rough = figure.value, _roughness(figure)
    ends = {
        "at_least": (value - rough, math.inf),
        "more_than": (value, math.inf),
        "at_most": (-math.inf, value + rough),
        "less_than": (-math.inf, value),
        "range": (value - rough, (figure.value_max if figure.value_max is not None else value) + rough),
    }
    return ends.get(figure.bound, (value - rough, value + rough))


def _roughness(figure: Figure) -> float:
    """Return half of the last digit that is given, within bounds."""
    value = abs(figure.value)
    half = 0.5 * math.pow(10, _last_digit(value))
    if figure.bound == "about":
        return min(max(half, LEAST_ROUGH * value), MOST_ROUGH["about"] * value)
    counted = MEASURED.fullmatch(figure.unit) is None
    return min(half, MOST_ROUGH["counted" if counted else "exact"] * value)


def _last_digit(value: float) -> int:
    """Return the power of ten of the last digit of a number that is not zero.

    >>> [_last_digit(value) for value in (160.0, 12.4, 12_400_000_000.0, 0.5)]
    [1, -1, 8, -1]
    """
    digits, exponent = f"{value:.9e}".split("e")
    return int(exponent) - len(digits.rstrip("0").removesuffix(".").replace(".", "")) + 1


def _reason(one: Figure, other: Figure, verdict: Comparison) -> str:
    told = f"{_in_words(one)} and {_in_words(other)}"
    ends = {"same": "the same", "rounding": "the same, rounded", "contradiction": "cannot both be right"}
    return f"{told}: {ends[verdict]}"


def _in_words(figure: Figure) -> str:
    top = f" to {_number(figure.value_max)}" if figure.value_max is not None else ""
    return f"{BOUNDS[figure.bound]}{_number(figure.value)}{top}"


def _number(value: float) -> str:
    """Return a number as English prints it.

    >>> [_number(value) for value in (162_000_000.0, 12_400_000_000.0, 3240.0, 2.5)]
    ['162 million', '12.4 billion', '3,240', '2.5']
    """
    for size, name in MAGNITUDES:
        if abs(value) >= size:
            return f"{value / size:.10g} {name}"
    return f"{value:,.10g}"


def _groups(told: Sequence[Told], pairs: Iterable[tuple[Told, Told]]) -> Iterator[list[Told]]:
    """Yield figures that pairs join, directly or through others, each group in the order of `told`."""
    root = {one.claim.id: one.claim.id for one in told}

    def find(id_: str) -> str:
        while root[id_] != id_:
            id_ = root[id_]
        return id_

    for left, right in pairs:
        root[find(right.claim.id)] = find(left.claim.id)
    groups: defaultdict[str, list[Told]] = defaultdict(list)
    for one in told:
        groups[find(one.claim.id)].append(one)
    yield from groups.values()


def _inferred(known: Mapping[tuple[Told, Told], Compared]) -> dict[tuple[Told, Told], Compared]:
    """Return the contradictions of figures that say too little by themselves, but equal one that is contradicted.

    Where 642 million and 810 million contradict and a report tells of the first as `about 650 million`, so does that.
    """
    equal: defaultdict[Told, list[Told]] = defaultdict(list)
    for (left, right), result in known.items():
        if result.verdict != "contradiction":
            equal[left].append(right)
            equal[right].append(left)
    order = {one: _order(one) for pair in known for one in pair}
    looked_at = set(known)
    found: dict[tuple[Told, Told], Compared] = {}
    for (left, right), result in known.items():
        if result.verdict == "contradiction":
            for one, other in (*((one, right) for one in equal[left]), *((left, one) for one in equal[right])):
                ordered = (one, other) if order[one] <= order[other] else (other, one)
                if ordered not in looked_at:
                    looked_at.add(ordered)
                    if _may_contradict(*ordered):
                        found[ordered] = _contradiction(*ordered)
    return found


def _order(told: Told) -> tuple[str, str]:
    return told.claim.source.published or "9", told.claim.id


def _may_contradict(left: Told, right: Told) -> bool:
    fit = parties_fit(left, right) and not _of_one_mouth(left, right)
    return fit and _are_apart(left.figure, right.figure)


def _contradiction(left: Told, right: Told) -> Compared:
    reason = _reason(left.figure, right.figure, "contradiction")
    return Compared(left=left.claim.id, right=right.claim.id, verdict="contradiction", reason=reason)


def _line(group: Sequence[Told], compared: Mapping[Told, Mapping[Told, Compared]]) -> FigureLine:
    """Return a line named by the figure that says most of what it measures."""
    fullest = max(group, key=_fullness).figure
    claims = tuple(one.claim for one in group)
    place = {one: number for number, one in enumerate(group)}
    found = [(place[left], place[right], result) for left in group for right, result in compared.get(left, {}).items()]
    return FigureLine(
        id=identity("line", [fullest.indicator, fullest.measure, fullest.unit, claims[0].id]),
        indicator=fullest.indicator,
        measure=fullest.measure,
        unit=fullest.unit,
        period=next((one.figure.period for one in group if one.figure.period), None),
        parties=tuple(sorted(fullest.parties)),
        from_=fullest.from_,
        to=fullest.to,
        claims=claims,
        compared=tuple(result for *_, result in sorted(found, key=lambda one: one[:2])),
    )


def _fullness(told: Told) -> tuple[bool, int, bool, bool]:
    figure = told.figure
    return figure.indicator != UNTOLD, len(told.parties), figure.period is not None, figure.from_ is not None
