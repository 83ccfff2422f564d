"""Quotation attribution: pairing and scores by hand-made quotes, the scheme by sentences that are really read."""

import json
import re
import subprocess
import sys
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes import read_quotes
from quotescores import PARTS, Quote, Scores, assignment, load_annotated, pairs_of

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "quotes.py"


def quote(tokens, form="Indirect", **roles):
    return Quote(form, {part: frozenset({"quote": tokens, **roles}.get(part, ())) for part in PARTS})


# --- pairing ------------------------------------------------------------------------------------------------------


@given(st.integers(1, 4).flatmap(lambda n: st.lists(st.lists(st.integers(0, 9), min_size=n, max_size=n), max_size=4)))
def test_no_assignment_weighs_more(weights):
    pairs = assignment(weights)
    rows, columns = len(weights), len(weights[0]) if weights else 0
    wide = weights if rows <= columns else list(zip(*weights, strict=True))
    best = max(
        sum(row[place] for row, place in zip(wide, places, strict=True))
        for places in permutations(range(max(rows, columns)), min(rows, columns))
    )
    assert sum(weights[i][j] for i, j in pairs) == best
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


def test_quotes_are_paired_for_the_most_common_tokens_in_all():
    read = [quote({0, 1, 2, 3, 4, 5, 6}), quote({10, 11, 12})]
    gold = [quote({0, 1, 2, 3, 10, 11, 12}), quote({4, 5, 6})]
    assert pairs_of(read, gold) == [(0, 1), (1, 0)]


def test_quotes_without_a_common_token_are_no_pair():
    assert pairs_of([quote({0}), quote({1})], [quote({1}), quote({2})]) == [(1, 0)]


# --- scores -------------------------------------------------------------------------------------------------------


def scored(read, gold):
    scores = Scores()
    scores.add(read, gold)
    return {name: tuple(round(figure, 3) for figure in figures) for name, figures in scores.lines()}


def test_what_is_read_as_annotated_scores_full():
    both = [quote({3, 4}, speaker={0}, cue={1}, frame={0, 1, 2})]
    figures = scored(both, both)
    assert {figures[name] for name in ("quote", "roles", "joint", "form")} == {(1.0, 1.0, 1.0)}


def test_precision_and_recall_are_averaged_over_quotes_not_tokens():
    read = [quote(range(10)), quote({20})]
    gold = [quote(range(5)), quote({30})]
    assert scored(read, gold)["quote"] == (0.25, 0.5, 0.333)


def test_parts_that_nobody_gave_are_left_out():
    figures = scored([quote({1}, speaker={0})], [quote({1}, speaker={0}, cue={5})])
    assert figures["roles"] == (1.0, 0.5, 0.667)
    assert figures["joint"] == (1.0, 0.667, 0.8)
    assert figures["addressee"] == (0.0, 0.0, 0.0)


def test_forms_are_counted_over_all_quotes():
    read = [quote({1}, "Direct"), quote({2}, "Direct"), quote({9}, "Direct")]
    gold = [quote({1}, "Direct"), quote({2}, "Reported")]
    assert scored(read, gold)["form"] == (0.333, 0.5, 0.4)


# --- the scheme ---------------------------------------------------------------------------------------------------


def annotated(folder, text, *annotations):
    """Return the path of a document in the dataset's format; annotations give each part by its words."""
    spans = [match.span() for match in re.finditer(r"\w+|[^\w\s]", text)]

    def part(words):
        start = text.index(words) if words else -1
        return {"tokenIds": [i for i, (a, b) in enumerate(spans) if words and a >= start and b <= start + len(words)]}

    data = {
        "documentName": "7 - Ein Bericht (2026-03-15)",
        "originalText": text,
        "tokens": [{"charBegin": start, "charEnd": end} for start, end in spans],
        "annotations": [
            {"type": form, **{name: part(parts.get(name)) for name in PARTS}} for form, parts in annotations
        ],
    }
    path = folder / "report.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.fixture
def told(tmp_path):
    def quotes(text):
        document = load_annotated(annotated(tmp_path, text))
        return [
            (one.form, {part: document.words(tokens) for part, tokens in one.parts.items() if tokens})
            for one in read_quotes(document)
        ]

    return quotes


HEAD = "Norwegens Außenministerin Liv Sandvik reiste nach Lissabon. "


def test_direct_speech_has_its_marks(told):
    said = {
        "quote": "„Wir brauchen mehr Zeit“",
        "speaker": "die Ministerin",
        "cue": "sagte",
        "frame": ", sagte die Ministerin",
    }
    assert told(HEAD + "„Wir brauchen mehr Zeit“, sagte die Ministerin.") == [("Direct", said)]


def test_a_cue_is_all_its_words_and_a_frame_the_rest_of_its_sentence(told):
    said = {
        "quote": "dass die Grenze offen bleibt",
        "speaker": "Sandvik",
        "cue": "teilte … mit",
        "frame": "Am Abend teilte Sandvik mit,",
    }
    assert told(HEAD + "Am Abend teilte Sandvik mit, dass die Grenze offen bleibt.") == [("Indirect", said)]


def test_an_attribution_is_its_own_frame(told):
    said = {
        "quote": "sind zwei Boote gesunken",
        "speaker": "Angaben der Polizei",
        "cue": "Nach",
        "frame": "Nach Angaben der Polizei",
    }
    assert told("Nach Angaben der Polizei sind zwei Boote gesunken.") == [("Indirect", said)]


def test_sentences_that_go_on_are_one_free_quote(told):
    quotes = told(HEAD + "Sandvik sagte, die Lage sei ernst. Die Grenze bleibe zu. Niemand wisse mehr.")
    assert [form for form, _ in quotes] == ["Indirect", "IndirectFreeIndirect"]
    assert quotes[1][1] == {"quote": "Die Grenze bleibe zu. Niemand wisse mehr.", "speaker": "Sandvik"}


def test_hearsay_is_free(told):
    quotes = told(HEAD + "Sandvik sagte, die Lage sei ernst. Zwei Boote sollen gesunken sein.")
    assert quotes[1] == ("FreeIndirect", {"quote": "Zwei Boote sollen gesunken sein.", "speaker": "Sandvik"})


def test_words_in_marks_inside_indirect_speech_are_a_quote_of_their_own(told):
    quotes = told(HEAD + "Sandvik sagte, der Plan sei „völlig falsch und gefährlich“.")
    assert [(form, parts["quote"]) for form, parts in quotes] == [
        ("Indirect", "der Plan sei „völlig falsch und gefährlich“"),
        ("Direct", "„völlig falsch und gefährlich“"),
    ]
    assert quotes[0][1]["frame"] == quotes[1][1]["frame"]


def test_speech_told_without_a_clause_is_reported(told):
    text = "Sandvik bezeichnete die neuen Zölle als schweren Fehler."
    assert told(HEAD + text) == [("Reported", {"quote": text, "speaker": "Sandvik"})]


# --- the command --------------------------------------------------------------------------------------------------


def run(*words):
    command = [sys.executable, SCRIPT, *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603


def test_figures_stand_beside_the_published_ones(tmp_path):
    text = HEAD + "Sandvik sagte, die Lage sei ernst."
    roles = {"quote": "die Lage sei ernst", "speaker": "Sandvik", "cue": "sagte", "frame": "Sandvik sagte,"}
    annotated(tmp_path, text, ("Indirect", roles), ("Direct", {"quote": "Lissabon"}))
    printed = run(tmp_path, "--errors").stdout
    assert "1 quotes read, 2 annotated" in printed
    assert re.search(r"^quote +100\.0 +50\.0 +66\.7 +70\.8 +36\.2 +47\.9$", printed, re.MULTILINE)
    assert "missed Direct: Lissabon" in printed
    measured = json.loads(run(tmp_path, "--json").stdout)
    assert (measured["documents"], measured["figures"]["form"]["f1"]) == (1, 66.67)


def test_an_empty_folder_is_refused(tmp_path):
    result = run(tmp_path)
    assert (result.returncode, result.stdout) == (1, "")
    assert "no *.json files" in result.stderr
