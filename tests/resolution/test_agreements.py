"""Agreements through several reports, on claims made by hand."""

from pathlib import Path

import pytest

from relazione.errors import RelazioneError
from relazione.records import Agreement, Event, Span, Stage
from relazione.resolution.agreements import follow_agreements, load_name_words
from relazione.resolution.claims import AgreementCourse, Claim, LedgerActor, Quote, Source

PAIR = ("NOR", "SEN")


def source(document: str, published: str, lineage: str | None = None) -> Source:
    return Source(document=document, published=published, lineage=lineage or document, added="2026-01-01T00:00:00Z")


def agreement(
    document: str,
    published: str,
    name: str,
    stage: str | None,
    date: str | None = None,
    *,
    kind: str = "accord",
    parties: tuple[str, ...] = PAIR,
    subject: str | None = None,
    start: int = 0,
    words: str | None = None,
    lineage: str | None = None,
) -> Claim[Agreement]:
    place = Span(start=start, end=start + len(words or name))
    stages = (Stage(stage=stage, date=date, evidence=(place,)),) if stage else ()
    record = Agreement(
        id=f"g{start}",
        name=name,
        kind=kind,
        subject=subject,
        parties=parties,
        stages=stages,
        evidence=(place,),
        confidence=1,
        rule="t",
    )
    quote = Quote(document=document, start=place.start, end=place.end, words=words or name)
    return Claim(
        id=f"agreement:{document}.{start}",
        local=record.id,
        source=source(document, published, lineage),
        record=record,
        quotes=(quote,),
    )


def step(document: str, published: str, *, agreement: str, date: str | None, status: str, topics: tuple[str, ...] = ()):
    record = Event(
        id="e1",
        type="SUPPORT",
        cameo="057",
        score=5,
        quad=1,
        date=date,
        status=status,
        topics=topics,
        agreement=agreement,
        evidence=(Span(start=0, end=5),),
        confidence=1,
        rule="t",
    )
    quote = Quote(document=document, start=0, end=5, words="Event")
    return Claim(id=f"event:{document}", local="e1", source=source(document, published), record=record, quotes=(quote,))


def steps(course: AgreementCourse) -> list[tuple[str, str | None]]:
    return [(step.stage, step.date) for step in course.steps]


def test_stages_of_several_reports_are_one_course_in_order() -> None:
    claims = [
        agreement("c", "2026-05-08", "Fischereivertrag", "ratified", "2026-05-07", kind="treaty"),
        agreement("a", "2025-09-26", "Fischereiabkommen", "negotiating", "2025-09-25"),
        agreement("b", "2026-02-04", "Abkommen über die Fischerei", "signed", "2026-02-03"),
    ]
    (course,) = follow_agreements(claims)
    assert steps(course) == [("negotiating", "2025-09-25"), ("signed", "2026-02-03"), ("ratified", "2026-05-07")]
    assert (course.state, course.parties, course.followed_up) == ("ratified", PAIR, True)
    assert [claim.source.document for claim in course.claims] == ["a", "b", "c"]


def test_an_undated_stage_takes_its_day_from_another_report() -> None:
    claims = [
        agreement("a", "2026-02-04", "Fischereiabkommen", "signed", "2026-02-03"),
        agreement("b", "2026-03-09", "Fischereiabkommen", "signed"),
    ]
    (course,) = follow_agreements(claims)
    assert steps(course) == [("signed", "2026-02-03")]
    assert [quote.document for quote in course.steps[0].quotes] == ["a", "b"]


def test_one_stage_on_two_days_is_two_steps() -> None:
    claims = [
        agreement("a", "2026-04-10", "Visaabkommen", "ratified", "2026-03"),
        agreement("b", "2026-04-11", "Visaabkommen", "ratified", "2026-04-08"),
    ]
    (course,) = follow_agreements(claims)
    assert steps(course) == [("ratified", "2026-03"), ("ratified", "2026-04-08")]


def test_unnamed_memoranda_of_one_pair_signed_on_two_days_are_two() -> None:
    claims = [
        agreement("a", "2026-01-12", "Memorandum", "signed", "2026-01-09", kind="memorandum"),
        agreement("b", "2026-06-20", "Memorandum", "signed", "2026-06-15", kind="memorandum"),
    ]
    assert [steps(course) for course in follow_agreements(claims)] == [
        [("signed", "2026-01-09")],
        [("signed", "2026-06-15")],
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"name": "Luftverkehrsabkommen"},
        {"parties": ("NOR", "GMB")},
        {"kind": "memorandum", "name": "Memorandum über Fischerei"},
    ],
)
def test_another_matter_pair_or_kind_is_another_agreement(other: dict[str, object]) -> None:
    told = {"name": "Fischereiabkommen", "parties": PAIR, "kind": "accord", **other}
    name = str(told.pop("name"))
    claims = [
        agreement("a", "2026-02-04", "Fischereiabkommen", "proposed"),
        agreement("b", "2026-03-09", name, "signed", **told),
    ]
    assert len(follow_agreements(claims)) == 2


def test_what_was_signed_after_it_was_ratified_is_two_agreements() -> None:
    claims = [
        agreement("a", "2026-01-12", "Fischereiabkommen", "ratified", "2026-01-09"),
        agreement("b", "2026-06-20", "Fischereiabkommen", "signed", "2026-06-15"),
    ]
    assert len(follow_agreements(claims)) == 2


def test_a_group_of_states_holds_the_pair_that_joins_it() -> None:
    claims = [
        agreement("a", "2026-02-04", "Fischereiabkommen", "signed", parties=("GMB", "NOR", "SEN")),
        agreement("b", "2026-03-09", "Fischereiabkommen", "ratified", parties=PAIR),
    ]
    (course,) = follow_agreements(claims)
    assert course.parties == ("GMB", "NOR", "SEN")


def test_what_begins_after_an_end_is_a_new_agreement() -> None:
    claims = [
        agreement("a", "2025-06-12", "Fischereiabkommen", "terminated", "2025-06-11"),
        agreement("b", "2026-02-04", "Fischereiabkommen", "signed", "2026-02-03"),
    ]
    assert [course.state for course in follow_agreements(claims)] == ["terminated", "signed"]


def test_the_old_and_the_new_agreement_are_two() -> None:
    claims = [
        agreement("a", "2026-02-04", "Fischereiabkommen", "proposed", words="neue Fischereiabkommen"),
        agreement("b", "2026-02-05", "Fischereiabkommen", "in_force", words="alte Fischereiabkommen"),
    ]
    assert len(follow_agreements(claims)) == 2


def test_a_bare_name_joins_the_one_agreement_of_its_report() -> None:
    claims = [
        agreement("a", "2026-05-08", "Abkommen", "signed", "2026-02-03", parties=(), start=40),
        agreement("a", "2026-05-08", "Fischereiabkommen", "ratified", "2026-05-07"),
        agreement("a", "2026-05-08", "Memorandum über Häfen", "signed", "2026-05-07", kind="memorandum", start=90),
    ]
    fishery, harbours = follow_agreements(claims)
    assert steps(fishery) == [("signed", "2026-02-03"), ("ratified", "2026-05-07")]
    assert len(harbours.claims) == 1


def test_a_bare_name_that_may_mean_two_agreements_joins_neither() -> None:
    claims = [
        agreement("a", "2026-01-08", "Fischereiabkommen", "signed"),
        agreement("b", "2026-01-09", "Luftverkehrsabkommen", "signed"),
        agreement("c", "2026-02-08", "Abkommen", "ratified", "2026-02-07"),
    ]
    assert len(follow_agreements(claims)) == 3
    assert len(follow_agreements([claims[0], claims[2]])) == 1


def test_a_truce_and_the_protocol_that_holds_it_are_one() -> None:
    claims = [
        agreement("a", "2025-09-18", "Protokoll", "signed", "2025-09-17", kind="protocol"),
        agreement("a", "2025-09-18", "Waffenruhe", "in_force", "2025-09-18", kind="ceasefire", start=20),
        agreement("b", "2025-11-07", "Feuerpause", "suspended", kind="ceasefire"),
    ]
    (course,) = follow_agreements(claims)
    assert (course.kind, course.state) == ("ceasefire", "suspended")


def test_a_parliament_counts_for_its_state() -> None:
    parliament = LedgerActor(id="actor:1", kind="organisation", name="Storting", country="NOR")
    claims = [
        agreement("a", "2026-02-04", "Fischereiabkommen", "signed"),
        agreement("b", "2026-03-09", "Fischereivertrag", "ratified", parties=("actor:1", "SEN"), kind="treaty"),
    ]
    (course,) = follow_agreements(claims, actors={"actor:1": parliament})
    assert course.parties == PAIR


def test_a_planned_stage_is_no_step() -> None:
    claims = [agreement("a", "2026-02-04", "Fischereiabkommen", "ratified", "../2026-04")]
    assert follow_agreements(claims)[0].steps == ()
    undated = [agreement("a", "2026-02-04", "Fischereiabkommen", "ratified")]
    plan = step("a", "2026-02-04", agreement="g0", date=None, status="planned")
    assert follow_agreements(undated, events=[plan])[0].steps == ()
    assert steps(follow_agreements(undated)[0]) == [("ratified", None)]


def test_an_entry_into_force_on_a_day_to_come_is_a_step() -> None:
    claims = [agreement("a", "2026-05-08", "Fischereiabkommen", "in_force", "2026-07-01")]
    assert steps(follow_agreements(claims)[0]) == [("in_force", "2026-07-01")]


def test_what_a_parliament_approves_is_ratified() -> None:
    claims = [agreement("a", "2026-04-16", "Gasvertrag", "agreed", "2026-04-15")]
    vote = step("a", "2026-04-16", agreement="g0", date="2026-04-15", status="occurred", topics=("parliament",))
    assert steps(follow_agreements(claims, events=[vote])[0]) == [("ratified", "2026-04-15")]


def test_names_without_a_common_word_join_by_the_topic_of_their_events() -> None:
    claims = [
        agreement("a", "2026-01-12", "Abkommen über Einreiseerleichterungen", "signed", "2026-01-09"),
        agreement("b", "2026-03-12", "Visumvertrag", "ratified", "2026-03-09", kind="treaty"),
    ]
    events = [
        step("a", "2026-01-12", agreement="g0", date="2026-01-09", status="occurred", topics=("visas",)),
        step("b", "2026-03-12", agreement="g0", date="2026-03-09", status="occurred", topics=("visas", "parliament")),
    ]
    assert len(follow_agreements(claims)) == 2
    assert len(follow_agreements(claims, events=events)) == 1


def test_an_intent_is_followed_up_only_by_a_later_stage_of_another_origin() -> None:
    intent = agreement("a", "2026-01-12", "Memorandum über Häfen", "signed", "2026-01-09", kind="memorandum")
    copy = agreement("b", "2026-01-13", "Memorandum über Häfen", "in_force", kind="memorandum", lineage="a")
    later = agreement("c", "2026-09-13", "Memorandum über Häfen", "in_force", "2026-09-01", kind="memorandum")
    assert not follow_agreements([intent])[0].followed_up
    assert not follow_agreements([intent, copy])[0].followed_up
    assert follow_agreements([intent, later])[0].followed_up


def test_a_mere_proposal_is_not_followed_up_but_a_signed_treaty_is_no_intent() -> None:
    proposal = agreement("a", "2026-01-12", "Handelsabkommen", "proposed", "2026-01-09")
    treaty = agreement("b", "2026-02-12", "Grenzvertrag", "signed", "2026-02-09", kind="treaty")
    assert [course.followed_up for course in follow_agreements([proposal, treaty])] == [False, True]


def test_ids_depend_on_the_first_claim_alone() -> None:
    first = agreement("a", "2026-01-12", "Fischereiabkommen", "signed", "2026-01-09")
    later = agreement("b", "2026-02-12", "Fischereiabkommen", "ratified", "2026-02-09")
    (alone,), (both,) = follow_agreements([first]), follow_agreements([later, first])
    assert alone.id == both.id
    assert alone.id.startswith("course:")


def test_faulty_words_of_names_are_refused_with_their_file(tmp_path: Path) -> None:
    faulty = tmp_path / "agreements.yaml"
    faulty.write_text("de:\n  heads: [vertrag]\n  unknown: [a]\n", encoding="utf-8")
    with pytest.raises(RelazioneError, match=r"agreements\.yaml"):
        load_name_words(faulty)
