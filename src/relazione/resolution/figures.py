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
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path
from typing import Literal

import msgspec

from relazione.languages.pack import read_lexicon
from relazione.records import Event, Figure, Statement
from relazione.resolution.claims import Claim, Compared, Comparison, FigureLine
from relazione.resolution.dates import apart, span
from relazione.resolution.identity import identity
from relazione.resolution.words import DATA, content, fold, overlap, stem

Side = Literal["squarely", "loosely"]

WHOLE = frozenset({"trade_turnover"})  # a total by its name: no other words needed to know what was measured
SUMS = frozenset({"loan", "debt", "aid", "investment"})  # of one deal: they do not change from month to month
TELLING = frozenset({"trade_turnover", "exports", "imports", "troops", "casualties"})
MONEY = SUMS | {"exports", "imports"}
UNTOLD = "volume"  # money of which the report does not say what it was for

# Of the words around the two figures. On the development scenarios figures of one thing share 0.27 to 1, unlike figures
# of one unit 0.12 at most. Other periods and sizes of one thing share 0.5 to 0.7, so those are told apart before.
CONTEXT = 0.25
SAME_MONTH = 31  # days between reports that tell of the same thing without naming its period
SAME_DEAL = 183  # between reports that give one deal's sum without a period: 69 and 139 in the scenarios
DEAL_RATIO = 1.5  # beyond it, two sums of a pair of states are of two deals, where no words around them are known
SAME_SCOPE = (
    10.0  # beyond this ratio figures measure different things: 487 million m³ for one buyer and 39 billion for all
)
LEAST_ROUGH = 0.05  # `about` is at least 5 % to either side
MOST_ROUGH = {"about": 0.1, "exact": 0.1, "counted": 0.05}  # how far the digits that are not given can lead at most
NEAR = 0.15  # bounds and values further apart (`at least 100` and 5000) are compatible, but not one figure
CURRENCY = re.compile(r"[A-Z]{3}")
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


class LanguageScopes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's part of `data/figures.yaml`; see its head."""

    extends: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Scopes:
    """What the languages' words are together, as stems that a word may begin with."""

    extends: tuple[str, ...]
    kinds: dict[str, tuple[str, ...]]


@cache
def load_scopes(path: Path = DATA / "figures.yaml") -> Scopes:
    """Return the words that tell a figure's scope; raises `PackError` naming file and line of a fault."""
    languages = read_lexicon(path, dict[str, LanguageScopes]).values()
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for language in languages:
        for kind, words in language.kinds.items():
            kinds[kind] += (stem(fold(word)) for word in words)
    extends = tuple(stem(fold(word)) for language in languages for word in language.extends)
    return Scopes(extends, {kind: tuple(words) for kind, words in kinds.items()})


@dataclass(frozen=True, slots=True, eq=False)
class _Told:
    """A figure as one report tells it; `context` are the stems of the words around it, `None` where none are known."""

    claim: Claim[Figure]
    speaker: str | None
    context: frozenset[str] | None

    @property
    def figure(self) -> Figure:
        return self.claim.record

    @property
    def parties(self) -> frozenset[str]:
        figure = self.figure
        return frozenset(party for party in (*figure.parties, figure.from_, figure.to) if party)


def line_up(
    claims: Sequence[Claim[Figure]], statements: Sequence[Claim[Statement]] = (), events: Sequence[Claim[Event]] = ()
) -> tuple[FigureLine, ...]:
    """Return all figures in lines, in order of publication; a figure that has no like is a line of its own.

    `statements` tell who gave a figure and, with `events`, in which words; without them fewer figures are compared.
    """
    told = list(_tell(claims, statements, events))
    sides = {
        (left, right): side for group in _comparable(told) for left, right in group if (side := _side(left, right))
    }
    compared = _without_answered({pair: _compare(*pair, side) for pair, side in sides.items()})
    joined = [pair for pair, result in compared.items() if result or sides[pair] == "squarely" or _equal(*pair)]
    lines = (_line(group, {**compared, **_inferred(group, compared)}) for group in _groups(told, joined))
    return tuple(sorted(lines, key=lambda line: (line.claims[0].source.published or "9", line.id)))


def _tell(
    claims: Iterable[Claim[Figure]], statements: Sequence[Claim[Statement]], events: Sequence[Claim[Event]]
) -> Iterator[_Told]:
    """Yield figures with their speaker and the words around them, ordered by publication and id."""
    said = {(claim.source.document, claim.local): claim for claim in statements}
    around: defaultdict[str, list[Claim[Statement] | Claim[Event]]] = defaultdict(list)
    for statement in statements:
        around[statement.source.document].append(statement)
    for event in events:
        around[event.source.document].append(event)
    unique = {claim.id: claim for claim in claims}.values()
    for figure in sorted(unique, key=lambda claim: (claim.source.published or "9", claim.id)):
        document = figure.source.document
        source = said.get((document, figure.record.attributed_to or ""))
        covering = [claim for claim in around[document] if claim == source or _covers(claim, figure)]
        words = " ".join(quote.words for claim in covering for quote in claim.quotes)
        yield _Told(figure, source.record.speaker if source else None, content(words) if covering else None)


def _covers(claim: Claim[Statement] | Claim[Event], figure: Claim[Figure]) -> bool:
    return any(
        around.start <= quote.start and quote.end <= around.end for around in claim.quotes for quote in figure.quotes
    )


def _comparable(told: Iterable[_Told]) -> Iterator[Iterable[tuple[_Told, _Told]]]:
    """Yield the pairs of figures of one unit and measure."""
    by_unit: defaultdict[tuple[str, str], list[_Told]] = defaultdict(list)
    for one in told:
        by_unit[one.figure.unit, one.figure.measure].append(one)
    yield from (combinations(group, 2) for group in by_unit.values())


def _side(left: _Told, right: _Told) -> Side | None:
    """Return how two figures of one unit and measure stand side by side, `None` where they do not."""
    one, other = left.figure, right.figure
    if _ratio(one, other) > SAME_SCOPE or not _indicators_fit(one, other) or not _directions_fit(one, other):
        return None
    if not _periods_fit(left, right):
        return None
    shared = _shared(left, right)
    if not _parties_fit(left.parties, right.parties) or not (_is_telling(left, right) or _told_alike(shared)):
        return None
    vague = one.indicator != other.indicator or (one.from_, one.to) != (other.from_, other.to)
    return "squarely" if not vague and _agree(left, right, shared) else "loosely"


def _is_telling(left: _Told, right: _Told) -> bool:
    """Tell whether figures say what they measure without other words: not `10 years` of a state at no time."""
    one, other = left.figure, right.figure
    named = one.indicator in TELLING or CURRENCY.fullmatch(one.unit) is not None
    return bool(left.parties or right.parties) and (named or bool(one.period and other.period))


def _indicators_fit(one: Figure, other: Figure) -> bool:
    if one.indicator == other.indicator:
        return True
    return UNTOLD in (one.indicator, other.indicator) and CURRENCY.fullmatch(one.unit) is not None


def _directions_fit(one: Figure, other: Figure) -> bool:
    pairs = ((one.from_, other.from_), (one.to, other.to))
    return all(not (first and second) or first == second for first, second in pairs)


def _parties_fit(left: frozenset[str], right: frozenset[str]) -> bool:
    return left <= right or right <= left


def _periods_fit(left: _Told, right: _Told) -> bool:
    """Tell whether two figures may be of one period: the same, or one unsaid in reports of the same time."""
    one, other = left.figure.period, right.figure.period
    if one and other:
        return one == other
    days = _days_between(left, right)
    if days is None:
        return False
    patient = one is other is None and left.figure.indicator in SUMS and left.parties == right.parties
    return days <= (SAME_DEAL if patient else SAME_MONTH)


def _days_between(left: _Told, right: _Told) -> int | None:
    first, second = span(left.claim.source.published), span(right.claim.source.published)
    return apart(first, second) if first and second else None


def _shared(left: _Told, right: _Told) -> float | None:
    """Return how much of the words around two figures is shared, `None` where those of one are unknown."""
    if left.context is None or right.context is None:
        return None
    return overlap(left.context, right.context)


def _told_alike(shared: float | None) -> bool:
    return shared is not None and shared >= CONTEXT


def _agree(left: _Told, right: _Told, shared: float | None) -> bool:
    """Tell whether figures of one indicator surely measure one thing: by what is told around them, or by its name."""
    if not _scopes_fit(left, right):
        return False
    if left.parties and right.parties and _told_alike(shared):
        return True
    if left.parties != right.parties or not left.parties:
        return False
    indicator = left.figure.indicator
    if indicator in WHOLE and left.figure.period and right.figure.period:
        return True
    return shared is None and indicator in MONEY and _ratio(left.figure, right.figure) <= DEAL_RATIO


def _scopes_fit(left: _Told, right: _Told) -> bool:
    """Tell whether no words around two figures show another scope: services beside goods, the hurt beside the dead."""
    if left.context is None or right.context is None:
        return True
    (one, kinds), (other, other_kinds) = _scope(left.context), _scope(right.context)
    return one == other and (not kinds or not other_kinds or bool(kinds & other_kinds))


@lru_cache(maxsize=10_000)
def _scope(context: frozenset[str]) -> tuple[bool, frozenset[str]]:
    """Return whether words widen a figure's scope, and the kinds that they are of."""
    scopes = load_scopes()
    kinds = frozenset(kind for kind, words in scopes.kinds.items() if any(word.startswith(words) for word in context))
    return any(word.startswith(scopes.extends) for word in context), kinds


def _ratio(one: Figure, other: Figure) -> float:
    small, large = sorted((abs(one.value), abs(other.value)))
    return large / small if small else 1.0 if not large else math.inf


def _compare(left: _Told, right: _Told, side: Side) -> Compared | None:
    """Return what two figures say of each other; `None` where that is nothing, or both come from one mouth."""
    one, other = left.figure, right.figure
    if _of_one_mouth(left, right):
        return None
    verdict = _verdict(one, other, side)
    return verdict and Compared(
        left=left.claim.id, right=right.claim.id, verdict=verdict, reason=_reason(one, other, verdict)
    )


def _without_answered(
    compared: dict[tuple[_Told, _Told], Compared | None],
) -> dict[tuple[_Told, _Told], Compared | None]:
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


def _answered(left: _Told, right: _Told, equal: set[tuple[_Told, str]]) -> bool:
    return (left, right.claim.source.document) in equal or (right, left.claim.source.document) in equal


def _of_one_mouth(left: _Told, right: _Told) -> bool:
    """Tell whether two figures have one origin and no two different speakers."""
    same_origin = left.claim.source.lineage == right.claim.source.lineage
    return same_origin and (left.speaker == right.speaker or None in (left.speaker, right.speaker))


def _verdict(one: Figure, other: Figure, side: Side) -> Comparison | None:
    if _values(one) == _values(other):
        return "same" if one.bound == other.bound or not _is_open(one, other) else "rounding"
    if not _are_apart(one, other):
        return "rounding" if _ratio(one, other) <= 1 + NEAR else None
    return "contradiction" if side == "squarely" else None


def _are_apart(one: Figure, other: Figure) -> bool:
    """Tell whether no value fits both figures."""
    (low, high), (other_low, other_high) = interval(one), interval(other)
    return high < other_low or other_high < low


def _equal(left: _Told, right: _Told) -> bool:
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


def _groups(told: Sequence[_Told], pairs: Iterable[tuple[_Told, _Told]]) -> Iterator[list[_Told]]:
    """Yield figures that pairs join, directly or through others, each group in the order of `told`."""
    root = {one.claim.id: one.claim.id for one in told}

    def find(id_: str) -> str:
        while root[id_] != id_:
            id_ = root[id_]
        return id_

    for left, right in pairs:
        root[find(right.claim.id)] = find(left.claim.id)
    groups: defaultdict[str, list[_Told]] = defaultdict(list)
    for one in told:
        groups[find(one.claim.id)].append(one)
    yield from groups.values()


def _inferred(
    group: Sequence[_Told], compared: Mapping[tuple[_Told, _Told], Compared | None]
) -> dict[tuple[_Told, _Told], Compared]:
    """Return the contradictions of figures that say too little by themselves, but equal one that is contradicted.

    Where 642 million and 810 million contradict and a report tells of the first as `about 650 million`, so does that.
    """
    inside = set(group)
    found = ((pair, result) for pair, result in compared.items() if result and inside.issuperset(pair))
    verdicts = {frozenset(pair): result.verdict for pair, result in found}
    if "contradiction" not in verdicts.values():
        return {}
    return {
        (left, right): _contradiction(left, right)
        for left, right in combinations(group, 2)
        if frozenset((left, right)) not in verdicts
        and not _of_one_mouth(left, right)
        and _are_apart(left.figure, right.figure)
        and any(_bridges(one, left, right, verdicts) for one in group)
    }


def _bridges(one: _Told, left: _Told, right: _Told, verdicts: Mapping[frozenset[_Told], Comparison]) -> bool:
    """Tell whether a figure equals one of two others and contradicts the other."""
    found = {verdicts.get(frozenset((one, left))), verdicts.get(frozenset((one, right)))}
    return "contradiction" in found and bool(found & {"same", "rounding"})


def _contradiction(left: _Told, right: _Told) -> Compared:
    reason = _reason(left.figure, right.figure, "contradiction")
    return Compared(left=left.claim.id, right=right.claim.id, verdict="contradiction", reason=reason)


def _line(group: Sequence[_Told], compared: Mapping[tuple[_Told, _Told], Compared | None]) -> FigureLine:
    """Return a line named by the figure that says most of what it measures."""
    fullest = max(group, key=_fullness).figure
    claims = tuple(one.claim for one in group)
    found = (compared.get(pair) for pair in combinations(group, 2))
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
        compared=tuple(result for result in found if result),
    )


def _fullness(told: _Told) -> tuple[bool, int, bool, bool]:
    figure = told.figure
    return figure.indicator != UNTOLD, len(told.parties), figure.period is not None, figure.from_ is not None
