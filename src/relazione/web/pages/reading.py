"""Reading a report that is pasted or uploaded: its reading is shown at once, and kept only on demand."""

from io import BytesIO
from pathlib import Path
from typing import Annotated

import msgspec
from fastapi import APIRouter, Depends, File, Form, HTTPException, Request, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from relazione.errors import DateError, LedgerError, RelazioneError
from relazione.languages import languages
from relazione.ledger import Ledger
from relazione.reader import require_published
from relazione.records import Document, Record
from relazione.sources import document_of, one_report, open_source
from relazione.web.access import needs, note
from relazione.web.pages.reports import drawn
from relazione.web.reading_queue import queue_of, within_limits
from relazione.web.rendering import language_of, page
from relazione.web.security import same_site
from relazione.web.store import Kept
from relazione.web.wording import Interface, interface

router = APIRouter()
UNNAMED = "report.txt"


class Given(Record, frozen=True, kw_only=True):
    """What somebody typed into the form; `origin` is the name of the file that the text came from."""

    text: str = ""
    published: str = ""
    publisher: str = ""
    title: str = ""
    language: str = ""
    origin: str = ""


def given(  # noqa: PLR0913  (the fields of the form)
    text: Annotated[str, Form()] = "",
    published: Annotated[str, Form()] = "",
    publisher: Annotated[str, Form()] = "",
    title: Annotated[str, Form()] = "",
    language: Annotated[str, Form()] = "",
    origin: Annotated[str, Form()] = "",
) -> Given:
    """Return the fields of the form, without blanks around them."""
    fields = {"published": published, "publisher": publisher, "title": title, "language": language, "origin": origin}
    return Given(text=text, **{name: value.strip() for name, value in fields.items()})


Filled = Annotated[Given, Depends(given)]


@router.get("/read")
def ask(request: Request) -> HTMLResponse:
    """Show the empty form."""
    return _form(request, Given())


@router.post("/read", dependencies=[Depends(same_site)])
def read(
    request: Request, filled: Filled, ledger: Kept, file: Annotated[UploadFile | None, File()] = None
) -> HTMLResponse:
    """Read the text or the file and show its reading; nothing is stored."""
    uploaded = file is not None and bool(file.filename)
    if not filled.text.strip() and not uploaded:
        return _form(request, filled, ("text", interface(language_of(request))["read_empty"]), status=422)
    try:
        within_limits(request)
        filled = _with_file(filled, file)
        document = _document(filled)
        reading = queue_of(request).wait(document, filled.language or None)
    except (RelazioneError, HTTPException) as error:
        return _form(request, filled, _fault(error, interface(language_of(request))), status=_status(error))
    values = drawn(request, document, reading)
    known = _is_kept(ledger, document)
    return page(
        request,
        "read.html.j2",
        filled=filled,
        fault=None,
        codes=languages(),
        cast={},
        kept=False,
        known=known,
        **values,
    )


@router.post("/read/keep", dependencies=[Depends(same_site), Depends(needs("reviewer"))])
def keep(request: Request, filled: Filled, ledger: Kept) -> Response:
    """Take the report and its reading into the ledger, and go to its page."""
    try:
        within_limits(request)
        document = _document(filled)
        new = ledger.add(document, queue_of(request).wait(document, filled.language or None))
    except (RelazioneError, HTTPException) as error:
        return _form(request, filled, _fault(error, interface(language_of(request))), status=_status(error))
    if new:
        note(request, "document added", document.id)
    return RedirectResponse(f"/reports/{document.id}", 303)


def _with_file(filled: Given, file: UploadFile | None) -> Given:
    """Return the form with the text of an uploaded file, and what that says of itself where nobody typed it."""
    if file is None or not file.filename:
        return filled
    name = Path(file.filename.replace("\\", "/")).name or UNNAMED
    found = one_report(open_source(BytesIO(file.file.read()), name=name), name)
    told = {field: getattr(found, field) or "" for field in ("published", "publisher", "title", "language")}
    typed = {field: value for field, value in msgspec.structs.asdict(filled).items() if value}
    return Given(**(told | typed | {"text": found.text, "origin": name}))


def _document(filled: Given) -> Document:
    fields = {"publisher": filled.publisher, "title": filled.title, "origin": filled.origin}
    day = require_published(filled.published or None)
    return document_of(
        filled.text,
        **{name: value for name, value in fields.items() if value},
        published=day,
        language=filled.language or None,
    )


def _is_kept(ledger: Ledger, document: Document) -> bool:
    try:
        ledger.document(document.id)
    except LedgerError:
        return False
    return True


def _fault(error: RelazioneError | HTTPException, words: Interface) -> tuple[str, str]:
    """Return which field of the form is at fault, and why."""
    if isinstance(error, DateError):
        return "published", words["read_no_date"]
    if isinstance(error, HTTPException):
        return "text", words.fault(error.status_code, error.detail)
    return "text", f"{words['fault_422']} {error}"


def _status(error: RelazioneError | HTTPException) -> int:
    return error.status_code if isinstance(error, HTTPException) else 422


def _form(request: Request, filled: Given, fault: tuple[str, str] | None = None, *, status: int = 200) -> HTMLResponse:
    """Return the form as it was filled, with the fault beside its field."""
    return page(
        request, "read.html.j2", status=status, filled=filled, fault=fault, codes=languages(), document=None, kept=False
    )
