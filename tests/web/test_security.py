import re

from fastapi.testclient import TestClient


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
