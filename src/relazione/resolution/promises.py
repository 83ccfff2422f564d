"""Promises through all reports: who promised what, and what later reports say became of it.

Reports are gone through in the order of their publication. What a report undertakes anew joins the promise it tells of
again (`renewed`, `softened`); every other record is weighed against the promises before it, and counts for the one that
it fits best. Decisive are `kept` and `broken`, and a denial once the time is up; else a promise is overdue or open.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from relazione.records import Agreement, Event, Figure, Statement
from relazione.resolution.agreements import reached
from relazione.resolution.claims import Claim, Material, Promise, PromiseState, Source, Turn, Turned
from relazione.resolution.dates import apart, compatible, first_day, last_day, precision, span
from relazione.resolution.figures import interval
from relazione.resolution.identity import identity
from relazione.resolution.pledges import is_side, load_pledges, stems_of
from relazione.resolution.undertakings import Scene, Undertaking, find_undertakings, is_ahead, scenes_of, within
from relazione.resolution.words import overlap

# Parts of the shorter text's words that the other must hold, states' names left out. On the development scenarios what
# tells of a promise shares 0.63 and more by itself, 0.23 and more with hints; words of other matters 0.44 at
# most. 0.33 is what `die Zölle auf Fisch senken` shares with `die Zölle auf Stahl senken`.
SAME_MATTER = 0.4  # without further signs: a deed of the right kind, another undertaking of the promiser
HINTED = 0.2  # where words of keeping, breaking or denying stand beside it
PLAIN = 0.6  # where the promiser is not named: `Die neue Botschaft ist eröffnet`
A_WORD = 0.01  # where words recall a promise (`die fällige Rate`), one shared word tells which
ONLY_ONE = 0.005  # the rating of the only promise that a denial without its words can mean
SAME_SUM = 0.5  # the sum of a promise told again, by one party to the other
VISIT_SLACK = 14  # days that a visit may be put off and still be the one announced
VISIT_SOON = 183  # days within which a visit announced without a date is expected
DEFAULT_TYPES = frozenset({"AID", "COOPERATE", "RETREAT", "CONCEDE"})  # for what no deed word tells of
UNDOING = frozenset({"REJECT", "SANCTION"})
UNDONE = frozenset({"negated", "hypothetical", "planned"})
AHEAD = frozenset({"commit", "demand", "propose", "forecast"})  # acts that are of days to come
RANK: tuple[Turned, ...] = ("denied", "broken", "kept", "softened", "renewed")


@dataclass(frozen=True, slots=True)
class _Sign:
    """What a record says of a promise, and how well it fits."""

    turn: Turned
    rating: float
    reason: str
    claim: Claim[Event] | Claim[Statement] | Claim[Figure] | Claim[Agreement]


@dataclass
class _Course:
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


def follow_promises(material: Material, on: str) -> tuple[Promise, ...]:
    """Return the promises of reports published up to a day (ISO) as they stand then, in the order they were made."""
    courses: list[_Course] = []
    scenes = scenes_of(material)
    for document, source in material.sources().items():
        if (source.published or source.added)[:10] <= on:
            scene = scenes[document]
            before = list(courses)
            undertakings = find_undertakings(scene)
            courses += [course for one in undertakings if (course := _take(one, _near(before, scene))) is not None]
            _weigh(scene, source, undertakings, [course for course in before if _is_older(course, source)])
    promises = (_promise(course, on) for course in courses)
    return tuple(sorted(promises, key=lambda promise: (promise.made or "9", promise.id)))


def _is_older(course: _Course, source: Source) -> bool:
    """Tell whether a promise was made in an earlier report than one of this source."""
    made = course.first.source
    return made.lineage != source.lineage and (made.published or "") < (source.published or "9")


# What is undertaken again


def _near(courses: Sequence[_Course], scene: Scene) -> list[_Course]:
    """Return the promises of which a report names the promiser."""
    return [course for course in courses if course.first.who & scene.all_sides]


def _take(one: Undertaking, courses: Sequence[_Course]) -> _Course | None:
    """Return the course of a new promise; join one that is told again to its course and return `None`."""
    rated = [(_again(course, one), course) for course in courses]
    rating, course = max(rated, key=lambda pair: pair[0], default=(0.0, None))
    if course is None or not rating:
        return _Course(first=one, told=[one], due=one.due) if any(map(is_side, one.who)) or one.to else None
    if _is_older(course, one.source) and not _is_recalled(course, one):
        course.turns.append(_told_again(course, one))
    course.told.append(one)
    course.due = one.due or course.due
    return None


def _is_recalled(course: _Course, one: Undertaking) -> bool:
    """Tell whether a report only recalls when a promise was made (`die im Juni gegebene Zusage`)."""
    told, made = first_day(one.made), last_day(course.first.made)
    return told is not None and made is not None and told <= made


def _again(course: _Course, one: Undertaking) -> float:
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
    if left is None or right is None or not _measure_alike(left, right):
        return False
    return compatible(left.period, right.period)


def _measure_alike(left: Figure, right: Figure) -> bool:
    """Tell whether two figures measure one thing of the same parties; `volume` may be of anything."""
    kinds = {left.indicator, right.indicator}
    fits = len(kinds) == 1 or "volume" in kinds
    return fits and (left.unit, left.measure, set(left.parties)) == (right.unit, right.measure, set(right.parties))


def _told_again(course: _Course, one: Undertaking) -> Turn:
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


def _softening(course: _Course, one: Undertaking, *, later: bool) -> str | None:
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


def _weigh(scene: Scene, source: Source, undertakings: Sequence[Undertaking], courses: Sequence[_Course]) -> None:
    """Add to promises the turns that a report's records show; of contrary ones in one report the worse holds."""
    best = list(_best_signs(scene, undertakings, courses))
    signs: defaultdict[int, list[_Sign]] = defaultdict(list)
    told = {id(course): course for course, _ in best}
    for course, sign in best:
        if not course.is_settled or _is_late(course, sign):
            signs[id(course)].append(sign)
    for key, own in signs.items():
        course, turns = told[key], {sign.turn for sign in own}
        for turn in sorted(turns, key=RANK.index):
            if turn != "kept" or not turns & {"denied", "broken"}:
                _add_turn(course, source, [sign for sign in own if sign.turn == turn])
        _settle(course, source, turns)


def _is_late(course: _Course, sign: _Sign) -> bool:
    """Tell whether a promise taken for broken is kept after all."""
    return course.state == "broken" and sign.turn == "kept" and sign.rating >= SAME_MATTER


def _best_signs(
    scene: Scene, undertakings: Sequence[Undertaking], courses: Sequence[_Course]
) -> Iterator[tuple[_Course, _Sign]]:
    """Yield, for each record that undertakes nothing itself, the promise that it says most of."""
    taken = [quote for one in undertakings for quote in one.quotes]
    courses = [course for course in _near(courses, scene) if course.state != "kept"]
    for claim, weigh in _weighed(scene):
        if not within(claim.quotes, taken):
            likely = _bearing(claim.record, courses) if isinstance(claim.record, Event) else courses
            signs = [(course, sign) for course in likely if (sign := weigh(course, claim, scene, courses))]
            if signs:
                yield max(signs, key=lambda pair: pair[1].rating)


def _bearing(event: Event, courses: list[_Course]) -> list[_Course]:
    """Return the promises that an event of its type can bear out or break."""
    if event.status in UNDONE or event.type in UNDOING or event.type == "ACCUSE":
        return courses
    return [course for course in courses if event.type in course.types]


def _weighed(scene: Scene) -> Iterator[tuple[Claim, Callable[..., _Sign | None]]]:  # type: ignore[type-arg]
    yield from ((claim, _event_sign) for claim in scene.events)
    yield from ((claim, _statement_sign) for claim in scene.statements)
    yield from ((claim, _figure_sign) for claim in scene.figures)
    yield from ((claim, _agreement_sign) for claim in scene.agreements)


def _add_turn(course: _Course, source: Source, signs: Sequence[_Sign]) -> None:
    best = max(signs, key=lambda sign: sign.rating)
    quotes = tuple(dict.fromkeys(quote for sign in signs for quote in sign.claim.quotes))
    day = _day_of(best.claim)
    course.turns.append(Turn(turn=best.turn, date=day, source=source, quotes=quotes, reason=best.reason))


def _day_of(claim: Claim) -> str | None:  # type: ignore[type-arg]
    """Return the day a record tells of, that of its report where it has none before that."""
    told = getattr(claim.record, "date", None)
    day, published = first_day(told), first_day(claim.source.published)
    past = day and published and day <= published and precision(told) == "day"
    return told if past else claim.source.published


def _settle(course: _Course, source: Source, turns: set[Turned]) -> None:
    """Set the state that a report's turns decide; a denial decides once the time is up."""
    if "broken" in turns or ("denied" in turns and course.is_due_by(source.published)):
        course.state = "broken"
    elif "kept" in turns and "denied" not in turns:
        course.state = "kept"


def _words(claim: Claim) -> str:  # type: ignore[type-arg]
    return " ".join(quote.words for quote in claim.quotes)


def _event_sign(course: _Course, claim: Claim[Event], scene: Scene, _: Sequence[_Course]) -> _Sign | None:
    """Return what an event says of a promise: done, taken back, not done, or held against the promiser."""
    event, who = claim.record, course.first.who
    by_promiser = not who.isdisjoint(scene.sides((*event.actor, *event.participants)))
    undoes = by_promiser and event.type in UNDOING
    if event.status in UNDONE:
        weighs = by_promiser
    elif event.type == "ACCUSE":
        weighs = not who.isdisjoint(scene.sides(event.recipient))
    else:
        weighs = undoes or event.type in course.types
    if not weighs:
        return None
    rating = course.shares(_words(claim), scene.figures_in(claim.quotes))
    if event.status in UNDONE:
        return _undone(course, claim, rating)
    if undoes and (rating >= SAME_MATTER or _calls_off(course, event, scene)):
        return _Sign("broken", max(rating, HINTED), "taken back by the promiser", claim)
    return _reproach(course, claim, rating) if event.type == "ACCUSE" else _deed(course, claim, rating, scene)


def _undone(course: _Course, claim: Claim[Event], rating: float) -> _Sign | None:
    """Return the sign of a deed that its promiser did not do, or now only thinks of."""
    status = claim.record.status
    recalled = rating >= A_WORD and load_pledges().speaks(_words(claim), "reference")
    if status == "negated" and (rating >= SAME_MATTER or recalled) and course.is_due_by(claim.source.published):
        return _Sign("broken", rating, "reported as not done", claim)
    if status == "hypothetical" and rating >= SAME_MATTER:
        return _Sign("softened", rating, "only thought of now", claim)
    return None


def _calls_off(course: _Course, event: Event, scene: Scene) -> bool:
    sides = scene.sides((*event.actor, *event.recipient))
    return event.mode == "meet" and "visit" in course.first.deeds and course.parties <= sides and bool(course.first.to)


def _reproach(course: _Course, claim: Claim, rating: float) -> _Sign | None:  # type: ignore[type-arg]
    """Return the sign of words that say a promise was not kept; before its time they prove nothing."""
    words, pledges = _words(claim), load_pledges()
    least = A_WORD if pledges.speaks(words, "reference") else HINTED
    if rating < least or not _is_undone(words) or not course.is_due_by(claim.source.published):
        return None
    return _Sign("broken", rating, "told as not done in time", claim)


def _is_undone(words: str) -> bool:
    pledges = load_pledges()
    return pledges.speaks(words, "undone") or (pledges.speaks(words, "done") and pledges.speaks(words, "negation"))


def _deed(course: _Course, claim: Claim[Event], rating: float, scene: Scene) -> _Sign | None:
    """Return the sign of an event that bears a promise out."""
    event, promise = claim.record, course.first
    if event.type not in course.types or not _is_since(event.date, promise):
        return None
    sides = scene.sides((*event.actor, *event.recipient, *event.participants))
    if event.type == "CONSULT" and promise.deeds == {"visit"}:
        return _visit(course, claim, sides)
    least = SAME_MATTER if promise.who & sides else PLAIN
    if rating < least or load_pledges().speaks(_words(claim), "undone", "negation"):
        return None
    return _Sign("kept", rating, f"{event.type} bears it out", claim)


def _visit(course: _Course, claim: Claim[Event], sides: frozenset[str]) -> _Sign | None:
    """Return the sign of a visit or meeting of the same parties about the day announced."""
    promise, day = course.first, claim.record.date or claim.source.published
    if len(course.parties) < 2 or not course.parties <= sides:
        return None
    due, days = span(course.due), span(day)
    if course.due is None:
        made = span(promise.made)
        fits = bool(made and days) and apart(made, days) <= VISIT_SOON  # type: ignore[arg-type]
        return _Sign("kept", HINTED, "a meeting of the same parties soon after", claim) if fits else None
    if due is None or days is None or apart(due, days) > VISIT_SLACK:
        return None
    return _Sign("kept", 1.0, "a meeting of the same parties at the time announced", claim)


def _is_since(day: str | None, promise: Undertaking) -> bool:
    """Tell whether a day lies after a promise was made; an unsaid day does, told in a later report."""
    days, made = last_day(day), first_day(promise.made)
    return days is None or made is None or days >= made


def _statement_sign(course: _Course, claim: Claim[Statement], scene: Scene, courses: Sequence[_Course]) -> _Sign | None:
    """Return what a statement says of a promise: told again, denied, taken back, not done, done."""
    statement, words, pledges = claim.record, _words(claim), load_pledges()
    speaker = scene.sides((statement.speaker,))
    by_promiser = not speaker.isdisjoint(course.first.who)
    if not _may_tell(statement, words, by_promiser=by_promiser):
        return None
    rating = course.shares(words)
    recalled = rating >= A_WORD and pledges.speaks(words, "reference")
    if by_promiser and statement.act == "forecast" and (rating >= SAME_MATTER or recalled):
        weaker = pledges.speaks(words, "weaker")
        return _Sign("softened" if weaker else "renewed", rating, "told again by the promiser", claim)
    denies = statement.act == "deny" or pledges.speaks(words, "denial")
    if denies and (by_promiser or (rating >= HINTED and not any(map(is_side, speaker)))):
        return _denial(course, claim, rating, courses)
    if by_promiser and pledges.speaks(words, "withdrawn") and rating >= HINTED:
        return _Sign("broken", rating, "taken back by the promiser", claim)
    if by_promiser and rating >= SAME_MATTER and _refuses(words, course):
        return _Sign("broken", rating, "the promiser will not do it", claim)
    if statement.act in AHEAD:
        return None
    return _reproach(course, claim, rating) or _fulfilment(course, claim, rating)


def _may_tell(statement: Statement, words: str, *, by_promiser: bool) -> bool:
    """Tell whether a statement can say anything of a promise, whatever the promise is about."""
    pledges = load_pledges()
    if statement.act == "deny" or pledges.speaks(words, "denial"):
        return True
    if by_promiser and (statement.act == "forecast" or pledges.speaks(words, "withdrawn", "negation")):
        return True
    return statement.act not in AHEAD and pledges.speaks(words, "done", "undone")


def _refuses(words: str, course: _Course) -> bool:
    """Tell whether words about days to come are negated, and those of the promise were not."""
    pledges = load_pledges()
    turned = pledges.speaks(words, "negation") and pledges.speaks(words, "future")
    return turned and not pledges.speaks(course.first.words, "negation")


def _denial(course: _Course, claim: Claim[Statement], rating: float, courses: Sequence[_Course]) -> _Sign | None:
    """Return the sign of a promiser's words that nothing was promised: in like words, or where he has one promise."""
    if not load_pledges().speaks(_words(claim), "promising", "denial"):
        return None
    live = Counter(side for known in courses if not known.is_settled for side in known.first.who)
    alone = all(live[side] == 1 for side in course.first.who)
    if rating < HINTED and not alone:
        return None
    return _Sign("denied", max(rating, ONLY_ONE), "the promiser denies having promised it", claim)


def _fulfilment(course: _Course, claim: Claim[Statement], rating: float) -> _Sign | None:
    """Return the sign of words that say what was promised is done."""
    words, pledges = _words(claim), load_pledges()
    contrary = pledges.speaks(words, "undone", "withdrawn", "negation", "future")
    if (
        rating < HINTED
        or contrary
        or not pledges.speaks(words, "done")
        or not _is_since(claim.record.date, course.first)
    ):
        return None
    return _Sign("kept", rating, "told as done", claim)


def _figure_sign(course: _Course, claim: Claim[Figure], scene: Scene, _: Sequence[_Course]) -> _Sign | None:
    """Return what a figure says of a promise: a promised sum is told as moved, a target as reached or missed."""
    figure = claim.record
    if course.first.target:
        return _target_sign(course.first.target, claim)
    statement = scene.spoken.get(figure.attributed_to or "")
    said = statement is None or statement.record.act in ("assert", "assess", "praise")
    same = any((known.value, known.unit) == (figure.value, figure.unit) for known in course.first.figures)
    if not (same and said and _is_moved(figure, claim.source, course.first)):
        return None
    return _Sign("kept", PLAIN, "the promised sum is told as given", claim)


def _is_moved(figure: Figure, source: Source, promise: Undertaking) -> bool:
    """Tell whether a figure has a day of its own after the promise and before its report."""
    days, made, today = span(figure.period), first_day(promise.made), first_day(source.published)
    if days is None or made is None or today is None or precision(figure.period) not in ("day", "month"):
        return False
    return made < days[0] <= today


def _target_sign(target: Figure, claim: Claim[Figure]) -> _Sign | None:
    figure = claim.record
    if not _measure_alike(target, figure) or not _is_of_target_time(target, figure):
        return None
    if is_ahead(figure, claim.source.published):
        return None
    if interval(figure)[1] >= interval(target)[0]:
        return _Sign("kept", 1.0, "the figure was reached", claim)
    over = span(target.period)
    missed = over is not None and over[1] <= (last_day(figure.period) or date.min)
    return _Sign("broken", 1.0, "the figure was not reached in time", claim) if missed else None


def _is_of_target_time(target: Figure, figure: Figure) -> bool:
    return figure.period is not None and compatible(target.period, figure.period)


def _agreement_sign(course: _Course, claim: Claim[Agreement], scene: Scene, _: Sequence[_Course]) -> _Sign | None:
    """Return the sign of an agreement that reached the stage promised."""
    wanted = load_pledges().stages(course.first.deeds)
    stages = [stage for stage in reached(claim, scene.events) if stage.stage in wanted]
    since = [stage.stage for stage in stages if _is_since(stage.date, course.first)]
    rating = course.shares(f"{claim.record.name} {_words(claim)}")
    if not since or rating < SAME_MATTER or not _are_parties(course, scene.sides(claim.record.parties)):
        return None
    return _Sign("kept", rating, f"the agreement is {since[0].replace('_', ' ')}", claim)


def _are_parties(course: _Course, sides: frozenset[str]) -> bool:
    return not sides or not sides.isdisjoint(course.parties)


# What is shown


def _promise(course: _Course, on: str) -> Promise:
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


def _state(course: _Course, on: str) -> PromiseState:
    end, today = last_day(course.due), first_day(on)
    overdue = end is not None and today is not None and end < today
    return "overdue" if course.state == "open" and overdue else course.state
