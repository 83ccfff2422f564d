"""The best tree over the words of a sentence, given a score for each word on each head."""

import numpy as np

_FAR = 1e6


def best_heads(scores: np.ndarray) -> np.ndarray:
    """The heads of the tree with the greatest sum of scores in which one word alone hangs on the root.

    `scores[i, j]` is that of word i on word j, the last column that of the root; the heads are numbered alike.
    Chu-Liu and Edmonds' algorithm; it is asked only where the best head of each word makes no tree.
    """
    count = len(scores)
    table = np.full((count, count + 1), -np.inf)
    table[:] = scores
    table[np.arange(count), np.arange(count)] = -np.inf
    heads: np.ndarray = table.argmax(axis=1)
    if np.count_nonzero(heads == count) == 1 and _ring(heads) is None:
        return heads
    # No tree does without the root: with each arc to it dear, the best tree has one.
    table[:, count] -= _FAR
    return _tree(table)


def _tree(table: np.ndarray) -> np.ndarray:
    """The heads of the best tree, roots as many as it takes."""
    heads: np.ndarray = table.argmax(axis=1)
    ring = _ring(heads)
    if ring is None:
        return heads
    count = len(table)
    inside = np.zeros(count + 1, dtype=bool)
    inside[ring] = True
    outer = np.flatnonzero(~inside)
    words = outer[:-1]
    # One word, the last before the root, stands for the ring: what enters it must break one of its arcs.
    entering = table[np.ix_(ring, outer)] - table[ring, heads[ring]][:, None]
    leaving = table[np.ix_(words, ring)]
    smaller = np.full((len(words) + 1, len(words) + 2), -np.inf)
    smaller[:-1, :-2] = table[np.ix_(words, words)]
    smaller[:-1, -2] = leaving.max(axis=1, initial=-np.inf)
    smaller[:-1, -1] = table[words, count]
    broken = entering.argmax(axis=0)
    best = entering[broken, np.arange(len(outer))]
    smaller[-1, :-2] = best[:-1]
    smaller[-1, -1] = best[-1]
    solved = _tree(smaller)
    place = len(words)
    for number, word in enumerate(words):
        head = solved[number]
        if head == place:
            heads[word] = ring[leaving[number].argmax()]
        else:
            heads[word] = count if head > place else words[head]
    head = solved[place]
    column = len(outer) - 1 if head > place else head
    heads[ring[broken[column]]] = outer[column]
    return heads


def _ring(heads: np.ndarray) -> np.ndarray | None:
    """The words of a ring that the heads run in, `None` where there is none."""
    count = len(heads)
    seen = [0] * (count + 1)
    seen[count] = -1
    following = heads.tolist()
    for start in range(count):
        word = start
        while seen[word] == 0:
            seen[word] = start + 1
            word = following[word]
        if seen[word] == start + 1:
            ring = [word]
            while following[ring[-1]] != word:
                ring.append(following[ring[-1]])
            return np.array(ring)
    return None
