"""One request to one server and its answer: where it connects is checked, how much and how long is limited.

The host's name is looked up once; the addresses found are checked and one of them is what the socket connects to, so
that a name which means something else a moment later leads nowhere. No proxy is asked, no cookie kept.
"""

import http.client
import io
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from relazione.errors import FetchError
from relazione.records import Record
from relazione.sources.addresses import is_near, is_open

PORTS = {"http": 80, "https": 443}
CHUNK = 65_536  # bytes
GZIP = 31  # zlib's number for a stream with a gzip header
SAFE = "/%:@!$&'()*+,;=~-._"  # stands in a path as it is

Resolve = Callable[[str, int], list[str]]
Dial = Callable[[str, int, float], socket.socket]


class Limits(Record, frozen=True, kw_only=True):
    """Seconds for connecting, for each silence and for the whole; bytes as sent, and unpacked."""

    connect: float = 10
    silence: float = 20
    whole: float = 60
    sent: int = 10_000_000
    unpacked: int = 30_000_000


LIMITS = Limits()


class Place(Record, frozen=True, kw_only=True):
    """Where an URL leads: `target` is the path with its query, `url` the address as it is asked for."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """The scheme, host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" if self.port == PORTS[self.scheme] else f"{self.scheme}://{host}:{self.port}"

    @property
    def url(self) -> str:
        return self.site + self.target


class Request(Record, frozen=True, kw_only=True):
    """What is asked of a server; `near` lets through addresses of private networks."""

    method: str
    place: Place
    headers: Mapping[str, str]
    body: bytes | None = None
    near: bool = False


class Answer(Record, frozen=True, kw_only=True):
    """What a server answered: header names in small letters; `near` where its address is one of a private network."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    near: bool


class Wire(Record, frozen=True, kw_only=True):
    """How names become addresses, and addresses connections."""

    resolve: Resolve
    dial: Dial


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def dial(address: str, port: int, patience: float) -> socket.socket:
    """Return a socket connected to an address."""
    return socket.create_connection((address, port), timeout=patience)


WIRE = Wire(resolve=resolve, dial=dial)


def place_of(url: str) -> Place:
    """Return where an URL leads; raises `FetchError` for one that is none, or none of the web.

    >>> place_of("https://Zeitung.example/Über uns?a=1#top").url
    'https://zeitung.example/%C3%9Cber%20uns?a=1'
    """
    url = url.strip()
    if "\\" in url or any(character < " " or character == "\x7f" for character in url):
        raise FetchError("is no web address", where=repr(url)[:200], allowed="http:// and https:// addresses")
    try:
        parts = urlsplit(url)
        port = parts.port
        host = _ascii(parts.hostname or "")
    except (ValueError, UnicodeError) as error:
        raise FetchError(f"is no web address ({error})", where=url[:200]) from error
    if parts.scheme not in PORTS or not host:
        raise FetchError("is no web address", where=url[:200], allowed="http:// and https:// addresses")
    if parts.username is not None or parts.password is not None:
        raise FetchError("names a user", where=host, mend="give the address without name and password")
    path = quote(parts.path or "/", safe=SAFE)
    query = f"?{quote(parts.query, safe=SAFE + '?')}" if parts.query else ""
    return Place(scheme=parts.scheme, host=host, port=port or PORTS[parts.scheme], target=path + query)


def exchange(request: Request, *, limits: Limits = LIMITS, cut: bool = False, wire: Wire = WIRE) -> Answer:
    """Return a server's answer to a request; redirects are answers like others.

    `cut` takes the beginning of an answer that is too long. Raises `FetchError` where the server cannot or may not be
    reached, or answers too much, too slowly or no HTTP.
    """
    place = request.place
    deadline = time.monotonic() + limits.whole
    try:
        plain, is_far = _connect(request, limits, wire)
        with closing(plain):
            secured = _secured(plain, place)
            with closing(secured):
                timed = _Timed(secured, deadline, limits.silence)
                response = _asked(timed, request)
                return Answer(
                    status=response.status,
                    headers={name.lower(): value for name, value in response.getheaders()},
                    body=_body(response, place, limits, cut=cut),
                    near=not is_far,
                )
    except ssl.SSLError as error:
        raise FetchError(f"its certificate or encryption fails ({_reason(error)})", where=place.url) from error
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(f"cannot be reached ({_reason(error)})", where=place.url, passing=True) from error
    except zlib.error as error:
        raise FetchError("is packed wrongly", where=place.url) from error


def _connect(request: Request, limits: Limits, wire: Wire) -> tuple[socket.socket, bool]:
    """Return a socket connected to a checked address of a host, and whether that is one of the open internet."""
    place, near = request.place, request.near
    addresses = wire.resolve(place.host, place.port)
    allowed = [(address, is_open(address)) for address in addresses if is_open(address) or (near and is_near(address))]
    if not allowed:
        raise FetchError(
            f"leads to {', '.join(addresses) or 'no address'}, which is not in the open internet",
            where=place.url,
            mend="--allow-private lets in pages of a private network",
        )
    for number, (address, is_far) in enumerate(allowed, 1):
        try:
            return wire.dial(address, place.port, limits.connect), is_far
        except OSError:
            if number == len(allowed):
                raise
    raise AssertionError  # the last address returned or raised


def _secured(plain: socket.socket, place: Place) -> socket.socket:
    return secure_context().wrap_socket(plain, server_hostname=place.host) if place.scheme == "https" else plain


@cache
def secure_context() -> ssl.SSLContext:
    """Return what checks certificates: those that the machine trusts, or `SSL_CERT_FILE` names."""
    return ssl.create_default_context()


def _asked(timed: "_Timed", request: Request) -> http.client.HTTPResponse:
    """Return the answer to a request, its body still to be read."""
    place = request.place
    connection = http.client.HTTPConnection(place.host, place.port)
    connection.auto_open = 0
    connection.sock = timed  # the little of a socket that is needed
    own = {"Host": place.site.split("://", 1)[1], "Accept-Encoding": "gzip", "Connection": "close"}
    connection.request(request.method, place.target, request.body, own | dict(request.headers))
    return connection.getresponse()


def _body(response: http.client.HTTPResponse, place: Place, limits: Limits, *, cut: bool) -> bytes:
    """Return the unpacked body of an answer."""
    packing = (response.getheader("Content-Encoding") or "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"is packed as {packing}", where=place.url, allowed="gzip, or not packed")
    too_much = FetchError(
        "is too long", where=place.url, allowed=f"{limits.sent:,} bytes, {limits.unpacked:,} unpacked"
    )
    if (response.length or 0) > limits.sent and not cut:
        raise too_much
    unpack = _Unpacker() if packing != "identity" else None
    sent, parts, room = 0, [], limits.unpacked
    while chunk := response.read1(CHUNK):
        sent += len(chunk)
        part = unpack.take(chunk, room + 1) if unpack else chunk
        parts.append(part[:room])
        if sent > limits.sent or len(part) > room:
            if cut:
                return b"".join(parts)
            raise too_much
        room -= len(part)
    if response.length or (unpack and parts and not unpack.is_whole):
        raise http.client.IncompleteRead(b"", response.length)
    return b"".join(parts)


class _Unpacker:
    """Unpacks gzip piece by piece, never more than asked for."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(GZIP)

    @property
    def is_whole(self) -> bool:
        return self._stream.eof

    def take(self, chunk: bytes, room: int) -> bytes:
        """Return what a chunk unpacks to, at most `room` bytes."""
        parts = []
        while chunk and room > 0:
            if self._stream.eof:
                if not chunk.startswith(b"\x1f"):
                    break  # padding after the end
                self._stream = zlib.decompressobj(GZIP)
            part = self._stream.decompress(chunk, room)
            parts.append(part)
            room -= len(part)
            chunk = self._stream.unconsumed_tail or self._stream.unused_data
        return b"".join(parts)


class _Timed:
    """A socket on which all that is read and written has until a deadline (of the monotonic clock)."""

    def __init__(self, plain: socket.socket, deadline: float, silence: float) -> None:
        self._plain, self._deadline, self._silence = plain, deadline, silence

    def ready(self) -> socket.socket:
        """Return the socket with the patience that is left; raises `TimeoutError` where none is."""
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("takes too long")
        self._plain.settimeout(min(left, self._silence))
        return self._plain

    def sendall(self, data: bytes) -> None:
        self.ready().sendall(data)

    def makefile(self, *_: Any) -> io.BufferedReader:
        return io.BufferedReader(_Stream(self))

    def close(self) -> None:
        """Leave the socket open: who opened it closes it when the answer is read."""


class _Stream(io.RawIOBase):
    """What comes in over a timed socket."""

    def __init__(self, timed: _Timed) -> None:
        self._timed = timed

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._timed.ready().recv_into(buffer)


def _ascii(host: str) -> str:
    """Return a host's name as the net knows it (`münchen.example` → `xn--mnchen-3ya.example`)."""
    return host.encode("idna").decode("ascii").lower()


def _reason(error: Exception) -> str:
    return str(getattr(error, "reason", "") or getattr(error, "strerror", "") or error or type(error).__name__)
