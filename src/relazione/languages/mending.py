"""Relations that a parser gives arc by arc, mended where forms and neighbours show them to be wrong.

A parser that scores each arc by itself may call an adverb what is the verb's own prefix, or a subject what its ending
forbids to be one. `morphology` makes features and lemmas agree with the tree that comes out.
"""

from collections.abc import Iterable, Sequence

from relazione.languages.forms import Forms
from relazione.languages.grammar import Grammar
from relazione.languages.morphology import (
    NOMINAL,
    VERBAL,
    Word,
    children_of,
    possible_numbers,
    possible_slots,
    to_feats,
    verb_readings,
)

_SUBJECTS = frozenset(("nsubj", "nsubj:pass"))
_HELPERS = frozenset(("aux", "aux:pass", "cop"))
_OTHER_SUBJECTS = frozenset(("csubj", "csubj:pass", "expl"))
_PREFIXES = frozenset(("mark", "xcomp", "advmod", "case", "dep", "amod", "obl"))
_BARE = frozenset((*_SUBJECTS, "obj", "iobj", "obl:arg", "obl", "advmod", "dep", "det"))
_ARGUMENTS = frozenset((*_SUBJECTS, "obj", "iobj", "obl", "obl:arg"))

SHORTEST_GENITIVE = 3  # letters; a longer name may have an ending

Children = list[list[int]]


def mend(words: Sequence[Word], forms: Forms) -> None:
    """Sets heads and relations that the lexicon and the order of the words show."""
    _part_at_colon(words)
    places = range(len(words))
    children = children_of(words)
    for index in places:
        _prefix(words, index, children[index], forms)
    for index in places:
        _owner(words, index, children[index], forms.grammar)
    children = children_of(words)
    for index in places:
        _infinitive(words, index, children[index])
    for step in (_reflexive, _predicative, _explanation, _pronoun):
        for index in places:
            step(words, index)
    children = children_of(words)
    for index in places:
        _relative(words, index, children[index])
    children = children_of(words)
    for index in places:
        _subject(words, index, children, forms)


def part_told(words: Sequence[Word], forms: Forms) -> None:  # noqa: ARG001
    """Sets apart whom a verb tells from the subject of what it tells, where no comma does (`told the union | it would
    pay`).
    """
    for index in range(len(words)):
        _told(words, index)


def _part_at_colon(words: Sequence[Word]) -> None:
    """Lets one arc alone cross a colon that has a finite verb on either side, the one between the two clauses."""
    colons = [index for index, word in enumerate(words) if word.form == ":"]
    if len(colons) != 1:
        return
    sides = range(colons[0]), range(colons[0] + 1, len(words))
    tops = [[index for index in side if words[index].head not in side or words[index].head == index] for side in sides]
    clauses = [[index for index in top if _is_clause(words, index)] for top in tops]
    if not all(clauses) or sum(map(len, tops)) == 2:
        return
    before, after = clauses[0][0], clauses[1][0]
    root = next(index for index, word in enumerate(words) if word.head == index)
    if root != before:
        words[before].dep, words[root].dep = words[root].dep, "parataxis"
    for top, clause in zip(tops, (before, after), strict=True):
        for index in top:
            words[index].head = clause
    words[after].head = before


def _is_clause(words: Sequence[Word], index: int) -> bool:
    """Whether a word heads a clause with a finite verb."""
    helpers = (word for word in words if word.head == index and word.dep in _HELPERS)
    return any(word.pos in VERBAL and word.feats.get("VerbForm") == "Fin" for word in (words[index], *helpers))


def _prefix(words: Sequence[Word], index: int, own: Sequence[int], forms: Forms) -> None:
    """Tells the split prefix of a verb from other words behind it (`kam … | frei`), by the verbs that there are."""
    word, verb = words[index], words[words[index].head]
    if word.dep == "compound:prt" and word.pos == "ADJ" and not forms.is_separable_prefix(word.form):
        word.dep = "advmod"
    last = index + 1 == len(words) or words[index + 1].pos in {"PUNCT", "CCONJ"}
    if not (last and not own and word.head < index and verb.pos == "VERB" and word.dep in _PREFIXES):
        return
    participle = word.dep == "xcomp" and word.feats.get("VerbForm") == "Part"
    known = any(forms.separable(word.form, lemma) for lemma in _finite_lemmas(verb, forms))
    odd = (participle or word.dep == "mark") and forms.is_separable_prefix(word.form)
    if odd or (known and word.pos in {"ADJ", "ADV", "ADP"}):
        word.dep = "compound:prt"


def _finite_lemmas(verb: Word, forms: Forms) -> set[str]:
    return {reading.lemma for reading in verb_readings(verb.form, forms) if "VerbForm=Fin" in reading.feats}


def _owner(words: Sequence[Word], index: int, own: Sequence[int], grammar: Grammar) -> None:
    """Hangs a name in the genitive on the noun right before it, on which it was hung as another name of the same, or on
    the noun right behind it.
    """
    name, behind = words[index], index + 1
    if not _is_owner(name, grammar):
        return
    if name.dep == "appos" and name.head == index - 1 and words[index - 1].pos == "NOUN":
        name.dep = "nmod"
        _hang((words[child] for child in own if words[child].dep == "nmod"), index - 1)
    elif behind < len(words) and words[behind].pos in NOMINAL and name.dep in _BARE:
        _give_place(words, index, own)


def _give_place(words: Sequence[Word], index: int, own: Sequence[int]) -> None:
    """Lets the noun right behind a name in the genitive take its place (`teilte | Omans Minister mit`)."""
    name, behind = words[index], index + 1
    noun = words[behind]
    if noun.head == index and noun.dep in {"flat", "appos"}:
        noun.dep, noun.head = name.dep, name.head if name.head != index else behind
        _hang((words[child] for child in own if child != behind), behind)
    elif noun.head == name.head and noun.dep in {*_BARE, "appos"}:
        noun.dep = name.dep if name.dep in _SUBJECTS else noun.dep
    elif name.head != behind:
        return
    name.dep, name.head = "nmod", behind


def _hang(words: Iterable[Word], head: int) -> None:
    for word in words:
        word.head = head


def _is_owner(word: Word, grammar: Grammar) -> bool:
    """Whether a word is a name with the ending of the genitive, and was taken for one."""
    marked = word.form.endswith(grammar.genitive) and word.feats.get("Case") == "Gen"
    return word.pos == "PROPN" and marked and len(word.form) > SHORTEST_GENITIVE


def _infinitive(words: Sequence[Word], index: int, own: Sequence[int]) -> None:
    """Hangs an infinitive clause that was hung on a name, which has none, on the verb before it; a noun before the
    clause that was called its subject, which it has none, governs it (`die Drohung, Land | zu besetzen, empörte …`).
    """
    word, head = words[index], words[index].head
    if word.dep == "acl" and word.feats.get("VerbForm") == "Inf" and words[head].pos == "PROPN":
        if words[words[head].head].pos == "VERB" and words[head].head != head:
            word.dep, word.head = "xcomp", words[head].head
        return
    marked = any(words[at].pos == "PART" and words[at].dep == "mark" for at in own)
    subject = next((at for at in own if words[at].dep in _SUBJECTS and words[at].pos in NOMINAL), None)
    apart = subject is not None and any(part.form == "," for part in words[subject:index])
    if marked and subject is not None and apart and index < head and words[head].pos == "VERB":
        words[subject].head, word.head, word.dep, word.feats = head, subject, "acl", {"VerbForm": "Inf"}


def _reflexive(words: Sequence[Word], index: int) -> None:
    """Hangs a reflexive pronoun that was hung on a predicative behind it on the finite verb (`gibt | sich zahm`)."""
    word, predicative = words[index], words[words[index].head]
    verb = words[predicative.head]
    between = predicative.head < index < word.head and predicative.dep in {"advmod", "xcomp"}
    if between and word.feats.get("Reflex") == "Yes" and verb.feats.get("VerbForm") == "Fin":
        word.head, word.dep = predicative.head, "obj"


def _predicative(words: Sequence[Word], index: int) -> None:
    """Hangs an adposition that was called a predicative on the adjective right behind it, which is one (`nannte … |
    als ungerecht`).
    """
    word, behind = words[index], words[min(index + 1, len(words) - 1)]
    if word.pos == "ADP" and word.dep == "xcomp" and behind.pos == "ADJ" and behind.head == word.head:
        word.head, word.dep, behind.dep = index + 1, "case", "xcomp"


def _explanation(words: Sequence[Word], index: int) -> None:
    """Hangs what a bracket behind a noun opens with on that noun, not on one before it; an abbreviation stays with the
    noun that begins as it does (`Verband der Häfen | (VDH)`).
    """
    word, head = words[index], words[index].head
    if word.dep != "appos" or word.pos not in NOMINAL:
        return
    opening = next((at for at in range(index - 1, head, -1) if words[at].form in {"(", "["}), None)
    if opening is None:
        return
    near = opening - 1
    while words[near].dep in {"flat", "appos"} and head <= words[near].head < near:
        near = words[near].head
    if words[index].form.isupper() and words[index].form[0] != words[near].form[0]:
        return
    if near > head and words[near].pos in NOMINAL and not _stands_under(words, near, index):
        word.head = near


def _stands_under(words: Sequence[Word], index: int, other: int) -> bool:
    """Whether a word is another or stands below it."""
    while index != other and words[index].head != index:
        index = words[index].head
    return index == other


def _pronoun(words: Sequence[Word], index: int) -> None:
    """Calls an article that opens a relative clause as a part of it a relative pronoun, and a demonstrative that is a
    subject a pronoun.
    """
    word = words[index]
    opens = index > 0 and words[index - 1].form == "," and words[word.head].dep.startswith("acl")
    if word.pos == "DET" and word.dep in _SUBJECTS and word.feats.get("PronType") == "Dem":
        word.pos = "PRON"
    if opens and word.pos == "DET" and word.dep in _ARGUMENTS and word.feats.get("PronType") == "Art":
        word.pos = "PRON"
        kept = {name: value for name, value in word.feats.items() if name != "Definite"}
        word.feats = {**kept, "PronType": "Dem,Rel"}


def _told(words: Sequence[Word], index: int) -> None:
    """Hangs the first of two subjects of a clause, which stands right behind the verb that the clause hangs on, on that
    verb as whom it is told (`told the union | it would pay`).
    """
    word, clause = words[index], words[words[index].head]
    verb = clause.head
    if word.dep not in _SUBJECTS or word.pos not in NOMINAL or clause.dep != "ccomp" or not verb < index < word.head:
        return
    told = (*_SUBJECTS, "expl")
    others = [at for at in range(index + 1, word.head) if words[at].head == word.head and words[at].dep in told]
    right_behind = all(_stands_under(words, at, index) for at in range(verb + 1, index))
    if others and right_behind and not any(words[at].form == "," for at in range(verb, others[0])):
        word.dep, word.head = "iobj", verb


def _relative(words: Sequence[Word], index: int, own: Sequence[int]) -> None:
    """Hangs a relative clause in the plural that was hung on a noun in the singular on the last plural below it."""
    clause, noun = words[index], words[words[index].head]
    if not clause.dep.startswith("acl") or clause.pos not in VERBAL or noun.feats.get("Number") != "Sing":
        return
    subject = next((at for at in own if words[at].dep in _SUBJECTS), index)
    relative = "Rel" in words[subject].feats.get("PronType", "") and words[subject].feats.get("Number") == "Plur"
    if relative:
        first = next(place for place in range(len(words)) if _stands_under(words, place, index))
        nouns = range(first - 1, clause.head, -1)
        plurals = (at for at in nouns if words[at].pos in NOMINAL and words[at].feats.get("Number") == "Plur")
        near = next((at for at in plurals if _stands_under(words, at, clause.head)), None)
        clause.head = clause.head if near is None else near


def _subject(words: Sequence[Word], index: int, children: Children, forms: Forms) -> None:
    """Gives a finite verb that has no subject, or one that cannot be it, the phrase that can."""
    word = words[index]
    own = children[index]
    if word.pos not in VERBAL or any(words[child].dep in _OTHER_SUBJECTS for child in own):
        return
    helpers = [child for child in own if words[child].dep in _HELPERS]
    place = next(
        (at for at in (*helpers, index) if words[at].pos in VERBAL and words[at].feats.get("VerbForm") == "Fin"), None
    )
    if place is None:
        return
    numbers = {to_feats(reading.feats).get("Number") for reading in verb_readings(words[place].form, forms)} - {None}
    called = [child for child in own if words[child].dep in _SUBJECTS]
    fit = [child for child in own if _may_be_subject(words, child, children, forms, numbers)]
    sound = [child for child in called if child in fit]
    if sound or (not called and word.dep == "conj"):
        if len(sound) == 1:
            _put_first(words, sound[0], own, fit, place)
        return
    passive = any(words[child].dep == "aux:pass" for child in helpers)
    others = [child for child in fit if child not in called and (words[child].dep != "obj" or called or passive)]
    best = min(others, key=lambda child: (words[child].dep == "obj", child), default=None)
    if best is None:
        return
    for child in called:
        cases = {case for case, _ in possible_slots(words, child, children[child], forms)}
        words[child].dep = "obj" if "Acc" in cases or not cases else "obl:arg"
    words[best].dep = "nsubj:pass" if passive else "nsubj"


def _put_first(words: Sequence[Word], subject: int, own: Sequence[int], fit: Sequence[int], verb: int) -> None:
    """Lets the first of two phrases that may both be the subject be it: one that names somebody, or was taken for a
    nominative, before the verb, and a bare name behind it (`Die Ministerin | besuchte Oslo`).
    """
    before = next((at for at in own if at < verb and words[at].dep == "obj" and at in fit), None)
    if before is None or subject < verb or words[subject].pos != "PROPN":
        return
    named = any(word.head == before and word.dep == "appos" and word.pos == "PROPN" for word in words)
    if named or words[before].pos == "PROPN" or words[before].feats.get("Case") == "Nom":
        words[before].dep, words[subject].dep = words[subject].dep, "obj"


def _may_be_subject(
    words: Sequence[Word], index: int, children: Children, forms: Forms, numbers: set[str | None]
) -> bool:
    """Whether the form of a phrase beside a verb, and its number, allow it to be the subject."""
    word = words[index]
    deps = {words[child].dep for child in children[index]}
    if word.dep not in _BARE or "case" in deps or word.feats.get("Reflex") == "Yes" or _is_owner(word, forms.grammar):
        return False
    called = word.dep in {*_SUBJECTS, "obj"}
    if not called and (word.pos != "PROPN" or "det" in deps or forms.is_listed_noun(word.form)):
        return False
    if word.pos not in NOMINAL and word.pos not in {"PRON", "DET"}:
        return word.dep in _SUBJECTS
    cases = {case for case, _ in possible_slots(words, index, children[index], forms)}
    if word.pos in {"PRON", "DET"}:
        return "Nom" in cases or word.dep in _SUBJECTS
    if word.pos == "PROPN" and word.dep in _SUBJECTS:
        return not cases or "Nom" in cases
    return (not cases or "Nom" in cases) and bool(
        not numbers or possible_numbers(words, index, children, forms) & numbers
    )
