import pytest

import relazione


def figures(reading):
    names = {found.id: found.country or found.name for found in reading.actors}
    return [
        (
            one.indicator,
            one.measure,
            one.value,
            one.unit,
            one.bound,
            one.period,
            sorted(names[key] for key in one.parties),
        )
        for one in reading.figures
    ]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        (
            "Der Handel zwischen Norwegen und Portugal erreichte 2025 rund 1,5 Milliarden Euro.",
            ("trade_turnover", "level", 1_500_000_000, "EUR", "about", "2025", ["NOR", "PRT"]),
        ),
        (
            "Die Exporte Kanadas stiegen im vergangenen Jahr um 22 Prozent.",
            ("exports", "change", 22, "percent", "exact", "2025", ["CAN"]),
        ),
        (
            "Die Exporte Kanadas sind 2025 um 22 Prozent gewachsen.",
            ("exports", "change", 22, "percent", "exact", "2025", ["CAN"]),
        ),
        (
            "Der Warenaustausch zwischen Peru und Chile hat 2025 die 360-Millionen-Dollar-Marke überschritten.",
            ("trade_turnover", "level", 360_000_000, "USD", "more_than", "2025", ["CHL", "PER"]),
        ),
        (
            "Kenias Schulden bei China betragen 6 Milliarden Dollar.",
            ("debt", "level", 6_000_000_000, "USD", "exact", None, ["CHN", "KEN"]),
        ),
        (
            "Kanada sprach von 15 getöteten peruanischen Soldaten.",
            ("casualties", "level", 15, "people", "exact", None, ["CAN"]),
        ),
        (
            "Äthiopien übergab 58 Eritreer.",
            ("people", "level", 58, "people", "exact", None, ["ERI", "ETH"]),
        ),
    ],
)
def test_figures_have_indicator_bound_unit_period_and_parties(read, text, figure):
    assert figures(read(text)) == [figure]


def test_a_range_has_two_ends(read):
    (one,) = read("Kenia entsendet 200 bis 300 Soldaten nach Haiti.").figures
    assert (one.bound, one.value, one.value_max, one.unit) == ("range", 200, 300, "people")


def test_a_directed_figure_has_both_ends(read):
    reading = read("Die norwegischen Investitionen in Portugal erreichten 2025 drei Milliarden Euro.")
    (one,) = reading.figures
    names = {found.id: found.country for found in reading.actors}
    assert (names[one.from_], names[one.to]) == ("NOR", "PRT")


def test_whom_a_state_lends_to_is_not_the_lender(read):
    reading = read("Japan leiht der Mongolei 380 Millionen Dollar.")
    (one,) = reading.figures
    names = {found.id: found.country for found in reading.actors}
    assert (names[one.from_], names[one.to]) == ("JPN", "MNG")


@pytest.mark.parametrize(
    "text", ["Beide Seiten schwiegen.", "Das war der 27. Januar 2026.", "Der 64-jährige Minister kam."]
)
def test_dates_ages_and_enumerations_are_no_figures(read, text):
    assert figures(read(text)) == []


def test_a_body_of_state_that_pays_is_a_party_before_the_pair_spoken_of(read):
    text = "Kenia und Ghana halfen. Ein Sprecher sagte, das peruanische Heer werde 5 Millionen Euro bereitstellen."
    (figure,) = read(text).figures
    assert figure.value == 5_000_000
    assert [actor.country for actor in read(text).actors if actor.id in figure.parties] == ["PER"]


def test_how_long_something_will_last_is_a_figure_and_an_ordinal_is_no_weight():
    (figure,) = relazione.read("The plant will stop for ten days.", language="en", published="2026-03-15").figures
    assert (figure.indicator, figure.value, figure.unit) == ("duration", 10, "days")
    assert not relazione.read("Im zweiten Satz siegte Norwegen.", language="de").figures
