"""Fetching is polite, and goes only where it is safe."""

import gzip
import socket
import ssl
import time
from pathlib import Path
from threading import Thread

import msgspec
import pytest

from relazione.errors import FetchError
from relazione.sources import exchange
from relazione.sources.exchange import LIMITS, WIRE, Wire, place_of
from relazione.sources.fetching import FEEDS, Fetcher, is_url
from relazione.version import __version__

HTML = {"Content-Type": "text/html; charset=ISO-8859-1"}
CERTIFICATE = Path(__file__).parent / "localhost.pem"  # with its key, for these tests alone
OPEN = "93.184.215.14"  # stands for a server of the open internet


@pytest.fixture
def fetcher(simulated_clock):
    return Fetcher(allow_private=True, clock=simulated_clock)


def as_if_open(site, names):
    """Return a wire on which names lead to addresses, and every open address to the test's server."""
    return Wire(
        resolve=lambda host, _: names[host], dial=lambda _, __, patience: WIRE.dial("127.0.0.1", site.port, patience)
    )


def test_a_page_comes_with_what_its_server_says_of_it(site, fetcher):
    site.pages["/a?b=%C3%BC"] = (
        200,
        HTML | {"ETag": '"1"', "Last-Modified": "Thu, 26 Feb 2026 10:00:00 GMT"},
        b"Gr\xfc\xdfe",
    )
    page = fetcher.get(f"{site.url}/a?b=ü#part")
    assert (page.status, page.body, page.type, page.charset) == (200, b"Gr\xfc\xdfe", "text/html", "iso-8859-1")
    assert (page.etag, page.modified, page.near) == ('"1"', "Thu, 26 Feb 2026 10:00:00 GMT", True)
    assert page.url == f"{site.url}/a?b=%C3%BC"
    assert site.asked[-1][2]["user-agent"] == f"relazione/{__version__}"


def test_site_owners_are_told_whom_to_write_to(site, simulated_clock):
    site.pages["/"] = (200, HTML, b"x")
    Fetcher(allow_private=True, clock=simulated_clock, contact="desk@ministry.example").get(site.url)
    assert {headers["user-agent"] for _, _, headers, _ in site.asked} == {
        f"relazione/{__version__} (+desk@ministry.example)"
    }


# politeness


def test_what_did_not_change_is_not_sent_again(site, fetcher):
    site.pages["/feed"] = lambda asked: (
        (304, {}, b"") if asked.get("if-none-match") == '"7"' else (200, HTML | {"ETag": '"7"'}, b"news")
    )
    first = fetcher.get(f"{site.url}/feed")
    again = fetcher.get(f"{site.url}/feed", etag=first.etag, modified="Thu, 26 Feb 2026 10:00:00 GMT")
    assert (again.status, again.body) == (304, b"")
    assert site.asked[-1][2]["if-modified-since"] == "Thu, 26 Feb 2026 10:00:00 GMT"


def test_requests_to_one_host_keep_their_distance(site, fetcher, simulated_clock):
    site.pages["/a"] = (200, HTML, b"x")
    for _ in range(3):
        fetcher.get(f"{site.url}/a")
    assert simulated_clock.naps == [1.0, 1.0, 1.0]
    simulated_clock.now += 60
    fetcher.get(f"{site.url}/a")
    assert len(simulated_clock.naps) == 3


def test_robots_are_asked_for_once_a_day_and_obeyed(site, fetcher, simulated_clock):
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /closed\nCrawl-delay: 5")
    site.pages["/open"] = (200, HTML, b"x")
    fetcher.get(f"{site.url}/open")
    with pytest.raises(FetchError, match="keep away") as refused:
        fetcher.get(f"{site.url}/closed/1")
    assert not refused.value.passing
    fetcher.get(f"{site.url}/open")
    assert site.paths() == ["/open", "/open"]
    assert len(site.asked) == 3
    assert max(simulated_clock.naps) == 5
    simulated_clock.now += 86_400
    fetcher.get(f"{site.url}/open")
    assert len(site.asked) == 5


def test_while_a_site_cannot_say_what_it_allows_its_pages_wait(site, fetcher, simulated_clock):
    site.pages["/robots.txt"] = (503, {"Retry-After": "1800"}, b"")
    site.pages["/a"] = (200, HTML, b"x")
    for _ in range(2):
        with pytest.raises(FetchError, match="503") as refused:
            fetcher.get(f"{site.url}/a")
    assert (refused.value.passing, refused.value.wait, len(site.asked)) == (True, 1800, 1)
    simulated_clock.now += 1801
    site.pages["/robots.txt"] = (403, {}, b"")
    assert fetcher.get(f"{site.url}/a").body == b"x"


@pytest.mark.parametrize(
    ("status", "given", "passing", "wait"),
    [
        (404, None, False, None),
        (410, None, False, None),
        (500, None, True, None),
        (429, "90", True, 90),
        (503, "Wed, 25 Feb 2026 06:15:20 GMT", True, 120),
        (503, "soon", True, None),
    ],
)
def test_an_error_says_whether_and_when_to_try_again(site, fetcher, simulated_clock, status, given, passing, wait):
    simulated_clock.now = 1_772_000_000.0  # 06:13:20
    site.pages["/a"] = (status, {"Retry-After": given}, b"")
    with pytest.raises(FetchError) as refused:
        fetcher.get(f"{site.url}/a")
    assert (refused.value.status, refused.value.passing) == (status, passing)
    assert refused.value.wait == (wait if wait is None else pytest.approx(wait, abs=2))


# safety


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://a.example/x", "gopher://a.example/", "//a.example/", "a.txt", "http://", "http:///x",
        "http://user:secret@a.example/", "http://a.example\\@b.example/", "http://a.example/\r\nX: 1", "http://a..b/",
        "http://a.example:99999/", "javascript:alert(1)", "http://[::1/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(fetcher, url):
    with pytest.raises(FetchError):
        fetcher.get(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_this_machine_is_not_reached_unless_somebody_allows_it(site, simulated_clock, host):
    with pytest.raises(FetchError, match="not in the open internet"):
        Fetcher(clock=simulated_clock).get(f"http://{host}:{site.port}/")
    with pytest.raises(FetchError, match="not in the open internet"):
        Fetcher(allow_private=True, clock=simulated_clock).get(f"http://{host}:{site.port}/", private=False)
    assert site.asked == []


@pytest.mark.parametrize("host", ["169.254.169.254", "0.0.0.0", "224.0.0.1", "[fe80::1]"])  # noqa: S104
def test_some_addresses_are_never_reached(fetcher, host):
    with pytest.raises(FetchError, match="not in the open internet"):
        fetcher.get(f"http://{host}/")


def test_a_name_is_looked_up_once_and_the_address_checked_is_the_one_connected_to(site, simulated_clock):
    answers = [[OPEN], ["127.0.0.1"]]
    reached = []

    def dial(address, _, patience):
        reached.append(address)
        return WIRE.dial("127.0.0.1", site.port, patience)

    wire = Wire(resolve=lambda *_: answers.pop(0), dial=dial)
    with pytest.raises(FetchError, match=r"leads to 127\.0\.0\.1"):
        Fetcher(clock=simulated_clock, wire=wire).get("http://rebinding.example/")
    assert reached == [OPEN]
    assert site.asked[0][1] == "/robots.txt"


def test_of_several_addresses_only_the_open_ones_are_tried(site, simulated_clock):
    site.pages["/"] = (200, HTML, b"x")
    reached = []

    def dial(address, _, patience):
        reached.append(address)
        if address == "8.8.8.8":
            raise OSError("unreachable")
        return WIRE.dial("127.0.0.1", site.port, patience)

    wire = Wire(resolve=lambda *_: ["10.0.0.1", "8.8.8.8", OPEN], dial=dial)
    assert Fetcher(clock=simulated_clock, wire=wire).get("http://many.example/").body == b"x"
    assert set(reached) == {"8.8.8.8", OPEN}


@pytest.mark.parametrize("target", ["http://inside.example/", "http://169.254.169.254/latest/", "file:///etc/passwd"])
@pytest.mark.parametrize("allowed", [True, False])
def test_a_redirect_out_of_the_open_internet_leads_nowhere_whatever_is_allowed(site, simulated_clock, target, allowed):
    site.pages["/"] = (302, {"Location": target}, b"")
    wire = as_if_open(
        site, {"news.example": [OPEN], "inside.example": ["127.0.0.1"], "169.254.169.254": ["169.254.169.254"]}
    )
    with pytest.raises(FetchError):
        Fetcher(allow_private=allowed, clock=simulated_clock, wire=wire).get("http://news.example/")
    assert site.paths() == ["/"]


def test_a_robots_file_that_redirects_inside_is_not_followed(site, simulated_clock):
    site.pages["/robots.txt"] = (301, {"Location": "http://inside.example/robots.txt"}, b"")
    wire = as_if_open(site, {"news.example": [OPEN], "inside.example": ["10.0.0.1"]})
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        Fetcher(allow_private=True, clock=simulated_clock, wire=wire).get("http://news.example/")


def test_redirects_are_followed_five_times(site, fetcher):
    for number in range(6):
        site.pages[f"/{number}"] = (301, {"Location": f"{number + 1}"}, b"")
    site.pages["/6"] = (200, HTML, b"there")
    assert fetcher.get(f"{site.url}/1").url == f"{site.url}/6"
    with pytest.raises(FetchError, match="page to page"):
        fetcher.get(f"{site.url}/0")


def test_each_hop_obeys_the_robots_of_its_site(site, fetcher):
    site.pages["/robots.txt"] = (200, {}, b"User-agent: relazione\nDisallow: /closed")
    site.pages["/a"] = (302, {"Location": "/closed"}, b"")
    with pytest.raises(FetchError, match="keep away"):
        fetcher.get(f"{site.url}/a")


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_may_be_packed(site, fetcher, packed):
    body = b"news " * 50_000
    headers = HTML | ({"Content-Encoding": "gzip"} if packed else {})
    site.pages["/a"] = (200, headers, gzip.compress(body[:1000]) + gzip.compress(body[1000:]) if packed else body)
    assert fetcher.get(f"{site.url}/a").body == body


@pytest.mark.parametrize("length", [None, "5000000"])
@pytest.mark.parametrize("packed", [True, False])
def test_a_page_that_is_too_long_is_refused_packed_or_not(site, simulated_clock, packed, length):
    limits = msgspec.structs.replace(LIMITS, sent=100_000, unpacked=1_000_000)
    body = gzip.compress(bytes(2_000_000)) if packed else bytes(200_000)
    headers = HTML | ({"Content-Encoding": "gzip"} if packed else {"Content-Length": length})
    site.pages["/a"] = (200, headers, body)
    with pytest.raises(FetchError, match="too long"):
        Fetcher(allow_private=True, clock=simulated_clock, limits=limits).get(f"{site.url}/a")


@pytest.mark.parametrize(
    ("headers", "body", "fault"),
    [
        ({"Content-Type": "image/png"}, b"x", "is image/png"),
        ({"Content-Type": "text/html", "Content-Encoding": "br"}, b"x", "packed as br"),
        ({"Content-Type": "text/html", "Content-Encoding": "gzip"}, b"no gzip", "packed wrongly"),
        ({"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"news")[:-9], "cannot be reached"),
        ({"Content-Type": "text/html", "Content-Length": "50"}, b"short", "cannot be reached"),
    ],
)
def test_other_content_and_broken_content_is_refused(site, fetcher, headers, body, fault):
    site.pages["/a"] = (200, headers, body)
    with pytest.raises(FetchError, match=fault):
        fetcher.get(f"{site.url}/a")


def test_what_may_come_is_said_by_who_asks(site, fetcher):
    site.pages["/feed"] = (200, {"Content-Type": "application/rss+xml"}, b"<rss/>")
    assert fetcher.get(f"{site.url}/feed", types=FEEDS).body == b"<rss/>"
    with pytest.raises(FetchError):
        fetcher.get(f"{site.url}/feed")


def test_a_server_that_dribbles_is_left_in_time(site, simulated_clock):
    def dribble(_):
        time.sleep(0.3)
        return 200, HTML, b"late"

    site.pages["/a"] = dribble
    for limits in (msgspec.structs.replace(LIMITS, silence=0.1), msgspec.structs.replace(LIMITS, whole=0.1)):
        with pytest.raises(FetchError, match="cannot be reached") as refused:
            Fetcher(allow_private=True, clock=simulated_clock, limits=limits).get(f"{site.url}/a")
        assert refused.value.passing


def test_headers_that_come_byte_by_byte_do_not_hold_the_line(simulated_clock):
    server = socket.create_server(("127.0.0.1", 0))

    def serve():
        line, _ = server.accept()
        with line:
            for _ in range(100):
                try:
                    line.sendall(b"H")
                except OSError:
                    return
                time.sleep(0.05)

    Thread(target=serve, daemon=True).start()
    limits = msgspec.structs.replace(LIMITS, whole=0.4)
    began = time.monotonic()
    with server, pytest.raises(FetchError, match="cannot be reached"):
        Fetcher(allow_private=True, clock=simulated_clock, limits=limits).get(
            f"http://127.0.0.1:{server.getsockname()[1]}/"
        )
    assert time.monotonic() - began < 2


@pytest.fixture
def secure(site, monkeypatch):
    """The site over TLS, with a certificate for `localhost` that only those trust who are told to."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
    site.pages["/"] = (200, HTML, b"x" * 100_000)
    yield f"https://localhost:{site.port}/"
    monkeypatch.undo()
    exchange.secure_context.cache_clear()


def test_a_certificate_that_nobody_vouches_for_is_refused(secure, fetcher):
    with pytest.raises(FetchError, match="certificate") as refused:
        fetcher.get(secure)
    assert not refused.value.passing


def test_a_page_comes_over_tls_where_the_certificate_is_that_of_the_host(secure, fetcher, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    exchange.secure_context.cache_clear()
    assert fetcher.get(secure).body == b"x" * 100_000
    wire = Wire(resolve=lambda *_: ["127.0.0.1"], dial=WIRE.dial)
    other = Fetcher(allow_private=True, clock=fetcher.clock, wire=wire)
    with pytest.raises(FetchError, match="certificate"):
        other.get(secure.replace("localhost", "elsewhere.example"))


def test_a_message_is_posted_and_not_sent_on(site, fetcher):
    site.pages["/hook"] = (204, {}, b"")
    fetcher.post(f"{site.url}/hook", b"{}", token="secret")  # noqa: S106
    method, path, headers, body = site.asked[-1]
    assert (method, path, headers["authorization"], body) == ("POST", "/hook", "Bearer secret", b"{}")
    site.pages["/hook"] = (307, {"Location": "http://elsewhere.example/"}, b"")
    with pytest.raises(FetchError, match="307"):
        fetcher.post(f"{site.url}/hook", b"{}")


def test_hosts_are_named_as_the_net_knows_them():
    place = place_of("HTTP://München.Example:8080/ä/%20b?ü=1&c")
    assert place.url == "http://xn--mnchen-3ya.example:8080/%C3%A4/%20b?%C3%BC=1&c"
    assert place_of("http://[2606:4700::1111]:80/").site == "http://[2606:4700::1111]"


def test_addresses_are_told_from_paths():
    assert [is_url(text) for text in ("https://a.example/x", "HTTP://a", "report.txt", "c:/x", "httpfiles/a")] == [
        True,
        True,
        False,
        False,
        False,
    ]
