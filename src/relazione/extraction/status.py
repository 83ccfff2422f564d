"""Whether what a word tells of has happened, goes on, is planned, merely possible, or did not happen."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import msgspec

from relazione.extraction.cues import attribution_of
from relazione.extraction.syntax import (
    NOUNS,
    ancestors,
    auxiliaries,
    case_of,
    children,
    feature,
    finite,
    full_lemma,
    is_infinitive_clause,
    is_pointing,
    predicate_of,
)
from relazione.languages.pack import Pack
from relazione.records import Status

if TYPE_CHECKING:
    from relazione.languages.doc import Token

# Types whose present tense tells of something that lasts; a present-tense accusation is a news headline's past.
LASTING = frozenset({"CONSULT", "COOPERATE", "AID", "MOBILIZE", "PROTEST", "ASSAULT", "COERCE", "SANCTION"})


ATTEMPTED = frozenset({"REQUEST", "ASSAULT"})  # types of which the attempt is one already
# Types that are done in what is done for their sake (`called to congratulate`, `sent jets to bomb`).
AIMED = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN", "ASSAULT", "COERCE"})


class StatusWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lemmas that give an event one status, by their place beside the event word."""

    modals: frozenset[str] = frozenset()
    unreal: frozenset[str] = frozenset()  # modals that count in the second subjunctive only
    future: frozenset[str] = frozenset()
    backshifted: frozenset[str] = frozenset()  # the future as told later (`said that it would sign`)
    verbs: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    conjunctions: frozenset[str] = frozenset()


class StatusLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `lexicon/status.yaml`; `attempts` are verbs of trying."""

    planned: StatusWords
    hypothetical: StatusWords
    ongoing: StatusWords
    negated: StatusWords
    occurred: StatusWords = StatusWords()
    perfect: frozenset[str] = frozenset()  # helping verbs of the perfect
    attempts: frozenset[str] = frozenset()


def status_of(word: "Token", pack: Pack, type_: str) -> Status:
    """Return the status of the event that a verb or noun tells of."""
    lexicon = pack.lexicon("status", StatusLexicon)
    return _noun_status(word, lexicon, type_, pack) if word.pos_ in NOUNS else _clause_status(word, lexicon, type_)


def _noun_status(noun: "Token", lexicon: StatusLexicon, type_: str, pack: Pack) -> Status:
    modifiers = _lemmas(children(noun, "amod", "acl"))
    if _lemmas(children(noun, "det")) & lexicon.negated.determiners or modifiers & lexicon.negated.adjectives:
        return "negated"
    if modifiers & lexicon.planned.adjectives or _governing_nouns(noun, pack) & lexicon.planned.nouns:
        return "planned"
    if modifiers & lexicon.hypothetical.adjectives or _governing_nouns(noun, pack) & lexicon.hypothetical.nouns:
        return "hypothetical"
    if modifiers & lexicon.ongoing.adjectives:
        return "ongoing"
    own = next((status for helper in auxiliaries(noun) if (status := _modal_status(helper, noun, lexicon))), None)
    if own is not None:  # the noun is a predicate itself (`soll Gesprächsthema werden`)
        return own
    clause = noun.head if _is_loose(noun) else predicate_of(noun)
    if clause == noun or not _governs(clause, noun) or stands_at(noun, pack.head.after_prepositions):
        return "occurred"
    status = _clause_status(clause, lexicon, type_)
    if stands_at(noun, pack.head.occasion_prepositions):
        return status if status in ("planned", "hypothetical") else "occurred"
    return _governed_noun_status(noun, full_lemma(clause), status, lexicon)


def _governed_noun_status(noun: "Token", lemma: str, status: Status, lexicon: StatusLexicon) -> Status:
    """Return the status of what a noun tells of, given the lemma and the status of the clause that acts on it."""
    known = noun.dep_.startswith("obl") and is_pointing(noun)  # `zu dem Treffen äußerte er sich nicht`
    if (status == "negated" and not known) or _is_said_by(lemma, lexicon.negated):
        return "negated"
    if _is_said_by(lemma, lexicon.planned):
        return "planned"
    if _is_said_by(lemma, lexicon.hypothetical):
        return "hypothetical"
    if _is_said_by(lemma, lexicon.ongoing):
        return "ongoing"
    return status if status in ("planned", "hypothetical") else "occurred"


def _is_said_by(predicate: str, words: StatusWords) -> bool:
    """Tell whether a predicate gives its subject or object a status: a verb, or an adjective with a copula (`ist für
    Mai vorgesehen`).
    """
    return predicate in words.verbs or predicate in words.adjectives


def _clause_status(verb: "Token", lexicon: StatusLexicon, type_: str) -> Status:
    helpers = auxiliaries(verb)
    adverbs = _lemmas(word for word in children(verb, "advmod") if not _is_added(word, verb))
    if adverbs & lexicon.negated.adverbs or _denied_argument(verb, lexicon):
        return "negated"
    if _is_conditional(verb, lexicon) or adverbs & lexicon.hypothetical.adverbs:
        return "hypothetical"
    for helper in helpers:
        status = _modal_status(helper, verb, lexicon)
        if status:
            return status
    if feature(verb, "VerbForm") == "Inf" and not helpers and not _is_main(verb):
        tried = type_ in ATTEMPTED and full_lemma(verb.head) in lexicon.attempts
        if tried:
            return _attempt_status(verb.head, lexicon, type_)
        status = _governed_status(verb, lexicon)
        return _aim_status(verb, lexicon) if status == "planned" and type_ in AIMED and _is_aim(verb) else status
    if adverbs & lexicon.ongoing.adverbs and _is_present(verb, lexicon):
        return "ongoing"
    return "ongoing" if type_ in LASTING and _is_present(verb, lexicon) else "occurred"


def _is_added(word: "Token", verb: "Token") -> bool:
    """Tell whether a word is only added to a clause behind a comma (`zwei Soldaten seien gestorben, nicht mehr`)."""
    return any(part.text == "," for part in word.doc[verb.i : word.i])


def _modal_status(helper: "Token", verb: "Token", lexicon: StatusLexicon) -> Status | None:
    lemma = helper.lemma_.lower()
    if helper.dep_ == "cop" and verb.pos_ == "VERB" and feature(verb, "VerbForm") == "Inf":
        return "planned"  # `is to visit`
    if lemma in lexicon.planned.backshifted and _is_told_later(verb):
        return "planned"
    unreal = feature(helper, "Mood") == "Sub" and feature(helper, "Tense") == "Past"
    if lemma in lexicon.hypothetical.modals or (unreal and lemma in lexicon.hypothetical.unreal):
        return "hypothetical"
    if lemma in lexicon.planned.modals:
        return "planned"
    if lemma in lexicon.planned.future and feature(verb, "VerbForm") == "Inf" and feature(helper, "Tense") != "Past":
        return "planned"
    if lemma in lexicon.planned.future and unreal and feature(verb, "VerbForm") == "Inf":
        return "planned"
    return None


def _is_main(verb: "Token") -> bool:
    """Tell whether a verb with a subject of its own heads a sentence, so that it is finite whatever its form looks like
    (`Oman cut aid`).
    """
    return verb.dep_ == "ROOT" and any(children(verb, "nsubj")) and not is_infinitive_clause(verb)


def _is_aim(infinitive: "Token") -> bool:
    """Tell whether an infinitive says what something is done for."""
    return infinitive.dep_ == "advcl" and infinitive.head.pos_ == "VERB" and is_infinitive_clause(infinitive)


def _aim_status(infinitive: "Token", lexicon: StatusLexicon) -> Status:
    """Return the status of a deed that another is done for: that of the other, where this is no mere plan."""
    if full_lemma(infinitive.head) in lexicon.planned.verbs:
        return "planned"
    status = _clause_status(infinitive.head, lexicon, "")
    return status if status == "occurred" else "planned"


def _is_told_later(verb: "Token") -> bool:
    """Tell whether a clause is what somebody is told to have said or thought: the content of a verb of the past."""
    while verb.dep_ == "conj" and verb.head.pos_ == verb.pos_:
        verb = verb.head
    tellers = [verb.head] if verb.dep_ == "ccomp" else list(children(verb, "parataxis"))
    return any((word := finite(teller)) is not None and feature(word, "Tense") == "Past" for teller in tellers)


def _attempt_status(verb: "Token", lexicon: StatusLexicon, type_: str) -> Status:
    status = _clause_status(verb, lexicon, type_)
    return "ongoing" if status == "occurred" and _is_present(verb, lexicon) else status


def _governed_status(infinitive: "Token", lexicon: StatusLexicon) -> Status:
    """Return the status of what a bare infinitive says: mostly an aim, until its governor says otherwise."""
    governor = infinitive.head
    lemma = full_lemma(governor)
    intended = governor.pos_ in NOUNS or any(word.lemma_ in lexicon.planned.nouns for word in children(governor, "obj"))
    adverbs = _lemmas(children(predicate_of(governor), "advmod"))
    if lemma in lexicon.negated.verbs or (intended and adverbs & lexicon.negated.adverbs):  # `hat nicht die Absicht, …`
        return "negated"
    if governor.lemma_ in lexicon.occurred.nouns or lemma in lexicon.occurred.verbs:
        return "occurred"
    if lemma in lexicon.ongoing.verbs:
        return "ongoing"
    if lemma in lexicon.hypothetical.verbs or governor.lemma_ in lexicon.hypothetical.nouns:
        return "hypothetical"
    return "planned"


def _is_conditional(verb: "Token", lexicon: StatusLexicon) -> bool:
    return bool({mark.lower_ for mark in children(verb, "mark")} & lexicon.hypothetical.conjunctions)


def _denied_argument(verb: "Token", lexicon: StatusLexicon) -> bool:
    arguments = children(verb, "nsubj", "obj")
    return any(_lemmas(children(word, "det")) & lexicon.negated.determiners for word in arguments)


def _is_present(verb: "Token", lexicon: StatusLexicon) -> bool:
    word = finite(verb)
    if word is None or feature(word, "Tense") != "Pres":
        return False
    return not (word.pos_ == "AUX" and feature(verb, "VerbForm") == "Part" and word.lemma_ in lexicon.perfect)


def _governing_nouns(noun: "Token", pack: Pack) -> set[str]:
    """Return the lemmas of the nouns that a noun hangs on (`die Absicht zur Aufnahme von Gesprächen`), but not of one
    that says whose words its clause is (`nach dem Willen des Gipfels`).
    """
    found: set[str] = set()
    for word in ancestors(noun):
        if word != noun and (word.pos_ not in NOUNS or _attributes(word, pack)):
            break
        if word != noun:
            found.add(word.lemma_)
    return found


def _attributes(noun: "Token", pack: Pack) -> bool:
    attribution, case = attribution_of(noun, pack), case_of(noun)
    return attribution is not None and case is not None and case.lemma_.lower() in attribution.preps


def _is_loose(noun: "Token") -> bool:
    """Tell whether the tree hung a noun on a verb without knowing as what (`in Lima ist ein Treffen geplant`)."""
    return noun.dep_ == "dep" and noun.head.pos_ == "VERB"


def _governs(clause: "Token", noun: "Token") -> bool:
    """Tell whether a noun is a subject or object of a clause, so that the verb's status is the noun's."""
    relation = noun.dep_.split(":")[0]
    return noun.head == clause and relation in ("nsubj", "obj", "obl", "dep") and noun.dep_ != "obl:tmod"


def stands_at(noun: "Token", prepositions: Iterable[str]) -> bool:
    """Tell whether a noun after one of some prepositions says at or after what something happens, so that its clause
    does not act on it (`kündigte auf einem Treffen … an`, but `drang auf ein Treffen`).
    """
    case = case_of(noun)
    return case is not None and case.lemma_.lower() in prepositions and feature(noun, "Case") != "Acc"


def _lemmas(words: "Iterable[Token]") -> set[str]:
    return {word.lemma_.lower() for word in words}
