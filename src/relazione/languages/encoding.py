"""Words as rows of numbers, in numpy: what the networks that parse and find names have in common."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

_KEPT_WORDS = 60_000

Inputs = Callable[[str], tuple[Sequence[int], np.ndarray]]
Linear = tuple[np.ndarray, np.ndarray]


class Embedding:
    """Words one by one: what is known of them and their vectors mixed, each word computed once.

    `inputs` gives the keys of a word's features, and its vector.
    """

    def __init__(self, arrays: Mapping[str, np.ndarray], inputs: Inputs) -> None:
        floats = halves(arrays)
        self._inputs = inputs
        self._columns = [arrays[f"columns.{number}"] for number in range(count(arrays, "columns"))]
        self._tables = [floats[f"tables.{number}.weight"] for number in range(len(self._columns))]
        self._mix = linear(floats, "mix")
        self._mix_norm = linear(floats, "mix_norm")
        self._places: dict[str, int] = {}
        self._known = np.zeros((1024, len(self._mix_norm[1])), dtype=np.float32)

    def __call__(self, words: list[str]) -> np.ndarray:
        """A row for each word."""
        fresh = [word for word in dict.fromkeys(words) if word not in self._places]
        if fresh:
            if len(self._places) + len(fresh) > _KEPT_WORDS:
                self._places.clear()
                fresh = list(dict.fromkeys(words))
            first = len(self._places)
            while first + len(fresh) > len(self._known):
                self._known = np.concatenate([self._known, np.zeros_like(self._known)])
            self._known[first : first + len(fresh)] = self._mixed(fresh)
            self._places |= {word: first + number for number, word in enumerate(fresh)}
        return self._known[[self._places[word] for word in words]]

    def _mixed(self, words: list[str]) -> np.ndarray:
        inputs = [self._inputs(word) for word in words]
        keys = np.array([keys[: len(self._columns)] for keys, _ in inputs], dtype=np.uint64)
        parts = [np.stack([vector for _, vector in inputs])]
        for number, (column, table) in enumerate(zip(self._columns, self._tables, strict=True)):
            places = np.searchsorted(column, keys[:, number]).clip(max=len(column) - 1)
            parts.insert(number, table[np.where(column[places] == keys[:, number], places + 1, 0)])
        return normed(maxout(np.concatenate(parts, axis=1) @ self._mix[0] + self._mix[1]), self._mix_norm)


class Windows:
    """The spans of sentences in a table of words, to look at words and their neighbours."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._first = [start for start, _ in spans]
        self._last = [end - 1 for _, end in spans]

    def around(self, x: np.ndarray) -> np.ndarray:
        """The row before, of and behind each word side by side, nought beyond its sentence."""
        width = x.shape[1]
        around = np.zeros((len(x), 3 * width), dtype=np.float32)
        around[1:, :width] = x[:-1]
        around[self._first, :width] = 0
        around[:, width : 2 * width] = x
        around[:-1, 2 * width :] = x[1:]
        around[self._last, 2 * width :] = 0
        return around


def halves(arrays: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The arrays that were stored in half precision, in full."""
    return {name: array.astype(np.float32) for name, array in arrays.items() if array.dtype == np.float16}


def count(arrays: Mapping[str, Any], name: str) -> int:
    """How many arrays are numbered under the name."""
    return sum(key.startswith(name + ".") for key in arrays)


def linear(floats: Mapping[str, np.ndarray], name: str) -> Linear:
    """Weights, turned for a product from the left, and bias."""
    return np.ascontiguousarray(floats[f"{name}.weight"].T), floats[f"{name}.bias"]


def maxout(x: np.ndarray) -> np.ndarray:
    """The larger of each number in the first half of a row and its fellow in the second."""
    half = x.shape[1] // 2
    larger: np.ndarray = np.maximum(x[:, :half], x[:, half:])
    return larger


def normed(x: np.ndarray, norm: Linear) -> np.ndarray:
    """The rows brought to mean nought and spread one, then stretched and moved."""
    centred: np.ndarray = x - x.mean(axis=1, keepdims=True)
    spread = np.einsum("nd,nd->n", centred, centred) / x.shape[1]
    centred *= (1.0 / np.sqrt(spread + 1e-5))[:, None]
    centred *= norm[0]
    centred += norm[1]
    return centred
