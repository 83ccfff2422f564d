"""Treebanks in CoNLL-U to sentences with one token a surface word, and to spaCy Docs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

KEPT_FEATURES = frozenset(
    "Case Definite Degree Foreign Gender Mood Number Person Polarity Poss PronType Reflex Tense VerbForm".split()
)
_POSSESSIVE = re.compile(r"(?:mein|dein|sein|ihr|unser|unsr|euer|eur)(?:e|er|es|en|em)?")
_MONTHS = frozenset("Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split())


@dataclass(frozen=True, slots=True)
class Word:
    """One token: `head` is an index into the sentence, its own for the root; "" stands for unknown."""

    form: str
    lemma: str
    pos: str
    feats: str
    head: int
    dep: str
    space: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a treebank; `annotated` says whether lemmas and features are given."""

    name: str
    words: tuple[Word, ...]
    annotated: bool = True
    entities: tuple[str, ...] = field(default=())

    @property
    def text(self) -> str:
        """The sentence as it stood in its document."""
        return "".join(word.form + " " * word.space for word in self.words).strip()


def core_features(feats: str) -> str:
    """The features that the pipeline gives, in the order of the standard, "" for none."""
    if feats == "_":
        return ""
    pairs = (pair.split("=", 1) for pair in feats.split("|"))
    kept = sorted((name, value) for name, value in pairs if name in KEPT_FEATURES)
    return "|".join(f"{name}={value}" for name, value in kept)


def read_sentences(path: Path, *, whole: bool = True) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file, split forms (`in dem`) merged to their surface word.

    Where `whole` is false their parts stay words of their own, as in English (`do`, `n't`).
    """
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        name = next((line.split("= ", 1)[1] for line in lines if line.startswith("# sent_id")), "")
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        if rows:
            words = [row for row in rows if "." not in row[0]]
            yield _merged(name, words if whole else _parted(words))


def _parted(rows: list[list[str]]) -> list[list[str]]:
    """The rows without those of whole forms; no space stands inside such a form."""
    last = {first: int(row[0].split("-")[1]) for row in rows if "-" in row[0] for first in [int(row[0].split("-")[0])]}
    ends = {end: row[9] for row in rows if "-" in row[0] for end in [int(row[0].split("-")[1])]}
    inner = {number for first, end in last.items() for number in range(first, end)}
    parts = [row for row in rows if "-" not in row[0]]
    marks = ((int(row[0]), row) for row in parts)
    return [[*row[:9], "SpaceAfter=No" if number in inner else ends.get(number, row[9])] for number, row in marks]


def _merged(name: str, rows: list[list[str]]) -> Sentence:
    """A sentence of rows, in which a split form takes the place of its first part."""
    spans = {int(row[0].split("-")[0]): row for row in rows if "-" in row[0]}
    place: dict[int, int] = {0: -1}
    kept: list[tuple[list[str], str, str]] = []
    skip_to = 0
    for row in rows:
        if "-" in row[0]:
            continue
        number = int(row[0])
        if number <= skip_to:
            place[number] = len(kept) - 1
            continue
        form, misc = row[1], row[9]
        if number in spans:
            span = spans[number]
            skip_to = int(span[0].split("-")[1])
            form, misc = span[1], span[9]
        place[number] = len(kept)
        kept.append((row, form, misc))
    words = []
    for index, (row, form, misc) in enumerate(kept):
        head = place[int(row[6])]
        words.append(
            Word(
                form=form.replace(" ", ""),
                lemma="" if row[2] == "_" and form != "_" else row[2],
                pos=row[3],
                feats=core_features(row[5]),
                head=index if head < 0 else head,
                dep=row[7],
                space="SpaceAfter=No" not in misc,
            )
        )
    return Sentence(name, tuple(words), annotated=any(word.lemma for word in words))


def write_sentences(sentences: Iterable[Sentence], path: Path) -> None:
    """Writes sentences as CoNLL-U."""
    with path.open("w", encoding="utf-8") as out:
        for sentence in sentences:
            out.write(f"# sent_id = {sentence.name}\n# text = {sentence.text}\n")
            for index, word in enumerate(sentence.words):
                head = 0 if word.head == index else word.head + 1
                misc = "_" if word.space else "SpaceAfter=No"
                row = (index + 1, word.form, word.lemma or "_", word.pos, "_", word.feats or "_", head, word.dep)
                out.write("\t".join(map(str, (*row, "_", misc))) + "\n")
            out.write("\n")


def plain_relations(sentence: Sentence) -> Sentence:
    """The sentence without the subtypes of relations that only some treebanks have."""
    names = {"nmod:poss": "nmod", "flat:name": "flat"}
    words = tuple(
        replace(word, dep="acl" if word.dep.startswith("acl:") else names.get(word.dep, word.dep))
        for word in sentence.words
    )
    return replace(sentence, words=words)


def modernised(sentence: Sentence) -> Sentence:
    """A sentence of an older release with tags and relations as release 2.16 has them.

    Possessives are `det:poss`; helping verbs are AUX; `sein` with a place is the root, not a copula;
    `es` is a subject (`es gibt` with an object).
    """
    words = list(sentence.words)
    for index, word in enumerate(words):
        owned = word.dep == "nmod:poss" and word.pos in {"DET", "PRON"}
        if owned or (word.dep == "det" and _POSSESSIVE.fullmatch(word.form.lower())):
            words[index] = replace(word, dep="det:poss")
        elif word.dep in {"aux", "aux:pass", "cop"} and word.pos == "VERB":
            words[index] = replace(word, pos="AUX")
    for index, word in enumerate(words):
        if word.dep == "cop":
            _raise_copula(words, index)
        elif word.dep == "expl" and word.form.lower() == "es":
            _raise_expletive(words, index)
    return plain_relations(replace(sentence, words=tuple(words)))


def _raise_copula(words: list[Word], index: int) -> None:
    """Makes a copula the head of its clause where its predicate is an adverb or stands with a preposition."""
    noun = words[index].head
    place = any(word.dep == "case" and word.head == noun and word.form.lower() not in {"als", "wie"} for word in words)
    if not (words[noun].pos in {"NOUN", "PROPN"} and place) and words[noun].pos != "ADV":
        return
    predicate = words[noun]
    top = index if predicate.dep == "root" else predicate.head
    words[index] = replace(words[index], head=top, dep=predicate.dep, pos="VERB")
    words[noun] = replace(predicate, head=index, dep="advmod" if predicate.pos == "ADV" else "obl")
    clause = {"nsubj", "nsubj:pass", "advmod", "obl", "punct", "mark", "cc", "aux", "conj", "advcl", "ccomp", "expl"}
    clause |= {"csubj", "parataxis"}
    for place_, word in enumerate(words):
        if word.head == noun and place_ != noun and word.dep in clause:
            words[place_] = replace(word, head=index)


def _raise_expletive(words: list[Word], index: int) -> None:
    """Makes `es` a subject where there is no other, and with `geben` always."""
    verb = words[index].head
    subject = next((at for at, word in enumerate(words) if word.head == verb and word.dep == "nsubj"), None)
    giving = words[verb].form.lower() in {"gibt", "gab", "gebe", "gäbe", "geben", "gegeben"}
    if subject is None or giving:
        words[index] = replace(words[index], dep="nsubj")
        if subject is not None:
            words[subject] = replace(words[subject], dep="obj")


def joined(sentence: Sentence) -> Sentence:
    """The sentence with hyphenated words as one token (`US-amerikanisch`, `Ost-`), as our tokenizer has them."""
    groups: list[list[int]] = []
    words = sentence.words
    for index, word in enumerate(words):
        last = words[index - 1] if index else None
        hyphen = word.form == "-" and last is not None and not last.space and last.form[-1].isalnum()
        joins = last is not None and last.form == "-" and not last.space
        after = joins and len(groups[-1]) > 1 and word.form[0].isalnum()
        if hyphen or after:
            groups[-1].append(index)
        else:
            groups.append([index])
    if len(groups) == len(words):
        return sentence
    place = {index: number for number, group in enumerate(groups) for index in group}
    merged = []
    for number, group in enumerate(groups):
        parts = [words[index] for index in group]
        if len(parts) == 1:
            core = parts[0]
            merged.append(replace(core, head=number if core.dep == "root" else place[core.head]))
            continue
        outer = [part for part in parts if part.form != "-" and place[part.head] != number]
        core = next((part for part in parts if part.dep == "root"), None) or (outer or parts)[-1]
        last = next(part for part in reversed(parts) if part.form != "-")
        form = "".join(part.form for part in parts)
        lemma = form[: len(form) - len(last.form)] + last.lemma if last.lemma and parts[-1].form != "-" else last.lemma
        merged.append(
            replace(
                last, form=form, lemma=lemma, dep=core.dep,
                head=number if core.dep == "root" else place[core.head], space=parts[-1].space,
            )
        )  # fmt: skip
    return replace(sentence, words=tuple(merged))


def with_ordinal(sentence: Sentence, day: int) -> Sentence | None:
    """A copy with `am 27. Januar` for `im Januar`, or with the day that a sentence beginning `Januar` lost.

    `None` where the sentence names no month that way.
    """
    words = sentence.words
    if words[0].form in _MONTHS and words[0].dep == "dep":
        opener = (
            Word("Am", "an", "ADP", "", 2, "case"),
            Word(f"{day}.", f"{day}.", "ADJ", "", 2, "amod"),
        )
        moved = [replace(word, head=word.head + 2) for word in words]
        moved[0] = replace(moved[0], dep="obl", pos="NOUN", feats="Case=Dat|Gender=Masc|Number=Sing")
        return replace(sentence, words=(*opener, *moved))
    for index in range(1, len(words)):
        word, lead = words[index], words[index - 1]
        if word.form in _MONTHS and lead.form.lower() == "im" and lead.head == index:
            new = [replace(other, head=other.head + (other.head >= index)) for other in words]
            new[index - 1] = replace(new[index - 1], form="Am" if lead.form == "Im" else "am", lemma="an")
            new.insert(index, Word(f"{day}.", f"{day}.", "ADJ", "", index + 1, "amod"))
            return replace(sentence, words=tuple(new))
    return None


def to_doc(vocab: "Vocab", sentences: Iterable[Sentence], *, tags_only_where_bare: bool = True) -> "Doc":
    """The sentences as one annotated Doc; unknown lemmas and features stay unset."""
    from spacy.tokens import Doc

    rows = [(offset, word, sentence) for offset, sentence, word in _with_offsets(sentences)]
    bare = [not sentence.annotated and tags_only_where_bare for _, _, sentence in rows]
    doc = Doc(
        vocab,
        words=[word.form for _, word, _ in rows],
        spaces=[word.space for _, word, _ in rows],
        heads=[offset + word.head for offset, word, _ in rows],
        deps=["ROOT" if word.dep == "root" else word.dep for _, word, _ in rows],
        tags=[word.pos for _, word, _ in rows],
        pos=["" if empty else word.pos for (_, word, _), empty in zip(rows, bare, strict=True)],
        lemmas=[word.lemma for _, word, _ in rows],
    )
    for token, (_, word, _), empty in zip(doc, rows, bare, strict=True):
        if not empty:
            token.set_morph(word.feats)  # type: ignore[attr-defined]
    return doc


def _with_offsets(sentences: Iterable[Sentence]) -> Iterator[tuple[int, Sentence, Word]]:
    """Each word with its sentence and the index of the sentence's first token."""
    offset = 0
    for sentence in sentences:
        for word in sentence.words:
            yield offset, sentence, word
        offset += len(sentence.words)
