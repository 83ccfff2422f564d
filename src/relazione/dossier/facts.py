"""A chapter in numbers."""

from collections import Counter
from collections.abc import Sequence

from relazione.dossier.course import counts, mean_score, quad_counts
from relazione.dossier.dates import days, ends, order
from relazione.dossier.tree import Facts, Happening, Sections
from relazione.resolution.claims import PromiseState

STATES: tuple[PromiseState, ...] = ("overdue", "broken", "open", "kept")


def facts(sections: Sections) -> Facts:
    """Return what there is, how it went and how much of it is in dispute."""
    sources = [line.source for line in sections.sources]
    counted = [happening for happening in sections.timeline if counts(happening)]
    states = Counter(promise.state for promise in sections.promises)
    first, last = _span(sections.timeline)
    return Facts(
        events=len(sections.timeline),
        statements=len(sections.statements),
        figures=sum(len(side.values) for figure_set in sections.figures for side in figure_set.sides),
        agreements=len(sections.agreements),
        actors=len(sections.actors),
        reports=len(sources),
        origins=len({source.lineage for source in sources}),
        publishers=len({source.publisher for source in sources if source.publisher}),
        first=first,
        last=last,
        mean=mean_score(counted),
        quads=quad_counts(counted),
        contradictions=sum(figure_set.verdict == "contradiction" for figure_set in sections.figures),
        promises={state: states[state] for state in STATES if states[state]},
    )


def _span(timeline: Sequence[Happening]) -> tuple[str | None, str | None]:
    """Return the date at which the earliest event begins and that at which the latest ends."""
    dated = [happening.date for happening in timeline if happening.date and days(happening.date)]
    if not dated:
        return None, None
    latest = max(dated, key=lambda edtf: order(edtf)[2])
    return ends(min(dated, key=order))[0], ends(latest)[1]
