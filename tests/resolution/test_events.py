import pytest

from relazione.records import Event, Place
from relazione.resolution.events import LEAST, Telling, block_of, fullest, judge, judge_events, window
from relazione.resolution.words import content


def event(type_="CONSULT", **slots):
    given = {
        "id": "e1",
        "type": type_,
        "cameo": "040",
        "score": 2.5,
        "quad": 1,
        "status": "occurred",
        "actor": ("NOR",),
        "recipient": ("PRT",),
        "evidence": (),
        "confidence": 0.9,
        "rule": "test",
    }
    return Event(**given | slots)


def telling(
    claim, words="Treffen in Lissabon über Fischerei", *, published="2026-03-14", lineage=None, language=None, **slots
):
    return Telling(
        claim=claim,
        document=ord(claim),
        lineage=lineage or claim,
        published=published,
        event=event(**slots),
        words=content(words),
        language=language,
    )


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({"date": "2026-03-13"}, {"date": "2026-03-13"}),
        ({"date": "2026-03-13"}, {"date": "2026-03"}),
        ({"date": "2026-03-13"}, {}),
        ({}, {"published": "2026-03-15"}),
    ],
)
def test_tellings_with_common_words_and_compatible_dates_are_one(left, right):
    judged = judge(telling("a", **left), telling("b", "Fischerei: Treffen in Lissabon", **right))
    assert (judged.verdict, judged.score >= LEAST) == ("same", True)


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ({"date": "2026-03-13"}, {"date": "2026-03-20"}, "other dates"),
        ({"mode": "visit"}, {"mode": "phone"}, "visit and phone"),
        ({"participants": ("actor:1",)}, {"participants": ("actor:2",)}, "other persons"),
        ({"place": Place(name="Oslo", country="NOR")}, {"place": Place(name="Rom", country="ITA")}, "other places"),
        ({}, {"actor": ("PRT",), "recipient": ("NOR",)}, "roles are exchanged"),
    ],
)
def test_what_speaks_against_it_keeps_tellings_apart(left, right, reason):
    judged = judge(telling("a", **left), telling("b", **right))
    assert judged.verdict == "different"
    assert reason in judged.reason


def test_two_attacks_on_one_day_in_two_towns_are_two():
    one = telling("a", type_="ASSAULT", date="2026-03-13", place=Place(name="Batken", country="KGZ"))
    other = telling("b", type_="ASSAULT", date="2026-03-13", place=Place(name="Osch", country="KGZ"))
    assert judge(one, other).verdict == "different"


def test_attacks_of_which_no_report_knows_the_attacker_are_one():
    one = telling("a", "Angriff auf den Grenzposten", type_="ASSAULT", actor=(), date="2026-03-13")
    other = telling("b", "der Angriff auf den Posten", type_="ASSAULT", actor=(), date="2026-03-13")
    assert judge(one, other).verdict == "same"


def test_talks_are_not_the_visit_of_their_month():
    talks = telling("a", "Gespräche über Fracht", actor=("NOR", "PRT"), recipient=(), published="2026-01-22")
    visit = telling("b", "Reise nach Oslo", mode="visit", date="2026-01", published="2026-04-10")
    assert judge(talks, visit).verdict == "unsure"


def test_the_same_day_alone_does_not_make_two_rebukes_one():
    one = telling("a", "Kritik am Walfang", type_="ACCUSE", date="2026-03-13")
    other = telling("b", "Vorwürfe wegen Zöllen", type_="ACCUSE", date="2026-03-13")
    assert judge(one, other).verdict == "unsure"


def test_an_undated_telling_of_another_month_is_not_joined():
    assert judge(telling("a", published="2026-03-14"), telling("b", published="2026-05-14")).verdict == "unsure"


def test_copies_of_one_text_tell_one_event():
    one, other = telling("a", lineage="x"), telling("b", lineage="x")
    assert judge(one, other).score == 1.0


def test_a_block_is_type_status_year_and_parties():
    done, planned = event(date="2026-03-13"), event(date="2026-03-13", status="planned")
    assert block_of(done, ["PRT", "NOR"], None) == block_of(done, ["NOR", "PRT"], "2025")
    assert block_of(done, ["PRT", "NOR"], None) != block_of(planned, ["PRT", "NOR"], None)
    assert block_of(done, [], None) is None


@pytest.mark.parametrize(
    ("date", "published", "days"),
    [
        ("2026-03", None, ("2026-03-01", "2026-03-31")),
        (None, "2026-03-14", ("2026-03-11", "2026-03-17")),
        (None, None, ("0001-01-01", "9999-12-31")),
    ],
)
def test_an_event_lies_within_its_date_or_near_its_publication(date, published, days):
    assert window(event(date=date), published) == days


def test_the_fullest_telling_has_its_gaps_filled_from_the_others():
    class Claimed:
        def __init__(self, id_, **slots):
            self.id, self.record = id_, event(**slots)

    told = fullest(
        [
            Claimed("a", date="2026-03", mode="visit", participants=("actor:1",)),
            Claimed("b", date="2026-03-13", place=Place(name="Oslo", country="NOR")),
        ]
    )
    assert (told.date, told.mode, told.participants) == ("2026-03-13", "visit", ("actor:1",))
    assert told.place == Place(name="Oslo", country="NOR")


def test_the_only_refusal_in_two_reports_of_one_day_in_two_languages_is_one():
    german = telling("a", "Portugal wies den Vorwurf zurück", type_="REJECT", language="de")
    english = telling("b", "Portugal rejected the charge", type_="REJECT", language="en")
    assert [judged.verdict for judged in judge_events([german, english])] == ["same"]


@pytest.mark.parametrize("other", [{"published": "2026-03-20"}, {"language": "de"}])
def test_a_refusal_of_another_week_or_in_the_same_language_needs_common_words(other):
    german = telling("a", "Portugal wies den Vorwurf zurück", type_="REJECT", language="de")
    second = telling("b", "Norwegen geht vor Gericht", type_="REJECT", **{"language": "en"} | other)
    assert [judged.verdict for judged in judge_events([german, second])] != ["same"]


def test_of_two_refusals_in_one_report_none_is_the_one_told_in_another_language():
    german = telling("a", "Portugal wies den Vorwurf zurück", type_="REJECT", language="de")
    english = telling("b", "Portugal rejected the charge", type_="REJECT", language="en")
    another = Telling(**{field: getattr(english, field) for field in english.__slots__} | {"claim": "c"})
    verdicts = {judged.verdict for judged in judge_events([german, english, another])}
    assert "same" not in verdicts
