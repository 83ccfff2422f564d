import pytest

from relazione.languages.network import lemma_by, script_of


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("Häuser", "Haus"), ("gemacht", "machen"), ("Schnelle", "schnell"), ("ist", "sein"), ("zum", "zu"),
        ("abgezogen", "abziehen"), ("1.", "1."), ("a|b", "a|b"), ("der", "Der"),
    ],
)  # fmt: skip
def test_a_script_gives_back_the_lemma(form: str, lemma: str):
    assert lemma_by(script_of(form, lemma), form) == lemma


def test_a_script_serves_words_of_its_kind():
    assert lemma_by(script_of("gemacht", "machen"), "gelebt") == "leben"
    assert lemma_by(script_of("Schnelle", "schnell"), "Klare") == "klar"


def test_a_script_that_does_not_fit_leaves_the_form():
    assert lemma_by(script_of("gemacht", "machen"), "ab") == "ab"
