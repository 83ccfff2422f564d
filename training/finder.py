"""Trains the network that finds names, in PyTorch; `relazione.languages.namefinder` runs it in numpy.

It stands on the trained network of trees, whose weights stay as they are: of each word it reads what that network
makes of it in its sentence, and the word once more by features of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from torch import Tensor, cat, nn

from relazione.languages.network import Network
from relazione.languages.treeparser import sentences_of
from training.joint import Embedded, Settings, arrays_of, maxout, padded
from training.names import NamedText
from training.samples import LONGEST, UNKNOWN, Inputs
from training.trees import Sentence, Word

if TYPE_CHECKING:
    from spacy.language import Language


def labels_of(classes: Sequence[str]) -> list[str]:
    """The labels of words where names are of these classes."""
    return ["O", *(f"{mark}-{kind}" for kind in classes for mark in "BI")]


class NameSample(NamedTuple):
    """The words of a sentence: `keys` (words, features), `contexts` (words, width), all else (words,)."""

    keys: np.ndarray
    rows: np.ndarray
    contexts: np.ndarray
    tags: np.ndarray


class NameNet(Embedded):
    """The network: words joined with their contexts, then layers that look at a word and its neighbours."""

    def __init__(self, sizes: Sequence[int], vectors: np.ndarray, contexts: int, settings: Settings) -> None:
        own, width = settings["own"], settings["width"]
        super().__init__(sizes, settings["pieces"], vectors, own, settings)
        self.labels = labels_of(settings["classes"])
        self.join, self.join_norm = nn.Linear(own + contexts, 2 * width), nn.LayerNorm(width)
        numbers = range(settings["depth"])
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in numbers)
        self.layers = nn.ModuleList(nn.Linear(3 * width, 2 * width) for _ in numbers)
        self.last = nn.LayerNorm(width)
        self.out = nn.Linear(width, len(self.labels))

    def forward(self, keys: Tensor, rows: Tensor, contexts: Tensor, mask: Tensor) -> Tensor:
        """Of words (batch, length) the scores of labels; the mask is 1 for words."""
        joined = cat([self.embedded(keys, rows), self.dropped(contexts, self.drop)], dim=-1)
        x = self.join_norm(maxout(self.join(joined)))
        for norm, layer in zip(self.norms, self.layers, strict=True):
            around = nn.functional.pad(norm(x) * mask[..., None], (0, 0, 1, 1))
            x = x + self.dropped(
                maxout(layer(cat([around[:, :-2], around[:, 1:-1], around[:, 2:]], dim=-1))), self.drop
            )
        scores: Tensor = self.out(self.dropped(self.last(x), self.drop))
        return scores


def losses(net: NameNet, batch: Sequence[NameSample]) -> dict[str, Tensor]:
    """The mean loss of a batch."""
    whole, mask = padded(batch)
    scores = net(whole.keys, whole.rows, whole.contexts.float(), mask)
    return {"names": nn.functional.cross_entropy(scores.flatten(0, 1), whole.tags.flatten())}


class Labelled(NamedTuple):
    """A sentence's words and the labels of each, which is empty where it is not known."""

    words: list[str]
    labels: list[str]


def labelled(nlp: "Language", texts: Iterable[NamedText]) -> Iterator[Labelled]:
    """The sentences of the texts, their words as the tokenizer gives them; those too long are left out."""
    for named in texts:
        doc = nlp.make_doc(named.text)
        labels = ["O"] * len(doc)
        for start, end, kind in named.spans:
            span = doc.char_span(start, end, alignment_mode="expand")
            if span is not None:
                labels[span.start : span.end] = [f"B-{kind}", *[f"I-{kind}"] * (len(span) - 1)]
        for place in sentences_of(doc):
            if 0 < len(place.words) < LONGEST:
                yield Labelled([doc[at].text for at in place.words], [labels[at] for at in place.words])


def unnamed(sentences: Iterable[Sentence]) -> Iterator[Labelled]:
    """Sentences of a treebank whose names are not marked: what has no capital and is no proper noun is surely none."""
    for sentence in sentences:
        if len(sentence.words) < LONGEST:
            labels = ["" if _may_be_named(word) else "O" for word in sentence.words]
            yield Labelled([word.form for word in sentence.words], labels)


def _may_be_named(word: Word) -> bool:
    return word.pos in ("PROPN", "X", "SYM") or (word.pos in ("ADJ", "NOUN") and word.form[:1].isupper())


def samples(sentences: Sequence[Labelled], inputs: Inputs, network: Network, labels: Sequence[str]) -> list[NameSample]:
    """The samples of sentences, with the contexts that the network of trees gives their words."""
    numbers = {"": UNKNOWN, **{label: number for number, label in enumerate(labels)}}
    contexts = network.contexts([sentence.words for sentence in sentences])
    return [
        NameSample(
            *inputs(sentence.words),
            context.astype(np.float16),
            np.array([numbers[label] for label in sentence.labels]),
        )
        for sentence, context in zip(sentences, contexts, strict=True)
    ]


def save(net: NameNet, columns: Sequence[np.ndarray], path: Path) -> None:
    """Writes the network for `relazione.languages.namefinder`."""
    arrays: dict[str, Any] = arrays_of(net, columns)
    np.savez_compressed(path, labels=np.array("\n".join(net.labels)), **arrays)
