"""The treebank made ready for training: one standard of tokens and relations, silver features, added sentences."""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from relazione.languages.forms import Forms
from relazione.languages.morphology import Word as Node
from relazione.languages.morphology import refine, to_feats, to_text
from training.augment import compound_tense, reported, subjects
from training.trees import Sentence, Word, joined, modernised, plain_relations, read_sentences, with_ordinal

_LEADS = frozenset("am des vom der dem im zum bis den das die ab seit beim zur und".split())
ALLOWED = {
    "NOUN": {"Case", "Gender", "Number"},
    "PROPN": {"Case", "Gender", "Number"},
    "ADJ": {"Case", "Gender", "Number", "Degree"},
    "DET": {"Case", "Definite", "Gender", "Number", "Person", "Poss", "PronType", "Polarity"},
    "PRON": {"Case", "Gender", "Number", "Person", "PronType", "Reflex", "Poss"},
    "VERB": {"Mood", "Number", "Person", "Tense", "VerbForm"},
    "AUX": {"Mood", "Number", "Person", "Tense", "VerbForm"},
    "ADV": {"PronType"},
    "PART": {"Polarity"},
}


def read_standard(path: Path) -> Iterator[Sentence]:
    """The sentences of a treebank file in our standard."""
    for sentence in read_sentences(path):
        yield joined(plain_relations(sentence))


def read_training(folder: Path) -> list[Sentence]:
    """The training sentences, with features where there are any, without those of dev and test.

    The source breaks sentences after the full stop of an ordinal; such halves are left out, but for
    those that begin with a month (see `with_ordinal`).
    """
    known = {
        sentence.text
        for part in ("dev", "test")
        for sentence in read_sentences(folder / "ud-de-gsd" / f"de_gsd-ud-{part}.conllu")
    }
    train = folder / "ud-de-gsd-train"
    full = {sentence.name: sentence for sentence in read_sentences(train / "de_gsd-rebuilt-train-with-feats.conllu")}
    bare = read_sentences(train / "de_gsd-rebuilt-train.conllu")
    kept, cut = [], False
    for sentence in bare:
        follows, cut = cut, _ends_in_ordinal(sentence)
        if sentence.text not in known and not cut and not (follows and sentence.words[0].dep != "dep"):
            kept.append(joined(modernised(full.get(sentence.name, sentence))))
    return kept


def _ends_in_ordinal(sentence: Sentence) -> bool:
    """Whether the sentence breaks off after an ordinal (`Ende des 13.`)."""
    forms = [word.form.lower() for word in sentence.words]
    if forms[-1] == ".":
        forms.pop()
    return len(forms) > 1 and forms[-1].isdigit() and len(forms[-1]) < 3 and forms[-2] in _LEADS


def completed(sentence: Sentence, guesses: Iterable[tuple[str, str]], forms: Forms) -> Sentence:
    """The sentence with features and lemmas: guessed ones that lexicon and tree have put right.

    Annotation that is given serves as the guess: in the older releases it was automatic.
    """
    nodes = []
    for word, (feats, lemma) in zip(sentence.words, guesses, strict=True):
        guess = to_feats(word.feats if sentence.annotated else feats)
        allowed = ALLOWED.get(word.pos, set())
        kept = {name: value for name, value in guess.items() if name in allowed}
        nodes.append(Node(word.form, word.pos, word.dep, word.head, kept, word.lemma or lemma))
    refine(nodes, forms)
    words = [
        replace(word, feats=to_text(node.feats), lemma=node.lemma)
        for word, node in zip(sentence.words, nodes, strict=True)
    ]
    return replace(sentence, words=tuple(words), annotated=True)


def with_spaces(sentence: Sentence, chance: random.Random) -> Sentence:
    """A copy with white-space tokens as raw text has them, each hanging on the word before it."""
    words = list(sentence.words)
    if chance.random() < 0.7:
        place, form = len(words), chance.choice(("\n", "\n\n", "\n\n", " \n"))
    else:
        place, form = chance.randint(1, len(words)), " "
    words[place - 1] = replace(words[place - 1], space=form == " ")
    words = [replace(word, head=word.head + (word.head >= place)) for word in words]
    words.insert(place, Word(form, form, "SPACE", "", place - 1, "dep", space=False))
    return replace(sentence, words=tuple(words))


def augmented(sentences: list[Sentence], forms: Forms, *, seed: int) -> list[Sentence]:
    """The sentences and, made from them, some with ordinals, reported speech and white space."""
    chance = random.Random(seed)  # noqa: S311  (no secrets)
    speakers = list(subjects(sentences))
    out = []
    for sentence in sentences:
        broken = sentence.words[0].dep == "dep"
        dated = with_ordinal(sentence, chance.randint(1, 31))
        if dated and (broken or chance.random() < 0.6):
            out.append(dated)
        if not (dated and broken):
            out.append(sentence)
        other = compound_tense(sentence, forms, chance) if chance.random() < 0.4 else None
        if other:
            out.append(other)
        said = reported(other or sentence, speakers, forms, chance) if chance.random() < 0.55 else None
        if said:
            out.append(said)
    return [with_spaces(sentence, chance) if chance.random() < 0.08 else sentence for sentence in out]
