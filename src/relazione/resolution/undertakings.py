"""Undertakings that single reports tell of: who means to do what, for whom and by when.

They are statements by which somebody binds himself, planned deeds of cooperation, told promises, and figures to be
reached. Records of one report that stand in one sentence are one undertaking.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from relazione.records import Agreement, Event, Figure, Statement
from relazione.resolution.claims import Claim, LedgerActor, Material, Quote, Source
from relazione.resolution.dates import precision, span
from relazione.resolution.pledges import is_side, leading_state, load_pledges, stems_of
from relazione.resolution.sentences import sentences
from relazione.resolution.words import overlap

BINDING = frozenset({"commit"})
# A planned deed that somebody else asks for, denies or foretells is no undertaking of its actor.
NOT_BINDING = frozenset({"demand", "propose", "criticise", "deny", "assess"})
PLANNED = frozenset({"AGREE", "CONCEDE", "COOPERATE", "AID", "SUPPORT", "RETREAT", "CONSULT"})
HOSTILE = frozenset({"THREATEN", "COERCE", "SANCTION", "MOBILIZE", "ASSAULT", "REJECT", "ACCUSE", "PROTEST"})
ONE_SENTENCE = 4  # characters between records of one sentence: a comma, a quotation mark
SAME_WORDS = 0.6  # of the shorter, within one report: `will die Zölle senken`, `die Zölle zu senken`
LEAST_WORDS = 2  # content words without which nothing is promised (`Algerien sagte zu`)


@dataclass(frozen=True)
class Undertaking:
    """What one report says that somebody means to do; `target` is the figure to be reached, if that is what it is."""

    who: frozenset[str]
    to: frozenset[str]
    due: str | None
    made: str | None
    source: Source
    quotes: tuple[Quote, ...]
    figures: tuple[Figure, ...] = ()
    target: Figure | None = None

    @cached_property
    def words(self) -> str:
        """Return the words of the undertaking in the order of the text, none twice."""
        return " … ".join(_apart(quote.words for quote in self.quotes))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Return what is promised; the clause of promising counts only where nothing else tells it."""
        told = [quote.words for quote in self.quotes if not load_pledges().speaks(quote.words, "promising")]
        stems = stems_of(" ".join(told), self.who | self.to)
        return stems if len(stems) >= LEAST_WORDS else stems_of(self.words, self.who | self.to)

    @cached_property
    def deeds(self) -> frozenset[str]:
        return load_pledges().deeds_of(self.words)


def _apart(texts: Iterable[str]) -> list[str]:
    """Return texts without those that others hold.

    >>> _apart(["die Entschlossenheit", "die Entschlossenheit, zu helfen", "bald"])
    ['die Entschlossenheit, zu helfen', 'bald']
    """
    unique = list(dict.fromkeys(texts))
    return [text for text in unique if not any(text != other and text in other for other in unique)]


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence of a report, and the words of the one before it in its paragraph."""

    quote: Quote
    before: str

    @property
    def words(self) -> str:
        return self.quote.words


class Scene:
    """The claims of one report, with what they let one conclude about its parties; `text` is the report's."""

    def __init__(self, actors: Mapping[str, LedgerActor], document: str = "", text: str = "") -> None:
        self.actors, self.document, self.text = actors, document, text
        self.events: list[Claim[Event]] = []
        self.statements: list[Claim[Statement]] = []
        self.figures: list[Claim[Figure]] = []
        self.agreements: list[Claim[Agreement]] = []
        self._sides: dict[tuple[str | None, ...], frozenset[str]] = {}
        self._figures: dict[tuple[Quote, ...], tuple[Figure, ...]] = {}

    @cached_property
    def spoken(self) -> dict[str, Claim[Statement]]:
        """Return the statements by their id in the reading."""
        return {claim.local: claim for claim in self.statements}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return the sentences of the report."""
        found: list[Passage] = []
        for start, end in sentences(self.text):
            quote = Quote(document=self.document, start=start, end=end, words=self.text[start:end])
            follows = found and "\n" not in self.text[found[-1].quote.end : start]
            found.append(Passage(quote, found[-1].words if follows else ""))
        return tuple(found)

    def is_taken_back(self, quotes: Sequence[Quote]) -> bool:
        """Tell whether the sentence around some words takes them back (`die geplante Reise ist abgesagt`)."""
        around = (passage for passage in self.passages if within(quotes, (passage.quote,)))
        return any(load_pledges().speaks(passage.words, "withdrawn") for passage in around)

    def sides(self, ids: Iterable[str | None]) -> frozenset[str]:
        """Return the sides of some actors: people and bodies count for their state, without one for themselves."""
        key = tuple(ids)
        if key not in self._sides:
            self._sides[key] = frozenset(self._side(id_) for id_ in key if id_)
        return self._sides[key]

    def _side(self, id_: str) -> str:
        actor = self.actors.get(id_)
        return actor.country if actor and actor.country and not id_.startswith("org:") else id_

    @cached_property
    def states(self) -> Counter[str]:
        """Return how often the report's records name each state."""
        ids = [id_ for claim in self.events for id_ in (*claim.record.actor, *claim.record.recipient)]
        ids += [id_ for claim in self.figures for id_ in claim.record.parties]
        ids += [id_ for claim in self.agreements for id_ in claim.record.parties]
        ids += [claim.record.speaker for claim in self.statements if claim.record.speaker]
        return Counter(side for id_ in ids if is_side(side := self._side(id_)))

    @cached_property
    def all_sides(self) -> frozenset[str]:
        """Return all sides that the report's records name in any part."""
        ids = [id_ for claim in self.events for id_ in (*claim.record.participants, *claim.record.about)]
        ids += [id_ for claim in self.statements for id_ in (*claim.record.addressee, *claim.record.about)]
        return frozenset(self.states) | self.sides(ids)

    def partner(self, who: frozenset[str]) -> frozenset[str]:
        """Return the one other state that the report's records name, nothing where there are more."""
        others = set(self.states) - who
        return frozenset(others) if len(others) == 1 else frozenset()

    def figures_in(self, quotes: tuple[Quote, ...]) -> tuple[Figure, ...]:
        """Return the figures that stand within some words."""
        if not self.figures:
            return ()
        if quotes not in self._figures:
            self._figures[quotes] = tuple(claim.record for claim in self.figures if within(claim.quotes, quotes))
        return self._figures[quotes]

    def quoting(self, quotes: Sequence[Quote]) -> Iterator[Claim[Event]]:
        """Yield the events that stand in the words of some quotes or beside them in one sentence."""
        yield from (claim for claim in self.events if are_beside(claim.quotes, quotes))


def scenes_of(material: Material) -> dict[str, Scene]:
    """Return the scene of every report, by the document's id."""
    scenes = {id_: Scene(material.actors, id_, material.texts.get(id_, "")) for id_ in material.sources()}
    for merged in material.events:
        for event in merged.claims:
            scenes[event.source.document].events.append(event)
    for statement in material.statements:
        scenes[statement.source.document].statements.append(statement)
    for figure in material.figures:
        scenes[figure.source.document].figures.append(figure)
    for agreement in material.agreements:
        scenes[agreement.source.document].agreements.append(agreement)
    return scenes


def within(inner: Iterable[Quote], outer: Sequence[Quote]) -> bool:
    """Return whether some words stand within others."""
    return any(one.start <= quote.start and quote.end <= one.end for quote in inner for one in outer)


def are_beside(left: Iterable[Quote], right: Sequence[Quote]) -> bool:
    """Return whether words overlap or stand side by side in one sentence."""
    return any(
        one.start - two.end <= ONE_SENTENCE and two.start - one.end <= ONE_SENTENCE for one in left for two in right
    )


def find_undertakings(scene: Scene) -> list[Undertaking]:
    """Return the undertakings that one report tells of, in the order of the text."""
    found: list[Undertaking] = []
    for undertaking in (*_stated(scene), *_told(scene), *_targets(scene)):
        if undertaking.target and any(undertaking.target in known.figures for known in found):
            continue
        same = next((place for place, known in enumerate(found) if _are_one(known, undertaking)), None)
        if same is None:
            found.append(undertaking)
        else:
            found[same] = joined(found[same], undertaking)
    full = (one for one in found if one.target or len(one.stems) >= LEAST_WORDS or "visit" in one.deeds)
    return sorted(full, key=lambda one: one.quotes[0])


def _are_one(left: Undertaking, right: Undertaking) -> bool:
    if not left.who & right.who:
        return False
    if left.target or right.target:
        return left.target == right.target
    return are_beside(left.quotes, right.quotes) or overlap(left.stems, right.stems) >= SAME_WORDS


def joined(left: Undertaking, right: Undertaking) -> Undertaking:
    """Return two tellings of one undertaking as one, the gaps of the first filled from the second."""
    beside = tuple(quote for quote in right.quotes if are_beside((quote,), left.quotes)) or right.quotes
    extra = tuple(quote for quote in beside if not within((quote,), left.quotes))
    kept = tuple(quote for quote in left.quotes if not within((quote,), extra))
    return replace(
        left,
        to=left.to or right.to,
        due=left.due or right.due,
        quotes=tuple(sorted((*kept, *extra))),
        figures=tuple(dict.fromkeys((*left.figures, *right.figures))),
    )


def _stated(scene: Scene) -> Iterator[Undertaking]:
    """Yield what speakers bind themselves to."""
    for claim in scene.statements:
        statement = claim.record
        who = promiser(scene, claim) if statement.act in BINDING else frozenset()
        beside = [event.record for event in scene.quoting(claim.quotes)]
        if who and not any(event.type in HOSTILE for event in beside):
            to = scene.sides((*statement.addressee, *(id_ for event in beside for id_ in event.recipient))) - who
            due = statement.due or next((_due(event.date) for event in beside if event.status == "planned"), None)
            yield _undertaking(scene, claim, who, to, due, made=_made(statement, claim))


def promiser(scene: Scene, claim: Claim[Statement]) -> frozenset[str]:
    """Return whom a statement binds: the speaker's state, the state its words begin with, or who acts beside it."""
    said = scene.sides((claim.record.speaker,))
    if any(map(is_side, said)):
        return said
    leading = leading_state(" ".join(quote.words for quote in claim.quotes))
    beside = scene.sides(id_ for event in scene.quoting(claim.quotes) for id_ in event.record.actor)
    return frozenset({leading}) if leading else (said or beside)


def _made(record: Statement | Event, claim: Claim[Statement] | Claim[Event]) -> str | None:
    """Return when something was said, that of the report where no day or month before it is told."""
    days, published = span(record.date), span(claim.source.published)
    past = precision(record.date) in ("day", "month") and days and published and days[0] <= published[0]
    return record.date if past else claim.source.published


def _told(scene: Scene) -> Iterator[Undertaking]:
    """Yield planned deeds of cooperation, and promises of which the report tells."""
    pledges = load_pledges()
    for claim in scene.events:
        event = claim.record
        words = " ".join(quote.words for quote in claim.quotes)
        is_plan = event.status == "planned" and event.type in PLANNED
        is_told = (
            event.type == "AGREE" and event.status in ("occurred", "ongoing") and pledges.speaks(words, "promising")
        )
        who = scene.sides(event.actor)
        if who and (is_plan or is_told) and _binds(scene, event, who) and not scene.is_taken_back(claim.quotes):
            due = _due(event.date) if is_plan or (event.date or "").startswith("../") else None
            made = None if is_plan else _made(event, claim)
            yield _undertaking(scene, claim, who, scene.sides(event.recipient) - who, due, made=made)


def _binds(scene: Scene, event: Event, who: frozenset[str]) -> bool:
    """Tell whether a deed is its actor's own undertaking, not what another says of him."""
    statement = scene.spoken.get(event.attributed_to or "")
    if statement is None:
        return True
    if statement.record.act in NOT_BINDING:
        return False
    speaker = scene.sides((statement.record.speaker,))
    words = " ".join(quote.words for quote in statement.quotes)
    return not any(map(is_side, speaker)) or bool(speaker & who) or load_pledges().speaks(words, "promising")


def _due(date: str | None) -> str | None:
    """Return the day or period by which something is meant to be done (`../2026-06` → `2026-06`)."""
    return date.removeprefix("../").removesuffix("/..") if date else None


def _undertaking(  # noqa: PLR0913
    scene: Scene,
    claim: Claim[Statement] | Claim[Event],
    who: frozenset[str],
    to: frozenset[str],
    due: str | None,
    *,
    made: str | None = None,
) -> Undertaking:
    return Undertaking(
        who=who,
        to=frozenset(filter(is_side, to)) or scene.partner(who),
        due=due,
        made=made or claim.source.published,
        source=claim.source,
        quotes=tuple(sorted(claim.quotes)),
        figures=scene.figures_in(claim.quotes),
    )


def _targets(scene: Scene) -> Iterator[Undertaking]:
    """Yield figures of a time to come that are meant to be reached."""
    for claim in scene.figures:
        figure = claim.record
        who = frozenset(filter(is_side, scene.sides((*figure.parties, figure.from_, figure.to))))
        if who and is_ahead(figure, claim.source.published) and _is_aim(scene, figure):
            yield Undertaking(
                who=who,
                to=frozenset(),
                due=_due(figure.period),
                made=claim.source.published,
                source=claim.source,
                quotes=claim.quotes,
                figures=(figure,),
                target=figure,
            )


def is_ahead(figure: Figure, published: str | None) -> bool:
    """Return whether a figure's period ends after the report, and does not begin before it but where it is open."""
    period, today = span(figure.period), span(published)
    if figure.period is None or period is None or today is None or period[1] <= today[1]:
        return False
    return figure.period.startswith("../") or period[0] > today[1]


def _is_aim(scene: Scene, figure: Figure) -> bool:
    statement = scene.spoken.get(figure.attributed_to or "")
    return statement is None or statement.record.act in ("commit", "forecast", "assert", "propose")
