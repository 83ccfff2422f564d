import pytest

from relazione.errors import UnknownCode
from relazione.ontology import countries

LANGUAGES = ("de", "en", "ru")


@pytest.mark.parametrize("code", countries.codes())
def test_every_state_has_a_name_in_every_language_that_leads_back_to_it(code):
    for language in LANGUAGES:
        name = countries.country(code).name(language)
        assert countries.state_names(language).get(name) == code or name in countries.ambiguous_names(language)


def test_there_are_the_249_codes_of_iso_3166_and_kosovo():
    assert len(countries.codes()) == 250
    assert "XKX" in countries.codes()
    assert {len(code) for code in countries.codes()} == {3}


def test_every_independent_state_has_a_german_adjective_and_a_demonym():
    for code in countries.codes():
        country = countries.country(code)
        if country.sovereign is None and code not in ("ATA", "COG", "KNA", "VAT"):
            assert country.adjectives["de"], code
            assert country.demonyms["de"], code


def test_every_member_of_the_united_nations_has_a_seat_or_bears_its_name():
    namesakes = {"SGP", "MCO", "SMR", "STP"}
    without = {code for code in countries.codes() if not countries.country(code).seats}
    territories = {code for code in countries.codes() if countries.country(code).sovereign}
    assert without - territories - namesakes - {"ATA", "ESH"} == set()


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("Irans", "IRN"),
        ("Iran", "IRN"),
        ("Russlands", "RUS"),
        ("Russischen Föderation", "RUS"),
        ("Vereinigten Staaten", "USA"),
        ("Vereinigten Staaten von Amerika", "USA"),
        ("US", "USA"),
        ("U.S.", "USA"),
        ("Türkei", "TUR"),
        ("Niederlanden", "NLD"),
        ("Vereinigtem Königreich", "GBR"),
        ("Vereinigten Königreichs", "GBR"),
        ("England", "GBR"),
        ("Vereinigten Arabischen Emiraten", "ARE"),
        ("VAE", "ARE"),
        ("Bundesrepublik", "DEU"),
        ("BRD", "DEU"),
        ("Weißrussland", "BLR"),
        ("Belarus'", "BLR"),
        ("Elfenbeinküste", "CIV"),
        ("Côte d’Ivoire", "CIV"),
        ("Moldawiens", "MDA"),
        ("Republik Moldau", "MDA"),
        ("Heiligen Stuhls", "VAT"),
        ("Kirgisien", "KGZ"),
        ("Kirgisistans", "KGZ"),
        ("Volksrepublik China", "CHN"),
        ("Birma", "MMR"),
        ("Palästinensischen Gebieten", "PSE"),
        ("Nordkoreas", "PRK"),
        ("Sowjetunion", "SUN"),
        ("Jugoslawiens", "YUG"),
        ("DDR", "DDR"),
        ("Deutschen Reichs", "DEU"),
    ],
)
def test_press_names_and_inflected_forms_name_their_state(surface, code):
    assert countries.state_names("de")[surface] == code


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("России", "RUS"),
        ("Соединённых Штатов", "USA"),
        ("ФРГ", "DEU"),
        ("Саудовской Аравией", "SAU"),
        ("Китаем", "CHN"),
    ],
)
def test_russian_names_are_declined(surface, code):
    assert countries.state_names("ru")[surface] == code


def test_seats_that_bear_a_states_name_name_the_state():
    for language in LANGUAGES:
        assert not set(countries.seats(language)) & set(countries.state_names(language))


@pytest.mark.parametrize(
    ("stem", "code"),
    [
        ("russisch", "RUS"),
        ("us-amerikanisch", "USA"),
        ("amerikanisch", "USA"),
        ("britisch", "GBR"),
        ("kongolesisch", "COD"),
        ("dominikanisch", "DOM"),
        ("sowjetisch", "SUN"),
        ("kosovarisch", "XKX"),
    ],
)
def test_adjective_stems_name_their_state(stem, code):
    assert countries.adjectives("de")[stem] == code


def test_adjective_stems_are_lower_case_and_carry_no_mark():
    for language in LANGUAGES:
        for stem in countries.adjectives(language):
            assert stem == stem.lower()
            assert not set(stem) & set("?!~/|")
            assert not stem.endswith("-")


def test_stems_that_stand_only_before_a_hyphen_are_apart():
    assert countries.combining_stems("de")["us"] == "USA"
    assert countries.combining_stems("de")["austro"] == "AUT"
    assert "us" not in countries.adjectives("de")


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("Russe", "RUS"),
        ("Russen", "RUS"),
        ("Russin", "RUS"),
        ("Russinnen", "RUS"),
        ("Französin", "FRA"),
        ("Deutschen", "DEU"),
        ("Israelis", "ISR"),
        ("Chinesinnen", "CHN"),
        ("US-Amerikaners", "USA"),
        ("Jemeniten", "YEM"),
        ("Ungarin", "HUN"),
        ("Filipina", "PHL"),
    ],
)
def test_demonyms_are_known_in_all_forms(surface, code):
    assert countries.demonyms("de")[surface] == code


@pytest.mark.parametrize(
    ("language", "surface", "code"),
    [
        ("en", "Dutchmen", "NLD"),
        ("en", "Chinese", "CHN"),
        ("en", "Poles", "POL"),
        ("ru", "россияне", "RUS"),
        ("ru", "немцев", "DEU"),
    ],
)
def test_demonyms_of_other_languages_have_their_plurals(language, surface, code):
    assert countries.demonyms(language)[surface] == code


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("Moskaus", "RUS"),
        ("Astana", "KAZ"),
        ("Nur-Sultan", "KAZ"),
        ("Kyjiw", "UKR"),
        ("Tel Aviv", "ISR"),
        ("Jerusalem", "ISR"),
        ("Weißen Hauses", "USA"),
        ("Kreml", "RUS"),
        ("Kremls", "RUS"),
        ("Downing Street", "GBR"),
        ("Quai d’Orsay", "FRA"),
        ("Élysée-Palast", "FRA"),
        ("Kanzleramts", "DEU"),
        ("Akorda", "KAZ"),
        ("Washingtons", "USA"),
        ("Den Haag", "NLD"),
    ],
)
def test_seats_and_buildings_stand_for_their_state(surface, code):
    assert countries.seats("de")[surface] == code


def test_a_seat_says_what_it_is_and_whom_else_it_stands_for():
    brussels = countries.seat_records("de")["Brüssel"]
    assert (brussels.country, brussels.kind, brussels.organisation) == ("BEL", "capital", "EU")
    assert countries.seat_records("de")["Kreml"].kind == "building"
    assert countries.seat_records("de")["Washington"].ambiguous
    assert not countries.seat_records("de")["Oslo"].ambiguous


def test_seats_form_undeclined_adjectives():
    adjectives = countries.seat_adjectives("de")
    assert (adjectives["Moskauer"], adjectives["Kiewer"], adjectives["Pekinger"]) == ("RUS", "UKR", "CHN")
    assert adjectives["Athener"] == "GRC"
    assert adjectives["Haager"] == "NLD"


def test_a_name_that_mostly_means_something_else_is_told_apart():
    assert "Jersey" not in countries.state_names("de")
    assert countries.ambiguous_names("de")["Jersey"] == "JEY"
    assert countries.state_names("en")["Georgia"] == "GEO"
    assert "Georgia" in countries.ambiguous_names("en")
    assert "Georgia" not in countries.state_names("de")


def test_a_historic_state_has_dates_and_successors():
    union = countries.country("SUN")
    assert (union.since, union.until) == ("1922", "1991")
    assert union.successors[0] == "RUS"
    assert set(union.successors) <= set(countries.codes())
    assert all(countries.country(code).until for code in countries.historic_codes())


def test_other_codes_lead_to_alpha_3():
    assert countries.alpha3("de") == "DEU"
    assert countries.alpha3("643") == "RUS"
    assert countries.alpha3("KOS") == "XKX"
    assert countries.alpha3("fra") == "FRA"


def test_plover_counts_territories_as_their_state_and_has_its_own_kosovo():
    assert countries.country("GRL").plover == "DNK"
    assert countries.country("XKX").plover == "KOS"
    assert countries.country("HKG").plover == "HKG"
    assert countries.country("TWN").plover == "TWN"


@pytest.mark.parametrize("code", ["XXX", "de", ""])
def test_an_unknown_code_is_refused_with_what_is_allowed(code):
    with pytest.raises(UnknownCode) as caught:
        countries.country(code)
    assert repr(code) in str(caught.value)
    assert "ISO 3166-1" in str(caught.value)


def test_an_unknown_language_is_refused():
    with pytest.raises(UnknownCode):
        countries.state_names("xx")


def test_no_surface_carries_a_mark_of_the_tables():
    tables = [countries.state_names, countries.seats, countries.demonyms]
    for language in LANGUAGES:
        for table in tables:
            for surface in table(language):
                assert not set(surface) & set("~|!?"), surface
                assert surface == surface.strip()
                assert "  " not in surface


def test_a_code_that_nobody_knows_stands_for_itself():
    assert [countries.english_name(code) for code in ("NOR", "BRE")] == ["Norway", "BRE"]
    assert [countries.plover_code(code) for code in ("GRL", "BRE")] == ["DNK", "BRE"]


@pytest.mark.parametrize(
    ("text", "looks"), [("NOR", True), ("BRE", True), ("org:C6", False), ("nor", False), ("actor:1f", False)]
)
def test_codes_of_states_are_told_by_their_looks(text, looks):
    assert countries.is_code(text) is looks
