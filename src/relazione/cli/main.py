"""The commands of `relazione`."""

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relazione.cli import accounts, asking, bulk, exchange, ledger, review, serve
from relazione.cli.options import LedgerPlace, open_ledger, with_progress
from relazione.errors import PipelineError, RelazioneError, unforeseen
from relazione.version import __version__

if TYPE_CHECKING:
    from relazione.records import Document, Reading

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


class Format(StrEnum):
    """How a reading is printed."""

    text = "text"
    json = "json"


Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Reports, or folders of reports (*.txt).")]
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
) -> None:
    """Read reports and print what they say.

    Example: relazione read visit.txt --published 2026-01-29 --explain
    """
    reader = _reader(published, language, pipeline=pipeline)

    def show(path: Path) -> None:
        document, reading = reader(path)
        _print(document, reading, form, explain=explain)

    _for_each(files, show)


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
) -> None:
    """Read reports and keep them with their readings in a ledger; adding a report twice changes nothing.

    Example: relazione add reports/ --published 2026-01-29 --ledger israel.sqlite

    A file reports.yaml in a folder of reports says of each when and by whom it was published:
    visit.txt: {published: 2026-01-29, publisher: Nordblatt, country: DEU, url: "https://…"}
    """
    reader = _reader(published, language, publisher, publisher_country, pipeline=pipeline)
    with open_ledger(ledger, new=True) as kept:

        def keep(path: Path) -> None:
            document, reading = reader(path)
            new = kept.add(document, reading)
            if form is Format.json or explain:
                _print(document, reading, form, explain=explain)
            else:
                typer.echo(f"{'added' if new else 'known'}  {document.id[:19]}  {document.title or path}")

        _for_each(files, keep)


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
    published: str | None,
    language: str | None,
    publisher: str | None = None,
    country: str | None = None,
    *,
    pipeline: str | None = None,
) -> "Callable[[Path], tuple[Document, Reading]]":
    import msgspec

    from relazione.ontology.countries import alpha3
    from relazione.reader import read_document, require_published
    from relazione.sources import open_report

    day = require_published(published)
    given = {"publisher": publisher, "country": alpha3(country) if country else None}
    given = {name: value for name, value in given.items() if value}

    def read(path: Path) -> "tuple[Document, Reading]":
        document = msgspec.structs.replace(open_report(path), **given)
        return document, read_document(document, published=day, language=language, pipeline=pipeline)

    return read


def _print(document: "Document", reading: "Reading", form: Format, *, explain: bool) -> None:
    from relazione.cli.view import View

    if form is Format.json:
        typer.echo(reading.to_json())
        return
    typer.echo("\n".join(View(reading, document.text, explain=explain).lines()))
    typer.echo("")


def _for_each(files: list[Path], work: Callable[[Path], None]) -> None:
    """Do the work for each report; a broken one is told of at the end and makes the exit status 1."""
    from relazione.sources import find_reports

    paths = list(find_reports(files))
    faults: list[RelazioneError] = []
    for path in with_progress(paths, "Reading", len(paths)):
        try:
            work(path)
        except PipelineError:
            raise  # no report can be read
        except RelazioneError as error:
            error.where = error.where or str(path)
            faults.append(error)
        except Exception as error:  # noqa: BLE001  (a fault of ours in one report must not cost the others)
            faults.append(unforeseen(error, str(path)))
    for fault in faults:
        typer.echo(f"relazione: {fault}", err=True)
    if not paths:
        typer.echo("relazione: no reports found; give text files, or a folder that holds *.txt files", err=True)
    if faults:
        typer.echo(f"relazione: {len(faults)} of {len(paths)} reports could not be read", err=True)
    if faults or not paths:
        raise typer.Exit(1)
