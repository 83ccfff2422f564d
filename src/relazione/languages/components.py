"""spaCy layers and components of the trained pipelines; importing this module registers them.

The encoder reads, beside the usual affixes, what the full-form lexicon knows of a word (its
ambiguity class), in which lists of names it stands, and a word vector; all are looked up once a word and kept.
"""

import lzma
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

import numpy as np
from spacy.language import Language
from spacy.strings import hash_string  # type: ignore[attr-defined]
from spacy.tokens import Doc, Span
from spacy.util import registry
from thinc.api import (
    HashEmbed,
    LayerNorm,
    Maxout,
    Model,
    chain,
    concatenate,
    list2ragged,
    ragged2list,
    with_array,
)

from relazione.languages.forms import Analysis, Forms
from relazione.languages.lemmas import settle_lemmas
from relazione.languages.mending import mend, part_told
from relazione.languages.morphology import Word, is_tree, refine, to_feats, to_text
from relazione.languages.pack import forms_of, read_head
from relazione.languages.punctuation import attach_marks

AnyModel = Model[Any, Any]
_HERE = Path(__file__).parent
_COLUMNS = 9
_COARSE, _LISTS = 6, 8
_FEATURES = {"Mood": 1, "Tense": 2, "Number": 1, "Person": 1, "Case": 1}


@cache
def language_forms(language: str) -> Forms:
    """The full-form lexicon of a language."""
    return forms_of(_HERE / language)


@cache
def word_vectors(language: str) -> tuple[dict[str, int], np.ndarray]:
    """The rows of the words that have a vector, and the vectors; row 0 is that of unknown words."""
    with np.load(_HERE / language / "vectors.npz", allow_pickle=False) as file:
        words = str(file["words"]).split("\n")
        rows = file["rows"].astype(np.float32) * file["scale"].astype(np.float32)[:, None]
    table = np.zeros((len(words) + 1, rows.shape[1]), dtype=np.float32)
    table[1:] = rows
    return {word: number for number, word in enumerate(words, start=1)}, table


@cache
def name_lists(language: str) -> dict[str, str]:
    """The words that names are made of, with a letter for each list they stand in."""
    lines = lzma.decompress((_HERE / language / "names.xz").read_bytes()).decode().splitlines()
    return dict(line.split("\t") for line in lines)


def _in_lists(language: str, word: str) -> str:
    """The lists of names that a word stands in, its genitive `-s` aside; of a hyphenated word those of both ends."""
    lists = name_lists(language)
    found = lists.get(word) or (lists.get(word[:-1], "") if word.endswith("s") else "")
    if not found and "-" in word:
        first, last = word.split("-", 1)[0], word.rsplit("-", 1)[1]
        found = f"{lists.get(first, '')}-{lists.get(last, '')}"
    return found


@lru_cache(maxsize=200_000)
def word_keys(language: str, word: str) -> tuple[int, ...]:
    """The keys of a word's features: form, prefix, suffixes, shape, readings coarse and fine, lists of names."""
    forms = language_forms(language)
    clean = "".join("0" if sign.isdigit() else sign for sign in word if sign != "\u00ad")
    readings = forms.analyses(word)
    mark = ""
    if not readings and clean[:1].isupper():
        readings, mark = forms.compound(word), "~"
    coarse = mark + " ".join(sorted({_coarse(reading) for reading in readings}))
    fine = mark + " ".join(sorted({_fine(reading) for reading in readings}))
    features = (
        clean.lower(),
        clean[:3],
        clean[-3:].lower(),
        clean[-4:].lower(),
        clean[-2:],
        shape(clean),
        coarse,
        fine,
        _in_lists(language, word.replace("\u00ad", "")),
    )
    return tuple(hash_string(f"{number}:{feature}") for number, feature in enumerate(features))


def shape(word: str) -> str:
    """The word's shape, runs of a kind as one sign: `G-20` gives `X-0`, `Sa’ar` gives `Xx’x`."""
    out = ""
    for sign in word:
        mark = "X" if sign.isupper() else "x" if sign.islower() else "0" if sign.isdigit() else sign
        if mark != out[-1:] or mark == "X":
            out += mark
    return out[:6]


def _coarse(reading: Analysis) -> str:
    """The reading's part of speech with mood or form."""
    if reading.upos in {"VERB", "AUX"}:
        pairs = _pairs(reading.feats)
        return reading.upos[0] + pairs.get("Mood", pairs.get("VerbForm", "")) + pairs.get("Tense", "")
    if reading.upos == "ADJ":
        return "Aflect" if "Case=" in reading.feats else "A"
    return "N"


def _fine(reading: Analysis) -> str:
    """The reading's part of speech with its features, gender of adjectives apart."""
    pairs = _pairs(reading.feats)
    text = "".join(pairs.get(name, "")[:size] for name, size in _FEATURES.items())
    if reading.upos == "NOUN":
        return "N" + pairs.get("Gender", "") + text
    if reading.upos == "ADJ":
        return "A" + pairs.get("Degree", "")[:1] + ("f" if "Case" in pairs else "")
    return reading.upos[0] + (text or pairs.get("VerbForm", ""))


def _pairs(feats: str) -> dict[str, str]:
    """Features in the notation of Universal Dependencies as names and values."""
    return dict(pair.split("=", 1) for pair in feats.split("|") if pair)


@lru_cache(maxsize=200_000)
def word_row(language: str, word: str) -> int:
    """The row of the word's vector: of the word, of its other spelling, of its compound's head, or 0."""
    rows, _ = word_vectors(language)
    clean = "".join("0" if sign.isdigit() else sign for sign in word if sign != "\u00ad")
    for form in (clean, clean.lower(), clean.capitalize()):
        if form in rows:
            return rows[form]
    if not language_forms(language).derives:
        return 0
    for cut in range(3, len(clean) - 3):
        tail = clean[cut:].lstrip("-")
        for form in (tail.capitalize(), tail) if clean[:1].isupper() else (tail,):
            if len(form) > 3 and form in rows:
                return rows[form]
    return 0


def word_inputs(language: str) -> Callable[[str], tuple[tuple[int, ...], np.ndarray]]:
    """What the networks of a language read of a word: the keys of its features, and its vector."""
    _, vectors = word_vectors(language)

    def inputs(word: str) -> tuple[tuple[int, ...], np.ndarray]:
        return word_keys(language, word), vectors[word_row(language, word)]

    return inputs


def _keys_forward(model: AnyModel, docs: list[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], list[Any]]]:  # noqa: ARG001, FBT001
    """A table of keys for each Doc."""
    language = model.attrs["language"]
    tables = [
        np.array([word_keys(language, token.text) for token in doc], dtype=np.uint64).reshape(len(doc), _COLUMNS)
        for doc in docs
    ]
    return tables, lambda _gradient: []


def word_features(language: str) -> AnyModel:
    """A layer from Docs to the keys of their words."""
    return Model("word_features", _keys_forward, attrs={"language": language})


def _vectors_forward(model: AnyModel, docs: list[Doc], is_train: bool) -> tuple[list[Any], Callable[[Any], list[Any]]]:  # noqa: ARG001, FBT001
    """The projected vector of each word."""
    language = model.attrs["language"]
    _, table = word_vectors(language)
    lengths = [len(doc) for doc in docs]
    rows = np.array([word_row(language, token.text) for doc in docs for token in doc], dtype=np.int64)
    vectors: Any = table[rows]
    projected = model.ops.gemm(vectors, cast("Any", model.get_param("W")), trans2=True)

    def backprop(gradients: list[Any]) -> list[Any]:
        gradient = model.ops.xp.concatenate(gradients) if gradients else projected
        model.inc_grad("W", model.ops.gemm(gradient, vectors, trans1=True))
        return []

    return list(np.split(cast("Any", projected), np.cumsum(lengths)[:-1])), backprop


def _vectors_init(model: AnyModel, X: Any = None, Y: Any = None) -> None:  # noqa: ARG001, N803
    """Sets the projection to small random numbers."""
    _, table = word_vectors(model.attrs["language"])
    wide, narrow = table.shape[1], model.get_dim("nO")
    limit = (6.0 / (wide + narrow)) ** 0.5
    weights: Any = np.random.uniform(-limit, limit, (narrow, wide)).astype(np.float32)  # noqa: NPY002  (seeded by thinc)
    model.set_param("W", weights)


def projected_vectors(language: str, width: int) -> AnyModel:
    """A layer from Docs to the projected vectors of their words."""
    return Model(
        "projected_vectors",
        _vectors_forward,
        init=_vectors_init,
        params={"W": None},
        dims={"nO": width},
        attrs={"language": language},
    )


@registry.architectures("relazione.WordEmbed.v1")  # type: ignore[untyped-decorator]
def word_embed(  # noqa: PLR0913
    language: str,
    width: int,
    piece: int,
    rows: list[int],
    vectors: bool,  # noqa: FBT001
    lists: bool = False,  # noqa: FBT001, FBT002
) -> AnyModel:
    """A layer from Docs to an embedding of each word; `piece` is the width of one feature's embedding.

    With `lists` it reads the lists of names that a word stands in, in place of its coarse readings.
    """
    columns = [_LISTS if lists and column == _COARSE else column for column in range(len(rows))]
    tables: list[AnyModel] = [
        HashEmbed(piece, count, column=column, seed=column + 7) for column, count in zip(columns, rows, strict=True)
    ]
    hashed: AnyModel = chain(word_features(language), list2ragged(), with_array(concatenate(*tables)))
    parts = [hashed, chain(projected_vectors(language, piece), list2ragged())] if vectors else [hashed]
    inputs = piece * (len(rows) + vectors)
    mixer: AnyModel = chain(Maxout(width, inputs, nP=3, dropout=0.0), LayerNorm(width))
    embedding: AnyModel = chain(concatenate(*parts) if vectors else hashed, with_array(mixer), ragged2list())
    embedding.set_dim("nO", width)
    return embedding


# What a pack may name to put trees right.
_MENDING: dict[str, Callable[[list[Word], Forms], None]] = {
    "relations": mend,
    "agreement": refine,
    "lemmas": settle_lemmas,
    "addressees": part_told,
}


@Language.factory("relazione_refine", default_config={"language": "de"})
class Refiner:
    """Sets parts of speech from tags, features and lemmas as lexicon and tree allow, heads of punctuation by rule."""

    def __init__(self, nlp: Language, name: str, language: str) -> None:
        self.name = name
        self._forms = language_forms(language)
        self._rules = [_MENDING[name] for name in read_head(language).mending]
        self._strings, self._morphology = nlp.vocab.strings, nlp.vocab.morphology

    def __call__(self, doc: Doc) -> Doc:
        """The Doc, its annotation put right."""
        words: list[Word] = []
        for sentence in doc.sents:
            words += self._refined(sentence)
        if words:
            self._annotate(doc, words)
        return doc

    def _refined(self, sentence: Span) -> list[Word]:
        """The words of one sentence put right, their heads numbered through the Doc; where the rules would make a ring
        of heads, the parser's stay.
        """
        words = [
            Word(
                form=token.text.replace("\u00ad", ""),
                pos=token.pos_,
                dep=token.dep_,
                head=token.head.i - sentence.start,
                feats=to_feats(str(token.morph)),
                lemma=token.lemma_,
            )
            for token in sentence
        ]
        heads, deps = [word.head for word in words], [word.dep for word in words]
        for rules in self._rules:
            rules(words, self._forms)
        if not is_tree(words):
            for word, head, dep in zip(words, heads, deps, strict=True):
                word.head, word.dep = head, dep
        attach_marks(words)
        for word in words:
            word.head += sentence.start
        return words

    def _annotate(self, doc: Doc, words: list[Word]) -> None:
        """Sets what was put right, all at once: each head that spaCy is given anew costs a walk through the Doc."""
        add, features = self._strings.add, self._morphology.add
        table = np.array(
            [
                (add(word.pos), add(word.dep), add(word.lemma), features(to_text(word.feats)), word.head)
                for word in words
            ],
            dtype=np.uint64,
        )
        table[:, 4] -= np.arange(len(words), dtype=np.uint64)
        doc.from_array(["POS", "DEP", "LEMMA", "MORPH", "HEAD"], table)  # type: ignore[arg-type]
