from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import relazione
import relazione.languages
from relazione.errors import PipelineError
from relazione.languages import load_pack
from relazione.languages.doc import Doc
from relazione.languages.pipeline import SECTION, load_other, load_pipeline, parse, sections

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Parsed
    from spacy.tokens import Token

FOLDER = Path(relazione.languages.__file__).parent / "de" / "pipeline"


@pytest.fixture(scope="module")
def nlp() -> "Language":
    return load_pipeline(FOLDER)


def word(doc: "Parsed", text: str) -> "Token":
    return next(token for token in doc if token.text == text)


def test_text_and_offsets_are_kept(nlp: "Language"):
    text = "Rat tagt  in Wien\n\nDer Außen\u00administer kam\u00a0an. "
    assert nlp(text).text == text


def test_empty_text_gives_an_empty_doc(nlp: "Language"):
    assert len(nlp("")) == 0
    assert len(list(nlp("\n \n").sents)) <= 1


def test_a_line_break_ends_a_sentence(nlp: "Language"):
    doc = nlp("Rat tagt in Wien\nDie Minister kamen gestern.")
    assert [sentence[0].text for sentence in doc.sents] == ["Rat", "Die"]


def test_the_same_text_parses_the_same(nlp: "Language"):
    text = "Die Regierung kündigte an, sie werde ihre Truppen abziehen."
    first, second = nlp(text).to_array(["DEP", "HEAD", "LEMMA"]), nlp(text).to_array(["DEP", "HEAD", "LEMMA"])
    assert (first == second).all()


def test_a_long_text_parses_in_sections_as_in_one_piece(nlp: "Language"):
    paragraph = "Die Regierung in Wien kündigte an, sie werde ihre Truppen aus dem Grenzgebiet abziehen.\n \n"
    text = "Überschrift\n\n" + paragraph * (3 * SECTION // len(paragraph)) + "Ende."
    assert "".join(sections(text)) == text
    assert len(sections(text)) > 1

    def told(doc: "Doc") -> list[tuple[str | int, ...]]:
        return [
            (
                token.idx,
                token.lemma_,
                token.pos_,
                token.dep_,
                token.head.i,
                str(token.morph),
                token.ent_type_,
                token.sent.start,
            )
            for token in doc
            if not token.is_space
        ]

    assert told(parse(nlp, text)) == told(Doc.of([nlp(text)]))


@pytest.mark.parametrize("text", ["", "Rat tagt in Wien.", "x" * 3 * SECTION])
def test_a_short_text_or_one_without_paragraphs_is_one_section(text: str):
    assert sections(text) == [text]


def test_a_plain_clause_has_verb_subject_and_object(nlp: "Language"):
    doc = nlp("Der Minister unterzeichnete am 27. Januar das Abkommen.")
    verb = word(doc, "unterzeichnete")
    assert (verb.pos_, verb.dep_, verb.lemma_) == ("VERB", "ROOT", "unterzeichnen")
    assert {child.text: child.dep_ for child in verb.children if child.pos_ == "NOUN"}["Minister"] == "nsubj"
    assert (word(doc, "Abkommen").dep_, word(doc, "27.").dep_) == ("obj", "amod")


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("Der Sprecher sagte, das Land verfüge über genug Gas.", "verfüge", "verfügen"),
        ("Der Sprecher sagte, die Lage sei ernst.", "sei", "sein"),
        ("Man habe lange verhandelt, erklärte die Ministerin.", "habe", "haben"),
        ("Der Weg öffne sich nun, betonte der Präsident.", "öffne", "öffnen"),
    ],
)
def test_reported_speech_stands_in_the_konjunktiv(nlp: "Language", text: str, form: str, lemma: str):
    token = word(nlp(text), form)
    assert (token.morph.get("Mood"), token.morph.get("Tense"), token.lemma_) == (["Sub"], ["Pres"], lemma)


def test_the_speaker_of_oneself_uses_the_indicative(nlp: "Language"):
    assert word(nlp("Ich habe dem Minister geschrieben."), "habe").morph.get("Mood") == ["Ind"]


def test_a_passive_names_its_subject(nlp: "Language"):
    doc = nlp("Das Abkommen wurde gestern in Genf unterzeichnet.")
    assert word(doc, "Abkommen").dep_ == "nsubj:pass"
    assert word(doc, "wurde").dep_ == "aux:pass"


def test_a_split_prefix_hangs_on_its_verb(nlp: "Language"):
    doc = nlp("Die Regierung zieht ihre Truppen aus dem Norden ab.")
    assert (word(doc, "ab").dep_, word(doc, "ab").head.text) == ("compound:prt", "zieht")


def test_names_have_their_class(nlp: "Language"):
    doc = nlp("Norwegens Außenministerin Liv Sandvik reiste am Montag nach Moskau.")
    found = {entity.text: entity.label_ for entity in doc.ents}
    assert found.get("Liv Sandvik") == "PER"
    assert found.get("Moskau") == "LOC"


def test_no_file_of_the_pipeline_is_pickled_code():
    assert FOLDER.is_dir()
    assert not [file.name for file in FOLDER.rglob("*") if file.suffix in {".pkl", ".pickle", ".py", ".pyc"}]


def test_the_card_states_licences_and_figures():
    card = (FOLDER / "CARD.md").read_text(encoding="utf-8")
    for part in ("CC BY-SA 4.0", "GermEval 2014", "UD German-PUD", "LAS", "words a second"):
        assert part in card


def test_no_word_hangs_on_a_helping_verb(nlp: "Language"):
    doc = nlp("Kenias Präsident hatte aus diesem Anlass dem Kollegen ein Telegramm gesandt. Er wird Oslo besuchen.")
    assert [token.text for token in doc if token.head.dep_ in {"aux", "aux:pass"}] == []


def test_a_perfect_with_sein_is_no_passive(nlp: "Language"):
    doc = nlp("Die Ministerin ist zu einem Besuch in Lissabon eingetroffen.")
    assert (word(doc, "ist").dep_, word(doc, "Ministerin").dep_) == ("aux", "nsubj")


def test_a_finite_verb_stands_over_its_subject(nlp: "Language"):
    doc = nlp("Norwegens Außenministerin Liv Sandvik besuchte Lissabon.")
    assert (word(doc, "besuchte").dep_, word(doc, "Außenministerin").dep_) == ("ROOT", "nsubj")


def test_an_unknown_noun_loses_its_genitive(nlp: "Language"):
    assert word(nlp("Die Unterzeichnung eines Memorandums ist geplant."), "Memorandums").lemma_ == "Memorandum"


def test_a_full_verb_is_no_copula(nlp: "Language"):
    doc = nlp("Die EU hat Armenien für die Eskalation verantwortlich gemacht.")
    assert (word(doc, "gemacht").dep_, word(doc, "EU").head.text) == ("ROOT", "gemacht")


def test_one_phrase_stands_before_the_finite_verb(nlp: "Language"):
    assert word(nlp("Der Widerstand Frankreichs gegen das Abkommen wächst."), "Abkommen").head.text == "Widerstand"


def test_a_plural_is_no_subject_of_a_singular_verb(nlp: "Language"):
    doc = nlp("Die Vorwürfe Armeniens wies Aserbaidschan zurück.")
    assert (word(doc, "Aserbaidschan").dep_, word(doc, "Vorwürfe").dep_) == ("nsubj", "obj")


def test_another_pipeline_reads_and_is_named_in_the_reading():
    text = "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon."
    own = relazione.read(text, published="2026-01-29", language="de")
    other = relazione.read(text, published="2026-01-29", language="de", pipeline=str(FOLDER))
    assert other.events == own.events != ()
    assert other.reader == f"{own.reader}+relazione-{own.reader.partition('/')[2]}"


@pytest.mark.parametrize(
    ("code", "relations", "fault"),
    [
        ("de", ("nsubj", "sb", "oa"), r"relations that Universal Dependencies has not \(oa, sb\)"),
        ("de", (), "has no parser"),
        ("nl", ("nsubj", "obj"), "is a pipeline for nl, not for de"),
    ],
)
def test_a_pipeline_of_another_kind_is_refused(tmp_path, code, relations, fault):
    import spacy

    nlp = spacy.blank(code)
    if relations:
        parser = nlp.add_pipe("parser")
        for relation in relations:
            parser.add_label(relation)
    nlp.initialize()
    nlp.to_disk(tmp_path)
    with pytest.raises(PipelineError, match=fault):
        load_other(str(tmp_path), load_pack("de"))


def test_a_pipeline_that_is_not_there_is_named(tmp_path):
    with pytest.raises(PipelineError, match="nowhere: cannot be loaded"):
        load_other(str(tmp_path / "nowhere"), load_pack("de"))
