"""The benchmark of translations: sentences are paired by id, records are compared slot by slot."""

import pytest

import relazione

ONE = "# sent_id = n1\n# text = Norwegen verurteilte Portugal.\n1\tNorwegen\n\n# sent_id = n2\n# text = Es regnet.\n"
OTHER = "# sent_id = n1\n# text = Norwegen kritisierte Portugal.\n\n# sent_id = n3\n# text = Es schneit.\n"


@pytest.fixture
def parallel(benchmark_module):
    return benchmark_module("parallel")


@pytest.fixture
def folders(tmp_path):
    for name, text in (("one", ONE), ("other", OTHER)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x-ud-test.conllu").write_text(text, encoding="utf-8")
    return tmp_path / "one", tmp_path / "other"


def test_sentences_have_their_ids(parallel, folders):
    texts = {"n1": "Norwegen verurteilte Portugal.", "n2": "Es regnet."}
    assert parallel.sentences_of(folders[0]) == parallel.sentences_of(folders[0] / "x-ud-test.conllu") == texts


def test_a_folder_without_sentences_is_refused(parallel, tmp_path):
    with pytest.raises(ValueError, match=r"no \*\.conllu"):
        parallel.sentences_of(tmp_path)


def test_only_sentences_that_both_have_are_read(parallel, folders):
    one, other = map(parallel.sentences_of, folders)
    scores = parallel.measure(one, other, ("de", "de"))
    assert (scores.sentences, scores.told, scores.same, scores.share) == (1, 1, 1, 1.0)


def test_records_are_told_without_their_language(parallel):
    text = (
        "Norwegens Außenministerin Liv Sandvik sagte: „Wir sind zufrieden.“ Der Handel zwischen Norwegen und Portugal "
        "erreichte 2025 1,9 Milliarden Euro. Norwegen und Portugal unterzeichneten am 3. Mai 2026 ein Abkommen."
    )
    told = parallel.told_by(relazione.read(text, language="de"))
    assert parallel.Told("statement", "praise", (("SANDVIK",), ()), "") in told
    assert parallel.Told("agreement", "accord", (("NOR", "PRT"),), "2026-05-03", "signed") in told
    figure = next(one for one in told if one.kind == "figure")
    assert (figure.type, figure.parties, figure.date) == ("trade_turnover level", (("NOR", "PRT"), ()), "2025")
    assert figure.value.split() == ["1.9e+09", "EUR", "exact"]


def test_actors_are_told_by_what_languages_have_in_common(parallel):
    texts = {
        "de": "Ein Zeuge sagte, Wladimir Schirinowski habe den Hafen gesehen.",
        "en": "A witness said that Vladimir Zhirinovsky had seen the harbour.",
    }
    told = [
        {parallel.party(actor) for actor in relazione.read(text, language=code).actors} for code, text in texts.items()
    ]
    assert told[0] == told[1]
    assert parallel.SOMEBODY in told[0]


def test_differences_are_counted_by_slot(parallel):
    base = parallel.Told("event", "ACCUSE", (("NOR",), ("PRT",)), "2026", "")
    later = parallel.Told("event", "ACCUSE", (("NOR",), ("ESP",)), "2027", "")
    figure = parallel.Told("figure", "share level", ((), ()), "", "5 percent")
    scores = parallel.Scores(("de", "en"))
    scores.add("1", [base], [later])
    scores.add("2", [base, figure], [base])
    scores.add("3", [figure], [figure])
    scores.add("4", [], [])
    assert (scores.sentences, scores.told, scores.same) == (4, 3, 1)
    assert scores.counts["event"] == {"de": 2, "en": 2, "parties": 1, "date": 1, "same": 1}
    assert {head: number for head, number in scores.counts["figure"].items() if number} == {
        "de": 2,
        "en": 1,
        "only de": 1,
        "same": 1,
    }
    assert len(scores.differences) == 2
    assert any("1 (0.333" in line for line in parallel.table(scores))


def test_the_most_alike_records_belong_together(parallel):
    one = [parallel.Told("event", type_, (("NOR",), ()), "") for type_ in ("ACCUSE", "AID")]
    other = [parallel.Told("event", type_, (("NOR",), ()), "") for type_ in ("AID", "REJECT", "ACCUSE")]
    pairs = list(parallel.paired(one, other))
    assert {(left and left.type, right and right.type) for left, right in pairs} == {
        ("ACCUSE", "ACCUSE"),
        ("AID", "AID"),
        (None, "REJECT"),
    }
