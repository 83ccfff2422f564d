"""Relazione reads press reports about relations between states, every fact with its proof.

>>> import relazione
>>> reading = relazione.read("Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon.",
...                          published="2026-01-29")
>>> [(event.type, event.mode, event.date) for event in reading.events]
[('CONSULT', 'visit', '2026-01-27')]
"""

from importlib import import_module
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
    from relazione.reader import read, read_document, read_times
    from relazione.sources import SourceFault, open_source

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
    "SourceFault",
    "Span",
    "Stage",
    "Statement",
    "TimeExpression",
    "__version__",
    "open_source",
    "read",
    "read_document",
    "read_times",
]
LATE = {
    "SourceFault": "relazione.sources",
    "open_source": "relazione.sources",
    "read": "relazione.reader",
    "read_document": "relazione.reader",
    "read_times": "relazione.reader",
}


def __getattr__(name: str) -> Any:
    """Return what reads reports on first use, so that importing the records stays cheap."""
    if name in LATE:
        return getattr(import_module(LATE[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
