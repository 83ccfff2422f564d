import pytest

from relazione.languages import load_pack
from relazione.languages.forms import Forms
from relazione.languages.morphology import Word, is_tree, refine, to_feats, to_text


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_pack("de").forms


def parse(rows: str) -> list[Word]:
    """Words from lines of form, part of speech, relation, head (from 1, 0 for the root), features."""
    words = []
    for index, line in enumerate(rows.strip().splitlines()):
        form, pos, dep, head, *feats = line.split()
        place = int(head) - 1 if head != "0" else index
        words.append(Word(form, pos, dep, place, to_feats(feats[0] if feats else ""), form))
    return words


def feats(word: Word) -> str:
    return to_text(word.feats)


def test_a_third_person_subject_makes_an_ambiguous_form_konjunktiv(forms: Forms):
    words = parse(
        """
        man PRON nsubj 2
        verfüge VERB root 0 Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin
        """
    )
    refine(words, forms)
    assert feats(words[1]) == "Mood=Sub|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
    assert words[1].lemma == "verfügen"


def test_the_first_person_keeps_the_indicative(forms: Forms):
    words = parse(
        """
        Ich PRON nsubj 2
        habe VERB root 0 Mood=Sub|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin
        """
    )
    refine(words, forms)
    assert feats(words[1]) == "Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin"


def test_an_irregular_preterite_gets_its_lemma_from_the_lexicon(forms: Forms):
    words = parse("Er PRON nsubj 2\nunterstrich VERB root 0 Mood=Ind|Tense=Past|VerbForm=Fin")
    refine(words, forms)
    assert words[1].lemma == "unterstreichen"


def test_article_adjective_and_noun_agree_after_a_preposition(forms: Forms):
    words = parse(
        """
        mit ADP case 4
        dem DET det 4 Case=Nom|Gender=Masc|Number=Sing
        neuen ADJ amod 4 Case=Acc|Gender=Fem|Number=Sing
        Abkommen NOUN root 0 Case=Acc|Gender=Neut|Number=Plur
        """
    )
    refine(words, forms)
    assert {word.feats["Case"] for word in words[1:]} == {"Dat"}
    assert {word.feats["Gender"] for word in words[1:]} == {"Neut"}
    assert {word.feats["Number"] for word in words[1:]} == {"Sing"}


def test_an_accusative_article_makes_an_object_of_a_subject(forms: Forms):
    words = parse("Den DET det 2\nVertrag NOUN nsubj 3\nlobte VERB root 0 VerbForm=Fin\ner PRON nsubj 3")
    refine(words, forms)
    assert [word.dep for word in words] == ["det", "obj", "root", "nsubj"]


def test_of_two_subjects_the_one_that_agrees_with_the_verb_stays(forms: Forms):
    words = parse(
        """
        Die DET det 2
        Truppen NOUN nsubj 5
        werde AUX aux 5 VerbForm=Fin
        Russland PROPN nsubj 5
        abziehen VERB root 0 VerbForm=Inf
        """
    )
    refine(words, forms)
    assert (words[1].dep, words[3].dep) == ("obj", "nsubj")


@pytest.mark.parametrize(
    ("form", "feature", "helper", "subject"),
    [("reisen", "Inf", "aux", "nsubj"), ("unterzeichnet", "Part", "aux:pass", "nsubj:pass")],
)
def test_werden_helps_the_future_or_the_passive(forms: Forms, form: str, feature: str, helper: str, subject: str):
    words = parse(f"Es PRON nsubj 3\nwird AUX aux:pass 3 VerbForm=Fin\n{form} VERB root 0 VerbForm={feature}")
    refine(words, forms)
    assert (words[1].dep, words[0].dep) == (helper, subject)


def test_a_name_in_the_genitive_loses_its_ending(forms: Forms):
    words = parse(
        "Kasachstans PROPN nmod 2 Case=Gen|Gender=Neut|Number=Sing\nPräsident NOUN root 0 Case=Nom|Number=Sing"
    )
    refine(words, forms)
    assert words[0].lemma == "Kasachstan"


def test_unknown_words_keep_what_was_guessed(forms: Forms):
    words = parse("brabbelxt VERB root 0 Mood=Ind|VerbForm=Fin")
    refine(words, forms)
    assert (feats(words[0]), words[0].lemma) == ("Mood=Ind|VerbForm=Fin", "brabbelxt")


def test_a_participle_hung_on_its_own_subject_becomes_the_root(forms: Forms):
    words = parse(
        """
        Ministerin NOUN root 0
        hat AUX aux 5
        ihren DET det:poss 4
        Kollegen NOUN nsubj 5
        getroffen VERB acl 1 VerbForm=Part
        """
    )
    refine(words, forms)
    assert [(word.dep, word.head) for word in words] == [
        ("nsubj", 4),
        ("aux", 4),
        ("det:poss", 3),
        ("obj", 4),
        ("root", 4),
    ]


def test_a_bare_name_before_the_finite_verb_is_its_subject_where_there_is_none(forms: Forms):
    words = parse(
        """
        Peru PROPN advmod 4
        hat AUX aux 4
        Abkommen NOUN obj 4
        gekündigt VERB root 0 VerbForm=Part
        """
    )
    refine(words, forms)
    assert words[0].dep == "nsubj"


def test_of_two_full_verbs_taken_for_copulas_of_one_word_the_second_is_the_conjunct(forms: Forms):
    words = parse(
        """
        Wir PRON nsubj 2
        fragen VERB root 0 VerbForm=Fin
        wer PRON nsubj 4
        Hilfe NOUN ccomp 2
        braucht AUX cop 4 VerbForm=Fin
        und CCONJ cc 4
        bekommt AUX cop 4 VerbForm=Fin
        """
    )
    refine(words, forms)
    assert is_tree(words)
    assert [(words[place].dep, words[place].head) for place in (4, 6)] == [("ccomp", 1), ("conj", 4)]
