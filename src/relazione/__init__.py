"""Relazione reads press reports about relations between states, every fact with its proof.

>>> import relazione
>>> reading = relazione.read("Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon.",
...                          published="2026-01-29")
>>> [(event.type, event.mode, event.date) for event in reading.events]
[('CONSULT', 'visit', '2026-01-27')]
"""

from typing import TYPE_CHECKING, Any

from relazione.errors import RelazioneError
from relazione.records import (
    Actor,
    Agreement,
    Document,
    Event,
    Figure,
    Mention,
    Office,
    Place,
    Reading,
    Span,
    Stage,
    Statement,
    TimeExpression,
)
from relazione.version import __version__

if TYPE_CHECKING:
    from relazione.reader import read, read_times

__all__ = [
    "Actor",
    "Agreement",
    "Document",
    "Event",
    "Figure",
    "Mention",
    "Office",
    "Place",
    "Reading",
    "RelazioneError",
    "Span",
    "Stage",
    "Statement",
    "TimeExpression",
    "__version__",
    "read",
    "read_times",
]


def __getattr__(name: str) -> Any:
    """Return `read` or `read_times` on first use, so that importing the records stays cheap."""
    if name in ("read", "read_times"):
        from relazione import reader

        return getattr(reader, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
