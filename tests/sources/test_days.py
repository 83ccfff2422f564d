from datetime import UTC, date, datetime

import pytest

from relazione.sources.days import day_of


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-01-29", "2026-01-29"),
        ("2026-01-29T23:30:00+01:00", "2026-01-29"),
        ("20260129T080000Z", "2026-01-29"),
        ("Thu, 29 Jan 2026 00:30:00 +0300", "2026-01-29"),
        ("29 Jan 2026 08:00 GMT", "2026-01-29"),
        ("2026-01", "2026-01"),
        ("2026", "2026"),
        (date(2026, 1, 29), "2026-01-29"),
        (datetime(2026, 1, 29, 23, tzinfo=UTC), "2026-01-29"),
    ],
)
def test_a_day_is_read_as_it_was_written(written, day):
    assert day_of(written) == day


@pytest.mark.parametrize("written", ["", "yesterday", "2026-02-30", "2026-13", "0000", None, 12, "99999999999"])
def test_what_names_no_day_gives_none(written):
    assert day_of(written) is None
