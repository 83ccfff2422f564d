"""Turns away what must not reach the pages: foreign hosts and origins, too much at once, bodies that are too large."""

import ipaddress
import logging
import secrets
import time
from urllib.parse import urlsplit

import anyio
from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relazione.web.buckets import Buckets
from relazione.web.faults import fault
from relazione.web.settings import LOOPBACK, Settings

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip")
log = logging.getLogger("relazione.web")


class Guard:
    """Stands before the application; also turns an unforeseen error into an answer that gives nothing away."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings
        self.everything = Buckets(settings.limits.everything)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        refusal = self._refusal(request)
        if refusal:
            await self._answer(request, refusal, receive, send)
            return
        begun = False

        async def send_on(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, self._bounded(receive), send_on)
        except Exception:
            number = secrets.token_hex(4)
            log.exception("fault %s: %s %s", number, request.method, request.url.path)
            if begun:
                raise
            failed = HTTPException(500, f"a fault of the application; its log tells of it under {number}")
            await self._answer(request, failed, receive, send)

    async def _answer(self, request: Request, error: HTTPException, receive: Receive, send: Send) -> None:
        answer = await run_in_threadpool(fault, request, error.status_code, error.detail)
        answer.headers.update(error.headers or {})
        await answer(request.scope, receive, send)

    def _refusal(self, request: Request) -> HTTPException | None:
        headers = request.headers
        if not self._is_ours(headers.get("host", "")):
            return HTTPException(421, "this host name is not served here; see --allow-host")
        if not self.settings.login and any(name in headers for name in FORWARDED):
            return HTTPException(403, "behind a proxy everybody must log in; start with --accounts")
        if request.method not in SAFE and not _comes_from_here(headers):
            return HTTPException(403, "the request comes from another site")
        length = headers.get("content-length", "0")
        if not length.isascii() or not length.isdigit():
            return HTTPException(400, "the length of the body is no number")
        if int(length) > self.settings.upload:
            return self._too_large()
        if self.settings.login and not request.url.path.startswith("/static/"):
            wait = self.everything.take(request.client.host if request.client else "")
            if wait:
                return HTTPException(429, "too many requests", {"retry-after": str(wait)})
        return None

    def _is_ours(self, host: str) -> bool:
        """Return whether a host header names this application, not a name that somebody made to point here."""
        name = _name_of(host)
        if name in LOOPBACK or name in self.settings.hosts:
            return True
        return self.settings.login and (name == self.settings.host or _is_address(name))

    def _bounded(self, receive: Receive) -> Receive:
        """Return what gives the body piece by piece, as long as it is neither too large nor too slow."""
        ends = time.monotonic() + self.settings.patience
        taken, done = 0, False

        async def receive_some() -> Message:
            nonlocal taken, done
            if done:
                return await receive()  # that the client has gone, whenever that is
            with anyio.move_on_after(max(0.0, ends - time.monotonic())) as scope:
                message = await receive()
            if scope.cancelled_caught:
                raise HTTPException(408, "the request took too long to arrive")
            taken += len(message.get("body", b""))
            done = not message.get("more_body", False)
            if taken > self.settings.upload:
                raise self._too_large()
            return message

        return receive_some

    def _too_large(self) -> HTTPException:
        return HTTPException(413, f"a request may bring no more than {self.settings.upload} bytes")


def _name_of(host: str) -> str:
    """Return the name of a host header without its port, as it is compared."""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _comes_from_here(headers: Headers) -> bool:
    """Return whether a change comes from our own pages, or from a program that is no browser."""
    origin = headers.get("origin")
    site = headers.get("sec-fetch-site", "none")
    return site in ("same-origin", "none") and (origin is None or urlsplit(origin).netloc == headers.get("host"))
