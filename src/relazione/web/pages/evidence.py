"""Evidence in place: the exact words of records within their sentences, with source, confidence and rule."""

from collections.abc import Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from relazione.errors import LedgerError
from relazione.ledger.listing import Listing
from relazione.resolution.claims import Quote
from relazione.web.access import person_of
from relazione.web.proof import Proof, passages
from relazione.web.rendering import is_fragment, page, part
from relazione.web.store import Kept

router = APIRouter()

MOST = 60  # records or places that one address may name
Named = Annotated[list[str], Query(max_length=MOST)]


@router.get("/evidence")
def evidence(request: Request, kept: Kept, claim: Named = [], place: Named = []) -> HTMLResponse:  # noqa: B006
    """Show the words of records (`claim`) or of places (`place`: document~start~end)."""
    with kept.view() as view:
        told = view.told(claim) if claim else []
        shown = list(_at(Listing(view.connection), place))
    found = [
        Proof(
            source=one.source,
            passages=passages(text, one.quotes),
            kind=kind,
            claim=one.id,
            local=one.local,
            confidence=one.record.confidence,
            rule=one.record.rule,
        )
        for kind, one, text in told
    ]
    found += shown
    if not found:
        raise LedgerError("the ledger holds no such record any more")
    person = person_of(request)
    reviewing = person is not None and person.may("reviewer")
    if is_fragment(request):
        return HTMLResponse(part(request, "evidence.html.j2", proofs=found, reviewing=reviewing))
    return page(request, "evidence_page.html.j2", proofs=found, reviewing=reviewing)


def _at(listing: Listing, places: Sequence[str]) -> Iterator[Proof]:
    """Yield the words at places, those of one document together."""
    quotes: dict[str, list[tuple[int, int]]] = {}
    for place in places:
        id_, _, span = place.partition("~")
        start, _, end = span.partition("~")
        if start.isdecimal() and end.isdecimal():
            quotes.setdefault(id_, []).append((int(start), int(end)))
    for id_, spans in quotes.items():
        text = listing.text(id_)
        words = [
            Quote(document=id_, start=start, end=end, words=text[start:end])
            for start, end in spans
            if start < end <= len(text)
        ]
        yield Proof(source=listing.document(id_), passages=passages(text, words))
