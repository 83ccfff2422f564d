"""What several commands ask for: the ledger, the filters, where output goes."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from relazione.errors import LedgerError, RelazioneError

if TYPE_CHECKING:
    from relazione.ledger import Ledger
    from relazione.ledger.view import View
    from relazione.ontology.atlas import Atlas
    from relazione.resolution.claims import Question
    from relazione.sources import Columns, Options
    from relazione.sources.clock import Clock
    from relazione.sources.fetching import Fetcher

T = TypeVar("T")

LedgerPlace = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="LEDGER",
        help="A file, or postgresql://user@host/name; else $RELAZIONE_LEDGER, else a file in your data folder.",
    ),
]
Actors = Annotated[
    Path | None,
    typer.Option(
        "--actors",
        metavar="FILE",
        help="Your own states, persons and organisations (YAML or CSV), known like any others; docs/actors.md.",
    ),
]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="Only from this day on: 2026-01-29, 2026-01 or 2026.")]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Only up to this day: 2026-01-29, 2026-01 or 2026.")]
Publishers = Annotated[
    list[str] | None,
    typer.Option("--publisher", metavar="NAME", help="Only what this publisher reports; may be given several times."),
]
PublisherCountries = Annotated[
    list[str] | None,
    typer.Option(
        "--publisher-country", metavar="CODE", help="Only what publishers of this state report (DEU); may be repeated."
    ),
]
AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private", help="Let in pages of this machine and of private networks (feeds of an intranet)."
    ),
]
Contact = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Where the owners of sites can write to; else $RELAZIONE_CONTACT."),
]
Out = Annotated[Path | None, typer.Option(metavar="FILE", help="Write to this file instead of the screen.")]
TextColumn = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="In tables (JSON Lines, Parquet), the column of the text; else text, body, …"),
]
DateColumn = Annotated[
    str | None, typer.Option(metavar="NAME", help="The column of the day of publication; else published, date, …")
]
TitleColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The column of the title; else title, headline.")]
PublisherColumn = Annotated[
    str | None, typer.Option(metavar="NAME", help="The column of the publisher; else publisher, source, …")
]
UrlColumn = Annotated[str | None, typer.Option(metavar="NAME", help="The column of the address; else url, link, …")]
FileDates = Annotated[
    bool,
    typer.Option(
        "--file-dates", help="Where nothing else tells the day, take that on which a PDF or Word file was made."
    ),
]


def open_ledger(place: str | None, *, new: bool = False) -> "Ledger":
    """Return the ledger asked for; raises `LedgerError` where there is none yet, unless it may be `new`."""
    from relazione.ledger import Ledger, default_path

    where = place or default_path()
    if not new and "://" not in where and not Path(where).is_file():
        raise LedgerError("there is no ledger yet", where=where, mend="make one with: relazione add REPORTS")
    return Ledger(where)


def atlas_of(actors: Path | None) -> "Atlas":
    """Return what reading knows of actors, with those of a file; raises `ActorError` naming the line of each fault."""
    from relazione.ontology.atlas import ONTOLOGY, Atlas

    return Atlas.read(actors) if actors else ONTOLOGY


def fetcher_of(allow_private: bool, contact: str | None, *, clock: "Clock | None" = None) -> "Fetcher":
    """Return what fetches pages for a command."""
    from relazione.sources.fetching import Fetcher

    return Fetcher(allow_private=allow_private, contact=contact or os.environ.get("RELAZIONE_CONTACT"), clock=clock)


def ask(
    view: "View",
    first: str | None = None,
    second: str | None = None,
    *,
    since: str | None = None,
    until: str | None = None,
    publishers: Iterable[str] | None = None,
    countries: Iterable[str] | None = None,
) -> "Question":
    """Return the question that options ask of a ledger; raises `UnknownCode` and `DateError` for what it cannot
    understand.
    """
    from relazione.ontology.countries import alpha3
    from relazione.resolution.claims import Question

    days = [_days(day, option) for day, option in ((since, "--since"), (until, "--until"))]
    return Question(
        first=view.asked(first) if first else None,
        second=view.asked(second) if second else None,
        since=days[0][0] if days[0] else None,
        until=days[1][1] if days[1] else None,
        publishers=tuple(publishers or ()),
        countries=tuple(alpha3(code) for code in countries or ()),
    )


def last_day(day: str | None, option: str) -> str | None:
    """Return the last day (ISO) of a date that an option gives; raises for what is no date."""
    days = _days(day, option)
    return days[1] if days else None


def _days(day: str | None, option: str) -> tuple[str, str] | None:
    from relazione.reader import require_published
    from relazione.resolution.dates import iso_days

    days = iso_days(require_published(day)) if day else None
    if day and days is None:
        raise RelazioneError(f"{day!r} is no date", where=option, allowed="2026-01-29, 2026-01 or 2026")
    return days


def emit(output: str | bytes, out: Path | None) -> None:
    """Write a command's whole output to a file, or to the screen."""
    data = output.encode() if isinstance(output, str) else output
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(data)
    except OSError as error:
        raise RelazioneError(f"cannot be written ({error.strerror})", where=str(out)) from error
    typer.echo(f"written to {out}", err=True)


def with_progress(things: Iterable[T], doing: str, total: int | None) -> Iterator[T]:
    """Yield things, with a progress bar on a terminal where there are several; a `total` of `None` is unknown."""
    if total is not None and total < 2:
        yield from things
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(things, doing, total=total, console=Console(stderr=True), transient=True)


def columns_of(
    text: str | None, published: str | None, title: str | None, publisher: str | None, url: str | None
) -> "Columns":
    """Return the names of columns that options give."""
    from relazione.sources import Columns

    return Columns(text=text, published=published, title=title, publisher=publisher, url=url)


def source_options(
    publisher: str | None = None, country: str | None = None, *, columns: "Columns", file_dates: bool
) -> "Options":
    """Return how sources are opened, as options say; raises `UnknownCode` for a publisher's state that is none."""
    from relazione.ontology.countries import alpha3
    from relazione.sources import Options, Particulars

    given = Particulars(publisher=publisher, country=alpha3(country) if country else None)
    return Options(given=given, columns=columns, file_dates=file_dates)
