"""The benchmark of time expressions: TimeML is read, our values are written as in TIMEX3, and scores are right."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
DAY = "2026-03-15"
GOLD, THEIRS = "KRAUTS_Dolomiten-100", "KRAUTS_Dolomiten-100_Heideltime"


def load(name):
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


timeml = load("timeml")
Timex = timeml.Timex


def timeml_of(text):
    return (
        f'<?xml version="1.0" ?>\n<TimeML><DCT><TIMEX3 tid="t0" type="DATE" value="{DAY}">{DAY}</TIMEX3>'
        f"</DCT><TEXT>\n{text}\n</TEXT></TimeML>"
    )


def timex(value, words, type_="DATE"):
    return f'<TIMEX3 type="{type_}" value="{value}">{words}</TIMEX3>'


@pytest.fixture
def data(tmp_path):
    """Two texts with gold, and what another tagger made of them."""
    gold = [
        f"Der Rat tagte {timex('2026-03-14', 'gestern')} {timex('PT3H', 'drei Stunden', 'DURATION')} lang.",
        f"Der Rat tagt {timex('XXXX-WXX-1', 'jeden Montag', 'SET')} in Oslo.",
    ]
    theirs = [
        f"Der Rat tagte {timex('2026-03-13', 'gestern')} drei {timex('PT3H', 'Stunden', 'DURATION')} lang.",
        f"Der {timex('2026', 'Rat')} tagt jeden Montag in Oslo.",
    ]
    for folder, texts in ((GOLD, gold), (THEIRS, theirs)):
        (tmp_path / "KRAUTS" / folder).mkdir(parents=True)
        for number, text in enumerate(texts):
            (tmp_path / "KRAUTS" / folder / f"{number}_text.txt.tml").write_text(timeml_of(text), encoding="utf-8")
    return tmp_path


def run(*words):
    command = [sys.executable, BENCHMARKS / "krauts.py", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def test_a_document_has_its_text_its_day_and_its_expressions(data):
    document = timeml.read_timeml(data / "KRAUTS" / GOLD / "0_text.txt.tml")
    assert document.published == DAY
    assert [(document.text[time.start : time.end], time.type, time.value) for time in document.times] == [
        ("gestern", "DATE", "2026-03-14"),
        ("drei Stunden", "DURATION", "PT3H"),
    ]


def test_a_file_without_text_is_refused(tmp_path):
    path = tmp_path / "empty.tml"
    path.write_text("<TimeML></TimeML>", encoding="utf-8")
    with pytest.raises(ValueError, match="no TEXT"):
        timeml.read_timeml(path)


@pytest.mark.parametrize(
    ("edtf", "value"),
    [
        ("2026-03-14", "2026-03-14"),
        ("2026-03", "2026-03"),
        ("2026", "2026"),
        ("199X", "199"),
        ("18XX", "18"),
        ("2026-22", "2026-SU"),
        ("2026-03-14~", "2026-03-14"),
        ("2026-03-09/2026-03-15", "2026-W11"),
        ("2026-03-14/2026-03-15", "2026-W11-WE"),
        ("2026-07/2026-09", "2026-Q3"),
        ("2026-07/2026-12", "2026-H2"),
        ("2014/2016", "2014/2016"),
        ("XXXX-05-03", "XXXX-05-03"),
        (f"../{DAY}", "PAST_REF"),
        (f"{DAY}~", "PRESENT_REF"),
        (f"{DAY}/..", "FUTURE_REF"),
    ],
)
def test_dates_are_written_as_in_timex3(edtf, value):
    assert timeml.date_value(edtf, DAY) == value


@pytest.mark.parametrize(
    ("kind", "ours", "value"),
    [
        ("time", "2026-03-14T20:00", "2026-03-14T20:00"),
        ("time", "2026-03-14T18:00/22:00", "2026-03-14TEV"),
        ("duration", "P2Y", "P2Y"),
        ("set", "R/P1D", "P1D"),
        ("set", "XXXX-WXX-1T18:00/22:00", "XXXX-WXX-1TEV"),
        ("date", None, ""),
    ],
)
def test_other_values_are_written_as_in_timex3(kind, ours, value):
    expression = timeml.TimeExpression(start=0, end=4, kind=kind, value=ours)
    assert timeml.to_timex(expression, DAY) == Timex(0, 4, kind.upper(), value)


def test_strict_is_the_same_span_relaxed_an_overlap_and_value_an_overlap_with_the_same_value():
    gold = [Timex(0, 5, "DATE", "2026"), Timex(10, 20, "DATE", "2025"), Timex(30, 40, "DATE", "2024")]
    read = [Timex(0, 5, "DATE", "2027"), Timex(12, 20, "DATE", "2025"), Timex(50, 60, "DATE", "2024")]
    tally = timeml.TimexTally()
    tally.add(gold, read)
    assert [(tally.precision(name), tally.recall(name)) for name in timeml.MEASURES] == [
        pytest.approx((1 / 3, 1 / 3)),
        pytest.approx((2 / 3, 2 / 3)),
        pytest.approx((1 / 3, 1 / 3)),
    ]
    assert tally.f1("relaxed") == pytest.approx(2 / 3)


def test_precision_counts_what_was_read_and_recall_what_is_in_gold():
    tally = timeml.TimexTally()
    tally.add(
        [Timex(0, 10, "DATE", "2026"), Timex(20, 24, "DATE", "2025")],
        [Timex(0, 4, "DATE", ""), Timex(5, 10, "DATE", "")],
    )
    assert (tally.precision("relaxed"), tally.recall("relaxed"), tally.f1("strict")) == (1.0, 0.5, 0.0)


def test_faults_are_told_by_kind():
    text = "gestern und heute in drei Stunden, morgen"
    gold = [Timex(0, 7, "DATE", "a"), Timex(12, 17, "DATE", "b"), Timex(21, 33, "DURATION", "c")]
    read = [Timex(0, 7, "DATE", "x"), Timex(26, 33, "DURATION", "c"), Timex(35, 41, "DATE", "d")]
    assert [kind for kind, _ in timeml.faults(gold, read, text)] == ["value", "missed", "span", "extra"]


def test_both_systems_are_scored_on_the_same_texts(data):
    done = run(data, "--json")
    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    ours, theirs = (printed["figures"][name]["all"] for name in ("relazione", "HeidelTime"))
    assert printed["documents"] == 2
    assert [ours[name]["f1"] for name in ("strict", "relaxed", "value")] == [1.0, 1.0, 1.0]
    assert [theirs[name]["f1"] for name in ("strict", "relaxed", "value")] == [0.3333, 0.6667, 0.3333]


def test_the_table_shows_both_and_what_was_published(data):
    lines = run(data, "--errors").stdout.splitlines()
    rows = {" ".join(line.split()[:2]): line.split()[2:] for line in lines}
    assert rows["all relazione"] == ["3", "3", *["100.0"] * 9]
    assert rows["DURATION HeidelTime"][:2] == ["1", "1"]
    assert rows["published: HeidelTime,"][-3:] == ["71.9", "80.7", "67.0"]


def test_a_folder_without_texts_is_an_error(tmp_path):
    done = run(tmp_path)
    assert done.returncode == 1
    assert "no *.tml files" in done.stderr
