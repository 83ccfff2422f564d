from pathlib import Path

import numpy as np
import pytest
import spacy

import relazione.languages
from relazione.languages.namefinder import NameFinder, best_path, moves_of
from relazione.languages.pipeline import load_pipeline

FOLDER = Path(relazione.languages.__file__).parent / "en" / "pipeline"
LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]


@pytest.fixture(scope="module")
def nlp():
    return load_pipeline(FOLDER)


def names(doc):
    return {(entity.text, entity.label_) for entity in doc.ents}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("President Evo Morales flew from Sucre to Santiago on Monday.", {"Evo Morales": "PER", "Sucre": "LOC"}),
        ("Talks between Botswana and Namibia were held in Windhoek.", {"Botswana": "LOC", "Windhoek": "LOC"}),
        ("The Bank of Zambia and Foreign Minister Hans Dahlgren disagreed.", {"Hans Dahlgren": "PER"}),
        ("“We shall pay,” Helen Clark told the Nordic Council in Reykjavik.", {"Helen Clark": "PER"}),
    ],
)
def test_names_stand_without_titles(nlp, text: str, found: dict[str, str]):
    assert set(found.items()) <= names(nlp(text))


def test_names_lie_on_words_behind_white_space(nlp):
    assert ("Helen Clark", "PER") in names(nlp("  The talks failed.\n\n  Helen Clark left Suva."))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "The ministers met."])
def test_texts_without_names_have_none(nlp, text: str):
    assert not names(nlp(text))


def test_contexts_are_dropped_when_the_names_are_found(nlp):
    assert nlp("Oman and Chad agreed.").tensor.size == 0


def test_a_name_goes_on_only_where_it_has_begun():
    scores = np.array([[0, 1, 3, 0, 0], [0, 0, 0, 1, 2], [1, 0, 0, 0, 2.0]])
    assert [LABELS[place] for place in best_path(scores, moves_of(LABELS))] == ["B-PER", "B-LOC", "I-LOC"]


def test_the_best_labels_stand_where_they_go_together():
    scores = np.array([[0, 2, 0, 0, 0], [0, 0, 2, 0, 0], [3, 0, 0, 0, 0.0]])
    assert [LABELS[place] for place in best_path(scores, moves_of(LABELS))] == ["B-PER", "I-PER", "O"]


def test_a_saved_finder_finds_the_same(tmp_path, nlp):
    text = "Helen Clark flew to Suva."
    nlp.get_pipe("ner").to_disk(tmp_path)
    other = NameFinder(nlp, "ner", "en").from_disk(tmp_path)
    parsed = nlp.get_pipe("parser")(nlp.make_doc(text))
    assert names(other(parsed)) == names(nlp(text)) != set()


def test_without_a_network_it_says_so():
    nlp = spacy.blank("en")
    nlp.add_pipe("relazione_names")
    with pytest.raises(ValueError, match="no network"):
        nlp("Wellington")
