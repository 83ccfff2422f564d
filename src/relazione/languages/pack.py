"""A language pack: what one language knows, as data in a folder.

    de/
      pack.yaml            code, name, quotation marks, the pipeline's folder …
      lexicon/NAME.yaml    one lexicon a subject; events/TYPE.yaml one a PLOVER type
      pipeline/            the trained spaCy pipeline

The shape of a lexicon is declared by the step that reads it (a msgspec type); a faulty entry is reported with its
file and line.
"""

from collections.abc import Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from relazione.errors import LanguageError, PackError, RelazioneError
from relazione.languages.forms import Forms, load_forms
from relazione.languages.grammar import Grammar, load_grammar
from relazione.ontology.checked import read_checked

PACKS = Path(__file__).parent

T = TypeVar("T")


class QuotationMarks(msgspec.Struct, frozen=True):
    """The marks that open and close direct speech, as pairs of single characters."""

    pairs: tuple[tuple[str, str], ...]
    inner: tuple[tuple[str, str], ...] = ()


class PackHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The contents of `pack.yaml`."""

    code: str
    name: str
    quotation: QuotationMarks
    decimal: str
    group: str
    pipeline: str = "pipeline"
    mending: tuple[Literal["relations", "agreement", "addressees", "lemmas"], ...] = ("lemmas",)
    conjunctions: tuple[str, ...] = ()
    place_prepositions: tuple[str, ...] = ()
    locative_prepositions: tuple[str, ...] = ()
    temporal_prepositions: tuple[str, ...] = ()
    after_prepositions: tuple[str, ...] = ()
    origin_prepositions: tuple[str, ...] = ()
    occasion_prepositions: tuple[str, ...] = ()
    capital_nouns: tuple[str, ...] = ()
    quantity_nouns: tuple[str, ...] = ()
    place_parts: tuple[str, ...] = ()
    place_adverbs: tuple[str, ...] = ()
    answered_nouns: dict[str, tuple[str, ...]] = {}
    agent_prepositions: tuple[str, ...] = ()
    genitive_prepositions: tuple[str, ...] = ()
    solid_compounds: bool = False
    capital_common_nouns: bool = False
    separable_verbs: bool = False
    clause_commas: bool = False
    gendered_offices: bool = False
    postpositions: tuple[str, ...] = ()
    promise_verbs: tuple[str, ...] = ()
    reporting_auxiliaries: tuple[str, ...] = ()
    attributive_endings: dict[str, str] = {}
    clause_pronouns: tuple[str, ...] = ()


class Pack:
    """One language pack, its lexicons read on first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.head: PackHead = read_lexicon(folder / "pack.yaml", PackHead)
        self._lexicons: dict[tuple[str, Any], Any] = {}

    @property
    def code(self) -> str:
        """The ISO 639-1 code of the language."""
        return self.head.code

    def lexicon(self, name: str, kind: type[T]) -> T:
        """Return the lexicon `lexicon/NAME.yaml` as a `kind`; raises `PackError` naming file and line of a fault."""
        key = (name, kind)
        if key not in self._lexicons:
            self._lexicons[key] = read_lexicon(self.folder / "lexicon" / f"{name}.yaml", kind)
        return self._lexicons[key]  # type: ignore[no-any-return]

    @cached_property
    def grammar(self) -> Grammar:
        """The endings and closed classes of the language."""
        return load_grammar(self.folder)

    @cached_property
    def forms(self) -> Forms:
        """The full-form lexicon of the language."""
        return forms_of(self.folder)

    def names(self, subject: str) -> Iterator[str]:
        """Yield the names of the lexicons in the folder `lexicon/SUBJECT`, sorted."""
        for path in sorted((self.folder / "lexicon" / subject).glob("*.yaml")):
            yield f"{subject}/{path.stem}"


def read_lexicon(path: Path, kind: type[T], fault: type[RelazioneError] = PackError) -> T:
    """Return the YAML file at `path` as a `kind`; raises a `fault` naming file and line."""
    return read_checked(path, kind, fault)


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that can be read, sorted: those whose pack has a trained pipeline."""
    codes = (path.parent.name for path in PACKS.glob("*/pack.yaml"))
    return tuple(sorted(code for code in codes if (PACKS / code / read_head(code).pipeline).is_dir()))


@cache
def forms_of(folder: Path) -> Forms:
    """Return the full-form lexicon of the pack in a folder, read once a process."""
    return load_forms(folder / "forms.bin", load_grammar(folder))


@cache
def read_head(code: str) -> PackHead:
    """Return what `pack.yaml` of a language says, the defaults where there is no pack."""
    path = PACKS / code / "pack.yaml"
    if not path.is_file():
        return PackHead(code, code, QuotationMarks(()), ".", ",")
    return read_lexicon(path, PackHead)


@cache
def load_pack(code: str) -> Pack:
    """Return the pack of a language (ISO 639-1); raises `LanguageError` where there is none."""
    if code not in languages():
        raise LanguageError(
            f"there is no pack for the language {code!r}",
            allowed=", ".join(languages()),
            mend="name the report's language with --language, or add a pack",
        )
    return Pack(PACKS / code)
