"""`relazione dossier` and `search`: what a ledger says."""

from enum import StrEnum
from typing import Annotated

import typer

from relazione.cli.options import (
    LedgerPlace,
    Out,
    PublisherCountries,
    Publishers,
    Since,
    Until,
    ask,
    emit,
    last_day,
    open_ledger,
)


class Kind(StrEnum):
    """What a search finds."""

    document = "document"
    actor = "actor"
    event = "event"
    statement = "statement"
    figure = "figure"
    agreement = "agreement"


class DossierFormat(StrEnum):
    """How a dossier is written."""

    text = "text"
    html = "html"
    md = "md"
    docx = "docx"
    pdf = "pdf"
    json = "json"
    ris = "ris"
    csl = "csl"


class ScreenLanguage(StrEnum):
    """A language that dossiers are written in."""

    de = "de"
    en = "en"


First = Annotated[str, typer.Argument(metavar="FIRST", help="A state (ISO 3166-1 alpha-3: KAZ) or a group (C6, EU).")]
Second = Annotated[
    str | None, typer.Argument(metavar="[SECOND]", help="The other state or group; everybody where it is not given.")
]
ChangesSince = Annotated[
    str | None, typer.Option(metavar="DATE", help="Only what is new, changed or newly contradicted since this day.")
]
As = Annotated[DossierFormat, typer.Option("--format", help="ris and csl: the sources, for a reference manager.")]
Kinds = Annotated[list[Kind] | None, typer.Option("--kind", help="Only finds of this kind; may be repeated.")]


def dossier_command(
    first: First,
    second: Second = None,
    since: Since = None,
    until: Until = None,
    changes_since: ChangesSince = None,
    publisher: Publishers = None,
    publisher_country: PublisherCountries = None,
    form: As = DossierFormat.text,
    lang: Annotated[ScreenLanguage, typer.Option(help="The dossier's language.")] = ScreenLanguage.en,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Judge promises as of this day; else today.")] = None,
    out: Out = None,
    ledger: LedgerPlace = None,
) -> None:
    """Write what the ledger says of the relations of two states, a group or one state, each line with its proof.

    Examples: relazione dossier ISR KAZ

    relazione dossier ISR C6 --format html --out israel-c6.html

    relazione dossier KAZ --since 2026 --changes-since 2026-03-01
    """
    from relazione.dossier import FORMATS, Options, build_dossier, gather
    from relazione.resolution.dates import today

    day = last_day(on, "--on") or today().isoformat()
    options = Options(language=lang.value, made=day, since=last_day(changes_since, "--changes-since"))
    with open_ledger(ledger) as kept, kept.view() as view:
        question = ask(view, first, second, since=since, until=until, publishers=publisher, countries=publisher_country)
        findings = gather(view, question, day)
    emit(FORMATS[form.value](build_dossier(findings, options)), out)


def search_command(
    words: Annotated[str, typer.Argument(metavar="WORDS", help="Words, or beginnings of words; all must stand there.")],
    kinds: Kinds = None,
    state: Annotated[
        list[str] | None, typer.Option(metavar="CODE", help="Only records of this state or group; may be repeated.")
    ] = None,
    since: Since = None,
    until: Until = None,
    publisher: Publishers = None,
    publisher_country: PublisherCountries = None,
    limit: Annotated[int, typer.Option(help="At most so many finds.")] = 50,
    ledger: LedgerPlace = None,
) -> None:
    """Find documents, statements and records by their words; case, accents and hyphens do not count.

    Example: relazione search "Visa-Regime" --kind statement
    """
    first, second = [*(state or []), None, None][:2]
    with open_ledger(ledger) as kept, kept.view() as view:
        question = ask(view, first, second, since=since, until=until, publishers=publisher, countries=publisher_country)
        hits = view.search(words, kinds=[kind.value for kind in kinds or ()], question=question, limit=limit)
    for hit in hits:
        source = hit.source
        typer.echo(
            f"{source.published or 'undated':10}  {hit.kind:9}  {source.document[7:15]}  {source.publisher or ''}  "
            f"{source.title or ''}\n    {' '.join(hit.words.split())}"
        )
    if not hits:
        typer.echo(f"relazione: nothing holds {words!r}", err=True)
