import re
from pathlib import Path

from relazione.ledger import Ledger
from relazione.reader import read_document
from relazione.records import Document


def results(page: str) -> list[str]:
    found = re.search(r'<ol class="results">.*?</ol>', page, re.DOTALL)
    assert found
    return re.findall(r'<li><a href="([^"]+)"', found[0])


def test_results_have_their_words_marked_and_lead_to_the_place(visitor) -> None:
    page = visitor.get("/search?q=fischereiabkommen")
    assert "<mark>Fischereiabkommen</mark>" in page
    places = results(page)
    assert any(re.fullmatch(r"/reports/sha256:\w{64}#r-g\d+", place) for place in places)


def test_filters_narrow_what_is_found(visitor) -> None:
    everything = results(visitor.get("/search?q=Norwegen"))
    events = results(visitor.get("/search?q=Norwegen&kind=event"))
    assert events
    assert set(events) < set(everything)
    assert all("#r-e" in place for place in events)
    of_portugal = results(visitor.get("/search?q=Norwegen&state=portugal"))
    assert of_portugal
    assert set(of_portugal) < set(everything)
    assert results(visitor.get("/search?q=Norwegen&state=PRT&other=Norway"))
    assert results(visitor.get("/search?q=Norwegen&until=1999-01-01")) == []


def test_what_is_no_state_or_day_is_told_beside_its_field(visitor) -> None:
    answer = visitor.client.get("/search?q=Norwegen&state=Narnia&since=x")
    assert answer.status_code == 422
    assert 'id="fault-state"' in answer.text
    assert 'id="fault-since"' in answer.text
    assert 'value="Narnia"' in answer.text


def test_actors_stand_above_the_results(visitor) -> None:
    assert '<a href="/actors/NOR">Norway</a>' in visitor.get("/search?q=Norwegen")


def test_many_results_are_paged_without_gap_or_repetition(reviewer, own: Path) -> None:
    with Ledger(own) as ledger:
        for day in range(1, 24):
            document = Document.of(f"Zypern rüffelte Malta zum {day}. Mal.", published=f"2026-01-{day:02}")
            ledger.add(document, read_document(document))
    first = reviewer.get("/search?q=rüffelte&kind=document")
    link = re.search(r'rel="next" href="([^"]+)"', first)
    assert link
    second = reviewer.get(link[1].replace("&amp;", "&"))
    assert (len(results(first)), len(results(second))) == (20, 3)
    assert not set(results(first)) & set(results(second))
    assert 'rel="next"' not in second


def test_a_group_is_a_filter_like_a_state(visitor) -> None:
    page = visitor.get("/search?q=Gipfel&state=C5")
    assert "Usbekistan vermittelt zwischen Kirgistan und Tadschikistan" in page
    assert "Vietnam bestellt philippinischen Botschafter ein" not in page
