import pytest

from relazione.web.reading_queue import LONGEST
from relazione.web.settings import Limits, Rate

NO_DOCUMENT = "sha256:" + "0" * 64
TEXT = {"text": "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon.", "language": "de"}


def problem(answer, status):
    """Return the problem that an answer is."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert {"type", "title", "status", "detail"} <= set(body)
    assert body["status"] == status
    return body


@pytest.mark.parametrize(
    "path",
    [
        "/api/no-such-thing",
        f"/api/documents/{NO_DOCUMENT}",
        f"/api/documents/{NO_DOCUMENT}/text",
        f"/api/documents/{NO_DOCUMENT}/reading",
        "/api/events/event:0000000000000000",
        "/api/statements/statement:0000000000000000",
        "/api/figures/figure:0000000000000000",
        "/api/agreements/agreement:0000000000000000",
        "/api/actors/actor:0000",
    ],
)
def test_what_is_not_there_is_404(client, path):
    problem(client.get(path), 404)


def test_a_method_that_there_is_not_is_405_with_those_that_there_are(client):
    answer = client.put("/api/documents")
    problem(answer, 405)
    assert answer.headers["allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("path", "slot", "allowed"),
    [
        ("/api/events?first=XYZ", "query.first", "KAZ"),
        ("/api/events?type=PARTY", "query.type.0", "CONSULT"),
        ("/api/events?status=maybe", "query.status.0", "planned"),
        ("/api/events?since=2026-02-31", "query.since", "2026-01-29"),
        ("/api/events?since=yesterday", "query.since", "2026-01-29"),
        ("/api/figures?indicator=happiness", "query.indicator.0", "trade_turnover"),
        ("/api/agreements?kind=handshake", "query.kind.0", "treaty"),
        ("/api/documents?language=xx", "query.language.0", "de"),
    ],
)
def test_an_unknown_code_names_its_slot_and_what_is_allowed(client, path, slot, allowed):
    body = problem(client.get(path), 422)
    (fault,) = body["faults"]
    assert fault["slot"] == slot
    assert allowed in fault["allowed"]
    assert slot in body["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/events?limit=0",
        "/api/events?limit=201",
        "/api/events?cursor=xyz",
        "/api/actors?cursor=abc",
        "/api/documents/sha256:12",
        "/api/dossier",
        "/api/search",
    ],
)
def test_what_will_not_do_is_422(client, path):
    assert problem(client.get(path), 422)["faults"]


def test_a_misspelt_filter_is_not_passed_over(client):
    (fault,) = problem(client.get("/api/events?sinse=2026"), 422)["faults"]
    assert fault["slot"] == "query.sinse"
    assert "/api/docs" in fault["mend"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({}, "body.text"),
        ({"text": ""}, "body.text"),
        ({"text": "a" * (LONGEST + 1)}, "body.text"),
        ({**TEXT, "published": "soon"}, "body.published"),
        ({**TEXT, "secret": 1}, "body.secret"),
        ({"text": "Il ministro ha visitato la capitale del Portogallo e ha parlato con il presidente."}, "language"),
        ({"text": "\0", "language": "de"}, "NUL"),
        ({"text": " \n", "language": "de"}, "no text"),
    ],
)
def test_a_text_that_cannot_be_read_says_why(writer, body, words):
    assert words in problem(writer.post("/api/read", json=body), 422)["detail"]


def test_half_characters_do_no_harm(writer):
    body = b'{"text": "Oslo \\ud800", "\\ud800": 1}'
    answer = writer.post("/api/read", content=body, headers={"content-type": "application/json"})
    assert problem(answer, 422)["faults"]
    body = b'{"text": "Oslo", "language": "\\ud800"}'
    answer = writer.post("/api/documents", content=body, headers={"content-type": "application/json"})
    assert problem(answer, 422)["faults"]


def test_a_body_that_is_no_json_is_422(writer):
    problem(writer.post("/api/read", content=b"{", headers={"content-type": "application/json"}), 422)


def test_an_address_that_is_no_web_address_is_refused(writer):
    (fault,) = problem(writer.post("/api/documents", json={**TEXT, "url": "javascript:alert(1)"}), 422)["faults"]
    assert fault["slot"] == "body.url"


def test_who_has_many_texts_read_is_told_to_wait(serve, team):
    browser = serve(team, login=True, limits=Limits(reading=Rate(0.01, 1)))
    headers = {"authorization": f"Bearer {team.give_token('reader')}"}
    assert browser.post("/api/read", json=TEXT, headers=headers).status_code == 200
    answer = browser.post("/api/read", json=TEXT, headers=headers)
    problem(answer, 429)
    assert int(answer.headers["retry-after"]) > 1


def test_a_text_is_read_without_keeping_it(writer):
    before = writer.get("/api/documents").json()
    reading = writer.post("/api/read", json={**TEXT, "published": "2026-01-29", "title": "Besuch"}).json()
    assert [(event["type"], event["date"]) for event in reading["events"]] == [("CONSULT", "2026-01-27")]
    assert reading["document"]["title"] == "Besuch"
    assert writer.get("/api/documents").json() == before
