"""Trains the network that tags and parses, in PyTorch; `relazione.languages.network` runs it in numpy.

A graph-based parser with biaffine scores (Dozat and Manning, 2017), over windows of words and self-attention in
place of LSTMs; tags, features and lemmas are learnt with the trees.
"""

import copy
import math
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from relazione.languages.network import FAR
from training.samples import UNKNOWN, Labels, Sample, batches

Settings = Mapping[str, Any]
Trained = TypeVar("Trained", bound=nn.Module)
_VECTOR_SIZE = 0.3


def prepare(seed: int) -> None:
    """Fixes the seed; one thread, numbers too small to matter are nought."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)


class Embedded(nn.Module):  # type: ignore[misc, unused-ignore]
    """A network that begins with words one by one; its parameters bear the names under which they are saved.

    `sizes` counts the keys of each feature of words, `pieces` are the widths they take.
    """

    def __init__(
        self, sizes: Sequence[int], pieces: Sequence[int], vectors: np.ndarray, width: int, settings: Settings
    ) -> None:
        super().__init__()
        self.drop, self.word_drop = settings["dropout"], settings["word_dropout"]
        self.tables = nn.ModuleList(
            nn.Embedding(size + 1, piece, padding_idx=0) for size, piece in zip(sizes, pieces, strict=True)
        )
        for table in self.tables:
            nn.init.normal_(table.weight, std=_VECTOR_SIZE)
        self.scale = _VECTOR_SIZE / float(np.sqrt((vectors[1:] ** 2).mean()))
        self.register_buffer("vectors", torch.from_numpy(vectors * np.float32(self.scale)), persistent=False)
        self.mix = nn.Linear(sum(pieces) + vectors.shape[1], 2 * width)
        self.mix_norm = nn.LayerNorm(width)

    def embedded(self, keys: Tensor, rows: Tensor) -> Tensor:
        """The words one by one; in training some of what is known of them is left out, of the form more."""
        vectors = self.vectors[rows]
        if self.training:
            keep = torch.rand(keys.shape) >= self.word_drop
            keep[..., 0] &= torch.rand(rows.shape) >= self.word_drop
            keys = keys * keep
            vectors = vectors * (torch.rand(rows.shape) >= self.word_drop)[..., None]
        parts = [table(keys[..., column]) for column, table in enumerate(self.tables)]
        return self.mix_norm(maxout(self.mix(self.dropped(torch.cat([*parts, vectors], dim=-1), self.drop))))

    def dropped(self, x: Tensor, rate: float) -> Tensor:
        """In training a share of the values set to nought, the same ones for all words of a sentence."""
        if not self.training:
            return x
        return x * ((torch.rand(x.shape[0], 1, x.shape[2]) >= rate) / (1 - rate)).to(x.dtype)


class Net(Embedded):
    """The network that tags and parses.

    `settings["layers"]` names its layers: `w` looks at a word and its neighbours, `a` is self-attention.
    """

    def __init__(self, sizes: Sequence[int], vectors: np.ndarray, labels: Labels, settings: Settings) -> None:
        width, heads = settings["width"], settings["attention_heads"]
        super().__init__(sizes, settings["pieces"], vectors, width, settings)
        arc, rel = settings["arc"], settings["rel"]
        self.kinds, self.heads, self.reach = settings["layers"], heads, settings["reach"]
        self.drop_heads = settings["dropout_heads"]
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in self.kinds)
        self.layers = nn.ModuleList(
            nn.Linear(3 * width, 2 * width) if kind == "w" else nn.Linear(width, 3 * width) for kind in self.kinds
        )
        self.outs = nn.ModuleList(nn.Linear(width, width) if kind == "a" else nn.Identity() for kind in self.kinds)
        self.biases = nn.ParameterList(
            nn.Parameter(torch.zeros(heads if kind == "a" else 0, 2 * self.reach + 1)) for kind in self.kinds
        )
        self.last = nn.LayerNorm(width)
        self.arc = nn.Linear(width, 2 * arc)
        self.arc_pair = nn.Parameter(torch.randn(arc + 1, arc) / arc)
        self.arc_root = nn.Parameter(torch.randn(arc) * 0.1)
        self.rel = nn.Linear(width, 2 * rel)
        self.rel_pair = nn.Parameter(torch.zeros(rel + 1, len(labels.deps), rel + 1))
        self.tags = nn.Linear(width, len(labels.tags))
        self.feats = nn.Linear(width, len(labels.feats))
        self.lemmas = nn.Linear(width, len(labels.lemmas))

    def forward(self, keys: Tensor, rows: Tensor, mask: Tensor) -> dict[str, Tensor]:
        """Of words (batch, length) the scores of tags, features, lemmas and arcs, the root last.

        Of relations it gives what the words bring as dependents (`lower`) and as heads (`upper`). The mask is 1 for
        words.
        """
        x = self.dropped(self._encoded(self.embedded(keys, rows), mask), self.drop_heads).bfloat16()
        dependent, governor = nn.functional.leaky_relu(self.arc(x), 0.1).chunk(2, dim=-1)
        asked = _with_one(self.dropped(dependent, self.drop_heads)) @ self.arc_pair
        arcs = (asked @ self.dropped(governor, self.drop_heads).transpose(-1, -2)).float()
        far = (mask - 1)[:, None, :] * FAR - torch.eye(arcs.shape[1]) * FAR
        root = asked.float() @ self.arc_root
        lower, upper = nn.functional.leaky_relu(self.rel(x), 0.1).chunk(2, dim=-1)
        return {
            "tags": self.tags(x).float(),
            "feats": self.feats(x).float(),
            "lemmas": self.lemmas(x).float(),
            "arcs": torch.cat([arcs + far, root[..., None]], dim=-1),
            "lower": self.dropped(lower, self.drop_heads),
            "upper": self.dropped(upper, self.drop_heads),
        }

    def relations(self, lower: Tensor, upper: Tensor) -> Tensor:
        """The scores of the relations between dependents and their heads, a row for each pair."""
        size, count, other = self.rel_pair.shape
        asked = (_with_one(lower) @ self.rel_pair.reshape(size, count * other)).unflatten(-1, (count, other))
        return torch.einsum("nle,ne->nl", asked.float(), _with_one(upper).float())

    def _encoded(self, x: Tensor, mask: Tensor) -> Tensor:
        """The words in their sentences."""
        steps = torch.arange(x.shape[1])
        apart = (steps[None, :] - steps[:, None]).clamp(-self.reach, self.reach) + self.reach
        far = (mask - 1)[:, None, None, :] * FAR
        parts = (self.kinds, self.norms, self.layers, self.outs, self.biases)
        for kind, norm, layer, out, bias in zip(*parts, strict=True):
            normed = (norm(x) * mask[..., None]).bfloat16()
            if kind == "w":
                around = nn.functional.pad(normed, (0, 0, 1, 1))
                change = maxout(layer(torch.cat([around[:, :-2], normed, around[:, 2:]], dim=-1)))
            else:
                asked, keyed, given = (
                    part.unflatten(-1, (self.heads, -1)).transpose(1, 2) for part in layer(normed).chunk(3, dim=-1)
                )
                scores = (asked @ keyed.transpose(-1, -2)).float() / math.sqrt(asked.shape[-1])
                shares = (scores + bias[:, apart] + far).softmax(-1)
                change = out((shares.to(given.dtype) @ given).transpose(1, 2).flatten(2))
            x = x + self.dropped(change, self.drop)
        return self.last(x)


def maxout(x: Tensor) -> Tensor:
    """The larger of each number in the first half of a row and its fellow in the second."""
    one, other = x.chunk(2, dim=-1)
    return other + torch.relu(one - other)  # its gradient is cheaper than that of a maximum


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones_like(x[..., :1])], dim=-1)


def padded(batch: Sequence[Any]) -> tuple[Any, Tensor]:
    """The samples as one, each part (batch, length) and filled up, and the mask of words."""
    length = max(len(sample.tags) for sample in batch)
    columns = []
    for name, parts in zip(batch[0]._fields, zip(*batch, strict=True), strict=True):
        fill = UNKNOWN if name in {"tags", "feats", "lemmas", "heads", "deps"} else 0
        table = np.full((len(batch), length, *parts[0].shape[1:]), fill, dtype=parts[0].dtype)
        for row, part in zip(table, parts, strict=True):
            row[: len(part)] = part
        columns.append(torch.from_numpy(table))
    mask = torch.tensor([[float(at < len(sample.tags)) for at in range(length)] for sample in batch])
    return type(batch[0])(*columns), mask


def losses(net: Net, batch: Sequence[Sample]) -> dict[str, Tensor]:
    """The mean losses of a batch by task."""
    whole, mask = padded(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        out = net(whole.keys, whole.rows, mask)
        hanging = whole.heads >= 0
        places = whole.heads.clamp(min=0)[..., None].expand_as(out["upper"])  # type: ignore[attr-defined, unused-ignore]
        relations = net.relations(out["lower"][hanging], out["upper"].gather(1, places)[hanging])
    heads = torch.where(whole.heads == -1, mask.shape[1], whole.heads)
    cross = nn.functional.cross_entropy
    found = {
        name: cross(out[name].flatten(0, 1), labels.flatten())
        for name, labels in (("tags", whole.tags), ("feats", whole.feats), ("lemmas", whole.lemmas), ("arcs", heads))
    }
    return {**found, "deps": cross(relations, whole.deps[hanging])}


def train(
    net: Trained,
    samples: Callable[[int], list[Any]],
    settings: Settings,
    losses: Callable[[Trained, Sequence[Any]], dict[str, Tensor]],
    score: Callable[[Trained], str],
) -> Trained:
    """The running average of the network's weights; `samples` gives those of each pass.

    The learning rate rises in a line and falls by a cosine.
    """
    average: Trained = copy.deepcopy(net)
    average.eval()
    optimizer = torch.optim.AdamW(net.parameters(), betas=(0.9, 0.98), weight_decay=settings["decay"], fused=True)
    chance = random.Random(torch.initial_seed())  # noqa: S311  (no secrets)
    began, step, sums = time.time(), 0, Counter[str]()
    for turn in range(settings["passes"]):
        groups = list(batches(samples(turn), settings["words"], chance))
        for number, group in enumerate(groups):
            done = (turn + number / len(groups)) / settings["passes"]
            rate = min(1.0, (step + 1) / settings["warm_up"]) * max(0.01, 0.5 * (1 + math.cos(math.pi * done)))
            optimizer.param_groups[0]["lr"] = settings["learn_rate"] * rate
            found = losses(net.train(), group)
            optimizer.zero_grad(set_to_none=True)
            sum(settings["weights"][name] * value for name, value in found.items()).backward()  # type: ignore[union-attr, unused-ignore]
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            step += 1
            with torch.no_grad():
                share = max(1 - settings["average"], 9 / (10 + step))
                torch._foreach_lerp_(list(average.parameters()), list(net.parameters()), share)
            sums.update({name: float(value.detach()) / len(groups) for name, value in found.items()})
        line = " ".join(f"{name} {value:.3f}" for name, value in sums.items())
        print(f"{turn + 1:3d} {time.time() - began:6.0f} s  {line}  {score(average)}", flush=True)
        sums.clear()
    return average


def save(net: Net, columns: Sequence[np.ndarray], labels: Labels, path: Path) -> None:
    """Writes the network for `relazione.languages.network`."""
    arrays: dict[str, Any] = arrays_of(net, columns)
    arrays |= {f"names.{name}": np.array("\n".join(names)) for name, names in labels._asdict().items()}
    np.savez_compressed(path, kinds=np.array(net.kinds), **arrays)


def arrays_of(net: Embedded, columns: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """The weights of a network in half precision, made for vectors as they are, and the keys of words' features."""
    weights = {name: value.detach().numpy().copy() for name, value in net.state_dict().items()}
    weights["mix.weight"][:, -net.vectors.shape[1] :] *= net.scale
    arrays = {name: value.astype(np.float16) for name, value in weights.items()}
    return arrays | {f"columns.{number}": column for number, column in enumerate(columns)}
