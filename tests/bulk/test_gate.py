import pytest

from relazione.bulk.gate import Gate
from relazione.ontology.atlas import Atlas


@pytest.fixture(scope="module")
def gate():
    return Gate()


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Norwegen und Portugal verhandeln.", {"NOR", "PRT"}),
        ("Oslo protestiert in Lissabon.", {"NOR", "PRT"}),
        ("die deutsch-französische Freundschaft", {"DEU", "FRA"}),
        ("US-amerikanische Zölle auf kanadischen Stahl", {"USA", "CAN"}),
        ("Der Oslo-Besuch der Portugiesin", {"NOR", "PRT"}),
        ("Die NATO berät mit Finnlands Ministern.", {"NATO", "FIN"}),
        ("im Reich der Mitte", {"CHN"}),
        ("Der Kremlchef telefonierte.", {"RUS"}),
        ("Vertreter der Vereinigten\nStaaten kamen nach Astana.", {"USA", "KAZ"}),
        ("Norway and the Portuguese government signed.", {"NOR", "PRT"}),
        ("Nigerias Präsident", {"NGA"}),
        ("Honduras's president wrote to Barbados’ government.", {"HND", "BRB"}),
    ],
)
def test_whom_a_text_names(gate, text, actors):
    assert gate.actors(text) == actors


@pytest.mark.parametrize("text", ["Der Romanist liest.", "Eine Bernerin?", "they gave us more", "", "Polenta mit Käse"])
def test_names_inside_words_and_small_words_are_no_actors(gate, text):
    assert not gate.actors(text)


def test_a_long_name_is_not_also_the_short_one_in_it(gate):
    assert len(gate.actors("Die Demokratische Republik Kongo wählt.")) == 1


def test_two_names_of_one_state_do_not_pass(gate):
    assert not gate.passes("Norwegens Regierung in Oslo schweigt.")
    assert gate.passes("Norwegens Regierung schreibt nach Lissabon.")


def test_own_actors_count_like_known_ones():
    own = [
        {"kind": "state", "code": "BRE", "name": "Bretonien", "adjectives": "bretonisch", "capital": "Port Vasca"},
        {"kind": "person", "name": "Jorund Vale", "state": "BRE"},
        {"kind": "person", "name": "Mira Oduya"},
        {"kind": "organisation", "code": "BAY", "name": "Buchtenbund"},
    ]
    gate = Gate(Atlas.of(own))
    assert gate.actors("Jorund Vale sprach in Port Vasca mit dem bretonischen Minister.") == {"BRE"}
    assert gate.actors("Mira Oduyas Brief an den Buchtenbund liegt in Oslo.") == {"Mira Oduya", "BAY", "NOR"}
