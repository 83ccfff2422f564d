from datetime import date

import pytest

from relazione.dossier.dates import days, say_date, short_date


@pytest.mark.parametrize(
    ("edtf", "german", "english"),
    [
        ("2026-01-27", "27. Januar 2026", "27 January 2026"),
        ("2026-01", "Januar 2026", "January 2026"),
        ("2026", "2026", "2026"),
        ("2026-23", "Herbst 2026", "autumn 2026"),
        ("2006~/2026", "etwa 2006 bis 2026", "about 2006 to 2026"),
        ("2026-01-27?", "vermutlich 27. Januar 2026", "perhaps 27 January 2026"),
        ("2026-01%", "vermutlich etwa Januar 2026", "perhaps about January 2026"),
        ("XXXX-01-27", "27. Januar (Jahr unbekannt)", "27 January (year unknown)"),
        ("XXXX-01", "Januar (Jahr unbekannt)", "January (year unknown)"),
        ("2026-01-27/2026-01-29", "27. bis 29. Januar 2026", "27 to 29 January 2026"),
        ("2026-01-27/2026-02-03", "27. Januar bis 3. Februar 2026", "27 January to 3 February 2026"),
        ("2024-01/2024-06", "Januar bis Juni 2024", "January to June 2024"),
        ("2025-12-30/2026-01-02", "30. Dezember 2025 bis 2. Januar 2026", "30 December 2025 to 2 January 2026"),
        ("2026-01-27/..", "seit 27. Januar 2026", "since 27 January 2026"),
        ("../2026-01", "bis Januar 2026", "until January 2026"),
        ("199X", "1990er Jahre", "1990s"),
        ("19XX", "20. Jahrhundert", "1900s"),
        ("../..", "undatiert", "undated"),
        ("neulich", "neulich", "neulich"),
        (None, "undatiert", "undated"),
    ],
)
def test_dates_are_said_as_a_person_says_them(edtf, german, english):
    assert (say_date(edtf, "de"), say_date(edtf, "en")) == (german, english)


@pytest.mark.parametrize(
    ("edtf", "german", "english"),
    [
        ("2026-01-27", "27.01.2026", "2026-01-27"),
        ("2026-10", "Okt 2026", "Oct 2026"),
        ("2026-04/2026-06", "Q2 2026", "Q2 2026"),
        ("2026-02/2026-04", "Februar bis April 2026", "February to April 2026"),
        ("XXXX-01-27", "27. Januar (Jahr unbekannt)", "27 January (year unknown)"),
        (None, "undatiert", "undated"),
    ],
)
def test_dates_of_columns_are_short(edtf, german, english):
    assert (short_date(edtf, "de"), short_date(edtf, "en")) == (german, english)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-24", date(2026, 12, 1), date(2027, 2, 28)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2026-01/..", date(2026, 1, 1), date(2026, 1, 31)),
        ("2025~/2026-03-04", date(2025, 1, 1), date(2026, 3, 4)),
    ],
)
def test_a_date_covers_days(edtf, first, last):
    assert (days(edtf).first, days(edtf).last) == (first, last)


@pytest.mark.parametrize("edtf", [None, "", "../..", "XXXX-01-27", "2026-02-30", "0000", "2026-13", "soon"])
def test_what_is_no_known_day_covers_none(edtf):
    assert days(edtf) is None
