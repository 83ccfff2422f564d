from relazione.sources.wrapping import flowed, unwrapped

BROKEN = """Norwegens Außenministerin reiste am Montag zu
einem Besuch nach Lissabon. Dort traf sie den
Minister.
Beide Seiten schwiegen.

- erster Punkt ist die Quote für den Fischfang
- zweiter Punkt"""


def test_lines_broken_to_a_width_are_joined_to_their_paragraphs():
    assert unwrapped(BROKEN).split("\n") == [
        "Norwegens Außenministerin reiste am Montag zu einem Besuch nach Lissabon. Dort traf sie den Minister.",
        "Beide Seiten schwiegen.",
        "",
        "- erster Punkt ist die Quote für den Fischfang",
        "- zweiter Punkt",
    ]


def test_short_lines_stay_lines():
    assert unwrapped("Oslo\nLissabon\nMadrid") == "Oslo\nLissabon\nMadrid"


def test_lines_that_were_never_broken_stay():
    long = "Oslo schweigt. " * 20
    assert unwrapped(f"{long}\n{long}") == f"{long}\n{long}"


def test_flowed_lines_go_on_after_a_blank():
    assert flowed("Oslo \nschweigt.\nLissabon auch.") == "Oslo schweigt.\nLissabon auch."


def test_the_blank_may_be_of_no_word():
    assert flowed("Außenminis \nterin", delete_space=True) == "Außenministerin"
