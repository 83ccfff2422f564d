MADE = "2026-04-01"


def course_of(desk, *dates, **fields):
    events = tuple(desk.event(date=date, **fields) for date in dates)
    return desk.dossier(events=events, made=MADE).chapters[0].course


def test_months_follow_one_another_without_gaps(desk):
    course = course_of(desk, "2025-11-30", "2026-02", "2026-02-14")
    assert course.grain == "month"
    assert [period.date for period in course.periods] == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert [len(period.events) for period in course.periods] == [1, 0, 0, 2]


def test_a_period_without_events_has_no_mean(desk):
    course = course_of(desk, "2025-11-30", "2026-01-02")
    assert [period.mean for period in course.periods] == [4.0, None, 4.0]


def test_a_period_has_the_mean_and_the_quad_classes_of_its_events(desk):
    events = (desk.event(date="2026-01-02"), desk.event(type="SANCTION", mode=None, date="2026-01-20"))
    (period,) = desk.dossier(events=events).chapters[0].course.periods
    assert (period.mean, period.quads) == (-1.0, (1, 0, 0, 1))


def test_over_three_years_the_course_goes_by_quarter(desk):
    assert course_of(desk, "2023-01-05", "2025-12-31").grain == "month"
    course = course_of(desk, "2023-01-05", "2026-01-01")
    assert course.grain == "quarter"
    assert course.periods[0].date == "2023-01/2023-03"
    assert len(course.periods) == 13


def test_over_twenty_years_the_course_goes_by_year(desk):
    course = course_of(desk, "1991-12-16", "2026-01-01")
    assert (course.grain, course.periods[0].date, len(course.periods)) == ("year", "1991", 36)


def test_dates_too_coarse_for_a_period_are_counted_apart(desk):
    course = course_of(desk, "2026-01-27", "2026", "2026-01/2026-03", "XXXX-01-27", None)
    assert (len(course.periods), course.undated) == (1, 4)


def test_what_lies_ahead_is_not_drawn(desk):
    course = course_of(desk, "2026-01-27", "2031-01-01", status="planned")
    assert (len(course.periods), course.ahead, course.undated) == (1, 1, 0)


def test_negated_events_are_no_part_of_the_course(desk):
    assert course_of(desk, "2026-01-27", status="negated").periods == ()
