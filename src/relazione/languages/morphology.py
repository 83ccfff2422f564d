"""Features and lemmas of a parsed sentence, made to agree with the full-form lexicon and the tree.

A tagger guesses each word's features by itself. Here the lexicon says which readings a form has at
all, the subject decides person and number of its verb, and article, adjectives, noun, preposition
and relation decide together on case, gender and number of a noun phrase.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from relazione.languages.forms import Analysis, Forms
from relazione.languages.grammar import Grammar, Slot, slots_of

Feats = dict[str, str]

VERBAL = frozenset(("VERB", "AUX"))
NOMINAL = frozenset(("NOUN", "PROPN"))
_SUBJECTS = frozenset(("nsubj", "nsubj:pass"))
_HELPERS = frozenset(("aux", "aux:pass", "cop"))
_OF_CLAUSES = frozenset(
    (
        "nsubj",
        "nsubj:pass",
        "obj",
        "iobj",
        "obl",
        "obl:arg",
        "aux",
        "aux:pass",
        "mark",
        "punct",
        "advcl",
        "ccomp",
        "nmod",
    )
)
# What a clause has beside its subject.
_BESIDE_SUBJECTS = frozenset(("aux", "aux:pass", "obl", "obl:arg", "advmod", "iobj", "mark"))
_PARTNERS = frozenset(("det", "det:poss", "amod", "nummod"))
_SPEAKER = ("1", "Sing")
_MOODS = ("Ind", "Sub", "Imp")
_GENDERS = {"Masc": "M", "Fem": "F", "Neut": "N"}
_NAMES = {short: name for name, short in _GENDERS.items()}
_CASES = ("Nom", "Acc", "Dat", "Gen")

_PRESENT = {"Mood": "Ind", "Number": "Sing", "Person": "3", "Tense": "Pres", "VerbForm": "Fin"}
_LOWER = frozenset(("ADP", "ADV", "CCONJ", "SCONJ", "PART"))
_RELATED: Mapping[str, tuple[str, ...]] = {
    "nsubj": ("Nom",),
    "nsubj:pass": ("Nom",),
    "obj": ("Acc",),
    "iobj": ("Dat",),
    "obl:arg": ("Dat",),
}


@dataclass(slots=True)
class Word:
    """A word of a sentence: `head` is an index, its own for the root; features and lemma as guessed."""

    form: str
    pos: str
    dep: str
    head: int
    feats: Feats
    lemma: str


def refine(words: Sequence[Word], forms: Forms) -> None:
    """Sets the features and lemmas of the words to those that lexicon and tree allow."""
    _free_helpers(words)
    _free_determiners(words)
    _lift_verb(words, forms)
    _mend_genitive(words, forms)
    _mend_copula(words, children_of(words), forms.grammar)
    for mend in (_mend_bare_subject, _mend_prefield):
        mend(words, children_of(words))
    _mend_bare_object(words, children_of(words), forms)
    _mend_missing_subject(words, children_of(words), forms)
    _mend_bare_oblique(words, children_of(words), forms)
    _mend_shared_subject(words, children_of(words), forms)
    children = children_of(words)
    for step in (_refine_tag, _refine_arguments, _refine_noun, _refine_word):
        for index in range(len(words)):
            step(words, index, children, forms)
    _refine_passives(words, children, forms.grammar)


def children_of(words: Sequence[Word]) -> list[list[int]]:
    """The dependents of each word, in order of the text."""
    children: list[list[int]] = [[] for _ in words]
    for index, word in enumerate(words):
        if word.head != index:
            children[word.head].append(index)
    return children


def is_tree(words: Sequence[Word]) -> bool:
    """Tell whether every word leads to a root, none round in a ring."""
    sound: set[int] = set()
    for start in range(len(words)):
        index, path = start, set[int]()
        while index not in sound and words[index].head != index:
            if index in path:
                return False
            path.add(index)
            index = words[index].head
        sound |= path | {index}
    return True


def _mend_genitive(words: Sequence[Word], forms: Forms) -> None:
    """Makes a common noun the head of the name in the genitive before it (`Omans | Beitritt`)."""
    for index, word in enumerate(words):
        name = words[index - 1] if index else word
        flat = word.dep == "flat" and word.head == index - 1 and name.pos == "PROPN"
        if not flat or not name.form.endswith(forms.grammar.genitive) or not forms.is_listed_noun(word.form):
            continue
        word.dep, word.head, word.pos = name.dep, index if name.head == index - 1 else name.head, "NOUN"
        name.dep, name.head, name.feats = "nmod", index, {**name.feats, "Case": "Gen"}
        for other in words:
            if other.head == index - 1 and other is not name:
                other.head = index


def _mend_copula(words: Sequence[Word], children: list[list[int]], grammar: Grammar) -> None:
    """Makes a full verb taken for a copula the head of its clause (`hat … für … verantwortlich gemacht`), a second one
    of the same clause its conjunct.
    """
    verbs: dict[int, int] = {}
    for index, word in enumerate(words):
        if word.dep != "cop" or word.lemma in grammar.copulas:
            continue
        place = word.head
        if place in verbs:
            word.dep, word.head = "conj", verbs[place]
            continue
        verbs[place] = index
        pivot = words[place]
        word.dep, word.head = pivot.dep, index if pivot.head == place else pivot.head
        pivot.dep, pivot.head = "xcomp", index
        for child in children[place]:
            if words[child].dep in _OF_CLAUSES and child != index:
                words[child].head = index


def _mend_bare_subject(words: Sequence[Word], children: list[list[int]]) -> None:
    """Makes a named office-holder without a preposition the subject of a verb that has none."""
    for index, word in enumerate(words):
        if word.pos != "VERB" or any(words[child].dep in _SUBJECTS for child in children[index]):
            continue
        for child in children[index]:
            deps = {words[part].dep for part in children[child]}
            named = any(words[part].dep == "appos" and words[part].pos == "PROPN" for part in children[child])
            if words[child].dep == "obl" and words[child].pos in NOMINAL and named and "case" not in deps:
                words[child].dep = "nsubj"
                break


def _mend_missing_subject(words: Sequence[Word], children: list[list[int]], forms: Forms) -> None:
    """Makes a bare name beside the finite verb of a verb without a subject its subject (`Peru | hat … gekündigt`)."""
    for index, word in enumerate(words):
        helpers = [child for child in children[index] if words[child].dep in _HELPERS]
        finite = word.feats.get("VerbForm") == "Fin" or helpers
        subjects = {*_SUBJECTS, "csubj", "csubj:pass", "expl"}
        if word.pos != "VERB" or not finite or any(words[child].dep in subjects for child in children[index]):
            continue
        verb = min([index, *helpers])
        names = [child for child in children[index] if _is_bare_name(words, child, children, forms)]
        objects = sum(words[child].dep == "obj" for child in children[index])
        for child in names:
            first = child < verb and all(other >= child for other in children[index])
            if (words[child].dep == "advmod" and first) or (words[child].dep == "obj" and objects > 1):
                words[child].dep = "nsubj"
                break
        else:
            _promote_object(words, index, children, forms)


def _promote_object(words: Sequence[Word], index: int, children: list[list[int]], forms: Forms) -> None:
    """Makes the one object of a relative clause without a subject its subject, where its form and number allow
    (`über den | beide Seiten verhandelten`).
    """
    objects = [child for child in children[index] if words[child].dep == "obj"]
    relative = words[index].dep.startswith("acl") and words[index].pos == "VERB"
    if not relative or len(objects) != 1 or words[objects[0]].pos not in NOMINAL:
        return
    verb = next((child for child in children[index] if words[child].dep in _HELPERS), index)
    numbers = {to_feats(reading.feats).get("Number") for reading in verb_readings(words[verb].form, forms)} - {None}
    pronouns = (words[child] for child in children[index] if words[child].pos in {"PRON", "DET"})
    if not any(word.form.lower() in forms.grammar.nominatives for word in pronouns):
        words[objects[0]].dep = "nsubj" if possible_numbers(words, objects[0], children, forms) & numbers else "obj"


def _mend_shared_subject(words: Sequence[Word], children: list[list[int]], forms: Forms) -> None:
    """Makes an object of the subject of a participle that shares the subject and auxiliary of the one before it
    (`hat … getroffen und ein Protokoll unterzeichnet`).
    """
    for index, word in enumerate(words):
        before = children[word.head]
        shared = word.dep == "conj" and word.feats.get("VerbForm") == "Part" and words[word.head].pos == "VERB"
        if not shared or any(words[child].dep in _HELPERS for child in children[index]):
            continue
        active = any(words[child].dep == "aux" and words[child].lemma == forms.grammar.having for child in before)
        for child in children[index]:
            cases = {case for case, _ in possible_slots(words, child, children[child], forms)}
            if active and words[child].dep in _SUBJECTS and (not cases or "Acc" in cases):
                words[child].dep = "obj"


def _mend_bare_oblique(words: Sequence[Word], children: list[list[int]], forms: Forms) -> None:
    """Makes a bare name right before its finite verb the subject, and what was taken for that the object (`Peru | nahm
    die Zusage zurück`).
    """
    for index, word in enumerate(words):
        helpers = [child for child in children[index] if words[child].dep in _HELPERS]
        verb = min([index, *helpers])
        name = next((child for child in children[index] if words[child].dep != "punct"), verb)
        passive = any(words[child].dep == "aux:pass" for child in helpers)
        if (
            word.pos != "VERB"
            or passive
            or name >= verb
            or words[name].dep != "obl"
            or word.lemma in forms.grammar.befalling
        ):
            continue
        subject = next((child for child in children[index] if words[child].dep == "nsubj"), None)
        if subject is None or subject < verb or not _is_bare_name(words, name, children, forms):
            continue
        cases = {case for case, _ in possible_slots(words, subject, children[subject], forms)}
        if "Acc" in cases and not any(words[child].dep == "obj" for child in children[index]):
            words[name].dep, words[subject].dep = "nsubj", "obj"


def _is_bare_name(words: Sequence[Word], index: int, children: list[list[int]], forms: Forms) -> bool:
    """Whether a word is a name without preposition or article that no common noun equals."""
    deps = {words[child].dep for child in children[index]}
    return words[index].pos == "PROPN" and not deps & {"case", "det"} and not forms.is_listed_noun(words[index].form)


def _mend_prefield(words: Sequence[Word], children: list[list[int]]) -> None:
    """Hangs a phrase between a subject and its finite verb on the subject: only one phrase stands before that verb."""
    for index, word in enumerate(words):
        if word.pos not in VERBAL or word.dep not in {"ROOT", "root"}:
            continue
        finite = min([index, *(child for child in children[index] if words[child].dep in _HELPERS)])
        before = [child for child in children[index] if child < finite and words[child].dep != "punct"]
        subject = next((child for child in before if words[child].dep in _SUBJECTS), None)
        if subject is None or words[subject].pos not in NOMINAL or before[0] != subject:
            continue
        if any(part.form in {",", "–", "(", ":"} for part in words[:finite]):
            continue
        for child in before:
            if child > subject and words[child].dep == "obl" and words[child].pos in NOMINAL:
                words[child].head, words[child].dep = subject, "nmod"


def _mend_bare_object(words: Sequence[Word], children: list[list[int]], forms: Forms) -> None:
    """Makes a common noun that was taken for part of the name before it the object (`kündigte Peru | Zölle an`), a
    plural also of a name with a preposition (`lieferte im Mai | Zelte`).
    """
    for word in words:
        name = words[word.head]
        verb = name.head
        apart = word.dep == "flat" and word.pos == "NOUN" and name.pos == "PROPN" and name.dep in {*_SUBJECTS, "obl"}
        timed = word.dep == "flat" and word.feats.get("Number") == "Plur" and forms.is_listed_noun(word.form)
        if timed and any(words[child].dep == "case" for child in children[word.head]) and words[verb].pos == "VERB":
            word.head, word.dep, word.pos = verb, "obj", "NOUN"
        elif apart and words[verb].pos == "VERB" and not any(words[child].dep == "obj" for child in children[verb]):
            word.head, word.dep = verb, "obj"


def _free_helpers(words: Sequence[Word]) -> None:
    """Hangs what depends on a helping verb on the verb that it helps (UD: auxiliaries have no dependents)."""
    for word in words:
        governor = words[word.head]
        if governor.dep in _HELPERS and word is not governor and word.dep not in {"fixed", "conj", "cc"}:
            word.head = governor.head


def _free_determiners(words: Sequence[Word]) -> None:
    """Hangs a phrase that was hung on a determiner on the attribute that follows it (`das | von Peru | geschlossene
    Abkommen`).
    """
    for index, word in enumerate(words):
        governor = words[word.head]
        if governor.dep != "det" or word.head > index or word.dep.split(":")[0] not in {"nmod", "obl", "advmod"}:
            continue
        for place in range(index + 1, governor.head):
            if words[place].dep == "amod" and words[place].head == governor.head:
                word.head = place
                break


def _lift_verb(words: Sequence[Word], forms: Forms) -> None:
    """Makes a verb the root where the tree hung it on its own subject: one coordinated to it (`Die Ministerin |
    besuchte Oslo`), or a participle taken for an attribute (`Die Ministerin | hat Oslo besucht`).
    """
    root = next((index for index, word in enumerate(words) if word.head == index), None)
    if root is None or words[root].pos not in NOMINAL:
        return
    children = children_of(words)
    for index, word in enumerate(words):
        if word.head != root or index <= root or any(words[child].dep == "cc" for child in children[index]):
            continue
        if any(_is_subject(words, child, children, forms) for child in children[index]):
            continue
        finite = word.dep == "conj" and word.pos == "VERB" and word.feats.get("VerbForm") == "Fin"
        if finite or _is_helped(words, index, children):
            word.head, word.dep = index, words[root].dep
            words[root].head, words[root].dep = index, "nsubj"
            for child in children[root]:
                if words[child].dep in _BESIDE_SUBJECTS:
                    words[child].head = index
            return


def _is_subject(words: Sequence[Word], index: int, children: list[list[int]], forms: Forms) -> bool:
    """Whether a word taken for a subject has a form that may be one."""
    cases = {case for case, _ in possible_slots(words, index, children[index], forms)}
    return words[index].dep in _SUBJECTS and (not cases or "Nom" in cases)


def _is_helped(words: Sequence[Word], index: int, children: list[list[int]]) -> bool:
    """Whether a participle hung on a noun ends a clause that an auxiliary before it opened."""
    word = words[index]
    if word.dep not in {"conj", "acl"} or word.pos not in {"VERB", "ADJ"} or word.feats.get("VerbForm") == "Fin":
        return False
    helpers = (child for child in (*children[index], *children[word.head]) if words[child].dep in {"aux", "aux:pass"})
    helper = next((child for child in helpers if child < index), None)
    return helper is not None and not any(part.form in {",", ";", ":"} for part in words[helper:index])


def _refine_noun(words: Sequence[Word], index: int, children: list[list[int]], forms: Forms) -> None:
    """Puts a noun and its phrase right, a name's lemma too."""
    if words[index].pos in NOMINAL:
        _refine_phrase(words, index, children[index], forms)
    if words[index].pos == "PROPN":
        _refine_name(words[index], forms.grammar)


def _refine_word(words: Sequence[Word], index: int, children: list[list[int]], forms: Forms) -> None:
    """Puts a word of another class right."""
    word = words[index]
    if word.pos in VERBAL:
        _refine_verb(words, index, children, forms)
    elif word.pos == "ADJ":
        _refine_adjective(word, forms)
    elif word.pos in {"DET", "PRON"} or word.pos in _LOWER:
        _refine_particle(word, forms.grammar)


def _refine_tag(words: Sequence[Word], index: int, children: list[list[int]], forms: Forms) -> None:
    """Makes tag and relation of a word agree.

    Helping verbs are AUX, other verbs VERB, participles with `haben` or `werden` too; `Kölner` is an adjective.
    """
    word = words[index]
    if word.pos == "ADJ" and any(words[child].dep in {"aux", "aux:pass"} for child in children[index]):
        if any("VerbForm=Part" in reading.feats for reading in verb_readings(word.form, forms)):
            word.pos, word.feats = "VERB", {"VerbForm": "Part"}
        return
    if word.pos == "ADJ" and word.dep != "amod" and _is_finite(words, index, children, forms):
        word.pos, word.feats = "VERB", {"VerbForm": "Fin"}
        return
    if word.pos == "VERB" and _is_participle(words, index, children, forms):
        word.pos, word.feats = "ADJ", {"Degree": "Pos"}
    elif word.dep in _HELPERS and word.pos == "VERB" and words[word.head].pos != "PUNCT":
        word.pos = "AUX"
    elif word.pos == "AUX" and word.dep not in _HELPERS and word.dep != "conj":
        if not any(words[child].dep == "xcomp" for child in children[index]):
            word.pos = "VERB"
    elif word.pos == "PROPN" and word.dep == "amod":
        word.pos = "ADJ"


def _is_participle(words: Sequence[Word], index: int, children: list[list[int]], forms: Forms) -> bool:
    """Whether what was taken for a finite verb is a participle before its noun (`das unterzeichnete Abkommen`)."""
    word, noun = words[index], words[words[index].head]
    attribute = word.dep == "amod" and word.head > index and noun.pos in NOMINAL
    plain = not any(words[child].dep in {*_SUBJECTS, *_HELPERS} for child in children[index])
    return attribute and plain and any("Case=" in reading.feats for reading in forms.analyses(word.form.lower()))


def _is_finite(words: Sequence[Word], index: int, children: list[list[int]], forms: Forms) -> bool:
    """Whether what was taken for an adjective is the finite verb of a clause: it has a subject and no copula."""
    deps = {words[child].dep for child in children[index]}
    bare = bool(deps & _SUBJECTS) and not deps & _HELPERS
    return bare and any("VerbForm=Fin" in reading.feats for reading in verb_readings(words[index].form, forms))


def _refine_passives(words: Sequence[Word], children: list[list[int]], grammar: Grammar) -> None:
    """Tells passives from futures (`wird gehen`) and perfects (`ist gegangen`) by their verb, and names subjects after
    them.
    """
    for index, word in enumerate(words):
        if word.pos not in VERBAL:
            continue
        helpers = [words[child] for child in children[index] if words[child].dep in _HELPERS]
        form = word.feats.get("VerbForm")
        for helper in helpers:
            if helper.lemma == grammar.becoming and helper.dep in {"aux", "aux:pass"} and form in {"Inf", "Part"}:
                helper.dep = "aux" if form == "Inf" else "aux:pass"
            elif helper.lemma == grammar.being and helper.dep == "aux:pass" and _is_of_motion(word.lemma, grammar):
                helper.dep = "aux"
        if word.pos == "VERB" and form in {"Part", "Inf", "Fin"}:
            passive = any(helper.dep == "aux:pass" for helper in helpers)
            for child in children[index]:
                if words[child].dep in _SUBJECTS:
                    words[child].dep = "nsubj:pass" if passive else "nsubj"


def _is_of_motion(verb: str, grammar: Grammar) -> bool:
    """Whether a verb forms its perfect as it would a passive, so that `ist eingetroffen` is none."""
    return verb.endswith(grammar.moving_ends) or verb in grammar.moving


def _refine_name(word: Word, grammar: Grammar) -> None:
    """Takes the ending off a name in the genitive (`Kasachstans`); names that may end so themselves keep it."""
    genitive = word.feats.get("Case") == "Gen" and len(word.form) > 4 and word.form.endswith(grammar.genitive)
    if genitive and word.form[-2] not in grammar.no_genitive_after and not word.form.isupper():
        word.lemma = word.form[:-1]


def _refine_particle(word: Word, grammar: Grammar) -> None:
    """Sets the lemma of a word of the closed classes, and what is fixed in its features."""
    form = word.form.lower()
    if form in grammar.reflexives:
        word.feats.pop("Number", None)
        word.lemma = form
        return
    word.lemma = word.lemma.lower().split("|")[-1] if word.lemma else form
    for stem, lemma in grammar.closed.get(word.pos, {}).items():
        if form.startswith(stem) and form[len(stem) :] in grammar.closed_endings:
            word.lemma = lemma
            return


def to_feats(text: str) -> Feats:
    """Features in the notation of Universal Dependencies as names and values."""
    return dict(_feats(text))


@lru_cache(maxsize=20_000)
def _feats(text: str) -> Mapping[str, str]:
    return dict(pair.split("=", 1) for pair in text.split("|") if "=" in pair)


def to_text(feats: Feats) -> str:
    """Features in the notation of Universal Dependencies."""
    return "|".join(f"{name}={feats[name]}" for name in sorted(feats))


def verb_readings(form: str, forms: Forms) -> tuple[Analysis, ...]:
    """The form's readings as a verb; a form with a separable prefix may be known without it."""
    return _verb_readings(form.lower(), forms)


@lru_cache(maxsize=20_000)
def _verb_readings(form: str, forms: Forms) -> tuple[Analysis, ...]:
    """The form's readings as a verb."""
    found = tuple(reading for reading in forms.analyses(form) if reading.upos in VERBAL)
    if found:
        return found
    mark = forms.grammar.infinitive
    for cut in range(min(len(form) - 3, 9), 1, -1):
        prefix, rest = form[:cut], form[cut:]
        if forms.is_separable_prefix(prefix):
            found = tuple(
                reading._replace(lemma=prefix + reading.lemma.removeprefix(mark if rest.startswith(mark) else ""))
                for reading in forms.analyses(rest.removeprefix(mark))
                if reading.upos in VERBAL
            )
            if found:
                return found
    return ()


def _refine_verb(words: Sequence[Word], index: int, children: list[list[int]], forms: Forms) -> None:
    """Chooses the reading of a verb that its subject and its helpers allow."""
    word = words[index]
    readings = [(reading, to_feats(reading.feats)) for reading in verb_readings(word.form, forms)]
    if not readings:
        return
    helped = any(words[child].dep in _HELPERS and words[child].pos == "AUX" for child in children[index])
    finite = [pair for pair in readings if pair[1].get("VerbForm") == "Fin"]
    loose = [pair for pair in readings if pair[1].get("VerbForm") != "Fin"]
    guess = word.feats.get("VerbForm", "")
    subject = any(words[child].dep in _SUBJECTS for child in children[index])
    alone = guess == "Part" and word.dep in {"ROOT", "root"}
    if (guess == "Inf" or alone) and subject and finite and not helped:
        loose = []
    elif guess and guess != "Fin" and loose:
        finite = []
    elif finite and loose:
        if (helped and word.dep not in _HELPERS) or guess in {"Inf", "Part"}:
            finite = []
        else:
            loose = []
    if alone and subject and not helped and not finite and word.form.endswith(forms.grammar.present):
        word.lemma, word.feats = loose[0][0].lemma, dict(_PRESENT)
        return
    chosen = _best_finite(words, index, children, finite, forms.grammar) if finite else _best_loose(loose, guess)
    if chosen:
        reading, feats = chosen
        word.feats = {**{name: value for name, value in word.feats.items() if name == "Voice"}, **feats}
        word.lemma = reading.lemma


def _best_loose(loose: list[tuple[Analysis, Feats]], guess: str) -> tuple[Analysis, Feats] | None:
    """The infinitive or participle among the readings that fits the guess."""
    fitting = [pair for pair in loose if pair[1].get("VerbForm") == guess]
    return next(iter(fitting or loose), None)


def _best_finite(
    words: Sequence[Word],
    index: int,
    children: list[list[int]],
    finite: list[tuple[Analysis, Feats]],
    grammar: Grammar,
) -> tuple[Analysis, Feats]:
    """The finite reading that agrees with the subject, in the mood guessed if the form leaves a choice."""
    word = words[index]
    person, number = subject_agreement(words, index, children, grammar)
    either = {"1", "3"} <= {pair[1].get("Person", "") for pair in finite}
    if person == "3" and either and _speaks_of_self(words, index, grammar):
        person, number = _SPEAKER
    agreeing = [
        pair
        for pair in finite
        if pair[1].get("Person") == person and number in {"", pair[1].get("Number")} and pair[1].get("Mood") != "Imp"
    ]
    if not agreeing:
        agreeing = [pair for pair in finite if pair[1].get("Person") == person and pair[1].get("Mood") != "Imp"]
    pool = agreeing or [pair for pair in finite if pair[1].get("Mood") != "Imp"] or finite
    if word.feats.get("Mood") == "Imp" and not agreeing:
        pool = [pair for pair in finite if pair[1].get("Mood") == "Imp"] or pool

    guess = "Ind" if person != "3" else word.feats.get("Mood")

    def fit(pair: tuple[Analysis, Feats]) -> tuple[int, ...]:
        feats = pair[1]
        return (
            pair[0].lemma == word.lemma,
            feats.get("Tense") == word.feats.get("Tense"),
            feats.get("Number") == word.feats.get("Number"),
            feats.get("Mood") == guess,
            -_MOODS.index(feats.get("Mood", "Imp")),
        )

    return max(pool, key=fit)


def _speaks_of_self(words: Sequence[Word], index: int, grammar: Grammar) -> bool:
    """Whether `ich` stands in the verb's clause, or the clause opens with the verb and has lost its `ich`."""
    start = index
    while start and words[start - 1].pos != "PUNCT":
        start -= 1
    if any(grammar.persons.get(word.form.lower()) == _SPEAKER for word in words[start : index + 3]):
        return True
    bare = not any(word.dep in _SUBJECTS and word.head in {index, words[index].head} for word in words)
    return bare and (index == 0 or words[index - 1].form in {"„", "``", '"'} or index == start == 0)


def subject_agreement(
    words: Sequence[Word], index: int, children: list[list[int]], grammar: Grammar
) -> tuple[str, str]:
    """Person and number that the verb's subject asks for; number "" where the subject leaves it open."""
    place, seen = index, 0
    if words[index].dep in _HELPERS:
        place = words[index].head
    while seen < 4:
        subject = next((child for child in children[place] if words[child].dep in _SUBJECTS), None)
        if subject is not None:
            return _person(words, subject, children, grammar)
        if words[place].dep not in {"conj", "xcomp"}:
            break
        place, seen = words[place].head, seen + 1
    return "3", ""


def _person(words: Sequence[Word], subject: int, children: list[list[int]], grammar: Grammar) -> tuple[str, str]:
    """Person and number of a subject."""
    word = words[subject]
    if word.form.lower() in grammar.persons:
        return grammar.persons[word.form.lower()]
    if any(words[child].dep == "conj" for child in children[subject]):
        loose = any(words[child].form.lower() in grammar.loose_conjunctions for child in children[subject])
        return "3", "" if loose else "Plur"
    if word.pos in NOMINAL:
        return "3", word.feats.get("Number", "")
    return "3", ""


def _refine_adjective(word: Word, forms: Forms) -> None:
    """Sets lemma and degree of an adjective; attributive forms are told from comparatives by their relation."""
    if word.form[0].isdigit():
        return
    readings = [(reading, to_feats(reading.feats)) for reading in forms.analyses(word.form) if reading.upos == "ADJ"]
    if not readings:
        word.feats = {"Degree": "Pos", **word.feats}
        return
    inflected = word.dep == "amod"
    fitting = [pair for pair in readings if ("Case" in pair[1]) == inflected] or readings
    same = [pair for pair in fitting if pair[0].lemma == word.lemma] or fitting
    word.lemma = same[0][0].lemma
    word.feats = {**word.feats, "Degree": same[0][1].get("Degree", "Pos")}


def possible_slots(words: Sequence[Word], index: int, children: Iterable[int], forms: Forms) -> frozenset[Slot]:
    """The slots that a noun's own form, its article and determiners allow; empty for any."""
    word = words[index]
    if word.pos in {"PRON", "DET"}:
        own = forms.grammar.pronouns.get(word.form.lower()) or forms.grammar.articles.get(word.form.lower(), "")
        return slots_of(own)
    if word.pos not in NOMINAL:
        return frozenset()
    slots = frozenset(_slot(to_feats(reading.feats)) for reading in noun_readings(word.form, forms))
    listed = forms.is_listed_noun(word.form) and any(words[child].dep == "det" for child in children)
    if (word.pos == "PROPN" and not listed) or any(len(slot[1]) != 1 for slot in slots):
        slots = frozenset()
    for child in children:
        if words[child].dep in _PARTNERS and child < index:
            marked = partner_slots(words[child].form, words[child].pos, forms.grammar)
            slots = (slots & marked) or marked or slots
    return slots


def _refine_arguments(words: Sequence[Word], index: int, children: list[list[int]], forms: Forms) -> None:
    """Makes subjects and objects of a verb fit their case, and the subject its verb's number."""
    if words[index].pos not in {"VERB", "ADJ", "AUX"}:
        return
    cases = {
        child: _shared_cases(words, child, children, forms) or {"Nom", "Acc"}
        for child in children[index]
        if words[child].dep in {*_SUBJECTS, "obj"}
    }
    for child, allowed in cases.items():
        if words[child].dep in _SUBJECTS and "Nom" not in allowed:
            words[child].dep = "obj" if "Acc" in allowed else "obl:arg"
    for child, allowed in cases.items():
        if words[child].dep == "obj" and "Acc" not in allowed:
            if "Nom" in allowed and not any(words[other].dep in _SUBJECTS for other in cases):
                words[child].dep = "nsubj"
            elif allowed == {"Dat"}:
                words[child].dep = "obl:arg"
    _single_subject(words, index, cases, children, forms)
    _agreeing_subject(words, index, cases, children, forms)


def _shared_cases(words: Sequence[Word], index: int, children: list[list[int]], forms: Forms) -> set[str]:
    """The cases that the form of a noun and those of the nouns coordinated to it allow; empty for any."""
    parts = (index, *(child for child in children[index] if words[child].dep == "conj" and words[child].pos in NOMINAL))
    cases = [{case for case, _ in possible_slots(words, part, children[part], forms)} for part in parts]
    known = [each for each in cases if each]
    return set.intersection(*known) or cases[0] if known else set()


def _agreeing_subject(
    words: Sequence[Word], index: int, cases: Mapping[int, set[str]], children: list[list[int]], forms: Forms
) -> None:
    """Lets subject and object change places where only the object has the verb's number (`Die Pläne wies Oman ab`)."""
    subject = next((child for child in cases if words[child].dep in _SUBJECTS), None)
    other = next((child for child in cases if words[child].dep == "obj"), None)
    if subject is None or other is None or "Acc" not in cases[subject] or "Nom" not in cases[other]:
        return
    verb = next((child for child in children[index] if words[child].dep in _HELPERS), index)
    numbers = {to_feats(reading.feats).get("Number") for reading in verb_readings(words[verb].form, forms)} - {None}
    wrong = numbers == {"Sing"} and possible_numbers(words, subject, children, forms) == {"Plur"}
    if wrong and "Sing" in possible_numbers(words, other, children, forms):
        words[subject].dep, words[other].dep = "obj", words[subject].dep


def possible_numbers(words: Sequence[Word], index: int, children: list[list[int]], forms: Forms) -> set[str]:
    """The numbers that a noun as a subject allows; a name is singular unless another is coordinated to it."""
    if any(words[part].dep == "conj" for part in children[index]):
        return {"Plur"}
    slots = possible_slots(words, index, children[index], forms)
    known = {"Plur" if gender == "P" else "Sing" for case, gender in slots if case == "Nom"}
    name = words[index].pos == "PROPN" and not forms.is_listed_noun(words[index].form)
    return known or ({"Sing"} if name else {"Sing", "Plur"})


def _single_subject(
    words: Sequence[Word], index: int, cases: Mapping[int, set[str]], children: list[list[int]], forms: Forms
) -> None:
    """Leaves a verb one subject; the others, where their form allows, become objects."""
    subjects = [child for child in cases if words[child].dep in _SUBJECTS]
    if len(subjects) > 1:
        subject = _agreeing(words, index, subjects, children, forms)
        for child in subjects:
            if child != subject and "Acc" in cases[child]:
                words[child].dep = "obj"


def _agreeing(
    words: Sequence[Word], index: int, subjects: Sequence[int], children: list[list[int]], forms: Forms
) -> int:
    """The subject among several: the first of those whose number is the finite verb's."""
    verb = next((child for child in children[index] if words[child].dep in _HELPERS), index)
    numbers = {to_feats(reading.feats).get("Number") for reading in verb_readings(words[verb].form, forms)} - {None}
    for child in subjects:
        plural = any(words[part].dep == "conj" for part in children[child])
        slots = possible_slots(words, child, children[child], forms)
        own = {"Plur" if plural or gender == "P" else "Sing" for case, gender in slots if case == "Nom"}
        if not numbers or not own or own & numbers:
            return child
    return subjects[0]


def _refine_phrase(words: Sequence[Word], index: int, children: Iterable[int], forms: Forms) -> None:
    """Makes a noun and its article and adjectives agree."""
    noun = words[index]
    readings = noun_readings(noun.form, forms) if noun.pos == "NOUN" else ()
    partners = [child for child in children if words[child].dep in _PARTNERS and child < index]
    own = {_slot(to_feats(reading.feats)) for reading in readings}
    allowed = own or {(case, gender) for case in _CASES for gender in "MFNP"}
    for child in partners:
        slots = partner_slots(words[child].form, words[child].pos, forms.grammar)
        allowed = (allowed & slots) or allowed
    cases = _expected_cases(words, index, children, forms.grammar)
    allowed = {slot for slot in allowed if slot[0] in cases} or allowed
    fitting = [reading for reading in readings if _slot(to_feats(reading.feats)) in allowed]
    if fitting:
        reading = max(fitting, key=lambda reading: _fit(noun, _slot(to_feats(reading.feats)), cases, reading.lemma))
        noun.feats, noun.lemma = to_feats(reading.feats), reading.lemma
        case, gender = _slot(noun.feats)
    else:
        case, gender = max(sorted(allowed), key=lambda slot: _fit(noun, slot, cases, noun.lemma))
        noun.feats = _agreed(noun.feats, case, gender) if noun.feats or own else noun.feats
        if partners and noun.lemma == noun.form and case == "Gen" and gender in "MN":
            noun.lemma = noun.form.removesuffix(forms.grammar.genitive)
        if noun.lemma == noun.form:
            noun.lemma = _strong_form(noun.form, forms.grammar)
    for child in partners:
        _agree(words[child], case, gender, noun.feats.get("Gender", ""))


def _strong_form(noun: str, grammar: Grammar) -> str:
    """The nominative of a noun that has the ending of a weak one (`Reservisten`)."""
    weak = next((ending for ending in grammar.weak_nouns if noun.endswith(ending)), "")
    return noun.removesuffix(weak) + grammar.weak_nouns.get(weak, "")


def _fit(noun: Word, slot: Slot, cases: tuple[str, ...], lemma: str) -> tuple[float, int]:
    """How well a slot and lemma fit what was guessed of a noun and what its place asks for."""
    case, gender = _slot(noun.feats)
    score = (slot[0] == case) + (slot[1] == gender) + 0.5 * (cases[:1] == (slot[0],))
    score += 0.6 * (lemma == noun.lemma) + 0.4 * (lemma == noun.form)
    return score, -_CASES.index(slot[0])


def _agree(partner: Word, case: str, gender: str, plural_gender: str) -> None:
    """Gives an article or adjective the case, gender and number of its noun."""
    if partner.pos not in {"DET", "ADJ"} or not partner.feats.get("Case"):
        return
    partner.feats = _agreed(partner.feats, case, gender, plural_gender if gender == "P" else "")
    if partner.pos == "DET" and gender == "P":
        partner.feats.pop("Gender", None)


def _agreed(feats: Feats, case: str, gender: str, plural_gender: str = "") -> Feats:
    """The features with case, gender and number of a slot."""
    changed = {**feats, "Case": case, "Number": "Plur" if gender == "P" else "Sing"}
    if gender != "P":
        changed["Gender"] = _NAMES[gender]
    elif plural_gender:
        changed["Gender"] = plural_gender
    return changed


def noun_readings(form: str, forms: Forms) -> tuple[Analysis, ...]:
    """The form's readings as a noun, those of its compound's head where it is not listed."""
    found = tuple(reading for reading in forms.analyses(form) if reading.upos == "NOUN")
    return found or forms.compound(form)


def _slot(feats: Feats) -> Slot:
    """The slot that features stand for."""
    gender = "P" if feats.get("Number") == "Plur" else _GENDERS.get(feats.get("Gender", ""), "")
    return feats.get("Case", "Nom"), gender


def partner_slots(form: str, pos: str, grammar: Grammar) -> frozenset[Slot]:
    """The slots that an article, determiner or adjective allows by its ending; empty for any."""
    word = form.lower()
    if word in grammar.articles:
        return slots_of(grammar.articles[word])
    if pos == "DET":
        if word in grammar.possessives:
            return slots_of(grammar.bare_possessive)
        for stem in (*grammar.determiners, *grammar.possessives):
            if word.startswith(stem) and word[len(stem) :] in grammar.determiner_endings:
                return slots_of(grammar.determiner_endings[word[len(stem) :]])
    return frozenset()


def _expected_cases(words: Sequence[Word], index: int, children: Iterable[int], grammar: Grammar) -> tuple[str, ...]:
    """The cases that preposition or relation ask for, the likeliest first; () for any."""
    for child in children:
        if words[child].dep == "case" and words[child].form.lower() in grammar.cases:
            return grammar.cases[words[child].form.lower()]
    dep = words[index].dep
    if dep == "nmod" and not any(words[child].dep == "case" for child in children):
        return ("Gen",)
    return _RELATED.get(dep, ())
