import re

import pytest
from fastapi.testclient import TestClient

from relazione.web.accounts import Accounts
from relazione.web.api.description import describe
from relazione.web.app import OPEN, PAGES


def token(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]


def test_every_answer_forbids_scripts_from_elsewhere_and_frames(client: TestClient) -> None:
    for path in ("/", "/static/relazione.css", "/no-such-page"):
        policy = client.get(path).headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy


def test_a_change_without_the_pages_token_is_refused(client: TestClient) -> None:
    client.get("/")
    assert client.post("/preferences", data={"language": "en"}).status_code == 403


def test_a_change_with_the_pages_token_is_made(client: TestClient) -> None:
    page = client.get("/", headers={"accept-language": "de"}).text
    assert 'lang="de"' in page
    answer = client.post("/preferences", data={"language": "en", "csrf": token(page), "back": "//evil.example/"})
    assert 'html lang="en"' in answer.text
    assert answer.url.host == "127.0.0.1"


CHANGES = {"POST", "PUT", "PATCH", "DELETE"}
READERS_MAY = {"/login", "/logout", "/preferences", "/read", "/api/read"}


def changes(client: TestClient) -> list[tuple[str, str]]:
    """Return method and path of every route that changes something, its places filled."""
    places = {"document": f"sha256:{'0' * 64}", "local": "e1"}
    pages = [
        (method, route) for module in (*OPEN, *PAGES) for route in module.router.routes for method in route.methods
    ]
    described = describe(client.app)["paths"].items()  # type: ignore[arg-type]
    found = [(method, route.path) for method, route in pages]
    found += [(method.upper(), path) for path, methods in described for method in methods]
    filled = [(method, re.sub(r"{(\w+)}", lambda place: places.get(place[1], "x"), path)) for method, path in found]
    return [(method, path) for method, path in filled if method in CHANGES]


def test_every_change_needs_the_pages_token(client: TestClient) -> None:
    client.get("/")
    found = changes(client)
    assert len(found) > 8
    for method, path in found:
        assert client.request(method, path, headers={"origin": str(client.base_url)}).status_code == 403, path


def test_readers_change_nothing(guarded: TestClient, team: Accounts) -> None:
    bearer = {"authorization": f"Bearer {team.give_token('reader')}"}
    for method, path in changes(guarded):
        if path not in READERS_MAY:
            assert guarded.request(method, path, headers=bearer).status_code == 403, path


@pytest.mark.parametrize(
    "back", ["//elsewhere.example/", "/\\elsewhere.example", "https://elsewhere.example/", "/\n/x"]
)
@pytest.mark.parametrize("path", ["/preferences", "/review/undo"])
def test_no_form_leads_to_another_site(writer: TestClient, path: str, back: str) -> None:
    page = writer.get("/review").text
    if path == "/review/undo":
        document = re.search(r'href="(/review/sha256%3A\w+/\w+)\?', page)
        assert document
        seen = re.search(r'name="seen" value="([^"]+)"', writer.get(document[1]).text)
        assert seen
        writer.post(f"{document[1]}?verb=accept", data={"csrf": token(page), "seen": seen[1]})
    decision = re.search(r'name="decision" value="([^"]+)"', writer.get("/review").text)
    data = {"csrf": token(page), "back": back, "decision": decision[1] if decision else ""}
    answer = writer.post(path, data=data, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == {"/preferences": "/", "/review/undo": "/review"}[path]
