"""Agreements through all reports: which claims tell of one agreement, and the stages it went through.

Claims are one agreement where their parties fit, their kinds may be words for one thing, and their names share what the
agreement is about. A name that says nothing of that (`das Abkommen`) joins the one agreement of its report or of its
parties that it can mean. What was signed on two days is two agreements; what begins after an end is a new one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import msgspec

from relazione.languages.pack import read_lexicon
from relazione.records import Agreement, Event, Stage
from relazione.resolution.claims import AgreementCourse, Claim, LedgerActor, Quote, Step
from relazione.resolution.dates import apart, compatible, first_day, last_day, precision, span
from relazione.resolution.identity import identity
from relazione.resolution.words import DATA, WORD, content, fold, shared, stem, weight

STAGES = (
    "proposed", "negotiating", "agreed", "signed", "acceded",
    "ratified", "in_force", "suspended", "terminated", "rejected",
)  # fmt: skip
ENDS = frozenset({"terminated", "rejected"})
BEGINNINGS = frozenset({"proposed", "negotiating", "agreed", "signed", "ratified", "in_force"})
PLANS = frozenset({"planned", "hypothetical", "negated"})
INTENTS = frozenset({"memorandum", "declaration", "roadmap"})
BINDING = frozenset({"treaty", "accord", "contract", "other"})  # reports use these words for one another
TRUCES = frozenset({"ceasefire", "protocol", "accord", "other"})  # so are the papers called that hold a truce
# Part of the shorter matter that the other must hold. In the development scenarios names that share any share all.
LIKENESS = 0.5
ONE_PHRASE = 16  # characters between two names of one phrase: `Protokoll über eine Waffenruhe`
LONGEST_PAUSE = 366  # days after which a name without matter is not taken for an agreement told of before
FINENESS = ("day", "month", "season", "year", "interval", None)
BROAD_TOPICS = frozenset({"diplomacy", "parliament", "economy", "government", "law", "politics", "security"})


class LanguageNames(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One language's part of `data/agreements.yaml`; see its head."""

    heads: tuple[str, ...]
    general: tuple[str, ...] = ()
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


class NameWords(msgspec.Struct, frozen=True):
    """What the languages' words are together, folded; heads and general words as stems, the longest head first."""

    heads: tuple[str, ...]
    general: frozenset[str]
    old: frozenset[str]
    new: frozenset[str]


@cache
def load_name_words(path: Path = DATA / "agreements.yaml") -> NameWords:
    """Return the words of agreements' names; raises `PackError` naming file and line of a fault."""
    languages = tuple(read_lexicon(path, dict[str, LanguageNames]).values())
    heads = {stem(fold(word)) for language in languages for word in language.heads}
    return NameWords(
        heads=tuple(sorted(heads, key=lambda head: (-len(head), head))),
        general=frozenset(stem(fold(word)) for language in languages for word in language.general),
        old=frozenset(fold(word) for language in languages for word in language.old),
        new=frozenset(fold(word) for language in languages for word in language.new),
    )


def matter(text: str) -> frozenset[str]:
    """Return the stems that tell what an agreement of this name is about; empty for a bare `das Abkommen`.

    >>> sorted(matter("Luftverkehrsabkommen")), sorted(matter("Abkommen über die Nutzung des Tigris"))
    (['luftverkehr'], ['nutz', 'tigri'])
    >>> matter("das neue Abkommen"), matter("Liefervertrag")
    (frozenset(), frozenset())
    """
    words = load_name_words()
    bare = (_without_head(word, words.heads) for word in content(text))
    return frozenset(word for word in bare if word and word not in words.general and word not in words.new | words.old)


def _without_head(word: str, heads: Iterable[str]) -> str:
    head = next((head for head in heads if word.endswith(head)), "")
    return stem(word.removesuffix(head)) if head else word


@dataclass(frozen=True)
class _Told:
    """An agreement as one report tells it.

    `sides` are the states (and others) whose it is, `around` those its report names with agreements and events.
    """

    claim: Claim[Agreement]
    stages: tuple[Stage, ...]
    sides: frozenset[str]
    around: frozenset[str]
    topics: frozenset[str]

    @property
    def agreement(self) -> Agreement:
        return self.claim.record

    @property
    def document(self) -> str:
        return self.claim.source.document

    @cached_property
    def matter(self) -> frozenset[str]:
        return matter(f"{self.agreement.name} {self.agreement.subject or ''}")

    @cached_property
    def marks(self) -> frozenset[str]:
        """`old`, `new`, both or neither, as the report calls it."""
        told = {fold(word) for quote in self.claim.quotes for word in WORD.findall(quote.words)}
        words = load_name_words()
        return frozenset(name for name, marks in (("old", words.old), ("new", words.new)) if told & marks)


@dataclass
class _Course:
    """Claims found to tell of one agreement so far."""

    told: list[_Told] = field(default_factory=list)

    @property
    def sides(self) -> frozenset[str]:
        return frozenset[str]().union(*(one.sides for one in self.told))

    @property
    def around(self) -> frozenset[str]:
        return self.told[0].around

    @property
    def last_told(self) -> str | None:
        return self.told[-1].claim.source.published


def follow_agreements(
    claims: Sequence[Claim[Agreement]],
    *,
    events: Sequence[Claim[Event]] = (),
    actors: Mapping[str, LedgerActor] | None = None,
) -> tuple[AgreementCourse, ...]:
    """Return the course of every agreement, in order of the first report that tells of it.

    `events` tell which stages are only planned and what an agreement is about, `actors` whose parliament ratified it;
    without them fewer claims are joined. A stage that is planned is no step; an entry into force on a day to come is.
    """
    courses: list[_Course] = []
    for told in _tell(claims, events, actors or {}):
        course = _course_for(told, courses)
        if course is None:
            courses.append(_Course([told]))
        else:
            course.told.append(told)
    return tuple(_finished(course, actors or {}) for course in courses)


def _tell(
    claims: Sequence[Claim[Agreement]], events: Sequence[Claim[Event]], actors: Mapping[str, LedgerActor]
) -> Iterator[_Told]:
    """Yield agreements as told, by publication; in one report those that say what they are about come first."""
    around = _around(claims, events, actors)
    told = []
    for claim in {claim.id: claim for claim in claims}.values():
        steps = [event.record for event in events if _is_step(event, claim)]
        told.append(
            _Told(
                claim=claim,
                stages=tuple(reached(claim, events)),
                sides=_sides(claim.record.parties, actors),
                around=frozenset(around[claim.source.document]),
                topics=frozenset(topic for step in steps for topic in step.topics) - BROAD_TOPICS,
            )
        )
    yield from sorted(told, key=_order)


def _order(told: _Told) -> tuple[str, str, bool, int, str]:
    start = min((quote.start for quote in told.claim.quotes), default=0)
    return told.claim.source.published or "9", told.document, not told.matter, start, told.claim.id


def _around(
    claims: Iterable[Claim[Agreement]], events: Iterable[Claim[Event]], actors: Mapping[str, LedgerActor]
) -> dict[str, set[str]]:
    """Return, by document, the sides of all its agreements and events."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        found.setdefault(claim.source.document, set()).update(_sides(claim.record.parties, actors))
    for event in events:
        ids = (*event.record.actor, *event.record.recipient)
        found.setdefault(event.source.document, set()).update(_sides(ids, actors))
    return found


def _sides(ids: Iterable[str], actors: Mapping[str, LedgerActor]) -> frozenset[str]:
    """Return the states and groups among actors, people and bodies counted for the state they belong to."""
    found = (actors[id_].country if id_ in actors and actors[id_].country else id_ for id_ in ids)
    return frozenset(id_ for id_ in found if id_ and (len(id_) == 3 or id_.startswith("org:")))


def _is_step(event: Claim[Event], claim: Claim[Agreement]) -> bool:
    return event.source.document == claim.source.document and event.record.agreement == claim.local


def reached(claim: Claim[Agreement], events: Sequence[Claim[Event]]) -> Iterator[Stage]:
    """Yield the stages of a claim that are no mere plan, dates open to the future cut to their beginning."""
    steps = [event.record for event in events if _is_step(event, claim)]
    plans = {event.date for event in steps if event.status in PLANS}
    done = {event.date for event in steps if event.status not in PLANS}
    for stage in claim.record.stages:
        is_plan = stage.date in plans and stage.date not in done and stage.stage != "proposed"
        if not is_plan and not _lies_ahead(stage, claim.source.published):
            yield Stage(stage=_named(stage, steps), date=_since(stage.date), evidence=stage.evidence)


def _since(date: str | None) -> str | None:
    return date.removesuffix("/..") if date else None


def _named(stage: Stage, steps: Iterable[Event]) -> str:
    """Return a stage's name: what a parliament approves is ratified, though the report says `gebilligt`."""
    approved = any(event.type == "SUPPORT" and "parliament" in event.topics for event in steps)
    return "ratified" if stage.stage == "agreed" and approved else stage.stage


def _lies_ahead(stage: Stage, published: str | None) -> bool:
    """Tell whether a stage is one to come; an entry into force on a named day counts as reached."""
    days, today = span(stage.date), span(published)
    if stage.date is None or days is None or today is None:
        return False
    if stage.stage == "in_force" and precision(stage.date) == "day":
        return False
    return days[1] > today[1] if stage.date.startswith("..") else days[0] > today[1]


def _course_for(told: _Told, courses: Sequence[_Course]) -> _Course | None:
    """Return the course that a claim goes on with: the likeliest, of equals the last told of; `None` for a new one."""
    rated = [(rating, course) for course in courses if (rating := _rate(told, course))]
    best = max((rating for rating, _ in rated), default=0.0)
    likeliest = [course for rating, course in rated if rating == best]
    if len(likeliest) > 1 and best < SAME_REPORT and not (told.matter and told.sides):
        return None
    return max(likeliest, key=lambda course: course.last_told or "", default=None)


SAME_REPORT, SAME_STEP, SAME_TOPIC, BARE = 2.0, 0.9, 0.4, 0.3


def _rate(told: _Told, course: _Course) -> float:
    """Return how likely a claim tells of a course's agreement: 0 where it cannot."""
    if _is_other_time(told, course) or _is_other_mark(told, course):
        return 0.0
    same_report = [one for one in course.told if one.document == told.document]
    if same_report:
        return SAME_REPORT if any(_is_one_in_report(told, one) for one in same_report) else 0.0
    return max(_likeness(told, one) for one in course.told) if _parties_fit(told, course) else 0.0


def _parties_fit(told: _Told, course: _Course) -> bool:
    """Tell whether the parties may be the same: one set within the other, at least one in common.

    Where either names fewer than two, the others must stand around it; a name with matter is content with one.
    """
    left, right = told.sides, course.sides
    if len(left) > 1 and len(right) > 1:
        return left <= right or right <= left
    here, wide = left | told.around, right | course.around
    if not (left <= wide and right <= here):
        return bool(told.matter) and (left == right or not left or not right) and _are_nested(here, wide)
    return len(here & wide) > 1 or (bool(told.matter) and _are_nested(here, wide))


def _are_nested(left: frozenset[str], right: frozenset[str]) -> bool:
    """Tell whether one set holds the other; with nothing known of either, nothing speaks against it."""
    return left <= right or right <= left


def _is_other_time(told: _Told, course: _Course) -> bool:
    """Tell whether a claim's days show another agreement.

    So they do where it was signed on another day or after it bound already, or where it begins after the course ended.
    """
    known = [stage for one in course.told for stage in one.stages]
    signed, own = _days(known, "signed"), _days(told.stages, "signed")
    if any(not compatible(date, other, 1) for date in own for other in signed):
        return True
    bound, own_bound = _days(known, "ratified", "in_force"), _days(told.stages, "ratified", "in_force")
    if _any_before(bound, own) or _any_before(own_bound, signed):
        return True
    ended = [_day(stage, one) for one in course.told for stage in one.stages if stage.stage in ENDS]
    begun = [_day(stage, told) for stage in told.stages if stage.stage in BEGINNINGS and (stage.date or told.matter)]
    return bool(ended) and any(day > min(ended) for day in begun)


def _days(stages: Iterable[Stage], *names: str) -> list[str]:
    return [stage.date for stage in stages if stage.stage in names and stage.date]


def _any_before(days: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether one of some days is over before one of others begins."""
    pairs = ((last_day(day), first_day(other)) for day in days for other in others)
    return any(end is not None and start is not None and end < start for end, start in pairs)


def _day(stage: Stage, told: _Told) -> str:
    """Return the ISO day a stage began at, at the latest that of the report."""
    day = first_day(stage.date)
    return day.isoformat() if day else told.claim.source.published or ""


def _is_other_mark(told: _Told, course: _Course) -> bool:
    """Tell whether one is called the old and the other the new agreement."""
    marks = frozenset[str]().union(*(one.marks for one in course.told))
    return ("old" in told.marks and "new" in marks) or ("new" in told.marks and "old" in marks)


def _is_one_in_report(told: _Told, other: _Told) -> bool:
    """Tell whether one report names one agreement twice: barely, within one phrase, or by the same matter."""
    if not _kinds_fit(told, other):
        return False
    if "ceasefire" == told.agreement.kind == other.agreement.kind or _are_one_phrase(told, other):
        return True
    bare = not told.matter and told.sides <= other.sides
    return bare or told.matter == other.matter


def _are_one_phrase(told: _Told, other: _Told) -> bool:
    gaps = (max(one.start - two.end, two.start - one.end) for one in told.claim.quotes for two in other.claim.quotes)
    return "ceasefire" in (told.agreement.kind, other.agreement.kind) and any(0 <= gap <= ONE_PHRASE for gap in gaps)


def _likeness(told: _Told, other: _Told) -> float:
    """Return how far two reports' words name one agreement: 0 where they do not, else 0.3 to 1."""
    if not _kinds_fit(told, other):
        return 0.0
    if "ceasefire" == told.agreement.kind == other.agreement.kind:
        return 1.0
    if not told.matter or not other.matter:
        return BARE if _is_recent(told, other) and len(told.sides | other.sides | told.around) > 1 else 0.0
    small, large = sorted((told.matter, other.matter), key=weight)
    part = weight(shared(small, large)) / weight(small)
    if part < LIKENESS and _is_translated(told, other) and _share_step(told, other):
        return SAME_STEP
    return part if part >= LIKENESS else SAME_TOPIC * bool(told.topics & other.topics)


def _is_translated(told: _Told, other: _Told) -> bool:
    """Tell whether two reports are in two languages, whose names for one agreement share few words."""
    languages = {told.claim.source.language, other.claim.source.language}
    return len(languages) > 1 and None not in languages


def _share_step(told: _Told, other: _Told) -> bool:
    """Tell whether two or more states took one step on one day in both reports."""
    steps = (
        {(stage.stage, stage.date) for stage in one.stages if precision(stage.date) == "day"} for one in (told, other)
    )
    return len(told.sides & other.sides) > 1 and bool(set.intersection(*steps))


def _kinds_fit(told: _Told, other: _Told) -> bool:
    one, two = told.agreement, other.agreement
    kinds = {one.kind, two.kind}
    return len(kinds) == 1 or kinds <= BINDING or kinds <= TRUCES or content(one.name) == content(two.name)


def _is_recent(told: _Told, other: _Told) -> bool:
    first, second = span(told.claim.source.published), span(other.claim.source.published)
    return bool(first and second) and apart(first, second) <= LONGEST_PAUSE  # type: ignore[arg-type]


def _finished(course: _Course, actors: Mapping[str, LedgerActor]) -> AgreementCourse:
    claims = tuple(one.claim for one in course.told)
    steps = tuple(_steps(course.told))
    fullest = max(course.told, key=lambda one: weight(one.matter)).agreement
    kind = _kind(claims)
    first = claims[0].record
    return AgreementCourse(
        id=identity("course", [claims[0].id, first.name, first.kind, first.subject, first.parties]),
        name=fullest.name,
        kind=kind,
        subject=fullest.subject,
        parties=_parties(course, actors),
        mediator=tuple(dict.fromkeys(id_ for claim in claims for id_ in claim.record.mediator)),
        steps=steps,
        state=steps[-1].stage if steps else None,
        followed_up=_is_followed_up(kind, steps),
        claims=claims,
    )


def _kind(claims: Sequence[Claim[Agreement]]) -> str:
    """Return the kind that most reports give, of equals the first; a truce is one whatever its paper is called."""
    kinds = Counter(claim.record.kind for claim in claims)
    return "ceasefire" if "ceasefire" in kinds else kinds.most_common(1)[0][0]


def _parties(course: _Course, actors: Mapping[str, LedgerActor]) -> tuple[str, ...]:
    """Return states first, then bodies of no such state; people count for their state."""
    sides = course.sides
    others = {id_ for one in course.told for id_ in one.agreement.parties if not _sides((id_,), actors)}
    return (*sorted(sides), *sorted(id_ for id_ in others if id_ in actors and actors[id_].kind != "person"))


def _is_followed_up(kind: str, steps: Sequence[Step]) -> bool:
    """Tell whether an intent led further: a later stage than its first, told by another origin."""
    if kind not in INTENTS and any(step.stage != "proposed" for step in steps):
        return True
    origins = {claim.source.lineage for claim in steps[0].claims} if steps else set()
    later = steps[1:]
    return any(claim.source.lineage not in origins for step in later for claim in step.claims)


def _steps(told: Sequence[_Told]) -> list[Step]:
    """Return the stages in the order of their dates; tellings of one stage with compatible dates are one step."""
    steps: list[Step] = []
    stages = [(one, stage) for one in told for stage in one.stages]
    for one, stage in sorted(stages, key=lambda pair: _fineness(pair[1].date)):
        same = (place for place, step in enumerate(steps) if step.stage == stage.stage and _may_be_one(step, stage))
        place = next(same, None)
        if place is None:
            steps.append(
                Step(stage=stage.stage, date=stage.date, claims=(one.claim,), quotes=_quotes(one.claim, stage))
            )
        else:
            steps[place] = _joined(steps[place], one.claim, stage)
    return sorted((_in_order(step) for step in steps), key=_place_in_time)


def _fineness(date: str | None) -> int:
    return FINENESS.index(precision(date))


def _may_be_one(step: Step, stage: Stage) -> bool:
    return compatible(step.date, stage.date, 1 if precision(step.date) == precision(stage.date) == "day" else 0)


def _joined(step: Step, claim: Claim[Agreement], stage: Stage) -> Step:
    claims = tuple(dict.fromkeys((*step.claims, claim)))
    quotes = tuple(dict.fromkeys((*step.quotes, *_quotes(claim, stage))))
    return msgspec.structs.replace(step, claims=claims, quotes=quotes)


def _quotes(claim: Claim[Agreement], stage: Stage) -> tuple[Quote, ...]:
    """Return the words that tell of a stage, all words of the claim where the stage has none of its own."""
    spans = {(span_.start, span_.end) for span_ in stage.evidence}
    return tuple(quote for quote in claim.quotes if (quote.start, quote.end) in spans) or claim.quotes


def _in_order(step: Step) -> Step:
    claims = sorted(step.claims, key=lambda claim: (claim.source.published or "9", claim.id))
    return msgspec.structs.replace(step, claims=tuple(claims))


def _place_in_time(step: Step) -> tuple[str, int]:
    """Return the day a step stands at, an undated one at its first report, and its place in the order of stages."""
    day = first_day(step.date)
    return day.isoformat() if day else step.claims[0].source.published or "9", STAGES.index(step.stage)
