import pytest

import relazione
from relazione.errors import DateError, LanguageError, SourceError

REPORT = (
    "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon. „Wir sind zufrieden“, sagte sie. "
    "Der Handel zwischen Norwegen und Portugal erreichte 2025 rund 1,5 Milliarden Euro."
)


def test_the_same_report_gives_the_same_bytes():
    first, second = (relazione.read(REPORT, published="2026-01-29").to_json() for _ in range(2))
    assert first == second


def test_without_a_publication_date_dates_have_no_year_and_the_reading_says_so():
    reading = relazione.read("Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon.")
    assert [event.date for event in reading.events] == ["XXXX-01-27"]
    assert any("publication date" in note for note in reading.notes)


def test_the_time_expressions_of_a_report_are_read_one_by_one():
    text = "Sandvik sprach am Dienstag zwei Stunden lang in Lissabon."
    times = relazione.read_times(text, published="29.01.2026")
    assert [(text[time.start : time.end], time.kind, time.value) for time in times] == [
        ("Dienstag", "date", "2026-01-27"),
        ("zwei Stunden", "duration", "PT2H"),
    ]


def test_time_expressions_need_a_text_and_a_date_that_is_one():
    with pytest.raises(SourceError, match="no text"):
        relazione.read_times("  ")
    with pytest.raises(DateError, match="gestern"):
        relazione.read_times(REPORT, published="gestern")


def test_every_span_lies_in_the_text_and_every_id_leads_somewhere():
    reading = relazione.read(REPORT, published="2026-01-29")
    ids = {found.id for found in reading.actors}
    for event in reading.events:
        assert {*event.actor, *event.recipient} <= ids
        assert all(0 <= span.start < span.end <= len(REPORT) for span in event.evidence)
    for said in reading.statements:
        assert said.speaker in ids
    assert relazione.Reading.from_json(reading.to_json()) == reading


@pytest.mark.parametrize(
    "text",
    [
        "„Wir sind da, sagte Sandvik. „Noch einmal. Sie ging.",
        "Norwegens  Außen\u00admini\u00adste\u00adrin   Liv Sand\u00advik besuchte Lissabon .",
        "«Gut», sagte Sandvik “ und ging » fort ‘.",
        "Oslo" * 500,
        "1 2 3 4 5 6 7 8 9 10 . . . ! ? – — - ( ) [ ] { }",
        "\u202bNorwegen\u202c und a\u0301\u0300\u0302 Portugal unterzeichneten\u00a0ein\u00a0Abkommen.",
        "Norwegen\n\n\n\n\nPortugal\n-\n-\n\tAbkommen",
    ],
)
def test_messy_typography_is_read(text):
    reading = relazione.read(text, published="2026-01-29", language="de")
    assert reading.document.length == len(text)


def test_a_soft_hyphen_hides_no_name():
    text = "Norwegens Außen\u00administerin Liv Sand\u00advik besuchte Lissa\u00adbon."
    (event,) = relazione.read(text, published="2026-01-29", language="de").events
    assert (event.type, event.mode) == ("CONSULT", "visit")


def test_errors_say_what_is_wrong():
    with pytest.raises(SourceError, match="no text"):
        relazione.read("  \n ")
    with pytest.raises(DateError, match=r"gestern"):
        relazione.read(REPORT, published="gestern")
    with pytest.raises(LanguageError, match=r"fi"):
        relazione.read(REPORT, language="fi")
