"""The full-form lexicon of a language: surface form to lemma, part of speech and features.

The file holds a table of paradigms and the sorted surface forms, each with the number of its
paradigm. Regular endings of adjectives and participles, nominalised infinitives and compounds are
not listed; rules derive them from what is.
"""

import json
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from relazione.errors import PackError
from relazione.languages.grammar import Grammar, read_slots

MAGIC = b"RELFORM1"
_GENDERS = ("Masc", "Fem", "Neut")
_HEAD_LENGTH = 4


class Analysis(NamedTuple):
    """One reading of a surface form; `feats` in the notation of Universal Dependencies, "" for none."""

    lemma: str
    upos: str
    feats: str


class Paradigm(NamedTuple):
    """What a form's readings have in common with those of others: `lemma` relative to the form."""

    cut: int
    ending: str
    upos: str
    feats: tuple[str, ...]


def to_file(
    path: Path,
    readings: Mapping[str, Iterable[Analysis]],
    separable: Iterable[tuple[str, str]],
    note: str,
    *,
    derives: bool = True,
) -> None:
    """Writes the lexicon: readings of each form and the separable verbs as (prefix, verb) pairs.

    `derives` says whether rules find further forms; otherwise what is listed is all there is.
    """
    table: dict[str, int] = {}
    numbers: list[int] = []
    forms = sorted(readings, key=str.encode)
    for form in forms:
        key = json.dumps(_paradigms(form, readings[form]), ensure_ascii=False, separators=(",", ":"))
        numbers.append(table.setdefault(key, len(table)))
    head = {
        "note": note,
        "derives": derives,
        "separable": sorted({f"{prefix}|{verb}" for prefix, verb in separable}),
        "paradigms": [json.loads(key) for key in table],
    }
    parts = (
        json.dumps(head, ensure_ascii=False).encode(),
        "\n".join(["", *forms, ""]).encode(),
        np.asarray(numbers, dtype="<u4").tobytes(),
    )
    packed = [zlib.compress(part, 9) for part in parts]
    sizes = np.asarray([len(part) for part in packed], dtype="<u4").tobytes()
    path.write_bytes(MAGIC + sizes + b"".join(packed))


def _paradigms(form: str, readings: Iterable[Analysis]) -> list[tuple[int, str, str, list[str]]]:
    """The readings as paradigms: characters to cut off the form, ending to add, tag, features."""
    groups: dict[tuple[str, str], list[str]] = {}
    for reading in readings:
        feats = groups.setdefault((reading.lemma, reading.upos), [])
        if reading.feats not in feats:
            feats.append(reading.feats)
    rows = []
    for (lemma, upos), feats in groups.items():
        common = 0
        while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
            common += 1
        whole = common == 0
        rows.append((-1 if whole else len(form) - common, lemma[0 if whole else common :], upos, feats))
    return rows


class Forms:
    """A loaded lexicon."""

    def __init__(  # noqa: PLR0913  (the parts of the file, and the grammar)
        self,
        blob: bytes,
        numbers: "np.ndarray",
        paradigms: list[list[Any]],
        pairs: list[str],
        grammar: Grammar,
        *,
        derives: bool,
    ) -> None:
        self._blob = blob
        self.grammar = grammar
        self.derives = derives
        breaks = np.flatnonzero(np.frombuffer(blob, dtype=np.uint8) == 10)
        self._starts = breaks.astype(np.int64)
        self._numbers = numbers
        self._paradigms = paradigms
        self._separable = frozenset(pairs)
        self._prefixes = frozenset(pair.split("|")[0] for pair in pairs)
        self.analyses = lru_cache(maxsize=50_000)(self._analyses)
        self.is_noun = lru_cache(maxsize=50_000)(self._is_noun)

    def __len__(self) -> int:
        return len(self._numbers)

    def _listed(self, form: str) -> tuple[Analysis, ...]:
        """The readings that the file lists for exactly this form."""
        key = form.encode()
        if b"\n" in key:
            return ()
        low, high = 0, len(self._numbers)
        starts, blob = self._starts, self._blob
        while low < high:
            middle = (low + high) // 2
            if blob[starts[middle] + 1 : starts[middle + 1]] < key:
                low = middle + 1
            else:
                high = middle
        if low >= len(self._numbers) or blob[starts[low] + 1 : starts[low + 1]] != key:
            return ()
        found = []
        for cut, ending, upos, feats in self._paradigms[self._numbers[low]]:
            lemma = ending if cut == -1 else form[: len(form) - cut] + ending
            found += [Analysis(str(lemma), str(upos), feat) for feat in feats]
        return tuple(found)

    def _analyses(self, word: str) -> tuple[Analysis, ...]:
        """All readings of a form, the likeliest spelling first; () where the lexicon knows none.

        A capitalised word may also be the lower-case word at the head of a sentence.
        """
        word = word.replace("\u00ad", "")
        if not word or not word[0].isalpha():
            return ()
        found = self._listed_words(word)
        if word[0].isupper():
            lower = word[0].lower() + word[1:]
            small = self._small(lower)
            found += self._nominalised(word, small) if self.derives and not found else ()
            found += small
        else:
            found = list(self._small(word))
        return tuple(dict.fromkeys(found))

    def _small(self, word: str) -> list[Analysis]:
        """The readings of a word in lower case, listed or derived."""
        derived = self._inflected(word) if self.derives else ()
        return list(dict.fromkeys([*self._listed_words(word), *derived]))

    def _listed_words(self, form: str) -> list[Analysis]:
        """The listed readings that are words of their own, not stems."""
        return [reading for reading in self._listed(form) if not reading.feats.startswith("Stem=")]

    def _inflected(self, word: str) -> list[Analysis]:
        """Readings as an inflected adjective or participle."""
        found = []
        for ending, slots in self.grammar.adjective_endings.items():
            stem = word.removesuffix(ending)
            if stem == word or len(stem) < 2:
                continue
            for mark, degree in (("", "Pos"), *self.grammar.comparison.items()):
                base = stem.removesuffix(mark)
                if mark and base == stem:
                    continue
                lemma, own = self._adjective(base)
                if lemma:
                    found += [
                        Analysis(lemma, "ADJ", _agreement(case, gender, degree if mark else own))
                        for case, gender in read_slots(slots)
                    ]
        bases = (word.removesuffix(mark) for mark, degree in self.grammar.comparison.items() if degree == "Cmp")
        lemmas = (self._adjective(base)[0] for base in bases if base != word)
        return [*found, *(Analysis(lemma, "ADJ", "Degree=Cmp") for lemma in lemmas if lemma)]

    @lru_cache(maxsize=50_000)  # noqa: B019  (one lexicon a process)
    def _adjective(self, stem: str) -> tuple[str, str]:
        """The lemma and degree of the adjective or participle with this stem, "" twice where there is none."""
        readings = self._listed(stem)
        for reading in readings:
            if reading.upos == "ADJ" and reading.feats.startswith("Stem="):
                return reading.lemma, reading.feats[-3:]
        for reading in readings:
            if reading.upos == "ADJ" and reading.feats == "Degree=Pos":
                return reading.lemma, "Pos"
        return (stem, "Pos") if any("VerbForm=Part" in reading.feats for reading in readings) else ("", "")

    def _nominalised(self, word: str, small: list[Analysis]) -> list[Analysis]:
        """Readings of a capitalised word as a noun made of an infinitive, adjective or participle."""
        found = []
        for reading in small:
            if reading.upos in {"VERB", "AUX"} and reading.feats == "VerbForm=Inf" and reading.lemma == word.lower():
                found += [
                    Analysis(word, "NOUN", f"Case={case}|Gender={self.grammar.infinitive_nouns}|Number=Sing")
                    for case in ("Nom", "Acc", "Dat")
                ]
            elif reading.upos == "ADJ" and "Case=" in reading.feats:
                lemma = reading.lemma[0].upper() + reading.lemma[1:] + self.grammar.adjectival_nouns
                feats = "|".join(part for part in reading.feats.split("|") if not part.startswith("Degree"))
                found.append(Analysis(lemma, "NOUN", feats))
        return found

    def head(self, word: str) -> str | None:
        """The noun at the end of a compound (`Abkommens` in `Handelsabkommens`), `None` for none.

        The rest of the word must itself be a word of the lexicon or longer than two letters.
        """
        if not self.derives:
            return None
        word = word.replace("\u00ad", "")
        tail = word.rsplit("-", 1)[-1]
        if tail != word and tail and self.is_listed_noun(tail[0].upper() + tail[1:]):
            return tail
        for cut in range(3, len(tail) - _HEAD_LENGTH + 1):
            candidate = tail[cut].upper() + tail[cut + 1 :]
            if tail[cut].isalpha() and self.is_listed_noun(candidate):
                return candidate
        return None

    def compound(self, word: str) -> tuple[Analysis, ...]:
        """The readings of a compound noun, taken from its head; () where none is known."""
        head = self.head(word)
        if head is None or not word[0].isupper():
            return ()
        first = word[: len(word) - len(head)]
        glue = str.lower if not first.endswith("-") else str
        return tuple(
            Analysis(first + glue(reading.lemma[0]) + reading.lemma[1:], "NOUN", reading.feats)
            for reading in self._listed(head)
            if reading.upos == "NOUN"
        )

    @lru_cache(maxsize=50_000)  # noqa: B019  (one lexicon a process)
    def is_listed_noun(self, word: str) -> bool:
        """Whether the file itself lists the form as a noun, neither derived nor compounded."""
        return any(reading.upos == "NOUN" for reading in self._listed(word))

    def _is_noun(self, word: str) -> bool:
        """Whether a capitalised word is a noun, listed, derived or compounded."""
        if not word[:1].isupper():
            return False
        return any(reading.upos == "NOUN" for reading in self.analyses(word)) or bool(self.head(word))

    @lru_cache(maxsize=50_000)  # noqa: B019  (one lexicon a process)
    def verb_of_participle(self, word: str) -> str | None:
        """The verb whose past participle a word is (`unterschrieben` → `unterschreiben`), `None` where it is none."""
        readings = (reading for reading in self._listed(word) if reading.upos == "VERB")
        return next((reading.lemma for reading in readings if "VerbForm=Part" in reading.feats), None)

    def separable(self, prefix: str, verb: str) -> str | None:
        """The lemma of a separable verb (`ab`, `ziehen` → `abziehen`), `None` where no such verb is known."""
        prefix = prefix.lower()
        return prefix + verb if f"{prefix}|{verb}" in self._separable else None

    def is_separable_prefix(self, word: str) -> bool:
        """Whether a word stands as the split prefix of some verb (`statt`, `zurück`)."""
        return word.lower() in self._prefixes


def _agreement(case: str, gender: str, degree: str) -> str:
    """The features of an adjective form; gender P stands for the plural."""
    if gender == "P":
        return f"Case={case}|Degree={degree}|Number=Plur"
    name = _GENDERS["MFN".index(gender)]
    return f"Case={case}|Degree={degree}|Gender={name}|Number=Sing"


def load_forms(path: Path, grammar: Grammar) -> Forms:
    """The lexicon in the file, from whose forms the grammar derives others; a file of another kind is a `PackError`."""
    content = path.read_bytes()
    if content[: len(MAGIC)] != MAGIC:
        raise PackError(
            "no lexicon of forms",
            where=str(path),
            allowed=MAGIC.decode(),
            mend="build it anew (training.build)",
        )
    place = len(MAGIC) + 12
    parts = []
    for size in np.frombuffer(content, dtype="<u4", count=3, offset=len(MAGIC)).tolist():
        parts.append(zlib.decompress(content[place : place + size]))
        place += size
    head = json.loads(parts[0])
    return Forms(
        parts[1],
        np.frombuffer(parts[2], dtype="<u4"),
        head["paradigms"],
        head["separable"],
        grammar,
        derives=head.get("derives", True),
    )
