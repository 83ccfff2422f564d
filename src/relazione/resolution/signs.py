"""What the records and sentences of a report say of promises made before."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from relazione.records import Agreement, Event, Figure, Statement
from relazione.resolution.agreements import reached
from relazione.resolution.claims import Claim, Quote, Source, Turned
from relazione.resolution.courses import Course, measure_alike
from relazione.resolution.dates import apart, compatible, first_day, last_day, precision, span
from relazione.resolution.figures import interval
from relazione.resolution.pledges import is_side, load_pledges, states_named
from relazione.resolution.undertakings import Passage, Scene, Undertaking, is_ahead, within
from relazione.resolution.words import done_stems

# Parts of the shorter text's words that the other must hold, states' names left out. On the development scenarios what
# tells of a promise shares 0.63 and more by itself, 0.23 and more with hints; words of other matters 0.44 at
# most. 0.33 is what `die Zölle auf Fisch senken` shares with `die Zölle auf Stahl senken`.
SAME_MATTER = 0.4  # without further signs: a deed of the right kind, another undertaking of the promiser
HINTED = 0.2  # where words of keeping, breaking or denying stand beside it
PLAIN = 0.6  # where the promiser is not named: `Die neue Botschaft ist eröffnet`
A_WORD = 0.01  # where words recall a promise (`die fällige Rate`), one shared word tells which
ONLY_ONE = 0.005  # the rating of the only promise that a denial without its words can mean
VISIT_SLACK = 14  # days that a visit may be put off and still be the one announced
VISIT_SOON = 183  # days within which a visit announced without a date is expected
UNDOING = frozenset({"REJECT", "SANCTION"})
UNDONE = frozenset({"negated", "hypothetical", "planned"})
AHEAD = frozenset({"commit", "demand", "propose", "forecast"})  # acts that are of days to come


@dataclass(frozen=True, slots=True)
class Sign:
    """What words of a report say of a promise, how well they fit, and of which day (EDTF) they tell."""

    turn: Turned
    rating: float
    reason: str
    date: str | None
    quotes: tuple[Quote, ...]


def best_signs(
    scene: Scene, source: Source, courses: Sequence[Course], taken: Sequence[Quote]
) -> Iterator[tuple[Course, Sign]]:
    """Yield, for each record and sentence of a report, the promise that it says most of, and what it says.

    Words that undertake something themselves (`taken`) say nothing of other promises.
    """
    for claim, weigh in _weighed(scene):
        if not within(claim.quotes, taken):
            likely = _bearing(claim.record, courses) if isinstance(claim.record, Event) else courses
            yield from _best((course, weigh(course, claim, scene, courses)) for course in likely)
    for passage in scene.passages:
        if _tells(passage) and not within((passage.quote,), taken) and not within(taken, (passage.quote,)):
            yield from _best((course, _passage_sign(course, passage, source, courses)) for course in courses)


def _best(signs: Iterable[tuple[Course, Sign | None]]) -> Iterator[tuple[Course, Sign]]:
    found = [(course, sign) for course, sign in signs if sign]
    if found:
        yield max(found, key=lambda pair: pair[1].rating)


def _sign(turn: Turned, rating: float, reason: str, claim: Claim) -> Sign:  # type: ignore[type-arg]
    return Sign(turn, rating, reason, _day_of(claim), claim.quotes)


def _day_of(claim: Claim) -> str | None:  # type: ignore[type-arg]
    """Return the day a record tells of, that of its report where it has none before that."""
    told = getattr(claim.record, "date", None)
    day, published = first_day(told), first_day(claim.source.published)
    past = day and published and day <= published and precision(told) == "day"
    return told if past else claim.source.published


def _bearing(event: Event, courses: Sequence[Course]) -> Sequence[Course]:
    """Return the promises that an event of its type can bear out or break."""
    if event.status in UNDONE or event.type in UNDOING or event.type == "ACCUSE":
        return courses
    return [course for course in courses if event.type in course.types]


def _weighed(scene: Scene) -> Iterator[tuple[Claim, Callable[..., Sign | None]]]:  # type: ignore[type-arg]
    yield from ((claim, _event_sign) for claim in scene.events)
    yield from ((claim, _statement_sign) for claim in scene.statements)
    yield from ((claim, _figure_sign) for claim in scene.figures)
    yield from ((claim, _agreement_sign) for claim in scene.agreements)


def _words(claim: Claim) -> str:  # type: ignore[type-arg]
    return " ".join(quote.words for quote in claim.quotes)


def _event_sign(course: Course, claim: Claim[Event], scene: Scene, _: Sequence[Course]) -> Sign | None:
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
        return _sign("broken", max(rating, HINTED), "taken back by the promiser", claim)
    return _reproach(course, claim, rating) if event.type == "ACCUSE" else _deed(course, claim, rating, scene)


def _undone(course: Course, claim: Claim[Event], rating: float) -> Sign | None:
    """Return the sign of a deed that its promiser did not do, or now only thinks of."""
    status = claim.record.status
    recalled = rating >= A_WORD and load_pledges().speaks(_words(claim), "reference")
    if status == "negated" and (rating >= SAME_MATTER or recalled) and course.is_due_by(claim.source.published):
        return _sign("broken", rating, "reported as not done", claim)
    if status == "hypothetical" and rating >= SAME_MATTER:
        return _sign("softened", rating, "only thought of now", claim)
    return None


def _calls_off(course: Course, event: Event, scene: Scene) -> bool:
    sides = scene.sides((*event.actor, *event.recipient))
    return event.mode == "meet" and "visit" in course.first.deeds and course.parties <= sides and bool(course.first.to)


def _reproach(course: Course, claim: Claim, rating: float) -> Sign | None:  # type: ignore[type-arg]
    """Return the sign of words that say a promise was not kept; before its time they prove nothing."""
    words, pledges = _words(claim), load_pledges()
    least = A_WORD if pledges.speaks(words, "reference") else HINTED
    if rating < least or not _is_undone(words) or not course.is_due_by(claim.source.published):
        return None
    return _sign("broken", rating, "told as not done in time", claim)


def _is_undone(words: str) -> bool:
    pledges = load_pledges()
    return pledges.speaks(words, "undone") or (pledges.speaks(words, "done") and pledges.speaks(words, "negation"))


def _deed(course: Course, claim: Claim[Event], rating: float, scene: Scene) -> Sign | None:
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
    return _sign("kept", rating, f"{event.type} bears it out", claim)


def _visit(course: Course, claim: Claim[Event], sides: frozenset[str]) -> Sign | None:
    """Return the sign of a visit or meeting of the same parties about the day announced."""
    promise, day = course.first, claim.record.date or claim.source.published
    if len(course.parties) < 2 or not course.parties <= sides:
        return None
    due, days = span(course.due), span(day)
    if course.due is None:
        made = span(promise.made)
        fits = bool(made and days) and apart(made, days) <= VISIT_SOON  # type: ignore[arg-type]
        return _sign("kept", HINTED, "a meeting of the same parties soon after", claim) if fits else None
    if due is None or days is None or apart(due, days) > VISIT_SLACK:
        return None
    return _sign("kept", 1.0, "a meeting of the same parties at the time announced", claim)


def _is_since(day: str | None, promise: Undertaking) -> bool:
    """Tell whether a day lies after a promise was made; an unsaid day does, told in a later report."""
    days, made = last_day(day), first_day(promise.made)
    return days is None or made is None or days >= made


def _statement_sign(course: Course, claim: Claim[Statement], scene: Scene, courses: Sequence[Course]) -> Sign | None:
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
        return _sign("softened" if weaker else "renewed", rating, "told again by the promiser", claim)
    denies = statement.act == "deny" or pledges.speaks(words, "denial")
    if denies and (by_promiser or (rating >= HINTED and not any(map(is_side, speaker)))):
        return _denial(course, claim, rating, courses)
    if by_promiser and _is_withdrawn(course, words) and rating >= HINTED:
        return _sign("broken", rating, "taken back by the promiser", claim)
    if by_promiser and rating >= SAME_MATTER and refuses(words, course):
        return _sign("broken", rating, "the promiser will not do it", claim)
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


def refuses(words: str, course: Course) -> bool:
    """Tell whether words about days to come are negated, and those of the promise were not."""
    pledges, told = load_pledges(), course.clauses_in(words)
    turned = pledges.speaks(told, "negation") and pledges.speaks(told, "future")
    return turned and not pledges.speaks(course.first.words, "negation")


def _denial(course: Course, claim: Claim[Statement], rating: float, courses: Sequence[Course]) -> Sign | None:
    """Return the sign of a promiser's words that nothing was promised: in like words, or where he has one promise."""
    if not load_pledges().speaks(_words(claim), "promising", "denial"):
        return None
    if rating < HINTED and not _is_alone(course, courses):
        return None
    return _sign("denied", max(rating, ONLY_ONE), "the promiser denies having promised it", claim)


def _is_alone(course: Course, courses: Sequence[Course]) -> bool:
    """Tell whether a promise is the only one of its promiser that is not settled."""
    live = Counter(side for known in courses if not known.is_settled for side in known.first.who)
    return all(live[side] == 1 for side in course.first.who)


def _fulfilment(course: Course, claim: Claim[Statement], rating: float) -> Sign | None:
    """Return the sign of words that say what was promised is done."""
    words, pledges = _words(claim), load_pledges()
    contrary = pledges.speaks(words, "undone", "negation", "future") or _is_withdrawn(course, words)
    if (
        rating < HINTED
        or contrary
        or not pledges.speaks(words, "done")
        or not _is_since(claim.record.date, course.first)
    ):
        return None
    return _sign("kept", rating, "told as done", claim)


def _figure_sign(course: Course, claim: Claim[Figure], scene: Scene, _: Sequence[Course]) -> Sign | None:
    """Return what a figure says of a promise: a promised sum is told as moved, a target as reached or missed."""
    figure = claim.record
    if course.first.target:
        return _target_sign(course.first.target, claim)
    statement = scene.spoken.get(figure.attributed_to or "")
    said = statement is None or statement.record.act in ("assert", "assess", "praise")
    same = any((known.value, known.unit) == (figure.value, figure.unit) for known in course.first.figures)
    if not (same and said and _is_moved(figure, claim.source, course.first)):
        return None
    return _sign("kept", PLAIN, "the promised sum is told as given", claim)


def _is_moved(figure: Figure, source: Source, promise: Undertaking) -> bool:
    """Tell whether a figure has a day of its own after the promise and before its report."""
    days, made, today = span(figure.period), first_day(promise.made), first_day(source.published)
    if days is None or made is None or today is None or precision(figure.period) not in ("day", "month"):
        return False
    return made < days[0] <= today


def _target_sign(target: Figure, claim: Claim[Figure]) -> Sign | None:
    figure = claim.record
    if not measure_alike(target, figure) or not _is_of_target_time(target, figure):
        return None
    if is_ahead(figure, claim.source.published):
        return None
    if interval(figure)[1] >= interval(target)[0]:
        return _sign("kept", 1.0, "the figure was reached", claim)
    over = span(target.period)
    missed = over is not None and over[1] <= (last_day(figure.period) or date.min)
    return _sign("broken", 1.0, "the figure was not reached in time", claim) if missed else None


def _is_of_target_time(target: Figure, figure: Figure) -> bool:
    return figure.period is not None and compatible(target.period, figure.period)


def _agreement_sign(course: Course, claim: Claim[Agreement], scene: Scene, _: Sequence[Course]) -> Sign | None:
    """Return the sign of an agreement that reached the stage promised."""
    wanted = load_pledges().stages(course.first.deeds)
    stages = [stage for stage in reached(claim, scene.events) if stage.stage in wanted]
    since = [stage.stage for stage in stages if _is_since(stage.date, course.first)]
    rating = course.shares(f"{claim.record.name} {_words(claim)}")
    if not since or rating < SAME_MATTER or not _are_parties(course, scene.sides(claim.record.parties)):
        return None
    return _sign("kept", rating, f"the agreement is {since[0].replace('_', ' ')}", claim)


def _are_parties(course: Course, sides: frozenset[str]) -> bool:
    return not sides or not sides.isdisjoint(course.parties)


# Sentences, whether or not a record stands in them


def _tells(passage: Passage) -> bool:
    """Tell whether a sentence may say anything of a promise, whatever the promise is about."""
    words, pledges = passage.words, load_pledges()
    refused = pledges.speaks(words, "negation") and pledges.speaks(words, "future")
    return refused or pledges.speaks(words, "done", "undone", "withdrawn") or bool(done_stems(words))


def _passage_sign(course: Course, passage: Passage, source: Source, courses: Sequence[Course]) -> Sign | None:
    """Return what a sentence says of a promise: taken back, refused, not done in time, done."""
    named = states_named(passage.words) or states_named(passage.before)
    by_promiser = not named.isdisjoint(course.first.who)
    if named and not by_promiser and not named <= course.parties:
        return None
    rating = _rating(course, passage, courses, by_promiser=by_promiser)
    turn = rating and (
        (_taken_back(course, passage.words, rating) if by_promiser else None)
        or _done_or_not(course, passage.words, rating, source, by_promiser=by_promiser)
    )
    return Sign(*turn, source.published, (passage.quote,)) if turn else None


def _rating(course: Course, passage: Passage, courses: Sequence[Course], *, by_promiser: bool) -> float:
    """Return how much of a promise a sentence holds.

    One that only recalls a promise, or takes it back, says by the sentence before it which.
    """
    rating, pledges = course.shares(passage.words), load_pledges()
    if not by_promiser or not pledges.speaks(passage.words, "promising", "reference", "withdrawn"):
        return rating
    around = course.shares(f"{passage.before} {passage.words}")
    alone = pledges.speaks(passage.words, "promising", "reference") and _is_alone(course, courses)
    return max(rating, around, ONLY_ONE if alone else 0.0)


def _taken_back(course: Course, words: str, rating: float) -> tuple[Turned, float, str] | None:
    pledges = load_pledges()
    recalls = pledges.speaks(words, "promising", "reference")
    if _is_withdrawn(course, words) and (recalls or rating >= HINTED):
        return "broken", rating, "taken back by the promiser"
    if rating >= (A_WORD if recalls else SAME_MATTER) and refuses(words, course):
        return "broken", rating, "the promiser will not do it"
    return None


def _is_withdrawn(course: Course, words: str) -> bool:
    """Tell whether words take something back; of a fee or duty `gestrichen` tells that it is done."""
    pledges = load_pledges()
    is_done = "easing" in course.first.deeds and pledges.speaks(words, "done")
    return pledges.speaks(words, "withdrawn") and not is_done


def _done_or_not(
    course: Course, words: str, rating: float, source: Source, *, by_promiser: bool
) -> tuple[Turned, float, str] | None:
    pledges = load_pledges()
    recalls = by_promiser and pledges.speaks(words, "promising", "reference")
    if rating < (ONLY_ONE if recalls else SAME_MATTER if by_promiser else PLAIN):
        return None
    told = course.clauses_in(words)
    done = pledges.speaks(told, "done") or (not recalls and not done_stems(told).isdisjoint(course.all_stems()))
    if _is_undone(words) or (done and pledges.speaks(told, "negation")):
        return ("broken", rating, "told as not done in time") if course.is_due_by(source.published) else None
    contrary = pledges.speaks(told, "future") or pledges.speaks(words, "denial") or _is_withdrawn(course, told)
    return ("kept", rating, "told as done") if done and not contrary else None
