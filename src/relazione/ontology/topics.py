"""Finer subjects than PLOVER's contexts, and the contexts they belong to."""

from functools import cache

import msgspec

from relazione.errors import UnknownCode
from relazione.ontology.terms import Labels, read_terms


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A topic: its label by language and the PLOVER contexts it belongs to, the nearest first."""

    label: Labels
    contexts: tuple[str, ...]


@cache
def topics() -> dict[str, Topic]:
    """Return all topics by their code."""
    return read_terms("topics", dict[str, Topic])


def topic(code: str) -> Topic:
    """Return a topic; raises `UnknownCode` where there is none of that code."""
    if code not in topics():
        raise UnknownCode(f"there is no topic {code!r}", allowed=", ".join(topics()))
    return topics()[code]


def topics_of(context: str) -> tuple[str, ...]:
    """Return the topics that belong to a PLOVER context.

    >>> topics_of("asylum")
    ('asylum',)
    """
    return tuple(code for code, entry in topics().items() if context in entry.contexts)
