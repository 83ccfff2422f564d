"""Lemmas by the full-form lexicon, for languages whose network may derive words that do not exist."""

from collections.abc import Iterable

from relazione.languages.forms import Analysis, Forms
from relazione.languages.morphology import Word


def settle_lemmas(words: Iterable[Word], forms: Forms) -> None:
    """Gives each word whose lemma the lexicon does not know that of the reading that fits its features best."""
    for word in words:
        readings = [reading for reading in forms.analyses(word.form) if reading.upos == word.pos]
        if readings and word.lemma not in {reading.lemma for reading in readings}:
            word.lemma = max(readings, key=lambda reading: _shared(word, reading)).lemma


def _shared(word: Word, reading: Analysis) -> int:
    pairs = (pair.split("=") for pair in reading.feats.split("|") if pair)
    return sum(word.feats.get(name) == value for name, value in pairs)
