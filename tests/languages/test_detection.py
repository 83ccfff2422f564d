import pytest

from relazione.errors import LanguageError
from relazione.languages import detect_language, require_language

GERMAN = "Die Außenministerin reiste am Montag nach Lissabon, um über die Fischerei zu sprechen."
ENGLISH = "The foreign minister travelled to Lisbon on Monday to talk about fisheries with her colleague."
RUSSIAN = "Министр иностранных дел прибыла в понедельник в Лиссабон для переговоров о рыболовстве."


@pytest.mark.parametrize(("text", "language"), [(GERMAN, "de"), (ENGLISH, "en"), (RUSSIAN, "ru")])
def test_the_language_of_a_sentence_is_told(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize("text", ["", "12 45", "Oslo"])
def test_what_is_too_short_has_no_language(text):
    assert detect_language(text) is None


def test_a_language_given_goes_before_the_one_detected():
    assert require_language(ENGLISH, "de") == "de"


def test_a_language_that_cannot_be_told_is_an_error_that_says_what_to_do():
    with pytest.raises(LanguageError, match="--language"):
        require_language("12 45")
