import pytest

from relazione.languages.morphology import Word
from relazione.languages.punctuation import attach_marks


def tree(text: str) -> list[Word]:
    """Words from `form/head` (from 1, 0 for the root); marks are what holds no letter, their heads unknown."""
    words = []
    for index, part in enumerate(text.split()):
        form, _, head = part.rpartition("/")
        mark = not any(sign.isalnum() for sign in form)
        place = index if head == "0" else int(head) - 1
        words.append(Word(form, "PUNCT" if mark else "X", "punct" if mark else "dep", place, {}, form))
    return words


def heads(words: list[Word]) -> dict[int, str]:
    """The head's form of each mark, by the mark's place from 1."""
    return {index: words[word.head].form for index, word in enumerate(words, start=1) if word.dep == "punct"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er/2 weiß/0 ,/1 dass/6 sie/6 kommt/2 ./1", {3: "kommt", 7: "weiß"}),
        ("Weil/3 es/3 regnet/5 ,/1 bleibt/0 er/5 ./1", {4: "regnet", 7: "bleibt"}),
        ("Anna/0 ,/1 Bernd/1 ,/1 Carla/1", {2: "Bernd", 4: "Carla"}),
        ("Die/2 Bank/7 (/1 in/5 Bonn/2 )/1 zahlt/0 ./1", {3: "Bonn", 6: "Bonn", 8: "zahlt"}),
        ("Er/2 nannte/0 es/2 „/1 ein/6 Wunder/2 “/1 ./1", {4: "Wunder", 7: "Wunder", 8: "nannte"}),
    ],
)
def test_a_mark_hangs_on_what_it_sets_off(text: str, expected: dict[int, str]):
    words = tree(text)
    attach_marks(words)
    assert heads(words) == expected


def test_a_mark_with_a_dependent_stays_where_it_is():
    words = tree("Ja/0 -/1 nein/2")
    attach_marks(words)
    assert heads(words) == {2: "Ja"}


def test_marks_alone_stay_as_they_are():
    words = tree("!/0 !/1")
    attach_marks(words)
    assert [word.head for word in words] == [0, 0]
