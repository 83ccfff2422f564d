import pytest

from relazione.errors import UnknownCode
from relazione.ontology import codes, countries
from relazione.ontology.tables import read_table

# Where each region's numbers lie in the Correlates of War project: America, Europe, Africa, Middle East, Asia, Oceania.
RANGES = {
    (2, 165): "USA CAN MEX CUB BRA ARG",
    (200, 395): "GBR FRA DEU POL RUS UKR ISL",
    (402, 591): "NGA KEN ZAF ETH SYC",
    (600, 698): "MAR EGY IRN TUR ISR OMN",
    (700, 860): "AFG KAZ CHN JPN IND IDN TLS",
    (900, 990): "AUS NZL FJI WSM",
}


def test_the_state_system_has_195_members_today_and_each_its_own_number():
    today = {code: number for code, number in codes.cow_numbers().items() if code in countries.codes()}
    assert len(today) == 195
    assert len(set(today.values())) == 195


def test_numbers_lie_where_the_project_puts_their_region():
    for (low, high), states in RANGES.items():
        for code in states.split():
            assert low <= codes.cow_numbers()[code] <= high, code


@pytest.mark.parametrize(
    ("code", "number", "abbreviation"),
    [
        ("USA", 2, "USA"),
        ("CAN", 20, "CAN"),
        ("DEU", 255, "GMY"),
        ("DDR", 265, "GDR"),
        ("RUS", 365, "RUS"),
        ("SUN", 365, "RUS"),
        ("SRB", 345, "YUG"),
        ("XKX", 347, "KOS"),
        ("KAZ", 705, "KZK"),
        ("UZB", 704, "UZB"),
        ("YEM", 679, "YEM"),
        ("TON", 955, "TON"),
    ],
)
def test_known_states_have_their_numbers_and_abbreviations(code, number, abbreviation):
    assert (codes.cow(code), codes.cow_abbreviations()[code]) == (number, abbreviation)


def test_every_sovereign_state_is_a_member_but_a_named_few():
    without = {code for code in countries.codes() if codes.cow(code) is None}
    assert without == {"ATA", "ESH", "HKG", "MAC", "PSE", "VAT"}


def test_a_territory_counts_as_the_state_it_belongs_to():
    assert codes.cow("GRL") == codes.cow("DNK")
    assert codes.fips("GRL") == "GL"


def test_every_code_of_both_tables_is_one_of_the_ontology():
    known = {*countries.codes(), *countries.historic_codes()}
    assert {row["code"] for row in read_table("cow")} <= known
    assert {row["code"] for row in read_table("fips")} <= known


def test_fips_codes_are_two_letters_and_no_two_states_share_one():
    table = codes.fips_codes()
    assert all(len(code) == 2 and code.isupper() for code in table.values())
    assert len(set(table.values())) == len(table)


@pytest.mark.parametrize(
    ("code", "fips"),
    # Where FIPS and ISO alpha-2 differ most dangerously: each of these letters is another state's in ISO.
    [
        *(("DEU", "GM"), ("CHN", "CH"), ("CHE", "SZ"), ("RUS", "RS"), ("SRB", "RI"), ("TUR", "TU"), ("UKR", "UP")),
        *(("AUS", "AS"), ("AUT", "AU"), ("KOR", "KS"), ("PRK", "KN"), ("GBR", "UK"), ("IRQ", "IZ")),
    ],
)
def test_fips_codes_are_not_iso_codes(code, fips):
    assert codes.fips(code) == fips


def test_every_state_and_territory_has_a_fips_code_of_its_own_or_of_the_state_it_belongs_to():
    assert {code for code in countries.codes() if codes.fips(code) is None} == set()


def test_an_unknown_state_is_refused():
    for find in (codes.cow, codes.fips):
        with pytest.raises(UnknownCode):
            find("ZZZ")
