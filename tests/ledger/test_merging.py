"""What a ledger makes of several reports: one actor, one event, and why."""

import pytest

from relazione.errors import DecisionError, LedgerError
from relazione.ledger.checks import find_faults
from relazione.resolution.claims import Question

ALL = Question()


def told(
    report, text, published="2026-01-28", *, words="besuchte", date="2026-01-27", mode="visit", by=None, **metadata
):
    """Return a report of a visit of Israel's to Kazakhstan, by a person where `by` names one."""
    made = report(text, published, **metadata)
    israel, kazakhstan = made.state("ISR"), made.state("KAZ")
    people = (made.person(by, "ISR", "foreign_minister"),) if by else ()
    made.event(words, actor=(israel,), recipient=(kazakhstan,), mode=mode, date=date, participants=people)
    return made


def material(ledger, question=ALL):
    with ledger.view() as view:
        return view.material(question)


def people(ledger):
    return {actor.name: actor for actor in material(ledger).actors.values() if actor.kind == "person"}


def test_one_visit_told_by_two_papers_is_one_event_with_two_origins(ledger, report):
    ledger.add(*told(report, "Israels Minister besuchte am Dienstag Astana.").built)
    ledger.add(*told(report, "Der Gast besuchte Kasachstans Hauptstadt.").built)
    (merged,) = material(ledger).events
    assert (len(merged.claims), merged.origins) == (2, 2)
    (link,) = merged.links
    assert link.score >= 0.7
    assert "the same day" in link.reason


def test_two_copies_of_one_agency_text_are_one_origin(ledger, report):
    text = (
        "Israels Außenminister besuchte am Dienstag Kasachstan und sprach in Astana mit dem Präsidenten über Wasser, "
        "Landwirtschaft und Handel. Beide Seiten kündigten weitere Treffen an."
    )
    ledger.add(*told(report, text, publisher="Nordblatt").built)
    ledger.add(
        *told(report, text.removesuffix(" Beide Seiten kündigten weitere Treffen an."), publisher="Alpenbote").built
    )
    (merged,) = material(ledger).events
    assert (len(merged.claims), merged.origins) == (2, 1)


@pytest.mark.parametrize(
    "other",
    [
        {"date": "2026-01-20"},
        {"date": "2026-01-20", "published": "2026-01-21"},
        {"mode": "phone"},
    ],
)
def test_another_day_or_another_mode_is_another_event(ledger, report, other):
    ledger.add(*told(report, "Israels Minister besuchte Astana.").built)
    ledger.add(*told(report, "Der Minister aus Israel besuchte Astana.", **other).built)
    assert len(material(ledger).events) == 2


def test_visits_of_two_persons_on_one_day_are_two_events(ledger, report):
    ledger.add(*told(report, "Lior Adan besuchte Astana.", by="Lior Adan").built)
    ledger.add(*told(report, "Noa Peretz besuchte Astana.", by="Noa Peretz").built)
    assert len(material(ledger).events) == 2


def test_an_event_keeps_its_id_when_more_reports_tell_of_it_and_when_one_is_read_anew(ledger, report):
    first = told(report, "Israels Minister besuchte am Dienstag Astana.")
    ledger.add(*first.built)
    (before,) = material(ledger).events
    ledger.add(*told(report, "Der Gast besuchte Kasachstans Hauptstadt.", "2026-01-27").built)
    first.reader = "relazione/2"
    ledger.add(*first.built)
    (after,) = material(ledger).events
    assert after.id == before.id
    assert len(after.claims) == 2


@pytest.mark.parametrize(
    "names",
    [("Kassym Tokajew", "Kassym Tokayev", "Касым Токаев"), ("Sadyr Dschaparow", "Sadyr Japarov", "Садыр Жапаров")],
)
def test_a_person_has_one_id_in_all_spellings_and_scripts(ledger, report, names):
    for name in names:
        ledger.add(*told(report, f"{name} besuchte Astana.", by=name).built)
    (actor,) = people(ledger).values()
    assert set(actor.names) == set(names)
    assert all(link.reason for link in actor.links)


def test_two_ministers_of_one_surname_are_two_persons(ledger, report):
    ledger.add(*told(report, "Lior Adan besuchte Astana.", by="Lior Adan").built)
    ledger.add(*told(report, "Noa Adan besuchte Astana.", by="Noa Adan").built)
    assert set(people(ledger)) == {"Lior Adan", "Noa Adan"}


def test_an_office_is_held_from_the_first_to_the_last_day_that_reports_show_it_held(ledger, report):
    for day in ("2026-01-28", "2026-04-02", "2026-02-11"):
        ledger.add(*told(report, f"Lior Adan besuchte Astana ({day}).", day, by="Lior Adan", date=None).built)
    (office,) = people(ledger)["Lior Adan"].offices
    assert (office.role, office.country, office.first, office.last) == (
        "foreign_minister",
        "ISR",
        "2026-01-28",
        "2026-04-02",
    )
    assert len(office.documents) == 2


def nameless(report, day):
    made = report(f"Der Außenminister Israels rief am {day} an.", day)
    minister = made.office("Außenminister", "ISR", "foreign_minister")
    made.event("rief", actor=(made.state("ISR"),), recipient=(made.state("KAZ"),), participants=(minister,))
    return made.built


def test_the_minister_without_a_name_is_the_one_whom_reports_of_those_months_name(ledger, report):
    ledger.add(*told(report, "Noa Peretz besuchte Astana.", "2019-05-03", by="Noa Peretz", date="2019-05-02").built)
    ledger.add(*nameless(report, "2019-06-01"))
    ledger.add(*told(report, "Lior Adan besuchte Astana.", by="Lior Adan").built)
    ledger.add(*nameless(report, "2026-02-10"))
    ledger.add(*nameless(report, "2023-02-10"))
    found = material(ledger)
    who = {
        merged.claims[0].source.published: found.actors[merged.event.participants[0]].name
        for merged in found.events
        if "rief" in merged.claims[0].quotes[0].words
    }
    assert who == {
        "2019-06-01": "Noa Peretz",
        "2026-02-10": "Lior Adan",
        "2023-02-10": "foreign_minister:ISR",
    }


def test_a_merge_can_be_undone_and_stays_undone_after_reading_anew(ledger, report):
    first = told(report, "Israels Minister besuchte am Dienstag Astana.")
    ledger.add(*first.built)
    ledger.add(*told(report, "Der Gast besuchte Kasachstans Hauptstadt.").built)
    (merged,) = material(ledger).events
    (link,) = merged.links
    split = ledger.split(link.left, link.right, reason="two visits", who="Ada")
    first.reader = "relazione/2"
    ledger.add(*first.built)
    assert len(material(ledger).events) == 2
    ledger.undo(split.id, "Ada")
    assert len(material(ledger).events) == 1


def test_what_cannot_be_one_is_not_merged_by_decision(ledger, report):
    ledger.add(*told(report, "Israels Minister besuchte Astana.").built)
    (merged,) = material(ledger).events
    with pytest.raises(LedgerError, match="no event or actor"):
        ledger.merge(merged.id, "event:0", reason="guess", who="Ada")
    with pytest.raises(DecisionError, match="two events or two actors"):
        ledger.merge(merged.id, "ISR", reason="guess", who="Ada")
    with pytest.raises(DecisionError, match="two by their codes"):
        ledger.merge("ISR", "KAZ", reason="guess", who="Ada")


def test_the_order_of_adding_does_not_change_what_is_one(ledger, report):
    made = [
        told(report, "Israels Minister besuchte am Dienstag Astana.", "2026-01-28", by="Lior Adan"),
        told(report, "Der Gast besuchte Kasachstans Hauptstadt.", "2026-01-29"),
        told(report, "Noa Peretz besuchte Astana.", "2026-03-01", date="2026-02-28", by="Noa Peretz"),
    ]
    ledger.add_all(one.built for one in made)
    together = {frozenset(claim.id for claim in merged.claims) for merged in material(ledger).events}
    for one in made:
        ledger.forget(one.document.id)
    for one in reversed(made):
        ledger.add(*one.built)
    assert {frozenset(claim.id for claim in merged.claims) for merged in material(ledger).events} == together
    with ledger.transaction() as connection:
        assert list(find_faults(connection)) == []
