"""The benchmark on PLOVER's gold standard records: old types are told as today's, events are counted one to one."""

import json

import pytest

import relazione

RECORDS = [
    {"id": "0", "event": "DOCUMENT", "text": "About this file."},
    {
        "id": "1",
        "event": "DEMAND",
        "text": "Tokyo demanded an apology from Rome.",
        "source": [{"actorText": "Tokyo", "code": "JAP"}],
        "target": [{"actorText": "Rome", "code": "ITL"}],
    },
    {"id": "2", "event": "FIGHT", "text": "Tokyo demanded an apology from Rome.", "source": None, "target": ""},
]


@pytest.fixture
def gsr(benchmark_module):
    return benchmark_module("plover_gsr")


@pytest.fixture
def folder(gsr, tmp_path):
    (tmp_path / gsr.FILE).write_text(json.dumps(RECORDS), encoding="utf-8")
    return tmp_path


def test_records_of_one_text_are_its_events_with_todays_types(gsr, folder):
    texts = gsr.read_records(folder / gsr.FILE)
    assert texts == {
        "Tokyo demanded an apology from Rome.": [
            gsr.Deed("REQUEST", ("JPN",), ("ITA",)),
            gsr.Deed("ASSAULT", (), ()),
        ]
    }


def test_events_that_do_not_happen_are_not_compared(gsr):
    reading = relazione.read("Norwegen verurteilte die NATO. Portugal besuchte Spanien nicht.", language="de")
    assert list(gsr.read_deeds(reading)) == [gsr.Deed("ACCUSE", ("NOR",), ("IGO",))]


def test_the_right_type_may_have_a_wrong_actor(gsr):
    scores = gsr.Scores()
    gold = [gsr.Deed("ACCUSE", ("NOR",), ("PRT",)), gsr.Deed("ACCUSE", ("ESP",), ())]
    read = [gsr.Deed("ACCUSE", ("NOR",), ("ESP",)), gsr.Deed("ACCUSE", ("PRT",), ()), gsr.Deed("AID", (), ())]
    scores.add(gold, read)
    assert {name: (tally.right, tally.gold, tally.read) for name, tally in scores.asked.items()} == {
        "type": (2, 2, 3),
        "type and actor": (1, 2, 3),
        "type, actor and recipient": (0, 2, 3),
    }
    accuse = scores.types["ACCUSE"]
    assert (accuse.precision, accuse.recall, accuse.f1) == (1.0, 1.0, 1.0)
    assert (scores.types["AID"].gold, scores.types["AID"].read) == (0, 1)


def test_one_event_read_is_right_once(gsr):
    tally = gsr.Tally()
    gsr.count(tally, ["A"], ["A", "A"])
    assert (tally.right, tally.precision, tally.recall) == (1, 0.5, 1.0)
