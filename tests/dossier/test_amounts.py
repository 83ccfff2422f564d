import pytest

from relazione.dossier.amounts import say_number, say_percent, say_score, say_value


def value_line(desk, value, **fields):
    (found,) = desk.dossier(figure_lines=(desk.figure_line(desk.figure(value, **fields)),)).chapters[0].figures
    return found.sides[0].values[0]


@pytest.mark.parametrize(
    ("value", "german", "english"),
    [
        (1.5e9, "1,5 Mrd.", "1.5 billion"),
        (1_234_567, "1,234567 Mio.", "1.234567 million"),
        (3.1e12, "3,1 Bio.", "3.1 trillion"),
        (999_999, "999.999", "999,999"),
        (1234.5, "1.234,5", "1,234.5"),
        (0.1 + 0.2, "0,3", "0.3"),
        (0, "0", "0"),
        (-2e6, "−2 Mio.", "−2 million"),
        (4e15, "4.000 Bio.", "4,000 trillion"),
    ],
)
def test_numbers_are_written_as_each_language_does(value, german, english):
    assert (say_number(value, "de"), say_number(value, "en")) == (german, english)


@pytest.mark.parametrize(
    ("fields", "unit", "german", "english"),
    [
        ({"value": 1.5e9, "bound": "about"}, "USD", "rund 1,5 Mrd. USD", "about 1.5 billion USD"),
        ({"value": 2, "value_max": 3, "bound": "range"}, "percent", "2 bis 3 %", "2 to 3%"),
        ({"value": 12, "measure": "change"}, "percent", "+12 %", "+12%"),
        ({"value": -12, "measure": "change"}, "percent", "−12 %", "−12%"),
        ({"value": 7}, "m3", "7 Kubikmeter", "7 cubic metres"),
        ({"value": 40, "bound": "at_least"}, "tanks", "mindestens 40 Panzer", "at least 40 tanks"),
    ],
)
def test_a_figure_is_said_with_bound_sign_and_unit(desk, fields, unit, german, english):
    line = value_line(desk, **fields)
    assert (say_value(line, unit, "de"), say_value(line, unit, "en")) == (german, english)


def test_scores_bear_their_sign():
    assert [say_score(score, "de") for score in (3.25, -4, 0, -0.04, None)] == ["+3,2", "−4,0", "0,0", "0,0", "–"]


def test_parts_are_whole_percents():
    assert (say_percent(0.2857, "de"), say_percent(0.2857, "en")) == ("29 %", "29%")
