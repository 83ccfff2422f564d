"""Agreements and the stages they reached, as lines and as rungs of a ladder."""

from collections.abc import Iterable

from relazione.dossier.naming import Naming
from relazione.dossier.notes import Notebook
from relazione.dossier.tree import AgreementLine, StageLine
from relazione.records import Record
from relazione.resolution.claims import AgreementCourse, Step

WAY = ("proposed", "negotiating", "agreed", "signed", "ratified", "in_force")


class Rung(Record, frozen=True, kw_only=True):
    """A stage of the usual way or, `aside`, another one that an agreement reached.

    `steps` is empty where no report tells of it; `passed` where a later stage of the usual way was reached.
    """

    stage: str
    steps: tuple[StageLine, ...]
    passed: bool
    aside: bool


def agreement_lines(
    courses: Iterable[AgreementCourse], naming: Naming, notebook: Notebook
) -> tuple[AgreementLine, ...]:
    """Return the lines of agreements in the order given."""
    return tuple(_agreement_line(course, naming, notebook) for course in courses)


def rungs(agreement: AgreementLine) -> tuple[Rung, ...]:
    """Return the ladder of an agreement: the usual way from proposal to force, then what else came."""
    others = dict.fromkeys(step.stage for step in agreement.stages if step.stage not in WAY)
    reached = {step.stage for step in agreement.stages}
    return tuple(
        Rung(
            stage=stage,
            steps=tuple(step for step in agreement.stages if step.stage == stage),
            passed=stage in WAY and not reached.isdisjoint(WAY[WAY.index(stage) + 1 :]),
            aside=stage in others,
        )
        for stage in (*WAY, *others)
    )


def _agreement_line(course: AgreementCourse, naming: Naming, notebook: Notebook) -> AgreementLine:
    stages = tuple(_stage_line(step, notebook) for step in course.steps)
    told = {note for claim in course.claims for note in notebook.take(claim.source, claim.quotes)}
    return AgreementLine(
        notes=tuple(sorted(told)),
        records=tuple(claim.id for claim in course.claims),
        id=course.id,
        name=course.name,
        kind=course.kind,
        subject=course.subject,
        parties=naming.names(course.parties),
        mediators=naming.names(course.mediator),
        state=course.state,
        followed_up=course.followed_up,
        stages=stages,
    )


def _stage_line(step: Step, notebook: Notebook) -> StageLine:
    sources = {claim.source.document: claim.source for claim in step.claims}
    numbers = {note for source in sources.values() for note in notebook.take(source, step.quotes)}
    records = tuple(claim.id for claim in step.claims)
    return StageLine(notes=tuple(sorted(numbers)), records=records, stage=step.stage, date=step.date)
