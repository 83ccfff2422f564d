"""Time expressions one by one: their words, their kind and what they mean by themselves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relazione.extraction.edtf import easter, named_day
from relazione.extraction.expressions import find_expressions

DAY = "2026-01-29"  # a Thursday


@pytest.fixture
def read(nlp, pack):
    def told(text, published=DAY):
        times = find_expressions(nlp(text), pack, published)
        return [(text[time.start : time.end], time.kind, time.value) for time in times]

    return told


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Seit Anfang März 2025 ruht der Handel.", "Anfang März 2025", "2025-03"),
        ("Bis Ende 2030 soll der Handel wachsen.", "Ende 2030", "2030"),
        ("Vor dem 3. Mai 2025 ruhte der Handel.", "dem 3. Mai 2025", "2025-05-03"),
        ("In den 1990er Jahren ruhte der Handel.", "den 1990er Jahren", "199X"),
        ("Am vergangenen Freitag ruhte der Handel.", "vergangenen Freitag", "2026-01-23"),
        ("Im dritten Quartal 2025 ruhte der Handel.", "dritten Quartal 2025", "2025-07/2025-09"),
        ("Am Ostermontag 2025 ruhte der Handel.", "Ostermontag 2025", "2025-04-21"),
        ("Ab Juni gelten neue Regeln.", "Juni", "2026-06"),
        ("Das heutige Istanbul hieß anders.", "heutige", f"{DAY}~"),
        ("„Derzeit ist nichts geplant“, sagte sie.", "Derzeit", f"{DAY}~"),
        ("Der Handel ruhte vor Kurzem.", "vor Kurzem", f"../{DAY}"),
        ("In Zukunft soll der Handel wachsen.", "Zukunft", f"{DAY}/.."),
    ],
)
def test_a_date_stands_without_its_preposition_and_with_its_determiner(read, text, words, value):
    assert read(text) == [(words, "date", value)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Der Rat tagt am 3., 4. und 5. Mai.", [("3.", "2026-05-03"), ("4.", "2026-05-04"), ("5. Mai", "2026-05-05")]),
        ("Der Rat tagte von März bis Juni 2016.", [("März", "2016-03"), ("Juni 2016", "2016-06")]),
        ("Der Dichter (1820-1895) reiste viel.", [("1820", "1820"), ("1895", "1895")]),
        ("Von 1300-1500 Soldaten fehlt jede Spur.", []),
    ],
)
def test_each_date_of_several_stands_for_itself(read, text, found):
    assert [(words, value) for words, _, value in read(text)] == found


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Vor zwei Jahren ruhte der Handel.", "zwei Jahren", "P2Y"),
        ("Seit gut drei Wochen ruht der Handel.", "gut drei Wochen", "P3W"),
        ("In den vergangenen fünf Jahren ruhte der Handel.", "den vergangenen fünf Jahren", "P5Y"),
        ("In den letzten beiden Monaten ruhte der Handel.", "den letzten beiden Monaten", "P2M"),
        ("In den vergangenen Tagen ruhte der Handel.", "den vergangenen Tagen", "PXD"),
        ("Wenige Tage ruhte der Handel.", "Wenige Tage", "PXD"),
        ("Die Sitzung dauerte rund 40 lange Minuten.", "rund 40 lange Minuten", "PT40M"),
        ("Die Sitzung dauerte anderthalb Stunden.", "anderthalb Stunden", "PT1.5H"),
        ("Der Umbau dauerte ein Jahrzehnt.", "ein Jahrzehnt", "P10Y"),
        ("Der Umbau dauerte 45 Arbeitstage.", "45 Arbeitstage", "P45D"),
        ("Die dreitägige Reise beginnt.", "dreitägige", "P3D"),
        ("Sie stritten jahrelang.", "jahrelang", "PXY"),
    ],
)
def test_lengths_of_time_are_counted(read, text, words, value):
    assert read(text) == [(words, "duration", value)]


@pytest.mark.parametrize(
    "text",
    [
        "Die 47-jährige Sandvik reiste ab.",
        "Der 47-Jährige reiste ab.",
        "Die 47 Jahre alte Ministerin reiste ab.",
        "Mit 47 Jahren trat sie zurück.",
    ],
)
def test_an_age_is_no_length_of_time(read, text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Der Rat tagt täglich.", "täglich", "R/P1D"),
        ("Der Rat tagt jeden Montag.", "jeden Montag", "XXXX-WXX-1"),
        ("Der Rat tagt jeden zweiten Montagabend.", "jeden zweiten Montagabend", "XXXX-WXX-1T18:00/22:00"),
        ("Der Rat tagt jeden ersten Montag im Monat.", "jeden ersten Montag im Monat", "R/P1M"),
        ("Der Rat tagt jeden zweiten Tag.", "jeden zweiten Tag", "R/P2D"),
        ("Der Rat tagt jeden letzten Tag des Monats.", "jeden letzten Tag des Monats", "R/P1M"),
        ("Der Rat tagt alle zwei Wochen.", "alle zwei Wochen", "R/P2W"),
        ("Der Rat tagt dreimal pro Jahr.", "dreimal pro Jahr", "R/P1Y"),
        ("Der Rat tagt jeden Sommer.", "jeden Sommer", "XXXX-22"),
        ("Der Rat tagt jeden Mai.", "jeden Mai", "XXXX-05"),
        ("Der Rat tagt jedes Wochenende.", "jedes Wochenende", "R/P1W"),
        ("Der Rat tagt jeden Abend.", "jeden Abend", "XXXX-XX-XXT18:00/22:00"),
    ],
)
def test_repetitions_say_how_often_or_which_day(read, text, words, value):
    assert read(text) == [(words, "set", value)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Die Grenze öffnet um 20.30 Uhr.", "2026-01-29T20:30"),
        ("Die Grenze öffnet um 9.30.", "2026-01-29T09:30"),
        ("Die Grenze öffnet um acht Uhr abends.", "2026-01-29T20:00"),
        ("Die Grenze öffnet um elf Uhr nachts.", "2026-01-29T23:00"),
        ("Die Grenze öffnet um drei Uhr nachts.", "2026-01-29T03:00"),
        ("Die Grenze öffnet um halb acht.", "2026-01-29T07:30"),
        ("Die Grenze öffnet um Viertel vor eins.", "2026-01-29T00:45"),
        ("Die Grenze öffnet um Viertel nach acht.", "2026-01-29T08:15"),
        ("Die Grenze öffnet am Morgen.", "2026-01-29T06:00/09:00"),
        ("Die Grenze öffnete am Dienstagabend.", "2026-01-27T18:00/22:00"),
        ("Die Grenze öffnete gestern Mittag.", "2026-01-28T12:00/14:00"),
        ("Die Grenze öffnete in der Nacht zum Samstag.", "2026-01-24T22:00/06:00"),
        ("Die Grenze öffnete am Abend des 14. Januar.", "2026-01-14T18:00/22:00"),
    ],
)
def test_times_of_day_are_those_of_their_day(read, text, value):
    assert [(kind, found) for _, kind, found in read(text)] == [("time", value)]


def test_a_time_is_that_of_the_day_named_beside_it(read):
    assert read("Am Dienstag öffnete sie um 9 Uhr.")[1] == ("9 Uhr", "time", "2026-01-27T09:00")
    assert read("Um 9 Uhr am Dienstag öffnete sie.")[0] == ("9 Uhr", "time", "2026-01-27T09:00")
    assert read("Am 3. und 4. Mai öffnet sie um 9 Uhr.")[2] == ("9 Uhr", "time", "T09:00")


@pytest.mark.parametrize("text", ["Offen von 9 bis 17 Uhr.", "Offen 9-17 Uhr."])
def test_from_and_to_are_two_times(read, text):
    assert [value for _, _, value in read(text)] == ["2026-01-29T09:00", "2026-01-29T17:00"]


def test_without_publication_vague_times_have_no_value(read):
    assert read("Derzeit ruht der Handel.", None) == [("Derzeit", "date", None)]


@pytest.mark.parametrize(
    ("year", "day"),
    [(1961, (4, 2)), (2000, (4, 23)), (2008, (3, 23)), (2011, (4, 24)), (2024, (3, 31)), (2026, (4, 5))],
)
def test_easter_is_the_sunday_of_the_tables(year, day):
    assert easter(year) == day


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", None, "XXXX-12-25"),
        ("easter+49", 2026, "2026-05-24"),
        ("05-14<7", 2026, "2026-05-10"),
        ("12-03<7", 2025, "2025-11-30"),
    ],
)
def test_named_days_are_reckoned(rule, year, day):
    assert str(named_day(rule, year)) == day


@pytest.mark.parametrize("rule", ["easter+1", "05-14<7"])
def test_movable_days_need_a_year(rule):
    assert named_day(rule, None) is None


WORDS = (
    "am im bis seit vor in und von vom zum der des jeden alle um Uhr 9.30 10-18 , 27. 3. Januar Mai 2020 1994/95 Jahr "
    "Tage Wochen zwei drei halb abends später vergangenen Ende Freitag Mittwochabend gestern heute derzeit täglich "
    "Nacht Ostern pro einmal 47-jährige mit rund letzten"
).split()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25), st.sampled_from([DAY, "2026-01", "2026", "9999-12-31", None]))
def test_expressions_lie_in_the_text_in_order(nlp, pack, words, published):
    text, last = " ".join(words), 0
    for time in find_expressions(nlp(text), pack, published):
        assert last <= time.start < time.end <= len(text)
        last = time.end
