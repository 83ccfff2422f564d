from datetime import date

import pytest

from relazione.resolution.dates import compatible, precision, span


def test_a_season_covers_three_months_and_winter_ends_in_the_next_year():
    assert span("2026-23") == (date(2026, 9, 1), date(2026, 11, 30))
    assert span("2026-24") == (date(2026, 12, 1), date(2027, 2, 28))


@pytest.mark.parametrize("edtf", [None, "XXXX-01-27", "gestern", "../.."])
def test_what_is_no_date_of_a_known_year_covers_no_days(edtf):
    assert span(edtf) is None


def test_an_open_interval_reaches_to_the_end_of_the_calendar():
    assert span("../2025") == (date.min, date(2025, 12, 31))
    assert span("2025/..") == (date(2025, 1, 1), date.max)


@pytest.mark.parametrize(
    ("left", "right", "slack", "answer"),
    [
        ("2026-01-27", "2026-01", 0, True),
        ("2026-01-27", "2026-02", 0, False),
        ("2026-01-27", "2026-01-29", 2, True),
        ("2026-01-27", None, 0, True),
        ("XXXX-01-27", "2026-01-27", 0, True),
        ("XXXX-01-27", "2026-03", 0, False),
    ],
)
def test_dates_that_share_a_day_or_lie_near_may_be_one(left, right, slack, answer):
    assert compatible(left, right, slack) is answer
    assert compatible(right, left, slack) is answer


def test_the_finer_of_two_dates_is_known():
    assert [precision(edtf) for edtf in ("2026-01-27", "2026-01~", "2026-22", "2026")] == [
        "day",
        "month",
        "season",
        "year",
    ]
