import pytest

from relazione.errors import UnknownCode
from relazione.ontology import countries, places


@pytest.mark.parametrize(
    ("surface", "country"),
    [
        ("Mailand", "ITA"),
        ("Neapel", "ITA"),
        ("Nizza", "FRA"),
        ("Danzig", "POL"),
        ("Breslau", "POL"),
        ("Wilna", "LTU"),
        ("Charkiw", "UKR"),
        ("Charkow", "UKR"),
        ("Damaskus", "SYR"),
        ("Isfahan", "IRN"),
        ("Schanghai", "CHN"),
        ("Kundus", "AFG"),
        ("Jekaterinburg", "RUS"),
        ("Scharm el-Scheich", "EGY"),
        ("Davos", "CHE"),
        ("Camp David", "USA"),
        ("Pittsburgh", "USA"),
        ("Genf", "CHE"),
        ("Vaduz", "LIE"),
    ],
)
def test_cities_are_known_by_their_german_names(surface, country):
    assert places.places("de")[surface].country == country


@pytest.mark.parametrize(
    ("surface", "country"),
    [
        ("Zentralasien", None),
        ("Nahen Osten", None),
        ("Krim", "UKR"),
        ("Gazastreifens", "PSE"),
        ("Westjordanland", "PSE"),
        ("Bergkarabach", "AZE"),
        ("Tschetschenien", "RUS"),
        ("Bayern", "DEU"),
        ("Georgia", "USA"),
    ],
)
def test_regions_are_known_with_the_state_they_lie_in(surface, country):
    place = places.places("de")[surface]
    assert (place.kind, place.country) == ("region", country)


def test_of_two_cities_with_one_name_the_larger_is_meant():
    assert places.places("de")["London"].country == "GBR"
    assert places.places("en")["Tripoli"].country == "LBY"


@pytest.mark.parametrize("surface", ["Essen", "Halle", "Weiden", "Siegen", "Man", "Van", "Reading"])
def test_names_that_are_common_words_are_apart(surface):
    assert surface not in places.places("de")
    assert surface not in places.places("en")


def test_doubtful_names_can_still_be_looked_up():
    assert places.ambiguous_places("de")["Essen"].country == "DEU"
    assert places.ambiguous_places("de")["Essen"].ambiguous


def test_every_place_lies_in_a_known_state():
    for place in places.places("de").values():
        assert place.country is None or place.country in countries.codes()
        assert place.kind in ("city", "site", "region", "sea", "river")
        assert place.population >= 0


def test_every_unambiguous_capital_is_a_place():
    for surface, seat in countries.seat_records("de").items():
        if seat.kind == "capital" and not seat.ambiguous and surface == seat.name:
            assert surface in places.places("de"), surface


def test_a_place_shows_its_first_name_without_inflection():
    assert places.places("de")["Nahen Osten"].name == "Naher Osten"
    assert places.places("de")["Gazastreifens"].name == "Gazastreifen"


def test_russian_names_exist_for_the_cities_of_the_post_soviet_states():
    assert places.places("ru")["Екатеринбург"].country == "RUS"
    assert places.places("ru")["Алматы"].country == "KAZ"


def test_an_unknown_language_is_refused():
    with pytest.raises(UnknownCode):
        places.places("xx")


@pytest.mark.parametrize(
    ("adjective", "country"),
    [
        ("Genfer", "CHE"),
        ("Münchner", "DEU"),
        ("Minsker", "BLR"),
        ("Göttinger", "DEU"),
        ("Zürcher", "CHE"),
        ("Pariser", "FRA"),
    ],
)
def test_cities_form_undeclined_adjectives(adjective, country):
    assert places.place_adjectives("de")[adjective].country == country
