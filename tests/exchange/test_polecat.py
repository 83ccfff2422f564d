import csv
import io

import pytest

from relazione.exchange.polecat import COLUMNS, PolecatWriter


@pytest.fixture
def rows(write, material):
    return list(csv.DictReader(io.StringIO(write("polecat", material)), delimiter="\t"))


def rebuilt(rows):
    """Return (id, type, mode, date, contexts) of the events that rows come from."""
    return {
        row["Event ID"]: (
            row["Event Type"],
            row["Event Mode"].partition("-")[2] or None,
            row["Event Date"],
            tuple(filter(None, row["Contexts"].split(";"))),
        )
        for row in rows
    }


def test_the_header_has_polecat_s_forty_columns_in_order(write, material):
    header = write("polecat", material).splitlines()[0].split("\t")
    assert len(header) == len(set(header)) == 40
    assert header[:7] == ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"]
    assert header[14:16] == ["Wikipedia Actor ID", "Recipient Name"]
    assert header[-2:] == ["Language", "Version"]
    assert tuple(header) == COLUMNS


def test_events_can_be_rebuilt_from_the_rows(rows):
    assert rebuilt(rows) == {
        "event:e1": ("CONSULT", "visit", "2024-05-03", ("diplomatic", "economic")),
        "event:e2": ("SUPPORT", None, "2024-05-01", ()),
        "event:e3": ("ACCUSE", "disapprove", "2024-05-04", ("negation",)),
        "event:e4": ("COOPERATE", None, "2024-05-05", ()),
        "event:e6": ("PROTEST", "demo", "2024-06-01", ()),
    }


def test_every_line_has_forty_cells_whether_quotes_are_heeded_or_not(write, material):
    text = write("polecat", material)
    assert {len(line.split("\t")) for line in text.splitlines()} == {40}
    assert {len(row) for row in csv.reader(io.StringIO(text), delimiter="\t")} == {40}
    assert '"' not in text


def test_a_row_says_who_acts_on_whom_by_code_and_where(rows):
    row = rows[0]
    assert (row["Actor Name"], row["Actor Country"], row["Actor COW"], row["Actor Name Raw"]) == (
        "Uzbekistan",
        "UZB",
        "704",
        "Usbekistan",
    )
    assert (row["Recipient Name"], row["Recipient Country"], row["Recipient COW"]) == ("Kazakhstan", "KAZ", "705")
    assert (row["Event Mode"], row["Intensity"], row["Quad Code"]) == ("CONSULT-visit", "4", "1")
    assert (row["Placename"], row["City"], row["Country"]) == ("Astana", "Astana", "KAZ")
    assert (row["Source"], row["Publication Date"], row["Language"]) == ("Agentur Eins", "2024-05-04", "de")
    assert (row["Story People"], row["Version"]) == ("Erlan Tastabek", "relazione/test")


def test_actors_without_a_recipient_act_on_one_another(rows):
    found = [(row["Actor Country"], row["Recipient Country"]) for row in rows if row["Event ID"] == "event:e2"]
    assert found == [("KAZ", "UZB"), ("UZB", "KAZ")]


def test_a_group_of_states_has_a_row_a_member_under_the_group_s_name(rows):
    found = [row for row in rows if row["Event ID"] == "event:e4"]
    assert [row["Actor Country"] for row in found] == ["AZE", "KAZ", "KGZ", "TJK", "TKM", "UZB"]
    assert {row["Actor Name Raw"] for row in found} == {"C6"}
    assert {(row["Recipient Name"], row["Recipient Country"]) for row in found} == {("European Union", "EUR")}


def test_a_person_has_the_office_and_sector_of_the_day(rows):
    row = next(row for row in rows if row["Event ID"] == "event:e6")
    assert (row["Actor Name"], row["Actor Country"]) == ("", "")
    assert (row["Recipient Name"], row["Recipient Title"]) == ("Erlan Tastabek", "Präsident")
    assert (row["Primary Recipient Sector"], row["Recipient Sectors"]) == ("GOV", "GOV")


def test_what_has_no_month_is_left_out_and_counted(tmp_path, material):
    with PolecatWriter(tmp_path / "p.txt") as writer:
        writer.write(material)
    assert writer.left_out == {"date told no finer than a season or year": 1}
    assert "event:e5" not in (tmp_path / "p.txt").read_text(encoding="utf-8")


def test_an_event_of_nobody_is_left_out_and_counted(tmp_path, material_of, event):
    with PolecatWriter(tmp_path / "p.txt") as writer:
        writer.write(material_of(event("ASSAULT", date="2024-05-03")))
    assert writer.left_out == {"no actor and no recipient": 1}
