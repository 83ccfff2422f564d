"""What keeps the application safe: headers of every answer, and a token that every change must bring."""

import secrets

from fastapi import HTTPException, Request
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relazione.web.access import bearer_of

CSRF_COOKIE = "relazione_csrf"
CSRF_FIELD = "csrf"
CSRF_HEADER = "x-csrf-token"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class SafeHeaders:
    """Puts the headers on every answer, and gives a browser that has none its token for changes with a page.

    Where everybody must log in, no browser and no proxy may keep what it was shown.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        known = request.cookies.get(CSRF_COOKIE)
        token = known or secrets.token_urlsafe(24)
        scope.setdefault("state", {})["csrf"] = token
        private = request.app.state.settings.login and not request.url.path.startswith("/static/")

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if private:
                    headers["cache-control"] = "no-store"
                if not known and headers.get("content-type", "").startswith("text/html"):
                    secure = "; Secure" if request.url.scheme == "https" else ""
                    headers.append("set-cookie", f"{CSRF_COOKIE}={token}; Path=/; SameSite=Strict; HttpOnly{secure}")
            await send(message)

        await self.app(scope, receive, send_safely)


def csrf_token(request: Request) -> str:
    """Return the token that a form or script on this page must send along with a change."""
    return str(request.state.csrf)


async def same_site(request: Request) -> None:
    """Refuse a change that comes neither from one of the application's own pages nor from a program."""
    if _is_program(request):
        return
    given = request.headers.get(CSRF_HEADER)
    if given is None and request.headers.get("content-type", "").startswith(
        ("application/x-www-form-urlencoded", "multipart/form-data")
    ):
        given = str((await request.form()).get(CSRF_FIELD, ""))
    known = request.cookies.get(CSRF_COOKIE, "")
    if not known or not secrets.compare_digest(given or "", known):
        raise HTTPException(403, "the page is too old or not ours; load it again")


def _is_program(request: Request) -> bool:
    """Return whether a program asks that no foreign page can speak through: none can send its token.

    Where nobody logs in, it is one that sends nothing of what every browser sends with a change.
    """
    if bearer_of(request):
        return True
    browser = any(name in request.headers for name in ("cookie", "origin", "referer", "sec-fetch-site"))
    return not request.app.state.settings.login and not browser


def own_path(path: str, otherwise: str = "/") -> str:
    """Return a path of the application, `otherwise` for whatever might lead elsewhere.

    >>> own_path("/search?q=Oslo"), own_path("//elsewhere.example/"), own_path("https://elsewhere.example/", "/review")
    ('/search?q=Oslo', '/', '/review')
    """
    ours = path.startswith("/") and path[1:2] not in ("/", "\\") and path.isprintable()
    return path if ours else otherwise


async def filled_form(request: Request) -> dict[str, list[str]]:
    """Return the fields of a form with all their values; files are left out."""
    form = await request.form()
    return {name: [value for value in form.getlist(name) if isinstance(value, str)] for name in form}
