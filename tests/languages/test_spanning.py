from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from relazione.languages.spanning import best_heads


def is_tree(heads: tuple[int, ...]) -> bool:
    """Whether every word leads to the root, which has one word."""
    count = len(heads)

    def arrives(word: int) -> bool:
        for _ in range(count):
            word = heads[word]
            if word == count:
                return True
        return False

    return sum(head == count for head in heads) == 1 and all(arrives(word) for word in range(count))


def best_sum(scores: np.ndarray) -> float:
    """The greatest sum over all trees, each looked at."""
    count = len(scores)
    trees = filter(is_tree, product(range(count + 1), repeat=count))
    return max(sum(scores[word, head] for word, head in enumerate(heads)) for heads in trees)


scores = st.integers(1, 4).flatmap(lambda n: arrays(float, (n, n + 1), elements=st.integers(-9, 9).map(float)))


@given(scores)
def test_the_tree_is_the_best_of_all(table: np.ndarray):
    heads = best_heads(table)
    assert is_tree(tuple(heads.tolist()))
    assert sum(table[word, head] for word, head in enumerate(heads)) == best_sum(table)


@pytest.mark.parametrize(
    ("table", "heads"),
    [
        ([[0.0, 5.0]], [1]),
        ([[0, 5, 1], [5, 0, 2]], [1, 2]),
        ([[0, 1, 9], [1, 0, 8]], [2, 0]),
    ],
)
def test_one_word_hangs_on_the_root_and_no_ring_is_left(table: list[list[float]], heads: list[int]):
    assert best_heads(np.array(table, dtype=float)).tolist() == heads
