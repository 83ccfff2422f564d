import msgspec
import pytest

from relazione.records import Reading
from relazione.web.api import answers

KINDS = ("events", "statements", "figures", "agreements", "actors", "documents")


def whole(client, path, **asked):
    """Return all items of a listing, part by part."""
    items, cursor = [], None
    while True:
        found = client.get(path, params=asked | ({"cursor": cursor} if cursor else {}))
        assert found.status_code == 200, found.text
        items += found.json()["items"]
        cursor = found.json()["next"]
        if cursor is None:
            return items


@pytest.mark.parametrize("kind", KINDS)
def test_a_listing_comes_whole_in_small_parts(client, kind):
    once = client.get(f"/api/{kind}", params={"limit": 200}).json()
    assert once["next"] is None
    assert len(once["items"]) > 3
    assert whole(client, f"/api/{kind}", limit=3) == once["items"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_listing_shows_is_found_by_its_id(client, kind):
    shown = client.get(f"/api/{kind}", params={"limit": 1}).json()["items"][0]
    found = client.get(f"/api/{kind}/{shown.get('id') or shown['document']}").json()
    assert found.get("item", found) == shown


def test_answers_are_the_records_of_the_product(client):
    found = client.get("/api/events").content
    told = msgspec.json.decode(found, type=answers.ANSWERS["Events"])
    assert all(merged.claims for merged in told.items)
    named = {id_ for merged in told.items for id_ in (*merged.event.actor, *merged.event.recipient)}
    assert named <= set(told.actors)


def test_evidence_is_the_words_of_the_text(client):
    for merged in client.get("/api/events").json()["items"]:
        for claim in merged["claims"]:
            text = client.get(f"/api/documents/{claim['source']['document']}/text").json()["text"]
            assert all(quote["words"] == text[quote["start"] : quote["end"]] for quote in claim["quotes"])


def test_a_pair_has_only_what_is_about_both(client):
    pair = whole(client, "/api/events", first="NOR", second="PRT")
    alone = whole(client, "/api/events", first="NOR")
    every = whole(client, "/api/events")
    ids = [{merged["id"] for merged in found} for found in (pair, alone, every)]
    assert ids[0]
    assert ids[0] < ids[1] < ids[2]
    assert ids[0] == {merged["id"] for merged in whole(client, "/api/events", second="NOR", first="PRT")}


def test_filters_let_through_what_they_say(client):
    every = whole(client, "/api/events")
    types = {merged["event"]["type"] for merged in every}
    assert len(types) > 1
    for type_ in types:
        found = whole(client, "/api/events", type=type_)
        assert found == [merged for merged in every if merged["event"]["type"] == type_]
    planned = whole(client, "/api/events", status="planned")
    assert {merged["event"]["status"] for merged in planned} == {"planned"}
    acts = whole(client, "/api/statements", act="commit")
    assert {claim["record"]["act"] for claim in acts} == {"commit"}
    figures = whole(client, "/api/figures")
    indicator = figures[0]["record"]["indicator"]
    assert {claim["record"]["indicator"] for claim in whole(client, "/api/figures", indicator=indicator)} == {indicator}


def test_days_let_through_what_lies_between_them(client):
    days = [merged["event"]["date"] for merged in whole(client, "/api/events", since="2026-03", until="2026-03")]
    assert days
    assert {day[:7] for day in days if day} <= {"2026-03"}
    assert whole(client, "/api/events", since="2026-03", until="9999-12")  # the last month of the calendar
    early = whole(client, "/api/events", until="1400")
    assert {merged["event"]["date"][:2] for merged in early} <= {".."}  # from whenever until some day


def test_what_one_speaker_says(client):
    said = [claim for claim in whole(client, "/api/statements") if claim["record"]["speaker"]]
    speaker = said[0]["record"]["speaker"]
    found = whole(client, "/api/statements", speaker=speaker)
    assert found == [claim for claim in said if claim["record"]["speaker"] == speaker]
    assert len(found) < len(said)


def test_actors_are_found_by_a_part_of_their_name(client):
    someone = next(actor for actor in whole(client, "/api/actors") if actor["kind"] == "person")
    part = someone["name"][1:].upper()
    assert someone in whole(client, "/api/actors", name=part, kind="person")
    assert whole(client, "/api/actors", name=part, kind="state") == []


def test_words_are_found_part_by_part(client):
    once = client.get("/api/search", params={"q": "Fischerei", "limit": 200}).json()["items"]
    assert len(once) > 2
    assert whole(client, "/api/search", q="fischerei", limit=1) == once
    assert {hit["kind"] for hit in whole(client, "/api/search", q="Fischerei", kind="document")} == {"document"}


def test_a_dossier_is_the_tree_that_the_command_line_writes(client):
    asked = {"first": "NOR", "second": "PRT", "on": "2026-10-31", "language": "de"}
    found = msgspec.json.decode(client.get("/api/dossier", params=asked).content, type=answers.ANSWERS["Dossier"])
    assert (found.made, found.language, found.chapters[0].scope) == ("2026-10-31", "de", "pair")
    assert found.chapters[0].facts.events > 0


def test_a_reading_is_that_of_the_contract(client):
    id_ = client.get("/api/documents").json()["items"][0]["document"]
    reading = Reading.from_json(client.get(f"/api/documents/{id_}/reading").content)
    assert reading.document.id == id_
