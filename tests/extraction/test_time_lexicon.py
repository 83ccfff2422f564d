"""The examples of the lexicon of time: each pattern is found in its own; each word says what its class stands for."""

from collections.abc import Iterator

import pytest

from relazione.extraction.expressions import find_expressions
from relazione.extraction.time import TimeReader
from relazione.extraction.timewords import POINT, Parse, Pattern, TimeWords
from relazione.languages import load_pack

DAY = "2026-01-29"  # a Thursday
PACK = load_pack("de")
WORDS = PACK.lexicon("time", TimeWords)


def matched(parse: Parse) -> Iterator[Pattern]:
    yield parse.pattern
    for inner in parse.all(POINT):
        yield from matched(inner)


@pytest.mark.parametrize("entry", WORDS.patterns, ids=lambda entry: entry.match)
def test_every_pattern_is_found_in_its_example(nlp, entry):
    readings = TimeReader(nlp(entry.example), PACK, DAY).readings()
    found = [pattern for reading in readings for pattern in matched(reading.parse)]
    assert Pattern.of(entry, WORDS.rows) in found


# One sentence a class: each word of the class is put in it, and read as an expression with the value that follows.
SENTENCES = {
    "MONTH": ("Im {} 2020 trat das Land dem Bündnis bei.", lambda month: f"2020-{month:02d}"),
    "SEASON": ("Im {} 2020 trat das Land dem Bündnis bei.", lambda season: f"2020-{season}"),
    "YEARPART": ("Zum {} 2020 lief der Vertrag aus.", lambda month: f"2020-{month:02d}"),
    "WEEKDAYS": ("Die Fähre fährt {} nicht.", lambda day: f"XXXX-WXX-{day}"),
}


def written(name: str) -> list[tuple[str, int]]:
    """Return the words of a class as they are written, those with endings in one form."""
    return [(word.replace("~", "en"), value) for word, value in WORDS.classes[name].items()]


@pytest.fixture
def read(nlp):
    def told(text: str) -> list[tuple[str, str | None]]:
        return [(time.kind, time.value) for time in find_expressions(nlp(text), PACK, DAY)]

    return told


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        (sentence.format(word), value_of(value))
        for name, (sentence, value_of) in SENTENCES.items()
        for word, value in written(name)
    ],
)
def test_every_calendar_word_says_its_part_of_the_year_or_week(read, sentence, value):
    assert [found for _, found in read(sentence)] == [value]


@pytest.mark.parametrize(("word", "day"), written("WEEKDAY"))
def test_every_weekday_is_read_alone_every_week_and_at_every_part_of_the_day(read, word, day):
    if word.endswith("s"):
        assert [kind for kind, _ in read(f"Seit dem Abend des {word} ruht der Verkehr.")] == ["time"]
        return
    assert read(f"Der Rat tagt jeden {word} in Oslo.") == [("set", f"XXXX-WXX-{day}")]
    ((kind, value),) = read(f"Am {word}nachmittag tagte der Rat.")
    assert (kind, value.partition("T")[2]) == ("time", "14:00/18:00")


@pytest.mark.parametrize("word", sorted(WORDS.holidays))
def test_every_named_day_is_a_day(read, word):
    ((kind, value),) = read(f"Im Umfeld von {word} 2024 ruhten die Waffen.")
    assert kind == "date"
    assert value.startswith("2024-")


@pytest.mark.parametrize("unit", sorted(WORDS.units))
def test_every_unit_is_counted(read, unit):
    for word in WORDS.units[unit].many:
        ((kind, value),) = read(f"Die Reise dauerte volle drei {word}.")
        assert (kind, value[0]) == ("duration", "P")


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        (word.replace("~", form), kind)
        for name, kind in (("RATE", "set"), ("ON_AND_ON", "duration"))
        for word in WORDS.unit_classes[name]
        for form in ("", "en")
        if form == "" or "~" in word
    ],
)
def test_every_word_of_rate_and_length_is_read(read, word, kind):
    sentence = f"Die Reisen sind {word} geplant." if word[-2:] != "en" else f"Sie klagten über die {word} Reisen."
    assert [found for found, _ in read(sentence)] == [kind]


@pytest.mark.parametrize(("word", "way"), written("SOMETIME"))
def test_every_vague_word_lies_before_at_or_after_publication(read, word, way):
    sentence = f"Er sah die {word} Kämpfe." if word.endswith("en") else f"Der Handel liegt {word} still."
    assert read(sentence) == [("date", {-1: f"../{DAY}", 0: f"{DAY}~", 1: f"{DAY}/.."}[way])]
