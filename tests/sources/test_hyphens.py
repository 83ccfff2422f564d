import pytest

from relazione.sources.hyphens import joined_paragraphs


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Die Regierungs-", "chefin schwieg.", "Die Regierungschefin schwieg."),
        ("Министр ино-", "странных дел.", "Министр иностранных дел."),
        ("Außenminis\u00ad", "terin", "Außenministerin"),
        ("Außenminis\u2010", "terin", "Außenministerin"),
        ("In Baden-", "Württemberg", "In Baden-Württemberg"),
        ("Die U-", "Bahn", "Die U-Bahn"),
        ("Der G-", "20-Gipfel", "Der G-20-Gipfel"),
        ("das deutsch-", "französische Paar", "das deutsch-französische Paar"),
        ("российско-", "китайские связи", "российско-китайские связи"),
        ("im Jahr 2025 -", "so hieß es", "im Jahr 2025 - so hieß es"),
    ],
)
def test_a_word_broken_at_a_line_end_is_whole_and_a_hyphen_of_its_own_stays(first, second, whole):
    assert joined_paragraphs([[first, second]]) == [whole]


def test_a_hyphen_for_words_left_out_stays():
    lines = ["Oslo und Lissabon: Ein-", "und Ausfuhr stiegen."]
    assert joined_paragraphs([lines]) == ["Oslo und Lissabon: Ein- und Ausfuhr stiegen."]


def test_a_word_that_the_document_writes_with_a_hyphen_keeps_it():
    assert joined_paragraphs([["Der Premier-", "minister. Ein Premier-minister."]])[0].startswith(
        "Der Premier-minister."
    )


def test_two_words_of_the_document_keep_the_hyphen_between_them():
    paragraphs = joined_paragraphs([["премьер и министр; премьер-", "министр молчал"]])
    assert paragraphs == ["премьер и министр; премьер-министр молчал"]


def test_lines_without_a_hyphen_are_joined_by_a_blank():
    assert joined_paragraphs([["Oslo ", " schweigt."], []]) == ["Oslo schweigt.", ""]
