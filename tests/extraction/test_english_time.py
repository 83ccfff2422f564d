"""Time expressions as English papers write them, beyond the examples of the lexicon."""

from functools import partial

import pytest

from relazione.extraction.expressions import find_expressions
from relazione.extraction.time import find_times
from relazione.languages import load_pack
from relazione.languages.pipeline import load_pipeline, parse

DAY = "2026-01-29"  # a Thursday
PACK = load_pack("en")


@pytest.fixture(scope="module")
def parsed():
    return partial(parse, load_pipeline(PACK.folder / PACK.head.pipeline))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("In the 1990s trade grew.", ["199X"]),
        ("In the nineteenth century they were one state.", ["18XX"]),
        ("In Q3 2025 trade grew.", ["2025-07/2025-09"]),
        ("He came on the 27th of May.", ["2025-05-27"]),
        ("He arrived the day before yesterday.", ["2026-01-27"]),
        ("The bridge opens at 9:30 am.", ["2026-01-29T09:30"]),
        ("The bridge opens at 9.30pm.", ["2026-01-29T21:30"]),
        ("The bridge opens at 5pm.", ["2026-01-29T17:00"]),
        ("The bridge opens at quarter to eight.", ["2026-01-29T07:45"]),
        ("They met in mid-March 2025.", ["2025-03"]),
    ],
)
def test_days_hours_and_ages_are_read(parsed, text, values):
    assert [time.value for time in find_expressions(parsed(text), PACK, DAY)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He said that the president would travel in June.", ["2026-06"]),
        ("They must leave within 30 days.", ["2026-01-29/2026-02-28"]),
        ("The treaty was signed in 2019 and ratified two years later.", ["2019", "2021"]),
        ("The summit takes place from 3 to 5 June in Oslo.", ["2026-06-03/2026-06-05"]),
        ("Since early 2014 the ban has been in force.", ["2014/.."]),
    ],
)
def test_what_would_or_must_be_lies_ahead_and_years_are_reckoned_from_years(parsed, text, values):
    assert [time.value for time in find_times(parsed(text), PACK, DAY)] == values
