"""`relazione review …`: what analysts decided, how far they agree, and gold from it."""

from pathlib import Path
from typing import Annotated

import typer

from relazione.cli.options import LedgerPlace, emit, open_ledger

app = typer.Typer(
    help="What analysts decided: the log, how far they agree, how right the reader was, gold.", no_args_is_help=True
)


@app.command("export")
def export_command(
    documents: Annotated[
        list[str], typer.Argument(metavar="DOCUMENT...", help="Ids of documents or their first digits.")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to write texts and gold readings to.")],
    whole: Annotated[
        bool, typer.Option("--whole", help="All of a document counts, also records that nobody decided on.")
    ] = False,
    ledger: LedgerPlace = None,
) -> None:
    """Write reviewed documents as gold readings beside their texts; records that nobody decided on are optional."""
    from relazione.resolution.applying import settle
    from relazione.review import gold_of

    with open_ledger(ledger) as kept:
        for id_ in map(kept.find, documents):
            document = kept.document(id_)
            decided = settle(kept.reading(id_), kept.decisions_on(id_))
            name = f"{id_.removeprefix('sha256:')[:12]}.{decided.reading.document.language}"
            gold = gold_of(decided, document.text, f"{name}.txt", whole=whole)
            emit(document.text.encode(), out / f"{name}.txt")
            emit(gold.encode(), out / f"{name}.gold.yaml")


@app.command("log")
def log_command(
    document: Annotated[str | None, typer.Option(metavar="DOCUMENT", help="Only what concerns this document.")] = None,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Only what this person decided.")] = None,
    limit: Annotated[int, typer.Option(metavar="NUMBER", help="How many to print.")] = 50,
    ledger: LedgerPlace = None,
) -> None:
    """Print who decided what and when, the newest first."""
    with open_ledger(ledger) as kept:
        about = kept.find(document) if document else None
        for one in kept.decisions(document=about, who=who, limit=limit):
            ends = " ".join(mark.id for mark in (one.left, one.right) if mark)
            what = one.undoes or ends or f"{one.kind} {one.claim or one.local or ''} of {(one.document or '')[:19]}"
            typer.echo(f"{one.made[:19]}  {one.id}  {one.who}  {one.verb}  {what}  {one.reason}".rstrip())


@app.command("agreement")
def agreement_command(ledger: LedgerPlace = None) -> None:
    """Print how far reviewers agree (Krippendorff's alpha) over the records that two or more of them judged."""
    from relazione.review import alpha_of

    with open_ledger(ledger) as kept:
        found, number = alpha_of(kept.decisions(limit=None))
    typer.echo(f"alpha {'unknown' if found is None else f'{found:.3f}'} over {number} records that two or more judged")


@app.command("precision")
def precision_command(ledger: LedgerPlace = None) -> None:
    """Print how many records people accepted of those they judged, by kind and rule, with the 95 % interval."""
    from relazione.review import precisions_of

    with open_ledger(ledger) as kept:
        for one in precisions_of(kept.decisions(limit=None)):
            interval = f"{one.low:.2f}-{one.high:.2f}"
            typer.echo(f"{one.kind:10} {one.rule:32} {one.accepted:6}/{one.judged:<6} {one.share:.2f} ({interval})")
