import json
import re
import sys
from types import SimpleNamespace

import pytest

from relazione.exchange import ExportError, followthemoney

THING = {"name": "name", "alias": "name", "country": "country", "topics": "topic", "wikidataId": "identifier"} | {
    "sourceUrl": "url",
    "publisher": "string",
    "keywords": "string",
    "proof": "Document",
    "description": "text",
}
INTERVAL = {"date": "date", "startDate": "date", "endDate": "date", "recordId": "string", "proof": "Document"}
# The part of FollowTheMoney's model (4.11) that is written: properties by schema with their types or ranges.
MODEL = {
    "Article": THING | {"title": "string", "fileName": "string", "language": "language", "publishedAt": "date"},
    "Event": THING | INTERVAL | {"location": "address", "involved": "LegalEntity"},
    "Membership": INTERVAL | {"member": "LegalEntity", "organization": "Organization"},
    "Occupancy": INTERVAL | {"holder": "Person", "post": "Position", "description": "text"},
    "Organization": THING,
    "Person": THING | {"position": "string"},
    "Position": THING | {"organization": "Organization"},
    "PublicBody": THING,
}
RANGES = {
    "Document": {"Article"},
    "LegalEntity": {"Person", "Organization", "PublicBody"},
    "Organization": {"Organization", "PublicBody"},
    "Person": {"Person"},
    "Position": {"Position"},
}
FORMS = {
    "date": r"\d{4}(-\d\d(-\d\d)?)?",
    "country": r"[a-z]{2,4}",
    "language": r"[a-z]{3}",
    "topic": r"gov\.(national|igo)",
    "url": r"https?://\S+",
    "identifier": r"Q\d+",
}
ID = r"[0-9A-Za-z]([0-9A-Za-z.\-]*[0-9A-Za-z])?"


@pytest.fixture
def entities(write, material):
    return list(map(json.loads, write("ftm", material).splitlines()))


def faults(entity, schemata):
    """Yield what the model refuses in an entity, given the schema of each id."""
    if not re.fullmatch(ID, entity["id"]):
        yield f"id {entity['id']}"
    for name, values in entity["properties"].items():
        kind = MODEL[entity["schema"]].get(name)
        if kind is None or not values or not all(isinstance(value, str) and value for value in values):
            yield f"property {name}"
        for value in values:
            if kind in RANGES and schemata.get(value) not in RANGES[kind]:
                yield f"{name} refers to {value}"
            if kind in FORMS and not re.fullmatch(FORMS[kind], value):
                yield f"{name} is {value}"


def test_every_entity_is_as_the_model_wants_it_and_every_reference_is_met(entities):
    schemata = {entity["id"]: entity["schema"] for entity in entities}
    assert {entity["id"]: list(faults(entity, schemata)) for entity in entities} == {id_: [] for id_ in schemata}
    assert {entity["schema"] for entity in entities} == set(MODEL)


def test_no_entity_is_written_twice_though_several_materials_hold_it(write, batches, material):
    lines = write("ftm", *batches).splitlines()
    assert len(lines) == len(set(lines))
    assert sorted(lines) == sorted(write("ftm", material).splitlines())


def test_an_office_has_the_days_at_which_reports_show_it_held(entities):
    by_id = {entity["id"]: entity for entity in entities}
    held = [entity["properties"] for entity in entities if entity["schema"] == "Occupancy"]
    president = next(entry for entry in held if by_id[entry["post"][0]]["properties"]["name"] == ["Präsident"])
    assert (president["startDate"], president["endDate"]) == (["2024-03-01"], ["2024-05-04"])
    assert by_id[president["holder"][0]]["properties"]["name"] == ["Erlan Tastabek"]
    assert president["proof"] == ["sha256-d1"]


def test_an_office_of_a_known_body_refers_to_it(entities):
    post = next(entity for entity in entities if entity["caption"] == "Sprecherin" and entity["schema"] == "Position")
    assert post["properties"]["organization"] == ["org-EU"]


def test_an_event_is_a_sentence_with_day_place_those_involved_and_its_reports(entities):
    event = next(entity for entity in entities if entity["id"] == "event-e1")["properties"]
    assert event["name"] == ["Uzbekistan visits Kazakhstan"]
    assert (event["date"], event["location"], event["country"]) == (["2024-05-03"], ["Astana, Kazakhstan"], ["kz"])
    assert event["involved"] == ["UZB", "KAZ", "actor-p1"]
    assert event["proof"] == ["sha256-d1", "sha256-d2", "sha256-d3"]


def test_what_did_not_happen_does_not_read_as_if_it_had(entities):
    event = next(entity for entity in entities if entity["id"] == "event-e3")
    assert event["caption"].startswith("negated: ")


def test_states_and_bodies_have_their_schemata_and_topics(entities):
    by_id = {entity["id"]: entity for entity in entities}
    assert (by_id["KAZ"]["schema"], by_id["KAZ"]["properties"]["alias"]) == ("PublicBody", ["Astana", "Kasachstan"])
    assert by_id["org-UN"]["properties"]["topics"] == ["gov.igo"]
    assert by_id["org-C6"]["schema"] == "Organization"


@pytest.mark.parametrize(
    ("edtf", "dates"),
    [
        ("2024-05-03", {"date": ["2024-05-03"]}),
        ("2024-05~", {"date": ["2024-05"]}),
        ("2024-05-03/2024-05-05", {"startDate": ["2024-05-03"], "endDate": ["2024-05-05"]}),
        ("2024/..", {"startDate": ["2024"]}),
        ("XXXX-05-03", {}),
        ("2024-21", {}),
        (None, {}),
    ],
)
def test_only_dates_that_the_model_knows_are_written(write, material_of, event, edtf, dates):
    lines = map(json.loads, write("ftm", material_of(event("AID", actor=("KAZ",), date=edtf))).splitlines())
    properties = next(entity["properties"] for entity in lines if entity["schema"] == "Event")
    assert {name: properties[name] for name in ("date", "startDate", "endDate") if name in properties} == dates


def test_different_ids_stay_different():
    ids = ("org:P5+1", "org:P51", "org:P5.1", "actor:ä", "org:P5 1")
    assert len({followthemoney.ftm_id(id_) for id_ in ids}) == len(ids)
    assert all(re.fullmatch(ID, followthemoney.ftm_id(id_)) for id_ in ids)


def test_where_the_library_is_at_hand_its_refusal_is_an_error(monkeypatch, write, material):
    def refuse(_):
        raise ValueError("no such schema")

    model = SimpleNamespace(get=lambda _: SimpleNamespace(validate=refuse))
    monkeypatch.setitem(sys.modules, "followthemoney", SimpleNamespace(model=model))
    followthemoney._library.cache_clear()
    try:
        with pytest.raises(ExportError, match="FollowTheMoney refuses it"):
            write("ftm", material)
    finally:
        followthemoney._library.cache_clear()
