"""Which events of several reports are one: same type, same parties, compatible day and place, overlapping words.

Precision comes first: a wrong merge is worse than a missed one. Events that may be one share a block; those of one
block are compared pair by pair.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

import msgspec

from relazione.records import Agreement, Event, Span
from relazione.resolution.claims import Claim, Judgement
from relazione.resolution.dates import compatible, precision, span
from relazione.resolution.words import overlap

LEAST = 0.7  # from this score on two tellings are one event
NEAR = timedelta(days=3)  # an undated event lies at most this far from the day on which it is told
ALWAYS = ("0001-01-01", "9999-12-31")
COPIED = 0.5  # overlap of words from which on tellings of two copies of one text are one
DONE = ("occurred", "ongoing")
VERBAL = ("ACCUSE", "REJECT", "REQUEST", "THREATEN", "CONCEDE", "AGREE")  # many a day: the day alone says little
# A later report that names only the month means the one event of its kind in it: two of a kind make it ambiguous.
DATES = {"same": 0.45, "back": 0.45, "within": 0.25, "near": 0.2}
PLACE, PERSONS, MODE, STAGE, WORDS = 0.15, 0.15, 0.1, 0.1, 0.5
BASE = 0.25
BASE_VERBAL = 0.05
TRANSLATED = 0.15  # stands for the words of two languages, which do not overlap but in names
ALONE = 0.35  # … and where either report tells of one event of that type between those parties only
AT_ONCE = timedelta(days=1)  # reports of one day's news appear at most this far from each other


@dataclass(frozen=True, slots=True)
class Telling:
    """An event as one report tells it.

    `event` has the ledger's actor ids, `words` are the stems of its sentences, `stage` is the stage to which the event
    brings an agreement, `language` that of the report.
    """

    claim: str
    document: int
    lineage: str
    published: str | None
    event: Event
    words: frozenset[str]
    stage: str | None = None
    language: str | None = None


def block_of(event: Event, parties: Iterable[str], published: str | None) -> str | None:
    """Return what tellings that may be one event have in common; `None` where it has no parties."""
    sides = sorted(set(parties))
    if not sides:
        return None
    status = "done" if event.status in DONE else event.status
    days = span(event.date) or span(published)
    year = str(days[0].year) if days else ""
    return "|".join((event.type, status, year, *sides))


def window(event: Event, published: str | None) -> tuple[str, str]:
    """Return the first and last day (ISO) on which an event may lie; an undated one lies near its publication."""
    days = span(event.date)
    if days is not None:
        return days[0].isoformat(), days[1].isoformat()
    days = span(published)
    if days is None:
        return ALWAYS
    return (days[0] - NEAR).isoformat(), (days[1] + NEAR).isoformat()


def stage_of(event: Event, agreement: Agreement | None) -> str | None:
    """Return the stage to which an event brings its agreement: the one told by the same words, else of the same day."""
    stages = agreement.stages if agreement else ()
    told = (
        stage.stage for stage in stages if any(_meet(place, own) for place in stage.evidence for own in event.evidence)
    )
    dated = (stage.stage for stage in stages if stage.date and stage.date == event.date)
    return next(told, None) or next(dated, None)


def _meet(left: Span, right: Span) -> bool:
    return left.start < right.end and right.start < left.end


def judge_events(tellings: Sequence[Telling]) -> list[Judgement]:
    """Return a judgement on every pair of tellings of one block."""
    counted = Counter(telling.document for telling in tellings)
    return [
        judge(left, right, alone=counted[left.document] == counted[right.document] == 1)
        for left, right in combinations(tellings, 2)
    ]


def judge(left: Telling, right: Telling, *, alone: bool = False) -> Judgement:
    """Return whether two tellings are one event, with the reason; `alone` says that either report tells of no other
    event of that type between those parties.
    """
    conflict = _conflict(left, right)
    if conflict:
        return _judgement(left, right, "different", 0.0, conflict)
    if not _overlap(left, right):
        return _judgement(left, right, "unsure", 0.0, "told of at other times")
    shared = overlap(left.words, right.words)
    if left.lineage == right.lineage and (shared > COPIED or left.words == right.words):
        return _judgement(left, right, "same", 1.0, "copies of one text")
    parts = [
        ("the same type and parties", BASE_VERBAL if left.event.type in VERBAL else BASE),
        _dates(left, right),
        _place(left.event, right.event),
        _persons(left.event, right.event),
        ("the same mode", MODE if left.event.mode and left.event.mode == right.event.mode else 0.0),
        ("the same stage of an agreement", STAGE if left.stage and left.stage == right.stage else 0.0),
        _words(left, right, shared),
        _alone(left, right, alone=alone),
    ]
    score = min(1.0, sum(weight for _, weight in parts))
    reason = ", ".join(words for words, weight in parts if weight)
    return _judgement(left, right, "same" if score >= LEAST else "unsure", round(score, 3), reason)


def fullest(claims: Sequence[Claim[Event]]) -> Event:
    """Return the event as the claim tells it that says most, its gaps filled from the others."""
    ranked = sorted(claims, key=lambda claim: (-_told(claim.record), claim.id))
    best = ranked[0].record
    others = [claim.record for claim in ranked[1:]]
    known = {
        "date": _best_date([best, *others]),
        "place": next((event.place for event in (best, *others) if event.place), None),
        "mode": next((event.mode for event in (best, *others) if event.mode), None),
        "participants": _union(event.participants for event in (best, *others)),
        "contexts": _union(event.contexts for event in (best, *others)),
        "topics": _union(event.topics for event in (best, *others)),
        "confidence": max(event.confidence for event in (best, *others)),
    }
    return msgspec.structs.replace(best, **known)


def _conflict(left: Telling, right: Telling) -> str | None:
    one, other = left.event, right.event
    if left.document == right.document:
        return "one report tells them as two"
    if one.mode and other.mode and one.mode != other.mode:
        return f"{one.mode} and {other.mode}"
    if left.stage and right.stage and left.stage != right.stage:
        return f"{left.stage} and {right.stage}"
    if one.recipient and other.recipient and one.actor and other.actor and set(one.actor).isdisjoint(other.actor):
        return "the parties' roles are exchanged"
    if not compatible(one.date, other.date):
        return f"other dates ({one.date}, {other.date})"
    if _elsewhere(one, other):
        return "other places"
    if one.participants and other.participants and set(one.participants).isdisjoint(other.participants):
        return "other persons"
    return None


def _elsewhere(one: Event, other: Event) -> bool:
    if not one.place or not other.place:
        return False
    if one.place.country and other.place.country and one.place.country != other.place.country:
        return True
    cities = one.place.name != other.place.name
    return cities and one.type in ("ASSAULT", "PROTEST", "COERCE", "MOBILIZE")


def _dates(left: Telling, right: Telling) -> tuple[str, float]:
    if precision(left.event.date) == precision(right.event.date) == "day":
        return "the same day", DATES["same"]
    if _tells_back(left, right) or _tells_back(right, left):
        return "told back of", DATES["back"]
    if left.event.date and right.event.date:
        return "compatible dates", DATES["within"]
    return "told of at the same time", DATES["near"]


def _tells_back(later: Telling, first: Telling) -> bool:
    """Tell whether a report names a month or season that was over when it came out, the other a day or fresh news.

    A visit told back of is not the talks of that month.
    """
    closes = window(later.event, later.published)[1]
    published = span(later.published)
    coarse = precision(later.event.date) in ("month", "season")
    fresh = first.event.date is None or precision(first.event.date) == "day"
    alike = later.event.mode == first.event.mode
    return alike and coarse and fresh and published is not None and closes < published[0].isoformat()


def _overlap(left: Telling, right: Telling) -> bool:
    one, other = window(left.event, left.published), window(right.event, right.published)
    return one[0] <= other[1] and other[0] <= one[1]


def _place(one: Event, other: Event) -> tuple[str, float]:
    same = one.place and other.place and one.place.name == other.place.name
    return "the same place", PLACE if same else 0.0


def _persons(one: Event, other: Event) -> tuple[str, float]:
    return "the same persons", PERSONS if set(one.participants) & set(other.participants) else 0.0


def _words(left: Telling, right: Telling, shared: float) -> tuple[str, float]:
    told = (f"words overlap ({shared:.0%})", WORDS * shared)
    return ("told in two languages", TRANSLATED) if _foreign(left, right) and told[1] < TRANSLATED else told


def _foreign(left: Telling, right: Telling) -> bool:
    return left.language != right.language and None not in (left.language, right.language)


def _alone(left: Telling, right: Telling, *, alone: bool) -> tuple[str, float]:
    """Return the weight of an event that is the only one of its kind in two reports of one day's news."""
    one, other = span(left.published), span(right.published)
    at_once = one is not None and other is not None and abs(one[0] - other[0]) <= AT_ONCE
    only = alone and at_once and _foreign(left, right)
    return "the only one of its kind in either report", ALONE if only else 0.0


def _told(event: Event) -> float:
    slots = (event.date, event.place, event.mode, event.recipient, event.participants, event.agreement)
    return sum(map(bool, slots)) + event.confidence


def _best_date(events: Sequence[Event]) -> str | None:
    """Return the most exact date; of equally exact ones the first."""
    dated = [event.date for event in events if event.date]
    order = ("day", "interval", "month", "season", "year", None)
    return min(dated, key=lambda day: order.index(precision(day)), default=None)


def _union(slots: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for slot in slots for value in slot))


def _judgement(left: Telling, right: Telling, verdict: str, score: float, reason: str) -> Judgement:
    return Judgement(left=left.claim, right=right.claim, verdict=verdict, score=score, reason=reason)  # type: ignore[arg-type]
