"""Measures a pipeline: trees, tags, features and lemmas on its own tokens; names; Konjunktiv; speed."""

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from relazione.languages.morphology import to_feats
from relazione.languages.network import Network
from training.names import NamedText
from training.recipe import Recipe
from training.trees import Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

CORE = ("Case", "Degree", "Gender", "Mood", "Number", "Person", "Tense", "VerbForm")
# Relations that other treebanks write otherwise.
_COARSE = {"obl:tmod": "obl", "obl:agent": "obl", "cc:preconj": "cc", "expl:pv": "expl", "csubj:pass": "csubj"}


class Counts(NamedTuple):
    """Right answers, answers given, answers expected."""

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of the answers given that are right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of the answers expected that were given."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f(self) -> float:
        """The harmonic mean of precision and recall, in percent."""
        total = self.given + self.wanted
        return 200 * self.right / total if total else 0.0


class Row(NamedTuple):
    """What is compared of a token; the place is its half-open span in the text without white space."""

    place: tuple[int, int]
    pos: str
    feats: tuple[tuple[str, str], ...]
    lemma: str
    head: tuple[int, int]
    dep: str


def core(feats: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The eight features that are compared."""
    return tuple((name, feats[name]) for name in CORE if name in feats)


def gold_rows(sentences: Iterable[Sentence]) -> list[Row]:
    """The rows of annotated sentences."""
    rows, offset = [], 0
    for sentence in sentences:
        places = []
        for word in sentence.words:
            places.append((offset, offset + len(word.form)))
            offset += len(word.form)
        for index, word in enumerate(sentence.words):
            head = (-1, -1) if word.head == index else places[word.head]
            dep = _COARSE.get(word.dep, word.dep)
            rows.append(Row(places[index], word.pos, core(to_feats(word.feats)), word.lemma, head, dep))
    return rows


def own_rows(doc: "Doc", offset: int) -> tuple[list[Row], int]:
    """The rows of a parsed Doc, white space left out, and the offset after it."""
    places: dict[int, tuple[int, int]] = {}
    for token in doc:
        if not token.is_space:
            places[token.i] = (offset, offset + len(token.text))
            offset += len(token.text)
    rows = [_row(token, places) for token in doc if token.i in places]
    return rows, offset


def _row(token: "Token", places: Mapping[int, tuple[int, int]]) -> Row:
    """The row of a token."""
    head = (-1, -1) if token.head.i == token.i else places.get(token.head.i, (-2, -2))
    dep = "root" if token.dep_ == "ROOT" else _COARSE.get(token.dep_, token.dep_)
    return Row(places[token.i], token.pos_, core(token.morph.to_dict()), token.lemma_, head, dep)


def texts(sentences: Sequence[Sentence], size: int = 10) -> Iterator[str]:
    """Paragraphs of ten sentences, as a file of raw text would have them."""
    for start in range(0, len(sentences), size):
        yield " ".join(sentence.text for sentence in sentences[start : start + size])


def score_trees(nlp: "Language", sentences: Sequence[Sentence]) -> dict[str, float]:
    """F (percent) of tokens, sentences, tags, features, lemmas, attachments and relations, from raw text."""
    gold = gold_rows(sentences)
    own: list[Row] = []
    starts: set[int] = set()
    offset = 0
    for doc in nlp.pipe(texts(sentences)):
        begun = offset
        rows, offset = own_rows(doc, offset)
        own += rows
        place = begun
        for sent in doc.sents:
            starts.add(place)
            place += sum(len(token.text) for token in sent if not token.is_space)
    wanted_starts, place = set(), 0
    for sentence in sentences:
        wanted_starts.add(place)
        place += sum(len(word.form) for word in sentence.words)
    by_place = {row.place: row for row in gold}
    pairs = [(row, by_place[row.place]) for row in own if row.place in by_place]

    def f(right: int) -> float:
        return Counts(right, len(own), len(gold)).f

    return {
        "tokens": f(len(pairs)),
        "sentences": Counts(len(starts & wanted_starts), len(starts), len(wanted_starts)).f,
        "upos": f(sum(mine.pos == theirs.pos for mine, theirs in pairs)),
        "features": f(sum(mine.feats == theirs.feats for mine, theirs in pairs)),
        "lemma": f(sum(mine.lemma == theirs.lemma for mine, theirs in pairs)),
        "uas": f(sum(mine.head == theirs.head for mine, theirs in pairs)),
        "las": f(sum((mine.head, mine.dep) == (theirs.head, theirs.dep) for mine, theirs in pairs)),
    }


def score_network(network: Network, sentences: Sequence[Sentence]) -> str:
    """Tags, features, attachments and relations right of 100, with the treebank's own tokens and sentences."""
    forms = [[word.form for word in sentence.words] for sentence in sentences]
    found = [result for start in range(0, len(forms), 20) for result in network.analyse(forms[start : start + 20])]
    right: Counter[str] = Counter()
    for sentence, result in zip(sentences, found, strict=True):
        for word, tag, feats, head, dep in zip(
            sentence.words, result.tags, result.feats, result.heads, result.deps, strict=True
        ):
            right.update(UPOS=tag == word.pos, features=feats == word.feats, UAS=head == word.head)
            right.update(LAS=(head, dep) == (word.head, word.dep))
    total = sum(len(sentence.words) for sentence in sentences)
    return " ".join(f"{name} {100 * count / total:.2f}" for name, count in right.items())


def score_relations(nlp: "Language", sentences: Sequence[Sentence]) -> dict[str, float]:
    """F (percent) of each relation, head and label right, from raw text."""
    gold = {row.place: row for row in gold_rows(sentences)}
    own: dict[tuple[int, int], Row] = {}
    offset = 0
    for doc in nlp.pipe(texts(sentences)):
        rows, offset = own_rows(doc, offset)
        own |= {row.place: row for row in rows}
    found = {}
    for dep in sorted({row.dep for row in gold.values()}):
        right = sum(
            row.dep == dep and place in own and (own[place].head, own[place].dep) == (row.head, dep)
            for place, row in gold.items()
        )
        given = sum(row.dep == dep for row in own.values())
        found[dep] = Counts(right, given, sum(row.dep == dep for row in gold.values())).f
    return found


def score_konjunktiv(nlp: "Language", sentences: Sequence[Sentence]) -> dict[str, Counts]:
    """Konjunktiv I (mood and tense both) of auxiliaries and full verbs, from raw text."""
    gold = {row.place: row for row in gold_rows(sentences)}
    own: dict[tuple[int, int], Row] = {}
    offset = 0
    for doc in nlp.pipe(texts(sentences)):
        rows, offset = own_rows(doc, offset)
        own |= {row.place: row for row in rows}
    wanted = {place for place, row in gold.items() if is_konjunktiv(row)}
    given = {place for place, row in own.items() if is_konjunktiv(row)}
    counts = {}
    for name, tags in (("AUX", {"AUX"}), ("VERB", {"VERB"})):
        mine = {place for place in given if _tag(place, gold, own) in tags}
        theirs = {place for place in wanted if gold[place].pos in tags}
        counts[name] = Counts(len(mine & theirs), len(mine), len(theirs))
    return counts


def _tag(place: tuple[int, int], gold: Mapping[Any, Row], own: Mapping[Any, Row]) -> str:
    """The part of speech of a token: the treebank's where the token is there."""
    return (gold.get(place) or own[place]).pos


def is_konjunktiv(row: Row) -> bool:
    """Whether the features are those of the Konjunktiv I."""
    feats = dict(row.feats)
    return feats.get("Mood") == "Sub" and feats.get("Tense") == "Pres"


def score_names(nlp: "Language", texts: Sequence[NamedText]) -> dict[str, Counts]:
    """Counts of names found, by label and together; spans and labels must both be right."""
    right: dict[str, list[int]] = {}
    for named, doc in zip(texts, nlp.pipe(named.text for named in texts), strict=True):
        wanted = {tuple(span) for span in named.spans}
        given = {(span.start_char, span.end_char, span.label_) for span in doc.ents}
        for label in ("PER", "ORG", "LOC", "OTH"):
            mine = {span for span in given if span[2] == label}
            theirs = {span for span in wanted if span[2] == label}
            row = right.setdefault(label, [0, 0, 0])
            row[0] += len(mine & theirs)
            row[1] += len(mine)
            row[2] += len(theirs)
    counts = {label: Counts(*row) for label, row in right.items()}
    return {**counts, "all": Counts(*(sum(row[part] for row in right.values()) for part in range(3)))}


def speed(nlp: "Language", texts: Sequence[str]) -> float:
    """Words parsed in a second of processor time, so that what else the machine does counts less."""
    list(nlp.pipe(texts[:2]))
    began = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts))
    return words / (time.process_time() - began)


def measure(nlp: "Language", recipe: Recipe, data: Path) -> dict[str, Any]:
    """All figures of the model card; relations are those of the second treebank."""
    parts = recipe.tests(data)
    moods = [score_konjunktiv(nlp, sentences) for sentences in parts.values()] if recipe.moods else []
    return {
        "trees": {name: score_trees(nlp, sentences) for name, sentences in parts.items()},
        "relations": score_relations(nlp, list(parts.values())[1]),
        "konjunktiv": {
            tag: Counts(*(sum(mood[tag][part] for mood in moods) for part in range(3)))
            for tag in (("AUX", "VERB") if moods else ())
        },
        "names": {name: score_names(nlp, texts) for name, texts in recipe.names(data).items()},
        "speed": speed(nlp, list(texts(parts["PUD"]))),
    }
