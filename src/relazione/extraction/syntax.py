"""Reading a Universal Dependencies tree: phrases, predicates, voice, mood, and the words they span.

Every function takes tokens of a parsed `Doc`; token ranges are half-open.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from relazione.languages.pack import read_head

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

CLAUSES = frozenset({"ccomp", "advcl", "parataxis", "acl", "acl:relcl", "csubj", "csubj:pass", "discourse"})
DASHES = frozenset({"–", "—", "-"})
NOUNS = frozenset({"NOUN", "PROPN"})
VERBS = frozenset({"VERB", "AUX"})
SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass")
OBLIQUES = ("obl", "obl:arg", "obl:agent", "obl:tmod", "obl:mod", "nmod", "nmod:poss")


def feature(token: "Token", name: str) -> str | None:
    """Return the value of a UD feature of a token (`Mood` → `Sub`), `None` where it has none."""
    return token.morph.first.get(name)


def word_before(token: "Token") -> "Token | None":
    """Return the token before another in its sentence, `None` at the sentence's start."""
    return None if token.is_sent_start else token.nbor(-1)


def word_after(token: "Token") -> "Token | None":
    """Return the token after another in its sentence, `None` at the sentence's end."""
    after = token.nbor() if token.i + 1 < len(token.doc) else None
    return None if after is None or after.is_sent_start else after


def is_relative(token: "Token") -> bool:
    """Tell whether a token is a relative pronoun, also one taken for a conjunction that is a part of its clause (`the
    treaty | that they signed`).
    """
    if token.pos_ == "SCONJ":
        return token.dep_ in (*SUBJECTS, "obj") and token.head.dep_.startswith("acl")
    return token.pos_ == "PRON" and "Rel" in token.morph.get("PronType", [])


def particle(token: "Token") -> "Token | None":
    """Return the separated particle of a verb (`teilte … mit`), `None` where it has none.

    An adposition right before a punctuation mark has no noun of its own, so it is the particle whatever the tree says.
    """
    tagged = next((child for child in token.children if child.dep_ == "compound:prt"), None)
    if (
        tagged is not None
        or token.pos_ != "VERB"
        or feature(token, "VerbForm") != "Fin"
        or not read_head(token.lang_).separable_verbs
    ):
        return tagged
    word = word_after(token)
    while word is not None and word.pos_ not in VERBS and word.text not in (",", ":"):
        last = word.i + 1 >= len(token.doc)
        if word.pos_ == "ADP" and (last or _ends_clause(word.nbor())):
            return word
        word = word_after(word)
    return None


def _ends_clause(token: "Token") -> bool:
    return (token.is_punct and not token.is_quote) or token.is_space or token.text in DASHES


def full_lemma(token: "Token") -> str:
    """Return the lemma of a word, a separated verb joined again (`teilte … mit` → `mitteilen`), one that never is with
    its particle behind it (`pull out`).
    """
    if token.pos_ not in VERBS:
        return token.lemma_
    part = particle(token)
    if part is None:
        return token.lemma_.lower()
    separable = read_head(token.lang_).separable_verbs
    return part.lower_ + token.lemma_.lower() if separable else f"{token.lemma_.lower()} {part.lower_}"


def phrasal(verb: "Token") -> str:
    """Return a verb with the particle that stands after it (`pull out`), also one that the tree took for an adverb or a
    preposition; the bare lemma where there is none.
    """
    tagged = next((child for child in verb.children if child.dep_ == "compound:prt"), None)
    part = tagged or word_after(verb)
    follows = part is not None and part.i > verb.i and part.pos_ in ("ADP", "ADV")
    return f"{verb.lemma_.lower()} {part.lower_}" if part is not None and follows else verb.lemma_.lower()


def phrasals_apart(verb: "Token") -> Iterator[str]:
    """Yield a verb with the words behind its object that may be its particle: adverbs, and the first of two
    prepositions (`called the talks | off`, `pulled its troops | out of Niger`).
    """
    for child in verb.children:
        cases = list(children(child, "case")) if child.dep_ in OBLIQUES else []
        part = child if child.dep_ == "advmod" and child.i > verb.i else cases[0] if len(cases) > 1 else None
        if part is not None:
            yield f"{verb.lemma_.lower()} {part.lower_}"


def open_compound(noun: "Token") -> str:
    """Return a noun with the nouns before it that it is compounded with, in small letters (`state visit`)."""
    parts = [child.lower_ for child in noun.children if child.dep_ == "compound" and child.i < noun.i]
    return " ".join([*parts, noun.lemma_.lower()])


def names_of(noun: "Token") -> list[str]:
    """Return what a noun may be known as where compounds are several words, in small letters, the longest first: with
    the nouns and adjectives right before it, its lemma and its form (`joint press conference`, `press conference`,
    `conference`).
    """
    parts: list[str] = []
    word = word_before(noun)
    while word is not None and (word.dep_ in ("compound", "amod") or (is_gerund(noun) and word.pos_ == "NOUN")):
        parts.insert(0, word.lower_)
        word = word_before(word)
    heads = dict.fromkeys((noun.lemma_.lower(), noun.lower_))
    return [" ".join([*parts[start:], head]) for start in range(len(parts) + 1) for head in heads]


def is_gerund(word: "Token") -> bool:
    """Tell whether a word is a verb's form in -ing or the like, which may stand as a noun (`fighting broke out`,
    `accused of having fled`).
    """
    return word.pos_ == "VERB" and (_is_in_ing(word) or any(map(_is_in_ing, children(word, "aux"))))


def _is_in_ing(word: "Token") -> bool:
    form = feature(word, "VerbForm")
    return form == "Ger" or (form == "Part" and feature(word, "Tense") == "Pres")


def is_finite(token: "Token") -> bool:
    """Tell whether a word is a finite verb."""
    return token.pos_ in VERBS and feature(token, "VerbForm") == "Fin"


def is_predicate(token: "Token") -> bool:
    """Tell whether a token heads a clause of its own: a full verb, or a word with a copula."""
    if token.pos_ == "VERB":
        return token.dep_ not in ("amod", "compound:prt")
    copula = token.dep_ not in SUBJECTS and any(child.dep_ == "cop" for child in token.children)
    return copula or (token.pos_ == "AUX" and token.dep_ == "root")


def predicate_of(token: "Token") -> "Token":
    """Return the head of the innermost clause that a token stands in (the token itself where it heads one)."""
    word = token
    while not is_predicate(word) and word.head != word:
        word = word.head
    return word


def is_attributive(word: "Token") -> bool:
    """Tell whether a word is an adjective, or participle used as one, before its noun (`das unterzeichnete
    Abkommen`).
    """
    return word.pos_ == "ADJ" and word.dep_ == "amod"


def is_passive(verb: "Token") -> bool:
    """Tell whether a verb stands in the passive (`wurde … unterzeichnet`, `das unterzeichnete Abkommen`)."""
    if is_attributive(verb):
        return True
    deps = {child.dep_ for child in verb.children}
    if verb.pos_ == "ADJ" and "cop" in deps:
        return False
    if deps & {"aux:pass", "nsubj:pass"}:
        return True
    bare = not deps & {"aux", "nsubj"}
    return (
        feature(verb, "VerbForm") == "Part"
        and feature(verb, "Tense") != "Pres"
        and bare
        and verb.dep_ in ("amod", "acl")
    )


def auxiliaries(predicate: "Token") -> list["Token"]:
    """Return the auxiliaries, modals and copulas of a predicate, in order of the text."""
    return [child for child in predicate.children if child.dep_ in ("aux", "aux:pass", "cop")]


def finite(predicate: "Token") -> "Token | None":
    """Return the finite verb of a clause: the predicate itself or one of its auxiliaries."""
    for word in (*auxiliaries(predicate), predicate):
        if feature(word, "VerbForm") == "Fin" or feature(word, "Mood"):
            return word
    return None


def goes_on(verb: "Token") -> bool:
    """Tell whether a finite verb opens a coordinated clause, so that the subject is that of the clause before and a
    noun behind the verb its object, whatever the tree says (`warnte … | und bat die Nato um Hilfe`).
    """
    before = word_before(verb)
    opens = verb.dep_ == "conj" and verb.head.pos_ in VERBS and before is not None and before.dep_ == "cc"
    if not opens or not is_finite(verb):
        return False
    own = list(children(verb, "nsubj"))
    return bool(own) and all(noun.i > verb.i and noun.pos_ in NOUNS and not _is_nominative(noun) for noun in own)


def _is_nominative(noun: "Token") -> bool:
    """Tell whether a noun's article says that it is a subject: masculine in the nominative."""
    masculine = feature(noun, "Gender") == "Masc" and feature(noun, "Number") == "Sing"
    return masculine and any(feature(child, "Case") == "Nom" for child in children(noun, "det"))


def is_infinitive_clause(verb: "Token") -> bool:
    """Tell whether a verb heads an infinitive with its particle (`beschossen zu haben`)."""
    marked = any(child.pos_ == "PART" for child in children(verb, "mark"))
    return marked and not any(is_finite(word) for word in (verb, *auxiliaries(verb)))


def children(token: "Token", *deps: str) -> Iterator["Token"]:
    """Yield the children of a token with one of these relations, subtypes included where the bare name is given."""
    for child in token.children:
        dep = child.dep_
        if dep in deps or dep.partition(":")[0] in deps:
            yield child


def case_of(token: "Token") -> "Token | None":
    """Return the adposition of a noun (`mit` in `mit Wien`), `None` for a bare noun."""
    for child in token.children:
        if child.dep_ == "case":
            return child
    return None


def is_preposed_genitive(noun: "Token") -> bool:
    """Tell whether a noun in the genitive stands before its noun, its mark behind it (`Oman | 's talks`)."""
    marks = (child.i > noun.i for child in noun.children if child.dep_ == "case")
    return noun.dep_ == "nmod" and noun.head.i > noun.i and any(marks)


def coordinated(token: "Token") -> list["Token"]:
    """Return a word and the words coordinated to it, in order of the text."""
    found, queue = [], [token]
    while queue:
        word = queue.pop(0)
        found.append(word)
        queue.extend(child for child in word.children if child.dep_ == "conj" and child.pos_ not in VERBS)
    return found


def first_coordinated(token: "Token") -> "Token":
    """Return the word that a word is coordinated to, itself where there is none."""
    while token.dep_ == "conj" and token.head.pos_ not in VERBS:
        token = token.head
    return token


def clause_tokens(predicate: "Token") -> list["Token"]:
    """Return the tokens of a clause without the clauses inside or beside it, in order of the text."""
    found, queue = [], [predicate]
    while queue:
        word = queue.pop()
        found.append(word)
        queue.extend([child for child in word.children if not _opens_clause(child)])
    return sorted(found, key=lambda word: word.i)


def _opens_clause(token: "Token") -> bool:
    dep = token.dep_
    return dep in CLAUSES or (dep == "conj" and (token.pos_ in VERBS or is_predicate(token)))


def extent(tokens: list["Token"]) -> tuple[int, int]:
    """Return the token range from the first to the last of `tokens`, outer punctuation left off."""
    words = [token for token in tokens if not (token.is_punct or token.is_space)] or tokens
    return min(word.i for word in words), max(word.i for word in words) + 1


def char_span(doc: "Doc", start: int, end: int) -> tuple[int, int]:
    """Return the character span of a token range."""
    return doc[start].idx, doc[end - 1].end_char


def phrase_start(token: "Token") -> int:
    """Return where the premodifiers of a noun begin (`mehreren arabischen | Staaten`), its determiner left off."""
    start, before = token.i, word_before(token)
    while before is not None and _modifies(before):
        start, before = before.i, word_before(before)
    return start


def _modifies(word: "Token") -> bool:
    """Tell whether a word before a noun describes or counts it, `beide` included."""
    return (word.pos_ in ("ADJ", "NUM") or (word.pos_ == "DET" and word.dep_ == "amod")) and not word.is_punct


def ancestors(token: "Token") -> Iterator["Token"]:
    """Yield a token and then its heads, up to the root."""
    yield token
    yield from token.ancestors


def is_pointing(word: "Token") -> bool:
    """Tell whether a noun, or the noun that a participle describes, stands for something known: with a definite
    article or pronoun, also one that its preposition has taken in (`beim Treffen`).
    """
    noun = word.head if is_attributive(word) else word
    case, before = case_of(noun), word_before(min(word.subtree, key=lambda part: part.i))
    fused = case is not None and case.lower_ != case.lemma_.lower()
    determiners = (*children(noun, "det"), *([before] if before is not None else ()))
    return fused or any(
        feature(one, "Definite") == "Def" or feature(one, "PronType") in ("Dem", "Prs")
        for one in determiners
        if one.pos_ in ("DET", "PRON")
    )
