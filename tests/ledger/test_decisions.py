"""What people decide stands above what the reader found: now, after every reading, in every question."""

import msgspec
import pytest
import sqlalchemy as sa

from relazione.errors import DecisionError, LedgerError
from relazione.ledger import Ledger, tables
from relazione.ledger.archive import export_lines, import_lines
from relazione.ledger.checks import find_faults
from relazione.ontology import cameo, plover
from relazione.resolution.claims import Question
from relazione.resolution.proposals import decide_on

TEXT = "Der Gast aus Israel besuchte am Dienstag Astana. Minister Lior Adan lobte den Handel über 200 Millionen Euro."
PAIR = Question(first="ISR", second="KAZ")


def visit(report, text=TEXT, *, reader="relazione/1", day="2026-01-27", words="besuchte", shifted=0, **metadata):
    """Return a report of a visit; with `shifted`, as another reader numbers its actors and records."""
    made = report(text, reader=reader, **metadata)
    for number in range(shifted):
        made.actor(f"Niemand {number}", "organisation", None, "de.name")
    israel, kazakhstan = made.state("ISR", "Israel"), made.state("KAZ", "Astana")
    made.event(words, actor=(israel,), recipient=(kazakhstan,), mode="visit", date=day, contexts=("diplomatic",))
    return made


def events(ledger, question=PAIR):
    with ledger.view() as view:
        return view.material(question).events


def faults(ledger):
    with ledger.transaction() as connection:
        return list(find_faults(connection))


def decide(ledger, document, verb, of="event", local=None, *, who="Ada", **slots):
    reading = ledger.decided_reading(document.id)
    made = decide_on(verb, of, reading=reading, text=document.text, who=who, local=local, slots=slots)
    return ledger.decide(made)


def again(ledger, made, reader="relazione/2"):
    """Keep what another reader made of the document."""
    made.reader = reader
    ledger.add(*made.built)


def test_a_corrected_date_counts_at_once_and_after_reading_anew(ledger, report):
    made = visit(report)
    ledger.add(*made.built)
    (before,) = events(ledger)
    taken = decide(ledger, made.document, "correct", local="e1", date="2026-01-26")
    (after,) = events(ledger)
    assert (after.event.date, after.event.confidence, after.event.rule, after.id) == (
        "2026-01-26",
        1.0,
        "review",
        before.id,
    )
    assert ledger.reading(made.document.id) == made.built[1]
    assert (taken.who, taken.before.record["date"], taken.after.record["date"]) == ("Ada", "2026-01-27", "2026-01-26")
    for words, day in (("besuchte am Dienstag", "2026-01-27"), ("aus Israel besuchte", "2026-01-20")):
        again(ledger, visit(report, words=words, day=day, shifted=2), reader=f"relazione/{words}")
        (found,) = events(ledger)
        assert (found.event.date, found.event.actor, found.event.recipient) == ("2026-01-26", ("ISR",), ("KAZ",))
    ledger.undo(taken.id, "Ben")
    (found,) = events(ledger)
    assert found.event.date == "2026-01-20"
    assert faults(ledger) == []


def test_what_a_better_reader_no_longer_finds_is_put_back_with_its_actors(ledger, report):
    made = visit(report)
    ledger.add(*made.built)
    decide(ledger, made.document, "accept", local="e1")
    again(ledger, report(TEXT))
    (found,) = events(ledger)
    assert (found.event.actor, found.event.recipient, found.event.confidence) == (("ISR",), ("KAZ",), 1.0)
    assert faults(ledger) == []


def test_a_rejected_record_leaves_every_question_and_search_and_an_undo_brings_it_back(ledger, report):
    made = visit(report)
    ledger.add(*made.built)
    taken = decide(ledger, made.document, "reject", local="e1")
    assert events(ledger) == ()
    with ledger.view() as view:
        assert view.search("besuchte", kinds=("event",)) == []
    again(ledger, visit(report, words="besuchte am Dienstag", shifted=1))
    assert events(ledger) == ()
    undone = ledger.undo(taken.id, "Ada")
    assert len(events(ledger)) == 1
    with pytest.raises(DecisionError, match="undone already"):
        ledger.undo(taken.id, "Ada")
    ledger.undo(undone.id, "Ada")
    assert events(ledger) == ()
    assert [decision.verb for decision in ledger.decisions()] == ["undo", "undo", "reject"]


def test_a_record_that_the_reader_missed_is_added_by_its_words(ledger, report):
    made = visit(report)
    ledger.add(*made.built)
    person = made.span("Lior Adan")
    words = made.span("Minister Lior Adan lobte den Handel")
    decide(
        ledger, made.document, "add", "actor", name="Lior Adan", kind="person", country="ISR",
        mentions=[{"start": person.start, "end": person.end}],
    )  # fmt: skip
    added = ledger.decided_reading(made.document.id).actors[-1]
    decide(
        ledger, made.document, "add", type="SUPPORT", actor=["a1"], recipient=["a2"], participants=[added.id],
        status="occurred", evidence=[{"start": words.start, "end": words.end}],
    )  # fmt: skip
    again(ledger, visit(report, shifted=3))
    found = {merged.event.type: merged.event for merged in events(ledger)}
    assert set(found) == {"CONSULT", "SUPPORT"}
    assert (found["SUPPORT"].score, found["SUPPORT"].quad) == (plover.score("SUPPORT"), plover.quad("SUPPORT"))
    with ledger.view() as view:
        (name,) = [actor.name for actor in view.actors(found["SUPPORT"].participants).values()]
    assert name == "Lior Adan"
    assert faults(ledger) == []


def test_the_last_decision_on_a_record_counts_whoever_made_it(ledger, report):
    made = visit(report)
    ledger.add(*made.built)
    reading = ledger.reading(made.document.id)
    given = {"reading": reading, "text": TEXT, "local": "e1"}
    ledger.decide(decide_on("correct", "event", who="Ada", slots={"date": "2026-01-26"}, **given))
    last = ledger.decide(decide_on("correct", "event", who="Ben", slots={"status": "planned"}, **given))
    (found,) = events(ledger)
    assert (found.event.date, found.event.status) == ("2026-01-27", "planned")
    ledger.undo(last.id, "Ben")
    (found,) = events(ledger)
    assert (found.event.date, found.event.status) == ("2026-01-26", "occurred")
    assert [decision.who for decision in ledger.decisions(who="Ada")] == ["Ada"]
    newest, *rest = ledger.decisions(document=made.document.id)
    assert ledger.decisions(after=newest.id) == rest


def test_a_wrong_slot_is_named_with_what_is_allowed(ledger, report):
    made = visit(report)
    ledger.add(*made.built)
    for slots, slot, told in (
        ({"date": "27.1.2026"}, "date", "EDTF"),
        ({"type": "VISIT"}, "type", "CONSULT"),
        ({"mode": "arrest"}, "mode", "visit"),
        ({"actor": ["a9"]}, "actors", "a1, a2"),
        ({"status": "maybe"}, "status", "Invalid enum"),
        ({"evidence": [{"start": 0, "end": 999}]}, "evidence", "outside"),
        ({"evidence": []}, "evidence", "select"),
        ({"place": {"name": "Astana", "country": "XYZ"}}, "place", "alpha-3"),
        ({"score": 9.0}, "score", "follows"),
        ({"colour": "red"}, "colour", "no slot"),
    ):
        with pytest.raises(DecisionError) as caught:
            decide(ledger, made.document, "correct", local="e1", **slots)
        assert told in caught.value.slots[slot]
    assert ledger.decisions() == []


def test_another_type_brings_its_code_score_and_class(ledger, report):
    made = visit(report)
    ledger.add(*made.built)
    decide(ledger, made.document, "correct", local="e1", type="THREATEN", mode=None, contexts=[])
    (found,) = events(ledger)
    assert (found.event.score, found.event.quad) == (plover.score("THREATEN"), plover.quad("THREATEN"))
    assert cameo.cameo(found.event.cameo).type == "THREATEN"


def test_a_rejected_statement_is_named_by_no_other_record(ledger, report):
    made = visit(report)
    speaker = made.person("Lior Adan", "ISR", "minister")
    said = made.statement("den Handel über 200 Millionen Euro", speaker)
    made.figure("200 Millionen Euro", 2e8, parties=("a1", "a2"), attributed_to=said)
    ledger.add(*made.built)
    decide(ledger, made.document, "reject", "statement", said)
    reading = ledger.decided_reading(made.document.id)
    assert (reading.statements, reading.figures[0].attributed_to) == ((), None)
    decide(ledger, made.document, "correct", "figure", "f1", value=2.5e8)
    again(ledger, made)
    with ledger.view() as view:
        (figure,) = view.material(PAIR).figures
    assert figure.record.value == 2.5e8
    assert faults(ledger) == []


def test_a_corrected_actor_counts_in_the_ledger(ledger, report):
    made = visit(report)
    person = made.person("Lior Adan", "KAZ", "minister")
    made.event("lobte", type="SUPPORT", actor=("a1",), recipient=("a2",), participants=(person,))
    ledger.add(*made.built)
    offices = [{"title": "Minister", "role": "foreign_minister", "country": "ISR"}]
    decide(ledger, made.document, "correct", "actor", person, country="ISR", offices=offices)
    again(ledger, made)
    with ledger.view() as view:
        (actor,) = [actor for actor in view.material(PAIR).actors.values() if actor.kind == "person"]
    assert (actor.country, [office.role for office in actor.offices]) == ("ISR", ["foreign_minister"])
    decide(ledger, made.document, "reject", "actor", person)
    assert [merged.event.participants for merged in events(ledger)] == [(), ()]
    assert faults(ledger) == []


def persons(ledger):
    with ledger.view() as view:
        found = view.material(Question()).actors.values()
    return {actor.id: set(actor.names) for actor in found if actor.kind == "person"}


def by(report, name, text=None, **metadata):
    made = report(text or f"{name} besuchte Astana.", **metadata)
    person = made.person(name, "ISR", "minister")
    made.event("besuchte", actor=(made.state("ISR"),), recipient=(made.state("KAZ"),), participants=(person,))
    return made


def test_two_persons_of_different_names_are_merged_by_hand_and_stay_so(ledger, report):
    first, second = by(report, "Lior Adan"), by(report, "Noa Peretz")
    ledger.add_all([first.built, second.built])
    left, right = persons(ledger)
    taken = ledger.merge(left, right, who="Ada", reason="she took her husband's name")
    assert list(persons(ledger).values()) == [{"Lior Adan", "Noa Peretz"}]
    changed = by(report, "Noa Peretz")
    changed.reader = "relazione/2"
    changed.actors[0] = msgspec.structs.replace(changed.actors[0], names=("Noa Peretz", "Peretz"))
    ledger.add(*changed.built)
    assert list(persons(ledger).values()) == [{"Lior Adan", "Noa Peretz", "Peretz"}]
    ledger.undo(taken.id, "Ada")
    assert sorted(map(len, persons(ledger).values())) == [1, 2]
    assert faults(ledger) == []


def test_a_profile_split_off_is_none_of_all_that_the_others_are(ledger, report):
    names = ("Lior Adan", "Lior Adán", "Liór Adan", "Lior Ádan")
    ledger.add_all([by(report, name).built for name in names])
    (actor,) = persons(ledger)
    with ledger.view() as view:
        marks = {mark.name: mark.id for mark in view.marks_of(actor)}
    taken = ledger.split(marks["Lior Adán"], marks["Lior Adan"], who="Ada", reason="his cousin")
    assert sorted(map(sorted, persons(ledger).values())) == [["Lior Adan", "Lior Ádan", "Liór Adan"], ["Lior Adán"]]
    ledger.add(*by(report, "Lior Adan", "Lior Adan besuchte Astana zum dritten Mal.").built)
    assert sorted(map(len, persons(ledger).values())) == [1, 3]
    ledger.undo(taken.id, "Ada")
    assert len(persons(ledger)) == 1
    assert faults(ledger) == []


def test_two_events_of_other_types_and_parties_are_merged_by_hand(ledger, report):
    first, second = visit(report), report("Kasachstan empfing einen Gast.")
    second.event("empfing", type="COOPERATE", actor=(second.state("KAZ"),), date="2025-05-05")
    ledger.add_all([first.built, second.built])
    everything = Question()
    left, right = (merged.id for merged in events(ledger, everything))
    taken = ledger.merge(left, right, who="Ada", reason="one visit")
    (merged,) = events(ledger, everything)
    assert len(merged.claims) == 2
    again(ledger, visit(report, words="besuchte am Dienstag", shifted=1))
    assert len(events(ledger, everything)) == 1
    ledger.undo(taken.id, "Ada")
    assert len(events(ledger, everything)) == 2
    assert faults(ledger) == []


def test_an_actor_without_a_name_is_merged_with_a_state_by_hand(ledger, report):
    made = visit(report)
    body = made.actor("Der Gast", "group", None, "de.name")
    made.event("lobte", type="SUPPORT", actor=(body,), recipient=("a2",))
    ledger.add(*made.built)
    with ledger.view() as view:
        unknown = view.cast([made.document.id])[made.document.id, body]
    ledger.merge(unknown, "ISR", who="Ada", reason="the guest stands for it")
    with ledger.view() as view:
        assert view.cast([made.document.id])[made.document.id, body] == "ISR"
    again(ledger, made)
    with ledger.view() as view:
        assert view.cast([made.document.id])[made.document.id, body] == "ISR"


def test_an_archive_takes_decisions_along(ledger, report, tmp_path):
    made, other = visit(report), by(report, "Lior Adan")
    ledger.add_all([made.built, other.built, by(report, "Noa Peretz").built])
    decide(ledger, made.document, "correct", local="e1", date="2026-01-26")
    ledger.undo(decide(ledger, other.document, "reject", local="e1").id, "Ada")
    ledger.merge(*persons(ledger), who="Ada", reason="one")
    lines = list(export_lines(ledger))
    with Ledger(tmp_path / "copy.sqlite") as copy:
        import_lines(copy, lines)
        assert list(export_lines(copy)) == lines
        assert copy.decisions() == ledger.decisions()
        assert persons(copy) == persons(ledger)
        assert sorted(str(merged.event.date) for merged in events(copy)) == sorted(
            str(one.event.date) for one in events(ledger)
        )
        assert import_lines(copy, lines) == 0
        assert faults(copy) == []


def test_a_changed_decision_is_a_fault(ledger, report):
    made = visit(report)
    ledger.add(*made.built)
    taken = decide(ledger, made.document, "accept", local="e1")
    with ledger.writer() as writer:
        table = tables.decisions
        changed = sa.func.replace(table.c.decision, '"who":"Ada"', '"who":"Eve"')
        writer.connection.execute(sa.update(table).values(decision=changed))
    assert faults(ledger) == [f"{taken.id}: the decision is not the one that its id names"]


def test_a_decision_that_cannot_stand_changes_nothing(ledger, report):
    made = visit(report)
    ledger.add(*made.built)
    with pytest.raises(DecisionError, match="there is no decision"):
        ledger.undo("decision:0", "Ada")
    with pytest.raises(DecisionError, match="has no event e9"):
        decide(ledger, made.document, "accept", local="e9")
    with pytest.raises(DecisionError, match="nothing is corrected"):
        decide(ledger, made.document, "correct", local="e1", date="2026-01-27")
    with pytest.raises(LedgerError, match="no decision"):
        ledger.decisions(after="decision:0")
    assert ledger.decisions() == []


def test_forgetting_a_document_takes_what_was_decided_on_its_records(ledger, report):
    made = visit(report)
    ledger.add(*made.built)
    decide(ledger, made.document, "accept", local="e1")
    ledger.forget(made.document.id)
    assert ledger.decisions() == []
    assert faults(ledger) == []
