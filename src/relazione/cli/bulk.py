"""`relazione bulk`: whole archives into tables."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relazione.cli.options import (
    Actors,
    DateColumn,
    FileDates,
    PublisherColumn,
    TextColumn,
    TitleColumn,
    UrlColumn,
    atlas_of,
    columns_of,
    source_options,
)
from relazione.errors import RelazioneError

if TYPE_CHECKING:
    from relazione.bulk.crews import Crew
    from relazione.bulk.parts import Count

EVERY = 10.0  # seconds between two lines of progress where there is no terminal


def bulk_command(
    archives: Annotated[
        list[Path],
        typer.Argument(metavar="IN...", help="Archives, files or folders of reports, in any form that is read."),
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder for the tables; a run cut short goes on there.")],
    workers: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Workers; by default one a core (a cluster: all but one).")
    ] = None,
    ray: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Read on a Ray cluster: auto, ray://head:10001, or local for this machine."
        ),
    ] = None,
    gate: Annotated[
        bool, typer.Option("--gate/--no-gate", help="Read only reports that name two states or bodies, or all of them.")
    ] = True,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When the reports were published, where the archives do not say.")
    ] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="The reports' language; else detected.")] = None,
    pipeline: Annotated[str | None, typer.Option(metavar="PACKAGE_OR_PATH", help="Another spaCy pipeline.")] = None,
    actors: Actors = None,
    limit: Annotated[float, typer.Option(metavar="SECONDS", help="How long one report may take.")] = 120.0,
    part: Annotated[int, typer.Option(min=1, metavar="N", help="Reports in a part.")] = 256,
    text_column: TextColumn = None,
    date_column: DateColumn = None,
    title_column: TitleColumn = None,
    publisher_column: PublisherColumn = None,
    url_column: UrlColumn = None,
    file_dates: FileDates = False,
) -> None:
    """Read whole archives into Parquet tables: documents, actors, events, statements, figures, agreements, evidence.

    Example: relazione bulk news.jsonl.gz crawl/ --out readings/ --workers 8

    Give the same command again after a kill or Ctrl-C: finished parts are kept, none is done twice. Reports that cannot
    be read stand in DIR/faults with the reason. Query the tables with any tool that knows Parquet:
    duckdb -c "select type, count(*) from 'readings/events/*.parquet' group by type"
    """
    from relazione.bulk.crews import LocalCrew, RayCrew, cores
    from relazione.bulk.parts import Run
    from relazione.bulk.run import run
    from relazione.bulk.worker import Settings
    from relazione.reader import require_published
    from relazione.sources import open_sources

    settings = Settings(
        gate=gate,
        published=require_published(published),
        language=language,
        pipeline=pipeline,
        actors=atlas_of(actors).own,
        seconds=limit,
    )

    def crew(told: str) -> "Crew":
        return RayCrew(told, workers, ray) if ray else LocalCrew(told, workers or cores())

    _require(archives)
    columns = columns_of(text_column, date_column, title_column, publisher_column, url_column)
    options = source_options(columns=columns, file_dates=file_dates)
    start = time.monotonic()
    with _progress(_expected(archives)) as tell:
        count = run(open_sources(archives, options), out, crew, Run(settings=settings, size=part), tell)
    typer.echo(_summary(count, time.monotonic() - start, out))
    if not count.documents:
        raise RelazioneError("hold no reports", where=", ".join(map(str, archives)), mend="give archives or folders")


def _require(archives: list[Path]) -> None:
    missing = [str(path) for path in archives if not path.exists() and str(path) != "-"]
    if missing:
        raise RelazioneError("is not there", where=", ".join(missing), mend="check the path")


def _expected(archives: list[Path]) -> int | None:
    """Return how many reports archives hold where that is told without opening them one by one, else `None`."""
    from relazione.sources import find_reports, holds_one

    total = 0
    for path in find_reports(path for path in archives if str(path) != "-"):
        if path.suffix in (".jsonl", ".ndjson"):
            with path.open("rb") as lines:
                total += sum(1 for line in lines if line.strip())
        elif holds_one(path):
            total += 1
        else:
            return None
    return None if Path("-") in archives else total


def _summary(count: "Count", seconds: float, out: Path) -> str:
    share = count.read / count.documents if count.documents else 0
    return (
        f"{count.documents:,} reports, {count.words:,} words: {count.read:,} read ({share:.1%}), "
        f"{count.faults:,} set aside, {count.documents - count.read - count.faults:,} kept back by the gate; "
        f"{seconds:.0f} s, tables in {out}"
    )


class Pace:
    """How far a run has come, how fast it goes and how long it will go on; only what it did itself tells its pace."""

    def __init__(self, total: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        self._total, self._clock, self._start = total, clock, clock()
        self.documents = self.read = self.faults = self._fresh = 0

    def add(self, count: "Count", *, earlier: bool) -> None:
        """Take in a part."""
        self.documents += count.documents
        self.read += count.read
        self.faults += count.faults
        self._fresh += 0 if earlier else count.documents

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self._fresh / max(self._clock() - self._start, 1e-9)

    def __str__(self) -> str:
        of = f" of {self._total:,}" if self._total is not None else ""
        left = f", {self._left()} left" if self._total is not None and self._fresh else ""
        done = f"{self.documents:,}{of} reports, {self.read:,} read, {self.faults:,} set aside"
        return f"{done}, {self.rate:,.1f} a second{left}"

    def _left(self) -> str:
        seconds = round(max(0, (self._total or 0) - self.documents) / self.rate)
        return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


@contextmanager
def _progress(total: int | None) -> "Iterator[Callable[[Count, bool], None]]":
    """Give what shows progress: a bar on a terminal, else a line every few seconds."""
    pace = Pace(total)
    if not sys.stderr.isatty():
        yield _in_lines(pace)
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (BarColumn(), TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(str(pace), total=total)

        def show(count: "Count", earlier: bool) -> None:
            pace.add(count, earlier=earlier)
            bar.update(task, advance=count.documents, description=str(pace))

        yield show


def _in_lines(pace: Pace) -> "Callable[[Count, bool], None]":
    last = time.monotonic()

    def tell(count: "Count", earlier: bool) -> None:
        nonlocal last
        pace.add(count, earlier=earlier)
        if time.monotonic() - last >= EVERY:
            last = time.monotonic()
            typer.echo(str(pace), err=True)

    return tell
