from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import relazione.languages
from relazione.errors import PackError
from relazione.languages.tokenizer import Splitter, load_stop_words

LISTS = Path(relazione.languages.__file__).parent / "de" / "lexicon" / "abbreviations.yaml"
SPLITTER = Splitter(load_stop_words(LISTS))


def tokens(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in SPLITTER.pieces(text) if piece.kind != "space"]


def sentences(text: str) -> list[str]:
    pieces = SPLITTER.pieces(text)
    starts = [piece.start for piece, flag in zip(pieces, SPLITTER.starts(text, pieces), strict=True) if flag]
    return [text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "word",
    [
        "Sa’ar", "Sa‘ar", "Sa'ar", "L′Aquila", "Al-Qaida", "C5+1", "G-20", "1,5", "162", "8.000",
        "360-Millionen-Dollar-Marke", "S-400", "12.30", "zum", "im", "Astana-Besuch",
    ],
)  # fmt: skip
def test_a_name_number_or_compound_is_one_token(word: str):
    assert tokens(f"({word})") == ["(", word, ")"]


def test_quotation_marks_stand_apart():
    assert tokens("„Ja“, ‚nein‘ und »gut«.") == [*"„", "Ja", "“", ",", "‚", "nein", "‘", "und", *"»", "gut", "«", "."]


def test_an_ordinal_before_a_month_keeps_its_full_stop_and_the_sentence_goes_on():
    assert sentences("Sie kam am 27. Januar an. Er blieb.") == ["Sie kam am 27. Januar an.", "Er blieb."]


def test_two_ordinals_share_a_month():
    text = "Das Treffen ist am 24. und 25. September."
    assert sentences(text) == [text]
    assert "24." in tokens(text)


def test_a_number_at_the_end_of_a_sentence_lets_its_full_stop_go():
    assert tokens("Das war 2019. Der Rat tagte.")[2:5] == ["2019", ".", "Der"]
    assert len(sentences("Das war 2019. Der Rat tagte.")) == 2


def test_abbreviations_do_not_end_sentences():
    text = "Dr. Kern nannte z. B. Art. 5 in Washington D.C. als Grund."
    assert sentences(text) == [text]


def test_an_abbreviation_before_a_word_that_opens_sentences_ends_one():
    assert len(sentences("Das kostet 3 Mio. Der Rat stimmte zu.")) == 2


def test_a_quotation_mark_after_the_full_stop_belongs_to_the_sentence_before():
    assert sentences("„Wir gehen.“ Der Rat blieb.") == ["„Wir gehen.“", "Der Rat blieb."]


def test_a_clause_of_speaking_after_a_question_is_part_of_its_sentence():
    text = "„Was nun?“, fragte der Minister."
    assert sentences(text) == [text]


def test_a_line_break_ends_a_sentence_without_full_stop():
    assert sentences("Rat tagt in Wien\nDie Minister kamen.") == ["Rat tagt in Wien", "Die Minister kamen."]


def test_a_file_without_a_list_names_the_list(tmp_path: Path):
    file = tmp_path / "abbreviations.yaml"
    file.write_text("abbreviations: [Dr.]\n", encoding="utf-8")
    with pytest.raises(PackError, match="openers"):
        load_stop_words(file)


@given(st.text(alphabet=st.sampled_from("aBß’.-„“ 1,\n\t\u00a0\u00ad°€")))
def test_every_character_falls_into_exactly_one_piece(text: str):
    pieces = SPLITTER.pieces(text)
    assert "".join(text[piece.start : piece.end] for piece in pieces) == text
    assert all(piece.start < piece.end for piece in pieces)


def test_a_sentence_that_never_ends_is_cut():
    assert max(map(len, map(tokens, sentences("Oslo, " * 2_000)))) <= 250


def test_a_word_longer_than_any_is_cut_and_white_space_is_not():
    pieces = SPLITTER.pieces("x" * 1_000 + "\n" * 1_000 + "Oslo")
    assert [piece.end - piece.start for piece in pieces] == [200, 200, 200, 200, 200, 1_000, 4]
