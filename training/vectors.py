"""Word vectors from raw text: debates of the German Bundestag (official works), floret's skip-gram."""

import lzma
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:[-’'.]\w+)*|[^\w\s]")


def write_tokens(sources: Iterable[Path], target: Path) -> Counter[str]:
    """Writes one paragraph a line, tokens apart; how often each token occurs."""
    counts: Counter[str] = Counter()
    with target.open("w", encoding="utf-8") as out:
        for source in sources:
            with lzma.open(source, "rt", encoding="utf-8") as lines:
                for line in lines:
                    tokens = [re.sub(r"\d", "0", token) for token in _TOKEN.findall(line)]
                    counts.update(tokens)
                    out.write(" ".join(tokens) + "\n")
    return counts


def train(tokens: Path, *, dim: int, epoch: int, threads: int, model: str = "skipgram") -> "object":
    """A trained floret model."""
    import floret

    return floret.train_unsupervised(
        str(tokens), model=model, mode="fasttext", dim=dim, epoch=epoch, thread=threads, minCount=20,
        minn=3, maxn=6, bucket=200_000, lr=0.05, ws=3, neg=5, verbose=1,
    )  # fmt: skip


def export(model: object, words: list[str], target: Path) -> None:
    """Writes the words and their unit-length vectors, each as whole numbers of one byte and a scale."""
    rows = np.asarray([model.get_word_vector(word) for word in words], dtype=np.float32)  # type: ignore[attr-defined]
    rows /= np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9
    scale = np.abs(rows).max(axis=1) / 127
    np.savez_compressed(
        target,
        words=np.asarray("\n".join(words)),
        rows=np.round(rows / scale[:, None]).astype(np.int8),
        scale=scale.astype(np.float16),
    )
