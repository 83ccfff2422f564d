"""`relazione export`: the ledger's records for other programs."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from relazione.cli.options import (
    LedgerPlace,
    PublisherCountries,
    Publishers,
    Since,
    Until,
    ask,
    emit,
    open_ledger,
)
from relazione.errors import ExportError

if TYPE_CHECKING:
    from relazione.ledger import Ledger
    from relazione.resolution.claims import Question

CONLLU = "conllu"

FormatName = Annotated[
    str | None, typer.Argument(metavar="[FORMAT]", help="One of the formats; they are listed where none is given.")
]
State = Annotated[str | None, typer.Option(metavar="CODE", help="Only what concerns this state or group (KAZ, C6).")]
With = Annotated[
    str | None, typer.Option("--with", metavar="CODE", help="Only relations of --state with this state or group.")
]
OutPath = Annotated[
    Path | None, typer.Option(metavar="PATH", help="The file, or for parquet the folder; else the screen.")
]


def export_command(
    form: FormatName = None,
    state: State = None,
    other: With = None,
    since: Since = None,
    until: Until = None,
    publisher: Publishers = None,
    publisher_country: PublisherCountries = None,
    out: OutPath = None,
    ledger: LedgerPlace = None,
) -> None:
    """Write the ledger's records as event data, networks or annotations for other programs.

    Example: relazione export polecat --state ISR --with KAZ --out israel-kazakhstan.txt
    """
    if form is None:
        _list()
        return
    with open_ledger(ledger) as kept:
        with kept.view() as view:
            question = ask(
                view, state, other, since=since, until=until, publishers=publisher, countries=publisher_country
            )
        if form == CONLLU:
            emit(_conllu(kept, question), out)
            return
        for reason, number in sorted(_export(kept, form, question, out).items()):
            typer.echo(f"relazione: {number:,} left out: {reason}", err=True)
    if out is not None:
        typer.echo(f"written to {out}", err=True)


def _list() -> None:
    from relazione.exchange import FORMATS

    for name, format_ in FORMATS.items():
        typer.echo(f"{name:16}{format_.description}\n{'':16}Loses: {format_.loses}")
    typer.echo(f"{CONLLU:16}The reports' tokens and Universal Dependencies trees (CoNLL-U).")


def _export(ledger: "Ledger", name: str, question: "Question", out: Path | None) -> Counter[str]:
    from relazione.exchange import Options, export, find_format

    format_ = find_format(name)
    if out is None and format_.folder:
        raise ExportError(f"{name} writes a folder of files", mend="say where with --out FOLDER")
    if out is not None and not format_.folder:
        out.parent.mkdir(parents=True, exist_ok=True)
    options = Options(texts=lambda id_: ledger.document(id_).text)
    with ledger.view() as view:
        return export(view.batches(question), name, out or sys.stdout.buffer, options)


def _conllu(ledger: "Ledger", question: "Question") -> str:
    """Return the trees of the documents that a question finds records in."""
    from relazione.exchange import to_conllu
    from relazione.reader import parse_document

    with ledger.view() as view:
        ids = dict.fromkeys(id_ for material in view.batches(question) for id_ in material.sources())
    return "".join(to_conllu(parse_document(ledger.document(id_)), id_) for id_ in ids)
