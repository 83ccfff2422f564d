"""What the closed vocabularies have in common: a label by language, a definition, a YAML file under `data/`."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec
import yaml

from relazione.errors import RelazioneError, UnknownCode
from relazione.ontology.tables import DATA

T = TypeVar("T")

Labels = dict[str, str]
AND = {"de": "und", "en": "and"}


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A code's label by language (ISO 639-1) and its definition in English."""

    label: Labels
    definition: str


def read_terms(name: str, kind: type[T]) -> T:
    """Return `data/NAME.yaml` as a `kind`; raises `RelazioneError` naming the file and the faulty place."""
    path = DATA / f"{name}.yaml"
    try:
        return msgspec.convert(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader), kind)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise RelazioneError(str(error), where=str(path), mend="compare the entry with its neighbours") from error


def label(term: Term, language: str) -> str:
    """Return a term's label in a language; raises `UnknownCode` where it has none."""
    if language not in term.label:
        raise UnknownCode(f"there is no label in {language!r}", allowed=", ".join(term.label))
    return term.label[language]


def listed(names: Sequence[str], language: str) -> str:
    """Return names as a list in words.

    >>> listed(["Oslo", "Lissabon", "Lima"], "de")
    'Oslo, Lissabon und Lima'
    """
    *first, last = names or [""]
    return f"{', '.join(first)} {AND[language]} {last}" if first else last
