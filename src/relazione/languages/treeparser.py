"""The spaCy component that tags and parses by the network; importing this module registers it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from relazione.languages.components import word_inputs
from relazione.languages.network import Analysed, Network, lemma_by
from relazione.languages.stored import StoredNetwork, read_arrays


class SentencePlace(NamedTuple):
    """A sentence of a Doc: the places of its words, and the half-open span of all its tokens."""

    words: list[int]
    start: int
    end: int


@Language.factory("relazione_trees", default_config={"language": "de", "contexts": False})
class TreeParser(StoredNetwork[Network]):
    """Sets tags, features, lemmas and trees; sentences are those that the tokenizer found.

    With `contexts`, `Doc.tensor` keeps what the network makes of each word in its sentence, for `relazione_names`.
    """

    file = "network.npz"

    def __init__(self, nlp: Language, name: str, language: str, contexts: bool) -> None:  # noqa: FBT001
        self.name = name
        self._vocab: Vocab = nlp.vocab
        self._language = language
        self._keeps_contexts = contexts

    @property
    def labels(self) -> tuple[str, ...]:
        """The relations that it knows."""
        return tuple(self.network.relations) if self.network else ()

    def __call__(self, doc: Doc) -> Doc:
        """The Doc with its trees."""
        places = sentences_of(doc)
        analysed = self._loaded().analyse([[doc[at].text for at in place.words] for place in places if place.words])
        found = iter(analysed)
        self._annotate(doc, [(place, next(found) if place.words else None) for place in places])
        if self._keeps_contexts and analysed:
            words = [at for place in places for at in place.words]
            doc.tensor = np.zeros((len(doc), analysed[0].contexts.shape[1]), dtype=np.float32)
            doc.tensor[words] = np.concatenate([sentence.contexts for sentence in analysed])
        return doc

    def _annotate(self, doc: Doc, sentences: Sequence[tuple[SentencePlace, Analysed | None]]) -> None:
        """Sets what was found; white space hangs on the word before it."""
        strings, features = self._vocab.strings, self._vocab.morphology
        space, dep, root = strings.add("SPACE"), strings.add("dep"), strings.add("ROOT")
        table = np.zeros((len(doc), 6), dtype=np.uint64)
        heads = np.arange(-1, len(doc) - 1)
        table[:, 0], table[:, 1], table[:, 5] = space, dep, features.add("")
        table[:, 2] = [token.orth for token in doc]
        for place, found in sentences:
            first = place.words[0] if place.words else place.start
            heads[place.start : first] = first
            if found is None:
                heads[place.start], table[place.start, 1] = place.start, root
                continue
            for at, tag, feat, script, head, relation in zip(place.words, *found[:5], strict=True):
                heads[at] = place.words[head]
                table[at, :3] = (
                    strings.add(tag),
                    root if relation == "root" else strings.add(relation),
                    strings.add(lemma_by(script, doc[at].text)),
                )
                table[at, 5] = features.add(feat)
        table[:, 4] = table[:, 0]
        table[:, 3] = (heads - np.arange(len(doc))).astype(np.int64).astype(np.uint64)
        doc.from_array(["TAG", "DEP", "LEMMA", "HEAD", "POS", "MORPH"], table)  # type: ignore[arg-type]

    def _made(self, arrays: Mapping[str, np.ndarray]) -> Network:
        return Network(arrays, word_inputs(self._language))


def read_network(path: Path, language: str) -> Network:
    """The network in the file, fed with the lexicon and the vectors of the language."""
    return Network(read_arrays(path), word_inputs(language))


def sentences_of(doc: Doc) -> list[SentencePlace]:
    """The sentences of the Doc as the tokenizer marked them."""
    flags = doc.to_array("SENT_START") if len(doc) else np.zeros(0)
    starts = [at for at, flag in enumerate(flags.tolist()) if at == 0 or flag == 1]
    return [
        SentencePlace([at for at in range(start, end) if not doc[at].is_space], start, end)
        for start, end in pairwise([*starts, len(doc)])
    ]
