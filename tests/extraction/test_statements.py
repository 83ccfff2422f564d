import pytest

import relazione


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


def test_what_is_promised_may_stand_in_the_sentence_before(read):
    text = HEAD + "Norwegen werde bis Ende Juni eine Fähre schicken. Das sagte Sandvik am Montag zu."
    (promise,) = (one for one in read(text).statements if one.act == "commit")
    assert (promise.form, promise.due, promise.date) == ("reported", "2026-06", "2026-03-09")


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


@pytest.mark.parametrize(
    "sentence",
    ["Zwei Boote lägen im Hafen", "Offen bliebe die Frage nach der Ursache", "Viele könnten nicht fliehen"],
)
def test_clear_second_subjunctives_go_on_with_the_last_speaker(read, sentence):
    text = HEAD + f"Sandvik sagte, die Lage sei ernst. {sentence}."
    assert said(read(text), text)[1:] == [("Liv Sandvik", "indirect", sentence)]


@pytest.mark.parametrize(
    ("sentence", "heard"),
    [
        ("Zwei Menschen sollen gestorben sein", True),
        ("In Bergen soll ein Boot verbrannt worden sein", True),
        ("Der Vertrag soll im Mai unterzeichnet werden", False),
        ("Das Thema der Sitzung soll die Fischerei sein", False),
    ],
)
def test_hearsay_goes_on_with_the_last_speaker_and_a_plan_does_not(read, sentence, heard):
    text = HEAD + f"Sandvik sagte, die Lage sei ernst. {sentence}."
    assert said(read(text), text)[1:] == ([("Liv Sandvik", "indirect", sentence)] if heard else [])


def test_what_goes_on_after_an_unnamed_speaker_is_not_given_to_an_earlier_one(read):
    text = HEAD + "Sandvik sagte, die Lage sei ernst. Am Abend hieß es, die Grenze sei zu. Niemand komme durch."
    assert [speaker for speaker, _, _ in said(read(text), text)] == ["Liv Sandvik", None, None]


def test_a_cue_that_is_itself_said_carries_nothing(read):
    text = HEAD + "Sandvik sagte, die Lage sei ernst. Madrid sei bereit, Boote zu schicken."
    assert said(read(text), text)[1:] == [("Liv Sandvik", "indirect", "Madrid sei bereit, Boote zu schicken")]


@pytest.mark.parametrize(
    "sentence",
    ["Das teilte Sandvik am Abend mit.", "Dies gab Sandvik bekannt.", "Das erklärte Sandvik, die am Montag abreiste."],
)
def test_a_sentence_may_tell_whose_the_one_before_it_was(read, sentence):
    text = HEAD + f"Die Grenze bleibt bis Mai geschlossen. {sentence}"
    assert said(read(text), text) == [("Liv Sandvik", "reported", "Die Grenze bleibt bis Mai geschlossen")]


@pytest.mark.parametrize(
    ("sentence", "cue"),
    [
        ("Das Beben lag nach Angaben der Armee etwa 160 Kilometer vor Bergen.", "nach Angaben der Armee"),
        ("Die Armee hat eigenen Angaben zufolge drei Dörfer erobert.", "eigenen Angaben zufolge"),
        ("Die Boote blieben laut Gesetz mit ihren Netzen im Hafen.", "laut Gesetz"),
    ],
)
def test_an_attribution_ends_with_its_phrase(read, sentence, cue):
    (statement,) = read(sentence).statements
    assert sentence[statement.cue.start : statement.cue.end] == cue


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Nach eigenen Angaben wurde in Bergen niemand verletzt.", None),
        ("Die Boote wurden nach eigenen Angaben am Montag versenkt.", None),
        ("Liv Sandvik wurde nach eigenen Angaben am Montag gewählt.", "Liv Sandvik"),
    ],
)
def test_what_somebody_says_of_himself_is_his_subject_s_or_nobody_s(read, sentence, speaker):
    assert [name for name, _, _ in said(read(sentence), sentence)] == [speaker]


def test_a_name_in_quotation_marks_attributes(read):
    text = "Laut „BBC News“ liefen hundert Mönche um den Tempel."
    assert said(read(text), text) == [("BBC", "reported", "liefen hundert Mönche um den Tempel")]


def test_an_infinitive_needs_no_comma_behind_a_participle(read):
    text = HEAD + "Sandvik hatte am Freitag angekündigt im Herbst erneut anzutreten."
    assert said(read(text), text) == [("Liv Sandvik", "indirect", "im Herbst erneut anzutreten")]


def test_a_clause_taken_up_by_the_next_belongs_to_it(read):
    text = HEAD + "Sandvik sagte, wer Boote versenke, müsse dafür zahlen."
    assert said(read(text), text) == [("Liv Sandvik", "indirect", "wer Boote versenke, müsse dafür zahlen")]


def test_a_quoted_infinitive_is_speech(read):
    text = HEAD + "Sandvik riet dazu, „alle Reisen nach Bergen zu verschieben“."
    assert said(read(text), text) == [("Liv Sandvik", "direct", "alle Reisen nach Bergen zu verschieben")]


def test_a_source_in_a_relative_clause_is_not_the_speaker(read):
    text = "Ein Beamter, den die New York Times zitiert, kommentierte, die Erklärungen seien nutzlos."
    assert said(read(text), text)[0][0] == "Beamter"


@pytest.mark.parametrize(
    "sentence",
    ["Sicher ist, dass die Boote gesunken sind.", "Es ist sicher, dass die Boote gesunken sind."],
)
def test_what_the_writer_is_sure_of_nobody_says(read, sentence):
    assert read(HEAD + sentence).statements == ()


def test_what_becomes_known_is_said_by_nobody(read):
    text = HEAD + "Sandvik sagte, die Lage sei ernst. Am Abend wurde bekannt, dass eine Fähre gesunken war."
    assert [speaker for speaker, _, _ in said(read(text), text)] == ["Liv Sandvik", None]


def test_a_look_into_the_eyes_attributes_nothing(read):
    assert read(HEAD + "Sandvik hatte ihrem Gast in die Augen geschaut und dann gelacht.").statements == ()


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Liv Sandvik sagte, es drohe ein Rüstungswettlauf und eine Destabilisierung der Region.", "forecast"),
        ("Liv Sandvik sagte, ein Team von Ärzten solle am Montag nach Quito fliegen.", "assert"),
        ("Liv Sandvik sagte, Oman solle die Häfen öffnen.", "demand"),
    ],
)
def test_a_threatening_event_is_forecast_and_a_duty_laid_on_nobody_is_a_plan(read, text, act):
    assert [said.act for said in read(text).statements] == [act]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Die norwegische Nachrichtenagentur NTB zitiert dazu Juan Peralta mit folgenden Worten: „Der Handel ist "
            "tot.“",
            "Juan Peralta",
        ),
        (
            "Das ist der Anlass für die Kritik am Internationalen Währungsfonds, dem unter anderem Rafael Moreno "
            "vorwirft, Urheber der Krise zu sein.",
            "Rafael Moreno",
        ),
        (
            "Die Zusage kam spät. Eine erste Antwort aus Peru bestand in der Ankündigung, Peru werde die Grenze zu "
            "Chile schließen.",
            "Peru",
        ),
        ("Nach dem Willen des G7-Gipfels in Turin soll der Streit um die sudanesischen Häfen gelöst werden.", "G7"),
        (
            "Kofi Mensah (Ghana) und Jan Wolny (Polen) kamen nach Rom. Laut der Agentur hält es der ghanaische "
            "Präsident für möglich, dass die Union zu einem Bund werden kann.",
            "Kofi Mensah",
        ),
        (
            "NATO-Generalsekretär Jan Wolny sprach in Riga. Ein hochrangiger Regierungsbeamter erklärte, die Reise "
            "habe nichts gebracht.",
            "hochrangiger Regierungsbeamter",
        ),
    ],
)
def test_speakers_behind_other_words(read, text, speaker):
    assert [name for name, _, _ in said(read(text), text)] == [speaker]


def test_a_speaker_without_a_name_is_of_the_state_told_of_before(read):
    text = "Das Außenministerium von Chile bestellte den Botschafter Perus ein. Eine Sprecherin sagte, das sei nötig."
    reading = read(text)
    (statement,) = reading.statements
    assert next(actor.country for actor in reading.actors if actor.id == statement.speaker) == "CHL"


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Demnach erwartet Estland, dass Lettland den Hafen räumt.", "demand"),
        ("Demnach erwartet Estland, dass Lettland den Hafen räumen wird.", "forecast"),
        ("Demnach erwartet Estland, dass der Handel wächst.", "forecast"),
    ],
)
def test_what_a_state_expects_another_to_do_it_demands(read, text, act):
    assert [said.act for said in read(text).statements] == [act]


def test_a_speaker_of_somebody_else_is_not_of_the_state_told_of_before(read):
    text = "Das Außenministerium von Chile schwieg. Ein Sprecher der Reederei sagte, das Schiff sei gesunken."
    reading = read(text)
    assert [actor.country for actor in reading.actors if actor.id == reading.statements[0].speaker] == [None]


@pytest.mark.parametrize(
    "sentence",
    [
        "A film, directed by Liv Sandvik, was shown.",
        "Sandvik, who has written a number of books, will stand in the contest.",
        "Moe, who held the post until May, resigned.",
        "He praised the sources that allowed the dig.",
        "Some critics attack the plan, while others praise it.",
        "There are five doctors per port.",
        "Liv Sandvik used the wood floating around the harbour to make boats.",
    ],
)
def test_english_attributes_and_purposes_are_nothing_said(sentence):
    assert not relazione.read(sentence, language="en").statements


@pytest.mark.parametrize(
    ("sentence", "speaker", "content"),
    [
        ("“Complete neglect of the harbour,” his wife, Alice, reported.", "wife", "Complete neglect of the harbour"),
        (
            'The plan is "a continuation of the old one," said Liv Sandvik.',
            "Liv Sandvik",
            'The plan is "a continuation of the old one',
        ),
        ("Norway called on Spain to free the sailors.", "Norway", "to free the sailors"),
        ("The port is open, Tarlo explains.", "Tarlo", "The port is open"),
    ],
)
def test_english_quotations_and_infinitives_belong_to_their_cue(sentence, speaker, content):
    reading = relazione.read(sentence, language="en")
    (said,) = reading.statements
    assert [actor.name for actor in reading.actors if actor.id == said.speaker] == [speaker]
    assert [sentence[span.start : span.end] for span in said.content] == [content]


@pytest.mark.parametrize(
    "sentence",
    [
        "Unsere Leistung wird selten danach bemessen, wie sicher wir sind.",
        "Nach dem Krieg wurden einige Länder unabhängig, so Finnland, Polen und Estland.",
        "Der Zug wurde angeführt von General Paul Weber, der Lima erreichen wollte.",
    ],
)
def test_degrees_examples_and_relative_clauses_are_no_speech(read, sentence):
    assert read(sentence).statements == ()


def test_examples_of_speakers_between_commas_do_not_open_a_clause_of_their_own(read):
    text = "Einige Forscher, wie Weber und Krause, vertreten die Ansicht, dass die Stadt zerstört wurde."
    assert said(read(text), text) == [("Forscher", "indirect", "dass die Stadt zerstört wurde")]


def test_a_duty_in_a_condition_is_no_demand(read):
    (one,) = read(HEAD + "Sandvik sagte, die Häfen blieben offen, wenn die Boote zahlen müssten.").statements
    assert one.act != "demand"


def test_what_a_paper_calls_is_no_assessment(read):
    (one,) = read("„Die Fähre sinkt“, heißt es in dem Bericht.").statements
    assert one.act == "assert"


def test_a_content_leaves_its_preposition(read):
    text = "Dänemark warnte vor einem langen und teuren Krieg in der ganzen Ostsee."
    assert said(read(text), text) == [("Dänemark", "indirect", "einem langen und teuren Krieg in der ganzen Ostsee")]
