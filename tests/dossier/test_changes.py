import pytest

from relazione.dossier import Options, build_dossier, changes_since
from relazione.errors import DateError
from relazione.resolution.claims import HeldOffice

SINCE = "2026-02-15"
OLD, NEW = "2026-02-15", "2026-02-16"


def changes(desk, **parts):
    (chapter,) = desk.dossier(since=SINCE, **parts).chapters
    return chapter


def test_an_event_of_later_reports_is_new(desk):
    chapter = changes(desk, events=(desk.event(desk.source("d1", NEW)),))
    assert [line.mark for line in chapter.timeline] == ["new"]


def test_an_event_that_nothing_was_added_to_is_left_out(desk):
    chapter = changes(desk, events=(desk.event(desk.source("d1", OLD)),))
    assert chapter.timeline == ()
    assert chapter.sources == ()


def test_an_older_event_with_new_evidence_is_changed(desk):
    chapter = changes(desk, events=(desk.event(desk.source("d1", OLD), desk.source("d2", NEW)),))
    assert [line.mark for line in chapter.timeline] == ["changed"]
    assert [(line.source.document, line.mark) for line in chapter.sources] == [("d1", None), ("d2", "new")]


def test_a_source_without_a_publication_counts_from_the_day_it_was_added(desk):
    early = desk.source("d1", None, added="2026-02-15T23:59:59Z")
    late = desk.source("d2", None, added="2026-02-16T00:00:00Z")
    chapter = changes(desk, events=(desk.event(early, date="2026-01-01"), desk.event(late, date="2026-01-02")))
    assert [line.date for line in chapter.timeline] == ["2026-01-02"]


def test_the_day_of_publication_counts_and_not_that_of_adding(desk):
    chapter = changes(desk, events=(desk.event(desk.source("d1", OLD, added="2026-03-30T08:00:00Z")),))
    assert chapter.timeline == ()


def test_a_publication_known_by_its_month_counts_to_the_end_of_it(desk):
    chapter = changes(desk, events=(desk.event(desk.source("d1", "2026-02")), desk.event(desk.source("d2", "2026-01"))))
    assert [line.source.document for line in chapter.sources] == ["d1"]


def test_a_new_stage_changes_an_agreement_and_is_marked_itself(desk):
    steps = (
        ("signed", "2026-01", desk.source("d1", OLD), "s"),
        ("ratified", "2026-02-16", desk.source("d2", NEW), "r"),
    )
    (line,) = changes(desk, courses=(desk.agreement(steps),)).agreements
    assert line.mark == "changed"
    assert [(stage.stage, stage.mark) for stage in line.stages] == [("signed", None), ("ratified", "new")]


def test_figures_contradicted_by_a_later_report_are_newly_contradicted(desk):
    claims = (desk.figure(1, desk.source("d1", OLD)), desk.figure(2, desk.source("d2", NEW)))
    (line,) = changes(desk, figure_lines=(desk.figure_line(*claims, compared=((0, 1, "contradiction", "c"),)),)).figures
    assert line.mark == "contradicted"
    assert [side.values[0].mark for side in line.sides] == [None, "new"]


def test_figures_contradicted_before_are_only_changed(desk):
    claims = (
        desk.figure(1, desk.source("d1", OLD)),
        desk.figure(2, desk.source("d2", OLD)),
        desk.figure(3, desk.source("d3", NEW)),
    )
    pairs = tuple((left, right, "contradiction", "c") for left, right in ((0, 1), (0, 2), (1, 2)))
    (line,) = changes(desk, figure_lines=(desk.figure_line(*claims, compared=pairs),)).figures
    assert line.mark == "changed"


def test_figures_all_of_later_reports_are_new_though_they_contradict(desk):
    claims = (desk.figure(1, desk.source("d1", NEW)), desk.figure(2, desk.source("d2", NEW)))
    (line,) = changes(desk, figure_lines=(desk.figure_line(*claims, compared=((0, 1, "contradiction", "c"),)),)).figures
    assert line.mark == "new"


def test_old_figures_are_left_out(desk):
    claims = (desk.figure(1, desk.source("d1", OLD)), desk.figure(2, desk.source("d2", OLD)))
    line = desk.figure_line(*claims, compared=((0, 1, "contradiction", "c"),))
    assert changes(desk, figure_lines=(line,)).figures == ()


def test_a_turn_changes_a_promise(desk):
    turns = (("denied", NEW, desk.source("d2", NEW), "nie zugesagt", "same words"),)
    (line,) = changes(desk, promises=(desk.promise(desk.source("d1", OLD), turns=turns),)).promises
    assert (line.mark, line.turns[0].mark) == ("changed", "new")


@pytest.mark.parametrize(("due", "kept"), [("2026-02-14", 0), ("2026-02-15", 1), ("2026-02", 1), ("2026-01", 0)])
def test_a_promise_that_fell_due_since_is_changed(desk, due, kept):
    chapter = changes(desk, promises=(desk.promise(desk.source("d1", OLD), due=due, state="overdue"),))
    assert [line.mark for line in chapter.promises] == ["changed"] * kept


def test_an_open_promise_without_news_is_left_out(desk):
    assert changes(desk, promises=(desk.promise(desk.source("d1", OLD)),)).promises == ()


def test_an_office_seen_held_in_a_later_report_is_changed(desk):
    office = HeldOffice(title="Außenministerin", role="foreign_minister", country="NOR", documents=("d1", "d2"))
    events = (desk.event(desk.source("d1", OLD), desk.source("d2", NEW), participants=("actor:lund",)),)
    (line,) = (
        line for line in changes(desk, actors=(desk.lund(offices=(office,)),), events=events).actors if line.offices
    )
    assert (line.mark, line.offices[0].mark) == ("changed", "changed")


def test_facts_course_and_network_are_those_of_the_lines_kept(desk):
    events = (
        desk.event(desk.source("d1", OLD), date="2025-06-01", recipient=("ESP",)),
        desk.event(desk.source("d2", NEW), date="2026-02-16", type="ACCUSE", mode=None),
    )
    chapter = changes(desk, events=events)
    assert (chapter.facts.events, chapter.facts.reports, chapter.facts.mean) == (1, 1, -3.0)
    assert [period.date for period in chapter.course.periods] == ["2026-02"]
    assert [(edge.left, edge.right) for edge in chapter.network.edges] == [("NOR", "PRT")]
    assert {node.name: node.events for node in chapter.network.nodes} == {"Norwegen": 1, "Portugal": 1}


def test_footnotes_are_those_of_the_lines_kept_numbered_anew(desk):
    events = (desk.event(desk.source("d1", OLD)), desk.event(desk.source("d2", NEW), words="neu"))
    dossier = desk.dossier(events=events, since=SINCE)
    assert [(note.number, note.quote.words) for note in dossier.footnotes] == [(1, "neu")]
    assert dossier.chapters[0].timeline[0].notes == (1,)


def test_building_since_a_day_is_reducing_what_was_built(full):
    whole = build_dossier([full], Options(language="de", made="2026-04-01"))
    assert changes_since(whole, SINCE) == build_dossier([full], Options(language="de", made="2026-04-01", since=SINCE))


def test_nothing_is_marked_in_a_whole_dossier(dossier):
    assert {line.mark for line in dossier.chapters[0].timeline} == {None}


def test_a_day_that_is_none_is_refused(dossier):
    with pytest.raises(DateError, match="'yesterday' is no day"):
        changes_since(dossier, "yesterday")
