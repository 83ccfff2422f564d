"""Sentences as numbers, for the network that tags and parses."""

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from relazione.languages.components import word_keys, word_row
from relazione.languages.morphology import Word as Node
from relazione.languages.network import script_of
from relazione.languages.punctuation import attach_marks
from training.trees import Sentence

UNKNOWN = -100
LONGEST = 100


class Labels(NamedTuple):
    """The names that the network chooses among."""

    tags: list[str]
    feats: list[str]
    lemmas: list[str]
    deps: list[str]


class Sample(NamedTuple):
    """The words of a sentence: `keys` (words, features), all else (words,).

    A label that is not given is `UNKNOWN`, the head of a root -1.
    """

    keys: np.ndarray
    rows: np.ndarray
    tags: np.ndarray
    feats: np.ndarray
    lemmas: np.ndarray
    heads: np.ndarray
    deps: np.ndarray


def plain(sentence: Sentence) -> Sentence:
    """The sentence without tokens of white space, its punctuation marks hung up by rule."""
    kept = [index for index, word in enumerate(sentence.words) if word.pos != "SPACE"]
    place = {index: number for number, index in enumerate(kept)}
    words = [replace(sentence.words[index], head=place[sentence.words[index].head]) for index in kept]
    nodes = [Node(word.form, word.pos, word.dep, word.head, {}, word.lemma) for word in words]
    attach_marks(nodes)
    moved = (replace(word, head=node.head) for word, node in zip(words, nodes, strict=True))
    return replace(sentence, words=tuple(moved))


def labels_of(sentences: Sequence[Sentence], least: int) -> Labels:
    """The labels seen in the sentences, of features and lemmas those seen at least so often."""
    words = [word for sentence in sentences for word in sentence.words]
    feats = Counter(word.feats for word in words)
    lemmas = Counter(script_of(word.form, word.lemma) for word in words if word.lemma)
    return Labels(
        sorted({word.pos for word in words}),
        sorted(name for name, count in feats.items() if count >= least),
        sorted(name for name, count in lemmas.items() if count >= least),
        sorted({word.dep for word in words if word.dep != "root"}),
    )


def vocabulary(forms: Iterable[str], language: str, least: Sequence[int]) -> list[np.ndarray]:
    """For each feature of words the sorted keys that are seen at least so often in a text of these forms."""
    counts: list[Counter[int]] = [Counter() for _ in least]
    for word, count in Counter(forms).items():
        for column, key in zip(counts, word_keys(language, word), strict=False):
            column[key] += count
    return [
        np.array(sorted(key for key, count in column.items() if count >= few), dtype=np.uint64)
        for column, few in zip(counts, least, strict=True)
    ]


class Inputs:
    """Makes of words the numbers of their features, 0 for unknown ones, and the rows of their vectors."""

    def __init__(self, language: str, columns: Sequence[np.ndarray]) -> None:
        self._language = language
        self._numbers = [{key: place for place, key in enumerate(column.tolist(), start=1)} for column in columns]
        self._known: dict[str, tuple[list[int], int]] = {}

    def __call__(self, forms: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of the words of a sentence (words, features), and the rows."""
        inputs = [self._inputs(form) for form in forms]
        return np.array([keys for keys, _ in inputs]), np.array([row for _, row in inputs])

    def _inputs(self, form: str) -> tuple[list[int], int]:
        found = self._known.get(form)
        if found is None:
            keys = word_keys(self._language, form)
            numbers = [column.get(key, 0) for column, key in zip(self._numbers, keys, strict=False)]
            found = self._known[form] = (numbers, word_row(self._language, form))
        return found


class Reader:
    """Makes samples of sentences."""

    def __init__(self, language: str, columns: Sequence[np.ndarray], labels: Labels) -> None:
        self._inputs = Inputs(language, columns)
        self._labels = [{name: place for place, name in enumerate(names)} for names in labels]

    def samples(self, sentences: Sequence[Sentence]) -> list[Sample]:
        """The samples of all sentences that are not too long."""
        return [self.sample(sentence) for sentence in sentences if len(sentence.words) < LONGEST]

    def sample(self, sentence: Sentence) -> Sample:
        """The sample of one sentence."""
        words = sentence.words
        scripts = [script_of(word.form, word.lemma) if word.lemma else "" for word in words]
        tags, feats, lemmas, deps = self._labels
        return Sample(
            *self._inputs([word.form for word in words]),
            np.array([tags.get(word.pos, UNKNOWN) for word in words]),
            np.array([feats.get(word.feats, UNKNOWN) for word in words]),
            np.array([lemmas.get(script, UNKNOWN) for script in scripts]),
            np.array([-1 if word.head == index else word.head for index, word in enumerate(words)]),
            np.array([deps.get(word.dep, UNKNOWN) for word in words]),
        )


def batches(samples: Sequence[Any], words: int, chance: random.Random) -> Iterator[list[Any]]:
    """All samples in batches of at most so many words when filled up.

    Sentences of like length come together, which ones is left to chance.
    """
    groups: list[list[Any]] = [[]]
    longest = 0
    for sample in sorted(samples, key=lambda sample: len(sample.tags) + chance.uniform(-4, 4)):
        longest = max(longest, len(sample.tags))
        if groups[-1] and longest * (len(groups[-1]) + 1) > words:
            groups.append([])
            longest = len(sample.tags)
        groups[-1].append(sample)
    chance.shuffle(groups)
    yield from groups
