import html
import re

from fastapi.testclient import TestClient

FRAGMENT = {"hx-request": "true"}


def proofs(client: TestClient, section: str) -> list[str]:
    page = client.get("/dossier/NOR/PRT").text
    part = page[page.index(f'id="c0-{section}"') :]
    found = re.findall(r'class="proof" href="([^"]+)"', part[: part.index("</section>")])
    return [html.unescape(address) for address in found]


def test_evidence_shows_exact_words_in_their_sentence_with_source_confidence_and_rule(client: TestClient) -> None:
    answer = client.get(proofs(client, "timeline")[0], headers=FRAGMENT)
    assert answer.status_code == 200
    assert re.search(r"<blockquote[^>]*>[^<]*<mark class=\"event\">[^<]+</mark>", answer.text)
    assert re.search(r'href="/reports/sha256:[0-9a-f]{64}#r-e\d+"', answer.text)
    assert re.search(r"Sicherheit \d+ %", answer.text)
    assert re.search(r"<code>[\w.]+</code>", answer.text)
    review = re.search(r'href="(/review/sha256:[0-9a-f]{64}/e\d+)"', answer.text)
    assert review
    assert client.get(review[1]).status_code == 200


def test_each_kind_of_record_opens_its_own_words(client: TestClient) -> None:
    for section, kind in (("agreements", "agreement"), ("figures", "figure"), ("statements", "statement")):
        assert f'<mark class="{kind}">' in client.get(proofs(client, section)[0]).text


def test_what_became_of_a_promise_opens_the_words_that_tell_it(client: TestClient) -> None:
    answers = [client.get(address, headers=FRAGMENT).text for address in proofs(client, "promises")]
    assert len(answers) > 2
    assert all("<mark" in answer for answer in answers)


def test_evidence_is_a_page_of_its_own_without_a_script(client: TestClient) -> None:
    page = client.get(proofs(client, "timeline")[0]).text
    assert "<html" in page
    assert "<mark" in page


def test_unknown_records_and_places_are_not_found(client: TestClient) -> None:
    assert client.get("/evidence?claim=event:0000").status_code == 404
    assert client.get("/evidence").status_code == 404
    assert client.get("/evidence?place=sha256:00~1~2").status_code == 404
    assert client.get("/evidence?place=what").status_code == 404
