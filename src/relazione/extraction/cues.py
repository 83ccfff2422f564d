"""Cues: the verbs, nouns and prepositions that say that somebody says something."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import msgspec

from relazione.extraction.clauses import Clauses
from relazione.extraction.frames import Lemmas, Path, as_tuple, parse_path
from relazione.extraction.roles import Roles
from relazione.extraction.syntax import NOUNS, VERBS, auxiliaries, char_span, children, full_lemma, particle, phrasal
from relazione.extraction.words import base_forms, ends
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from relazione.languages.doc import Doc, Token

ANYWHERE = "clause"  # the path of a condition that any word of the cue's own clause may fulfil
LONGEST_PARTICLE = 8
NEVER_CUES = frozenset({"aux", "aux:pass", "cop", "amod", "compound"})
NEVER_VERBS = frozenset({"ADJ", "ADP", "ADV", "DET", "PRON", "SCONJ", "CCONJ", "PART"})

Conditions = tuple[tuple[Path, frozenset[str]], ...]


class CueVerb(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Verbs of one kind: `takes` says what can carry the content, `act` what the verb says of it, `of_others` what it
    says of a content in which another actor does something now (`erwartet, dass Oslo die Grenze öffnet`).
    """

    verb: Lemmas
    takes: tuple[str, ...] = ("quote", "dass", "clause")
    act: str | None = None
    of_others: str | None = None
    strength: str = "strong"
    with_: dict[str, Lemmas] = msgspec.field(default_factory=dict, name="with")
    speaker: str = "nsubj"
    addressee: tuple[str, ...] = ()
    sense: str = ""
    example: Lemmas = ()


class Attribution(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns that attribute after a preposition (`nach Angaben`)."""

    noun: Lemmas
    preps: tuple[str, ...]
    act: str | None = None
    example: Lemmas = ()


class CueNoun(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns with a clause of their own (`die Ankündigung, der Staat werde …`)."""

    noun: Lemmas
    takes: tuple[str, ...]
    act: str | None = None


class SpeechLexicon(msgspec.Struct, frozen=True):
    """The contents of `lexicon/speech.yaml`."""

    verbs: tuple[CueVerb, ...]
    attributions: tuple[Attribution, ...]
    nouns: tuple[CueNoun, ...] = ()
    texts: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    postpositions: frozenset[str] = frozenset()
    parted: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    impersonal: frozenset[str] = frozenset()
    so: frozenset[str] = frozenset()
    stance: dict[str, tuple[str, ...]] = {}


class ClauseLexicon(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `lexicon/clauses.yaml`: small words that open clauses and show where a speaker stands."""

    questions: frozenset[str]
    circumstances: frozenset[str]
    purposes: frozenset[str]
    infinitive: frozenset[str]
    linkers: frozenset[str]
    as_: frozenset[str] = msgspec.field(name="as")
    predicative: frozenset[str]
    back: frozenset[str]
    whereby: frozenset[str]
    own: frozenset[str]
    nobody: frozenset[str]
    anybody: frozenset[str]
    future: frozenset[str]
    intention: frozenset[str]
    duty: frozenset[str]
    obliging: frozenset[str]
    hearsay: frozenset[str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue verb in the text: its token, its particle, and every entry of the lexicon that fits it there."""

    verb: "Token"
    particle: "Token | None"
    entries: tuple[CueVerb, ...]

    def takes(self, *forms: str) -> CueVerb | None:
        """Return the entry that lets one of these forms carry the content, `None` where none does."""
        return next((entry for entry in self.entries if any(form in entry.takes for form in forms)), None)

    @property
    def is_strong(self) -> bool:
        """Whether the verb can hardly mean anything but speech."""
        return any(entry.strength == "strong" for entry in self.entries)

    @property
    def first(self) -> int:
        """The first token of the predicate, its auxiliaries and modals included."""
        return min(word.i for word in (self.verb, *auxiliaries(self.verb)))

    @property
    def last(self) -> int:
        """The last token of the predicate, its particle included."""
        return max(self.verb.i, self.particle.i if self.particle is not None else 0)

    @property
    def span(self) -> tuple[int, int]:
        """The character span of the verb."""
        return char_span(self.verb.doc, self.verb.i, self.verb.i + 1)


def speech_lexicon(pack: Pack) -> SpeechLexicon:
    """Return the lexicon of speech of a pack."""
    return pack.lexicon("speech", SpeechLexicon)


@cache
def _verb_table(pack: Pack) -> dict[str, tuple[tuple[CueVerb, Conditions], ...]]:
    """Return lemma → its entries, each with the words that its conditions ask for."""
    table: dict[str, list[tuple[CueVerb, Conditions]]] = {}
    for entry in speech_lexicon(pack).verbs:
        conditions = tuple(_conditions(entry))
        for lemma in as_tuple(entry.verb):
            table.setdefault(lemma, []).append((entry, conditions))
    return {lemma: tuple(entries) for lemma, entries in table.items()}


@cache
def _attribution_table(pack: Pack) -> dict[str, Attribution]:
    return {noun: entry for entry in speech_lexicon(pack).attributions for noun in as_tuple(entry.noun)}


@cache
def _noun_table(pack: Pack) -> dict[str, CueNoun]:
    return {noun: entry for entry in speech_lexicon(pack).nouns for noun in as_tuple(entry.noun)}


def attribution_of(token: "Token", pack: Pack) -> Attribution | None:
    """Return the lexicon's entry for an attributing noun, in whatever case and number, also as head of a compound or
    with what belongs to it (`point of view`).
    """
    return _attribution_table(pack).get(_with_owner(token)) or _attribution(token.lemma_, token.text, pack)


def attribution_end(token: "Token", pack: Pack) -> int:
    """Return the token after an attributing noun and what belongs to it in the lexicon (`point of view`)."""
    phrase = _with_owner(token)
    return token.i + (len(phrase.split()) if phrase in _attribution_table(pack) else 1)


def _with_owner(token: "Token") -> str:
    return " ".join((token.lemma_, *(word.text for word in token.doc[token.i + 1 : token.i + 3])))


@lru_cache(maxsize=50_000)
def _attribution(lemma: str, word: str, pack: Pack) -> Attribution | None:
    table = _attribution_table(pack)
    return next((table[form] for form in _noun_forms(lemma, word, pack, table) if form in table), None)


def is_speech(verb: "Token", pack: Pack) -> bool:
    """Tell whether a verb may be a cue."""
    return full_lemma(verb) in _verb_table(pack)


def cue_noun(token: "Token", pack: Pack) -> CueNoun | None:
    """Return the lexicon's entry for a noun that can have a clause as its content."""
    return _cue_noun(token.lemma_, token.text, pack)


@lru_cache(maxsize=50_000)
def _cue_noun(lemma: str, word: str, pack: Pack) -> CueNoun | None:
    table = _noun_table(pack)
    return next((table[form] for form in (lemma, *base_forms(word, pack)) if form in table), None)


def _noun_forms(lemma: str, word: str, pack: Pack, table: dict[str, Attribution]) -> Iterator[str]:
    forms = (lemma, *base_forms(word, pack))
    yield from forms
    for form in forms:
        yield from (head for end in ends(form, least=5) if (head := end.capitalize()) in table)
    yield from (reading.lemma for reading in pack.forms.analyses(word) if reading.upos == "NOUN")


def find_cues(doc: "Doc", pack: Pack, roles: Roles, clauses: Clauses) -> list[Cue]:
    """Return the cue verbs of a document, in order of the text."""
    table = _verb_table(pack)
    found = []
    for token in doc:
        if not token.is_alpha or token.dep_ in NEVER_CUES:
            continue
        for lemma, part in _lemmas(token, pack, clauses):
            candidates = table.get(lemma, ())
            entries = tuple(entry for entry, asked in candidates if _fits(token, asked, roles, clauses))
            if entries:
                found.append(Cue(token, part, entries))
                break
    return found


def _lemmas(token: "Token", pack: Pack, clauses: Clauses) -> Iterator[tuple[str, "Token | None"]]:
    """Yield the lemmas that a word may have as a verb, with its particle: the tagger's first, then those of its
    form.
    """
    copula = next(children(token, "cop"), None)
    if copula is not None:
        yield copula.lemma_.lower(), None
    elif token.pos_ in VERBS:
        part = particle(token)
        if " " in (long := phrasal(token)):
            yield long, part
        yield full_lemma(token), part
        if part is None or part.pos_ == "ADV" or not pack.forms.separable(part.lower_, token.lemma_.lower()):
            yield token.lemma_.lower(), None
        yield from _by_form(token, pack, clauses)
    elif token.lower_ == token.text and _may_be_verb(token, pack):
        yield from _by_form(token, pack, clauses)


def _may_be_verb(token: "Token", pack: Pack) -> bool:
    """Tell whether the tagger may have missed a verb in a small word: where nouns have capitals, also in a noun."""
    return token.pos_ not in NEVER_VERBS and (pack.head.capital_common_nouns or token.pos_ not in NOUNS)


def _by_form(token: "Token", pack: Pack, clauses: Clauses) -> Iterator[tuple[str, "Token | None"]]:
    """Yield the verbs of which a word is a finite form, whatever its tag, joined with a particle at its clause's
    end.
    """
    for reading in pack.forms.analyses(token.lower_):
        if reading.upos == "VERB" and "VerbForm=Fin" in reading.feats:
            last = clauses.last_word(token)
            if (
                last.i > token.i
                and len(last.text) <= LONGEST_PARTICLE
                and pack.forms.separable(last.lower_, reading.lemma)
            ):
                yield last.lower_ + reading.lemma, last
            else:
                yield reading.lemma, None


def _conditions(entry: CueVerb) -> Iterator[tuple[Path, frozenset[str]]]:
    for path, words in entry.with_.items():
        yield ((path,) if path == ANYWHERE else parse_path(path)), frozenset(word.lower() for word in as_tuple(words))


def _fits(verb: "Token", conditions: Conditions, roles: Roles, clauses: Clauses) -> bool:
    for path, lemmas in conditions:
        words = clauses.words(verb) if path == (ANYWHERE,) else roles.words(verb, path)
        if not any(not lemmas or {word.lemma_.lower(), word.lower_} & lemmas for word in words):
            return False
    return True
