"""What a stretch of text is about: topics by their words, and the PLOVER contexts that the topics belong to."""

import re
from functools import cache

from relazione.languages.pack import Pack
from relazione.ontology.topics import topic

Words = dict[str, tuple[str, ...]]


@cache
def _pattern(pack: Pack) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """Return one pattern over all topic words, and the topic of each of its groups."""
    lexicon = pack.lexicon("topics", Words)
    groups = ["|".join(_expression(word) for word in words) for words in lexicon.values()]
    return re.compile("|".join(f"({group})" for group in groups), re.IGNORECASE), tuple(lexicon)


def _expression(word: str) -> str:
    start = "" if word.startswith("*") else r"\b"
    end = "" if word.endswith("*") else r"\b"
    return f"{start}{re.escape(word.strip('*'))}{end}"


def topics_in(text: str, pack: Pack) -> tuple[str, ...]:
    """Return the topics that a text's words name, in order of the text, each once."""
    pattern, topics = _pattern(pack)
    return tuple(dict.fromkeys(topics[match.lastindex - 1] for match in pattern.finditer(text) if match.lastindex))


def contexts_in(text: str, pack: Pack) -> tuple[str, ...]:
    """Return the PLOVER contexts of the topics that a text's words name, each once."""
    return tuple(dict.fromkeys(context for code in topics_in(text, pack) for context in topic(code).contexts))
