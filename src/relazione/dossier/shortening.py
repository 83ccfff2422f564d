"""Long sections cut to their weightiest and newest lines."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import msgspec

from relazione.dossier.dates import order
from relazione.dossier.notes import renumbered
from relazione.dossier.shelf import cited
from relazione.dossier.tree import AgreementLine, Chapter, Dossier, FigureSet, Happening, PromiseLine, Saying

Weight = Callable[[Any], tuple[Any, ...]]
SETTLED = {"overdue": 0, "broken": 0, "open": 1, "kept": 2}


def shortened(dossier: Dossier, lines: int) -> Dossier:
    """Return a dossier none of whose sections lists more than `lines`; chapters count what is left out.

    Of the timeline half are the weightiest (told by most origins, farthest from a score of 0) and half the newest;
    of the other sections those come first that are in dispute, unsettled or new.
    """
    chapters = tuple(_shortened(chapter, lines) for chapter in dossier.chapters)
    if chapters == dossier.chapters:
        return dossier
    return _without_uncited(renumbered(msgspec.structs.replace(dossier, chapters=chapters)))


def _shortened(chapter: Chapter, lines: int) -> Chapter:
    kept = {name: _foremost(getattr(chapter, name), lines, weights) for name, weights in WEIGHTS.items()}
    gone = {name: len(getattr(chapter, name)) - len(section) for name, section in kept.items()}
    if not any(gone.values()):
        return chapter
    return msgspec.structs.replace(chapter, **kept, left_out=_added(chapter.left_out, gone))


def _foremost(section: tuple[Any, ...], lines: int, weights: tuple[Weight, ...]) -> tuple[Any, ...]:
    """Return the first of a section by each weight in turn, equal parts of each, in the section's own order."""
    if len(section) <= lines:
        return section
    chosen: set[int] = set()
    for part, weight in enumerate(weights, 1):
        ranked = sorted(range(len(section)), key=lambda index: weight(section[index]), reverse=True)
        free = (index for index in ranked if index not in chosen)
        wanted = lines * part // len(weights) - len(chosen)
        chosen.update(index for index, _ in zip(free, range(wanted), strict=False))
    return tuple(section[index] for index in sorted(chosen))


def _without_uncited(dossier: Dossier) -> Dossier:
    chapters = []
    for chapter in dossier.chapters:
        numbers = cited(chapter, dossier.footnotes)
        sources = tuple(line for line in chapter.sources if line.source.document in numbers)
        left_out = _added(chapter.left_out, {"sources": len(chapter.sources) - len(sources)})
        chapters.append(msgspec.structs.replace(chapter, sources=sources, left_out=left_out))
    return msgspec.structs.replace(dossier, chapters=tuple(chapters))


def _added(left_out: Mapping[str, int], gone: Mapping[str, int]) -> dict[str, int]:
    total = {name: left_out.get(name, 0) + gone.get(name, 0) for name in (*left_out, *gone)}
    return {name: number for name, number in total.items() if number}


def _newest(edtf: str | None) -> date:
    undated, first, _ = order(edtf)
    return date.min if undated else first


def _weight_of_event(line: Happening) -> tuple[int, float, date]:
    return line.origins, abs(line.score), _newest(line.date)


def _age_of_event(line: Happening) -> tuple[date, int, float]:
    return _newest(line.date), line.origins, abs(line.score)


def _weight_of_agreement(line: AgreementLine) -> tuple[int, date]:
    return len(line.stages), max((_newest(stage.date) for stage in line.stages), default=date.min)


def _weight_of_figure(line: FigureSet) -> tuple[bool, int, date]:
    return line.verdict == "contradiction", sum(len(side.values) for side in line.sides), _newest(line.period)


def _weight_of_promise(line: PromiseLine) -> tuple[int, date]:
    return -SETTLED[line.state], _newest(line.made)


def _age_of_saying(line: Saying) -> tuple[date]:
    return (_newest(line.date),)


WEIGHTS: Mapping[str, tuple[Weight, ...]] = {
    "timeline": (_weight_of_event, _age_of_event),
    "agreements": (_weight_of_agreement,),
    "figures": (_weight_of_figure,),
    "promises": (_weight_of_promise,),
    "statements": (_age_of_saying,),
    "actors": (lambda line: (line.events + line.statements, len(line.offices)),),
}
