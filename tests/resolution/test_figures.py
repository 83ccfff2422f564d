"""Figures of several reports side by side, on claims made by hand."""

from pathlib import Path
from time import perf_counter

import msgspec
import pytest

from relazione.errors import RelazioneError
from relazione.records import Event, Figure, Span, Statement
from relazione.resolution.claims import Claim, FigureLine, LedgerActor, Quote, Source
from relazione.resolution.figures import interval, line_up
from relazione.resolution.scopes import load_scopes

BASE = Figure(
    id="f1",
    indicator="trade_turnover",
    measure="level",
    value=162e6,
    unit="USD",
    bound="exact",
    period="2025",
    parties=("KAZ", "NOR"),
    evidence=(Span(start=10, end=20),),
    confidence=0.9,
    rule="test",
)


def source(document: str, published: str, lineage: str | None = None) -> Source:
    return Source(document=document, published=published, lineage=lineage or document, added="2026-01-01T00:00:00Z")


def figure(
    document: str, value: float, *, published: str = "2026-02-01", lineage: str | None = None, local: str = "f1", **told
) -> Claim[Figure]:
    record = msgspec.structs.replace(BASE, id=local, value=value, **told)
    quote = Quote(document=document, start=10, end=20, words="162 millions")
    return Claim(
        id=f"figure:{document}.{local}",
        local=local,
        source=source(document, published, lineage),
        record=record,
        quotes=(quote,),
    )


def statement(document: str, words: str, *, local: str = "s1", speaker: str | None = "KAZ") -> Claim[Statement]:
    record = Statement(
        id=local,
        speaker=speaker,
        form="indirect",
        act="assert",
        cue=None,
        content=(Span(start=0, end=90),),
        confidence=1,
        rule="t",
    )
    quote = Quote(document=document, start=0, end=90, words=words)
    return Claim(
        id=f"statement:{document}.{local}",
        local=local,
        source=source(document, "2026-02-01"),
        record=record,
        quotes=(quote,),
    )


def event(document: str, words: str) -> Claim[Event]:
    record = Event(
        id="e1",
        type="ASSAULT",
        cameo="190",
        score=-9,
        quad=4,
        status="occurred",
        evidence=(Span(start=0, end=90),),
        confidence=1,
        rule="t",
    )
    quote = Quote(document=document, start=0, end=90, words=words)
    return Claim(
        id=f"event:{document}", local="e1", source=source(document, "2026-02-01"), record=record, quotes=(quote,)
    )


def verdicts(lines: tuple[FigureLine, ...]) -> list[str]:
    return [pair.verdict for line in lines for pair in line.compared]


def test_a_rounded_figure_is_the_exact_one_rounded() -> None:
    (line,) = line_up([figure("a", 162e6), figure("b", 160e6, bound="about")])
    assert [pair.reason for pair in line.compared] == ["162 million and about 160 million: the same, rounded"]
    assert not line.contradicted


def test_two_totals_of_one_year_that_differ_contradict() -> None:
    (line,) = line_up([figure("a", 12.4e9), figure("b", 9.8e9)])
    assert line.contradicted
    assert line.compared[0].reason == "12.4 billion and 9.8 billion: cannot both be right"
    assert (line.period, line.parties, line.unit) == ("2025", ("KAZ", "NOR"), "USD")


def test_the_same_figure_in_two_reports_is_the_same() -> None:
    assert verdicts(line_up([figure("a", 162e6), figure("b", 162e6)])) == ["same"]


@pytest.mark.parametrize(
    "other",
    [
        {"period": "2024"},
        {"period": "2025-01/2025-06"},
        {"unit": "EUR"},
        {"measure": "change"},
        {"indicator": "exports"},
        {"parties": ("KAZ", "SWE")},
    ],
)
def test_figures_of_another_period_unit_measure_indicator_or_party_never_meet(other: dict[str, object]) -> None:
    lines = line_up([figure("a", 12e9), figure("b", 9e9, **other)])
    assert len(lines) == 2
    assert verdicts(lines) == []


def test_investments_in_opposite_directions_never_meet() -> None:
    one = figure("a", 50e6, indicator="investment", from_="KAZ", to="NOR")
    other = figure("b", 40e6, indicator="investment", from_="NOR", to="KAZ")
    assert len(line_up([one, other])) == 2


@pytest.mark.parametrize(
    ("bound", "value", "verdict"),
    [
        ("more_than", 170e6, ["contradiction"]),
        ("more_than", 150e6, ["rounding"]),
        ("at_most", 150e6, ["contradiction"]),
        ("at_least", 20e6, []),
        ("less_than", 165e6, ["rounding"]),
    ],
)
def test_bounds_are_compared_as_intervals(bound: str, value: float, verdict: list[str]) -> None:
    assert verdicts(line_up([figure("a", 162e6), figure("b", value, bound=bound)])) == verdict


def test_a_range_holds_every_value_within_it() -> None:
    within = figure("b", 150e6, bound="range", value_max=170e6)
    beyond = figure("c", 300e6, bound="range", value_max=350e6)
    lines = line_up([figure("a", 162e6), within, beyond])
    assert sorted(verdicts(lines)) == ["contradiction", "contradiction", "rounding"]


def test_about_is_wide_by_the_digits_that_are_not_given_but_at_least_five_percent() -> None:
    assert interval(figure("a", 160.0, bound="about").record) == (152.0, 168.0)
    assert interval(figure("a", 500.0, bound="about").record) == (450.0, 550.0)


def test_copies_of_one_text_are_not_compared_but_stand_in_one_line() -> None:
    (line,) = line_up([figure("a", 162e6), figure("b", 162e6, lineage="a")])
    assert len(line.claims) == 2
    assert line.compared == ()


def test_two_speakers_of_one_report_are_compared() -> None:
    said = [statement("a", "Astana sprach davon", speaker="KAZ"), statement("a", "Oslo", local="s2", speaker="NOR")]
    one = figure("a", 12e9, attributed_to="s1")
    other = figure("a", 9e9, attributed_to="s2", local="f2")
    assert verdicts(line_up([one, other], said)) == ["contradiction"]
    assert verdicts(line_up([one, other])) == []


def test_a_figure_without_a_period_meets_one_of_the_same_month_where_the_words_agree() -> None:
    words = "Bei dem Überfall auf den Grenzposten starben Soldaten"
    said = [statement("a", words), statement("b", "Bei dem Angriff auf den Grenzposten starben Soldaten")]
    dead = {"indicator": "casualties", "unit": "people", "attributed_to": "s1"}
    near = [figure("a", 4, period="2026-01-30", **dead), figure("b", 2, period=None, **dead)]
    far = [near[0], figure("b", 2, period=None, published="2026-05-01", **dead)]
    assert verdicts(line_up(near, said)) == ["contradiction"]
    assert verdicts(line_up(near)) == []
    assert verdicts(line_up(far, said)) == []


def test_the_dead_and_the_hurt_never_contradict() -> None:
    said = [
        statement("a", "Bei dem Überfall auf den Grenzposten wurden Soldaten getötet"),
        statement("b", "Bei dem Überfall auf den Grenzposten wurden Soldaten verletzt"),
    ]
    told = {"indicator": "casualties", "unit": "people", "period": "2026-01-30", "attributed_to": "s1"}
    assert verdicts(line_up([figure("a", 4, **told), figure("b", 7, **told)], said)) == []


def test_a_figure_that_the_other_report_gives_too_contradicts_none_of_it() -> None:
    words = "Bei dem Überfall auf den Grenzposten gab es unter den Soldaten viele Opfer"
    said = [statement("a", words), statement("b", words)]
    told = {"indicator": "casualties", "unit": "people", "period": "2026-01-30", "attributed_to": "s1"}
    four, seven = figure("a", 4, **told), figure("b", 7, **told)
    assert verdicts(line_up([four, seven], said)) == ["contradiction"]
    assert verdicts(line_up([four, seven, figure("a", 7, local="f2", **told)], said)) == ["same"]


def test_the_sentence_of_an_event_tells_what_a_figure_measures() -> None:
    told = {"indicator": "casualties", "unit": "people", "period": "2026-01-30"}
    claims = [figure("a", 4, **told), figure("b", 2, **told)]
    events = [event("a", "vier Soldaten am Grenzposten getötet"), event("b", "zwei Soldaten am Grenzposten getötet")]
    assert verdicts(line_up(claims, (), events)) == ["contradiction"]
    assert verdicts(line_up(claims)) == []


def test_where_parties_are_missing_only_equal_values_line_up() -> None:
    whole = figure("a", 162e6)
    assert verdicts(line_up([whole, figure("b", 160e6, bound="about", parties=())])) == ["rounding"]
    assert verdicts(line_up([whole, figure("b", 90e6, parties=())])) == []


def test_what_equals_a_contradicted_figure_is_contradicted_too() -> None:
    loan = {"indicator": "loan", "period": None, "unit": "CAD"}
    exact, other = figure("a", 642e6, **loan), figure("b", 810e6, **loan)
    loose = figure("c", 650e6, bound="about", indicator="volume", period=None, unit="CAD")
    (line,) = line_up([exact, other, loose])
    assert {frozenset((pair.left, pair.right)): pair.verdict for pair in line.compared} == {
        frozenset((exact.id, other.id)): "contradiction",
        frozenset((exact.id, loose.id)): "rounding",
        frozenset((other.id, loose.id)): "contradiction",
    }


def test_figures_of_quite_another_size_are_of_another_scope() -> None:
    assert verdicts(line_up([figure("a", 487e6), figure("b", 39e9)])) == []


def test_what_says_too_little_is_not_even_the_same() -> None:
    weeks = {"indicator": "duration", "unit": "weeks", "period": None}
    claims = [figure("a", 3, **weeks, attributed_to="s1"), figure("b", 3, **weeks, attributed_to="s1")]
    assert verdicts(line_up(claims)) == []
    said = [statement("a", "Die Übung im Skagerrak dauert"), statement("b", "im Skagerrak die Übung")]
    assert verdicts(line_up(claims, said)) == ["same"]


def test_every_figure_stands_in_a_line_and_the_order_of_claims_does_not_matter() -> None:
    claims = [figure("a", 162e6), figure("b", 160e6, bound="about"), figure("c", 3, unit="percent", measure="change")]
    assert line_up(claims) == line_up(claims[::-1])
    assert sorted(claim.id for line in line_up(claims) for claim in line.claims) == [claim.id for claim in claims]


def test_faulty_scope_words_are_refused_with_their_file(tmp_path: Path) -> None:
    faulty = tmp_path / "figures.yaml"
    faulty.write_text("de:\n  extends: [a]\n  kinds: {dead: [1]}\n", encoding="utf-8")
    with pytest.raises(RelazioneError, match=r"figures\.yaml"):
        load_scopes(faulty)


def told(document: str, value: float, words: str, sentence: str, **slots) -> Claim[Figure]:
    """Return a figure with its own words and the sentence around them."""
    claim = figure(document, value, **{"period": None, "parties": ("CHN", "LAO"), **slots})
    quote = Quote(document=document, start=10, end=10 + len(words), words=words)
    return msgspec.structs.replace(claim, quotes=(quote,), sentence=sentence)


LOAN = {"indicator": "loan", "unit": "USD"}
GAS = {"indicator": "exports", "unit": "m3"}
SOLDIERS = {"indicator": "troops", "unit": "people"}
DEAD = {"indicator": "casualties", "unit": "people"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            told("a", 4e8, "400 Millionen Dollar", "China leiht Laos 400 Millionen Dollar für den Hafen", **LOAN),
            told("b", 25e7, "250 Millionen", "Der Kredit Chinas an Laos beträgt 250 Millionen", **LOAN),
            id="one report names the purpose",
        ),
        pytest.param(
            told("a", 3000, "3000 Soldaten", "An der Übung nehmen 3000 Soldaten teil", parties=("CHN",), **SOLDIERS),
            told("b", 1200, "1200 Soldaten", "Das Manöver von China und Laos mit 1200 Soldaten begann", **SOLDIERS),
            id="one report names one of two parties and another word for the thing",
        ),
        pytest.param(
            told("a", 2e9, "2 Milliarden Kubikmeter", "China liefere Laos 2 Milliarden Kubikmeter Gas", **GAS),
            told("b", 13e8, "1,3 Milliarden", "Laos erhält 1,3 Milliarden Gas", indicator="volume", unit="m3"),
            id="what one sells the other gets",
        ),
        pytest.param(
            told("a", 12, "zwölf Tote", "Peking meldete zwölf Tote", parties=("CHN",), **DEAD),
            told("a", 5, "fünf Toten", "Vientiane sprach von fünf Toten", local="f2", parties=("LAO",), **DEAD),
            id="two sides are heard in one report",
        ),
        pytest.param(
            told("a", 14, "14 Flüge", "Das Abkommen gestattet 14 Flüge", indicator="count", unit="flights"),
            told("b", 9, "neun Flüge", "Erlaubt seien neun Flüge", indicator="count", unit="flights"),
            id="what was agreed holds for long",
        ),
    ],
)
def test_figures_of_one_thing_contradict_in_whatever_words(one: Claim[Figure], other: Claim[Figure]) -> None:
    assert "contradiction" in verdicts(line_up([one, other]))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(
            told("a", 3e8, "300 Millionen", "China leiht Laos 300 Millionen für ein Wasserkraftwerk am Nam Ou", **LOAN),
            told("b", 12e7, "120 Millionen", "Laos leiht von China 120 Millionen für Krankenhäuser", **LOAN),
            id="two loans",
        ),
        pytest.param(
            told("a", 6e8, "600 Millionen", "China leiht Laos 600 Millionen", **LOAN),
            told("b", 15e7, "150 Millionen", "Laos erhält von China zunächst 150 Millionen", **LOAN),
            id="a part of the whole",
        ),
        pytest.param(
            told("a", 700, "700 laotische Soldaten", "An der Übung nehmen 700 laotische Soldaten teil", **SOLDIERS),
            told("b", 400, "400 chinesische Soldaten", "400 chinesische Soldaten kommen zu der Übung", **SOLDIERS),
            id="soldiers of two states",
        ),
        pytest.param(
            told("a", 18, "18 Menschen", "In Quetta starben 18 Menschen bei einem Anschlag auf den Markt", **DEAD),
            told("b", 7, "sieben Menschen", "Beim Anschlag auf einen Bus in Multan starben sieben Menschen", **DEAD),
            id="the dead of two attacks",
        ),
        pytest.param(
            told("a", 9e7, "90 Millionen", "China hatte Laos 90 Millionen zugesagt", indicator="aid"),
            told("b", 4e7, "40 Millionen", "Laos bekam tatsächlich 40 Millionen", indicator="aid"),
            id="what was promised and what was done",
        ),
        pytest.param(
            told("a", 4, "vier Flüge", "Der alte Vertrag erlaubte vier Flüge", indicator="count", unit="flights"),
            told("b", 14, "14 Flüge", "Das Abkommen gestattet 14 Flüge", indicator="count", unit="flights"),
            id="what held before and what holds now",
        ),
        pytest.param(
            told("a", 75, "75 Prozent", "Der Anteil von Gas liegt bei 75 Prozent", indicator="share", unit="percent"),
            told("b", 60, "60 Prozent", "Der Anteil von Öl liegt bei 60 Prozent", indicator="share", unit="percent"),
            id="two goods",
        ),
        pytest.param(
            told("a", 4e11, "400 Milliarden", "Die Exporte Chinas", indicator="exports", parties=("CHN",)),
            told("b", 119e9, "119 Milliarden", "Die Exporte Chinas nach Laos", indicator="exports"),
            id="what goes to one state and to all",
        ),
    ],
)
def test_figures_of_unlike_things_never_contradict(one: Claim[Figure], other: Claim[Figure]) -> None:
    assert "contradiction" not in verdicts(line_up([one, other]))


def test_many_figures_of_one_pair_of_states_line_up_quickly() -> None:
    claims = [figure(f"d{n}", n * 1e6 + 1e8, indicator="aid", period=str(1900 + n % 100)) for n in range(500)]
    start = perf_counter()
    line_up(claims)
    assert perf_counter() - start < 2


NURSES = {"indicator": "people", "unit": "people", "period": "2026"}


def nurses(document: str, value: float, party: str, words: str) -> Claim[Figure]:
    claim = figure(document, value, parties=(party,), **NURSES)
    quote = msgspec.structs.replace(claim.quotes[0], words=words)
    return msgspec.structs.replace(claim, quotes=(quote,), sentence=f"In Kliniken arbeiten {words}")


def test_figures_of_one_side_each_are_of_one_thing_where_both_reports_tell_of_both_sides():
    one = nurses("a", 1600, "KAZ", "1600 Pflegerinnen")
    other = nurses("b", 900, "NOR", "900 Pflegerinnen")
    both = dict.fromkeys(("a", "b"), "Kasachstan und Norwegen streiten über Pflegerinnen in Kliniken.")
    assert verdicts(line_up([one, other], texts=both)) == ["contradiction"]
    assert verdicts(line_up([one, other])) == []


def test_what_another_figure_was_the_year_before_is_nothing_of_this_one():
    words = "2025 kaufte Oslo Weizen für 162 millions, im Jahr zuvor für 9 millions"
    claims = [
        figure("a", 162e6, indicator="imports", from_="KAZ", to="NOR"),
        figure("b", 97e6, indicator="imports", from_="KAZ", to="NOR"),
    ]
    said = [statement("a", words), statement("b", "Oslo kaufte 2025 Weizen für 162 millions", speaker="NOR")]
    assert verdicts(line_up(claims, said)) == ["contradiction"]


def test_the_names_of_people_are_not_what_a_figure_is_of():
    actors = {
        f"actor:{name}": LedgerActor(id=f"actor:{name}", kind="person", name=name, names=(name,))
        for name in ("Birgit Tveit", "Aslan Omarow")
    }
    claims = [figure("a", 162e6, period=None), figure("b", 97e6, period=None)]
    said = [
        statement("a", "Der Handel, so Tveit, erreichte 162 millions"),
        statement("b", "Omarow zufolge kam der Handel auf 162 millions", speaker="NOR"),
    ]
    assert verdicts(line_up(claims, said, actors=actors)) == ["contradiction"]
