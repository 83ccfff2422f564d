"""Numbers, units and figures as English papers write them."""

import pytest

import relazione
from relazione.extraction.numerals import find_numerals
from relazione.languages import load_pack
from relazione.languages.pipeline import load_pipeline, parse

DAY = "2026-03-15"
PACK = load_pack("en")


@pytest.fixture(scope="module")
def numbers():
    nlp = load_pipeline(PACK.folder / PACK.head.pipeline)

    def told(text: str) -> list[tuple[float, float | None]]:
        return [
            (numeral.value, numeral.value_max)
            for numeral in find_numerals(parse(nlp, text), PACK)
            if not numeral.article
        ]

    return told


def figures(text: str):
    reading = relazione.read(text, published=DAY, language="en")
    codes = {actor.id: actor.country or actor.name for actor in reading.actors}
    return [
        (figure.indicator, figure.value, figure.unit, {codes[party] for party in figure.parties})
        for figure in reading.figures
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("They need 5bn by then.", 5e9),
        ("They need 1.2bn by then.", 1.2e9),
        ("Half a million people came.", 500_000),
        ("One hundred and twenty people came.", 120),
        ("Two hundred thousand people came.", 200_000),
        ("Two thousand five hundred people came.", 2500),
        ("Twenty-five people came.", 25),
        ("A dozen people came.", 12),
        ("Dozens of people came.", 24),
        ("Tens of thousands of people came.", 20_000),
        ("Hundreds of thousands of people came.", 200_000),
        ("Several hundred people came.", 200),
        ("Three quarters of the people came.", 0.75),
        ("A 500-million loan came.", 5e8),
    ],
)
def test_numbers_of_several_words_and_written_together_are_one(numbers, text, value):
    assert numbers(text) == [(value, None)]


def test_a_range_shares_the_scale_of_its_end(numbers):
    assert numbers("Two to three million people came.") == [(2e6, 3e6)]


@pytest.mark.parametrize(
    ("amount", "value", "unit"),
    [
        ("$5bn", 5e9, "USD"),
        ("$5 million", 5e6, "USD"),
        ("A$12 million", 1.2e7, "AUD"),
        ("NZ$5m", 5e6, "NZD"),
        ("£3m", 3e6, "GBP"),
        ("€1.2bn", 1.2e9, "EUR"),
        ("21 billion US dollars", 2.1e10, "USD"),
        ("3 trillion won", 3e12, "KRW"),
        ("28 billion kronor", 2.8e10, "SEK"),
        ("18 per cent", 18, "percent"),
        ("18%", 18, "percent"),
        ("three percentage points", 3, "percent"),
        ("300 billion cubic metres", 3e11, "m3"),
    ],
)
def test_signs_and_units_of_several_words_belong_to_their_number(amount, value, unit):
    found = figures(f"Norway said that it needed {amount}.")
    assert [(value, unit) for _, value, unit, _ in found] == [(value, unit)]


def test_the_dollar_of_a_state_is_no_word_of_the_other_one():
    assert [parties for *_, parties in figures("Norway lends Chile 20 million US dollars.")] == [{"NOR", "CHL"}]


@pytest.mark.parametrize(("state", "unit"), [("Kenya", "KES"), ("Uganda", "UGX")])
def test_a_name_that_currencies_share_means_that_of_the_state_told_of(state, unit):
    assert [found[2] for found in figures(f"In {state} a bag of rice now costs 5,200 shillings.")] == [unit]


@pytest.mark.parametrize(("way", "value"), [("up", 7), ("down", -7)])
def test_a_share_behind_up_or_down_is_a_change(way, value):
    text = f"Chile's exports to Peru came to 3 billion dollars, {way} 7 percent on the year before."
    reading = relazione.read(text, published=DAY, language="en")
    assert [(one.measure, one.value) for one in reading.figures if one.unit == "percent"] == [("change", value)]


def test_people_counted_as_one_of_their_state_and_those_who_act_are_parties():
    assert [parties for *_, parties in figures("In February Thailand deported 140 Cambodian workers.")] == [
        {"THA", "KHM"}
    ]


def test_a_body_of_several_states_gives_money():
    text = "Kenya and Uganda repair roads. The European Union provided 12 million euros for the work."
    assert [parties for *_, parties in figures(text)] == [{"European Union"}]


@pytest.mark.parametrize("words", ["£3,000-£5,000", "£3,000 to £5,000", "between £3,000 and £5,000"])
def test_a_range_may_have_its_sign_twice(words):
    (figure,) = relazione.read(f"Chile paid Ghana {words} for each ship.", language="en").figures
    assert (figure.value, figure.value_max, figure.unit, figure.bound) == (3000, 5000, "GBP", "range")
