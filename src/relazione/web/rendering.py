"""From a template and values to a page in the language and colours that its reader chose."""

from functools import cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from relazione.dossier.phrasing import Phrasing
from relazione.version import __version__
from relazione.web.access import person_of
from relazione.web.security import csrf_token
from relazione.web.wording import interface, languages

THEMES = ("auto", "light", "dark")


def language_of(request: Request) -> str:
    """Return the interface's language: the reader's choice, else what the browser asks for, else the setting."""
    wanted = [request.cookies.get("language", "")]
    wanted += [part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    known = languages()
    return next((code for code in wanted if code in known), str(request.app.state.settings.language))


def page(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page; templates also find `words`, `say` (a dossier's phrasing), `person`, `theme` and `csrf`."""
    language = language_of(request)
    theme = request.cookies.get("theme", THEMES[0])
    html = (
        _environment()
        .get_template(template)
        .render(
            request=request,
            here=request.url.path,
            language=language,
            languages=languages(),
            words=interface(language),
            say=Phrasing(language),
            person=person_of(request),
            theme=theme if theme in THEMES else THEMES[0],
            themes=THEMES,
            csrf=csrf_token(request),
            version=__version__,
            **values,
        )
    )
    return HTMLResponse(html, status_code=status)


def is_fragment(request: Request) -> bool:
    """Return whether a script asks for a part of a page."""
    return request.headers.get("hx-request") == "true"


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("relazione.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
