"""What a reader chooses for the interface: its language and its colours, kept in the browser."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse

from relazione.web.rendering import THEMES
from relazione.web.security import own_path, same_site
from relazione.web.wording import languages

router = APIRouter()
YEAR = 365 * 24 * 3600


@router.post("/preferences", dependencies=[Depends(same_site)])
def choose(
    back: Annotated[str, Form()] = "/",
    language: Annotated[str | None, Form()] = None,
    theme: Annotated[str | None, Form()] = None,
) -> RedirectResponse:
    """Keep a choice and go back to the page it was made on."""
    answer = RedirectResponse(own_path(back), 303)
    if language in languages():
        answer.set_cookie("language", language, max_age=YEAR, samesite="strict", httponly=True)
    if theme in THEMES:
        answer.set_cookie("theme", theme, max_age=YEAR, samesite="strict", httponly=True)
    return answer
