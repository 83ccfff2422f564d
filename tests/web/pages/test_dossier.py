import html
import json
import re
from pathlib import Path

from fastapi.testclient import TestClient

from relazione.ledger import Ledger
from relazione.reader import read_document
from relazione.records import Document
from relazione.web import Settings, create_app

FRAGMENT = {"hx-request": "true"}
SAID = re.compile(r'<span class="sentence">([^<]*)</span>')


def proofs(page: str) -> list[str]:
    return [html.unescape(address) for address in re.findall(r'class="proof" href="([^"]+)"', page)]


def test_the_form_opens_the_dossier_of_sides_named_in_words(client: TestClient) -> None:
    assert client.get("/dossier?first=Norwegen&second=portugal").url.path == "/dossier/NOR/PRT"
    assert client.get("/dossier?first=Norway&since=2026-03").url.path == "/dossier/NOR"


def test_a_side_that_nobody_knows_is_said_on_the_form(client: TestClient) -> None:
    answer = client.get("/dossier?first=Atlantis")
    assert answer.status_code == 422
    assert "Atlantis" in answer.text
    assert 'name="first"' in answer.text


def test_an_unknown_side_in_an_address_is_a_fault_with_a_page(client: TestClient) -> None:
    answer = client.get("/dossier/XYZ")
    assert answer.status_code == 422
    assert "XYZ" in answer.text


def test_every_section_of_the_command_lines_dossier_stands_on_the_page(client: TestClient) -> None:
    page = client.get("/dossier/NOR/PRT").text
    for section in (
        "facts",
        "course",
        "timeline",
        "agreements",
        "figures",
        "promises",
        "statements",
        "actors",
        "network",
    ):
        assert f'id="c0-{section}"' in page
    assert "Norwegen und Portugal" in page
    assert "Norway and Portugal" in client.get("/dossier/NOR/PRT", headers={"accept-language": "en"}).text


def test_a_group_has_two_chapters(client: TestClient) -> None:
    page = client.get("/dossier/KGZ/C5").text
    assert 'id="c1-timeline"' in page


def test_the_newest_event_stands_first(client: TestClient) -> None:
    page = client.get("/dossier/NOR/PRT").text
    days = re.search(r'data-events="([^"]+)"', page)
    assert days
    listed = [entry.split(",")[0] for entry in days[1].split(";")]
    assert listed == sorted(listed, reverse=True)
    assert len(listed) > 5


def test_a_period_lets_through_only_its_events(client: TestClient) -> None:
    days = re.search(r'data-events="([^"]*)"', client.get("/dossier/NOR/PRT?since=2026-06&until=2026-09").text)
    assert days
    listed = [entry.split(",")[0] for entry in days[1].split(";")]
    assert listed
    assert all("2026-06-01" <= day <= "2026-09-30" for day in listed)


def test_what_is_no_date_is_refused_with_its_mend(client: TestClient) -> None:
    answer = client.get("/dossier/NOR/PRT?since=gestern")
    assert answer.status_code == 422
    assert "gestern" in answer.text


def test_kind_status_and_speaker_filter_the_lists(client: TestClient) -> None:
    whole = client.get("/dossier/NOR/PRT", headers=FRAGMENT).text
    consulted = client.get("/dossier/NOR/PRT?type=CONSULT", headers=FRAGMENT).text
    assert 0 < len(SAID.findall(consulted)) < len(SAID.findall(whole))
    planned = client.get("/dossier/NOR/PRT?status=planned", headers=FRAGMENT).text
    assert set(re.findall(r'<li class="q\d (\w+)"', planned)) == {"planned"}
    page = client.get("/dossier/NOR/PRT").text
    speaker = html.unescape(re.findall(r'<select name="speaker">.*?<option>([^<]+)', page, re.DOTALL)[0])
    spoken = client.get("/dossier/NOR/PRT", params={"speaker": speaker}, headers=FRAGMENT).text
    assert 0 < spoken.count('<span class="words">') < whole.count('<span class="words">')


def test_a_publisher_lets_through_only_what_it_reports(client: TestClient) -> None:
    whole = client.get("/dossier/NOR/PRT", headers=FRAGMENT).text
    page = client.get("/dossier/NOR/PRT?publisher=Alpenbote", headers=FRAGMENT).text
    assert 0 < len(SAID.findall(page)) < len(SAID.findall(whole))
    assert client.get("/dossier/NOR/PRT?publisher=Niemand", headers=FRAGMENT).text.count('class="sentence"') == 0


def test_a_script_gets_the_body_alone_and_going_back_the_whole_page(client: TestClient) -> None:
    assert "<html" not in client.get("/dossier/NOR/PRT", headers=FRAGMENT).text
    back = client.get("/dossier/NOR/PRT", headers=FRAGMENT | {"hx-history-restore-request": "true"}).text
    assert "<html" in back


def test_contradicting_figures_stand_side_by_side_with_their_picture(client: TestClient) -> None:
    page = client.get("/dossier/NOR/PRT").text
    assert "Widerspruch" in page
    assert '<svg class="strip"' in page
    assert 'class="sides against"' in page


def test_every_download_is_the_same_dossier(client: TestClient) -> None:
    tree = json.loads(client.get("/dossier/file?first=NOR&second=PRT&format=json").text)
    page = client.get("/dossier/NOR/PRT").text
    for line in tree["chapters"][0]["timeline"]:
        assert html.escape(line["sentence"]) in page
    for form in ("docx", "html", "md", "ris", "csl"):
        answer = client.get(f"/dossier/file?first=NOR&second=PRT&format={form}")
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
    assert client.get("/dossier/file?first=NOR&format=exe").status_code == 422


def test_long_sections_come_in_parts(tmp_path: Path) -> None:
    events = 70
    text = "\n\n".join(
        f"Am {1 + number % 28}. {month} 2025 besuchte Finnlands Außenministerin Estland."
        for month in ("Januar", "Februar", "März")
        for number in range(28)
    )
    document = Document.of(text, published="2025-12-01", language="de", publisher="Nordblatt")
    place = tmp_path / "long.sqlite"
    with Ledger(place) as ledger:
        ledger.add(document, read_document(document))
    with TestClient(create_app(Settings(ledger=str(place))), base_url="http://127.0.0.1:8765") as reader:
        page = reader.get("/dossier/FIN/EST").text
        found = re.search(r'class="button" href="(/dossier/part[^"]+)"', page)
        assert found
        assert len(SAID.findall(page)) == 50
        address = html.unescape(found[1])
        rest = reader.get(address, headers=FRAGMENT).text
        assert len(SAID.findall(rest)) + 50 >= events
        assert "<html" not in rest
        assert "<html" in reader.get(address).text
        assert not set(SAID.findall(rest)) - set(SAID.findall(reader.get(address).text))


def test_what_reports_say_is_shown_as_text(tmp_path: Path) -> None:
    evil = "<script>alert(1)</script>"
    text = f"Norwegens Außenministerin besuchte am 3. März 2026 Portugal. „{evil} ist falsch“, sagte sie."
    document = Document.of(text, title=evil, published="2026-03-04", publisher=evil, language="de")
    place = tmp_path / "evil.sqlite"
    with Ledger(place) as ledger:
        ledger.add(document, read_document(document))
    with TestClient(create_app(Settings(ledger=str(place))), base_url="http://127.0.0.1:8765") as reader:
        pages = [reader.get(address).text for address in ("/", "/news", "/dossier/NOR/PRT", "/dossier/NOR")]
        pages += [reader.get(address).text for address in proofs(pages[2])]
        assert len(pages) > 5
        assert any(html.escape(evil) in page for page in pages)
        assert all(evil not in page for page in pages)
        query = reader.get("/dossier/NOR/PRT", params={"speaker": evil, "since": "2026"}).text
        assert evil not in query


def test_a_dossier_shows_what_another_process_wrote(own: Path) -> None:
    document = Document.of(
        "Der norwegische Außenminister traf am 5. Mai 2026 in Bergen den portugiesischen Präsidenten.",
        published="2026-05-06",
        language="de",
        publisher="Fjordpost",
    )
    with TestClient(create_app(Settings(ledger=str(own))), base_url="http://127.0.0.1:8765") as reader:
        assert "Fjordpost" not in reader.get("/dossier/NOR/PRT").text
        with Ledger(own) as other:
            other.add(document, read_document(document))
        assert "Fjordpost" in reader.get("/dossier/NOR/PRT").text
        assert "Fjordpost" in reader.get("/").text


def test_what_is_no_state_is_told_in_the_readers_language(client: TestClient) -> None:
    answer = client.get("/dossier?first=Atlantis", headers={"accept-language": "de"})
    assert answer.status_code == 422
    assert "gibt es nicht" in answer.text
    assert 'value="Atlantis"' in answer.text
    missing = client.get("/dossier/Atlantis", headers={"accept-language": "de"})
    assert missing.status_code == 422
    assert "Mit diesen Angaben geht es nicht." in missing.text
