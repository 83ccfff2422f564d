"""Review as a whole: the queue, what was decided last, merging and splitting, undoing, agreement, gold."""

from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from io import BytesIO
from typing import Annotated
from zipfile import ZIP_DEFLATED, ZipFile

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from relazione.errors import LedgerError
from relazione.ledger import Ledger
from relazione.records import Document, Record
from relazione.resolution.applying import settle
from relazione.resolution.claims import Source
from relazione.resolution.kinds import TYPES
from relazione.review import Item, alpha_of, gold_of, next_items, precisions_of
from relazione.web.access import needs, note
from relazione.web.cache import Findings
from relazione.web.cards import Card, Cards
from relazione.web.history import last_of, lines
from relazione.web.pages.desk import Reviewer, Way, address, queue
from relazione.web.rendering import language_of, page
from relazione.web.security import own_path, same_site
from relazione.web.store import Kept, Seen
from relazione.web.wording import Interface, interface

router = APIRouter(prefix="/review", dependencies=[Depends(needs("reviewer"))])
WAITING = 30  # records of the queue on its page
LOG = 20  # decisions on the page
REPORTS = 100  # reviewed reports listed
REVIEWED = tuple(TYPES)  # kinds of records in the queue


class Waiting(Record, frozen=True, kw_only=True):
    """A record that waits for review: `by` are those who decided on it already, `reports` tell of the same event."""

    card: Card
    href: str
    source: Source
    reports: int
    contradicted: bool
    by: tuple[str, ...]


@router.get("")
def overview(  # noqa: PLR0913  (the parts of the address)
    request: Request, ledger: Kept, findings: Findings, person: Reviewer, kind: str = "", after: str | None = None
) -> HTMLResponse:
    """Show the queue and what was decided last; `after` is the last decision of the page of the log before."""
    words = interface(language_of(request))
    log = ledger.decisions(limit=LOG + 1, after=after)
    kinds = (kind,) if kind in REVIEWED else ()

    def make() -> list[Waiting]:
        return _waiting(queue(findings, ledger, kinds)[:WAITING], ledger, words, "report" if kinds else "queue")

    return page(
        request,
        "review.html.j2",
        waiting=findings.get(("waiting", kinds, words.language), make),
        kind=kind,
        kinds=REVIEWED,
        last=last_of(ledger, person.name, words),
        log=lines(log[:LOG], ledger, words),
        older=log[LOG - 1].id if len(log) > LOG else "",
    )


@router.get("/agreement")
def agreement(request: Request, ledger: Kept, view: Seen, person: Reviewer) -> HTMLResponse:
    """Show how far reviewers agree, how right the reader was so far, and what waits for a second opinion."""
    words = interface(language_of(request))
    decisions = ledger.decisions(limit=None)
    alpha, judged = alpha_of(decisions)
    seconds = next_items(view, seconds=True, reviewer=person.name, limit=WAITING)
    reviewed = Counter(one.document for one in decisions if one.document and one.verb != "undo")
    documents = _kept(ledger, [id_ for id_, _ in reviewed.most_common(REPORTS)])
    return page(
        request,
        "agreement.html.j2",
        alpha=alpha,
        judged=judged,
        people=sorted(Counter(one.who for one in decisions).items()),
        precisions=precisions_of(decisions),
        seconds=_waiting(seconds, ledger, words, "report"),
        reviewed=[(id_, documents[id_], number) for id_, number in reviewed.most_common() if id_ in documents],
    )


@router.get("/gold")
def gold(ledger: Kept, document: Annotated[list[str] | None, Query()] = None, *, whole: bool = False) -> Response:
    """Return reviewed documents with their gold readings as a ZIP archive; without a choice all that were reviewed."""
    chosen = [ledger.find(id_) for id_ in document or ()]
    if not chosen:
        decided = (one.document for one in ledger.decisions(limit=None))
        chosen = sorted(_kept(ledger, {id_ for id_ in decided if id_}))
    archive = BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:
        for id_ in chosen:
            text, settled = ledger.document(id_).text, settle(ledger.reading(id_), ledger.decisions_on(id_))
            name = f"{id_.removeprefix('sha256:')[:12]}.{settled.reading.document.language}"
            packed.writestr(f"{name}.txt", text)
            packed.writestr(f"{name}.gold.yaml", gold_of(settled, text, f"{name}.txt", whole=whole))
    headers = {"content-disposition": 'attachment; filename="gold.zip"'}
    return Response(archive.getvalue(), media_type="application/zip", headers=headers)


def _kept(ledger: Ledger, ids: Iterable[str]) -> dict[str, Document]:
    """Return by id those of some documents that the ledger still keeps."""
    found = {}
    for id_ in ids:
        with suppress(LedgerError):
            found[id_] = ledger.document(id_)
    return found


def _waiting(items: Iterable[Item], ledger: Ledger, words: Interface, way: Way) -> list[Waiting]:
    """Return items of the queue as the page shows them."""
    sheets: dict[str, Cards] = {}
    found = []
    for item in items:
        source, local = item.claim.source, item.claim.local
        if source.document not in sheets:
            document = ledger.document(source.document)
            sheets[source.document] = Cards(ledger.decided_reading(source.document), document.text, words)
        cards = sheets[source.document]
        if local in cards.records:
            found.append(
                Waiting(
                    card=cards.card(cards.records[local]),
                    href=address(source.document, local, way),
                    source=source,
                    reports=item.reports,
                    contradicted=item.contradicted,
                    by=item.by,
                )
            )
    return found


@router.post("/undo", dependencies=[Depends(same_site)])
def undo(
    request: Request,
    ledger: Kept,
    person: Reviewer,
    decision: Annotated[str, Form()],
    back: Annotated[str, Form()] = "/review",
) -> Response:
    """Withdraw a decision."""
    note(request, "decided", ledger.undo(decision, person.name).id)
    return RedirectResponse(own_path(back, "/review"), 303)


class Couple(Record, frozen=True, kw_only=True):
    """Two actors or two events, or members of one, that somebody merges or splits, and where to go on."""

    left: str
    right: str
    reason: str
    back: str


def couple(
    left: Annotated[str, Form()],
    right: Annotated[str, Form()],
    reason: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/review",
) -> Couple:
    """Return the fields of a form that merges or splits."""
    return Couple(left=left, right=right, reason=reason.strip(), back=own_path(back, "/review"))


Two = Annotated[Couple, Depends(couple)]


@router.post("/merge", dependencies=[Depends(same_site)])
def merge(request: Request, ledger: Kept, person: Reviewer, two: Two) -> Response:
    """Decide that two actors or two events are one."""
    note(request, "decided", ledger.merge(two.left, two.right, who=person.name, reason=two.reason).id)
    return RedirectResponse(two.back, 303)


@router.post("/split", dependencies=[Depends(same_site)])
def split(request: Request, ledger: Kept, person: Reviewer, two: Two) -> Response:
    """Decide that one member of an actor or event is none of what another member is."""
    note(request, "decided", ledger.split(two.left, two.right, who=person.name, reason=two.reason).id)
    return RedirectResponse(two.back, 303)
