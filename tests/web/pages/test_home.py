import re
from pathlib import Path

from fastapi.testclient import TestClient

from relazione.ledger.movement import Mood
from relazione.web import Settings, create_app
from relazione.web.pages.home import movement, partners


def newest_finds(client: TestClient) -> str:
    """Return the page of news when it is there; until then it says that it asks for itself again."""
    for _ in range(200):
        answer = client.get("/news")
        if "refresh" not in answer.headers:
            break
        assert "Wird berechnet" in answer.text
    return answer.text


def mood(events: int, mean: float) -> Mood:
    return Mood(events=events, mean=mean)


def test_the_newest_reports_stand_with_their_records_and_pairs(client: TestClient) -> None:
    page = client.get("/").text
    assert "Oslo und Lissabon legen Streit um Fischbestände bei" in page
    assert re.search(r"\d+ Ereignisse · \d+ Äußerungen", page)
    assert '<a href="/dossier/NOR/PRT">Norwegen – Portugal</a>' in page


def test_pairs_that_moved_stand_with_numbers_and_change(client: TestClient) -> None:
    page = client.get("/?period=365", headers={"accept-language": "en"}).text
    assert "Pairs with most movement" in page
    assert re.search(r'NOR/PRT">Norway – Portugal</a></th><td class="number">\d+</td>', page)


def test_a_pair_moves_the_more_the_more_happened_and_the_farther_its_mean_went() -> None:
    before = {("AAA", "BBB"): mood(5, 2.0), ("CCC", "DDD"): mood(5, 2.0)}
    now = {("AAA", "BBB"): mood(5, 2.0), ("CCC", "DDD"): mood(5, -4.0), ("EEE", "FFF"): mood(6, 1.0)}
    found = movement(now, before)
    assert [pair.first for pair in found] == ["CCC", "EEE", "AAA"]
    assert [pair.change for pair in found] == [-6.0, None, 0.0]


def test_partners_of_a_state_are_found_on_either_side_of_a_pair() -> None:
    now = {("CHN", "KAZ"): mood(2, 1.0), ("KAZ", "RUS"): mood(3, 2.0), ("CHN", "RUS"): mood(9, 0.0)}
    assert [partner.code for partner in partners(now, "KAZ", str.lower)] == ["RUS", "CHN"]


def test_the_map_says_the_same_as_its_table(client: TestClient) -> None:
    page = client.get("/?state=Norwegen&period=365").text
    assert 'data-chosen="NOR"' in page
    assert re.search(r'<tr data-code="PRT" data-events="\d+" data-mean="[\d.-]+">', page)
    assert "crimea=hatched=Krim" in page


def test_the_news_bring_contradictions_and_promises_with_their_evidence(client: TestClient) -> None:
    page = newest_finds(client)
    assert "badge contradiction" in page
    assert "badge broken" in page
    assert "/evidence?claim=figure" in page


def test_an_empty_ledger_has_a_first_page(tmp_path: Path) -> None:
    with TestClient(create_app(Settings(ledger=str(tmp_path / "new.sqlite"))), base_url="http://127.0.0.1:8765") as new:
        assert "Noch sind keine Berichte aufgenommen" in new.get("/").text
        assert new.get("/news").status_code == 200


def test_an_unknown_state_for_the_map_is_refused(client: TestClient) -> None:
    assert client.get("/?state=Atlantis").status_code == 422
