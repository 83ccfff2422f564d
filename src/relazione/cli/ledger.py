"""`relazione ledger …`: looking after a ledger."""

import getpass
from pathlib import Path
from typing import Annotated

import typer

from relazione.cli.options import Actors, LedgerPlace, atlas_of, emit, open_ledger, with_progress
from relazione.errors import LedgerError, RelazioneError

app = typer.Typer(
    help="Look after a ledger: what it holds, whether it is whole, reading anew, archives, decisions.",
    no_args_is_help=True,
)
Reason = Annotated[str, typer.Option(metavar="WORDS", help="Why; it is kept with the decision.")]


@app.command("info")
def info_command(ledger: LedgerPlace = None) -> None:
    """Print what a ledger holds: documents, records, merged events and actors, publishers, its size."""
    from relazione.ledger.counts import counts_of

    with open_ledger(ledger) as kept:
        with kept.transaction() as connection:
            for name, value in counts_of(connection).items():
                typer.echo(f"{name:24}{value:>14,}")
        with kept.view() as view:
            for publisher, country, number in view.publishers():
                typer.echo(f"  {publisher or 'publisher unknown'} ({country or '?'}){number:>8,}")


@app.command("check")
def check_command(ledger: LedgerPlace = None) -> None:
    """Prove that a ledger is whole: hashes, spans inside texts, no dangling ids. Exit status 1 where it is not."""
    from relazione.ledger.checks import find_faults

    with open_ledger(ledger) as kept, kept.transaction() as connection:
        faults = list(find_faults(connection))
    for fault in faults:
        typer.echo(fault)
    if faults:
        typer.echo(f"relazione: {len(faults)} faults in {kept.where}", err=True)
        raise typer.Exit(1)
    typer.echo("whole: hashes, spans and ids are right")


@app.command("reread")
def reread_command(ledger: LedgerPlace = None, actors: Actors = None) -> None:
    """Read every document again with this version of the reader; earlier readings and all decisions are kept."""
    from relazione.reader import has_own_actors, read_document

    atlas = atlas_of(actors)
    with open_ledger(ledger) as kept:
        total, changed, faults = len(kept.contents()), 0, []
        for document in with_progress(kept.documents(), "Reading again", total):
            try:
                if not atlas.own and has_own_actors(kept.reading(document.id)):
                    raise LedgerError("was read with own actors", mend="give their file with --actors")
                changed += kept.add(document, read_document(document, actors=atlas))
            except RelazioneError as error:
                faults.append(f"relazione: {document.id[:19]}: {error}")
    typer.echo(f"{total} documents read again, {changed} with another reading than before")
    for fault in faults:
        typer.echo(fault, err=True)
    if faults:
        raise typer.Exit(1)


@app.command("export")
def export_command(
    out: Annotated[Path, typer.Argument(metavar="FILE", help="The archive to write (JSON Lines).")],
    ledger: LedgerPlace = None,
) -> None:
    """Write documents, readings and decisions to an archive that `import` takes in again."""
    from relazione.ledger.archive import export_lines

    with open_ledger(ledger) as kept:
        emit(b"".join(line + b"\n" for line in export_lines(kept)), out)


@app.command("import")
def import_command(
    archive: Annotated[Path, typer.Argument(metavar="FILE", help="An archive that `export` wrote.")],
    ledger: LedgerPlace = None,
) -> None:
    """Take in an archive; what the ledger holds already stays as it is."""
    from relazione.ledger.archive import import_lines

    try:
        lines = archive.open("rb")
    except OSError as error:
        raise LedgerError(f"cannot be read ({error.strerror})", where=str(archive)) from error
    with lines, open_ledger(ledger, new=True) as kept:
        typer.echo(f"{import_lines(kept, lines, where=str(archive))} readings were new")


@app.command("forget")
def forget_command(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="A document's id or its first digits.")],
    ledger: LedgerPlace = None,
) -> None:
    """Remove a document's text and all that derives from it; a stub says that and when it was removed."""
    with open_ledger(ledger) as kept:
        id_ = kept.find(document)
        typer.echo(f"forgotten  {id_[:19]}  with {kept.forget(id_)} records")


@app.command("why")
def why_command(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A merged event or actor, as exports and dossiers name it.")],
    ledger: LedgerPlace = None,
) -> None:
    """Say why the members of a merged event or actor are one."""
    with open_ledger(ledger) as kept, kept.view() as view:
        links = view.links_of(id_)
    for link in links:
        typer.echo(f"{link.score:.2f}  {link.left}  {link.right}  {link.reason}")
    if not links:
        typer.echo(f"relazione: {id_} is made of one mention, or not in the ledger", err=True)


@app.command("split")
def split_command(left: str, right: str, reason: Reason, ledger: LedgerPlace = None) -> None:
    """Decide that LEFT, a member of a merged event or actor, is none of what RIGHT is, now and after every reading.

    Example: relazione ledger split event:1f… event:9c… --reason "two attacks"
    """
    with open_ledger(ledger) as kept:
        kept.split(left, right, who=getpass.getuser(), reason=reason)
    typer.echo(f"decided: {left} and {right} are different")


@app.command("merge")
def merge_command(left: str, right: str, reason: Reason, ledger: LedgerPlace = None) -> None:
    """Decide that two events or two actors are one, now and after every reading."""
    with open_ledger(ledger) as kept:
        kept.merge(left, right, who=getpass.getuser(), reason=reason)
    typer.echo(f"decided: {left} and {right} are one")
