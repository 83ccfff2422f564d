from pathlib import Path

import pytest
import spacy

import relazione.languages
from relazione.languages import treeparser
from relazione.languages.pipeline import load_pipeline

FOLDER = Path(relazione.languages.__file__).parent / "de" / "pipeline"


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline(FOLDER)


@pytest.fixture(scope="module")
def parse(nlp):
    parser = nlp.get_pipe("parser")
    return lambda text: parser(nlp.make_doc(text))


def test_each_sentence_is_one_tree(parse):
    doc = parse("Der Rat tagt heute in Wien, sagte sie. Die Minister kamen gestern an.")
    roots = [[token.text for token in sentence if token.head.i == token.i] for sentence in doc.sents]
    assert [len(words) for words in roots] == [1, 1]
    assert [token.dep_ == "ROOT" for token in doc] == [token.head.i == token.i for token in doc]


def test_white_space_hangs_on_the_word_before_it(parse):
    doc = parse("Der Rat tagt  heute.\n\nDie Minister kamen.")
    spaces = [token for token in doc if token.is_space]
    assert [(token.head.i, token.tag_) for token in spaces] == [(token.i - 1, "SPACE") for token in spaces]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "  Wien tagt.", "Wien"])
def test_texts_of_all_kinds_are_covered(parse, text: str):
    doc = parse(text)
    assert doc.text == text
    assert all(token.tag_ and token.dep_ for token in doc)


def test_a_saved_parser_reads_the_same(tmp_path, nlp, parse):
    nlp.get_pipe("parser").to_disk(tmp_path / "parser")
    other = treeparser.read_network(tmp_path / "parser" / "network.npz", "de")
    words = ["Die", "Ministerin", "reist", "nach", "Oslo", "."]
    assert other.analyse([words])[0].heads == [token.head.i for token in parse("Die Ministerin reist nach Oslo.")]


def test_without_a_network_it_says_so():
    nlp = spacy.blank("de")
    nlp.add_pipe("relazione_trees")
    with pytest.raises(ValueError, match="no network"):
        nlp("Wien")
