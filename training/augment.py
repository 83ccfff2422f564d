"""Sentences that press reports are full of and the treebank lacks: reported and direct speech.

A sentence of the treebank becomes what somebody says: its finite verb goes into the Konjunktiv I
and a clause of speaking, with a subject taken from another sentence, stands before or after it.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

from relazione.languages.forms import Analysis, Forms
from relazione.languages.morphology import to_feats
from training.trees import Sentence, Word

PAST = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
PRESENT = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
REPORTED = "Mood=Sub|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
VERBS = (
    ("sagte", "sagen", PAST), ("sagte", "sagen", PAST), ("sagte", "sagen", PAST), ("erklärte", "erklären", PAST),
    ("betonte", "betonen", PAST), ("meinte", "meinen", PAST), ("sagt", "sagen", PRESENT),
    ("unterstrich", "unterstreichen", PAST), ("bekräftigte", "bekräftigen", PAST), ("schrieb", "schreiben", PAST),
    ("ergänzte", "ergänzen", PAST), ("kritisierte", "kritisieren", PAST), ("warnte", "warnen", PAST),
    ("berichtete", "berichten", PAST), ("behauptete", "behaupten", PAST), ("fügte", "fügen", PAST),
    ("teilte", "teilen", PAST), ("räumte", "räumen", PAST), ("kündigte", "kündigen", PAST),
)  # fmt: skip
PREFIXES = {"teilte": ("mit", "ADP"), "räumte": ("ein", "ADV"), "kündigte": ("an", "ADP"), "fügte": ("hinzu", "ADV")}
PERSONS = (
    "präsident", "präsidentin", "minister", "ministerin", "sprecher", "sprecherin", "kanzler", "kanzlerin", "chef",
    "chefin", "direktor", "vorsitzende", "vorsitzender", "leiter", "politiker", "botschafter", "general",
    "experte", "sekretär", "bürgermeister", "könig", "professor", "trainer", "autor", "polizei", "regierung",
    "behörde", "ministerium",
)  # fmt: skip
DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November")
CITIES = (
    "Berlin", "Paris", "London", "Moskau", "Brüssel", "Wien", "Warschau", "Rom", "Genf", "Kiew", "Ankara", "Peking",
    "Washington", "Belgrad", "Prag", "Astana", "Athen", "Oslo", "Madrid", "Tokio", "Kairo",
)  # fmt: skip
_HELPERS = ("aux", "aux:pass", "cop")


def subjects(sentences: Iterable[Sentence]) -> Iterator[tuple[Word, ...]]:
    """Short singular subjects that can speak, heads relative to the phrase, its own head as root."""
    for sentence in sentences:
        for index, word in enumerate(sentence.words):
            if word.dep != "nsubj":
                continue
            span = _span(sentence, index)
            phrase = sentence.words[span[0] : span[-1] + 1]
            if len(phrase) == len(span) <= 7 and _can_speak(word, phrase):
                yield tuple(
                    replace(part, head=part.head - span[0] if number != index else index - span[0], space=True)
                    for number, part in zip(span, phrase, strict=True)
                )


def _span(sentence: Sentence, top: int) -> list[int]:
    """The indices of a word and all that hangs on it."""
    found, grown = {top}, True
    while grown:
        more = {index for index, word in enumerate(sentence.words) if word.head in found and word.dep != "root"}
        grown = not more <= found
        found |= more
    return sorted(found)


def _can_speak(word: Word, phrase: tuple[Word, ...]) -> bool:
    """Whether the phrase names a person or an institution and is free of conjunctions and commas."""
    if any(part.pos in {"PUNCT", "CCONJ", "VERB", "AUX", "NUM"} for part in phrase):
        return False
    plain = phrase[0].form[0].isupper() or phrase[0].pos == "DET"
    if word.pos == "PROPN":
        return plain and phrase[0].pos in {"PROPN", "NOUN", "DET"}
    return word.pos == "NOUN" and plain and word.form.lower().endswith(PERSONS)


def reported(
    sentence: Sentence, speakers: list[tuple[Word, ...]], forms: Forms, chance: random.Random
) -> Sentence | None:
    """The sentence as somebody's words, `None` where it does not lend itself to that."""
    words = list(sentence.words)
    if not 5 <= len(words) <= 24 or words[-1].form != "." or any(word.form in '":„“»«' for word in words):
        return None
    root = next(index for index, word in enumerate(words) if word.dep == "root")
    if words[root].pos not in {"VERB", "ADJ", "NOUN", "AUX"} or words[-1].head != root:
        return None
    finite = _finite(words, root)
    if finite is None:
        return None
    way = chance.choices(("after", "before", "quote after", "quote before"), (35, 30, 20, 15))[0]
    if "quote" not in way:
        changed = _reported_verb(words[finite], forms)
        if changed is None:
            return None
        words[finite] = changed
    speaker = _lowered(chance.choice(speakers))
    pronoun = chance.random() < 0.2
    if pronoun:
        form = chance.choice(("er", "sie"))
        feats = f"Case=Nom|Gender={'Masc' if form == 'er' else 'Fem'}|Number=Sing|Person=3|PronType=Prs"
        speaker = (Word(form, "er" if form == "er" else "sie", "PRON", feats, 0, "nsubj"),)
    verb = chance.choice(VERBS)
    more = _circumstances(chance) if chance.random() < 0.5 else ()
    build = _after if "after" in way else _before
    return replace(
        sentence,
        name=f"{sentence.name}-reported",
        words=tuple(build(words[:-1], root, speaker, verb, more, quoted="quote" in way)),
    )


def _lowered(speaker: tuple[Word, ...]) -> tuple[Word, ...]:
    """The phrase as it stands within a sentence."""
    first = speaker[0]
    form = first.form if first.pos in {"NOUN", "PROPN"} else first.form.lower()
    return (replace(first, form=form), *speaker[1:])


def _finite(words: list[Word], root: int) -> int | None:
    """The finite verb of the main clause: the root or its first helper."""
    helpers = [index for index, word in enumerate(words) if word.head == root and word.dep in _HELPERS]
    if helpers:
        return helpers[0]
    return root if words[root].pos in {"VERB", "AUX"} else None


def _reported_verb(word: Word, forms: Forms) -> Word | None:
    """The verb in the Konjunktiv I, third person singular; `None` unless it is indicative and that form differs."""
    readings = [reading for reading in forms.analyses(word.form.lower()) if reading.upos in {"VERB", "AUX"}]
    matches = [reading.lemma for reading in readings if _is_singular(reading.feats)]
    if not matches or word.form[0].isupper():
        return None
    stem = matches[0].removesuffix("n") if matches[0] == "sein" else matches[0].removesuffix("n").removesuffix("e")
    for form in (stem + "e", matches[0].removesuffix("n"), "sei" if matches[0] == "sein" else ""):
        if any(reading.lemma == matches[0] and reading.feats == REPORTED for reading in forms.analyses(form)):
            return replace(word, form=form, feats=REPORTED if word.feats or word.lemma else "", lemma=word.lemma)
    return None


def _is_singular(feats: str) -> bool:
    """Whether the features are those of a third person singular in the indicative."""
    pairs = to_feats(feats)
    return (pairs.get("Mood"), pairs.get("Number"), pairs.get("Person")) == ("Ind", "Sing", "3")


def _sign(form: str, head: int, *, space: bool = True) -> Word:
    """A punctuation mark."""
    return Word(form, form, "PUNCT", "", head, "punct", space)


def _clause(
    speaker: tuple[Word, ...],
    verb: tuple[str, str, str],
    start: int,
    circumstances: tuple[Word, ...],
    *,
    verb_first: bool,
) -> list[Word]:
    """The clause of speaking, its first word at `start`: the verb as root, the subject, a split prefix."""
    at = start if verb_first else start + len(speaker)
    first = start + 1 if verb_first else start
    subject = [replace(word, head=at if word.dep == "nsubj" else first + word.head, dep=word.dep) for word in speaker]
    core = Word(verb[0], verb[1], "VERB", verb[2], at, "root")
    out = [core, *subject] if verb_first else [*subject, core]
    base = start + len(out)
    out += [replace(word, head=at if word.head < 0 else base + word.head) for word in circumstances]
    if verb[0] in PREFIXES:
        form, pos = PREFIXES[verb[0]]
        out.append(Word(form, form, pos, "", at, "compound:prt"))
    out[-1] = replace(out[-1], space=False)
    return out


def _circumstances(chance: random.Random) -> tuple[Word, ...]:
    """When and where something was said: up to two phrases, heads relative to the phrase, -1 for the verb."""
    words: list[Word] = []
    place = "Case=Dat|Gender=Neut|Number=Sing"
    day = "Case=Dat|Gender=Masc|Number=Sing"
    if chance.random() < 0.6:
        if chance.random() < 0.6:
            words += [Word("am", "an", "ADP", "", 1, "case"), Word(chance.choice(DAYS), "", "PROPN", day, -1, "obl")]
        else:
            number = f"{chance.randint(1, 31)}."
            words += [
                Word("am", "an", "ADP", "", 2, "case"),
                Word(number, number, "ADJ", "", 2, "amod"),
                Word(chance.choice(MONTHS), "", "PROPN", day, -1, "obl"),
            ]
    if chance.random() < 0.6:
        at = len(words) + 1
        words += [Word("in", "in", "ADP", "", at, "case"), Word(chance.choice(CITIES), "", "PROPN", place, -1, "obl")]
    return tuple(replace(word, lemma=word.lemma or word.form) for word in words)


def _after(  # noqa: PLR0913
    content: list[Word],
    root: int,
    speaker: tuple[Word, ...],
    verb: tuple[str, str, str],
    more: tuple[Word, ...],
    *,
    quoted: bool,
) -> list[Word]:
    """The content, a comma, the clause of speaking."""
    shift = int(quoted)
    start = len(content) + 1 + 2 * shift
    words = [replace(word, head=word.head + shift) for word in content]
    words[root] = replace(words[root], dep="ccomp", head=start)
    words[-1] = replace(words[-1], space=False)
    root += shift
    if quoted:
        words = [_sign("„", root, space=False), *words, _sign("“", root, space=False)]
    words.append(_sign(",", root))
    words += _clause(speaker, verb, start, more, verb_first=True)
    return [*words, _sign(".", start)]


def _before(  # noqa: PLR0913
    content: list[Word],
    root: int,
    speaker: tuple[Word, ...],
    verb: tuple[str, str, str],
    more: tuple[Word, ...],
    *,
    quoted: bool,
) -> list[Word]:
    """The clause of speaking, a comma or colon, the content."""
    lead = _clause(speaker, verb, 0, more, verb_first=False)
    lead[0] = replace(lead[0], form=lead[0].form[0].upper() + lead[0].form[1:])
    at = next(index for index, word in enumerate(lead) if word.dep == "root")
    shift = len(lead) + 1 + int(quoted)
    words = [replace(word, head=word.head + shift) for word in content]
    words[root] = replace(words[root], dep="ccomp", head=at)
    words[-1] = replace(words[-1], space=False)
    if quoted:
        quote = [_sign(":", root + shift), _sign("„", root + shift, space=False)]
        return [*lead, *quote, *words, _sign(".", at, space=False), _sign("“", root + shift)]
    first = words[0]
    if first.pos not in {"NOUN", "PROPN"}:
        words[0] = replace(first, form=first.form[0].lower() + first.form[1:])
    return [*lead, _sign(",", root + shift), *words, _sign(".", at)]


TENSES = (
    (("wird", "werden"), ("werden", "werden"), "VerbForm=Inf"),
    (("wird", "werden"), ("werden", "werden"), "VerbForm=Inf"),
    (("will", "wollen"), ("wollen", "wollen"), "VerbForm=Inf"),
    (("soll", "sollen"), ("sollen", "sollen"), "VerbForm=Inf"),
    (("kann", "können"), ("können", "können"), "VerbForm=Inf"),
    (("hat", "haben"), ("haben", "haben"), "VerbForm=Part"),
    (("hat", "haben"), ("haben", "haben"), "VerbForm=Part"),
)
_MOVING = frozenset(
    "gehen kommen fahren fliegen reisen bleiben werden sterben wachsen steigen fallen laufen ziehen".split()
)


def compound_tense(sentence: Sentence, forms: Forms, chance: random.Random) -> Sentence | None:
    """The sentence in the future, the perfect or with a modal verb; `None` where it is no plain main clause."""
    words = list(sentence.words)
    if words[-1].form != "." or any(word.form in {",", ":", ";", "(", "-", "–", '"'} for word in words):
        return None
    root = next(index for index, word in enumerate(words) if word.dep == "root")
    plain = words[root].pos == "VERB" and words[-1].head == root and words[root].form[0].islower()
    if not plain or any(word.head == root and word.dep in {*_HELPERS, "conj", "xcomp", "ccomp"} for word in words):
        return None
    verb = _finite_reading(words[root].form, forms)
    if verb is None:
        return None
    lemma, number = verb
    prefix = next((at for at, word in enumerate(words) if word.head == root and word.dep == "compound:prt"), None)
    if prefix is not None and prefix != len(words) - 2:
        return None
    full = lemma if prefix is None else words[prefix].form + lemma
    single, plural, feats = chance.choice(TENSES)
    if feats == "VerbForm=Part" and lemma in _MOVING:
        single, plural = ("ist", "sein"), ("sind", "sein")
    form = full if feats == "VerbForm=Inf" else _participle(full, forms)
    if form is None:
        return None
    helper, base = single if number == "Sing" else plural
    end = len(words) - 1 if prefix is None else prefix
    moved = [replace(word, head=end if word.head == root else word.head) for word in words]
    main = replace(words[root], form=form, lemma=full, feats=feats, head=end, space=False)
    tense = f"Mood=Ind|Number={number}|Person=3|Tense=Pres|VerbForm=Fin"
    moved[root] = Word(helper, base, "AUX", tense, end, "aux")
    if prefix is None:
        moved = [*moved[:-1], main, moved[-1]]
        moved[-3] = replace(moved[-3], space=True)
    else:
        moved[prefix] = main
    return replace(sentence, name=f"{sentence.name}-tense", words=tuple(moved))


def _finite_reading(form: str, forms: Forms) -> tuple[str, str] | None:
    """Lemma and number of an indicative third person, `None` where the form has no such reading."""
    for reading in forms.analyses(form):
        pairs = to_feats(reading.feats)
        if reading.upos == "VERB" and pairs.get("Person") == "3" and pairs.get("Mood") == "Ind":
            return reading.lemma, pairs["Number"]
    return None


def _participle(lemma: str, forms: Forms) -> str | None:
    """The participle of a verb, by the regular patterns that the lexicon confirms."""
    stem = lemma.removesuffix("n").removesuffix("e")
    for form in (f"ge{stem}t", f"ge{stem}et", f"{stem}t", f"ge{stem}en", f"{stem}en"):
        if Analysis(lemma, "VERB", "VerbForm=Part") in forms.analyses(form):
            return form
    return None
