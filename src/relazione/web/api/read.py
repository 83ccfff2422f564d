"""Reading a text without keeping it."""

from typing import Any

from fastapi import APIRouter, Depends, Request
from pydantic import Field

from relazione.sources import document_of
from relazione.web.api.answers import Answer, gives
from relazione.web.api.parameters import Asked, Day, Language
from relazione.web.reading_queue import LONGEST, queue_of, within_limits
from relazione.web.security import same_site

router = APIRouter(tags=["reading"])
EXAMPLE = "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon."


class Given(Asked):
    """A text and what is known of it."""

    text: str = Field(min_length=1, max_length=LONGEST, description="The report's text.", examples=[EXAMPLE])
    title: str | None = Field(None, max_length=500, description="Its title; else the first line, where it is one.")
    published: Day | None = Field(None, description="When it was published; without it, dates have no year.")
    language: Language | None = Field(None, description="Its language; detected where it is not given.")


@router.post(
    "/read",
    responses=gives("Reading", "The reading.", 400, 408, 413, 503),
    response_class=Answer,
    dependencies=[Depends(same_site), Depends(within_limits)],
)
async def read_text(request: Request, given: Given) -> Any:
    """Read a text and give its reading; nothing is kept."""
    title = {"title": given.title} if given.title else {}
    document = document_of(given.text, published=given.published, language=given.language, **title)
    return Answer(await queue_of(request).read(document))
