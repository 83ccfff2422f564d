"""Promises through several reports, on claims made by hand."""

from pathlib import Path

import pytest

from relazione.errors import RelazioneError
from relazione.records import Agreement, Event, Figure, Span, Stage, Statement
from relazione.resolution.claims import Claim, LedgerActor, Material, MergedEvent, Promise, Question, Quote, Source
from relazione.resolution.pledges import load_pledges
from relazione.resolution.promises import follow_promises
from relazione.resolution.undertakings import Undertaking

SANDVIK, TESAR = "actor:sandvik", "actor:tesar"
ACTORS = {
    SANDVIK: LedgerActor(id=SANDVIK, kind="person", name="Liv Sandvik", country="NOR"),
    TESAR: LedgerActor(id=TESAR, kind="person", name="Petr Tesar", country="CZE"),
}
TARIFFS = "die Zölle auf Stahl bis Ende Juni zu senken"
END = "2030-01-01"


def source(document: str, lineage: str | None = None) -> Source:
    """Return the source of a report; its document's name is the day it appeared (`2026-03-05b` for a second)."""
    return Source(document=document, published=document[:10], lineage=lineage or document, added=f"{document[:10]}T00")


def parts(kind: str, document: str, words: str, start: int, lineage: str | None) -> dict[str, object]:
    quote = Quote(document=document, start=start, end=start + len(words), words=words)
    local = f"{kind[0]}{start}"
    return {
        "id": f"{kind}:{document}.{start}",
        "local": local,
        "source": source(document, lineage),
        "quotes": (quote,),
    }


def said(
    document: str, words: str, *, act: str = "commit", start: int = 0, lineage: str | None = None, **told
) -> Claim[Statement]:
    place = (Span(start=start, end=start + len(words)),)
    told = {"speaker": SANDVIK, "addressee": ("CZE",), **told}
    record = Statement(
        id=f"s{start}", form="indirect", act=act, cue=None, content=place, confidence=1, rule="t", **told
    )
    return Claim(record=record, **parts("statement", document, words, start, lineage))


def done(document: str, type_: str, words: str, *, status: str = "occurred", start: int = 300, **told) -> MergedEvent:
    place = (Span(start=start, end=start + len(words)),)
    told = {"actor": ("NOR",), "recipient": ("CZE",), **told}
    record = Event(
        id=f"e{start}",
        type=type_,
        cameo="010",
        score=0,
        quad=1,
        status=status,
        evidence=place,
        confidence=1,
        rule="t",
        **told,
    )
    claim = Claim(record=record, **parts("event", document, words, start, None))
    return MergedEvent(id=f"m{document}{start}", event=record, claims=(claim,))


def number(document: str, value: float, words: str, *, start: int = 600, **told) -> Claim[Figure]:
    told = {
        "indicator": "trade_turnover",
        "measure": "level",
        "unit": "USD",
        "bound": "exact",
        "parties": ("CZE", "NOR"),
        **told,
    }
    record = Figure(
        id=f"f{start}",
        value=value,
        evidence=(Span(start=start, end=start + len(words)),),
        confidence=1,
        rule="t",
        **told,
    )
    return Claim(record=record, **parts("figure", document, words, start, None))


def paper(document: str, name: str, stage: str, date: str | None) -> Claim[Agreement]:
    place = (Span(start=900, end=900 + len(name)),)
    record = Agreement(
        id="g900",
        name=name,
        kind="accord",
        parties=("CZE", "NOR"),
        stages=(Stage(stage=stage, date=date, evidence=place),),
        evidence=place,
        confidence=1,
        rule="t",
    )
    return Claim(record=record, **parts("agreement", document, name, 900, None))


def follow(*claims, on: str = END, texts: dict[str, str] | None = None) -> tuple[Promise, ...]:
    kinds = {Statement: [], Figure: [], Agreement: []}
    for claim in claims:
        if isinstance(claim, Claim):
            kinds[type(claim.record)].append(claim)
    material = Material(
        question=Question(first="NOR", second="CZE"),
        events=tuple(claim for claim in claims if isinstance(claim, MergedEvent)),
        statements=tuple(kinds[Statement]),
        figures=tuple(kinds[Figure]),
        agreements=tuple(kinds[Agreement]),
        actors=ACTORS,
        texts=texts or {},
    )
    return follow_promises(material, on)


def told_later(text: str, on: str = "2026-08-01") -> Promise:
    """Return the promise of lower tariffs after a report of this text on August 1, 2026, of which nothing was read."""
    promise = said("2026-03-05", TARIFFS, due="2026-06")
    nothing = number("2026-08-01", 12e6, "zwölf", start=5000)
    (found,) = follow(promise, nothing, texts={"2026-08-01": text}, on=on)
    return found


def turns(promise: Promise) -> list[tuple[str, str | None]]:
    return [(turn.turn, turn.date) for turn in promise.turns]


def test_a_person_commits_his_state() -> None:
    (promise,) = follow(said("2026-03-05", TARIFFS, due="2026-06"), on="2026-04-01")
    assert (promise.who, promise.to, promise.due, promise.made) == (("NOR",), ("CZE",), "2026-06", "2026-03-05")
    assert (promise.what, promise.state, promise.turns) == (TARIFFS, "open", ())


def test_a_promise_is_overdue_from_the_day_after_its_time() -> None:
    claim = said("2026-03-05", TARIFFS, due="2026-06")
    assert [follow(claim, on=day)[0].state for day in ("2026-06-30", "2026-07-01")] == ["open", "overdue"]


def test_a_promise_without_a_date_stays_open() -> None:
    assert follow(said("2026-03-05", TARIFFS))[0].state == "open"


def test_reports_of_later_days_are_not_known_yet() -> None:
    claims = [
        said("2026-03-05", TARIFFS, due="2026-06"),
        done("2026-06-20", "CONCEDE", "Norwegen hat die Zölle auf Stahl gesenkt"),
    ]
    assert follow(*claims, on="2026-06-19")[0].state == "open"
    assert follow(*claims, on="2026-06-20")[0].state == "kept"
    assert follow(*claims, on="2026-03-04") == ()


@pytest.mark.parametrize("act", ["assert", "assess", "demand", "propose", "praise"])
def test_only_who_commits_himself_promises(act: str) -> None:
    assert follow(said("2026-03-05", TARIFFS, act=act)) == ()


def test_a_planned_deed_is_a_promise_but_not_one_that_others_demand() -> None:
    words = "das gemeinsame Manöver im Skagerrak abzuhalten"
    plan = done("2026-03-05", "AGREE", words, status="planned", date="../2026-06")
    (promise,) = follow(plan)
    assert (promise.who, promise.due) == (("NOR",), "2026-06")
    demanded = done("2026-03-05", "AGREE", words, status="planned", attributed_to="s0")
    assert follow(demanded, said("2026-03-05", words, act="demand", speaker=TESAR)) == ()


def test_a_threat_is_no_promise() -> None:
    words = "die Zölle auf Stahl zu verdoppeln"
    assert len(follow(said("2026-03-05", words))) == 1
    assert follow(said("2026-03-05", words), done("2026-03-05", "THREATEN", words, start=0)) == ()


def test_somebody_of_no_known_state_tells_again_only_what_his_report_is_about() -> None:
    again = said("2026-04-17", TARIFFS, speaker="actor:unknown", addressee=())
    about_norway = done("2026-04-17", "CONSULT", "Norwegen traf Tschechien")
    promised = said("2026-03-05", TARIFFS)
    assert turns(follow(promised, again, about_norway)[0]) == [("renewed", "2026-04-17")]
    assert follow(promised, again)[0].turns == ()


def test_what_a_report_tells_of_a_promise_counts() -> None:
    told = done("2026-03-05", "AGREE", "Norwegen versprach Geräte für das Krankenhaus in Brünn")
    consent = done("2026-03-05", "AGREE", "Norwegen und Tschechien einigten sich über Fischerei", start=700)
    assert [promise.what for promise in follow(told, consent)] == [
        "Norwegen versprach Geräte für das Krankenhaus in Brünn"
    ]


def test_records_of_one_sentence_are_one_promise() -> None:
    promise = "Norwegens Ministerin sagte zu"
    told = done("2026-03-05", "AGREE", promise, start=0)
    claim = said("2026-03-05", TARIFFS, start=len(promise) + 2, due="2026-06", addressee=())
    (one,) = follow(told, claim)
    assert (one.to, one.due, len(one.quotes)) == (("CZE",), "2026-06", 2)


def test_copies_of_one_text_are_no_renewal() -> None:
    claims = [said("2026-03-05", TARIFFS), said("2026-03-06", TARIFFS, lineage="2026-03-05")]
    (promise,) = follow(*claims)
    assert promise.turns == ()
    assert [quote.document for quote in promise.quotes] == ["2026-03-05", "2026-03-06"]


def test_a_promise_told_again_is_renewed() -> None:
    again = said("2026-04-17", "die Zölle auf Stahl fielen wie geplant bis Ende Juni", due="2026-06")
    (promise,) = follow(said("2026-03-05", TARIFFS, due="2026-06"), again)
    assert turns(promise) == [("renewed", "2026-04-17")]


def test_another_undertaking_of_the_same_state_is_another_promise() -> None:
    other = said("2026-04-17", "in Brünn ein Konsulat zu eröffnen")
    assert [promise.turns for promise in follow(said("2026-03-05", TARIFFS), other)] == [(), ()]


def test_the_same_words_of_another_state_are_another_promise() -> None:
    other = said("2026-04-17", TARIFFS, speaker=TESAR, addressee=("NOR",))
    assert sorted(promise.who for promise in follow(said("2026-03-05", TARIFFS), other)) == [("CZE",), ("NOR",)]


@pytest.mark.parametrize(
    ("words", "due"),
    [("die Zölle auf Stahl allenfalls schrittweise zu senken", None), ("die Zölle auf Stahl zu senken", "2026-11")],
)
def test_weaker_words_or_a_later_day_soften_a_promise(words: str, due: str | None) -> None:
    (promise,) = follow(said("2026-03-05", TARIFFS, due="2026-06"), said("2026-04-17", words, due=due), on="2026-07-05")
    assert turns(promise) == [("softened", "2026-04-17")]
    assert promise.state == ("open" if due else "overdue")


def test_a_new_day_for_what_was_missed_renews_a_promise() -> None:
    claims = [said("2026-03-05", TARIFFS, due="2026-06"), said("2026-07-17", TARIFFS, due="2026-11")]
    (promise,) = follow(*claims, on="2026-10-01")
    assert (turns(promise), promise.state, promise.due) == ([("renewed", "2026-07-17")], "open", "2026-06")


def test_a_smaller_sum_softens_a_promise() -> None:
    words = "30 Millionen Dollar für das Krankenhaus in Brünn zu zahlen"
    less = "10 Millionen Dollar für das Krankenhaus in Brünn zu zahlen"
    sums = [
        number("2026-03-05", 30e6, words[:19], start=0, indicator="aid"),
        number("2026-04-17", 10e6, less[:19], start=0, indicator="aid"),
    ]
    (promise,) = follow(said("2026-03-05", words), said("2026-04-17", less), *sums)
    assert [(turn.turn, turn.reason) for turn in promise.turns] == [("softened", "told again with a smaller figure")]


@pytest.mark.parametrize(
    ("promised", "type_", "words"),
    [
        (TARIFFS, "CONCEDE", "Norwegen hat die Zölle auf Stahl gesenkt"),
        ("zwölf gefangene Matrosen freizulassen", "RETREAT", "Die Matrosen sind freigelassen worden"),
        ("Pumpen für Brünn zu liefern", "AID", "Norwegen lieferte Pumpen nach Brünn"),
        ("das Manöver im Skagerrak gemeinsam abzuhalten", "COOPERATE", "das Manöver im Skagerrak begann"),
    ],
)
def test_a_deed_of_the_kind_promised_keeps_the_promise(promised: str, type_: str, words: str) -> None:
    (promise,) = follow(said("2026-03-05", promised), done("2026-06-20", type_, words, date="2026-06-18"))
    assert (turns(promise), promise.state) == ([("kept", "2026-06-18")], "kept")


@pytest.mark.parametrize(
    ("type_", "words", "told"),
    [
        ("CONCEDE", "Norwegen hat die Visumpflicht für Studenten gestrichen", {}),
        ("CONSULT", "Norwegen sprach über die Zölle auf Stahl", {}),
        ("CONCEDE", "Tschechien hat die Zölle auf Stahl gesenkt", {"actor": ("CZE",), "recipient": ("POL",)}),
        ("CONCEDE", "Norwegen hat die Zölle auf Stahl gesenkt", {"date": "2025-11-02"}),
        ("CONCEDE", "die Zölle auf Stahl zu senken", {"status": "planned"}),
    ],
)
def test_another_matter_kind_state_time_or_plan_keeps_nothing(type_: str, words: str, told: dict[str, object]) -> None:
    (promise, *_) = follow(said("2026-03-05", TARIFFS), done("2026-06-20", type_, words, **told))
    assert promise.state == "open"


@pytest.mark.parametrize(("day", "state"), [("2026-04-16", "kept"), ("2026-05-10", "kept"), ("2026-06-20", "overdue")])
def test_an_announced_visit_is_kept_by_a_meeting_at_about_its_time(day: str, state: str) -> None:
    plan = done("2026-03-05", "AGREE", "Sandvik will im April nach Prag reisen", status="planned", date="2026-04")
    (promise,) = follow(plan, done("2026-06-25", "CONSULT", "Sandvik traf Tesar", date=day))
    assert promise.state == state


def test_a_visit_called_off_is_broken() -> None:
    plan = done("2026-03-05", "AGREE", "Sandvik will im April nach Prag reisen", status="planned", date="2026-04")
    off = done("2026-04-10", "REJECT", "Norwegen sagte den Besuch ab", mode="meet")
    assert follow(plan, off)[0].state == "broken"


def test_a_promise_to_ratify_is_kept_by_the_stage_of_the_agreement() -> None:
    promised = said("2026-03-05", "das Fischereiabkommen bis Ende April zu ratifizieren", due="2026-04")
    signed = paper("2026-04-20", "Fischereiabkommen", "signed", "2026-04-19")
    ratified = paper("2026-04-24", "Fischereiabkommen", "ratified", "2026-04-23")
    assert follow(promised, signed)[0].state == "overdue"
    (promise,) = follow(promised, signed, ratified)
    assert (promise.state, promise.turns[0].reason) == ("kept", "the agreement is ratified")


def test_a_promised_sum_told_with_a_day_of_its_own_is_kept() -> None:
    words = "eine Rate von 45 Millionen Dollar zu überweisen"
    claims = [said("2026-03-05", words), number("2026-03-05", 45e6, words[14:34], start=14, indicator="loan")]
    paid = number("2026-11-19", 45e6, "45 Millionen Dollar", indicator="volume", period="2026-11-12")
    assert follow(*claims, paid)[0].state == "kept"
    unpaid = number("2026-11-19", 45e6, "45 Millionen Dollar", indicator="volume")
    assert follow(*claims, unpaid)[0].state == "open"


def test_words_that_it_is_done_keep_a_promise_but_not_a_plan_or_its_contrary() -> None:
    promised = said("2026-03-05", TARIFFS)
    words = "Die Zölle auf Stahl seien am Montag gesenkt worden"
    assert follow(promised, said("2026-06-20", words, act="assert"))[0].state == "kept"
    ahead = "Die Zölle auf Stahl sollen am Montag gesenkt werden"
    assert follow(promised, said("2026-06-20", ahead, act="assert"))[0].state == "open"


def test_a_negated_deed_breaks_a_promise_whose_time_is_up() -> None:
    promised = said("2026-03-05", TARIFFS, due="2026-06")
    words = "Norwegen hat die Zölle auf Stahl nicht gesenkt"
    assert follow(promised, done("2026-07-03", "CONCEDE", words, status="negated"))[0].state == "broken"
    early = done("2026-04-03", "CONCEDE", words, status="negated")
    assert follow(promised, early, on="2026-05-01")[0].state == "open"


def test_a_reproach_of_the_other_side_breaks_a_promise_whose_time_is_up() -> None:
    promised = said("2026-03-05", TARIFFS, due="2026-06")
    words = "Die zugesagte Senkung der Zölle auf Stahl sei bis heute nicht gekommen"
    late = said("2026-07-03", words, act="criticise", speaker=TESAR, addressee=("NOR",))
    early = said("2026-04-03", words, act="criticise", speaker=TESAR, addressee=("NOR",))
    assert follow(promised, late)[0].state == "broken"
    assert follow(promised, early, on="2026-05-01")[0].state == "open"


def test_a_grant_that_its_promiser_cancels_is_broken_and_may_be_kept_after_all() -> None:
    promised = said("2026-03-05", "den Bau des Krankenhauses in Brünn zu bezahlen")
    cut = done("2026-05-10", "SANCTION", "Norwegen streicht das Geld für das Krankenhaus in Brünn", mode="discontinue")
    paid = done("2026-09-10", "AID", "Norwegen bezahlte den Bau des Krankenhauses in Brünn", date="2026-09-09")
    assert follow(promised, cut)[0].state == "broken"
    (promise,) = follow(promised, cut, paid)
    assert (turns(promise), promise.state) == ([("broken", "2026-05-10"), ("kept", "2026-09-09")], "kept")


@pytest.mark.parametrize("act", ["assert", "commit"])
def test_a_promiser_who_says_that_he_will_not_do_it_breaks_his_promise_before_its_time(act: str) -> None:
    refusal = said("2026-04-01", "Norwegen werde die Zölle auf Stahl bis Ende Juni nicht senken", act=act)
    (promise,) = follow(said("2026-03-01", TARIFFS, due="2026-06"), refusal, on="2026-04-02")
    assert (promise.state, turns(promise)) == ("broken", [("broken", "2026-04-01")])


def test_a_denial_decides_once_the_time_is_up() -> None:
    promised = said("2026-03-05", TARIFFS, due="2026-06")
    words = "man habe nie eine Senkung der Zölle auf Stahl zugesagt"
    early, late = said("2026-04-10", words, act="deny"), said("2026-07-10", words, act="deny")
    (denied,) = follow(promised, early)
    assert (turns(denied), denied.state) == ([("denied", "2026-04-10")], "overdue")
    assert follow(promised, late)[0].state == "broken"


def test_a_denial_in_other_words_means_the_only_promise_of_its_speaker() -> None:
    denial = said("2026-07-10", "sich je auf eine Zahl festgelegt zu haben", act="deny")
    promised = said("2026-03-05", TARIFFS, due="2026-06")
    assert follow(promised, denial)[0].state == "broken"
    other = said("2026-03-06", "in Brünn ein Konsulat zu eröffnen")
    assert [promise.turns for promise in follow(promised, other, denial)] == [(), ()]


@pytest.mark.parametrize(
    ("value", "period", "state"),
    [(510e6, "2027", "kept"), (300e6, "2027", "broken"), (510e6, "2025", "overdue")],
)
def test_a_target_is_measured_by_the_figure_of_its_time(value: float, period: str, state: str) -> None:
    target = number("2026-03-05", 500e6, "500 Millionen Dollar", period="2027")
    (promise,) = follow(target, number("2028-02-01", value, "so viel", period=period))
    assert (promise.due, promise.state) == ("2027", state)


def test_a_figure_of_the_past_is_no_target() -> None:
    assert follow(number("2026-03-05", 500e6, "500 Millionen Dollar", period="2025")) == ()


def test_a_record_counts_for_the_promise_it_fits_best() -> None:
    visa = said("2026-03-06", "die Zölle auf Fisch zu senken")
    cut = done("2026-06-20", "CONCEDE", "Norwegen hat die Zölle auf Fisch gesenkt")
    states = {promise.what: promise.state for promise in follow(said("2026-03-05", TARIFFS), visa, cut)}
    assert states == {TARIFFS: "open", "die Zölle auf Fisch zu senken": "kept"}


def test_faulty_words_of_promises_are_refused_with_their_file(tmp_path: Path) -> None:
    faulty = tmp_path / "promises.yaml"
    faulty.write_text("de:\n  promising: [no]\n", encoding="utf-8")
    with pytest.raises(RelazioneError, match=r"promises\.yaml"):
        load_pledges(faulty)


def test_what_is_promised_repeats_no_words() -> None:
    short, long = "die Zölle auf Stahl", "die Zölle auf Stahl bis Ende Juni zu senken"
    one = Undertaking(
        who=frozenset({"NOR"}),
        to=frozenset(),
        due=None,
        made=None,
        source=source("2026-03-05"),
        quotes=tuple(Quote(document="2026-03-05", start=n, end=n + 9, words=w) for n, w in ((0, short), (60, long))),
    )
    assert one.words == long


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Norwegen hat die Zölle auf Stahl gesenkt.", "kept"),
        ("Norwegen senkte die Zölle auf Stahl nicht.", "broken"),
        ("Norwegen hat die Zölle auf Stahl noch immer nicht gesenkt.", "broken"),
        ("Norwegen werde die Zölle auf Stahl nicht senken.", "broken"),
        ("Beim Stahl bleibt alles, wie es war. Oslo nahm seine Zusage zurück.", "broken"),
        ("Der Stahl wird billiger. Oslo löste damit seine Zusage ein.", "kept"),
        ("Norwegen hat sein Wort gebrochen.", "broken"),
        ("Norwegen wird die Zölle auf Stahl senken.", "overdue"),
        ("Polen hat die Zölle auf Stahl gesenkt.", "overdue"),
        ("Norwegen hat die Fähre nach Bergen verlängert.", "overdue"),
        ("Norwegen versprach im März, die Zölle auf Stahl zu senken.", "overdue"),
    ],
)
def test_a_sentence_without_a_record_tells_what_became_of_a_promise(text, state) -> None:
    assert told_later(text).state == state


def test_the_sentence_itself_is_the_proof() -> None:
    text = "Es regnete. Norwegen hat die Zölle auf Stahl gesenkt. Das freut Prag."
    (turn,) = told_later(text).turns
    assert [(quote.start, quote.words) for quote in turn.quotes] == [(12, "Norwegen hat die Zölle auf Stahl gesenkt.")]


def test_a_plan_that_its_sentence_takes_back_is_not_told_again() -> None:
    first = done("2026-03-05", "AGREE", "Sandvik will im Mai nach Prag reisen", status="planned", date="2026-05")
    later = done("2026-04-20", "AGREE", "die geplante Reise nach Prag", status="planned", start=0, date="2026-05")
    text = "die geplante Reise nach Prag sagte Norwegen ab."
    (promise,) = follow(first, later, texts={"2026-04-20": text})
    assert (promise.state, [turn for turn, _ in turns(promise)]) == ("broken", ["broken"])
