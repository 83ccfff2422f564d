from pathlib import Path

import pytest

from relazione.errors import PackError
from relazione.languages import load_pack
from relazione.languages.forms import Analysis, Forms, load_forms, to_file

THIRD = "Mood={}|Number=Sing|Person=3|Tense={}|VerbForm=Fin"


@pytest.fixture(scope="module")
def forms() -> Forms:
    return load_pack("de").forms


def test_a_form_has_indicative_and_konjunktiv_readings(forms: Forms):
    readings = forms.analyses("verfüge")
    assert Analysis("verfügen", "VERB", THIRD.format("Sub", "Pres")) in readings
    assert all(reading.feats != THIRD.format("Ind", "Pres") for reading in readings)


@pytest.mark.parametrize(
    ("form", "lemma", "feats"),
    [
        ("abzieht", "abziehen", THIRD.format("Ind", "Pres")),
        ("zieht", "ziehen", THIRD.format("Ind", "Pres")),
        ("abgezogen", "abziehen", "VerbForm=Part"),
        ("abzuziehen", "abziehen", "VerbForm=Inf"),
        ("unterstrich", "unterstreichen", THIRD.format("Ind", "Past")),
        ("fände", "finden", THIRD.format("Sub", "Past")),
        ("vereinbarte", "vereinbaren", THIRD.format("Ind", "Past")),
        ("paraphiere", "paraphieren", THIRD.format("Sub", "Pres")),
        ("durchgesickert", "durchsickern", "VerbForm=Part"),
        ("entsandte", "entsenden", THIRD.format("Ind", "Past")),
    ],
)
def test_verb_forms_lead_to_their_lemma(forms: Forms, form: str, lemma: str, feats: str):
    assert any((reading.lemma, reading.feats) == (lemma, feats) for reading in forms.analyses(form))


@pytest.mark.parametrize(("form", "lemma"), [("getroffen", "treffen"), ("gedacht", "denken"), ("fällt", "fallen")])
def test_the_rarer_of_two_verbs_with_one_form_comes_last(forms: Forms, form: str, lemma: str):
    assert forms.analyses(form)[0].lemma == lemma


def test_a_capitalised_verb_keeps_its_readings(forms: Forms):
    assert "haben" in {reading.lemma for reading in forms.analyses("Habe")}


@pytest.mark.parametrize(
    ("form", "lemma", "degree"),
    [
        ("russischen", "russisch", "Pos"),
        ("größere", "groß", "Cmp"),
        ("höchste", "hoch", "Sup"),
        ("beste", "gut", "Sup"),
    ],
)
def test_inflected_adjectives_are_derived(forms: Forms, form: str, lemma: str, degree: str):
    adjectives = [reading for reading in forms.analyses(form) if reading.upos == "ADJ"]
    assert {reading.lemma for reading in adjectives} == {lemma}
    assert all(f"Degree={degree}" in reading.feats for reading in adjectives)


def test_a_compound_is_known_by_its_head(forms: Forms):
    assert forms.is_noun("Handelsabkommens")
    assert forms.compound("Handelsabkommens")[0].lemma == "Handelsabkommen"
    assert forms.head("Astana-Besuch") == "Besuch"


def test_a_foreign_name_is_no_noun(forms: Forms):
    assert not forms.is_noun("Kasachstan")
    assert not forms.is_noun("abkommen")


@pytest.mark.parametrize(
    ("prefix", "verb", "joined"),
    [("ab", "ziehen", "abziehen"), ("statt", "finden", "stattfinden"), ("unter", "streichen", "unterstreichen")],
)
def test_separable_verbs_are_joined(forms: Forms, prefix: str, verb: str, joined: str):
    assert forms.separable(prefix, verb) == joined


def test_an_unknown_pair_of_prefix_and_verb_joins_to_nothing(forms: Forms):
    assert forms.separable("morgen", "ziehen") is None


def test_a_written_lexicon_reads_the_same(tmp_path: Path):
    file = tmp_path / "forms.bin"
    readings = {"ging": [Analysis("gehen", "VERB", THIRD.format("Ind", "Past"))], "Rat": [Analysis("Rat", "NOUN", "")]}
    to_file(file, readings, [("ab", "gehen")], "made for a test")
    forms = load_forms(file, load_pack("de").grammar)
    assert len(forms) == 2
    assert list(forms.analyses("ging")) == readings["ging"]
    assert forms.analyses("gong") == ()
    assert forms.separable("ab", "gehen") == "abgehen"


def test_another_file_is_refused(tmp_path: Path):
    file = tmp_path / "forms.bin"
    file.write_bytes(b"something else")
    with pytest.raises(PackError, match="RELFORM1"):
        load_forms(file, load_pack("de").grammar)
