import csv
import io

import pytest

from relazione.exchange.dyads import DyadWriter

HEADER = (
    "iso3_a,cow_a,iso3_b,cow_b,period,events,verbal_cooperation,material_cooperation,verbal_conflict,"
    "material_conflict,score_mean,score_sum,origins"
)


@pytest.fixture
def rows(write, material):
    return list(csv.DictReader(io.StringIO(write("dyads", material))))


def test_the_header_names_every_column(write, material):
    assert write("dyads", material).splitlines()[0] == HEADER


def test_the_events_of_two_states_in_a_month_are_counted_by_direction(rows):
    found = {(row["iso3_a"], row["iso3_b"], row["period"]): row for row in rows}
    assert set(found) == {("KAZ", "UZB", "2024-05"), ("UZB", "KAZ", "2024-05")}
    row = found["UZB", "KAZ", "2024-05"]
    assert (row["cow_a"], row["cow_b"]) == ("704", "705")
    assert (row["events"], row["verbal_cooperation"], row["material_conflict"]) == ("2", "2", "0")
    assert (row["score_mean"], row["score_sum"], row["origins"]) == ("4.5", "9", "2")


def test_counts_by_quad_class_add_up_to_the_events(rows):
    for row in rows:
        quads = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
        assert sum(int(row[quad]) for quad in quads) == int(row["events"])


def test_batches_give_the_same_counts_as_the_whole(write, material, batches):
    assert write("dyads", *batches) == write("dyads", material)


def test_two_persons_of_one_state_count_once_and_nobody_counts_with_himself(write, material_of, event):
    told = event("AID", actor=("KAZ", "actor:p1"), recipient=("UZB", "actor:police"), date="2024-05-03")
    _, *rows = csv.reader(io.StringIO(write("dyads", material_of(told))))
    assert [(row[0], row[2], row[5]) for row in rows] == [("KAZ", "UZB", "1")]


def test_members_stand_for_their_group(write, material_of, event):
    told = event("AID", actor=("RUS",), recipient=("org:C6",), date="2024-05-03")
    rows = list(csv.DictReader(io.StringIO(write("dyads", material_of(told)))))
    assert [row["iso3_b"] for row in rows] == ["AZE", "KAZ", "KGZ", "TJK", "TKM", "UZB"]


def test_what_is_not_counted_is_told(tmp_path, material):
    with DyadWriter(tmp_path / "d.csv") as writer:
        writer.write(material)
    assert writer.left_out == {
        "negated or hypothetical": 1,
        "date told no finer than a season or year": 1,
        "not between two states": 2,
    }
