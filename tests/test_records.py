import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relazione.records import Actor, Document, DocumentHead, Event, Figure, Mention, Place, Reading, Span, json_schema

names = st.text(min_size=1, max_size=20)
spans = st.builds(lambda start, length: Span(start=start, end=start + length), st.integers(0, 99), st.integers(1, 99))
actors = st.builds(
    Actor,
    id=st.just("a1"),
    kind=st.sampled_from(["state", "person"]),
    name=names,
    names=st.tuples(names),
    country=st.sampled_from([None, "NOR"]),
    mentions=st.tuples(st.builds(Mention, start=st.just(0), end=st.just(4))),
    confidence=st.floats(0, 1),
    rule=names,
)
events = st.builds(
    Event,
    id=st.just("e1"),
    type=st.just("CONSULT"),
    cameo=st.just("042"),
    score=st.floats(-10, 10),
    quad=st.just(1),
    actor=st.just(("a1",)),
    place=st.none() | st.builds(Place, name=names),
    status=st.just("occurred"),
    evidence=st.tuples(spans),
    confidence=st.floats(0, 1),
    rule=names,
)
figures = st.builds(
    Figure,
    id=st.just("f1"),
    indicator=st.just("trade_turnover"),
    measure=st.just("level"),
    value=st.floats(allow_nan=False, allow_infinity=False),
    unit=st.just("NOK"),
    bound=st.just("about"),
    from_=st.sampled_from([None, "a1"]),
    evidence=st.tuples(spans),
    confidence=st.floats(0, 1),
    rule=names,
)
heads = st.builds(
    DocumentHead,
    id=names,
    title=st.none() | names,
    language=st.just("de"),
    published=st.none(),
    publisher=st.none(),
    url=st.none(),
    length=st.integers(0, 9),
)
readings = st.builds(
    Reading,
    reader=names,
    document=heads,
    actors=st.tuples(actors),
    events=st.tuples(events),
    figures=st.tuples(figures),
)


@given(readings)
def test_a_reading_comes_back_from_its_json(reading):
    assert Reading.from_json(reading.to_json()) == reading


@given(readings)
def test_a_reading_comes_back_from_its_dict(reading):
    assert Reading.from_dict(reading.to_dict()) == reading


def test_json_names_the_source_of_a_directed_figure_from():
    figure = Figure(
        id="f1",
        indicator="aid",
        measure="level",
        value=5,
        unit="EUR",
        bound="exact",
        from_="a1",
        evidence=(Span(start=0, end=1),),
        confidence=0.9,
        rule="r",
    )
    reading = Reading(
        reader="r",
        document=DocumentHead(id="d", title=None, language="de", published=None, publisher=None, url=None, length=1),
        figures=(figure,),
    )
    assert json.loads(reading.to_json())["figures"][0]["from"] == "a1"


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
def test_a_span_that_points_at_nothing_is_refused(start, end):
    with pytest.raises(ValueError, match="start < end"):
        Span(start=start, end=end)


def test_a_document_is_addressed_by_its_text():
    assert Document.of("Oslo schweigt.").id == Document.of("Oslo schweigt.", title="Norwegen").id
    assert Document.of("Oslo schweigt.").id != Document.of("Oslo schweigt!").id


def test_the_schema_describes_every_kind_of_record():
    schema = json_schema()
    assert {"Reading", "Actor", "Event", "Statement", "Figure", "Agreement"} <= set(schema["$defs"])
    assert "confidence" in schema["$defs"]["Event"]["required"]
