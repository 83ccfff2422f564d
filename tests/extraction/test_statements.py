import pytest


def said(reading, text):
    names = {found.id: found.name for found in reading.actors}
    return [
        (names.get(one.speaker), one.form, " … ".join(text[span.start : span.end] for span in one.content))
        for one in reading.statements
    ]


HEAD = "Norwegens Außenministerin Liv Sandvik reiste nach Lissabon. "


def test_a_quotation_with_its_cue_behind(read):
    text = HEAD + "„Wir brauchen mehr Zeit“, sagte die Ministerin."
    assert said(read(text), text) == [("Liv Sandvik", "direct", "Wir brauchen mehr Zeit")]


def test_a_quotation_split_by_its_cue_is_one_statement(read):
    text = HEAD + "„Wir brauchen Zeit“, sagte Sandvik, „und wir brauchen Geduld.“"
    assert said(read(text), text) == [("Liv Sandvik", "direct", "Wir brauchen Zeit … und wir brauchen Geduld")]


def test_a_dass_clause_is_indirect(read):
    text = HEAD + "Sandvik betonte, dass Oslo zu seinem Wort stehe."
    assert said(read(text), text) == [("Liv Sandvik", "indirect", "dass Oslo zu seinem Wort stehe")]


def test_a_statement_without_a_speaker_is_less_sure(read):
    (said,) = read("Nach Angaben von Norwegens Regierung ruht der Handel seit dem Winter.").statements
    (nobody,) = read("Nach amtlichen Angaben ruht der Handel seit dem Winter.").statements
    assert said.speaker is not None
    assert nobody.speaker is None
    assert nobody.confidence < said.confidence


def test_konjunktiv_goes_on_with_the_last_speaker(read):
    text = HEAD + "Sandvik sagte, die Lage sei ernst. Die Grenze bleibe geschlossen. Am Abend flog sie zurück."
    assert said(read(text), text) == [
        ("Liv Sandvik", "indirect", "die Lage sei ernst"),
        ("Liv Sandvik", "indirect", "Die Grenze bleibe geschlossen"),
    ]


@pytest.mark.parametrize(
    ("sentence", "content"),
    [
        (
            "Laut dem Außenministerium in Oslo wurden 40 Schiffe überprüft.",
            "wurden 40 Schiffe überprüft",
        ),
        (
            "Nach Angaben der norwegischen Regierung stieg der Handel.",
            "stieg der Handel",
        ),
    ],
)
def test_attributing_phrases_report(read, sentence, content):
    ((speaker, form, words),) = said(read(sentence), sentence)
    assert (bool(speaker), form, words) == (True, "reported", content)


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("Sandvik sagte, ihr Land werde die Hilfe verdoppeln.", "commit"),
        ("Sandvik forderte, die Gespräche müssten sofort beginnen.", "demand"),
        ("Sandvik kritisierte, die Kontrollen seien willkürlich.", "criticise"),
        ("Sandvik bestritt, dass Oslo die Boote geschickt habe.", "deny"),
        ("Sandvik schlug vor, eine Kommission einzusetzen.", "propose"),
        ("Sandvik sagte, die Sitzung habe zwei Stunden gedauert.", "assert"),
    ],
)
def test_statements_have_an_act(read, sentence, act):
    assert [one.act for one in read(HEAD + sentence).statements] == [act]


def test_a_promise_has_its_date(read):
    (promise,) = read(HEAD + "Sandvik sagte, ihr Land werde die Hilfe bis 2030 verdoppeln.").statements
    assert (promise.act, promise.due) == ("commit", "2030")


@pytest.mark.parametrize(
    ("sentence", "due"),
    [
        ("Sandvik versprach, bis Ende Juni eine Fähre zu schicken.", "2026-06"),
        ("Sandvik sagte zu, bis zum 1. Dezember die Zölle zu senken.", "2026-12-01"),
        ("Sandvik versprach im Mai 2019, bis Ende 2020 eine Fähre zu schicken.", None),
    ],
)
def test_a_promise_falls_due_after_the_report(read, sentence, due):
    assert [one.due for one in read(HEAD + sentence).statements if one.act == "commit"] == [due]


def test_a_quotation_never_closed_takes_no_more_than_its_sentence(read):
    text = HEAD + "„Wir brauchen mehr Zeit, sagte Sandvik. Am Abend besuchte sie Madrid. Die Gespräche gehen weiter."
    reading = read(text)
    assert all("Madrid" not in words for _, _, words in said(reading, text))
    assert any(one.mode == "visit" for one in reading.events)


@pytest.mark.parametrize("marks", ["„{}“", "»{}«", "“{}”", '"{}"', "„{}”"])
def test_all_quotation_marks_of_the_press_are_read(read, marks):
    text = HEAD + marks.format("Das ist ein guter Tag") + ", sagte Sandvik."
    assert said(read(text), text) == [("Liv Sandvik", "direct", "Das ist ein guter Tag")]


def test_an_unnamed_speaker_of_nothing_is_no_actor(read):
    heard = read("Liv Sandvik reiste nach Lissabon. Eine Anwohnerin bestritt dies.")
    assert [actor.name for actor in heard.actors] == ["Liv Sandvik", "Portugal"]


def test_an_office_explained_by_a_name_speaks_with_that_name(read):
    text = "Die Sprecherin des Außenministeriums in Oslo, Liv Sandvik, sagte, die Grenze bleibe offen."
    assert said(read(text), text) == [("Liv Sandvik", "indirect", "die Grenze bleibe offen")]
