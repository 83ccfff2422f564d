"""Time expressions of German and the EDTF they are resolved to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relazione.errors import DateError
from relazione.extraction.edtf import bounds, parse_published
from relazione.extraction.time import date_for, due_in, find_times, principal_day

DAY = "2026-01-29"  # a Thursday


@pytest.fixture
def times(nlp, pack):
    def find(text, published=DAY):
        return find_times(nlp(text), pack, published)

    return find


@pytest.fixture
def values(times):
    def find(text, published=DAY):
        return [time.value for time in times(text, published) if time.kind in ("date", "interval")]

    return find


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Am 27. Januar traf er den Minister.", "2026-01-27"),
        ("Sie unterschrieben am 27. Januar 2024.", "2024-01-27"),
        ("Das Schreiben trägt das Datum 27.1.2026.", "2026-01-27"),
        ("Am 27.01. traf er den Minister.", "2026-01-27"),
        ("Am Mittwoch, dem 21. Januar, traf er den Minister.", "2026-01-21"),
        ("2005 trat das Land dem Bündnis bei.", "2005"),
        ("Im Jahre 2020 trat das Land dem Bündnis bei.", "2020"),
        ("Im März 2010 trat das Land dem Bündnis bei.", "2010-03"),
        ("Im März trat das Land dem Bündnis bei.", "2025-03"),
        ("Im März soll das Land dem Bündnis beitreten.", "2026-03"),
        ("Ende Dezember trat das Land dem Bündnis bei.", "2025-12"),
        ("Mitte 2023 trat das Land dem Bündnis bei.", "2023"),
        ("Im Frühjahr 2022 trat das Land dem Bündnis bei.", "2022-21"),
        ("Im Sommer trat das Land dem Bündnis bei.", "2025-22"),
        ("Der Handel wuchs in den neunziger Jahren.", "199X"),
        ("Der Handel wuchs in den 1990er Jahren.", "199X"),
        ("Das Gebiet gehörte im 19. Jahrhundert zum Reich.", "18XX"),
        ("Am Tag der Deutschen Einheit sprach der Präsident.", "2025-10-03"),
        ("An Pfingsten sprach der Präsident.", "2025-06-08"),
        ("Am Karfreitag wird der Präsident sprechen.", "2026-04-03"),
        ("Am Buß- und Bettag 2025 sprach der Präsident.", "2025-11-19"),
        ("Am Abend des 14. Januar sprach der Präsident.", "2026-01-14"),
        ("In der Nacht auf den 14. Januar sprach der Präsident.", "2026-01-14"),
        ("Am 14. Januar soll der Präsident gesprochen haben.", "2026-01-14"),
        ("Am 14. Dezember soll der Präsident gesprochen haben.", "2025-12-14"),
        ("Am 27. Januar will der Präsident sprechen.", "2026-01-27"),
    ],
)
def test_calendar_dates_are_resolved(values, text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Am 24. und 25. September tagte der Rat.", "2025-09-24/2025-09-25"),
        ("Vom 3. bis 5. Mai 2024 tagte der Rat.", "2024-05-03/2024-05-05"),
        ("Vom 30. Mai bis zum 2. Juni 2024 tagte der Rat.", "2024-05-30/2024-06-02"),
        ("Von März bis Juni 2016 tagte der Rat.", "2016-03/2016-06"),
        ("Zwischen 2014 und 2016 sank der Handel.", "2014/2016"),
        ("Im Winter 1994/95 sank der Handel.", "1994-24"),
        ("Die Verhandlungen liefen 1994/95.", "1994/1995"),
        ("Am 24., 25. und am 26. September tagte der Rat.", "2025-09-24/2025-09-26"),
        ("Seit 2014 gelten die Sanktionen.", "2014/.."),
        ("Ab September gelten die Sanktionen.", "2026-09/.."),
        ("Ab September galten die Sanktionen.", "2025-09/.."),
        ("Seit September gelten die Sanktionen.", "2025-09/.."),
        ("Bis 2030 soll der Handel wachsen.", "../2030"),
        ("Bis Jahresende soll der Handel wachsen.", "../2026-12"),
        ("Im ersten Halbjahr 2024 wuchs der Handel.", "2024-01/2024-06"),
        ("Im dritten Quartal wuchs der Handel.", "2025-07/2025-09"),
        ("In den vergangenen fünf Jahren wuchs der Handel.", "2021/2026"),
        ("In den letzten zwei Wochen wuchs die Spannung.", "2026-01-15/2026-01-29"),
        ("Innerhalb von zwei Jahrzehnten wuchs der Handel.", "2006~/2026"),
        ("In den nächsten zwei bis drei Jahren soll der Handel wachsen.", "2026/2029~"),
        ("Vergangene Woche wuchs die Spannung.", "2026-01-19/2026-01-25"),
    ],
)
def test_intervals_are_resolved(values, text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Er traf gestern den Minister.", "2026-01-28"),
        ("Er traf vorgestern Abend den Minister.", "2026-01-27"),
        ("Die morgige Sitzung fällt aus.", "2026-01-30"),
        ("Am gestrigen Mittwochvormittag traf er den Minister.", "2026-01-28"),
        ("Am Dienstag traf er den Minister.", "2026-01-27"),
        ("Am Dienstagnachmittag traf er den Minister.", "2026-01-27"),
        ("Am Dienstag wird er den Minister treffen.", "2026-02-03"),
        ("Am Dienstag will er den Minister treffen.", "2026-02-03"),
        ("Am kommenden Freitag trifft er den Minister.", "2026-01-30"),
        ("Vergangenen Freitag traf er den Minister.", "2026-01-23"),
        ("In der Nacht zum Samstag fielen Schüsse.", "2026-01-24"),
        ("Im vergangenen Jahr traf er den Minister.", "2025"),
        ("Im kommenden Monat trifft er den Minister.", "2026-02"),
        ("Er traf den Minister im Dezember vergangenen Jahres.", "2025-12"),
        ("Ende vergangenen Jahres traf er den Minister.", "2025"),
        ("Im Vorjahr traf er den Minister.", "2025"),
        ("Vor zwei Jahren traf er den Minister.", "2024"),
        ("Vor drei Wochen traf er den Minister.", "2026-01-08~"),
        ("In zwei Monaten soll er den Minister treffen.", "2026-03"),
    ],
)
def test_relative_expressions_are_reckoned_from_publication(values, text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Am 20. Januar kam er an. Am Vorabend hatte er Baku besucht.", "2026-01-19"),
        ("Am 20. Januar kam er an. Tags zuvor hatte er Baku besucht.", "2026-01-19"),
        ("Am 20. Januar kam er an. Am Tag darauf besuchte er Baku.", "2026-01-21"),
        ("Am 20. Januar kam er an. Am folgenden Tag besuchte er Baku.", "2026-01-21"),
        ("Am 20. Januar kam er an. Zwei Tage später besuchte er Baku.", "2026-01-22"),
        ("Am 20. Januar kam er an. Wenige Stunden später besuchte er Baku.", "2026-01-20"),
        ("Am 20. Januar kam er an. Am selben Tag besuchte er Baku.", "2026-01-20"),
    ],
)
def test_other_expressions_are_reckoned_from_the_day_told_of(values, text, value):
    assert values(text)[-1] == value


def test_what_is_told_in_an_aside_does_not_move_the_day_told_of(values):
    text = "Am 20. Januar kam er an. Am Vortag hatte er Baku besucht. Tags zuvor war er noch in Oslo gewesen."
    assert values(text) == ["2026-01-20", "2026-01-19", "2026-01-19"]


def test_the_end_of_the_year_is_that_of_the_year_told_of(values):
    assert values("Am 3. Mai 2024 kam er an. Ende des Jahres reiste er ab.") == ["2024-05-03", "2024"]


def test_coming_years_are_no_single_year(times):
    assert [time.value for time in times("Die Pläne der kommenden Jahre ruhen.")] == [None]


def test_without_publication_a_day_has_no_year(values):
    assert values("Am 27. Januar kam er an. Am Vorabend hatte er Baku besucht.", None) == ["XXXX-01-27", "XXXX-01-26"]


def test_without_publication_relative_expressions_stay_unknown(values):
    assert values("Er kam gestern an und im vergangenen Jahr auch.", None) == [None, None]


def test_without_publication_a_year_once_named_holds_on(values):
    assert values("Am 3. Mai 2024 kam er an. Am 5. Mai reiste er ab.", None) == ["2024-05-03", "2024-05-05"]


def test_a_day_shortly_after_publication_is_no_year_old(values):
    assert values("Die Gespräche wurden auf den 3. Februar verlegt.") == ["2026-02-03"]


@pytest.mark.parametrize(
    "text", ["Rund 2000 Soldaten kamen.", "Das kostet 2000 Dollar.", "Er zahlte mehr als 2010 dafür."]
)
def test_a_counted_number_is_no_year(times, text):
    assert times(text) == []


def test_the_first_name_august_is_no_month(times):
    assert times("Minister August Kranzler sprach.") == []


@pytest.mark.parametrize(
    "text", ["Die dreitägige Reise beginnt.", "Er blieb zwei Jahre lang.", "Die Sitzung dauerte drei Stunden."]
)
def test_lengths_of_time_are_durations_without_a_date(times, text):
    assert [(time.kind, time.value) for time in times(text)] == [("duration", None)]


def test_spans_show_the_words_of_the_expression(times):
    text = "Er kam am 27. Januar 2026 an."
    (start, end), *_ = [time.span for time in times(text)]
    assert text[start:end] == "27. Januar 2026"


def test_a_noun_takes_the_date_beside_it(nlp, pack):
    doc = nlp("Nach dem Treffen am 12. Januar reiste er am 14. Januar ab.")
    found = find_times(doc, pack, DAY)
    assert date_for(found, doc, next(t.i for t in doc if t.text == "Treffen")) == "2026-01-12"
    assert date_for(found, doc, next(t.i for t in doc if t.text == "reiste")) == "2026-01-14"


def test_what_is_said_is_not_dated_by_when_it_was_said(nlp, pack):
    doc = nlp("Am Dienstag sagte der Minister, dass die Truppen abgezogen wurden.")
    found = find_times(doc, pack, DAY)
    assert date_for(found, doc, next(t.i for t in doc if t.text == "abgezogen")) is None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Wir werden den Handel bis 2030 verdoppeln.", "2030"),
        ("Wir werden noch in diesem Jahr eine Botschaft eröffnen.", "2026"),
        ("Wir werden binnen fünf Jahren eine Botschaft eröffnen.", "2031"),
        ("Wir werden eine Botschaft eröffnen, wie 2019 beschlossen.", None),
    ],
)
def test_a_promise_falls_due_by_its_date(times, text, due):
    assert due_in(times(text), [(0, len(text))]) == due


def test_the_principal_day_is_the_one_named_most_near_publication(times):
    text = "Am 27. Januar traf er den Minister. Am 27. Januar sprach er. Am 3. Mai 2020 und am 3. Mai 2020 war er hier."
    assert principal_day(times(text), DAY) == "2026-01-27"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2026-01-29", "2026-01-29"),
        ("29.01.2026", "2026-01-29"),
        ("29.1.2026", "2026-01-29"),
        ("2026-01", "2026-01"),
        ("2026", "2026"),
        ("2026-01-29T10:15:00Z", "2026-01-29"),
    ],
)
def test_publication_dates_are_read_in_iso_and_with_dots(text, date):
    assert parse_published(text) == date


@pytest.mark.parametrize("text", ["", "gestern", "31.02.2026", "2026-13-01", "0000", "29/01/2026"])
def test_what_is_no_date_is_refused_with_what_is_allowed(text):
    with pytest.raises(DateError, match="allowed"):
        parse_published(text)


WORDS = (
    "am im bis seit vor in und von vom zum der des . , 27. 3. Januar Mai 2020 1994/95 27.1.2026 31.02. Jahr Jahren "
    "Tag Tage Wochen zwei drei später zuvor vergangenen nächsten dieses Ende Anfang Freitag Mittwochabend gestern "
    "heute Sommer Quartal ersten 9999 0001 tausend"
).split()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), max_size=25),
    st.sampled_from(["2026-01-29", "2026-01", "2026", "0001-01-01", "9999-12-31", None]),
)
def test_any_row_of_time_words_gives_spans_in_the_text(nlp, pack, words, published):
    check_spans(nlp(" ".join(words)), pack, published)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_any_text_gives_spans_in_the_text(nlp, pack, text):
    check_spans(nlp(text), pack, DAY)


def check_spans(doc, pack, published):
    last = 0
    for time in find_times(doc, pack, published):
        assert last <= time.start < time.end <= len(doc)
        assert 0 <= time.span[0] < time.span[1] <= len(doc.text)
        covered = bounds(time.value)
        assert covered is None or covered[0] <= covered[1]
        last = time.end
