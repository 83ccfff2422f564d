"""Finer subjects than PLOVER's contexts, and the contexts they belong to."""

from functools import cache

import msgspec
import yaml

from relazione.errors import UnknownCode
from relazione.ontology.tables import DATA


class Topic(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A topic: its label in German and English and the PLOVER contexts it belongs to."""

    de: str
    en: str
    contexts: tuple[str, ...]


@cache
def topics() -> dict[str, Topic]:
    """Return all topics by their code."""
    text = (DATA / "topics.yaml").read_text(encoding="utf-8")
    return msgspec.convert(yaml.load(text, yaml.CSafeLoader), dict[str, Topic])


def topic(code: str) -> Topic:
    """Return a topic; raises `UnknownCode` where there is none of that code."""
    if code not in topics():
        raise UnknownCode(f"there is no topic {code!r}", allowed=", ".join(topics()))
    return topics()[code]
