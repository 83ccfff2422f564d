import json

import pytest

from relazione.exchange import ExportError


@pytest.fixture
def page(write, material, texts):
    return json.loads(write("web-annotation", material, texts=texts.__getitem__))


def test_the_page_holds_an_annotation_for_every_stretch_of_evidence(page, material):
    quotes = [quote for claim in material.claims() for quote in claim.quotes]
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == len(quotes) == 11
    assert len({item["id"] for item in page["items"]}) == len(quotes)


def test_both_selectors_find_the_words(page, texts):
    for item in page["items"]:
        text = texts[item["target"]["source"]["id"].removeprefix("urn:")]
        position, quoted = item["target"]["selector"]
        assert (position["type"], quoted["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        assert text[position["start"] : position["end"]] == quoted["exact"]
        whole = quoted.get("prefix", "") + quoted["exact"] + quoted.get("suffix", "")
        assert whole in text
        assert len(whole) == len(quoted["exact"]) + min(32, position["start"]) + min(32, len(text) - position["end"])


def test_an_annotation_has_what_the_recommendation_requires(page):
    for item in page["items"]:
        assert item["type"] == "Annotation"
        assert item["id"].startswith("urn:")
        assert item["motivation"] == "classifying"
        assert item["generator"] == {"type": "Software", "name": "relazione/test"}
        assert {body["type"] for body in item["body"]} == {"TextualBody"}


def test_the_body_has_the_code_and_the_whole_claim(page):
    tags = [item["body"][0]["value"] for item in page["items"]]
    assert tags[0] == "CONSULT-visit"
    assert tags[-3:] == ["statement-commit", "figure-exports", "agreement-accord"]
    record = json.loads(page["items"][-2]["body"][1]["value"])
    assert (record["value"], record["from"], record["to"]) == (20000000, "KAZ", "UZB")


def test_without_texts_there_is_neither_prefix_nor_suffix(write, material):
    items = json.loads(write("web-annotation", material))["items"]
    assert all(set(item["target"]["selector"][1]) == {"type", "exact"} for item in items)


def test_an_empty_page_is_valid_too(write):
    assert json.loads(write("web-annotation"))["items"] == []


def test_batches_give_the_same_annotations_as_the_whole(write, material, batches):
    whole, parts = (json.loads(write("web-annotation", *given))["items"] for given in ((material,), batches))
    assert sorted(item["id"] for item in parts) == sorted(item["id"] for item in whole)


def test_words_that_do_not_stand_there_are_refused(write, material):
    with pytest.raises(ExportError, match=r"sha256:d1: other words stand at \[0, 61\)"):
        write("web-annotation", material, texts=lambda _: "Ein ganz anderer Text")
