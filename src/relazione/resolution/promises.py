"""Promises through all reports: who promised what, and what later reports say became of it.

Reports are gone through in the order of their publication. What a report undertakes anew joins the promise it tells of
again (`renewed`, `softened`); every other record is weighed against the promises before it, and counts for the one that
it fits best. Decisive are `kept` and `broken`, and a denial once the time is up; else a promise is overdue or open.
"""

from collections import defaultdict
from collections.abc import Sequence

from relazione.records import Figure
from relazione.resolution.claims import Material, Promise, PromiseState, Source, Turn, Turned
from relazione.resolution.courses import Course, measure_alike
from relazione.resolution.dates import compatible, first_day, last_day
from relazione.resolution.figures import interval
from relazione.resolution.identity import identity
from relazione.resolution.pledges import is_side, load_pledges
from relazione.resolution.signs import A_WORD, HINTED, SAME_MATTER, VISIT_SLACK, Sign, best_signs, refuses
from relazione.resolution.undertakings import Scene, Undertaking, find_undertakings, scenes_of
from relazione.resolution.words import overlap

RANK: tuple[Turned, ...] = ("denied", "broken", "kept", "softened", "renewed")


def follow_promises(material: Material, on: str) -> tuple[Promise, ...]:
    """Return the promises of reports published up to a day (ISO) as they stand then, in the order they were made."""
    courses: list[Course] = []
    scenes = scenes_of(material)
    for document, source in material.sources().items():
        if (source.published or source.added)[:10] <= on:
            scene = scenes[document]
            before = list(courses)
            undertakings = [one for one in find_undertakings(scene) if not _is_refusal(one, before)]
            courses += [course for one in undertakings if (course := _take(one, _near(before, scene))) is not None]
            _weigh(scene, source, undertakings, [course for course in before if _is_older(course, source)])
    promises = (_promise(course, on) for course in courses)
    return tuple(sorted(promises, key=lambda promise: (promise.made or "9", promise.id)))


def _is_refusal(one: Undertaking, courses: Sequence[Course]) -> bool:
    """Tell whether somebody undertakes not to do what he promised in an earlier report: no promise, but a sign."""
    own = (course for course in courses if course.first.who & one.who and _is_older(course, one.source))
    return any(course.shares(one.words) >= SAME_MATTER and refuses(one.words, course) for course in own)


def _is_older(course: Course, source: Source) -> bool:
    """Tell whether a promise was made in an earlier report than one of this source."""
    made = course.first.source
    return made.lineage != source.lineage and (made.published or "") < (source.published or "9")


# What is undertaken again


def _near(courses: Sequence[Course], scene: Scene) -> list[Course]:
    """Return the promises of which a report names the promiser."""
    return [course for course in courses if course.first.who & scene.all_sides]


def _take(one: Undertaking, courses: Sequence[Course]) -> Course | None:
    """Return the course of a new promise; join one that is told again to its course and return `None`."""
    rated = [(_again(course, one), course) for course in courses]
    rating, course = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    if course is None or not rating:
        return Course(first=one, told=[one], due=one.due) if any(map(is_side, one.who)) or one.to else None
    if _is_older(course, one.source) and not _is_recalled(course, one):
        course.turns.append(_told_again(course, one))
    course.told.append(one)
    course.due = one.due or course.due
    return None


def _is_recalled(course: Course, one: Undertaking) -> bool:
    """Tell whether a report only recalls when a promise was made (`die im Juni gegebene Zusage`)."""
    told, made = first_day(one.made), last_day(course.first.made)
    return told is not None and made is not None and told <= made


def _again(course: Course, one: Undertaking) -> float:
    """Return how well an undertaking tells a promise again: 0 where it does not."""
    if course.is_settled or not _may_be_same(course.first, one):
        return 0.0
    if course.first.target or one.target:
        return float(_is_same_target(course.first.target, one.target))
    if "visit" in course.first.deeds & one.deeds and course.due and one.due and course.first.to == one.to:
        return float(compatible(course.due, one.due, VISIT_SLACK))
    rating = max(overlap(known, one.stems) for known in course.known_stems())
    return rating if rating >= _least_again(one) else 0.0


def _least_again(one: Undertaking) -> float:
    """Return the words to be shared: fewer where the report recalls a promise or makes less of something."""
    pledges = load_pledges()
    return (
        A_WORD
        if pledges.speaks(one.words, "reference")
        else HINTED
        if pledges.speaks(one.words, "weaker")
        else SAME_MATTER
    )


def _may_be_same(first: Undertaking, one: Undertaking) -> bool:
    """Tell whether parties may be the same; somebody of no known state may speak for the promiser."""
    whom = not (first.to and one.to) or bool(first.to & one.to)
    return whom and (bool(first.who & one.who) or not any(map(is_side, one.who)))


def _is_same_target(left: Figure | None, right: Figure | None) -> bool:
    if left is None or right is None or not measure_alike(left, right):
        return False
    return compatible(left.period, right.period)


def _told_again(course: Course, one: Undertaking) -> Turn:
    """Return the turn of a promise told again: softened where less or later is promised, else renewed."""
    later = _is_later(course.due, one.due)
    less = _softening(course, one, later=later)
    again = f"told again, now for {one.due}" if later else "told again"
    return Turn(
        turn="softened" if less else "renewed",
        date=one.made or one.source.published,
        source=one.source,
        quotes=one.quotes,
        reason=less or again,
    )


def _softening(course: Course, one: Undertaking, *, later: bool) -> str | None:
    """Return what makes less of a promise told again, `None` where nothing does.

    A later day softens before the first is past; after that it is a new one for what was missed.
    """
    if load_pledges().speaks(one.words, "weaker"):
        return "told again in weaker words"
    if _is_less(course.told[-1], one):
        return "told again with a smaller figure"
    return f"put off to {one.due}" if later and not course.is_due_by(one.source.published) else None


def _is_later(due: str | None, other: str | None) -> bool:
    first, second = last_day(due), last_day(other)
    return bool(first and second and first < second) and not compatible(due, other)


def _is_less(known: Undertaking, one: Undertaking) -> bool:
    """Tell whether a figure of one unit is now smaller than what was promised."""
    pairs = [(left, right) for left in known.figures for right in one.figures if left.unit == right.unit]
    return bool(pairs) and all(interval(right)[1] < interval(left)[0] for left, right in pairs)


# What other records say of promises


def _weigh(scene: Scene, source: Source, undertakings: Sequence[Undertaking], courses: Sequence[Course]) -> None:
    """Add to promises the turns that a report's words show; of contrary ones in one report the worse holds."""
    taken = [quote for one in undertakings for quote in one.quotes]
    live = [course for course in _near(courses, scene) if course.state != "kept"]
    signs: defaultdict[int, list[Sign]] = defaultdict(list)
    for course, sign in best_signs(scene, source, live, taken):
        if not course.is_settled or _is_late(course, sign):
            signs[id(course)].append(sign)
    for course in live:
        own = signs.get(id(course), [])
        turns = {sign.turn for sign in own}
        for turn in sorted(turns, key=RANK.index):
            if turn != "kept" or not turns & {"denied", "broken"}:
                _add_turn(course, source, [sign for sign in own if sign.turn == turn])
        _settle(course, source, turns)


def _is_late(course: Course, sign: Sign) -> bool:
    """Tell whether a promise taken for broken is kept after all."""
    return course.state == "broken" and sign.turn == "kept" and sign.rating >= SAME_MATTER


def _add_turn(course: Course, source: Source, signs: Sequence[Sign]) -> None:
    best = max(signs, key=lambda sign: sign.rating)
    quotes = tuple(dict.fromkeys(quote for sign in signs for quote in sign.quotes))
    course.turns.append(Turn(turn=best.turn, date=best.date, source=source, quotes=quotes, reason=best.reason))


def _settle(course: Course, source: Source, turns: set[Turned]) -> None:
    """Set the state that a report's turns decide; a denial decides once the time is up."""
    if "broken" in turns or ("denied" in turns and course.is_due_by(source.published)):
        course.state = "broken"
    elif "kept" in turns and "denied" not in turns:
        course.state = "kept"


# What is shown


def _promise(course: Course, on: str) -> Promise:
    first = course.first
    made = first.made or first.source.published
    return Promise(
        id=identity("promise", [sorted(first.who), sorted(first.to), first.words, first.source.document]),
        who=tuple(sorted(first.who)),
        to=tuple(sorted(first.to)),
        what=first.words,
        due=first.due or course.due,
        made=made,
        source=first.source,
        quotes=tuple(dict.fromkeys(quote for one in course.told for quote in one.quotes)),
        turns=tuple(course.turns),
        state=_state(course, on),
    )


def _state(course: Course, on: str) -> PromiseState:
    end, today = last_day(course.due), first_day(on)
    overdue = end is not None and today is not None and end < today
    return "overdue" if course.state == "open" and overdue else course.state
