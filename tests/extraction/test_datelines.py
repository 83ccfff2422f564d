"""The day of a report's dateline, where nothing else says when the report appeared."""

import pytest

import relazione


@pytest.mark.parametrize(
    "text",
    [
        "Kenya receives Vietnam's minister\n\nNAIROBI, 12 March 2026 (Savanna Press) - Kenya received a minister.",
        "NAIROBI (Savanna Press), March 12, 2026 — Kenya received Vietnam's foreign minister on Thursday.",
        "Kenya receives Vietnam's minister\n12 March 2026\nKenya received Vietnam's foreign minister.",
        "Kenia empfängt Minister\n\nNairobi/Hanoi, 12. März 2026. Kenia hat den Minister Vietnams empfangen.",
        "Nairobi, den 12.03.2026 – Kenia hat den Außenminister Vietnams empfangen.",
    ],
)
def test_a_report_appeared_on_the_day_of_its_dateline(text: str) -> None:
    reading = relazione.read(text)
    assert reading.document.published == "2026-03-12"
    assert reading.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "On 12 March 2026 - a Thursday - Kenya received Vietnam's foreign minister.",
        "Kenya received Vietnam's foreign minister on 12 March 2026. They signed a treaty.",
        "Am 12. März 2026 hat Kenia den Außenminister Vietnams empfangen.",
        "NAIROBI, March 12 (Savanna Press) - Kenya received Vietnam's foreign minister.",
    ],
)
def test_a_day_that_is_told_of_is_no_dateline(text: str) -> None:
    assert relazione.read(text).document.published is None


def test_a_publication_date_that_is_known_goes_before_the_dateline() -> None:
    text = "NAIROBI, 12 March 2026 - Kenya received Vietnam's foreign minister on Thursday."
    assert relazione.read(text, published="2026-03-13").document.published == "2026-03-13"


def test_days_of_the_week_are_reckoned_from_the_dateline() -> None:
    text = "NAIROBI, 12 March 2026 - Kenya's president visited Vietnam on Wednesday."
    (visit,) = relazione.read(text).events
    assert visit.date == "2026-03-11"
