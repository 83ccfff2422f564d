"""The analysis of errors finds for each fault the cause that its definition names."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "errors.py"
STATES = {
    "NOR": {"kind": "state", "country": "NOR", "names": ["Norwegen"], "optional": True},
    "PRT": {"kind": "state", "country": "PRT", "names": ["Portugal"], "optional": True},
}


def run(*words):
    command = [sys.executable, SCRIPT, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


@pytest.fixture
def faults(gold, benchmark_module):
    """Return the faults of the reading of a text: kind, what is wrong, cause."""
    errors = benchmark_module("errors")

    def found(text, **records):
        return [fault[:3] for fault in errors.measure([gold(text, **{"actors": STATES, **records})])[0]]

    return found


def event(anchor, type_="ACCUSE", **slots):
    return {"type": type_, "actor": ["NOR"], "recipient": ["PRT"], "status": "occurred", "anchors": [anchor], **slots}


def said(content, **slots):
    return {"speaker": "NOR", "form": "indirect", "act": "assert", "content": [content], **slots}


def figure(anchor, **slots):
    about = {"indicator": "volume", "measure": "level", "bound": "exact", "unit": "percent", "value": 4}
    return {"anchor": anchor, "parties": [], **about, **slots}


@pytest.mark.parametrize(
    ("text", "anchor", "cause"),
    [
        ("Norwegen verquirlte Portugal.", "Norwegen verquirlte Portugal", "lexicon"),
        ("Über Norwegen und Portugal lachte einer, den niemand kritisierte.", "den niemand kritisierte", "tree"),
        ("Norwegen und Portugal schwiegen. Das kritisierte niemand.", "Das kritisierte niemand", "coreference"),
    ],
)
def test_an_event_is_missed_for_want_of_word_path_or_party(faults, text, anchor, cause):
    assert ("events", "missed", cause) in faults(text, events={"one": event(anchor)})


def test_an_event_told_but_merged_with_another_is_missed_by_a_rule(faults):
    text = "Norwegen kritisierte Portugal. Norwegen kritisierte Portugal heftig."
    events = {"one": event("kritisierte"), "other": event("kritisierte Portugal heftig")}
    assert faults(text, events=events) == [("events", "missed", "rule")]


def test_an_event_that_is_not_told_is_extra(faults):
    assert faults("Norwegen kritisierte Portugal.") == [("events", "extra", "rule")]


@pytest.mark.parametrize(
    ("text", "content", "cause"),
    [
        ("Norwegen schlief. Das Wetter war schlecht.", "Das Wetter war schlecht", "lexicon"),
        ("Norwegen führte frische Fische.", "frische Fische", "lexicon"),
        ("In Norwegen sagte keiner im Saal ein Wort.", "ein Wort", "tree"),
        ("Norwegen schwieg. Keiner im Saal sagte ein Wort.", "ein Wort", "coreference"),
        ("Norwegen erklärte, der Winter werde lang und kalt.", "kalt", "rule"),
    ],
)
def test_a_statement_is_missed_for_want_of_cue_path_or_speaker(faults, text, content, cause):
    assert ("statements", "missed", cause) in faults(text, statements=[said(content)])


@pytest.mark.parametrize(
    ("text", "anchor", "cause"),
    [("Norwegen hat viele Knörze.", "viele Knörze", "lexicon"), ("Es sind 5 Prozent.", "5 Prozent", "rule")],
)
def test_a_figure_is_missed_for_want_of_number_and_unit_or_by_a_rule(faults, text, anchor, cause):
    assert ("figures", "missed", cause) in faults(text, figures=[figure(anchor)])


@pytest.mark.parametrize(
    ("name", "cause"), [("Heiterkeit", "lexicon"), ("das Land", "coreference"), ("Portugal", "rule")]
)
def test_an_actor_is_missed_where_nothing_another_or_itself_is_read(faults, name, cause):
    text = "Norwegen staunte über die Heiterkeit in Portugal. Später schwieg das Land."
    actors = {"NOR": STATES["NOR"], "one": {"kind": "organisation", "names": [name]}}
    assert ("actors", "missed", cause) in faults(text, actors=actors)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("Norwegen kritisierte Portugal.", "tree"),
        ("Portugal jubelte. Norwegen übte Kritik an Chile.", "coreference"),
    ],
)
def test_a_wrong_party_is_one_that_stands_in_the_sentence_or_does_not(faults, text, cause):
    anchor = text.split(". ")[-1].rstrip(".")
    wrong = event(anchor, actor=["PRT"], recipient=["NOR"])
    assert ("events", "wrong dyad", cause) in faults(text, events={"one": wrong})


def test_the_table_counts_kinds_by_cause_and_the_list_names_them(gold):
    folder = gold("Norwegen verquirlte Portugal.", actors=STATES, events={"stir": event("Norwegen verquirlte")})
    lines = run(folder, "--list").stdout.splitlines()
    assert [line.split() for line in lines[2:4]] == [
        ["events", "missed", "1", "0", "0", "0", "1"],
        ["all", "1", "0", "0", "0", "1"],
    ]
    assert lines[4] == "events missed, lexicon: text: stir"


def test_faults_are_printed_as_json(gold):
    folder = gold("Norwegen verquirlte Portugal.", actors=STATES, events={"stir": event("Norwegen verquirlte")})
    printed = json.loads(run(folder, "--json").stdout)
    assert printed["faults"] == [{"kind": "events", "what": "missed", "cause": "lexicon", "item": "text: stir"}]


def test_a_folder_without_gold_is_an_error(tmp_path):
    assert "no *.gold.yaml files" in run(tmp_path).stderr
