"""The fixed words of dossiers: `labels/LANGUAGE.yaml`, one file a language with the same keys."""

from functools import cache
from pathlib import Path

import msgspec
import yaml

from relazione.errors import RelazioneError, UnknownCode

FOLDER = Path(__file__).parent / "labels"


class Labels(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one language by key; `{name}` in a word is filled, `one|many` is chosen by a number."""

    language: str
    labels: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.labels[key]

    def fill(self, key: str, **values: object) -> str:
        """Return a word with its places filled."""
        return self.labels[key].format(**values)

    def count(self, key: str, number: int) -> str:
        """Return a number with its noun: `1 event`, `2 events`."""
        one, many = self.labels[key].split("|")
        return f"{self.whole(number)} {one if number == 1 else many}"

    def whole(self, number: int) -> str:
        """Return a whole number as it is written."""
        return str(number)


class Wording(Labels, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of dossiers in one language, with month names and the seasons from spring on.

    `decimal` and `thousands` part numbers, `scales` are the words for a million, a billion and a trillion.
    """

    decimal: str
    thousands: str
    scales: tuple[str, str, str]
    months: tuple[str, ...]
    seasons: tuple[str, str, str, str]

    def whole(self, number: int) -> str:
        """Return a whole number with its thousands parted."""
        return f"{number:,}".replace(",", self.thousands)


def languages() -> tuple[str, ...]:
    """Return the languages that dossiers can be written in."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))


@cache
def wording(language: str) -> Wording:
    """Return the words of a language; raises `UnknownCode` where there are none, `RelazioneError` on a faulty file."""
    if language not in languages():
        raise UnknownCode(f"dossiers are not written in {language!r}", allowed=", ".join(languages()))
    path = FOLDER / f"{language}.yaml"
    try:
        return msgspec.convert(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader), Wording)
    except (yaml.YAMLError, msgspec.ValidationError) as error:
        raise RelazioneError(
            str(error), where=str(path), mend="compare the entry with that of the other languages"
        ) from error
