from relazione.dossier.ladder import WAY, rungs


def ladder(desk, *stages):
    steps = tuple((stage, "2026-01-27", desk.source("d1"), stage) for stage in stages)
    (line,) = desk.dossier(courses=(desk.agreement(steps),)).chapters[0].agreements
    return rungs(line)


def test_the_usual_way_is_always_drawn(desk):
    assert tuple(rung.stage for rung in ladder(desk, "signed")) == WAY


def test_stages_before_the_last_reached_are_passed(desk):
    passed = {rung.stage for rung in ladder(desk, "negotiating", "signed") if rung.passed}
    assert passed == {"proposed", "negotiating", "agreed"}


def test_a_stage_nobody_told_of_has_no_steps(desk):
    told = {rung.stage: len(rung.steps) for rung in ladder(desk, "signed", "ratified", "ratified")}
    assert (told["agreed"], told["signed"], told["ratified"]) == (0, 1, 2)


def test_what_is_off_the_usual_way_stands_aside(desk):
    *_, last = ladder(desk, "signed", "suspended")
    assert (last.stage, last.aside, last.passed) == ("suspended", True, False)
