"""What the English tokenizer and pipeline do with the ways English is written."""

import pytest

from relazione.languages import load_pack
from relazione.languages.tokenizer import Splitter, load_stop_words


@pytest.fixture(scope="module")
def splitter():
    return Splitter(load_stop_words(load_pack("en").folder / "lexicon" / "abbreviations.yaml"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Oman doesn't pay.", "Oman does n't pay ."),
        ("Chad cannot wait.", "Chad can not wait ."),
        ("Kenya’s ministers’ aims", "Kenya ’s ministers ’ aims"),
        ("The U.S. envoy said they'd go.", "The U.S. envoy said they 'd go ."),
    ],
)
def test_words_written_as_one_are_cut(splitter, text, words):
    found = [text[piece.start : piece.end] for piece in splitter.pieces(text) if piece.kind != "space"]
    assert found == words.split()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("LISBON – Norway signed the accord.", "Norway"),
        ("LIMA, March 14 (Reuters) — Peru has left.", "Peru"),
        ("Oslo (AFP) -- The ferry sank.", "The"),
    ],
)
def test_a_dateline_is_a_sentence_of_its_own(splitter, text, first):
    pieces = splitter.pieces(text)
    starts = [piece for piece, begins in zip(pieces, splitter.starts(text, pieces), strict=True) if begins]
    assert [text[piece.start : piece.end] for piece in starts][1:] == [first]


@pytest.mark.parametrize("text", ["NATO - an alliance of 32 states - grew.", "The minister – a lawyer – left."])
def test_a_dash_in_a_sentence_opens_none(splitter, text):
    pieces = splitter.pieces(text)
    assert sum(splitter.starts(text, pieces)) == 1


def test_lemmas_are_words_of_the_lexicon(parser_of):
    doc = parser_of("en")("The countries met after the armies had fought.")
    assert [token.lemma_ for token in doc if token.pos_ in ("NOUN", "VERB")] == ["country", "meet", "army", "fight"]
