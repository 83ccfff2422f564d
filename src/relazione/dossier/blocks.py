"""A dossier as a plain sequence of headings, paragraphs, items and tables, for formats that flow from top to bottom."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from string import ascii_uppercase

from relazione.dossier.citations import cite
from relazione.dossier.phrasing import Phrasing
from relazione.dossier.tree import (
    ActorLine,
    AgreementLine,
    Chapter,
    Dossier,
    FigureSet,
    Happening,
    Line,
    Mark,
    PromiseLine,
    Saying,
    SourceLine,
    ValueLine,
)
from relazione.records import Record


class Run(Record, frozen=True, kw_only=True):
    """Text, the numbers of its footnotes and its mark of change."""

    text: str
    notes: tuple[int, ...] = ()
    mark: Mark | None = None


class Heading(Record, frozen=True, kw_only=True):
    """A heading, from 1 (the title) to 4."""

    level: int
    text: str


class Paragraph(Record, frozen=True, kw_only=True):
    """A paragraph; `strong` where it sums up."""

    run: Run
    strong: bool = False


class Item(Record, frozen=True, kw_only=True):
    """An item of a list, `depth` 0 or 1."""

    run: Run
    depth: int = 0


class Table(Record, frozen=True, kw_only=True):
    """A table; `right` are the indices of columns of numbers."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]
    right: tuple[int, ...] = ()


class Note(Record, frozen=True, kw_only=True):
    """A footnote at the end."""

    number: int
    text: str


Block = Heading | Paragraph | Item | Table | Note


def blocks(dossier: Dossier) -> Iterator[Block]:
    """Yield the blocks of a dossier in the order of reading."""
    say = Phrasing(dossier.language)
    yield Heading(level=1, text=dossier.title)
    yield _paragraph(dossier.subtitle)
    yield Paragraph(run=Run(text=say.made(dossier)), strong=True)
    yield _paragraph(say.words["source_of_all"])
    for chapter in dossier.chapters:
        yield from _chapter(chapter, say, since=bool(dossier.since))
    yield Heading(level=2, text=say.words["section_footnotes"])
    yield from (Note(number=note.number, text=cite(note, dossier.language)) for note in dossier.footnotes)


def _chapter(chapter: Chapter, say: Phrasing, *, since: bool) -> Iterator[Block]:
    yield Heading(level=2, text=chapter.title)
    sections: tuple[tuple[str, Iterable[Block]], ...] = (
        ("facts", _facts(chapter, say)),
        ("course", _course(chapter, say)),
        ("timeline", _timeline(chapter.timeline, say)),
        ("agreements", (block for line in chapter.agreements for block in _agreement(line, say))),
        ("figures", (block for line in chapter.figures for block in _figures(line, say))),
        ("promises", (block for line in chapter.promises for block in _promise(line, say))),
        ("statements", (_saying(line, say) for line in chapter.statements)),
        ("actors", (block for line in chapter.actors for block in _actor(line, say))),
        ("network", _network(chapter, say)),
        ("sources", _sources(chapter.sources, say)),
    )
    for name, content in sections:
        yield Heading(level=3, text=say.words[f"section_{name}"])
        drawn = list(content)
        yield from drawn or [_paragraph(say.words["nothing_changed" if since else "nothing"])]
        if missing := say.missing(chapter, name):
            yield _paragraph(missing)


def _facts(chapter: Chapter, say: Phrasing) -> Iterator[Block]:
    rows = tuple((Run(text=label), Run(text=value)) for label, value in say.facts(chapter.facts))
    yield Table(columns=(say.words["column_fact"], say.words["column_number"]), rows=rows)


def _course(chapter: Chapter, say: Phrasing) -> Iterator[Block]:
    rows = [
        _cells(
            say.date(period.date),
            say.score(period.mean),
            say.words.whole(len(period.events)),
            *map(say.words.whole, period.quads),
        )
        for period in chapter.course.periods
        if period.events
    ]
    if rows:
        columns = (say.words["column_period"], say.words["column_mean"], say.words["column_events"])
        yield Table(
            columns=(*columns, *(say.quad(quad) for quad in (1, 2, 3, 4))), rows=tuple(rows), right=tuple(range(1, 7))
        )
        yield _paragraph(f"{say.words['course_note']} {say.uncounted(chapter.course)}".strip())


def _timeline(lines: Sequence[Happening], say: Phrasing) -> Iterator[Block]:
    if lines:
        yield Table(
            columns=(say.words["column_date"], say.words["column_event"], say.words["column_score"]),
            rows=tuple(_happening(line, say) for line in lines),
            right=(2,),
        )


def _happening(line: Happening, say: Phrasing) -> tuple[Run, ...]:
    details = say.details(line)
    sentence = f"{line.sentence} ({details})" if details else line.sentence
    return Run(text=say.day(line.date)), _run(sentence, line), Run(text=say.score(line.score))


def _agreement(line: AgreementLine, say: Phrasing) -> Iterator[Block]:
    yield Heading(level=4, text=line.name)
    yield Paragraph(run=_run(f"{say.agreement(line)}: {say.standing(line)}", line))
    for stage in line.stages:
        yield Item(run=_run(f"{say.code('agreement_stage', stage.stage)}: {say.date(stage.date)}", stage))


def _figures(line: FigureSet, say: Phrasing) -> Iterator[Block]:
    yield Heading(level=4, text=say.figure(line))
    if line.verdict:
        yield Paragraph(run=_run(say.verdict(line), line), strong=line.verdict == "contradiction")
    if len(line.sides) == 1:
        yield from (Item(run=_value(value, line, say)) for value in line.sides[0].values)
        return
    rows = zip_longest(*(side.values for side in line.sides))
    yield Table(
        columns=tuple(say.words.fill("side", letter=_letter(index)) for index in range(len(line.sides))),
        rows=tuple(tuple(_value(value, line, say) if value else Run(text="") for value in row) for row in rows),
    )


def _letter(index: int) -> str:
    return ascii_uppercase[index] if index < len(ascii_uppercase) else str(index + 1)


def _value(value: ValueLine, line: FigureSet, say: Phrasing) -> Run:
    return _run(f"{say.value(value, line.unit)} ({say.giver(value)})", value)


def _promise(line: PromiseLine, say: Phrasing) -> Iterator[Block]:
    text = f"[{say.state(line.state)}] {say.promise(line)}: {say.quoted(line.what)} ({say.dates_of(line)})"
    yield Item(run=_run(text, line))
    yield from (Item(run=_run(say.turn(turn), turn), depth=1) for turn in line.turns)


def _saying(line: Saying, say: Phrasing) -> Block:
    head = f"{say.date(line.date)}, {say.speaker(line)} ({say.manner(line)})"
    return Item(run=_run(f"{head}: {say.saying(line)}", line))


def _actor(line: ActorLine, say: Phrasing) -> Iterator[Block]:
    facts = ", ".join(filter(None, (say.actor(line), say.part(line))))
    yield Item(run=_run(f"{line.name} ({facts})", line))
    for office in line.offices:
        yield Item(run=_run(say.office(office), office), depth=1)
    for merge in line.merges:
        yield Item(run=Run(text=f"{say.words['merged_because']} {say.merge(merge)}"), depth=1)


def _network(chapter: Chapter, say: Phrasing) -> Iterator[Block]:
    rows = [
        _cells(f"{left} – {right}", say.words.whole(len(edge.events)), say.score(edge.mean))
        for left, right, edge in say.edges(chapter.network)
    ]
    if rows:
        columns = (say.words["column_actors"], say.words["column_events"], say.words["column_mean"])
        yield Table(columns=columns, rows=tuple(rows), right=(1, 2))


def _sources(lines: Sequence[SourceLine], say: Phrasing) -> Iterator[Block]:
    words = say.words
    columns = tuple(words[f"column_{name}"] for name in ("date", "publisher", "title", "records", "notes"))
    if lines:
        yield Table(columns=columns, rows=tuple(_source(line, say) for line in lines), right=(3,))


def _source(line: SourceLine, say: Phrasing) -> tuple[Run, ...]:
    copy = f" ({say.words['copy_of']})" if line.copy else ""
    return (
        Run(text=say.day(line.source.published)),
        Run(text=say.shelf(line)),
        Run(text=f"{say.title(line.source)}{copy}", mark=line.mark),
        Run(text=say.words.whole(line.claims)),
        Run(text=say.listed(line.notes)),
    )


def _run(text: str, line: Line) -> Run:
    return Run(text=text, notes=line.notes, mark=line.mark)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(run=Run(text=text))


def _cells(*texts: str) -> tuple[Run, ...]:
    return tuple(Run(text=text) for text in texts)
