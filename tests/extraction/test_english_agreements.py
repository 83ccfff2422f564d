"""Agreements and the places of events in English reports."""

import pytest

import relazione

DAY = "2026-03-15"


def read(text: str):
    return relazione.read(text, published=DAY, language="en")


def agreements(text: str):
    reading = read(text)
    codes = {actor.id: actor.country or actor.name for actor in reading.actors}
    return [
        (one.kind, {codes[party] for party in one.parties}, {stage.stage: stage.date for stage in one.stages})
        for one in reading.agreements
    ]


@pytest.mark.parametrize(
    ("text", "agreement"),
    [
        (
            "Oman and Qatar signed a memorandum of understanding on gas on Monday.",
            ("memorandum", {"OMN", "QAT"}, {"signed": "2026-03-09"}),
        ),
        (
            "The border treaty between Peru and Chile was signed in 2021, ratified a year later and entered into force"
            " on 1 January 2023.",
            ("treaty", {"PER", "CHL"}, {"signed": "2021", "ratified": "2022", "in_force": "2023-01-01"}),
        ),
        (
            "Chad and Niger agreed on a ceasefire on Monday. The truce, brokered by Egypt, took effect on Tuesday.",
            ("ceasefire", {"TCD", "NER"}, {"agreed": "2026-03-09", "in_force": "2026-03-10"}),
        ),
        (
            "Fiji and Tonga are negotiating a security treaty. The draft was initialled on Monday.",
            ("treaty", {"FJI", "TON"}, {"negotiating": None, "agreed": "2026-03-09"}),
        ),
        (
            "Norway and Iceland quarrel. In 2024 they signed a fisheries agreement. Norway pulled out of the agreement"
            " on Monday.",
            ("accord", {"NOR", "ISL"}, {"signed": "2024", "terminated": "2026-03-09"}),
        ),
    ],
)
def test_an_agreement_is_told_with_its_parties_and_all_its_stages(text, agreement):
    assert agreements(text) == [agreement]


def test_what_may_be_and_what_was_not_are_no_stages():
    text = "The transport agreement between Kenya and Uganda was signed in 2019. Kenya might suspend the agreement."
    assert [stages for *_, stages in agreements(text)] == [{"signed": "2019"}]


def test_a_commission_that_settles_something_is_no_agreement_settled():
    assert agreements("Norway and Iceland talk. A joint commission will negotiate and settle the quarrel.") == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The ministers of Kenya and Uganda met in the Uzbek city of Samarkand on Tuesday.", "Samarkand"),
        ("The ministers of Kenya and Uganda met in New Delhi on Tuesday.", "New Delhi"),
        ("The ministers of Kenya and Uganda met in the Portuguese capital on Tuesday.", "Lisbon"),
        ("Hundreds of people demonstrated outside the Thai embassy in Phnom Penh.", "Phnom Penh"),
        ("Hundreds of Chilean farmers marched through Arica.", "Arica"),
    ],
)
def test_events_are_placed_by_names_of_towns_capitals_and_streets(text, place):
    assert [event.place.name for event in read(text).events if event.place] == [place]


def test_what_a_headline_calls_briefly_is_the_agreement_that_the_body_names() -> None:
    text = (
        "Chile and Ghana sign cocoa pact\n\nACCRA, 4 May 2026 - Chile and Ghana on Monday signed an agreement on cocoa "
        "deliveries. They also signed a memorandum of understanding on ports."
    )
    names = [agreement.name for agreement in relazione.read(text).agreements]
    assert names == ["agreement on cocoa deliveries", "memorandum of understanding on ports"]
