"""The parsed document that extraction reads says what spaCy's says."""

from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from relazione.languages import load_pack
from relazione.languages.doc import Doc, Token
from relazione.languages.pipeline import load_pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc as Parsed

TEXT = (
    "Uruguays Außenminister Bruno Silva (46) flog am 3. Mai nach Quito.\n\n„Wir haben mit Peru lang  verhandelt“, "
    "sagte er der „La Hora“, die den Besuch, der morgen endet, ausführlich begleitet: Er warnte vor Zöllen und "
    "lehnte sie, wie erwartet, ab."
)
NAMES = (
    "i", "idx", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "whitespace_", "is_alpha",
    "is_space", "is_punct", "is_quote", "is_bracket", "is_right_punct", "is_sent_start", "lang_",
)  # fmt: skip


@pytest.fixture(scope="module")
def parsed() -> "Parsed":
    pack = load_pack("de")
    return load_pipeline(pack.folder / pack.head.pipeline)(TEXT)


@pytest.fixture(scope="module")
def doc(parsed: "Parsed") -> Doc:
    return Doc.of([parsed])


@pytest.mark.parametrize("name", NAMES)
def test_tokens_have_the_attributes_of_spacy(parsed: "Parsed", doc: Doc, name: str):
    assert [getattr(token, name) or False for token in doc] == [getattr(token, name) or False for token in parsed]


def test_trees_are_those_of_spacy(parsed: "Parsed", doc: Doc):
    for own, other in zip(doc, parsed, strict=True):
        assert own.head.i == other.head.i
        assert [word.i for word in own.children] == [word.i for word in other.children]
        assert [word.i for word in own.ancestors] == [word.i for word in other.ancestors]
        assert [word.i for word in own.subtree] == sorted(word.i for word in other.subtree)


def test_features_are_those_of_spacy(parsed: "Parsed", doc: Doc):
    assert [str(token.morph) for token in doc] == [str(token.morph) for token in parsed]
    for own, other in zip(doc, parsed, strict=True):
        assert all(own.morph.get(name) == values.split(",") for name, values in other.morph.to_dict().items())


def test_sentences_and_names_are_those_of_spacy(parsed: "Parsed", doc: Doc):
    assert [(one.start, one.end, one.text) for one in doc.sents] == [
        (one.start, one.end, one.text) for one in parsed.sents
    ]
    assert [(one.text, one.label_) for one in doc.ents] == [(one.text, one.label_) for one in parsed.ents]
    assert len(doc.ents) > 1


def test_every_span_has_the_text_and_the_root_of_spacy(parsed: "Parsed", doc: Doc):
    for start, end in combinations(range(len(doc) + 1), 2):
        own, other = doc.span(start, end), parsed[start:end]
        assert (own.text, own.start_char, own.end_char) == (other.text, other.start_char, other.end_char)
        assert (own.root.i, own.sent.start) == (other.root.i, other.sent.start), own


def test_every_stretch_of_the_text_has_the_tokens_of_spacy(parsed: "Parsed", doc: Doc):
    for start, end in combinations(range(len(TEXT) + 1), 2):
        spans = doc.char_span(start, end), parsed.char_span(start, end, alignment_mode="expand")
        own, other = (None if span is None else (span.start, span.end) for span in spans)
        assert own == other, TEXT[start:end]


def test_parts_follow_on_one_another(parsed: "Parsed", doc: Doc):
    both = Doc.of([parsed, parsed])

    def told(tokens: list[Token]) -> list[tuple[str, str, int, int]]:
        return [(token.text, token.dep_, token.head.i - token.i, token.sent.end - token.i) for token in tokens]

    assert both.text == TEXT * 2
    assert told(both[len(doc) :]) == told(both[: len(doc)]) == told(doc)
    assert "".join(token.text + token.whitespace_ for token in both) == both.text


def test_an_empty_document_has_nothing():
    doc = Doc.of([])
    assert (doc.text, len(doc), doc.sents, doc.ents) == ("", 0, [], [])
