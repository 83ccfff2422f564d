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

from relazione.ontology.countries import adjectives, demonyms, state_names
from training import inflections
from training.corpus import with_spaces
from training.names import NamedSpan, NamedText, closed_up, name_pools, read_bio, read_wikiann, swapped
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
# Words that stand before a person's name and are no part of it, or speak of somebody without one.
_TITLES = frozenset(
    "minister ministers president presidents secretary secretaries ambassador general prime premier chancellor king"
    " queen prince princess emperor empress duke duchess earl count baron baroness lord lady sir dame emir sheikh"
    " sultan pope bishop archbishop cardinal father reverend rabbi imam ayatollah spokesman spokeswoman spokesperson"
    " leader chief chairman chairwoman chair chairperson director governor mayor senator congressman congresswoman"
    " representative speaker judge justice attorney solicitor counsel officer commander captain colonel major"
    " lieutenant sergeant corporal private admiral marshal brigadier commissioner envoy adviser advisor counsellor"
    " professor doctor dr prof mr mrs ms miss hon capt col gen lt maj sgt spc cpl pvt adm brig gov sen rep rev"
    " excellency protector fellow founder ceo coach editor detective inspector deputy vice assistant acting honor"
    " honour majesty highness designate elect".split()
)
_SURNAMES = frozenset("king bishop judge major marshal justice earl baron prince pope duke cardinal lord dean".split())
_NOBODY = frozenset("soldiers officials forces i we you he she it they me him her us them my our his".split())
# Nouns that name nothing alone, though they are written with a capital.
_COMMON = frozenset(
    "court state states union empire council government committee department ministry board party army armies city"
    " country county republic nation church university college parliament house center centre earth moon sun west"
    " east north south coalition regime commission".split()
)
_PLACES = frozenset(
    "county township district province river lake mountain mountains island islands park airport station street road"
    " bridge village town valley bay sea ocean peninsula canton municipality region".split()
)
_BODIES = frozenset(
    "university college school institute party corporation company club association league union federation ministry"
    " department committee council commission agency group army navy police court society foundation diocese"
    " orchestra band records press academy museum church bank airlines".split()
)
_LINKS = frozenset("of for and the de du la al el bin ibn von van der to on in".split())
_WORDS_OF_A_SENTENCE, _SMALL_WORDS = 7, 0.4


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
    named = _only_names(NamedText(text.rstrip(), tuple(spans), complete=False))
    return named._replace(spans=tuple(_outermost(set(named.spans))))


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
    while first - 2 >= start and _is_hyphen(words, first - 1) and words[first - 2].pos == "PROPN":
        first -= 2
    while last + 2 <= end and _is_hyphen(words, last + 1) and words[last + 2].pos == "PROPN":
        last += 2
    return first, _end_of_attribute(words, last, end)


def _is_hyphen(words: tuple[Word, ...], index: int) -> bool:
    return words[index].form in "-–" and not words[index].space and not words[index - 1].space


def _end_of_attribute(words: tuple[Word, ...], last: int, end: int) -> int:
    """The last word of a name with what `of` or `for` adds to it (`Museum of Modern Art`), if that is a name too."""
    while last + 2 <= end and words[last + 1].form in ("of", "for"):
        after = last + 2 + (words[last + 2].form.lower() == "the")
        if after > end or not _is_proper(words[after]):
            break
        last = after
        while last + 1 <= end and _is_proper(words[last + 1]):
            last += 1
    return last


def _is_proper(word: Word) -> bool:
    return word.pos == "PROPN" and word.form[:1].isupper()


def _name(text: str, span: NamedSpan) -> NamedSpan | None:
    """The span without article and titles, its class put right; `None` where no name is left."""
    words = [(match.start(), match.group()) for match in re.finditer(r"\S+", text[span.start : span.end])]
    while words and words[0][1].lower() in ("the", "a", "an"):
        words.pop(0)
    if span.label == "PER":
        words = words[_after_titles([word for _, word in words]) :]
    called = [word for _, word in words]
    if not called or not _is_name(called) or _is_described(called, span.label):
        return None
    start = span.start + words[0][0]
    if span.label != "PER" and " ".join(called) in state_names("en"):
        return span._replace(start=start, label="LOC")
    return None if span.label != "PER" and _is_people(called) else span._replace(start=start)


def _after_titles(words: list[str]) -> int:
    """How many words lead up to a person's name, all of them where none follows."""
    return max((place for place in range(1, len(words) + 1) if _is_title(words, place - 1)), default=0)


def _is_title(words: list[str], place: int) -> bool:
    """Whether a word is a title, or of two joined by a hyphen, and no surname."""
    word = words[place].lower().rstrip(".,")
    surname = place and place == len(words) - 1 and word in _SURNAMES and not _is_title(words, place - 1)
    return not surname and all(part in _TITLES for part in word.split("-"))


def _is_name(words: list[str]) -> bool:
    """Whether all words have capitals but for those that link, and are not one common noun."""
    capital = all(word[:1].isupper() or not word.isalpha() or word in _LINKS for word in words)
    return words[0][:1].isupper() and capital and not (len(words) == 1 and words[0].lower() in _COMMON)


def _is_described(words: list[str], label: str) -> bool:
    """Whether the words point to somebody: in a person's name all of them, in others one."""
    pointing = [word.lower() in _NOBODY and word in (word.lower(), word.capitalize()) for word in words]
    return all(pointing) if label == "PER" else any(pointing)


def _is_people(words: list[str]) -> bool:
    """Whether the words call the people of a state, or are its adjective."""
    word = " ".join(words)
    if word.isupper():
        return False
    return any(form in demonyms("en") or form.lower() in adjectives("en") for form in (word, word.removesuffix("s")))


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
            for named in read_bio(path, (0, 1)):
                spans = [
                    span._replace(label=_RE3D_CLASSES[span.label])
                    for span in named.spans
                    if span.label in _RE3D_CLASSES
                ]
                yield _only_names(closed_up(named._replace(spans=tuple(spans)), hyphens=True))


def _only_names(named: NamedText) -> NamedText:
    """The text with the spans that are names, without articles and titles."""
    spans = {name for span in named.spans if (name := _name(named.text, span))}
    return named._replace(spans=tuple(sorted(spans)), complete=False)


def read_wikiann_english(folder: Path, part: str) -> Iterator[NamedText]:
    """The whole sentences of a part of WikiANN's English texts, which are mostly heads and lists."""
    for named in read_wikiann(folder / "ner-wikiann" / "data" / "wikiann" / "en" / f"{part}.conllu"):
        if _is_sentence(named.text):
            spans = tuple(part for span in named.spans for part in _parts_of(named.text, span))
            yield _only_names(closed_up(named._replace(spans=spans)))


def _is_sentence(text: str) -> bool:
    """Whether a text with words set apart is a sentence without marks of its source."""
    words = text.split()
    small = sum(word[:1].islower() for word in words)
    marked = any(mark in text for mark in ("''", "]", "|"))
    return (
        len(words) >= _WORDS_OF_A_SENTENCE and words[-1] in ".!?" and not marked and small >= _SMALL_WORDS * len(words)
    )


def _parts_of(text: str, span: NamedSpan) -> Iterator[NamedSpan]:
    """The names in a span of WikiANN, which has those of places with their region in one, and titles of articles.

    Of several words the class follows from a noun that says it.
    """
    name = text[span.start : span.end].split(" (", maxsplit=1)[0]
    start = span.start
    for part in name.split(" , ") if span.label == "LOC" else [name]:
        if not re.search(r"\d", part):
            yield NamedSpan(start, start + len(part), _class_of(part.lower().split(), span.label))
        start += len(part) + len(" , ")


def _class_of(words: list[str], label: str) -> str:
    """The class of a name of places or bodies by its last word, the given one where that does not say it."""
    if len(words) < 2 or label == "PER":
        return label
    return "LOC" if words[-1] in _PLACES else "ORG" if words[-1] in _BODIES or words[0] in _BODIES else label


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


def _broad(folder: Path, settings: Settings, seed: int) -> list[NamedText]:
    """The sentences of GUM, re3d and WikiANN with their names, and copies of the first two with other names."""
    chance = random.Random(seed)  # noqa: S311  (no secrets)
    given = [*read_gum_names(folder, "train"), *read_re3d(folder)]
    wiki = [named for part in ("train", "val", "test") for named in read_wikiann_english(folder, part)]
    pools = name_pools([*given, *wiki])
    copies = given * settings["copies"]
    return [*given, *wiki, *(swapped(named, pools, chance) for named in copies)]


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
    unnamed=lambda folder: read_ewt(folder, "train"),
    held_out=lambda folder: list(read_gum_names(folder, "dev")),
    tests=_tests,
    names=lambda folder: {
        "GUM test": list(read_gum_names(folder, "test")),
        "Wikigold": read_wikigold(folder),
    },
)
