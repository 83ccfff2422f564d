import json
from datetime import date

import pytest

from relazione.ontology.plover import plover

OPTIONAL = {
    *("enddate", "recipient", "event_loc", "event_text", "quad_code", "event_scale", "mode", "context"),
    *("text_info", "cite_info", "coder", "coded_date", "comment"),
}
ENTITY = {"code", "sector", "entity_text", "identifier_id", "identifier_text", "office"}


@pytest.fixture
def events(write, material):
    return {event["id"]: event for event in map(json.loads, write("plover", material).splitlines())}


def faults(event):
    """Yield what breaks the manual's rules for an event object."""
    if {"id", "date", "actor", "event"} - set(event):
        yield "a required key is missing"
    if set(event) - {"id", "date", "actor", "event"} - OPTIONAL:
        yield "an unknown key"
    date.fromisoformat(event["date"])
    date.fromisoformat(event.get("enddate", event["date"]))
    if not set(event["event"]) <= set(plover().types) or not event["actor"]:
        yield "no event type or no actor"
    if not set(event.get("context", ())) <= {*plover().contexts, *plover().auxiliaries}:
        yield "an unknown context"
    for entity in (*event["actor"], *event.get("recipient", ())):
        if (
            set(entity) - ENTITY
            or len(entity.get("code", "KAZ")) != 3
            or len(entity.get("sector", "GOV")) not in (3, 6)
        ):
            yield f"a wrong entity {entity}"


def test_every_line_is_an_event_as_the_manual_wants_it(events):
    assert len(events) == 6
    assert {id_: list(faults(event)) for id_, event in events.items()} == {id_: [] for id_ in events}


def test_an_event_keeps_its_codes_place_citation_and_place_in_the_text(events, texts):
    event = events["event:e1"]
    assert event["actor"] == [{"code": "UZB", "entity_text": "Usbekistan", "identifier_text": "Uzbekistan"}]
    assert (event["event"], event["mode"], event["context"]) == (["CONSULT"], ["visit"], ["diplomatic", "economic"])
    assert (event["quad_code"], event["event_scale"]) == (1, 4)
    assert event["event_loc"] == {"extracted_place": "Astana", "country": "Kazakhstan", "country_code": "KAZ"}
    info = event["text_info"]
    assert [texts["sha256:d1"][info["start"] : info["end"]]] == event["event_text"]
    assert event["cite_info"]["citation"] == "sha256:d1"
    assert event["cite_info"]["title"] == 'Treffen\tin "Astana"\n<&>'
    assert event["cite_info"]["codebook"].startswith("plover-2.0")
    assert event["comment"] == "3 report(s) of 2 origin(s)"


def test_compound_actors_are_not_exploded_and_groups_name_their_members(events):
    assert [entity["code"] for entity in events["event:e2"]["actor"]] == ["KAZ", "UZB"]
    assert "recipient" not in events["event:e2"]
    assert [entity["code"] for entity in events["event:e4"]["actor"]] == ["AZE", "KAZ", "KGZ", "TJK", "TKM", "UZB"]


def test_a_month_and_a_year_have_a_last_day(events):
    assert (events["event:e2"]["date"], events["event:e2"]["enddate"]) == ("2024-05-01", "2024-05-31")
    assert (events["event:e5"]["date"], events["event:e5"]["enddate"]) == ("2023-01-01", "2023-12-31")
    assert "enddate" not in events["event:e1"]


def test_a_date_that_nobody_tells_is_the_report_s_and_says_so(events):
    assert events["event:e4"]["date"] == "2024-05-05"
    assert "date of the event not told" in events["event:e4"]["comment"]


def test_an_event_of_a_statement_alone_says_so(events):
    assert "told in a statement only" in events["event:e2"]["comment"]


def test_an_unnamed_actor_is_the_unknown_one(events):
    assert events["event:e6"]["actor"] == [{"sector": "UNK"}]


@pytest.mark.parametrize(
    ("type_", "status", "context"),
    [
        ("REQUEST", "planned", ["future"]),
        ("AGREE", "planned", None),
        ("THREATEN", "planned", None),
        ("CONCEDE", "planned", None),
        ("AID", "hypothetical", ["hypothetical"]),
        ("AID", "negated", ["negation"]),
        ("AID", "ongoing", None),
    ],
)
def test_auxiliary_modes_say_only_what_the_plain_type_does_not(write, material_of, event, type_, status, context):
    line = write("plover", material_of(event(type_, actor=("KAZ",), status=status)))
    assert json.loads(line).get("context") == context


def test_keys_stand_in_one_order(events):
    order = [*events["event:e1"]]
    assert order[:4] == ["id", "date", "actor", "event"]
    for event in events.values():
        shared = [key for key in event if key in order]
        assert shared == sorted(shared, key=order.index)
