from datetime import date

import pytest

from relazione.exchange.actors import coded_actors, find_actor, held_office, state_of
from relazione.exchange.events import dated, day_of, pairs
from relazione.exchange.tables import tsv_row
from relazione.resolution.claims import LedgerActor

DAY = date(2024, 5, 3)


def names(merged, material):
    return [(a and a.id, r and r.id) for a, r in pairs(merged, material, DAY)]


@pytest.mark.parametrize(
    ("edtf", "first", "last", "told"),
    [
        ("2024-05-03", DAY, DAY, True),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), True),
        ("2024-05-03/..", DAY, DAY, True),
        ("../2024-05-03", DAY, DAY, True),
        (None, date(2024, 5, 4), date(2024, 5, 4), False),
        ("XXXX-05-03", date(2024, 5, 4), date(2024, 5, 4), False),
    ],
)
def test_an_event_is_dated_by_itself_else_by_its_first_report(event, edtf, first, last, told):
    days = dated(event("AID", date=edtf))
    assert (days.first, days.last, days.told) == (first, last, told)


def test_a_month_is_fine_enough_and_a_season_is_not(event):
    assert not isinstance(day_of(event("AID", date="2024-05")), str)
    assert day_of(event("AID", date="2024")) == "date told no finer than a season or year"
    assert day_of(event("AID", date="2024-05/2024-06")) == "date told no finer than a season or year"


def test_every_actor_stands_with_every_recipient(event, material):
    found = names(event("AID", actor=("KAZ", "UZB"), recipient=("RUS", "org:EU")), material)
    assert found == [("KAZ", "RUS"), ("KAZ", "org:EU"), ("UZB", "RUS"), ("UZB", "org:EU")]


def test_the_members_of_one_group_do_not_act_on_one_another(event, material):
    found = names(event("ACCUSE", actor=("org:C6",)), material)
    assert found == [(code, None) for code in ("AZE", "KAZ", "KGZ", "TJK", "TKM", "UZB")]


def test_a_group_and_a_state_act_on_one_another_both_ways(event, material):
    found = names(event("CONSULT", actor=("org:C6", "RUS")), material)
    assert len(found) == 12
    assert ("AZE", "RUS") in found
    assert ("RUS", "AZE") in found


def test_nobody_acts_on_himself_but_stays_with_what_he_did(event, material):
    assert names(event("AID", actor=("KAZ",), recipient=("KAZ",)), material) == [("KAZ", None)]
    assert ("UZB", "UZB") not in names(event("AID", actor=("org:C6",), recipient=("UZB",)), material)


def test_a_group_that_holds_itself_ends(material):
    ring = LedgerActor(id="actor:ring", kind="group", name="Ring", members=("actor:ring", "KAZ"))
    material.actors[ring.id] = ring
    try:
        assert [actor.id for actor in coded_actors("actor:ring", material, DAY)] == ["actor:ring", "KAZ"]
    finally:
        del material.actors[ring.id]


@pytest.mark.parametrize(
    ("id_", "code", "state", "cow"),
    [
        ("KAZ", "KAZ", "KAZ", 705),
        ("XKX", "KOS", "XKX", 347),
        ("GRL", "DNK", "DNK", 390),
        ("HKG", "HKG", "HKG", None),
        ("SUN", "SUN", "SUN", 365),
        ("org:EU", "EUR", None, None),
        ("org:UN", "UNO", None, None),
        ("org:NATO", "IGO", None, None),
        ("actor:p2", "EUR", None, None),
        ("actor:police", "KAZ", "KAZ", 705),
    ],
)
def test_actors_have_plover_s_code_and_the_state_they_belong_to(material, id_, code, state, cow):
    (actor,) = coded_actors(id_, material, DAY)
    assert (actor.code, actor.state, actor.cow) == (code, state, cow)


@pytest.mark.parametrize(
    ("day", "role"),
    [
        (date(2020, 1, 1), "legislator"),
        (DAY, "head_of_state"),
        (date(2030, 1, 1), "head_of_state"),
        (None, "head_of_state"),
    ],
)
def test_an_office_is_that_of_the_day_or_nearest_to_it(material, day, role):
    assert held_office(find_actor("actor:p1", material), day).role == role


def test_a_territory_counts_as_its_state_and_no_state_as_none():
    assert (state_of("GRL"), state_of("HKG"), state_of("XKX"), state_of(None), state_of("??")) == (
        "DNK",
        "HKG",
        "XKX",
        None,
        None,
    )


def test_cells_hold_no_tab_no_line_break_and_no_quotation_mark():
    row = tsv_row(['a\tb\nc\r\u2028"d"', None, 0.5, 7])
    assert row == "a b c  'd'\t\t0.5\t7\n"
