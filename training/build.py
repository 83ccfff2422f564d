"""Builds the pipeline of a language: `python -m training.build DATA_DIR [--language de] [STEP …]`.

DATA_DIR holds the language's data under the names that its module tells: `training/german.py`, `training/english.py`.
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

from training import english, gazetteer, german, vectors
from training.card import card
from training.corpus import completed
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
from training.names import NamedText
from training.recipe import Recipe
from training.trees import Sentence, read_sentences, write_sentences

if TYPE_CHECKING:
    from spacy.language import Language

HERE = Path(__file__).parent
PACKS = HERE.parent / "src" / "relazione" / "languages"
RECIPES = {"de": german.RECIPE, "en": english.RECIPE}


class Place(NamedTuple):
    """Where the data lies, where intermediate files go, the settings and the language's data."""

    data: Path
    work: Path
    settings: dict[str, Any]

    @property
    def language(self) -> str:
        """The code of the language."""
        return str(self.settings["language"])

    @property
    def pack(self) -> Path:
        """The folder of the language's pack."""
        return PACKS / self.language

    @property
    def recipe(self) -> Recipe:
        """The data of the language."""
        return RECIPES[self.language]


def build_forms(place: Place) -> None:
    """The lists of forms → forms.bin."""
    print(f"{place.recipe.forms(place.data, place.pack / 'forms.bin')} forms")


def build_vectors(place: Place) -> None:
    """Raw text → vectors.npz."""
    settings = place.settings["vectors"]
    tokens = place.work / "raw.tokens"
    counts = vectors.write_tokens(place.recipe.raw(place.data), tokens)
    model = vectors.train(tokens, dim=settings["dim"], epoch=settings["epoch"], threads=1)
    words = [word for word, count in counts.most_common(settings["words"]) if count >= 20]
    vectors.export(model, words, place.pack / "vectors.npz")
    print(f"{sum(counts.values())} tokens, {len(words)} vectors")


def build_lists(place: Place) -> None:
    """WikiANN, the ontology's tables and the lexicon → names.xz."""
    ontology = PACKS.parent / "ontology" / "data"
    wikiann = place.data / "ner-wikiann" / "data" / "wikiann" / place.recipe.wikiann
    print(
        f"{gazetteer.build(wikiann, ontology, place.pack / 'lexicon', place.language, place.pack / 'names.xz')} words"
    )


def train_teacher(place: Place) -> None:
    """The part of the treebank that has features → a pipeline that guesses those of the rest, where there is one."""
    if not place.recipe.guessed:
        return
    sentences = place.recipe.trees(place.data)
    settings = {**place.settings["parser"], **place.settings["teacher"]}
    _train_parser(place, sentences, settings, place.work / "teacher")


def build_corpus(place: Place) -> None:
    """The treebank and the teacher's guesses → train.conllu with features and lemmas throughout."""
    prepare(place.settings["seed"])
    sentences = place.recipe.trees(place.data)
    whole = _guessed(place, sentences) if place.recipe.guessed else sentences
    write_sentences(whole, place.work / "train.conllu")
    print(f"{len(whole)} sentences, {sum(len(sentence.words) for sentence in whole)} words")


def _guessed(place: Place, sentences: list[Sentence]) -> list[Sentence]:
    """The sentences with features and lemmas, those missing guessed by the teacher."""
    import spacy

    from relazione.languages.components import language_forms

    teacher = spacy.load(place.work / "teacher", exclude=["tokenizer", "parser"])
    forms = language_forms(place.language)
    given = zip(sentences, guesses(teacher, sentences), strict=True)
    return [completed(sentence, guess, forms) for sentence, guess in given]


def train_encoder(place: Place) -> None:
    """train.conllu, with sentences made from it → a pipeline whose encoder the name finder begins with, if any."""
    if "parser" not in place.settings:
        return
    from relazione.languages.components import language_forms

    whole = list(read_sentences(place.work / "train.conllu"))
    sentences = place.recipe.grown(whole, language_forms(place.language), place.settings["seed"])
    _train_parser(place, sentences, place.settings["parser"], place.work / "encoder")


def _train_parser(place: Place, sentences: list[Sentence], settings: dict[str, Any], target: Path) -> None:
    """Trains tagger, morphology, lemmas and parser, choosing by the dev part of the treebank."""
    prepare(place.settings["seed"])
    nlp = blank_parser(place.language, settings)
    examples = tree_examples(nlp, sentences)
    nlp.initialize(lambda: examples)
    dev = tree_examples(nlp, place.recipe.dev(place.data))

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

    language, settings = place.language, place.settings["trees"]
    joint.prepare(place.settings["seed"])
    whole = list(read_sentences(place.work / "train.conllu"))
    variants = [
        [samples.plain(sentence) for sentence in place.recipe.grown(whole, language_forms(language), seed)]
        for seed in range(1, settings["variants"] + 1)
    ]
    labels = samples.labels_of(variants[0], settings["least_labels"])
    words = (word.form for sentence in variants[0] for word in sentence.words)
    columns = samples.vocabulary(words, language, settings["least"])
    reader = samples.Reader(language, columns, labels)
    read = [reader.samples(sentences) for sentences in variants]
    _, vectors = word_vectors(language)
    net = joint.Net([len(column) for column in columns], vectors, labels, settings)
    dev = [samples.plain(sentence) for sentence in place.recipe.dev(place.data)]

    def score(net: joint.Net) -> str:
        joint.save(net, columns, labels, place.work / "network.npz")
        return score_network(read_network(place.work / "network.npz", language), dev)

    joint.train(net, lambda turn: read[turn % len(read)], settings, joint.losses, score)


def train_names(place: Place) -> None:
    """Texts with names, and the encoder or network.npz → the part that finds names."""
    if "classes" in place.settings["names"]:
        _train_finder(place)
    else:
        _train_transitions(place)


def _train_finder(place: Place) -> None:
    """Trains the network of names that stands on that of trees, on texts of all kinds."""
    import spacy

    from relazione.languages.components import word_vectors
    from relazione.languages.treeparser import read_network
    from training import finder, joint, samples

    language, settings = place.language, place.settings["names"]
    joint.prepare(place.settings["seed"])
    nlp = _with_tokenizer(spacy.blank(language), place.pack)
    trees = read_network(place.work / "network.npz", language)
    texts = place.recipe.broad(place.data, settings, place.settings["seed"])
    sentences = [*finder.labelled(nlp, texts), *finder.unnamed(place.recipe.unnamed(place.data))]
    words = [word for sentence in sentences for word in sentence.words]
    print(f"{len(sentences)} sentences, {len(words)} words", flush=True)
    columns = samples.vocabulary(words, language, settings["least"])
    inputs = samples.Inputs(language, columns)
    labels = finder.labels_of(settings["classes"])
    read = finder.samples(sentences, inputs, trees, labels)
    _, vectors = word_vectors(language)
    net = finder.NameNet([len(column) for column in columns], vectors, read[0].contexts.shape[1], settings)
    held_out = place.recipe.held_out(place.data)

    def score(net: finder.NameNet) -> str:
        finder.save(net, columns, place.work / "names.npz")
        counts = score_names(_whole(place), held_out)
        return " ".join(f"{label} {count.f:.1f}" for label, count in counts.items())

    net = joint.train(net, lambda _: read, settings, finder.losses, score)
    if place.recipe.close is not None:
        close = list(finder.labelled(nlp, place.recipe.close(place.data, settings, place.settings["seed"])))
        last = finder.samples(close, inputs, trees, labels)
        joint.train(net, lambda _: last, {**settings, **settings["close"]}, finder.losses, score)


def _train_transitions(place: Place) -> None:
    """Trains spaCy's transitions: first on texts of all kinds, then on those alone that are marked best."""
    settings = place.settings["names"]
    prepare(place.settings["seed"])
    broad = place.recipe.broad(place.data, settings, place.settings["seed"])
    nlp = _with_tokenizer(blank_names(place.language, settings), place.pack)
    nlp.initialize(lambda: [name_example(nlp, named) for named in broad])
    if "parser" in place.settings:
        copy_encoder(place.work / "encoder", nlp)
    _fit_names(place, nlp, broad, settings, place.work / "names-broad")
    if place.recipe.close is None:
        raise ValueError(f"{place.recipe.name} has no texts for the last part of training")
    prepare(place.settings["seed"])
    nlp = _load(place.work / "names-broad", place.pack)
    close = place.recipe.close(place.data, settings, place.settings["seed"])
    _fit_names(place, nlp, close, {**settings, **settings["close"]}, place.work / "names")


def _fit_names(place: Place, nlp: "Language", texts: list[NamedText], settings: dict[str, Any], target: Path) -> None:
    """Trains the name finder on the texts, choosing by those held out."""
    examples = [name_example(nlp, named) for named in texts]
    held_out = place.recipe.held_out(place.data)

    def score(nlp: "Language") -> tuple[float, str]:
        counts = score_names(nlp, held_out)
        return counts["all"].f, " ".join(f"{label} {count.f:.1f}" for label, count in counts.items())

    fit(nlp, examples, settings, score, target)


def _load(path: Path, pack: Path) -> "Language":
    """The trained pipeline in the folder, with the pack's tokenizer."""
    import spacy

    from relazione.languages import components, treeparser  # noqa: F401

    return _with_tokenizer(spacy.load(path, exclude=["tokenizer"]), pack)


def _with_tokenizer(nlp: "Language", pack: Path) -> "Language":
    """The pipeline with the pack's tokenizer."""
    from relazione.languages.tokenizer import Splitter, Tokenizer, load_stop_words

    nlp.tokenizer = Tokenizer(nlp.vocab, Splitter(load_stop_words(pack / "lexicon" / "abbreviations.yaml")))
    return nlp


def _whole(place: Place) -> "Language":
    """The pipeline put together from the parts in the work folder."""
    import spacy

    from relazione.languages import components, namefinder, treeparser  # noqa: F401

    language = {"language": place.language}
    nlp = _with_tokenizer(spacy.blank(place.language), place.pack)
    own = "classes" in place.settings["names"]
    trees = nlp.add_pipe("relazione_trees", name="parser", config={**language, "contexts": own})
    trees.load(place.work / "network.npz")  # type: ignore[attr-defined]
    nlp.add_pipe("relazione_refine", config=language)
    if own:
        nlp.add_pipe("relazione_names", name="ner", config=language).load(place.work / "names.npz")  # type: ignore[attr-defined]
    else:
        nlp.add_pipe("ner", source=_load(place.work / "names", place.pack))
    return nlp


def assemble(place: Place) -> None:
    """The parts → pipeline/, swapped in whole."""
    prepare(place.settings["seed"])
    nlp = _whole(place)
    nlp.meta.update(
        name="relazione",
        version=place.settings["version"],
        description=f"{place.recipe.name} press reports: tags, features, lemmas, UD trees, names",
        author="The Relazione developers",
        license="CC BY-SA 4.0",
    )
    swap_in(nlp, place.pack / "pipeline")


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

    began = time.process_time()
    target = place.pack / "pipeline"
    nlp = load_pipeline(target)
    nlp("2026.")
    figures = {"load_seconds": time.process_time() - began, **measure(nlp, place.recipe, place.data)}
    files = [*target.rglob("*"), *(place.pack / name for name in ("vectors.npz", "forms.bin", "names.xz"))]
    figures["megabytes"] = sum(file.stat().st_size for file in files if file.is_file()) / 1e6
    (target / "metrics.json").write_text(
        json.dumps(figures, indent=1, default=float, ensure_ascii=False) + "\n", encoding="utf-8"
    )
    text = card(figures, place.settings, place.recipe, HERE / place.language)
    (target / "CARD.md").write_text(text, encoding="utf-8")


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
    parser.add_argument("--language", choices=sorted(RECIPES), default="de")
    parser.add_argument("--work", type=Path, help="folder for intermediate files (training/work/LANGUAGE)")
    arguments = parser.parse_args()
    unknown = set(arguments.steps) - set(STEPS)
    if unknown:
        parser.error(f"no such step: {', '.join(sorted(unknown))}; there are {', '.join(STEPS)}")
    work = arguments.work or HERE / "work" / arguments.language
    work.mkdir(parents=True, exist_ok=True)
    settings = yaml.safe_load((HERE / arguments.language / "config.yaml").read_text(encoding="utf-8"))
    for name in arguments.steps or STEPS:
        print(f"== {name}: {STEPS[name].__doc__}", flush=True)
        STEPS[name](Place(arguments.data, work, settings))


if __name__ == "__main__":
    main()
