"""What is new, changed or newly contradicted since a day."""

from collections.abc import Mapping
from datetime import date

import msgspec

from relazione.dossier.course import course
from relazione.dossier.dates import days, iso_day
from relazione.dossier.facts import facts
from relazione.dossier.network import narrowed
from relazione.dossier.notes import each_line, line_notes, renumbered
from relazione.dossier.shelf import cited, shelved
from relazione.dossier.tree import Chapter, Dossier, FigureSet, Footnote, Line, Mark, PromiseLine, SourceLine
from relazione.records import Record
from relazione.resolution.claims import Source

LISTED = ("timeline", "agreements", "figures", "promises", "statements", "actors")


class Since(Record, frozen=True, kw_only=True):
    """A day (`day`), the day that a dossier shows the state of (`made`) and the source of each footnote."""

    day: date
    made: date
    sources: Mapping[int, Source]


def changes_since(dossier: Dossier, day: str) -> Dossier:
    """Return a dossier reduced to what came after an ISO day; each line has its mark.

    A line is `new` where all its sources were published after the day (were added, where the publication is unknown),
    `contradicted` where an older figure is contradicted only since, `changed` where older evidence got more, or a
    promise became overdue. Means, network and numbers are those of the lines kept.
    """
    since = Since(
        day=iso_day(day),
        made=iso_day(dossier.made),
        sources={note.number: note.source for note in dossier.footnotes},
    )
    chapters = tuple(_reduced(chapter, since) for chapter in dossier.chapters)
    return shelved(_counted(renumbered(msgspec.structs.replace(dossier, since=day, chapters=chapters))))


def came_after(source: Source, day: date) -> bool:
    """Tell whether a source was published after a day, or added after it where its publication is unknown."""
    published = days(source.published)
    return (published.last if published else date.fromisoformat(source.added[:10])) > day


def _reduced(chapter: Chapter, since: Since) -> Chapter:
    marked = each_line(chapter, lambda line: msgspec.structs.replace(line, mark=_mark(line, since)))
    kept = {name: tuple(line for line in getattr(marked, name) if line.mark) for name in LISTED}
    return msgspec.structs.replace(
        marked,
        course=course(kept["timeline"], since.made),
        network=narrowed(chapter.network, kept["timeline"]),
        left_out={},
        **kept,
    )


def _mark(line: Line, since: Since) -> Mark | None:
    """Return the mark of a line, `None` where it is older and unchanged."""
    if isinstance(line, SourceLine):
        return "new" if came_after(line.source, since.day) else None
    fresh = [came_after(since.sources[number], since.day) for number in line_notes([line])]
    if fresh and all(fresh):
        return "new"
    if isinstance(line, FigureSet) and _newly_contradicted(line, since):
        return "contradicted"
    return "changed" if any(fresh) or (isinstance(line, PromiseLine) and _fell_due(line, since)) else None


def _newly_contradicted(line: FigureSet, since: Since) -> bool:
    """Tell whether a set of figures is contradicted, but was not by its older values."""
    old = {value.id for side in line.sides for value in side.values if not came_after(value.source, since.day)}
    contradictions = [{pair.left, pair.right} for pair in line.compared if pair.verdict == "contradiction"]
    return bool(contradictions) and not any(pair <= old for pair in contradictions)


def _fell_due(promise: PromiseLine, since: Since) -> bool:
    """Tell whether a promise is overdue, but was not yet on the day."""
    due = days(promise.due)
    return promise.state == "overdue" and due is not None and due.last >= since.day


def _counted(dossier: Dossier) -> Dossier:
    """Return a dossier whose chapters keep the sources that their lines cite, their facts counted from these."""
    return msgspec.structs.replace(
        dossier, chapters=tuple(_recounted(chapter, dossier.footnotes) for chapter in dossier.chapters)
    )


def _recounted(chapter: Chapter, footnotes: tuple[Footnote, ...]) -> Chapter:
    numbers = cited(chapter, footnotes)
    sources = tuple(line for line in chapter.sources if line.source.document in numbers)
    kept = msgspec.structs.replace(chapter, sources=sources)
    return msgspec.structs.replace(kept, facts=facts(kept))
