"""Whether figures of several reports measure one thing.

Indicator, unit, direction, parties and period may differ only in that one report says less. Beyond that, figures must
show what they have in common (`_proof`), and nothing may tell them apart: other names and things around them, a part
beside the whole, what is meant beside what is done, the soldiers of one state beside those of another.
"""

import math
from datetime import date
from functools import lru_cache
from typing import Literal

from relazione.records import Figure
from relazione.resolution.dates import apart, precision, span
from relazione.resolution.pledges import states_named, without_states
from relazione.resolution.scopes import load_scopes, openers_of, things_of
from relazione.resolution.told import PEOPLE, Told
from relazione.resolution.words import overlap
from relazione.resolution.words import shared as shared_words

Side = Literal["squarely", "loosely"]

UNTOLD = "volume"  # money of which the report does not say what it was for
WHOLE = "trade_turnover"  # a total by its name
SUMS = frozenset({"loan", "debt", "aid", "investment"})  # of one deal: they do not change from month to month
TELLING = frozenset({WHOLE, "exports", "imports", "troops"}) | SUMS  # these say by themselves what is measured
MOVED = frozenset({"exports", "imports", "volume", "aid", "count"})  # of goods: sold, bought, given or only counted
PERSONS = frozenset({"people", "troops", "casualties"})
ONE_WAY = frozenset({"loan", "debt", "aid"})  # a pair of states does this in one direction; readers mix up which
# Of these the whole includes the parts: a smaller figure that names one good, place or partner more may be one of them.
ADDITIVE = frozenset({WHOLE, "exports", "imports", "debt", "people", "volume", "share"})

FLOWS = frozenset({WHOLE, "exports", "imports", "debt"})  # these have a partner, or are those with all the world

MEANT = frozenset({"planned", "done"})

MOST_OF_THINGS = 2  # what the same things around figures prove
PROOF = 3  # what figures must have in common, see `_proof`
SURE_PROOF = 4  # where other things stand around them
LARGE_PROOF = 4  # where one of them does not say what it measures, or which day it is of
# Of the words around the two figures. On the development scenarios figures of one thing share 0.27 to 1, unlike figures
# of one unit 0.12 at most. Other periods and sizes of one thing share 0.5 to 0.7, so those are told apart before.
CONTEXT = 0.25
# Of the names and nouns of two whole reports: in the development scenarios three in four pairs of reports of one matter
# share as much, of pairs of other matters one in fifty.
SAME_MATTER = 0.15
ALIKE = 0.5  # of the names and nouns around the figures of which the other has an unlike one in its place
SAME_MONTH = 31  # days between reports that tell of the same thing without naming its period
SAME_CLASH = 7  # days between reports of one clash where one of them does not say when it was
SAME_DEAL = 183  # between reports that give one deal's sum without a period: 69 and 139 in the scenarios
DEAL_RATIO = 1.5  # beyond it, two sums of a pair of states are of two deals, where no words around them are known
SAME_SCOPE = (
    10.0  # beyond this ratio figures measure different things: 487 million m³ for one buyer and 39 billion for all
)
PAIR = 2  # states that two reports must both name to be of one matter where the figures name none
CURRENCY_LETTERS = STATE_LETTERS = 3


def side(left: Told, right: Told) -> Side | None:
    """Return how two figures of one unit and measure stand side by side, `None` where they do not."""
    one, other = left.figure, right.figure
    if ratio(one, other) > SAME_SCOPE or not _parties_meet(left, right):
        return None
    if not _indicators_fit(one, other) or not _directions_fit(one, other) or not _periods_fit(left, right):
        return None
    if _measure_one(left, right):
        return "squarely"
    return "loosely" if _is_telling(left, right) or _told_alike(left, right) else None


def _parties_meet(left: Told, right: Told) -> bool:
    """Tell whether one side names the parties of the other, or each one side of the two that both reports tell of."""
    one, other = left.parties, right.parties
    if one <= other or other <= one:
        return True
    crossed = len(one) == len(other) == 1 and one | other <= states_named(left.report) & states_named(right.report)
    return crossed and left.figure.indicator == right.figure.indicator and not left.owners and not right.owners


def parties_fit(left: Told, right: Told) -> bool:
    """Tell whether figures may be of the same parties: one side may name more, and of a side that names none the
    report must not tell of other states alone.
    """
    one, other = left.parties, right.parties
    if one and other:
        return one <= other or other <= one
    if not one and not other:
        named, other_named = states_named(left.report), states_named(right.report)
        return not named or not other_named or bool(named & other_named)
    return _tells_of(left.report, other) and _tells_of(right.report, one)


@lru_cache(maxsize=100_000)
def _tells_of(report: str, parties: frozenset[str]) -> bool:
    """Tell whether a report names one of some states, or names none at all."""
    named = states_named(report)
    return not named or not parties or bool(named & parties)


def _measure_one(left: Told, right: Told) -> bool:
    """Tell whether figures surely measure one thing."""
    one, other = left.figure, right.figure
    vague = is_money(one) and one.indicator != other.indicator and UNTOLD in (one.indicator, other.indicator)
    of_a_day = one.period != other.period and "day" in (precision(one.period), precision(other.period))
    crossed = not (left.parties <= right.parties or right.parties <= left.parties)
    needed = LARGE_PROOF if vague or of_a_day or crossed else PROOF
    return not _is_unlike(left, right) and _is_proved(left, right, needed) and not _is_rivalled(left, right)


def _is_telling(left: Told, right: Told) -> bool:
    """Tell whether figures say what they measure without other words: not `10 years` of a state at no time."""
    one, other = left.figure, right.figure
    named = one.indicator in TELLING | {"casualties"} or is_money(one)
    return bool(left.parties or right.parties) and (named or bool(one.period and other.period))


def is_money(figure: Figure) -> bool:
    """Tell whether a figure's unit is the code of a currency."""
    return len(figure.unit) == CURRENCY_LETTERS and figure.unit.isupper()


def _indicators_fit(one: Figure, other: Figure) -> bool:
    """Tell whether two indicators may be one: what one sells the other buys, and some reports do not say."""
    kinds = {one.indicator, other.indicator}
    if len(kinds) == 1:
        return True
    if kinds == {"exports", "imports"}:
        return one.from_ is not None and (one.from_, one.to) == (other.from_, other.to)
    if is_money(one):
        return UNTOLD in kinds
    return kinds <= MOVED or kinds <= PERSONS or kinds == {"share", "rate"}


def _directions_fit(one: Figure, other: Figure) -> bool:
    if {one.indicator, other.indicator} <= ONE_WAY:
        return True
    pairs = ((one.from_, other.from_), (one.to, other.to))
    return all(not (first and second) or first == second for first, second in pairs)


def _periods_fit(left: Told, right: Told) -> bool:
    """Tell whether two figures may be of one period: the same, or one unsaid in reports of the same time."""
    one, other = left.figure.period, right.figure.period
    if one and other:
        return one == other
    gap = _gap(left, right)
    if gap is None or gap <= SAME_CLASH:
        return gap is not None
    if "casualties" in (left.figure.indicator, right.figure.indicator):
        return False
    return gap <= (SAME_DEAL if one is other is None and _is_lasting(left, right) else SAME_MONTH)


def _gap(left: Told, right: Told) -> int | None:
    """Return the days between two reports; where one says on which day it was, from there to the other report."""
    first, second = (_day(told) or told.days for told in (left, right))
    return apart(first, second) if first and second else None


def _day(told: Told) -> tuple[date, date] | None:
    period = told.figure.period
    return span(period) if period and precision(period) == "day" else None


def _is_lasting(left: Told, right: Told) -> bool:
    """Tell whether two figures are of what was agreed for long."""
    if left.figure.indicator in SUMS:
        return left.parties == right.parties
    return _are_terms(left, right)


def _are_terms(left: Told, right: Told) -> bool:
    """Tell whether two figures are of what was agreed or allowed."""
    return "terms" in left.hints and "terms" in right.hints


@lru_cache(maxsize=200_000)
def _overlap(left: frozenset[str], right: frozenset[str]) -> float:
    return overlap(left, right)


def _told_alike(left: Told, right: Told) -> bool:
    """Tell whether the words around two figures are much the same, the names of their states left out."""
    if left.context is None or right.context is None:
        return False
    states = left.parties | right.parties
    return _overlap(without_states(left.context, states), without_states(right.context, states)) >= CONTEXT


# What figures have in common


def _is_proved(left: Told, right: Told, needed: int) -> bool:
    """Tell whether enough says that two figures measure one thing: `_proof`, and the same things around them twice."""
    proof = _proof(left, right)
    if needed > proof >= needed - 1 - MOST_OF_THINGS:
        proof += _are_partners(left, right)
    if proof >= needed or proof + MOST_OF_THINGS < needed:
        return proof >= needed
    things = _things(left, right)
    around = MOST_OF_THINGS if things is not None and things > ALIKE else _told_alike(left, right)
    return proof + around >= needed


def _proof(left: Told, right: Told) -> int:
    """Return how many signs say that two figures of one indicator and unit measure one thing.

    The same two parties count twice, and so do two sides heard in one report.
    """
    one, other = left.figure, right.figure
    signs = (
        _proof_of_parties(left, right),
        one.period is not None and one.period == other.period,
        one.indicator in TELLING or other.indicator in TELLING,
        _is_kind_of_thing(one),
        bool(left.kinds & right.kinds),
        bool(left.owners & right.owners),
        bool(shared_words(_counted(left), _counted(right))),
        2 * are_two_mouths(left, right),
        _are_terms(left, right),
    )
    return sum(map(int, signs))


def _are_partners(left: Told, right: Told) -> bool:
    """Tell whether two reports of one matter have nothing nearer to hold against these two figures."""
    return _is_closest(left, right) and _is_closest(right, left) and _are_of_one_matter(left, right)


def _is_closest(one: Told, other: Told) -> bool:
    """Tell whether of the figures of one report that may be of another's kind none is nearer to it."""
    return one.claim.source.document != other.claim.source.document and all(
        _distance(found, other) >= _distance(one, other)
        for found in one.beside
        if found is not one
        and _parties_meet(found, other)
        and _indicators_fit(found.figure, other.figure)
        and _directions_fit(found.figure, other.figure)
        and _periods_fit(found, other)
    )


def _distance(left: Told, right: Told) -> tuple[bool, float]:
    return left.figure.period != right.figure.period, ratio(left.figure, right.figure)


def _are_of_one_matter(left: Told, right: Told) -> bool:
    """Tell whether two reports are about much the same things."""
    states = left.states | right.states
    one, other = things_of(left.report, states), things_of(right.report, states)
    return _overlap(one, other) >= SAME_MATTER


def _proof_of_parties(left: Told, right: Told) -> int:
    """Return 2 for the same two parties, 1 for one, or where all that the reports tell of leaves no doubt."""
    one, other = left.parties, right.parties
    if one and other:
        return min(len(one & other), 2) if one == other else 1
    known = one or other
    if known:
        return int(known <= states_named((right if one else left).report))
    return int(len(states_named(left.report) & states_named(right.report)) >= PAIR)


def _is_kind_of_thing(figure: Figure) -> bool:
    """Tell whether a unit is itself what is counted: tanks, flights, companies."""
    return figure.indicator in ("count", "companies")


def are_two_mouths(left: Told, right: Told) -> bool:
    """Tell whether one report gives two figures as those of two sides."""
    if left.claim.source.lineage != right.claim.source.lineage or None in (left.mouth, right.mouth):
        return False
    said = left.speaker is not None and right.speaker is not None
    return left.mouth != right.mouth and (said or (is_state(left.mouth) and is_state(right.mouth)))


def is_state(id_: str | None) -> bool:
    """Tell whether an id is that of a state: a person or body may speak for either side."""
    return id_ is not None and len(id_) == STATE_LETTERS


def _things(left: Told, right: Told) -> float | None:
    """Return how far the names and things around two figures agree, `None` where one report has none."""
    states = left.states | right.states
    one, other = _things_of(left, states), _things_of(right, states)
    opening, other_opening = openers_of(left.text, states), openers_of(right.text, states)
    one, other = (
        one | shared_words(opening, other | other_opening),
        other | shared_words(other_opening, one | opening),
    )
    if left.claim.source.document == right.claim.source.document:
        return _agreement(one, other, one, other)
    return _agreement(one, other, things_of(left.report, states), things_of(right.report, states))


def _things_of(told: Told, states: frozenset[str]) -> frozenset[str]:
    """Return the things around a figure without what it counts."""
    return _things_without(told.text, told.words, states)


@lru_cache(maxsize=100_000)
def _things_without(text: str, words: str, states: frozenset[str]) -> frozenset[str]:
    return things_of(text, states) - things_of(words, states)


@lru_cache(maxsize=100_000)
def _agreement(
    left: frozenset[str], right: frozenset[str], left_report: frozenset[str], right_report: frozenset[str]
) -> float | None:
    """Return how many of the things in two sets are shared, beside those that each has in place of the other's.

    What the other report tells of elsewhere is in place of nothing.
    """
    if not left or not right:
        return None
    common, back = shared_words(left, right), shared_words(right, left)
    both, rest = max(len(common), len(back)), min(len(left - common), len(right - back))
    if rest and both <= rest:
        rest = min(len(left - shared_words(left, right_report)), len(right - shared_words(right, left_report)))
    return both / (both + rest) if both + rest else None


# What tells figures apart


def _is_unlike(left: Told, right: Told) -> bool:
    """Tell whether anything shows that two figures measure different things, the things around them left out."""
    return (
        not _kinds_fit(left, right)
        or not _owners_fit(left, right)
        or ("former" in left.hints) != ("former" in right.hints)
        or _is_meant_beside_done(left, right)
        or _is_part(left, right)
        or _is_part(right, left)
        or not _counted_fit(left, right)
        or not _fit_untold(left, right)
    )


def _is_rivalled(left: Told, right: Told) -> bool:
    """Tell whether each figure has things around it in place of the other's."""
    things = _things(left, right)
    if things is None or things > ALIKE:
        return False
    return not (_proof(left, right) >= SURE_PROOF and _are_partners(left, right))


def _fit_untold(left: Told, right: Told) -> bool:
    """Tell whether figures may be held against each other, even if no words around them are known."""
    if left.context is not None and right.context is not None:
        return True
    indicator = left.figure.indicator
    if left.parties != right.parties or not left.parties or indicator == "casualties":
        return False
    if indicator in SUMS | {"exports", "imports"}:
        return ratio(left.figure, right.figure) <= DEAL_RATIO
    return True


def _kinds_fit(left: Told, right: Told) -> bool:
    """Tell whether no words show another kind: the hurt beside the dead."""
    kinds, other_kinds = left.kinds, right.kinds
    return not kinds or not other_kinds or bool(kinds & other_kinds)


def _is_part(small: Told, large: Told) -> bool:
    """Tell whether the smaller of two figures may be a part of the other, or be told beside it."""
    if ("added" in small.clause_hints) != ("added" in large.clause_hints):
        return True
    if abs(small.figure.value) > abs(large.figure.value):
        return False
    if ("part" in small.clause_hints) != ("part" in large.clause_hints) or _comes_first(small):
        return True
    if "extends" in large.hints | large.clause_hints and "extends" not in small.hints:
        return True
    return small.figure.indicator in ADDITIVE and _says_more(small, large) and not _are_partners(small, large)


def _comes_first(told: Told) -> bool:
    """Tell whether the word before a figure shows that more is to come: `die ersten 18 Panzer`."""
    before = told.clause.partition(told.words)[0].split()
    return bool(before) and load_scopes().speaks(before[-1], "first")


def _says_more(small: Told, large: Told) -> bool:
    """Tell whether a figure names a partner, a good or a place where the other names none."""
    states = small.states | large.states
    narrow, wide = _things_of(small, states), _things_of(large, states)
    partner = small.figure.indicator in FLOWS and small.parties > large.parties
    only_wide, only_narrow = wide - shared_words(wide, narrow), narrow - shared_words(narrow, wide)
    least = 2 if wide or small.figure.indicator == "people" else 1
    return partner or (not only_wide and len(only_narrow) >= least)


def _is_meant_beside_done(left: Told, right: Told) -> bool:
    """Tell whether one figure is only meant and the other expressly done."""
    one, other = left.hints & MEANT, right.hints & MEANT
    return {one, other} == {frozenset({"planned"}), frozenset({"done"})}


def _owners_fit(left: Told, right: Told) -> bool:
    """Tell whether the people of two figures may be those of one state."""
    return not left.owners or not right.owners or bool(left.owners & right.owners)


def _counted_fit(left: Told, right: Told) -> bool:
    """Tell whether the people of two figures may be of one sort: not workers beside fishermen."""
    one, other = _counted(left), _counted(right)
    return not one or not other or bool(shared_words(one, other))


def _counted(told: Told) -> frozenset[str]:
    """Return what is counted, where the unit does not say it, as with people."""
    return things_of(told.words, told.states) if told.figure.unit == PEOPLE else frozenset()


def ratio(one: Figure, other: Figure) -> float:
    """Return how many times the smaller figure the larger is."""
    small, large = sorted((abs(one.value), abs(other.value)))
    return large / small if small else 1.0 if not large else math.inf
