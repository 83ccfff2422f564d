import re

import pytest

from relazione.errors import UnknownCode
from relazione.ontology import countries, organisations

LANGUAGES = ("de", "en", "ru")
SECTORS = frozenset(
    "AGR BUS COP CRM CVL EDU ELI GOV JRN JUD LAB LEG MED MIL OPP PRE PRM PTY REB REF REL SOC SPY UAF UNK".split()
)


def records():
    return {record.id: record for language in LANGUAGES for record in organisations.organisations(language).values()}


@pytest.mark.parametrize(
    ("surface", "code"),
    [
        ("Vereinten Nationen", "UN"),
        ("UNO", "UN"),
        ("UN-Sicherheitsrats", "UNSC"),
        ("Weltsicherheitsrat", "UNSC"),
        ("Internationalen Atomenergiebehörde", "IAEA"),
        ("IAEO", "IAEA"),
        ("Europäischen Union", "EU"),
        ("EU-Kommission", "EU-COM"),
        ("Europäischen Rates", "EU-COUNCIL"),
        ("Europaparlaments", "EU-EP"),
        ("Nato", "NATO"),
        ("OSZE", "OSCE"),
        ("Schanghaier Organisation für Zusammenarbeit", "SCO"),
        ("Organisation der Turkstaaten", "OTS"),
        ("Golf-Kooperationsrates", "GCC"),
        ("Arabischen Liga", "ARAB-LEAGUE"),
        ("Internationalen Strafgerichtshofs", "ICC"),
        ("Roten Kreuzes", "ICRC"),
        ("Huthis", "HOUTHI"),
        ("Hisbollah", "HEZBOLLAH"),
        ("Al-Dschasira", "al-jazeera"),
        ("Frankfurter Allgemeinen Zeitung", "faz"),
        ("CDU/CSU", "CDU"),
        ("baltischen Staaten", "BALTICS"),
        ("Baltische Staaten", "BALTICS"),
        ("fünf zentralasiatischen Staaten", "C5"),
        ("Golfstaaten", "GULF"),
        ("Vetomächten", "P5"),
        ("E3/EU+3", "P5+1"),
        ("C5+1", "C5+1"),
    ],
)
def test_names_and_their_inflected_forms_lead_to_the_organisation(surface, code):
    assert organisations.organisations("de")[surface].id == code


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("UN", 193), ("EU", 27), ("NATO", 32), ("COE", 46), ("OSCE", 57), ("ARAB-LEAGUE", 22), ("OIC", 57), ("AU", 55),
        ("G7", 7), ("P5+1", 6), ("C5", 5), ("C6", 6), ("C5+1", 6), ("SCO", 10), ("EAEU", 5), ("CIS", 9), ("APEC", 21),
        ("COMMONWEALTH", 56), ("V4", 4), ("E3", 3),
    ],
)  # fmt: skip
def test_organisations_have_as_many_members_as_they_say_themselves(code, count):
    assert len(organisations.members(code)) == count


def test_members_are_sorted_codes_of_states():
    known = {*countries.codes(), *countries.historic_codes()}
    for record in records().values():
        assert list(record.members) == sorted(set(record.members))
        assert set(record.members) <= known
        assert record.country is None or record.country in known


def test_a_group_whose_members_are_not_definite_has_none():
    assert organisations.members("WEST") == ()


def test_codes_of_plover_are_its_own():
    for record in records().values():
        assert record.sector is None or record.sector in SECTORS
        assert record.plover in (None, "IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
        assert record.kind in ("organisation", "group")
        assert record.as_of is None or re.fullmatch(r"\d{4}(-\d\d)?", record.as_of)


def test_organisations_of_a_state_name_it_and_media_are_journalists():
    assert organisations.organisation("CIA").country == "USA"
    assert organisations.organisation("FSB").sector == "SPY"
    assert organisations.organisation("reuters").sector == "JRN"
    assert organisations.organisation("BUNDESWEHR").sector == "MIL"


def test_no_name_is_also_a_state_or_a_seat():
    for language in LANGUAGES:
        names = set(organisations.organisations(language))
        assert not names & set(countries.state_names(language))
        assert not names & set(countries.seats(language))


@pytest.mark.parametrize("surface", ["Welt", "Zeit", "Bild", "Stern"])
def test_names_that_are_common_words_are_apart(surface):
    assert surface not in organisations.organisations("de")
    assert surface in organisations.ambiguous_organisations("de")


def test_an_organisation_shows_its_nominative():
    assert organisations.organisation("UN").name("de") == "Vereinte Nationen"
    assert organisations.organisation("IMF").name("de") == "Internationaler Währungsfonds"
    assert organisations.organisation("UN").name("ru") == "Организация Объединённых Наций"


def test_an_organisation_without_a_name_in_a_language_shows_another():
    assert organisations.organisation("RCC").name("ru") == "Regionaler Kooperationsrat"


def test_an_unknown_id_is_refused():
    with pytest.raises(UnknownCode) as caught:
        organisations.members("NOPE")
    assert "'NOPE'" in str(caught.value)


def test_an_unknown_language_is_refused():
    with pytest.raises(UnknownCode):
        organisations.organisations("xx")


@pytest.mark.parametrize(
    ("stem", "code"), [("arabisch", "ARABS"), ("zentralasiatisch", "C5"), ("kurdisch", "KURDS"), ("westlich", "WEST")]
)
def test_adjectives_of_groups_lead_to_the_group(stem, code):
    assert organisations.group_adjectives("de")[stem].id == code


def test_no_adjective_is_both_a_states_and_a_groups():
    for language in LANGUAGES:
        assert not set(organisations.group_adjectives(language)) & set(countries.adjectives(language))
