"""The English data: trees of EWT and GUM, names of GUM, re3d, Wikigold and WikiANN.

forms-en       lemminflect 0.2.3 (PyPI), its `resources/infl_lu.csv.gz`
ud-en-ewt      UD English-EWT 2.16 (CC BY-SA 4.0)
ud-en-gum      GUM, its openly licensed genres (annotation CC BY 4.0), trees with entities
ner-en-re3d    names in texts of diplomacy and defence, licence by source
raw-en         UN General Debate 1991 to 2024 (CC0), speeches of American presidents (public domain), .txt.xz
ud-en-pud      UD English-PUD (test only)
ner-en-wikigold  Wikigold (CC BY 4.0, test only)
ner-wikiann    WikiANN, English part (ODC-BY)
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from relazione.ontology.countries import state_names
from training import inflections
from training.corpus import with_spaces
from training.names import NamedSpan, NamedText, name_pools, read_bio, read_wikiann, swapped
from training.recipe import Recipe, Settings
from training.trees import Sentence, Word, joined, read_sentences

# Relations of newer releases that our standard writes as older ones.
_RELATIONS = {
    "obl:unmarked": "obl:tmod",
    "obl:npmod": "obl:tmod",
    "nmod:unmarked": "nmod:tmod",
    "nmod:npmod": "nmod:tmod",
    "nmod:desc": "appos",
    "nsubj:outer": "nsubj",
    "csubj:outer": "csubj",
    "advcl:relcl": "acl",
    "acl:relcl": "acl",
    "det:predet": "det",
    "nmod:poss": "nmod",
    "cc:preconj": "cc",
}
_CLASSES = {"person": "PER", "organization": "ORG", "place": "LOC"}
_RE3D_CLASSES = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}
_CLOSED = frozenset(("BBC_Online",))  # sources of re3d whose licence is not open
_OPENING = re.compile(r"\((\d+)-([a-z]+)-")
_CLOSING = re.compile(r"(\d+)\)")
# Words that describe somebody, or point to him.
_NO_NAMES = frozenset(
    "minister president secretary ambassador general prime premier chancellor king spokesman spokeswoman leader"
    " soldiers officials forces i we you he she it they".split()
)


def standard(sentence: Sentence) -> Sentence:
    """A sentence in our standard: hyphenated words whole, possessives determiners, one name for relations of a kind."""
    return joined(replace(sentence, words=tuple(map(_standard_word, sentence.words))))


def _standard_word(word: Word) -> Word:
    if word.pos == "PRON" and "Poss=Yes" in word.feats and word.dep == "nmod:poss":
        return replace(word, pos="DET", dep="det:poss")
    return replace(word, dep=_RELATIONS.get(word.dep, word.dep))


def read_ewt(folder: Path, part: str) -> Iterator[Sentence]:
    """The sentences of a part (`train`, `dev`, `test`) of EWT in our standard."""
    path = folder / "ud-en-ewt" / f"en_ewt-ud-{part}.conllu"
    return map(standard, read_sentences(path, whole=False))


def gum_documents(folder: Path, part: str) -> list[Path]:
    """The files of a part (`train`, `dev`, `test`) of GUM: what its list of splits does not name is for training."""
    parts: dict[str, str] = {}
    current = ""
    for line in (folder / "ud-en-gum" / "splits.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            current = line[3:].strip()
        elif line.strip().startswith("* "):
            parts[line.strip()[2:]] = current
    files = sorted((folder / "ud-en-gum" / "dep").glob("*.conllu"))
    return [path for path in files if parts.get(path.stem, "train") == part]


def read_gum(folder: Path, part: str) -> Iterator[Sentence]:
    """The sentences of a part of GUM in our standard."""
    for path in gum_documents(folder, part):
        yield from map(standard, read_sentences(path, whole=False))


def read_training(folder: Path) -> list[Sentence]:
    """The training sentences of both treebanks, but for those whose tree does not outlive our standard."""
    return list(filter(_is_tree, (*read_ewt(folder, "train"), *read_gum(folder, "train"))))


def _is_tree(sentence: Sentence) -> bool:
    """Whether every word leads to the one root."""
    words = sentence.words
    over = [word.head for word in words]
    for _ in words:
        over = [words[head].head for head in over]
    return all(words[head].head == head for head in over) and len(set(over)) == 1


def read_gum_names(folder: Path, part: str) -> Iterator[NamedText]:
    """The sentences of a part of GUM with the names of persons, organisations and places.

    GUM marks whatever is spoken of; a name is the proper noun at the head of such a phrase with its parts.
    """
    for path in gum_documents(folder, part):
        blocks = path.read_text(encoding="utf-8").split("\n\n")
        open_phrases: dict[str, list[tuple[int, str]]] = {}
        marked = [block for block in blocks if re.search(r"^\d+\t", block, re.MULTILINE)]
        for block, sentence in zip(marked, read_sentences(path, whole=False), strict=True):
            rows = [line.split("\t") for line in block.splitlines() if re.match(r"\d+\t", line)]
            open_phrases.clear()
            yield _named(sentence, list(_phrases(rows, open_phrases)))


def _phrases(rows: list[list[str]], opened: dict[str, list[tuple[int, str]]]) -> Iterator[tuple[int, int, str]]:
    """The phrases marked in a sentence: first word, last word, class."""
    for place, row in enumerate(rows):
        mark = next((part[7:] for part in row[9].split("|") if part.startswith("Entity=")), "")
        for piece in re.findall(r"\([^()]*\)?|\d+\)", mark):
            opening = _OPENING.match(piece)
            if opening:
                opened.setdefault(opening[1], []).append((place, opening[2]))
            closing = opening[1] if opening and piece.endswith(")") else None
            if closing is None and (number := _CLOSING.fullmatch(piece)):
                closing = number[1]
            if closing and opened.get(closing):
                start, kind = opened[closing].pop()
                yield start, place, kind


def _named(sentence: Sentence, phrases: list[tuple[int, int, str]]) -> NamedText:
    """The text of a sentence with the names at the heads of its phrases."""
    offsets, text = [], ""
    for word in sentence.words:
        offsets.append(len(text))
        text += word.form + " " * word.space
    spans = set()
    for start, end, kind in phrases:
        name = _name_in(sentence.words, start, end)
        if kind in _CLASSES and name:
            first, last = name
            spans.add(NamedSpan(offsets[first], offsets[last] + len(sentence.words[last].form), _CLASSES[kind]))
    return NamedText(text.rstrip(), tuple(_outermost(spans)), complete=False)


def _name_in(words: tuple[Word, ...], start: int, end: int) -> tuple[int, int] | None:
    """The first and last word of the name at the head of a phrase, `None` where the head is no proper noun."""
    heads = [
        index for index in range(start, end + 1) if not start <= words[index].head <= end or _is_root(words, index)
    ]
    if len(heads) != 1 or words[heads[0]].pos != "PROPN":
        return None
    head = heads[0]
    parts = {
        index
        for index in range(start, end + 1)
        if words[index].form[:1].isupper() and words[index].pos not in ("DET", "PRON", "ADP", "ADV", "CCONJ", "SCONJ")
    }
    first = last = head
    while first - 1 in parts:
        first -= 1
    while last + 1 in parts:
        last += 1
    return first, last


def _is_root(words: tuple[Word, ...], index: int) -> bool:
    return words[index].head == index


def _outermost(spans: set[NamedSpan]) -> Iterator[NamedSpan]:
    """The spans that lie in no other, in order of the text."""
    for span in sorted(spans):
        inside = (other for other in spans if other != span and other.start <= span.start and span.end <= other.end)
        if not any(inside):
            yield span


def read_re3d(folder: Path) -> Iterator[NamedText]:
    """The sentences of re3d's openly licensed sources with their names; what only describes somebody is no name."""
    root = folder / "ner-en-re3d" / "data" / "re3d" / "CONLL-format" / "data-by-source" / "conll"
    for path in sorted(root.glob("*/*.conll")):
        if path.parent.name not in _CLOSED:
            yield from map(_only_names, read_bio(path, (0, 1)))


def _only_names(named: NamedText) -> NamedText:
    """The text with the spans of our classes that are names, without article."""
    spans = []
    for span in named.spans:
        label = _RE3D_CLASSES.get(span.label)
        words = named.text[span.start : span.end].split()
        if " ".join(words) in state_names("en"):
            label = "LOC"
        start = span.start
        while words and words[0].lower() in ("the", "a", "an"):
            start += len(words.pop(0)) + 1
        described = any(word.lower() in _NO_NAMES for word in words)
        if label and words and all(word[:1].isupper() or not word.isalpha() for word in words) and not described:
            spans.append(NamedSpan(start, span.end, label))
    return named._replace(spans=tuple(spans), complete=False)


def read_wikiann_english(folder: Path, part: str) -> list[NamedText]:
    """A part of WikiANN's English sentences."""
    return list(read_wikiann(folder / "ner-wikiann" / "data" / "wikiann" / "en" / f"{part}.conllu"))


def read_wikigold(folder: Path) -> list[NamedText]:
    """The sentences of Wikigold with the names of our classes."""
    path = next((folder / "ner-en-wikigold").rglob("wikigold.conll.txt"))
    return [
        named._replace(spans=tuple(span for span in named.spans if span.label in _CLASSES.values()), complete=False)
        for named in read_bio(path, (0, 1))
    ]


def _grown(sentences: list[Sentence], forms: object, seed: int) -> list[Sentence]:  # noqa: ARG001
    """The sentences, some with white space as raw text has it."""
    chance = random.Random(seed)  # noqa: S311  (no secrets)
    return [with_spaces(sentence, chance) if chance.random() < 0.08 else sentence for sentence in sentences]


def _close(folder: Path, settings: Settings, seed: int) -> list[NamedText]:
    """The sentences of GUM and re3d with their names, and copies with other names."""
    chance = random.Random(seed)  # noqa: S311  (no secrets)
    given = [*read_gum_names(folder, "train"), *read_re3d(folder)]
    pools = name_pools([*given, *read_wikiann_english(folder, "train")])
    copies = given * settings["close"]["copies"]
    return [*given, *(swapped(named, pools, chance) for named in copies)]


def _broad(folder: Path, settings: Settings, seed: int) -> list[NamedText]:
    """Those sentences, twice with other names, and some of WikiANN."""
    chance = random.Random(seed)  # noqa: S311  (no secrets)
    given = [*read_gum_names(folder, "train"), *read_re3d(folder)]
    wiki = read_wikiann_english(folder, "train")
    pools = name_pools([*given, *wiki])
    long = [named for named in wiki if len(named.text.split()) >= 7]
    chance.shuffle(long)
    return [*given, *(swapped(named, pools, chance) for named in given * 2), *long[: settings["silver"]]]


def _tests(folder: Path) -> dict[str, list[Sentence]]:
    pud = map(standard, read_sentences(folder / "ud-en-pud" / "en_pud-ud-test.conllu", whole=False))
    return {
        "EWT dev": list(read_ewt(folder, "dev")),
        "EWT test": list(read_ewt(folder, "test")),
        "GUM test": list(read_gum(folder, "test")),
        "PUD": list(pud),
    }


RECIPE = Recipe(
    name="English",
    forms=lambda folder, target: inflections.build(next((folder / "forms-en").rglob("infl_lu.csv.gz")), target),
    raw=lambda folder: sorted((folder / "raw-en").glob("*.txt.xz")),
    wikiann="en",
    trees=read_training,
    dev=lambda folder: list(filter(_is_tree, (*read_ewt(folder, "dev"), *read_gum(folder, "dev")))),
    grown=_grown,
    broad=_broad,
    close=_close,
    held_out=lambda folder: list(read_gum_names(folder, "dev")),
    tests=_tests,
    names=lambda folder: {
        "GUM test": list(read_gum_names(folder, "test")),
        "Wikigold": read_wikigold(folder),
    },
)
