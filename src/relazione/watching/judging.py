"""Which alerts the newest reports, or a new day, give rise to."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from relazione.dossier.build import Findings
from relazione.dossier.comparison import figure_sets
from relazione.dossier.gather import gather
from relazione.dossier.naming import Naming
from relazione.dossier.notes import Notebook
from relazione.dossier.phrasing import DOT, Phrasing
from relazione.dossier.promises import promise_lines
from relazione.dossier.timeline import by_place, timeline
from relazione.ledger.view import View
from relazione.records import Record
from relazione.resolution.claims import (
    AgreementCourse,
    Claim,
    FigureLine,
    LedgerActor,
    Promise,
    PromiseState,
    Quote,
    Source,
    Step,
    Turned,
)
from relazione.resolution.dates import last_day
from relazione.resolution.identity import identity
from relazione.watching.rules import AgreementRule, AlertPlan, AnyRule, ContradictionRule, EventRule, PromiseRule

DECISIVE: Mapping[PromiseState, Sequence[Turned]] = {"kept": ("kept",), "broken": ("broken", "denied")}


class Proof(Record, frozen=True, kw_only=True):
    """Exact words of a report, `[start, end)` of its text, and where the report comes from."""

    words: str
    start: int
    end: int
    document: str
    title: str | None
    publisher: str | None
    published: str | None
    url: str | None
    origin: str | None


class Alert(Record, frozen=True, kw_only=True):
    """What somebody wanted to be told of: which rule asked, what there is in one sentence, when it was, and the proof.

    `raised` is the UTC time (ISO 8601) at which it was; `about` the id of the merged event, promise, agreement or
    line of figures; `score` that of an event.
    """

    id: str
    raised: str
    rule: str
    when: str
    sentence: str
    date: str | None
    about: str
    score: float | None = None
    evidence: tuple[Proof, ...]


class Occasion(Record, frozen=True, kw_only=True):
    """Why rules are looked at: the documents (ids) that came in, or a `new_day`.

    `now` is the UTC time (ISO 8601), `day` (ISO) the day that it is here. `since` says since which ISO day each rule is
    in force: what fell due before is no news.
    """

    documents: frozenset[str]
    now: str
    day: str
    new_day: bool
    since: Mapping[str, str]


def find_alerts(plan: AlertPlan, view: View, occasion: Occasion) -> Iterator[Alert]:
    """Yield the alerts of all rules, in the order of the rules."""
    for rule in plan.rules:
        yield from _Judge(rule, Phrasing(plan.language), view, occasion).alerts()


class _Judge:
    """Looks at an occasion for one rule."""

    def __init__(self, rule: AnyRule, say: Phrasing, view: View, occasion: Occasion) -> None:
        self.rule, self.say, self.view, self.occasion = rule, say, view, occasion
        self.told = view.told_by(occasion.documents, rule.questions(view))

    def alerts(self) -> Iterator[Alert]:
        waits_for_days = isinstance(self.rule, PromiseRule) and self.occasion.new_day
        if not waits_for_days and not any(True for _ in self.told.claims()):
            return
        match self.rule:
            case EventRule():
                yield from self._events(self.rule)
            case PromiseRule():
                yield from self._promises(self.rule)
            case AgreementRule():
                yield from self._agreements(self.rule)
            case ContradictionRule():
                yield from self._contradictions(self.rule)

    def _events(self, rule: EventRule) -> Iterator[Alert]:
        """Yield the events that only the newest reports tell of."""
        naming = self._naming(self.told.actors)
        spoken, pacts = by_place(self.told.statements), by_place(self.told.agreements)
        for merged in self.told.events:
            if rule.fits(merged.event) and self._is_new(merged.claims):
                (line,) = timeline((merged,), spoken, pacts, naming, Notebook())
                said = f"{line.sentence} ({self.say.score(merged.event.score)})"
                yield self._alert(
                    merged.id,
                    sentence=DOT.join(filter(None, (said, self.say.details(line)))),
                    date=merged.event.date,
                    score=merged.event.score,
                    evidence=_proofs(merged.claims),
                )

    def _promises(self, rule: PromiseRule) -> Iterator[Alert]:
        """Yield the promises that came to a state: by the newest reports, or by a day that passed."""
        for findings in self._findings():
            naming, sources = self._naming(findings.material.actors), findings.material.sources()
            for promise in findings.promises:
                if promise.state in rule.becomes and self._came_to(promise):
                    (line,) = promise_lines([promise], naming, Notebook())
                    said = f"{self.say.promise(line)}: {self.say.quoted(line.what)}"
                    yield self._alert(
                        promise.id,
                        promise.state,
                        sentence=f"{said} – {self.say.state(promise.state)} ({self.say.dates_of(line)})",
                        date=promise.due or promise.made,
                        evidence=_proofs_of_promise(promise, sources),
                    )

    def _came_to(self, promise: Promise) -> bool:
        if promise.state == "overdue":
            due = last_day(promise.due)
            return due is not None and due >= date.fromisoformat(self.occasion.since[self.rule.name])
        if promise.state == "open":
            return promise.source.document in self.occasion.documents
        decisive = [turn for turn in promise.turns if turn.turn in DECISIVE[promise.state]]
        return any(turn.source.document in self.occasion.documents for turn in decisive)

    def _agreements(self, rule: AgreementRule) -> Iterator[Alert]:
        """Yield the stages of agreements that only the newest reports tell of."""
        for findings in self._findings():
            for course in findings.agreements:
                for step in course.steps:
                    if (not rule.stage or step.stage in rule.stage) and self._is_new(step.claims):
                        yield self._step(course, step)

    def _step(self, course: AgreementCourse, step: Step) -> Alert:
        return self._alert(
            course.id,
            step.stage,
            sentence=f"{course.name}: {self.say.code('agreement_stage', step.stage)}",
            date=step.date,
            evidence=_proofs(step.claims),
        )

    def _contradictions(self, rule: ContradictionRule) -> Iterator[Alert]:
        """Yield the lines of figures that are contradicted, but were not before the newest reports."""
        for findings in self._findings():
            naming = self._naming(findings.material.actors)
            for line in findings.figures:
                if (not rule.indicator or line.indicator in rule.indicator) and self._newly_contradicted(line):
                    (drawn,) = figure_sets([line], {}, naming, Notebook())
                    values = " ≠ ".join(self.say.value(side.values[0], drawn.unit) for side in drawn.sides)
                    yield self._alert(
                        line.id,
                        sentence=f"{self.say.figure(drawn)}: {values}",
                        date=line.period,
                        evidence=_proofs(line.claims),
                    )

    def _newly_contradicted(self, line: FigureLine) -> bool:
        fresh = {claim.id for claim in line.claims if claim.source.document in self.occasion.documents}
        pairs = [{pair.left, pair.right} for pair in line.compared if pair.verdict == "contradiction"]
        return bool(pairs) and all(pair & fresh for pair in pairs)

    def _findings(self) -> Sequence[Findings]:
        return gather(self.view, self.rule.question, self.occasion.day)

    def _is_new(self, claims: Sequence[Claim[Any]]) -> bool:
        return bool(claims) and all(claim.source.document in self.occasion.documents for claim in claims)

    def _naming(self, actors: Mapping[str, LedgerActor]) -> Naming:
        return Naming(language=self.say.language, actors=actors)

    def _alert(
        self,
        about: str,
        *parts: str,
        sentence: str,
        date: str | None,
        evidence: tuple[Proof, ...],
        score: float | None = None,
    ) -> Alert:
        return Alert(
            id=identity("alert", [self.rule.name, about, *parts]),
            raised=self.occasion.now,
            rule=self.rule.name,
            when=str(type(self.rule).__struct_config__.tag),
            sentence=sentence,
            date=date,
            about=about,
            score=score,
            evidence=evidence,
        )


def _proofs(claims: Sequence[Claim[Any]]) -> tuple[Proof, ...]:
    return tuple(dict.fromkeys(_proof(claim.source, quote) for claim in claims for quote in claim.quotes))


def _proofs_of_promise(promise: Promise, sources: Mapping[str, Source]) -> tuple[Proof, ...]:
    """Return the words of a promise, and those that say what became of it."""
    quotes = dict.fromkeys((*promise.quotes, *(quote for turn in promise.turns for quote in turn.quotes)))
    return tuple(_proof(sources[quote.document], quote) for quote in quotes)


def _proof(source: Source, quote: Quote) -> Proof:
    return Proof(
        words=quote.words,
        start=quote.start,
        end=quote.end,
        document=quote.document,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        url=source.url,
        origin=source.origin,
    )
