"""The words of the interface: `labels/LANGUAGE.yaml`, one file a language with the same keys."""

from functools import cache
from pathlib import Path

import yaml

from relazione.dossier.amounts import say_percent
from relazione.errors import RelazioneError

FOLDER = Path(__file__).parent / "labels"


class Interface:
    """The words of one language by key; `{name}` in a word is filled, `one|many` is chosen by a number."""

    def __init__(self, language: str, labels: dict[str, str]) -> None:
        self.language, self.labels = language, labels

    def __getitem__(self, key: str) -> str:
        return self.labels[key]

    def fill(self, key: str, **values: object) -> str:
        """Return a word with its places filled."""
        return self.labels[key].format(**values)

    def percent(self, part: float) -> str:
        """Return a part of one as whole percents."""
        return say_percent(part, self.language)

    def fault(self, status: int, detail: str) -> str:
        """Return what an error of a status means to a reader; what its maker said of it where it is none of ours."""
        return self.labels.get(f"fault_{status}", detail)

    def deed(self, what: str) -> str:
        """Return what the audit log says that somebody did."""
        return self.labels.get(f"deed_{what.replace(' ', '_')}", what)

    def count(self, key: str, number: int) -> str:
        """Return a number with its noun: `1 report`, `2 reports`."""
        one, many = self.labels[key].split("|")
        return f"{number} {one if number == 1 else many}"


def languages() -> tuple[str, ...]:
    """Return the languages of the interface."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def interface(language: str) -> Interface:
    """Return the words of a language; raises `RelazioneError` on a faulty file."""
    path = FOLDER / f"{language}.yaml"
    labels = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    if not isinstance(labels, dict) or not all(isinstance(word, str) for word in labels.values()):
        raise RelazioneError("holds something else than words by key", where=str(path))
    return Interface(language, labels)
