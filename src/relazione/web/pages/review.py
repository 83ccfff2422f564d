"""Review as a whole: the queue, what was decided last, merging and splitting, undoing, agreement, gold."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from relazione.ledger.directory import actor_of
from relazione.records import Record
from relazione.review import queue
from relazione.web.access import needs
from relazione.web.cards import Card, Cards
from relazione.web.history import last_of, lines
from relazione.web.marks import records_of
from relazione.web.pages.desk import Reviewer, address
from relazione.web.rendering import language_of, page
from relazione.web.security import same_site
from relazione.web.store import Kept
from relazione.web.wording import interface

router = APIRouter(prefix="/review", dependencies=[Depends(needs("reviewer"))])
WAITING = 30  # records of the queue on its page
LOG = 20  # decisions on the page


class Waiting(Record, frozen=True, kw_only=True):
    """A record that waits for review."""

    card: Card
    href: str
    source: str


@router.get("")
def overview(request: Request, ledger: Kept, person: Reviewer, after: str | None = None) -> HTMLResponse:
    """Show the queue and what was decided last; `after` is the last decision of the page of the log before."""
    words = interface(language_of(request))
    log = ledger.decisions(limit=LOG + 1, after=after)
    waiting = []
    sheets: dict[str, Cards] = {}
    titles: dict[str, str] = {}
    for item in queue(ledger, limit=WAITING):
        if item.document not in sheets:
            document = ledger.document(item.document)
            sheets[item.document] = Cards(ledger.decided_reading(item.document), document.text, words)
            titles[item.document] = document.title or words["report_untitled"]
        cards = sheets[item.document]
        record = records_of(cards.reading).get(item.local)
        if record:
            href = address(item.document, item.local, "queue")
            waiting.append(Waiting(card=cards.card(record), href=href, source=titles[item.document]))
    return page(
        request,
        "review.html.j2",
        waiting=waiting,
        last=last_of(ledger, person.name, words),
        log=lines(log[:LOG], ledger, words),
        older=log[LOG - 1].id if len(log) > LOG else "",
    )


@router.post("/undo", dependencies=[Depends(same_site)])
def undo(
    ledger: Kept, person: Reviewer, decision: Annotated[str, Form()], back: Annotated[str, Form()] = "/review"
) -> Response:
    """Withdraw a decision."""
    ledger.undo(decision, person.name)
    return _to(back)


@router.post("/merge", dependencies=[Depends(same_site)])
def merge(
    ledger: Kept,
    person: Reviewer,
    left: Annotated[str, Form()],
    right: Annotated[str, Form()],
    back: Annotated[str, Form()] = "/review",
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Decide that two actors or two events are one."""
    ledger.merge(left, right, who=person.name, reason=reason.strip())
    return _to(back)


@router.post("/split", dependencies=[Depends(same_site)])
def split(
    ledger: Kept,
    person: Reviewer,
    left: Annotated[str, Form()],
    right: Annotated[str, Form()],
    back: Annotated[str, Form()] = "/review",
    reason: Annotated[str, Form()] = "",
) -> Response:
    """Decide that one member of an actor or event is none of what another member is."""
    ledger.split(left, right, who=person.name, reason=reason.strip())
    return _to(back)


def _to(back: str) -> Response:
    """Return the way back to a page of the application, to the queue from anywhere else."""
    safe = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if safe else "/review", 303)
