import re
from datetime import date

import pytest

from relazione.exchange import gdelt
from relazione.exchange.gdelt import EVENT_COLUMNS, MENTION_COLUMNS
from relazione.ontology import cameo

WHOLE, REAL, DAY, TIME, CODE = r"-?\d+", r"-?\d+(\.\d+)?", r"\d{8}", r"\d{14}", r"[A-Z]{3}"
EVENT_SHAPES = {
    "GlobalEventID": r"\d+",
    "Day": DAY,
    "MonthYear": r"\d{6}",
    "Year": r"\d{4}",
    "FractionDate": r"\d{4}\.\d+",
    **{f"Actor{side}{name}Code": f"({CODE})?" for side in "12" for name in ("Country", "KnownGroup", "Type1", "Type2")},
    **{f"Actor{side}Code": f"({CODE})*" for side in "12"},
    "IsRootEvent": "[01]",
    "EventCode": r"\d{3,4}",
    "EventBaseCode": r"\d{3}",
    "EventRootCode": r"\d\d",
    "QuadClass": "[1-4]",
    "GoldsteinScale": REAL,
    "NumMentions": WHOLE,
    "NumSources": WHOLE,
    "NumArticles": WHOLE,
    "AvgTone": "",
    "DATEADDED": TIME,
    "SOURCEURL": ".+",
    **{f"{place}Geo_Type": "[0-5]" for place in ("Actor1", "Actor2", "Action")},
    **{f"{place}Geo_CountryCode": "([A-Z]{2})?" for place in ("Actor1", "Actor2", "Action")},
}
MENTION_SHAPES = {
    "GlobalEventID": r"\d+",
    "EventTimeDate": TIME,
    "MentionTimeDate": TIME,
    "MentionType": "[12]",
    "MentionSourceName": ".+",
    "MentionIdentifier": ".+",
    "SentenceID": "",
    "Actor1CharOffset": "-1",
    "ActionCharOffset": WHOLE,
    "InRawText": "1",
    "Confidence": r"\d+",
    "MentionDocLen": r"\d*",
    "MentionDocTone": "",
    "MentionDocTranslationInfo": "(srclc:[a-z]{3})?",
    "Extras": "",
}


def table(text, columns):
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in text.splitlines()]


@pytest.fixture
def events(write, material):
    return table(write("gdelt-events", material), EVENT_COLUMNS)


@pytest.fixture
def mentions(write, material, texts):
    return table(write("gdelt-mentions", material, texts=texts.__getitem__), MENTION_COLUMNS)


def test_the_columns_are_gdelt_s_61_and_16():
    assert (len(EVENT_COLUMNS), len(MENTION_COLUMNS)) == (61, 16)
    assert (EVENT_COLUMNS[5], EVENT_COLUMNS[15], EVENT_COLUMNS[25]) == ("Actor1Code", "Actor2Code", "IsRootEvent")
    assert (EVENT_COLUMNS[29], EVENT_COLUMNS[51], EVENT_COLUMNS[60]) == ("QuadClass", "ActionGeo_Type", "SOURCEURL")


@pytest.mark.parametrize(("name", "shapes"), [("events", EVENT_SHAPES), ("mentions", MENTION_SHAPES)])
def test_every_cell_has_the_shape_of_its_column(request, name, shapes):
    rows = request.getfixturevalue(name)
    assert len(rows) >= 4
    for row in rows:
        for column, shape in shapes.items():
            assert re.fullmatch(shape, row[column]), (column, row[column])


def test_a_row_carries_codes_as_text_and_counts_of_reports_and_origins(events):
    row = events[0]
    assert (row["Day"], row["MonthYear"], row["Year"], row["FractionDate"]) == (
        "20240503",
        "202405",
        "2024",
        "2024.3370",
    )
    assert (row["Actor1Code"], row["Actor1Name"], row["Actor1CountryCode"]) == ("UZB", "UZBEKISTAN", "UZB")
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], row["QuadClass"]) == ("042", "042", "04", "1")
    assert float(row["GoldsteinScale"]) == cameo.cameo("042").goldstein
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("3", "2", "3")
    assert (row["DATEADDED"], row["SOURCEURL"]) == ("20240505102030", "https://eins.example/a?b=1&c=2")


def test_places_are_of_fips_states(events):
    row = events[0]
    assert (row["ActionGeo_Type"], row["ActionGeo_Fullname"], row["ActionGeo_CountryCode"]) == (
        "4",
        "Astana, Kazakhstan",
        "KZ",
    )
    assert (row["Actor1Geo_Type"], row["Actor1Geo_Fullname"], row["Actor1Geo_CountryCode"]) == ("1", "Uzbekistan", "UZ")


@pytest.mark.parametrize(
    ("name", "country", "kind"), [("Deutschland", "DEU", "1"), ("Chicago", "USA", "3"), ("Oberlausitz", "DEU", "5")]
)
def test_a_place_is_a_state_a_city_or_a_part_of_a_state(write, material_of, event, name, country, kind):
    from relazione.records import Place

    told = event("AID", cameo="070", actor=("KAZ",), date="2024-05-03", place=Place(name=name, country=country))
    (row,) = table(write("gdelt-events", material_of(told)), EVENT_COLUMNS)
    assert (row["ActionGeo_Type"], row["ActionGeo_CountryCode"]) == (kind, {"DEU": "GM", "USA": "US"}[country])


def test_organisations_between_states_have_group_and_type_codes(events):
    row = next(row for row in events if row["Actor2KnownGroupCode"])
    assert (row["Actor2Code"], row["Actor2Name"], row["Actor2CountryCode"]) == ("EECIGO", "EUROPEAN UNION", "")
    assert (row["Actor2KnownGroupCode"], row["Actor2Type1Code"]) == ("EEC", "IGO")


def test_a_person_has_the_type_of_his_office(events):
    row = next(row for row in events if row["EventCode"] == "141")
    assert (row["Actor1Code"], row["Actor2Code"], row["Actor2Type1Code"]) == ("", "KAZGOV", "GOV")


def test_media_and_doctors_change_their_letters(write, material_of, event):
    told = event("ACCUSE", cameo="111", actor=("org:WHO",), recipient=("KAZ",), date="2024-05-03")
    (row,) = table(write("gdelt-events", material_of(told)), EVENT_COLUMNS)
    assert (row["Actor1KnownGroupCode"], row["Actor1Type1Code"], row["Actor1Type2Code"]) == ("WHO", "IGO", "HLH")


def test_negated_and_yearly_events_are_left_out_and_counted(tmp_path, material):
    with gdelt.GdeltEventWriter(tmp_path / "e.csv") as writer:
        writer.write(material)
    assert writer.left_out == {"negated or hypothetical": 1, "date told no finer than a season or year": 1}


def test_every_mention_belongs_to_an_event_and_their_numbers_agree(events, mentions):
    counts = {row["GlobalEventID"]: int(row["NumMentions"]) for row in events}
    assert len(counts) == len(events)
    found = [row["GlobalEventID"] for row in mentions]
    assert {id_: found.count(id_) for id_ in counts} == counts
    assert set(found) == set(counts)


def test_a_mention_names_its_report_and_the_place_of_its_words(mentions, texts):
    first, second, third = mentions[:3]
    assert (first["MentionType"], first["MentionSourceName"]) == ("1", "Agentur Eins")
    assert (first["EventTimeDate"], first["MentionTimeDate"]) == ("20240505102030", "20240505102030")
    assert (second["MentionType"], second["MentionIdentifier"]) == ("2", "sha256:d2")
    assert texts["sha256:d3"][int(third["ActionCharOffset"]) :].startswith("visited Astana")
    assert (third["MentionDocLen"], third["Confidence"]) == (str(len(texts["sha256:d3"])), "90")
    assert (first["MentionDocTranslationInfo"], third["MentionDocTranslationInfo"]) == ("srclc:deu", "")


def test_every_number_fits_a_signed_64_bit_column(events):
    assert all(0 <= int(row["GlobalEventID"]) < 2**63 for row in events)


def test_every_cameo_code_has_a_quad_class_and_a_goldstein_score():
    for code in cameo.codes():
        assert gdelt.quad_class(code[:2]) in (1, 2, 3, 4)
        assert -10 <= gdelt.goldstein(code) <= 10


def test_fractions_of_a_year_stay_within_it():
    assert gdelt.fraction(date(2024, 1, 1)) > "2024.0000"
    assert gdelt.fraction(date(2024, 12, 31)) < "2025.0000"
