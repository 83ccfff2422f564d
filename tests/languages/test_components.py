import pytest
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from relazione.languages import components
from relazione.languages.components import name_lists, word_keys
from relazione.languages.forms import Forms
from relazione.languages.morphology import Word


def lists_of(word: str) -> int:
    """The key of the lists of names that a word stands in."""
    return word_keys("de", word)[-1]


@pytest.mark.parametrize(
    ("word", "letter"), [("Aigul", "g"), ("Almansa", "f"), ("Quimper", "l"), ("Oldesloe", "m"), ("NATO", "o")]
)
def test_lists_hold_given_and_family_names_places_and_organisations(word: str, letter: str):
    assert letter in name_lists("de")[word]


@pytest.mark.parametrize(
    ("word", "base"), [("Quimpers", "Quimper"), ("Qu\u00adimper", "Quimper"), ("Aigul", "Silja"), ("tanzt", "die")]
)
def test_words_of_the_same_lists_look_alike(word: str, base: str):
    assert lists_of(word) == lists_of(base)


@pytest.mark.parametrize(("word", "other"), [("Quimper", "Aigul"), ("Quimper", "tanzt"), ("Aigul-Almansa", "Aigul")])
def test_words_of_other_lists_do_not(word: str, other: str):
    assert lists_of(word) != lists_of(other)


def test_rules_that_would_make_a_ring_of_heads_change_nothing_in_the_tree(monkeypatch: pytest.MonkeyPatch):
    def turn(words: list[Word], _: Forms) -> None:
        words[0].head, words[1].head = 1, 0

    monkeypatch.setitem(components._MENDING, "relations", turn)
    doc = Doc(Vocab(), words=["Peru", "dankt", "Kenia"], heads=[1, 1, 1], deps=["nsubj", "ROOT", "iobj"], pos=["X"] * 3)
    doc = components.Refiner(Language(doc.vocab), "refine", "de")(doc)
    assert [token.head.i for token in doc] == [1, 1, 1]
