import re

import pytest

from relazione.errors import UnknownCode
from relazione.extraction.measures import CountedEntry, IndicatorLexicon, Measures, UnitLexicon
from relazione.languages.pack import load_pack
from relazione.ontology import indicators, vocabulary

PACK = load_pack("de")
UNITS = PACK.lexicon("units", UnitLexicon)
COUNTED = PACK.lexicon("counted", tuple[CountedEntry, ...])
WORDS = PACK.lexicon("indicators", IndicatorLexicon)
MEASURES = Measures(PACK)
FROZEN = (
    "trade_turnover exports imports investment aid loan debt price rate loss duration companies people troops "
    "casualties distance volume share count"
)


def test_the_indicators_keep_their_spelling():
    assert " ".join(indicators.indicators()) == FROZEN


@pytest.mark.parametrize("code", FROZEN.split())
def test_every_indicator_has_labels_and_known_families(code):
    entry = indicators.indicator(code)
    assert set(entry.label) == {"de", "en"}
    assert entry.families
    assert set(entry.families) <= set(indicators.families())
    assert not entry.directed or entry.parties == 2


def test_what_goes_from_one_to_another_is_directed():
    directed = [code for code, entry in indicators.indicators().items() if entry.directed]
    assert directed == ["exports", "imports", "investment", "aid", "loan"]


def test_every_family_has_a_unit_that_is_counted_or_listed():
    assert {entry.family for entry in indicators.units().values()} | {"money", "count"} == set(indicators.families())


def test_everything_counted_has_a_name_in_every_language():
    known = {*indicators.units(), *indicators.counted()}
    assert {entry.unit for entry in COUNTED} <= known
    for code, labels in indicators.counted().items():
        assert set(labels) == {"de", "en"}
        assert labels["en"] == code


def test_currencies_have_codes_of_three_letters_names_and_the_past_ones_their_last_year():
    for code, entry in indicators.currencies().items():
        assert re.fullmatch(r"[A-Z]{3}", code)
        assert entry.label["de"]
        assert entry.label["en"]
    assert {"USD", "EUR", "RUB", "KZT", "CNY", "ILS"} <= set(indicators.currencies())
    assert indicators.currencies()["DEM"].until == 2001
    assert indicators.currencies()["EUR"].until is None


@pytest.mark.parametrize(
    ("unit", "family", "label"),
    [
        ("KZT", "money", "Tenge"),
        ("percent", "percent", "Prozent"),
        ("m", "length", "Meter"),
        ("tanks", "count", "Panzer"),
    ],
)
def test_a_unit_has_a_family_and_a_name(unit, family, label):
    assert indicators.family_of(unit) == family
    assert indicators.unit_label(unit, "de") == label


def test_an_unknown_indicator_is_an_error():
    with pytest.raises(UnknownCode, match="'weather'"):
        indicators.indicator("weather")


def test_german_units_lead_to_currencies_and_units_of_the_ontology():
    assert set(UNITS.currencies) == set(indicators.currencies())
    others = {entry.unit for entry in UNITS.measures} | set(UNITS.share) | set(UNITS.durations)
    assert others == set(indicators.units())


def test_german_words_of_units_lead_to_one_unit_each():
    listed = [
        word
        for words in (*UNITS.currencies.values(), *UNITS.share.values(), *UNITS.durations.values())
        for word in words
    ]
    listed += [word for entry in UNITS.measures for word in entry.words]
    assert sorted(word for word in set(listed) if listed.count(word) > 1) == []


def test_the_indicator_of_a_german_measure_can_have_its_unit():
    for entry in UNITS.measures:
        assert indicators.family_of(entry.unit) in indicators.indicator(entry.indicator).families, entry.unit
        assert entry.factor > 0


def test_german_counted_nouns_are_many_and_lead_to_one_unit_each():
    nouns = [noun for entry in COUNTED for noun in entry.noun]
    assert len(nouns) >= 150
    assert sorted(noun for noun in set(nouns) if nouns.count(noun) > 1) == []
    assert [noun for noun in nouns if not noun[0].isupper()] == []
    assert {entry.indicator for entry in COUNTED} <= {
        code for code, entry in indicators.indicators().items() if "count" in entry.families
    } | {"volume"}


def test_german_indicator_words_name_every_indicator_and_only_one_each():
    assert set(WORDS.indicators) == set(FROZEN.split())
    listed = [word for words in WORDS.indicators.values() for word in words]
    assert sorted(word for word in set(listed) if listed.count(word) > 1) == []


def test_no_german_word_tells_of_rise_and_fall_and_none_has_two_bounds():
    assert WORDS.up & WORDS.down == frozenset()
    bounds = [word for words in WORDS.bounds.values() for word in words]
    assert sorted(word for word in set(bounds) if bounds.count(word) > 1) == []
    assert set(WORDS.bounds) == set(vocabulary.codes("bound")) - {"exact", "range"}


@pytest.mark.parametrize(
    ("noun", "unit", "indicator"),
    [
        ("Firma", "companies", "companies"),
        ("Reservist", "people", "troops"),
        ("Todesopfer", "people", "casualties"),
        ("Handelsunternehmen", "companies", "companies"),
        ("Kampfdrohne", "drones", "count"),
        ("Impfdose", "doses", "aid"),
        ("Krankenwagen", "vehicles", "count"),
    ],
)
def test_german_nouns_count_as_english_plurals(noun, unit, indicator):
    found = MEASURES.counted_as(noun, 1)
    assert found is not None
    assert (found.code, found.indicator) == (unit, indicator)


@pytest.mark.parametrize(
    ("word", "code", "factor"),
    [
        ("Dollar", "USD", 1),
        ("Tenge", "KZT", 1),
        ("Quadratkilometer", "m2", 1e6),
        ("Tonnen", "kg", 1000),
        ("Megawatt", "W", 1e6),
    ],
)
def test_german_words_name_units(word, code, factor):
    found = MEASURES.unit_in(word, 1)
    assert found is not None
    assert (found.code, found.factor) == (code, factor)


@pytest.mark.parametrize("word", ["Mark", "GB", "Sum", "Córdoba"])
def test_german_words_that_are_mostly_names_are_no_units(word):
    assert MEASURES.unit_in(word, 1) is None
