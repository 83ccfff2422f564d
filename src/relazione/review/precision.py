"""How right the reader was in what people judged, by kind of record and rule."""

import math
from collections import Counter
from collections.abc import Iterable

from relazione.records import Record
from relazione.resolution.applying import Thread, threads
from relazione.resolution.decisions import RULE, Decision
from relazione.review.agreement import VERDICTS, by_document

Z = 1.959963984540054  # quantile of the normal distribution for 95 %


class Precision(Record, frozen=True, kw_only=True):
    """How many records of a rule people judged and accepted, with the 95 % interval of the share (Wilson)."""

    kind: str
    rule: str
    judged: int
    accepted: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """Return the share accepted."""
        return self.accepted / self.judged


def precisions_of(decisions: Iterable[Decision]) -> list[Precision]:
    """Return the precision so far of every kind and rule, the most judged first.

    A record counts once, by the last verdict on it; one that had to be corrected was not right.
    """
    judged: Counter[tuple[str, str]] = Counter()
    accepted: Counter[tuple[str, str]] = Counter()
    for thread in (thread for own in by_document(decisions) for thread in threads(own)):
        verdicts = [one.verb for one in thread.decisions if one.verb in VERDICTS]
        rule = _rule(thread)
        if verdicts and rule:
            judged[thread.kind, rule] += 1
            accepted[thread.kind, rule] += set(verdicts[-1:]) == {"accept"} and "correct" not in verdicts
    return [
        Precision(kind=kind, rule=rule, judged=number, accepted=accepted[kind, rule], low=low, high=high)
        for (kind, rule), number in sorted(judged.items(), key=lambda item: (-item[1], item[0]))
        for low, high in [wilson(accepted[kind, rule], number)]
    ]


def wilson(right: int, number: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share (E. B. Wilson 1927); nothing is known of none.

    >>> [round(end, 3) for end in wilson(8, 10)]
    [0.49, 0.943]
    """
    if not number:
        return 0.0, 1.0
    share = right / number
    middle = share + Z * Z / (2 * number)
    spread = Z * math.sqrt(share * (1 - share) / number + Z * Z / (4 * number * number))
    scale = 1 + Z * Z / number
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def _rule(thread: Thread) -> str | None:
    """Return the rule by which the reader found a record; `None` where a person added it."""
    rules = (str(form.record["rule"]) for form in thread.seen)
    return next((rule for rule in rules if not rule.startswith(RULE)), None)
