"""What reviewers may say of a user's own states."""

import pytest

import relazione
from relazione.errors import DecisionError
from relazione.ontology.atlas import Atlas
from relazione.resolution.proposals import amended

TEXT = "Bretonien drohte Norwegen mit Sanktionen."
OWN = Atlas.of([{"kind": "state", "code": "BRE", "name": "Bretonien"}])


@pytest.fixture
def reading():
    return relazione.read(TEXT, language="de", actors=OWN)


def test_an_own_state_that_the_reading_names_may_stand_in_a_correction(reading):
    bretonia = next(actor for actor in reading.actors if actor.country == "BRE")
    assert amended("actor", bretonia, {"name": "Republik Bretonien"}, reading=reading, text=TEXT).country == "BRE"
    place = {"name": "Port Vasca", "country": "BRE"}
    (event,) = reading.events
    assert amended("event", event, {"place": place}, reading=reading, text=TEXT).place.country == "BRE"


def test_a_state_that_nobody_knows_may_not(reading):
    (event,) = reading.events
    with pytest.raises(DecisionError, match="place: no state has the code 'BRX'"):
        amended("event", event, {"place": {"name": "Port Vasca", "country": "BRX"}}, reading=reading, text=TEXT)
