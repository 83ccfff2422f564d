"""The benchmark of relation classification: its table is read, a reading's answer is chosen, scores are printed."""

import msgspec
import pytest

import relazione
from relazione.ontology.atlas import Atlas

HEADER = "\tmarked_sentence\tgold_root\tgold_penta\n"
ROWS = (
    "1\t<s>Ruritania</s> accused <t>the envoy of Oslo</t> of lying.\tACCUSE\t3\n"
    "2\t<s>The rebels</s> released all prisoners.\tYIELD\t2\n"
)
MARKED = frozenset({"SRC", "TGT"})


@pytest.fixture
def plv(benchmark_module):
    benchmark_module("classes")
    return benchmark_module("plv")


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "plv.tsv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


def read(text, source="Ruritanien", target="Bretonien"):
    own = [{"kind": "state", "code": code, "name": name} for code, name in (("SRC", source), ("TGT", target))]
    return relazione.read(text, language="de", actors=Atlas.of(own))


def test_a_row_is_a_sentence_with_its_source_and_target(plv, table):
    first, second = plv.read_plv(table)
    assert (first.text, first.source, first.target) == (
        "Ruritania accused the envoy of Oslo of lying.",
        "Ruritania",
        "the envoy of Oslo",
    )
    assert (second.source, second.target, second.type, second.quad) == ("The rebels", None, "YIELD", "2")


def test_source_and_target_are_own_states(plv, table):
    first, second = (plv.parties_of(sentence) for sentence in plv.read_plv(table))
    assert first.names("en")["the envoy of Oslo"] == ("state", "TGT")
    assert second.codes == {"SRC"}


def test_a_table_of_another_form_is_refused(plv, tmp_path):
    path = tmp_path / "other.tsv"
    path.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(ValueError, match="marked_sentence"):
        plv.read_plv(path)


@pytest.mark.parametrize(
    ("text", "level", "type_"),
    [
        ("Ruritanien verurteilte Bretonien.", "from source to target", "ACCUSE"),
        ("Bretonien verurteilte Ruritanien.", "between both", "ACCUSE"),
        ("Ruritanien verurteilte Portugal.", "of one of them", "ACCUSE"),
        ("Norwegen verurteilte Portugal.", "any event", "ACCUSE"),
        ("Ruritanien und Bretonien liegen am Meer.", "no event found", None),
    ],
)
def test_the_answer_is_the_event_nearest_to_source_and_target(plv, text, level, type_):
    found, event = plv.answer(read(text), MARKED)
    assert plv.LEVELS[found] == level
    assert (event.type if event else None) == type_


def test_without_a_target_the_source_is_enough(plv):
    found, event = plv.answer(read("Ruritanien verurteilte Portugal."), frozenset({"SRC"}))
    assert (plv.LEVELS[found], event.type) == ("from source to target", "ACCUSE")


def test_concessions_and_retreats_are_one_class_of_one_quad_class(plv):
    sentence = plv.Sentence("…", "A", "B", "YIELD", "2")
    scores = plv.Scores()
    for type_ in ("CONCEDE", "RETREAT"):
        event = read("Ruritanien verurteilte Bretonien.").events[0]
        scores.add(sentence, 0, msgspec.structs.replace(event, type=type_))
    assert [scores.whole[asked].macro_f1 for asked in ("types", "quads")] == [1.0, 1.0]


def test_only_events_between_both_count_in_the_stricter_row(plv):
    scores = plv.Scores()
    event = read("Ruritanien verurteilte Portugal.").events[0]
    scores.add(plv.Sentence("…", "A", "B", "ACCUSE", "3"), plv.LEVELS.index("of one of them"), event)
    assert [asked["types"].macro_f1 for _, asked in scores.rows()] == [0.0, 1.0]
    assert "published" in "\n".join(plv.table(scores, mistakes=True))
    assert plv.figures(scores)["found"]["of one of them"] == 1


@pytest.mark.parametrize(
    ("type_", "status", "told"),
    [
        ("CONCEDE", "planned", "AGREE"),
        ("AID", "negated", "REJECT"),
        ("ASSAULT", "hypothetical", "THREATEN"),
        ("SANCTION", "negated", "YIELD"),
        ("ACCUSE", "planned", "ACCUSE"),
        ("RETREAT", "occurred", "YIELD"),
    ],
)
def test_what_is_planned_or_denied_is_told_by_its_kind(plv, type_, status, told):
    event = msgspec.structs.replace(read("Ruritanien verurteilte Bretonien.").events[0], type=type_, status=status)
    assert plv.type_of(event) == told
