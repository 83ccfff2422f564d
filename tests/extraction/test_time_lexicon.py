"""The examples of the lexicons of time: each pattern is found in its own; each word says what its class stands for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

import pytest

from relazione.extraction.expressions import find_expressions
from relazione.extraction.time import TimeReader
from relazione.extraction.timewords import POINT, Parse, Pattern, TimeWords
from relazione.languages import languages, load_pack
from relazione.languages.pipeline import load_pipeline, parse

DAY = "2026-01-29"  # a Thursday
WORDS = {code: load_pack(code).lexicon("time", TimeWords) for code in languages()}


@dataclass(frozen=True)
class Sentences:
    """The sentences of a language that the words of its classes are put in.

    `dated` holds one a class, read as an expression with the value that follows; the others are told by the word.
    """

    dated: dict[str, str]
    weekly: str
    on_weekday: Callable[[str], str]
    holiday: str
    counted: str
    rate: Callable[[str], str]
    vague: Callable[[str], str]


SENTENCES = {
    "de": Sentences(
        dated={
            "MONTH": "Im {} 2020 trat das Land dem Bündnis bei.",
            "SEASON": "Im {} 2020 trat das Land dem Bündnis bei.",
            "YEARPART": "Zum {} 2020 lief der Vertrag aus.",
            "WEEKDAYS": "Die Fähre fährt {} nicht.",
        },
        weekly="Der Rat tagt jeden {} in Oslo.",
        on_weekday=lambda word: f"Am {word}nachmittag tagte der Rat.",
        holiday="Im Umfeld von {} 2024 ruhten die Waffen.",
        counted="Die Reise dauerte volle drei {}.",
        rate=lambda word: (
            f"Sie klagten über die {word} Reisen." if word[-2:] == "en" else f"Die Reisen sind {word} geplant."
        ),
        vague=lambda word: f"Er sah die {word} Kämpfe." if word[-2:] == "en" else f"Der Handel liegt {word} still.",
    ),
    "en": Sentences(
        dated={
            "MONTH": "In {} 2020 the country joined the alliance.",
            "SEASON": "In {} 2020 the country joined the alliance.",
            "YEARPART": "The treaty ran out at {} 2020.",
            "WEEKDAYS": "The ferry does not sail on {}.",
        },
        weekly="The council meets every {} in Oslo.",
        on_weekday=lambda word: f"The council met on {word} afternoon.",
        holiday="Around {} 2024 the guns fell silent.",
        counted="The journey took three full {}.",
        rate=lambda word: f"They complained about the {word} trips.",
        vague=lambda word: f"Trade is {word} halted.",
    ),
}
VALUES: dict[str, Callable[[int], str]] = {
    "MONTH": lambda month: f"2020-{month:02d}",
    "SEASON": lambda season: f"2020-{season}",
    "YEARPART": lambda month: f"2020-{month:02d}",
    "WEEKDAYS": lambda day: f"XXXX-WXX-{day}",
}


@cache
def pipeline(code: str):
    pack = load_pack(code)
    return partial(parse, load_pipeline(pack.folder / pack.head.pipeline))


def read(code: str, text: str) -> list[tuple[str, str | None]]:
    return [(time.kind, time.value) for time in find_expressions(pipeline(code)(text), load_pack(code), DAY)]


def matched(parse: Parse) -> Iterator[Pattern]:
    yield parse.pattern
    for inner in parse.all(POINT):
        yield from matched(inner)


def written(name: str) -> list[tuple[str, str, int]]:
    """Return the words of a class as they are written in each language, those with endings in one form."""
    return [
        (code, word.replace("~", "en"), value)
        for code, words in WORDS.items()
        for word, value in words.classes.get(name, {}).items()
    ]


def test_every_language_has_its_sentences():
    assert set(WORDS) == set(SENTENCES)


@pytest.mark.parametrize(
    ("code", "entry"),
    [(code, entry) for code, words in WORDS.items() for entry in words.patterns],
    ids=lambda part: part if isinstance(part, str) else part.match,
)
def test_every_pattern_is_found_in_its_example(code, entry):
    readings = TimeReader(pipeline(code)(entry.example), load_pack(code), DAY).readings()
    found = [pattern for reading in readings for pattern in matched(reading.parse)]
    assert Pattern.of(entry, WORDS[code].rows) in found


@pytest.mark.parametrize(
    ("code", "sentence", "value"),
    [
        (code, SENTENCES[code].dated[name].format(word), value_of(value))
        for name, value_of in VALUES.items()
        for code, word, value in written(name)
    ],
)
def test_every_calendar_word_says_its_part_of_the_year_or_week(code, sentence, value):
    assert [found for _, found in read(code, sentence)] == [value]


@pytest.mark.parametrize(("code", "word", "day"), written("WEEKDAY"))
def test_every_weekday_is_read_alone_every_week_and_at_every_part_of_the_day(code, word, day):
    if word.endswith("s"):
        assert [kind for kind, _ in read(code, f"Seit dem Abend des {word} ruht der Verkehr.")] == ["time"]
        return
    assert read(code, SENTENCES[code].weekly.format(word)) == [("set", f"XXXX-WXX-{day}")]
    ((kind, value),) = read(code, SENTENCES[code].on_weekday(word))
    assert (kind, value.partition("T")[2]) == ("time", "14:00/18:00")


@pytest.mark.parametrize(
    ("code", "word"), [(code, word) for code, words in WORDS.items() for word in sorted(words.holidays)]
)
def test_every_named_day_is_a_day(code, word):
    ((kind, value),) = read(code, SENTENCES[code].holiday.format(word))
    assert kind == "date"
    assert value.startswith("2024-")


@pytest.mark.parametrize(
    ("code", "unit"), [(code, unit) for code, words in WORDS.items() for unit in sorted(words.units)]
)
def test_every_unit_is_counted(code, unit):
    for word in WORDS[code].units[unit].many:
        ((kind, value),) = read(code, SENTENCES[code].counted.format(word))
        assert (kind, value[0]) == ("duration", "P")


@pytest.mark.parametrize(
    ("code", "word", "kind"),
    [
        (code, word.replace("~", form), kind)
        for code, words in WORDS.items()
        for name, kind in (("RATE", "set"), ("ON_AND_ON", "duration"))
        for word in words.unit_classes[name]
        for form in ("", "en")
        if form == "" or "~" in word
    ],
)
def test_every_word_of_rate_and_length_is_read(code, word, kind):
    assert [found for found, _ in read(code, SENTENCES[code].rate(word))] == [kind]


@pytest.mark.parametrize(("code", "word", "way"), written("SOMETIME"))
def test_every_vague_word_lies_before_at_or_after_publication(code, word, way):
    sentence = SENTENCES[code].vague(word)
    assert read(code, sentence) == [("date", {-1: f"../{DAY}", 0: f"{DAY}~", 1: f"{DAY}/.."}[way])]
