"""Footnotes: numbered at their first use, pruned and renumbered when lines are taken away."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar, cast

import msgspec

from relazione.dossier.tree import ActorLine, AgreementLine, Chapter, Dossier, FigureSet, Footnote, Line, PromiseLine
from relazione.records import Record
from relazione.resolution.claims import Quote, Source

R = TypeVar("R", bound=Record)
Place = tuple[str, int, int]


class Notebook:
    """Gives exact words their number: the same words of a document keep the one they had."""

    def __init__(self) -> None:
        self._notes: dict[Place, Footnote] = {}

    def take(self, source: Source, quotes: Iterable[Quote]) -> tuple[int, ...]:
        """Return the numbers of those quotes that stand in the document, that of the whole document where none does."""
        found = [self._number(source, quote) for quote in quotes if quote.document == source.document]
        return tuple(dict.fromkeys(found or [self._number(source, None)]))

    def footnotes(self) -> tuple[Footnote, ...]:
        """Return all footnotes by number."""
        return tuple(self._notes.values())

    def _number(self, source: Source, quote: Quote | None) -> int:
        place = (source.document, quote.start, quote.end) if quote else (source.document, -1, -1)
        if place not in self._notes:
            self._notes[place] = Footnote(number=len(self._notes) + 1, quote=quote, source=source)
        return self._notes[place].number


def renumbered(dossier: Dossier) -> Dossier:
    """Return a dossier whose footnotes are those that its lines name, numbered in the order of reading."""
    used = dict.fromkeys(number for chapter in dossier.chapters for number in chapter_notes(chapter))
    numbers = {old: new for new, old in enumerate(used, 1)}
    kept = {note.number: note for note in dossier.footnotes if note.number in numbers}
    footnotes = tuple(msgspec.structs.replace(kept[old], number=new) for old, new in numbers.items())
    chapters = tuple(each_line(chapter, lambda line: _renumbered(line, numbers)) for chapter in dossier.chapters)
    return msgspec.structs.replace(dossier, chapters=chapters, footnotes=footnotes)


def chapter_notes(chapter: Chapter) -> Iterator[int]:
    """Yield the numbers that the lines of a chapter name, in the order of reading; those of its sources follow."""
    sections = (chapter.timeline, chapter.agreements, chapter.figures, chapter.promises, chapter.statements)
    for section in (*sections, chapter.actors):
        yield from line_notes(section)


def line_notes(lines: Iterable[Line]) -> Iterator[int]:
    """Yield the numbers of lines and of the lines within them."""
    for line in lines:
        yield from line.notes
        yield from line_notes(parts(line))


def parts(line: Line) -> Iterator[Line]:
    """Yield the lines that a line holds: stages, values, turns, offices."""
    match line:
        case AgreementLine():
            yield from line.stages
        case FigureSet():
            yield from (value for side in line.sides for value in side.values)
        case PromiseLine():
            yield from line.turns
        case ActorLine():
            yield from line.offices


def each_line(record: R, change: Callable[[Line], Line]) -> R:
    """Return a record with every line in it changed, those within a line before the line itself."""
    changed = {}
    for name in record.__struct_fields__:
        part = getattr(record, name)
        if isinstance(part, tuple) and part and isinstance(part[0], Record):
            changed[name] = tuple(each_line(inner, change) for inner in part)
    done = msgspec.structs.replace(record, **changed) if changed else record
    return cast("R", change(done)) if isinstance(done, Line) else done


def _renumbered(line: Line, numbers: Mapping[int, int]) -> Line:
    notes = tuple(sorted(numbers[number] for number in line.notes if number in numbers))
    return msgspec.structs.replace(line, notes=notes)
