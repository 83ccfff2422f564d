"""Copies of one text: what ten papers print of one agency report is one origin.

Texts are compared as sets of hashed word sequences (shingles). Candidates are found by minhash bands (Broder 1997, "On
the resemblance and containment of documents"), so that a text need not be held against all others.
"""

import re
import zlib
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

WORDS = 4  # in a shingle
BANDS, ROWS = 10, 3  # two texts that share 60 % of their shingles share a band in nine of ten cases
CONTAINED = 0.6  # share of the shorter text's shingles that the longer one holds, from which on it is a copy
LEAST_SHINGLES = 12  # shorter texts are no evidence of copying
PRIME = (1 << 31) - 1


@lru_cache(maxsize=1000)
def shingles(text: str) -> frozenset[int]:
    """Return the hashes of all sequences of WORDS words of a text."""
    words = re.findall(r"\w+", text.casefold())
    return frozenset(
        zlib.crc32(" ".join(words[place : place + WORDS]).encode()) for place in range(len(words) - WORDS + 1)
    )


def bands(found: frozenset[int]) -> tuple[int, ...]:
    """Return the minhash bands of a set of shingles: texts that share one may be copies; none for a short text."""
    if len(found) < LEAST_SHINGLES:
        return ()
    factors, summands = _permutations()
    values = np.fromiter(found, dtype=np.uint64, count=len(found)) % PRIME
    least = ((values[:, None] * factors + summands) % PRIME).min(axis=0).reshape(BANDS, ROWS)
    return tuple(zlib.crc32(row.tobytes()) | (number << 32) for number, row in enumerate(least))


def is_copy(left: frozenset[int], right: frozenset[int]) -> bool:
    """Tell whether one of two texts is a copy of the other, shortened or not."""
    shorter = min(len(left), len(right))
    return shorter >= LEAST_SHINGLES and len(left & right) >= CONTAINED * shorter


@cache
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    numbers = np.random.default_rng(1997).integers(1, PRIME, size=(2, BANDS * ROWS), dtype=np.uint64)
    return numbers[0], numbers[1]
