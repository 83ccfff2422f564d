"""The model card, written from the measured figures."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from training.evaluate import Counts
from training.recipe import Recipe


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def card(figures: Mapping[str, Any], settings: Mapping[str, Any], recipe: Recipe, folder: Path) -> str:
    """The text of the card; the folder holds its words (`card.md`) and what was tried (`tries.yaml`)."""
    tries = yaml.safe_load((folder / "tries.yaml").read_text(encoding="utf-8"))
    parts = [
        (folder / "card.md").read_text(encoding="utf-8"),
        "\n## Figures\n\nFrom raw text, with the pipeline's own tokens and sentences; F in percent.\n",
    ]
    columns = ("tokens", "sentences", "upos", "features", "lemma", "uas", "las")
    rows = [[name, *(f"{scores[key]:.1f}" for key in columns)] for name, scores in figures["trees"].items()]
    parts.append(table(["", "tokens", "sentences", "UPOS", "features", "lemma", "UAS", "LAS"], rows))
    parts.append("Features: Case, Degree, Gender, Mood, Number, Person, Tense, VerbForm, all of them right.\n")
    if recipe.moods:
        parts.append("### Konjunktiv I (the treebanks together)\n")
        head = ["", "right", "given", "in the treebanks", "precision", "recall"]
        parts.append(table(head, _counts(figures["konjunktiv"])))
    parts.append("### Names\n")
    for name, counts in figures["names"].items():
        parts.append(f"{name}:\n")
        parts.append(table(["", "right", "given", "wanted", "precision", "recall", "F"], _counts(counts, f=True)))
    parts.append(f"### Relations on {list(figures['trees'])[1]} (F, head and label right)\n")
    relations = sorted(figures["relations"].items())
    parts.append(", ".join(f"{name} {value:.0f}" for name, value in relations) + "\n")
    parts.append("### Size and speed\n")
    parts.append(
        f"{figures['megabytes']:.0f} MB on disk, loaded in {figures['load_seconds']:.1f} s, "
        f"{figures['speed']:,.0f} words a second on one core.\n"
    )
    parts.append("## Tries\n")
    parts.append(
        table(
            ["try", "measured", "kept"],
            ([row["name"], str(row["found"]), "yes" if row["kept"] else "no"] for row in tries),
        )
    )
    parts.append("## Settings\n")
    trees, names = settings["trees"], settings["names"]
    layers = ", ".join({"w": "window", "a": "attention"}[kind] for kind in trees["layers"])
    length = f"{names['passes']} passes" if "passes" in names else f"{names['steps']} steps"
    parts.append(
        f"Tags and trees: width {trees['width']}, layers {layers}; {trees['passes']} passes. Names: width"
        f" {names['width']}, depth {names['depth']}, {length}. Seed {settings['seed']}.\n"
    )
    return "\n".join(parts)


def _counts(counts: Mapping[str, Counts], *, f: bool = False) -> list[list[str]]:
    """Rows of counts with precision and recall."""
    return [
        [name, str(row.right), str(row.given), str(row.wanted), f"{row.precision:.3f}", f"{row.recall:.3f}"]
        + ([f"{row.f:.1f}"] if f else [])
        for name, row in counts.items()
    ]
