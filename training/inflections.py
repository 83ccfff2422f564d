"""The full-form lexicon of English from the paradigms of LemmInflect.

Source: lemminflect 0.2.3 (PyPI), MIT licence; its tables are drawn from the SPECIALIST Lexicon of the National Library
of Medicine, which may be used freely where it is named as the source.
"""

import gzip
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from relazione.languages.forms import Analysis, to_file

NOTE = (
    "Forms of lemminflect 0.2.3 (MIT licence), which derive from the SPECIALIST Lexicon of the United States National"
    " Library of Medicine. Regrouped; function words added."
)
_THIRD = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
_PRESENT = "Mood=Ind|Tense=Pres|VerbForm=Fin"
_PAST = "Mood=Ind|Tense=Past|VerbForm=Fin"
_INFINITIVE = "VerbForm=Inf"
_PAST_PARTICIPLE = "Tense=Past|VerbForm=Part"
_GERUND = "VerbForm=Ger"
_PRESENT_PARTICIPLE = "Tense=Pres|VerbForm=Part"
# By the tag of a word the features of its base form, and those of the forms listed beside it.
_BASE = {"verb": (_INFINITIVE, _PRESENT), "noun": ("Number=Sing",), "adj": ("Degree=Pos",), "adv": ("Degree=Pos",)}
_OTHERS = {
    "verb": ((_PAST,), (_PAST_PARTICIPLE,), (_GERUND, _PRESENT_PARTICIPLE), (_THIRD,)),
    "noun": (("Number=Plur",),),
    "adj": (("Degree=Cmp",), ("Degree=Sup",)),
    "adv": (("Degree=Cmp",), ("Degree=Sup",)),
}
# Forms of helping verbs, by verb.
_HELPERS = {
    "be": {
        "be": _INFINITIVE,
        "am": "Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin",
        "is": _THIRD,
        "are": _PRESENT,
        "was": "Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin",
        "were": _PAST,
        "been": _PAST_PARTICIPLE,
        "being": _GERUND,
    },
    "have": {"have": _PRESENT, "has": _THIRD, "had": _PAST, "having": _GERUND},
    "do": {"do": _PRESENT, "does": _THIRD, "did": _PAST, "done": _PAST_PARTICIPLE, "doing": _GERUND},
    **{modal: {modal: "VerbForm=Fin"} for modal in "will would shall should can could may might must ought".split()},
}


class Paradigm(NamedTuple):
    """A word with its tag and its other forms, each with its spellings: of verbs past, past participle, present
    participle and third person; of nouns the plural; of adjectives comparative and superlative.
    """

    lemma: str
    tag: str
    forms: tuple[tuple[str, ...], ...]


def read_paradigms(path: Path) -> Iterator[Paradigm]:
    """The paradigms of a gzipped table of LemmInflect (`infl_lu.csv.gz`)."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            lemma, tag, *forms = line.rstrip("\n").split(",")
            yield Paradigm(lemma, tag, tuple(tuple(filter(None, form.split("/"))) for form in forms))


def readings_of(paradigm: Paradigm) -> Iterator[tuple[str, Analysis]]:
    """Each form of a word with its readings."""
    lemma, tag, forms = paradigm
    upos = {"verb": "VERB", "adj": "ADJ", "adv": "ADV"}.get(tag, "PROPN" if lemma[:1].isupper() else "NOUN")
    for feats in _BASE[tag]:
        yield lemma, Analysis(lemma, upos, feats)
    for kinds, spellings in zip(_OTHERS[tag], _completed(tag, forms), strict=False):
        yield from ((spelling, Analysis(lemma, upos, feats)) for feats in kinds for spelling in spellings)


def _completed(tag: str, forms: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """The forms of a word; a past participle that is not listed is that of the past."""
    if tag != "verb":
        return forms
    past, participle, *others = forms
    return (past, participle or past, *others)


def helper_readings() -> Iterator[tuple[str, Analysis]]:
    """Each form of each helping verb with its reading."""
    for lemma, forms in _HELPERS.items():
        for form, feats in forms.items():
            yield form, Analysis(lemma, "AUX", feats)


def build(table: Path, target: Path) -> int:
    """Writes the lexicon; the number of its forms."""
    readings: dict[str, dict[Analysis, None]] = defaultdict(dict)
    listed = (row for paradigm in read_paradigms(table) for row in readings_of(paradigm))
    for form, reading in chain(helper_readings(), listed):
        if " " not in form:
            readings[form].setdefault(reading)
    to_file(target, readings, (), NOTE, derives=False)
    return len(readings)
