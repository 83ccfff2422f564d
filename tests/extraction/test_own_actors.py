"""Reading with a user's own actors: an invented state, its people and bodies, beside real ones."""

import pytest

import relazione
from relazione.ontology.atlas import Atlas

DAY = "2026-03-15"
OWN = Atlas.of(
    [
        {
            "kind": "state",
            "code": "BRE",
            "name": "Bretonia",
            "names": {"de": ["Bretonien"]},
            "adjectives": {"de": ["bretonisch"]},
            "people": {"de": ["Bretonier"]},
            "capital": {"de": "Port Vasca"},
        },
        {"kind": "person", "name": "Jorund Vale", "state": "BRE", "office": "foreign minister", "until": "2026-06"},
        {"kind": "organisation", "code": "BAY", "name": "Buchtenbund", "members": ["BRE", "NOR"], "plover": "IGO"},
    ]
)


@pytest.fixture
def read():
    return lambda text, published=DAY, actors=OWN: relazione.read(
        text, published=published, language="de", actors=actors
    )


def told(reading):
    """Return type, actors, recipients and day of each event, actors by state or name."""
    names = {actor.id: actor.country or actor.name for actor in reading.actors}
    return [
        (event.type, {names[key] for key in event.actor}, {names[key] for key in event.recipient}, event.date)
        for event in reading.events
    ]


def actor(reading, name):
    return next(found for found in reading.actors if name in found.names)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Bretonien drohte Portugal mit Sanktionen.", ("THREATEN", {"BRE"}, {"PRT"}, None)),
        ("Port Vasca drohte Portugal mit Sanktionen.", ("THREATEN", {"BRE"}, {"PRT"}, None)),
        ("Die bretonische Regierung verurteilte Portugal.", ("ACCUSE", {"BRE"}, {"PRT"}, None)),
        ("Die Bretonier verurteilten Portugal.", ("ACCUSE", {"BRE"}, {"PRT"}, None)),
        ("Bretoniens Präsident Ilmo Dask besuchte am 9. März Oslo.", ("CONSULT", {"BRE"}, {"NOR"}, "2026-03-09")),
        (
            "Norwegens Ministerpräsident Lars Hamre besuchte am 9. März Port Vasca.",
            ("CONSULT", {"NOR"}, {"BRE"}, "2026-03-09"),
        ),
        (
            "Die bretonisch-norwegischen Gespräche begannen am 9. März in Lima.",
            ("CONSULT", {"BRE", "NOR"}, set(), "2026-03-09"),
        ),
    ],
)
def test_an_own_state_acts_by_its_name_capital_adjective_and_people(read, text, event):
    assert event in told(read(text))


def test_an_own_state_signs_and_the_agreement_has_its_parties(read):
    reading = read("Bretonien und Norwegen unterzeichneten am 10. März in Port Vasca ein Fischereiabkommen.")
    (agreement,) = reading.agreements
    states = {actor.id: actor.country for actor in reading.actors}
    assert {states[key] for key in agreement.parties} == {"BRE", "NOR"}
    assert [(stage.stage, stage.date) for stage in agreement.stages] == [("signed", "2026-03-10")]
    assert {(event.place.name, event.place.country) for event in reading.events} == {("Port Vasca", "BRE")}


def test_the_place_of_an_event_is_the_town_rather_than_the_own_state(read):
    text = "Norwegens Außenminister Lars Hamre besuchte am 9. März Bretonien. Der Besuch in Port Vasca dauerte lange."
    (event,) = read(text).events
    assert (event.place.name, event.place.country) == ("Port Vasca", "BRE")


def test_an_own_state_is_listed_like_any_other(read):
    bretonia = actor(read("Bretonien drohte Portugal. Das Land hofft auf Hilfe."), "Bretonien")
    assert (bretonia.kind, bretonia.country, bretonia.identifiers) == ("state", "BRE", {})
    assert [mention.anaphor for mention in bretonia.mentions] == [False, True]


def test_an_own_person_acts_for_the_state_without_the_text_saying_so(read):
    reading = read("Jorund Vale traf am 9. März in Lima den norwegischen Außenminister Lars Hamre. Vale sagte nichts.")
    vale = actor(reading, "Jorund Vale")
    assert (vale.country, [(office.role, office.country) for office in vale.offices]) == (
        "BRE",
        [("foreign_minister", "BRE")],
    )
    assert "Vale" in vale.names
    assert ("CONSULT", {"BRE", "NOR"}) in [(event[0], event[1] | event[2]) for event in told(reading)]


def test_a_genitive_and_a_bare_surname_are_the_own_person_too(read):
    reading = read("Außenminister Vale kritisierte Portugal. Vales Sprecher schwieg.")
    assert [found.name for found in reading.actors if found.kind == "person" and found.country == "BRE"] == [
        "Jorund Vale"
    ]


def test_an_office_that_is_over_is_not_given(read):
    reading = read("Jorund Vale reiste am 9. Juli nach Oslo.", published="2026-07-10")
    assert actor(reading, "Jorund Vale").offices == ()


def test_somebody_of_another_state_with_the_name_is_somebody_else(read):
    vale = actor(read("Der portugiesische Minister Duarte Vale schwieg. Portugal kritisierte Norwegen."), "Duarte Vale")
    assert (vale.country, vale.name) == ("PRT", "Duarte Vale")


def test_an_own_organisation_has_its_members_and_code(read):
    league = actor(read("Der Buchtenbund verurteilte Portugal."), "Buchtenbund")
    assert (league.kind, league.members) == ("organisation", ("BRE", "NOR"))
    assert league.identifiers == {"relazione": "BAY", "plover": "IGO"}


def test_without_its_actors_the_same_text_tells_of_nobody_own(read):
    text = "Bretonien drohte Portugal mit Sanktionen."
    for actors in (OWN, None, OWN, None):
        states = {found.country for found in read(text, actors=actors).actors}
        assert ("BRE" in states) is (actors is OWN)


def test_the_reading_names_the_actors_it_was_made_with(read):
    text = "Bretonien drohte Portugal."
    assert read(text).reader == f"{read(text, actors=None).reader}+actors-{OWN.mark}"
