"""What a language's words look like in a sentence: its endings and closed classes, as data of its pack."""

from functools import cache, cached_property
from pathlib import Path
from typing import Annotated

import msgspec

from relazione.errors import PackError
from relazione.ontology.checked import read_checked

# Slots written short, case and gender of each, `P` for the plural: `NomM DatF GenP`.
Slots = Annotated[str, msgspec.Meta(pattern="^(?:(?:Nom|Acc|Dat|Gen)[MFNP](?: |$))*$")]
Slot = tuple[str, str]


class Grammar(msgspec.Struct, frozen=True, dict=True, forbid_unknown_fields=True):
    """The contents of `lexicon/grammar.yaml`."""

    noun_endings: tuple[str, ...] = ()
    adjective_endings: dict[str, Slots] = {}

    @cached_property
    def adjectival(self) -> tuple[str, ...]:
        """The endings of adjectives, the longest first."""
        return tuple(sorted(self.adjective_endings, key=len, reverse=True))


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
