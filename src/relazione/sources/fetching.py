"""Fetching by URL: politely, and only from where it is safe.

Polite: `robots.txt` is honoured and remembered, requests to one host keep a distance, what did not change is not sent
again, the user agent says who asks. Safe: every hop is checked anew (`relazione.sources.exchange`), there are few hops,
sizes, times and kinds of content are limited. Once a page of the open internet was asked, no redirect leads into a
private network, whatever is allowed.
"""

import re
from collections.abc import Collection, Mapping
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import msgspec

from relazione.errors import FetchError
from relazione.records import Record
from relazione.sources.clock import Clock, SystemClock
from relazione.sources.exchange import LIMITS, WIRE, Answer, Limits, Place, Request, Wire, exchange, place_of
from relazione.sources.robots import ANYTHING, Robots, robots_of
from relazione.version import __version__

AGENT = f"relazione/{__version__}"
PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
FEEDS = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml", "text/xml",
    "application/feed+json", "application/json", "text/html", "text/plain", "text/x-opml",
)  # fmt: skip
HOPS = 5
REDIRECTS = (301, 302, 303, 307, 308)
DELAY = 1.0  # seconds between two requests to a host
LONGEST_DELAY = 60.0  # that a robots.txt may ask for
ROBOTS_KEPT = 24 * 3600.0  # seconds
ROBOTS_MISSED = 600.0  # seconds until a robots.txt that could not be had is asked for again
ROBOTS_READ = 500 * 1024  # bytes of it
LATER = (408, 425, 429)


class Response(Record, frozen=True, kw_only=True):
    """A fetched page: its address after all redirects, its bytes unpacked, what the server says of them.

    `type` is the media type (`text/html`), `charset` the encoding; `etag` and `modified` let a later request ask
    whether anything changed: where nothing did, `status` is 304 and the body empty. `near` where it came from a
    private network.
    """

    url: str
    status: int
    body: bytes
    type: str | None = None
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None
    near: bool = False


class Fetcher:
    """Fetches pages, one at a time.

    `allow_private` lets in pages of this machine and of private networks; `contact` (an address or URL) tells the
    owners of sites whom to write to; `delay` is the distance between two requests to a host in seconds.
    """

    def __init__(  # noqa: PLR0913  (each is a choice of its own)
        self,
        *,
        allow_private: bool = False,
        contact: str | None = None,
        delay: float = DELAY,
        limits: Limits = LIMITS,
        clock: Clock | None = None,
        wire: Wire = WIRE,
    ) -> None:
        self.allow_private, self.delay, self.limits, self.wire = allow_private, delay, limits, wire
        self.agent = f"{AGENT} (+{contact})" if contact else AGENT
        self.clock = clock or SystemClock()
        self._robots: dict[str, tuple[Robots | FetchError, float]] = {}
        self._free: dict[str, float] = {}

    def get(
        self,
        url: str,
        *,
        types: Collection[str] = PAGES,
        etag: str | None = None,
        modified: str | None = None,
        private: bool = True,
    ) -> Response:
        """Return a page; with `etag` or `modified` of an earlier answer, one of status 304 where nothing changed.

        `private=False` keeps out private networks even where the fetcher lets them in. Raises `FetchError`.
        """
        asked = {"If-None-Match": etag, "If-Modified-Since": modified, "Accept": ", ".join((*types, "*/*;q=0.1"))}
        headers = {name: value for name, value in asked.items() if value}
        answer, place = self._follow(url, headers, private=private and self.allow_private)
        if answer.status == 304 and not (etag or modified):
            raise FetchError("answers that nothing changed, although nothing was known", where=place.url)
        if answer.status not in (200, 203, 304):
            raise self._refusal(answer, place)
        return _response(answer, place, types)

    def post(self, url: str, body: bytes, *, kind: str = "application/json", token: str | None = None) -> None:
        """Send bytes to an URL, with a bearer `token` where there is one; raises `FetchError` if they are not taken."""
        place = place_of(url)
        headers = {"User-Agent": self.agent, "Content-Type": kind}
        headers |= {"Authorization": f"Bearer {token}"} if token else {}
        answer = self._ask(Request(method="POST", place=place, headers=headers, body=body, near=self.allow_private))
        if not 200 <= answer.status < 300:
            raise self._refusal(answer, place)

    def _follow(self, url: str, headers: Mapping[str, str], *, private: bool) -> tuple[Answer, Place]:
        """Return the first answer that is no redirect, and where it came from."""
        where = place_of(url)
        for _ in range(HOPS + 1):
            self._require_allowed(where, near=private)
            answer = self._ask(self._request(where, headers, near=private))
            target = answer.headers.get("location")
            if answer.status not in REDIRECTS or not target:
                return answer, where
            private = private and answer.near
            where = place_of(urljoin(where.url, target))
        raise FetchError(f"leads from page to page, more than {HOPS} times", where=url)

    def _request(self, place: Place, headers: Mapping[str, str], *, near: bool) -> Request:
        return Request(method="GET", place=place, headers={"User-Agent": self.agent, **headers}, near=near)

    def _ask(self, request: Request, limits: Limits | None = None) -> Answer:
        """Return the answer to a request, made when the host is free again; with `limits`, cut to these."""
        self._wait(request.place)
        return exchange(request, limits=limits or self.limits, cut=limits is not None, wire=self.wire)

    def _wait(self, place: Place) -> None:
        known = self._robots.get(place.site, (ANYTHING, 0))[0]
        asked = min(known.delay or 0.0, LONGEST_DELAY) if isinstance(known, Robots) else 0.0
        delay = max(self.delay, asked)
        left = self._free.get(place.host, 0.0) - self.clock.time()
        if left > 0:
            self.clock.sleep(min(left, delay))
        self._free[place.host] = self.clock.time() + delay

    # robots.txt

    def _require_allowed(self, place: Place, *, near: bool) -> None:
        """Raise `FetchError` where the site asks robots to keep away, or does not say whether it does."""
        robots = self._robots_of(place, near=near)
        if isinstance(robots, FetchError):
            raise robots
        if not robots.allows(place.target):
            raise FetchError("its site asks robots to keep away (robots.txt)", where=place.url)

    def _robots_of(self, place: Place, *, near: bool) -> Robots | FetchError:
        """Return the rules of a site, or why they cannot be had: its pages must then wait."""
        known, until = self._robots.get(place.site, (ANYTHING, 0.0))
        if until > self.clock.time():
            return known
        found: Robots | FetchError
        try:
            found, kept = self._ask_robots(place, near=near), ROBOTS_KEPT
        except FetchError as error:
            if not error.passing:
                raise
            found, kept = error, max(error.wait or 0.0, ROBOTS_MISSED)
        self._robots[place.site] = (found, self.clock.time() + kept)
        return found

    def _ask_robots(self, place: Place, *, near: bool) -> Robots:
        where = place_of(f"{place.site}/robots.txt")
        limits = msgspec.structs.replace(self.limits, sent=ROBOTS_READ, unpacked=ROBOTS_READ)
        for _ in range(HOPS + 1):
            answer = self._ask(self._request(where, {}, near=near), limits)
            target = answer.headers.get("location")
            if answer.status not in REDIRECTS or not target:
                break
            near = near and answer.near
            where = place_of(urljoin(where.url, target))
        refusal = self._refusal(answer, where)
        if refusal.passing:
            raise refusal
        return robots_of(answer.body.decode("utf-8", errors="replace")) if answer.status == 200 else ANYTHING

    def _refusal(self, answer: Answer, place: Place) -> FetchError:
        return FetchError(
            f"the server answers {answer.status}",
            where=place.url,
            status=answer.status,
            passing=answer.status >= 500 or answer.status in LATER,
            wait=_seconds(answer.headers.get("retry-after"), self.clock.time()),
        )


def is_url(text: str) -> bool:
    """Tell whether a text is a web address rather than a path."""
    return bool(re.match(r"https?://", text, re.IGNORECASE))


def _response(answer: Answer, place: Place, types: Collection[str]) -> Response:
    message = Message()
    message["Content-Type"] = answer.headers.get("content-type", "")
    kind = message.get_content_type() if "content-type" in answer.headers else None
    if answer.status != 304 and kind and kind not in types:
        raise FetchError(f"is {kind}", where=place.url, allowed=", ".join(types))
    return Response(
        url=place.url,
        status=answer.status,
        body=answer.body,
        type=kind,
        charset=message.get_content_charset(),
        etag=answer.headers.get("etag"),
        modified=answer.headers.get("last-modified"),
        near=answer.near,
    )


def _seconds(retry_after: str | None, now: float) -> float | None:
    """Return how many seconds a `Retry-After` asks to wait; it may be a number or a moment."""
    if not retry_after:
        return None
    if re.fullmatch(r"\s*[0-9]{1,9}\s*", retry_after):
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - now)
    except (ValueError, OverflowError):
        return None
