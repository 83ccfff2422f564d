"""Number expressions of German."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relazione.extraction.numerals import find_numerals, numeral_words


def numerals(nlp, pack, text):
    doc = nlp(text)
    return [(doc.span(n.start, n.end).text, n) for n in find_numerals(doc, pack)]


def only(nlp, pack, text):
    found = numerals(nlp, pack, text)
    assert len(found) == 1, found
    return found[0][1]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("zwölf", 12),
        ("einundzwanzig", 21),
        ("neunundneunzig", 99),
        ("hundert", 100),
        ("zweihundertfünfzig", 250),
        ("dreitausend", 3000),
        ("hunderttausend", 100_000),
        ("zweitausendvierundzwanzig", 2024),
        ("1.200", 1200),
        ("8.000", 8000),
        ("1,5", 1.5),
        ("1.250,75", 1250.75),
        ("1 200", 1200),
        ("1,5 Milliarden", 1_500_000_000),
        ("162 Millionen", 162_000_000),
        ("3,4 Mrd.", 3_400_000_000),
        ("50 Mio.", 50_000_000),
        ("1.5 Milliarden", 1_500_000_000),
        ("eine Million", 1_000_000),
        ("eine halbe Million", 500_000),
        ("anderthalb Millionen", 1_500_000),
        ("ein Dutzend", 12),
        ("drei Viertel", 0.75),
        ("ein Drittel", pytest.approx(1 / 3)),
        ("zwei Billionen", 2_000_000_000_000),
    ],
)
def test_number_words_and_digits_have_their_value(nlp, pack, words, value):
    assert only(nlp, pack, words).value == value


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("zwei bis drei", 2, 3),
        ("10 bis 15", 10, 15),
        ("10–15", 10, 15),
        ("10-15", 10, 15),
        ("drei oder vier", 3, 4),
        ("zwischen 20 und 30", 20, 30),
        ("zwei bis drei Millionen", 2_000_000, 3_000_000),
        ("500.000 bis eine Million", 500_000, 1_000_000),
    ],
)
def test_ranges_have_two_ends(nlp, pack, words, low, high):
    found = only(nlp, pack, words)
    assert (found.value, found.value_max) == (low, high)


def test_a_ratio_has_two_numbers(nlp, pack):
    found = only(nlp, pack, "90:9")
    assert (found.value, found.against) == (90, 9)


@pytest.mark.parametrize(
    ("words", "least"), [("mehrere Dutzend", 24), ("Hunderte", 200), ("mehrere Millionen", 2_000_000)]
)
def test_vague_numbers_are_least_values(nlp, pack, words, least):
    found = only(nlp, pack, words)
    assert found.vague
    assert found.value == least


@pytest.mark.parametrize(
    ("word", "value", "tail"),
    [
        ("360-Millionen-Dollar-Marke", 360_000_000, ("Dollar", "Marke")),
        ("20-prozentig", 20, ("prozentig",)),
        ("zweitägig", 2, ("tägig",)),
        ("Fünf-Punkte-Plan", 5, ("Punkte", "Plan")),
    ],
)
def test_a_number_inside_a_word_leaves_the_rest_as_its_tail(nlp, pack, word, value, tail):
    found = only(nlp, pack, word)
    assert (found.value, found.tail) == (value, tail)


@pytest.mark.parametrize("text", ["am 27. treffen sie sich", "der dritte Weg", "Er kam um 14.30 Uhr."])
def test_ordinals_and_clock_times_are_no_numbers(nlp, pack, text):
    assert numerals(nlp, pack, text) == []


def test_a_word_that_only_begins_like_a_number_spells_none(pack):
    assert numeral_words(pack).value_of("einigung") is None


@given(st.integers(0, 999_999))
def test_the_parser_reads_what_the_language_composes(pack_words, number):
    assert pack_words.value_of(spelled(number)) == number


@pytest.fixture(scope="module")
def pack_words(pack):
    return numeral_words(pack)


SMALL = (
    "null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn"
).split()
TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()


def spelled(number):
    if number < 20:
        return SMALL[number]
    if number < 100:
        one = "ein" if number % 10 == 1 else SMALL[number % 10]
        return f"{one}und{TENS[number // 10 - 2]}" if number % 10 else TENS[number // 10 - 2]
    unit, name = (1000, "tausend") if number >= 1000 else (100, "hundert")
    times = number // unit
    head = "ein" if times == 1 else spelled(times).removesuffix("s") if times % 100 == 1 else spelled(times)
    return head + name + (spelled(number % unit) if number % unit else "")


@given(st.text(max_size=80))
def test_any_text_gives_numerals_inside_it(nlp, pack, text):
    doc = nlp(text)
    ends = [0]
    for numeral in find_numerals(doc, pack):
        assert ends[-1] <= numeral.start < numeral.end <= len(doc)
        ends.append(numeral.end)
