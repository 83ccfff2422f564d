"""The commands of `relazione`."""

import json
import sys
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relazione.cli import accounts, asking, bulk, exchange, ledger, review, serve, watch
from relazione.cli.options import (
    Actors,
    AllowPrivate,
    Contact,
    DateColumn,
    FileDates,
    LedgerPlace,
    PublisherColumn,
    TextColumn,
    TitleColumn,
    UrlColumn,
    atlas_of,
    columns_of,
    fetcher_of,
    open_ledger,
    source_options,
    with_progress,
)
from relazione.errors import PipelineError, RelazioneError, unforeseen
from relazione.version import __version__

if TYPE_CHECKING:
    from relazione.records import Document, Reading
    from relazione.sources import Found, Options
    from relazione.sources.fetching import Fetcher

app = typer.Typer(
    name="relazione",
    help="Read press reports about relations between states: who met whom, what was signed, said and promised.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(ledger.app, name="ledger")
app.add_typer(review.app, name="review")
app.add_typer(accounts.app, name="accounts")
app.command("dossier")(asking.dossier_command)
app.command("search")(asking.search_command)
app.command("export")(exchange.export_command)
app.command("bulk")(bulk.bulk_command)
app.command("serve")(serve.serve_command)
app.command("watch")(watch.watch_command)


class Format(StrEnum):
    """How a reading is printed."""

    text = "text"
    json = "json"


Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help="Reports, and folders and archives of reports: text, Markdown, HTML, PDF, Word, mail, feeds, WARC, "
        "JSON Lines, Parquet, zip, gz; web addresses (https://…); - is standard input.",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="When the reports were published: 2026-01-29, 2026-01 or 2026."),
]
Language = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="The reports' language (de); detected where it is not given."),
]
Pipeline = Annotated[
    str | None,
    typer.Option(
        metavar="PACKAGE_OR_PATH", help="Read with another spaCy pipeline that gives Universal Dependencies labels."
    ),
]
Form = Annotated[Format, typer.Option("--format", help="Text for people; JSON, one object a line, for programs.")]
Explain = Annotated[bool, typer.Option("--explain", help="Show the words, the rule and the confidence of each record.")]
Publisher = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who published the reports; reports.yaml beside them may say it one by one."),
]
PublisherCountry = Annotated[str | None, typer.Option(metavar="CODE", help="The publisher's state: DEU.")]


@app.command("read")
def read_command(
    files: Files,
    published: Published = None,
    language: Language = None,
    form: Form = Format.text,
    explain: Explain = False,
    pipeline: Pipeline = None,
    actors: Actors = None,
    text_column: TextColumn = None,
    date_column: DateColumn = None,
    title_column: TitleColumn = None,
    publisher_column: PublisherColumn = None,
    url_column: UrlColumn = None,
    file_dates: FileDates = False,
    contact: Contact = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Read reports and print what they say.

    Example: relazione read visit.txt --published 2026-01-29 --explain

    Example: relazione read https://nordblatt.example/astana

    Example: relazione read crawl.warc.gz mails.mbox rows.jsonl --text-column body --format json
    """
    read = _reader(published, language, pipeline=pipeline, actors=actors)
    columns = columns_of(text_column, date_column, title_column, publisher_column, url_column)

    def show(document: "Document") -> None:
        _print(document, read(document), form, explain=explain)

    options = source_options(columns=columns, file_dates=file_dates)
    _for_each(files, options, fetcher_of(allow_private, contact), show)


@app.command("add")
def add_command(
    files: Files,
    published: Published = None,
    language: Language = None,
    form: Form = Format.text,
    explain: Explain = False,
    publisher: Publisher = None,
    publisher_country: PublisherCountry = None,
    ledger: LedgerPlace = None,
    pipeline: Pipeline = None,
    actors: Actors = None,
    text_column: TextColumn = None,
    date_column: DateColumn = None,
    title_column: TitleColumn = None,
    publisher_column: PublisherColumn = None,
    url_column: UrlColumn = None,
    file_dates: FileDates = False,
    contact: Contact = None,
    allow_private: AllowPrivate = False,
) -> None:
    """Read reports and keep them with their readings in a ledger; adding a report twice changes nothing.

    Example: relazione add reports/ --published 2026-01-29 --ledger israel.sqlite

    A file reports.yaml in a folder of reports says of each when and by whom it was published:
    visit.txt: {published: 2026-01-29, publisher: Nordblatt, country: DEU, url: "https://…"}
    """
    read = _reader(published, language, pipeline=pipeline, actors=actors)
    columns = columns_of(text_column, date_column, title_column, publisher_column, url_column)
    options = source_options(publisher, publisher_country, columns=columns, file_dates=file_dates)
    with open_ledger(ledger, new=True) as kept:

        def keep(document: "Document") -> None:
            reading = read(document)
            new = kept.add(document, reading)
            if form is Format.json or explain:
                _print(document, reading, form, explain=explain)
            else:
                typer.echo(f"{'added' if new else 'known'}  {document.id[:19]}  {document.title or document.origin}")

        _for_each(files, options, fetcher_of(allow_private, contact), keep)


@app.command("show")
def show_command(
    id_: Annotated[str | None, typer.Argument(metavar="ID", help="A document's id or its first digits.")] = None,
    form: Form = Format.text,
    explain: Explain = False,
    ledger: LedgerPlace = None,
) -> None:
    """Print a kept reading again, or list what the ledger keeps.

    Example: relazione show 3f2a9c
    """
    with open_ledger(ledger) as kept:
        if id_ is None:
            for found, published, title in kept.contents():
                typer.echo(f"{found[:19]}  {published or 'undated':10}  {title or ''}")
            return
        found = kept.find(id_)
        _print(kept.document(found), kept.reading(found), form, explain=explain)


@app.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of a reading."""
    from relazione.records import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@app.callback(invoke_without_command=True)
def _common(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    if version:
        typer.echo(f"relazione {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command line; an error that Relazione understands is one line on stderr and exit status 1."""
    try:
        app()
    except RelazioneError as error:
        typer.echo(f"relazione: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(141)


def _reader(
    published: str | None, language: str | None, *, pipeline: str | None, actors: Path | None
) -> "Callable[[Document], Reading]":
    from relazione.reader import read_document, require_published

    day, atlas = require_published(published), atlas_of(actors)
    return lambda document: read_document(document, published=day, language=language, pipeline=pipeline, actors=atlas)


def _print(document: "Document", reading: "Reading", form: Format, *, explain: bool) -> None:
    from relazione.cli.view import View

    if form is Format.json:
        typer.echo(reading.to_json())
        return
    typer.echo("\n".join(View(reading, document.text, explain=explain).lines()))
    typer.echo("")


def _for_each(files: list[str], options: "Options", fetcher: "Fetcher", work: "Callable[[Document], None]") -> None:
    """Do the work for each report; a broken one is told of at once and makes the exit status 1."""
    from relazione.sources import SourceFault

    count = faults = 0
    opened, total = _opened(files, options, fetcher)
    for found in with_progress(opened, "Reading", total):
        count += 1
        fault = found.error() if isinstance(found, SourceFault) else _attempt(work, found)
        if fault is not None:
            faults += 1
            typer.echo(f"relazione: {fault}", err=True)
    if not count:
        typer.echo("relazione: no reports found; give files, or folders or archives that hold reports", err=True)
    if faults:
        typer.echo(f"relazione: {faults} of {count} reports could not be read", err=True)
    if faults or not count:
        raise typer.Exit(1)


def _opened(files: list[str], options: "Options", fetcher: "Fetcher") -> "tuple[Iterator[Found], int | None]":
    """Return what files and web addresses hold, one after the other, and how many reports that is where it is known."""
    from relazione.sources import find_reports, holds_one, open_source
    from relazione.sources.fetching import is_url
    from relazione.sources.web import open_page

    places: list[str | Path] = []
    for file in files:
        places += [file] if is_url(file) else find_reports([Path(file)])
    known = all(isinstance(place, str) or holds_one(place) for place in places)
    found = (
        found
        for place in places
        for found in (open_page(place, fetcher, options) if isinstance(place, str) else open_source(place, options))
    )
    return found, len(places) if known else None


def _attempt(work: "Callable[[Document], None]", document: "Document") -> RelazioneError | None:
    """Do the work for a report; return what went wrong, unless no report can be read at all."""
    try:
        work(document)
    except (PipelineError, BrokenPipeError):
        raise
    except RelazioneError as error:
        error.where = error.where or document.origin or ""
        return error
    except Exception as error:  # noqa: BLE001  (a fault of ours in one report must not cost the others)
        return unforeseen(error, document.origin or "")
    return None
