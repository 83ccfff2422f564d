"""From a template and values to a page in the language and colours that its reader chose."""

from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from relazione.dossier.html import environment
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
    theme = request.cookies.get("theme", THEMES[0])
    html = part(
        request,
        template,
        request=request,
        here=request.url.path,
        languages=languages(),
        person=person_of(request),
        theme=theme if theme in THEMES else THEMES[0],
        themes=THEMES,
        csrf=csrf_token(request),
        **values,
    )
    return HTMLResponse(html, status_code=status)


def part(request: Request, template: str, /, **values: Any) -> Markup:
    """Return a part of a page, the same for all who read in one language; its template finds `words` and `say`."""
    language = language_of(request)
    return Markup(  # noqa: S704  (templates escape what they are given)
        environment("relazione.web")
        .get_template(template)
        .render(language=language, words=interface(language), say=Phrasing(language), version=__version__, **values)
    )


def is_fragment(request: Request) -> bool:
    """Return whether a script asks for a part of a page; who goes back to a page asks for all of it."""
    return request.headers.get("hx-request") == "true" and "hx-history-restore-request" not in request.headers
