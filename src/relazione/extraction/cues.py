"""Cues: the verbs, nouns and prepositions that say that somebody says something."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from relazione.extraction.frames import Lemmas, Path, as_tuple, parse_path
from relazione.extraction.offices import base_forms
from relazione.extraction.roles import Roles
from relazione.extraction.syntax import VERBS, full_lemma, particle
from relazione.languages.pack import Pack

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


class CueVerb(msgspec.Struct, frozen=True):
    """Verbs of one kind: `takes` says what can carry the content, `act` what the verb says of it."""

    verb: Lemmas
    takes: tuple[str, ...] = ("quote", "dass", "clause")
    act: str | None = None
    strength: str = "strong"
    with_: dict[str, Lemmas] = msgspec.field(default_factory=dict, name="with")
    addressee: Lemmas = ()
    reflexive: bool | None = None
    sense: str = ""


class Attribution(msgspec.Struct, frozen=True):
    """Nouns that attribute after a preposition (`nach Angaben`)."""

    noun: Lemmas
    preps: tuple[str, ...]
    act: str | None = None


class SpeechLexicon(msgspec.Struct, frozen=True):
    """The contents of `lexicon/speech.yaml`."""

    verbs: tuple[CueVerb, ...]
    attributions: tuple[Attribution, ...]
    prepositions: frozenset[str]
    adverbs: frozenset[str] = frozenset()
    so: frozenset[str] = frozenset({"so"})
    as_: frozenset[str] = msgspec.field(name="as", default=frozenset({"wie"}))
    stance: dict[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue verb in the text: its token, its particle, and every entry of the lexicon that fits it there."""

    verb: "Token"
    particle: "Token | None"
    entries: tuple[CueVerb, ...]

    def takes(self, form: str) -> CueVerb | None:
        """Return the entry that lets this form carry the content, `None` where none does."""
        return next((entry for entry in self.entries if form in entry.takes), None)

    @property
    def is_strong(self) -> bool:
        return any(entry.strength == "strong" for entry in self.entries)

    @property
    def span(self) -> tuple[int, int]:
        return self.verb.idx, self.verb.idx + len(self.verb)


@cache
def _verb_table(pack: Pack) -> dict[str, tuple[CueVerb, ...]]:
    table: dict[str, list[CueVerb]] = {}
    for entry in pack.lexicon("speech", SpeechLexicon).verbs:
        for lemma in as_tuple(entry.verb):
            table.setdefault(lemma, []).append(entry)
    return {lemma: tuple(entries) for lemma, entries in table.items()}


def _paths(entry: CueVerb) -> tuple[tuple[Path, frozenset[str]], ...]:
    return tuple((parse_path(path), frozenset(word.lower() for word in as_tuple(words)))
                 for path, words in entry.with_.items())


@cache
def attribution_nouns(pack: Pack) -> dict[str, Attribution]:
    """Return the attributing nouns of a pack by lemma."""
    lexicon = pack.lexicon("speech", SpeechLexicon)
    return {noun: entry for entry in lexicon.attributions for noun in as_tuple(entry.noun)}


def attribution_of(token: "Token", pack: Pack) -> Attribution | None:
    """Return the lexicon's entry for an attributing noun, in whatever case and number."""
    table = attribution_nouns(pack)
    return next((table[form] for form in (token.lemma_, *base_forms(token.text)) if form in table), None)


def find_cues(doc: "Doc", pack: Pack, roles: Roles) -> list[Cue]:
    """Return the cue verbs of a document, in order of the text."""
    table = _verb_table(pack)
    found = []
    for token in doc:
        if token.pos_ in VERBS and token.dep_ not in ("aux", "aux:pass", "cop"):
            candidates = table.get(full_lemma(token)) or table.get(_bare(token, pack), ())
            entries = tuple(entry for entry in candidates if _fits(token, entry, roles))
            if entries:
                found.append(Cue(token, particle(token), entries))
    return found


def _bare(verb: "Token", pack: Pack) -> str:
    """Return the lemma of a verb whose supposed particle makes no verb with it (`sagte weiter`), else an empty string."""
    part = particle(verb)
    if part is None or (part.pos_ != "ADV" and pack.forms.separable(part.lower_, verb.lemma_.lower())):
        return ""
    return verb.lemma_.lower()


def _fits(verb: "Token", entry: CueVerb, roles: Roles) -> bool:
    for path, lemmas in _paths(entry):
        words = roles.words(verb, path)
        if not any({word.lemma_.lower(), word.lower_} & lemmas for word in words):
            return False
    return True
