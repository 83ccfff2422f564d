"""Documents: what was reported, its text, its reading."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import Field
from starlette.concurrency import run_in_threadpool

from relazione.ledger import Ledger
from relazione.ledger.listing import Listing
from relazione.records import Document, Reading
from relazione.sources import document_of
from relazione.web.access import needs, note
from relazione.web.api.answers import Added, Answer, Forgotten, Text, gives, listed
from relazione.web.api.paging import position_of
from relazione.web.api.parameters import About, Language, Name, Paged, State
from relazione.web.api.read import Given
from relazione.web.asking import Known
from relazione.web.reading_queue import queue_of, within_limits
from relazione.web.security import same_site
from relazione.web.store import Kept, ledger_of

DocumentId = Annotated[str, Path(pattern="^sha256:[0-9a-f]{64}$", description="The id of a document.")]
By = Annotated[
    Literal["decided", "machine"], Query(description="With what people decided in place, or as the machine read it.")
]
router = APIRouter(prefix="/documents", tags=["documents"])


class Which(About, Paged):
    """Which documents; days are those of publication."""

    language: list[Language] = Field([], description="Only documents in this language; may be repeated.")


class Report(Given):
    """A report to be kept."""

    publisher: Name | None = Field(None, description="Who published it.")
    country: State | None = Field(None, description="The publisher's state.")
    url: str | None = Field(None, max_length=2000, pattern=r"^https?://[!-~]+$", description="Where it was published.")


@router.get("", responses=gives("Documents", "The documents, the last added first."), response_class=Answer)
def list_documents(ledger: Kept, sides: Known, which: Annotated[Which, Query()]) -> Any:
    """List documents, the last added first; `since` and `until` are days of publication.

    With `first` (and `second`), documents that hold a record about that side (those two).
    """
    with ledger.view() as view:
        part = Listing(view.connection).documents(
            which.question(sides), languages=which.language, after=position_of(which.cursor), limit=which.limit
        )
    return listed(part)


@router.get("/{document}", responses=gives("Source", "What is known of the document.", 404), response_class=Answer)
def one_document(ledger: Kept, document: DocumentId) -> Any:
    """Give what is known of a document beside its text."""
    with ledger.view() as view:
        return Answer(Listing(view.connection).document(document))


@router.get("/{document}/text", responses=gives("Text", "The text.", 404), response_class=Answer)
def text_of(ledger: Kept, document: DocumentId) -> Any:
    """Give the text of a document, as it was received."""
    return Answer(Text(document=document, text=ledger.document(document).text))


@router.get("/{document}/reading", responses=gives("Reading", "The reading.", 404), response_class=Answer)
def reading_of(ledger: Kept, document: DocumentId, by: By = "decided") -> Any:
    """Give the newest reading of a document: actors, events, statements, figures, agreements and their spans."""
    return Answer(ledger.reading(document) if by == "machine" else ledger.decided_reading(document))


@router.post(
    "",
    status_code=201,
    responses=gives("Added", "The report is in the ledger.", 400, 408, 413, 503, status=201),
    response_class=Answer,
    dependencies=[Depends(same_site), Depends(needs("reviewer")), Depends(within_limits)],
)
async def add_document(request: Request, report: Report) -> Any:
    """Read a report and keep it with its reading; adding one twice changes nothing (role reviewer)."""
    given = {"title": report.title} if report.title else {}
    document = document_of(
        report.text,
        published=report.published,
        language=report.language,
        publisher=report.publisher,
        country=report.country,
        url=report.url,
        **given,
    )
    reading = await queue_of(request).read(document)
    new = await run_in_threadpool(_keep, request, ledger_of(request), document, reading)
    place = {"location": f"/api/documents/{document.id}"}
    return Answer(Added(document=document.id, new=new, reading=reading), status_code=201, headers=place)


def _keep(request: Request, ledger: Ledger, document: Document, reading: Reading) -> bool:
    new = ledger.add(document, reading)
    if new:
        note(request, "document added", document.id)
    return new


@router.delete(
    "/{document}",
    responses=gives("Forgotten", "The document is gone; a stub says that it was removed.", 404),
    response_class=Answer,
    dependencies=[Depends(same_site), Depends(needs("admin"))],
)
def forget_document(request: Request, ledger: Kept, document: DocumentId) -> Response:
    """Remove a document's text and all that derives from it (role admin)."""
    records = ledger.forget(document)
    note(request, "document forgotten", document)
    return Answer(Forgotten(document=document, records=records))
