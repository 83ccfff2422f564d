"""The network that finds names, and its spaCy component; importing this module registers it.

It reads what the network of trees makes of each word in its sentence (`Doc.tensor`), and the words once more by
features of its own. `training/finder.py` trains it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Span

from relazione.languages.components import word_inputs
from relazione.languages.encoding import Embedding, Inputs, Windows, count, halves, linear, maxout, normed
from relazione.languages.stored import StoredNetwork
from relazione.languages.treeparser import sentences_of

_FAR = 1e4


class NameNetwork:
    """A trained network; `inputs` gives the keys of a word's features, and its vector.

    Its labels are `O`, and for each class of names `B-` and `I-`.
    """

    def __init__(self, arrays: Mapping[str, np.ndarray], inputs: Inputs) -> None:
        floats = halves(arrays)
        self.labels = str(arrays["labels"]).split("\n")
        self._embed = Embedding(arrays, inputs)
        self._join, self._join_norm = linear(floats, "join"), linear(floats, "join_norm")
        numbers = range(count(arrays, "norms") // 2)
        self._layers = [(linear(floats, f"norms.{number}"), linear(floats, f"layers.{number}")) for number in numbers]
        self._last, self._out = linear(floats, "last"), linear(floats, "out")
        self._moves = moves_of(self.labels)

    def labels_of(self, words: list[str], contexts: np.ndarray, spans: Sequence[tuple[int, int]]) -> list[str]:
        """The label of each word, by the words' contexts and the spans of the sentences among them."""
        windows = Windows(spans)
        x = np.concatenate([self._embed(words), contexts], axis=1) @ self._join[0] + self._join[1]
        x = normed(maxout(x), self._join_norm)
        for norm, layer in self._layers:
            x = x + maxout(windows.around(normed(x, norm)) @ layer[0] + layer[1])
        scores = normed(x, self._last) @ self._out[0] + self._out[1]
        return [self.labels[place] for start, end in spans for place in best_path(scores[start:end], self._moves)]


def moves_of(labels: Sequence[str]) -> np.ndarray:
    """What a label costs after another, a row for each label before and a last one for a sentence's start.

    A name goes on only where one of its class has begun.
    """
    before = [*labels, "O"]
    allowed = [[label[0] != "I" or (last != "O" and last[1:] == label[1:]) for label in labels] for last in before]
    return np.where(np.array(allowed), 0.0, -_FAR)


def best_path(scores: np.ndarray, moves: np.ndarray) -> list[int]:
    """The labels of a sentence's words with the best sum of scores and moves."""
    path: list[int] = scores.argmax(axis=1).tolist()
    if all(moves[last, label] == 0 for last, label in pairwise([-1, *path])):
        return path
    best = scores[0] + moves[-1]
    came = []
    for row in scores[1:]:
        ways = best[:, None] + moves[:-1]
        came.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    path = [int(best.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return path[::-1]


@Language.factory("relazione_names", default_config={"language": "en"})
class NameFinder(StoredNetwork[NameNetwork]):
    """Sets the names of a Doc that `relazione_trees` has parsed; `Doc.tensor` is empty after."""

    file = "names.npz"

    def __init__(self, nlp: Language, name: str, language: str) -> None:  # noqa: ARG002  (spaCy hands it over)
        self.name = name
        self._language = language

    @property
    def labels(self) -> tuple[str, ...]:
        """The classes of names."""
        return tuple(label[2:] for label in self.network.labels if label[0] == "B") if self.network else ()

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its names."""
        network = self._loaded()
        sentences = [place.words for place in sentences_of(doc) if place.words]
        places = [at for words in sentences for at in words]
        if places:
            bounds = np.cumsum([0, *map(len, sentences)]).tolist()
            words = [doc[at].text for at in places]
            labels = network.labels_of(words, doc.tensor[places], list(pairwise(bounds)))
            doc.ents = [Span(doc, start, end, label) for start, end, label in named_spans(places, labels)]
        doc.tensor = np.zeros((0, 0), dtype=np.float32)
        return doc

    def _made(self, arrays: Mapping[str, np.ndarray]) -> NameNetwork:
        return NameNetwork(arrays, word_inputs(self._language))


def named_spans(places: Sequence[int], labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """The half-open spans and classes of names, by the labels of the words at these places."""
    start, end, kind = 0, 0, ""
    for place, label in zip(places, labels, strict=True):
        if kind and label[0] != "I":
            yield start, end, kind
            kind = ""
        if label[0] == "B":
            start, kind = place, label[2:]
        end = place + 1
    if kind:
        yield start, end, kind
