"""The words of the interface: `labels/LANGUAGE.yaml`, one file a language with the same keys."""

from functools import cache
from pathlib import Path

import yaml

from relazione.dossier.amounts import say_percent
from relazione.dossier.wording import Labels
from relazione.errors import RelazioneError

FOLDER = Path(__file__).parent / "labels"


class Interface(Labels, frozen=True):
    """The words of the interface in one language."""

    def percent(self, part: float) -> str:
        """Return a part of one as whole percents."""
        return say_percent(part, self.language)

    def fault(self, status: int, detail: str) -> str:
        """Return what an error of a status means to a reader; what its maker said of it where it is none of ours."""
        return self.labels.get(f"fault_{status}", detail)

    def deed(self, what: str) -> str:
        """Return what the audit log says that somebody did."""
        return self.labels.get(f"deed_{what.replace(' ', '_')}", what)


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
    return Interface(language=language, labels=labels)
