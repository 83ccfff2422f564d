import pytest

from relazione.errors import UnknownCode
from relazione.ontology import countries
from relazione.ontology.atlas import ONTOLOGY, Atlas

BRETONIA = {"kind": "state", "code": "BRE", "name": "Bretonia", "names": {"de": "Bretonien"}, "capital": "Port Vasca"}
BAY = {"kind": "organisation", "code": "BAY", "name": "League of the Bay", "members": ["NOR", "BRE"]}


def test_own_and_known_states_are_asked_alike():
    atlas = Atlas.of([BRETONIA])
    assert [atlas.country(code).name("de") for code in ("BRE", "NOR")] == ["Bretonien", "Norwegen"]
    assert [seat.name for seat in atlas.country("BRE").seats if seat.language == "de"] == ["Port Vasca"]
    assert atlas.is_state("BRE")
    assert not ONTOLOGY.is_state("BRE")


def test_own_and_known_organisations_are_asked_alike():
    atlas = Atlas.of([BRETONIA, BAY])
    assert atlas.organisation("BAY").members == ("BRE", "NOR")
    assert atlas.organisation("NATO").id == "NATO"
    with pytest.raises(UnknownCode):
        ONTOLOGY.organisation("BAY")


def test_the_ontology_is_left_as_it_is():
    Atlas.of([BRETONIA, BAY])
    assert not countries.is_state("BRE")
    assert "Bretonien" not in countries.state_names("de")


def test_a_known_code_adds_words_to_its_state():
    atlas = Atlas.of([{"kind": "state", "code": "NOR", "name": "Nordland"}])
    assert atlas.names("de")["Nordlands"] == ("state", "NOR")
    assert atlas.country("NOR").name("de") == "Norwegen"


def test_the_mark_tells_one_set_of_actors_from_another():
    marks = {Atlas.of(entries).mark for entries in ([], [BRETONIA], [BRETONIA, BAY])}
    assert len(marks) == 3
    assert Atlas.of([BRETONIA]).mark == Atlas.of([BRETONIA]).mark
