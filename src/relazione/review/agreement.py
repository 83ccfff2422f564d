"""How far reviewers agree beyond chance: Krippendorff's alpha for nominal data.

Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (University of Pennsylvania, 2011).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from relazione.resolution.applying import threads
from relazione.resolution.decisions import Decision

VERDICTS = ("accept", "reject", "correct")  # what a person can say of a record that the reader found


def alpha(units: Iterable[Sequence[str]]) -> float | None:
    """Return the agreement of the values that units were given: 1 is perfect, 0 what chance gives.

    A unit holds one value a reviewer; one with fewer than two counts for nothing. `None` where no two values can be
    held against each other or all are the same.

    >>> alpha([("a", "a"), ("b", "b"), ("a", "b")])
    0.4444444444444444
    """
    pairable = [unit for unit in units if len(unit) > 1]
    totals = Counter(value for unit in pairable for value in unit)
    number = sum(totals.values())
    expected = sum(one * (number - one) for one in totals.values())
    if not expected:
        return None
    disagreed = sum(_disagreement(unit) for unit in pairable)
    return 1 - (number - 1) * disagreed / expected


def _disagreement(unit: Sequence[str]) -> float:
    """Return the ordered pairs of different values in a unit, each unit weighing as many as it has values."""
    counts = Counter(unit)
    pairs = sum(count * (len(unit) - count) for count in counts.values())
    return pairs / (len(unit) - 1)


def alpha_of(decisions: Iterable[Decision]) -> tuple[float | None, int]:
    """Return the agreement between reviewers over the records that two or more of them judged, and their number."""
    units = [unit for unit in verdicts(decisions) if len(unit) > 1]
    return alpha(tuple(unit.values()) for unit in units), len(units)


def verdicts(decisions: Iterable[Decision]) -> list[dict[str, str]]:
    """Return of every record judged what each reviewer says of it at last: reviewer → accept, reject or correct."""
    found = []
    for thread in (thread for own in by_document(decisions) for thread in threads(own)):
        said: dict[str, str] = {one.who: one.verb for one in thread.decisions if one.verb in VERDICTS}
        if said:
            found.append(said)
    return found


def by_document(decisions: Iterable[Decision]) -> list[list[Decision]]:
    """Return the decisions of each document; those of none are left out."""
    listed = sorted((one for one in decisions if one.document), key=lambda one: one.document or "")
    return [list(own) for _, own in groupby(listed, key=lambda one: one.document)]
