"""Who said what about whom."""

from relazione.dossier.dates import order
from relazione.dossier.naming import Naming
from relazione.dossier.notes import Notebook
from relazione.dossier.tree import Saying
from relazione.ontology.topics import topic
from relazione.records import Statement
from relazione.resolution.claims import Claim

GAP = " … "


def sayings(claims: tuple[Claim[Statement], ...], naming: Naming, notebook: Notebook) -> tuple[Saying, ...]:
    """Return the lines of statements by date."""
    ordered = sorted(claims, key=lambda claim: (order(_day(claim)), claim.source.document, _start(claim), claim.id))
    return tuple(_saying(claim, naming, notebook) for claim in ordered)


def _saying(claim: Claim[Statement], naming: Naming, notebook: Notebook) -> Saying:
    statement = claim.record
    return Saying(
        notes=notebook.take(claim.source, claim.quotes),
        records=(claim.id,),
        id=claim.id,
        speaker=naming.name(statement.speaker) if statement.speaker else None,
        addressees=naming.names(statement.addressee),
        about=naming.names(statement.about),
        topics=tuple(topic(code).label[naming.language] for code in statement.topics),
        form=statement.form,
        act=statement.act,
        date=_day(claim),
        due=statement.due,
        words=GAP.join(" ".join(quote.words.split()) for quote in claim.quotes),
    )


def _day(claim: Claim[Statement]) -> str | None:
    return claim.record.date or claim.source.published


def _start(claim: Claim[Statement]) -> int:
    return claim.quotes[0].start if claim.quotes else 0
