"""What the building of a pipeline needs to know of its language: where its data comes from and how it is measured."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from relazione.languages.forms import Forms
from training.names import NamedText
from training.trees import Sentence

Settings = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The data of a language; each reader takes the folder of all data.

    `forms` writes the full-form lexicon and counts its forms; `raw` lists the texts that word vectors are learnt from;
    `wikiann` is the folder of WikiANN's sentences; `guessed` says that features and lemmas of a part of the train trees
    are to be guessed by a teacher; `grown` adds sentences to those of the treebank (by a seed); `broad`, `close` and
    `held_out` are texts with names: of all kinds, of a last part of training if there is one, kept for choosing;
    `unnamed` are trees whose names are not marked;
    `tests` are treebanks to measure on, `names` texts with names to measure on; `moods` says that the Konjunktiv is
    measured.
    """

    name: str
    forms: Callable[[Path, Path], int]
    raw: Callable[[Path], list[Path]]
    wikiann: str
    trees: Callable[[Path], list[Sentence]]
    dev: Callable[[Path], list[Sentence]]
    grown: Callable[[list[Sentence], Forms, int], list[Sentence]]
    broad: Callable[[Path, Settings, int], list[NamedText]]
    held_out: Callable[[Path], list[NamedText]]
    tests: Callable[[Path], dict[str, list[Sentence]]]
    names: Callable[[Path], dict[str, list[NamedText]]]
    close: Callable[[Path, Settings, int], list[NamedText]] | None = None
    unnamed: Callable[[Path], Iterable[Sentence]] = lambda _: ()
    guessed: bool = False
    moods: bool = False
