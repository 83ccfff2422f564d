"""Figures of one thing side by side: those that agree make a side, those that contradict stand opposite."""

from collections.abc import Iterable, Iterator

from relazione.dossier.naming import Naming
from relazione.dossier.notes import Notebook
from relazione.dossier.timeline import Spoken, speakers_of
from relazione.dossier.tree import FigureSet, Side, ValueLine
from relazione.records import Figure
from relazione.resolution.claims import Claim, Comparison, FigureLine

GRAVITY: tuple[Comparison, ...] = ("same", "rounding", "contradiction")


def figure_sets(
    lines: Iterable[FigureLine], spoken: Spoken, naming: Naming, notebook: Notebook
) -> tuple[FigureSet, ...]:
    """Return the lines of figures, contradicted ones first, in the order given otherwise."""
    ordered = sorted(lines, key=lambda line: not line.contradicted)
    return tuple(_figure_set(line, spoken, naming, notebook) for line in ordered)


def _figure_set(line: FigureLine, spoken: Spoken, naming: Naming, notebook: Notebook) -> FigureSet:
    verdict = max((pair.verdict for pair in line.compared), key=GRAVITY.index, default=None)
    sides = [Side(values=tuple(_value(claim, spoken, naming, notebook) for claim in side)) for side in _parted(line)]
    return FigureSet(
        id=line.id,
        indicator=line.indicator,
        unit=line.unit,
        period=line.period,
        parties=naming.names(line.parties),
        giver=naming.name(line.from_) if line.from_ else None,
        taker=naming.name(line.to) if line.to else None,
        sides=tuple(sides),
        verdict=verdict,
        difference=_difference(line) if verdict == "contradiction" else None,
        compared=line.compared,
    )


def _value(claim: Claim[Figure], spoken: Spoken, naming: Naming, notebook: Notebook) -> ValueLine:
    figure = claim.record
    said = spoken.get((claim.source.document, figure.attributed_to or ""))
    return ValueLine(
        notes=notebook.take(claim.source, claim.quotes),
        records=(claim.id,),
        id=claim.id,
        value=figure.value,
        value_max=figure.value_max,
        bound=figure.bound,
        measure=figure.measure,
        speakers=speakers_of(said, naming),
        source=claim.source,
    )


def _parted(line: FigureLine) -> list[list[Claim[Figure]]]:
    """Return the claims by side: each joins the first side that holds its like and nothing that contradicts it."""
    verdicts = {frozenset((pair.left, pair.right)): pair.verdict for pair in line.compared}
    sides: list[list[Claim[Figure]]] = []
    for claim in line.claims:
        for side in sides:
            found = [verdicts.get(frozenset((claim.id, other.id))) for other in side]
            like = any(found) or any(_stated(claim) == _stated(other) for other in side)
            if like and "contradiction" not in found:
                side.append(claim)
                break
        else:
            sides.append([claim])
    return sides


def _stated(claim: Claim[Figure]) -> tuple[float, float | None]:
    return claim.record.value, claim.record.value_max


def _difference(line: FigureLine) -> float | None:
    """Return how far the outermost values lie apart, as a part of the greater in size."""
    values = list(_values(line))
    greatest = max(map(abs, values))
    return round((max(values) - min(values)) / greatest, 4) if greatest else None


def _values(line: FigureLine) -> Iterator[float]:
    for claim in line.claims:
        yield from (value for value in _stated(claim) if value is not None)
