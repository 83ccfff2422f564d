"""The network that tags and parses, in numpy: windows and self-attention over words, biaffine scores of arcs.

`training/joint.py` trains it. Heads and relations after Dozat and Manning, 2017 (arxiv.org/abs/1611.01734).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from relazione.languages.encoding import Embedding, Inputs, Windows, halves, linear, maxout, normed
from relazione.languages.spanning import best_heads

FAR = 1e4
_WORDS_AT_ONCE = 1000
_SCRIPT = re.compile(r"([=lu])(\d+)\|([^|]*)\|(\d+)\|(.*)", re.DOTALL)


class Analysed(NamedTuple):
    """What the network says of each word of a sentence; a root's head is the word itself.

    `contexts` is what it makes of each word in its sentence, a row of numbers.
    """

    tags: list[str]
    feats: list[str]
    scripts: list[str]
    heads: list[int]
    deps: list[str]
    contexts: np.ndarray


def script_of(form: str, lemma: str) -> str:
    """How the lemma is made of the form: case of the first letter, what is cut off and added at both ends."""
    case = "="
    if form[:1].lower() != form[:1] and lemma[:1].lower() == lemma[:1]:
        case, form = "l", form[:1].lower() + form[1:]
    elif form[:1].upper() != form[:1] and lemma[:1].upper() == lemma[:1]:
        case, form = "u", form[:1].upper() + form[1:]
    start, other, size = _common(form, lemma)
    if size == 0:
        return f"={len(form)}|{lemma}|0|"
    return f"{case}{start}|{lemma[:other]}|{len(form) - start - size}|{lemma[other + size :]}"


def _common(form: str, lemma: str) -> tuple[int, int, int]:
    """Where the longest string common to both begins in each, and its length."""
    best = (0, 0, 0)
    for start in range(len(form)):
        for other in range(len(lemma)):
            size = 0
            while start + size < len(form) and other + size < len(lemma) and form[start + size] == lemma[other + size]:
                size += 1
            if size > best[2]:
                best = (start, other, size)
    return best


@lru_cache(maxsize=100_000)
def lemma_by(script: str, form: str) -> str:
    """The lemma that a script makes of the form, the form where the script does not fit."""
    match = _SCRIPT.fullmatch(script)
    if match is None:
        return form
    case, cut, lead, end, tail = match.groups()
    if int(cut) + int(end) > len(form):
        return form
    first = form[:1].lower() if case == "l" else form[:1].upper() if case == "u" else form[:1]
    whole = first + form[1:]
    return (lead + whole[int(cut) : len(whole) - int(end)] + tail) or form


class Network:
    """A trained network; `inputs` gives the keys of a word's features, and its vector."""

    def __init__(self, arrays: Mapping[str, np.ndarray], inputs: Inputs) -> None:
        floats = halves(arrays)
        self._embed = Embedding(arrays, inputs)
        self._kinds = str(arrays["kinds"])
        self._names = {name: str(arrays[f"names.{name}"]).split("\n") for name in ("tags", "feats", "lemmas", "deps")}
        numbers = range(len(self._kinds))
        self._norms = [linear(floats, f"norms.{number}") for number in numbers]
        self._layers = [linear(floats, f"layers.{number}") for number in numbers]
        self._outs = {n: linear(floats, f"outs.{n}") for n in numbers if self._kinds[n] == "a"}
        self._biases = [floats[f"biases.{number}"] for number in numbers]
        self._last = linear(floats, "last")
        self._arc, self._rel = linear(floats, "arc"), linear(floats, "rel")
        self._pair, self._root = floats["arc_pair"], floats["arc_root"]
        size, count, other = floats["rel_pair"].shape
        self._rel_pair = floats["rel_pair"].reshape(size, count * other)
        self._rel_shape = (count, other)
        heads = [linear(floats, name) for name in ("tags", "feats", "lemmas")]
        self._choice = (
            np.concatenate([head[0] for head in heads], axis=1),
            np.concatenate([head[1] for head in heads]),
        )
        self._ends = np.cumsum([len(head[1]) for head in heads])[:-1]

    @property
    def relations(self) -> list[str]:
        """The relations that it chooses among."""
        return self._names["deps"]

    def analyse(self, sentences: Sequence[Sequence[str]]) -> list[Analysed]:
        """What it says of each sentence of words; none may be empty."""
        return [found for group in _groups(sentences) for found in self._analyse(group)]

    def contexts(self, sentences: Sequence[Sequence[str]]) -> list[np.ndarray]:
        """What it makes of the words of each sentence, without trees."""
        return [x[start:end] for x, spans in map(self._read, _groups(sentences)) for start, end in spans]

    def _read(self, sentences: Sequence[Sequence[str]]) -> tuple[np.ndarray, list[tuple[int, int]]]:
        """The words in their sentences, and the sentences' spans among them."""
        bounds = np.cumsum([0, *(len(sentence) for sentence in sentences)])
        spans = list(pairwise(bounds.tolist()))
        return self._encode(self._embed([word for sentence in sentences for word in sentence]), spans), spans

    def _analyse(self, sentences: Sequence[Sequence[str]]) -> list[Analysed]:
        x, spans = self._read(sentences)
        tags, feats, lemmas = np.split(x @ self._choice[0] + self._choice[1], self._ends, axis=1)
        dependent, governor = np.split(_leaky(x @ self._arc[0] + self._arc[1]), 2, axis=1)
        asked = dependent @ self._pair[:-1] + self._pair[-1]
        root = asked @ self._root
        heads = [_heads(asked[start:end] @ governor[start:end].T, root[start:end]) for start, end in spans]
        above = np.concatenate([head + start for head, (start, _) in zip(heads, spans, strict=True)])
        lower, upper = np.split(_leaky(x @ self._rel[0] + self._rel[1]), 2, axis=1)
        pairs = (lower @ self._rel_pair[:-1] + self._rel_pair[-1]).reshape(-1, *self._rel_shape)
        relations = np.matmul(pairs[..., :-1], upper[above][..., None])[..., 0] + pairs[..., -1]
        deps = self._named("deps", relations)
        columns = [self._named("tags", tags), self._named("feats", feats), self._named("lemmas", lemmas)]
        found = []
        for (start, end), head in zip(spans, heads, strict=True):
            own = head.tolist()
            named = ["root" if at == up else dep for at, (up, dep) in enumerate(zip(own, deps[start:end], strict=True))]
            tag, feat, lemma = (column[start:end] for column in columns)
            found.append(Analysed(tag, feat, lemma, own, named, x[start:end]))
        return found

    def _named(self, kind: str, scores: np.ndarray) -> list[str]:
        names = self._names[kind]
        return [names[place] for place in scores.argmax(axis=1).tolist()]

    def _encode(self, x: np.ndarray, spans: list[tuple[int, int]]) -> np.ndarray:
        """The words in their sentences."""
        windows = Windows(spans)
        for number, kind in enumerate(self._kinds):
            layer = self._layers[number]
            evened = normed(x, self._norms[number])
            if kind == "w":
                x = x + maxout(windows.around(evened) @ layer[0] + layer[1])
            else:
                out = self._outs[number]
                x = x + _attend(evened @ layer[0] + layer[1], spans, self._biases[number]) @ out[0] + out[1]
        return normed(x, self._last)


def _groups(sentences: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """The sentences in groups that are read at once."""
    group: list[Sequence[str]] = []
    for number, sentence in enumerate(sentences, start=1):
        group.append(sentence)
        if number == len(sentences) or sum(map(len, group)) > _WORDS_AT_ONCE:
            yield group
            group = []


def _attend(x: np.ndarray, spans: list[tuple[int, int]], bias: np.ndarray) -> np.ndarray:
    """Self-attention within each span over questions, keys and values side by side."""
    width, heads = x.shape[1] // 3, len(bias)
    reach = bias.shape[1] // 2
    size = width // heads
    parts = x.reshape(len(x), 3, heads, size).transpose(1, 2, 0, 3)
    asked, keyed, given = parts[0] * np.float32(size**-0.5), parts[1], parts[2]
    mixed = np.empty((heads, len(x), size), dtype=np.float32)
    for start, end in spans:
        steps = np.arange(end - start)
        apart = (steps[None, :] - steps[:, None]).clip(-reach, reach) + reach
        scores = asked[:, start:end] @ keyed[:, start:end].transpose(0, 2, 1)
        scores += bias[:, apart]
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(axis=-1, keepdims=True)
        np.matmul(scores, given[:, start:end], out=mixed[:, start:end])
    return mixed.transpose(1, 0, 2).reshape(len(x), width)


def _leaky(x: np.ndarray) -> np.ndarray:
    bent: np.ndarray = np.maximum(x, 0.1 * x)
    return bent


def _heads(arcs: np.ndarray, root: np.ndarray) -> np.ndarray:
    """The heads of a sentence's best tree, the root's its own."""
    scores = np.concatenate([arcs, root[:, None]], axis=1)
    np.fill_diagonal(scores, -FAR)
    heads = best_heads(scores - _log_sum(scores))
    words = np.arange(len(heads))
    return np.where(heads == len(heads), words, heads)


def _log_sum(scores: np.ndarray) -> np.ndarray:
    top = scores.max(axis=1, keepdims=True)
    total: np.ndarray = top + np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
    return total
