"""What a language's words look like in a sentence: its endings and closed classes, as data of its pack."""

from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Annotated

import msgspec

from relazione.errors import PackError
from relazione.ontology.checked import read_checked

# Slots written short, case and gender of each, `P` for the plural: `NomM DatF GenP`.
Slots = Annotated[str, msgspec.Meta(pattern="^(?:(?:Nom|Acc|Dat|Gen)[MFNP](?: |$))*$")]
Slot = tuple[str, str]  # case and gender; P as gender stands for the plural


class Government(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Prepositions and the cases that they ask for, the likeliest first."""

    cases: tuple[str, ...]
    prepositions: tuple[str, ...]


class Grammar(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """The contents of `lexicon/grammar.yaml`, whose comments explain the fields."""

    noun_endings: tuple[str, ...] = ()
    adjective_endings: dict[str, Slots] = {}
    comparison: dict[str, str] = {}
    adjectival_nouns: str = ""
    infinitive_nouns: str = "Neut"
    genitive: str = ""
    no_genitive_after: str = ""
    weak_nouns: dict[str, str] = {}
    present: str = ""
    infinitive: str = ""
    having: str = ""
    being: str = ""
    becoming: str = ""
    copulas: frozenset[str] = frozenset()
    moving_ends: tuple[str, ...] = ()
    moving: frozenset[str] = frozenset()
    befalling: frozenset[str] = frozenset()
    articles: dict[str, Slots] = {}
    determiners: tuple[str, ...] = ()
    possessives: tuple[str, ...] = ()
    determiner_endings: dict[str, Slots] = {}
    bare_possessive: Slots = ""
    pronouns: dict[str, Slots] = {}
    nominatives: frozenset[str] = frozenset()
    reflexives: frozenset[str] = frozenset()
    persons: dict[str, tuple[str, str]] = {}
    closed: dict[str, dict[str, str]] = {}
    closed_endings: frozenset[str] = frozenset()
    loose_conjunctions: frozenset[str] = frozenset()
    governed: tuple[Government, ...] = ()

    @cached_property
    def adjectival(self) -> tuple[str, ...]:
        """The endings of adjectives, the longest first."""
        return tuple(sorted(self.adjective_endings, key=len, reverse=True))

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """The endings of adjectives and nouns, the longest first."""
        return tuple(sorted({*self.adjective_endings, *self.noun_endings}, key=lambda ending: (-len(ending), ending)))

    @cached_property
    def cases(self) -> dict[str, tuple[str, ...]]:
        """The cases that each preposition asks for."""
        return {word: government.cases for government in self.governed for word in government.prepositions}


@cache
def load_grammar(folder: Path) -> Grammar:
    """Return the grammar of the pack in a folder; raises `PackError` naming file and line of a fault."""
    return read_checked(folder / "lexicon" / "grammar.yaml", Grammar, PackError)


def read_slots(text: Slots) -> tuple[Slot, ...]:
    """Return slots that are written short.

    >>> read_slots("NomM GenP")
    (('Nom', 'M'), ('Gen', 'P'))
    """
    return tuple((slot[:3], slot[3:]) for slot in text.split())


@lru_cache(maxsize=1_000)
def slots_of(text: Slots) -> frozenset[Slot]:
    """Return slots that are written short, without order."""
    return frozenset(read_slots(text))
