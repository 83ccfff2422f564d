import pytest

from relazione.errors import RelazioneError
from relazione.web import Settings, create_app
from relazione.web.settings import Limits, Rate

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "[::1]:8765", "LOCALHOST"])
def test_the_machines_own_names_are_served(client, host):
    assert client.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8765", "192.0.2.7", "", "[::1"]
)
def test_a_name_that_somebody_made_to_point_here_is_not_served(client, host):
    answer = client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "content-security-policy" in answer.headers


def test_names_beyond_this_machine_are_served_where_they_are_allowed(serve, team):
    browser = serve(team, host="0.0.0.0", login=True, hosts=("relazione.example.org",))  # noqa: S104
    statuses = {
        host: browser.get("/login", headers={"host": host}).status_code
        for host in ("relazione.example.org", "192.0.2.7:8765", "evil.example")
    }
    assert statuses == {"relazione.example.org": 200, "192.0.2.7:8765": 200, "evil.example": 421}


def test_nothing_is_served_beyond_this_machine_without_logging_in(own):
    with pytest.raises(RelazioneError, match="everybody must log in") as caught:
        create_app(Settings(ledger=str(own), host="0.0.0.0"))  # noqa: S104
    assert "relazione accounts add" in caught.value.mend


def test_behind_a_proxy_nobody_is_taken_for_the_machines_user(client, guarded):
    forwarded = {"x-forwarded-for": "203.0.113.9"}
    assert client.get("/api/documents", headers=forwarded).status_code == 403
    assert guarded.get("/login", headers=forwarded).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_from_another_site_is_refused(writer, headers):
    answer = writer.post("/api/read", json={"text": "Oslo schweigt.", "language": "de"}, headers=headers)
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_change_by_a_browser_needs_the_pages_token_even_from_here(writer):
    text = {"text": "Oslo schweigt.", "language": "de"}
    here = {"origin": "http://127.0.0.1:8765", "sec-fetch-site": "same-origin"}
    assert writer.post("/api/read", json=text, headers=here).status_code == 403
    writer.get("/")
    token = {"x-csrf-token": writer.cookies["relazione_csrf"]}
    assert writer.post("/api/read", json=text, headers=here | token).status_code == 200
    assert writer.post("/api/read", json=text, headers=here | {"x-csrf-token": "guess"}).status_code == 403
    assert writer.post("/api/read", json=text).status_code == 403  # its cookie shows the browser


def test_too_much_is_refused_before_it_is_read(serve):
    browser = serve(upload=1000)
    answer = browser.post("/api/read", content=b"{" + b" " * 1000, headers=JSON)
    assert answer.status_code == 413
    assert answer.json()["status"] == 413


def test_too_much_is_refused_while_it_comes_where_its_length_is_not_told(serve):
    browser, sent = serve(upload=1000), []

    def pieces():
        for _ in range(100):
            sent.append(1)
            yield b" " * 100

    answer = browser.post("/api/read", content=pieces(), headers=JSON)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"
    form = browser.post("/preferences", content=pieces(), headers={"content-type": "application/x-www-form-urlencoded"})
    assert form.status_code == 413


@pytest.mark.parametrize("length", ["-1", "abc", "1_0"])
def test_a_length_that_is_no_number_is_refused(client, length):
    assert client.get("/api/documents", headers={"content-length": length}).status_code == 400


def test_a_body_that_never_ends_is_given_up(own):
    import anyio
    from anyio.from_thread import start_blocking_portal

    app = create_app(Settings(ledger=str(own), patience=0.05))
    scope = {
        "type": "http", "method": "POST", "path": "/api/read", "raw_path": b"/api/read", "query_string": b"",
        "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")], "client": ("127.0.0.1", 1),
        "scheme": "http", "server": ("127.0.0.1", 8765), "http_version": "1.1", "root_path": "", "state": {},
    }  # fmt: skip
    sent = []

    async def receive():
        if not sent:
            await anyio.sleep(30)
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    with start_blocking_portal() as portal:  # a browser test may have left a loop in this thread
        portal.call(app, scope, receive, send)
    app.state.ledger.close()
    app.state.accounts.close()
    assert sent[0]["status"] == 408


def test_who_asks_too_often_is_told_to_wait(serve, team):
    browser = serve(team, login=True, limits=Limits(everything=Rate(0.01, 3)))
    assert [browser.get("/login").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = browser.get("/api/documents")
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) > 1
    assert browser.get("/static/relazione.css").status_code == 200


def test_a_fault_of_ours_gives_nothing_away(writer, monkeypatch):
    def broken(*_, **__):
        raise ZeroDivisionError("secret-detail")

    for name in ("view", "state"):
        monkeypatch.setattr(f"relazione.ledger.store.Ledger.{name}", broken)
    for path, kind in (("/api/documents", "application/problem+json"), ("/", "text/html; charset=utf-8")):
        answer = writer.get(path)
        assert answer.status_code == 500
        assert answer.headers["content-type"] == kind
        assert "content-security-policy" in answer.headers
        assert "secret-detail" not in answer.text
        assert "Traceback" not in answer.text
