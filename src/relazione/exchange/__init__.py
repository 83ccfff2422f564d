"""What a ledger holds, in the formats that others read."""

from relazione.errors import ExportError, MissingLibrary
from relazione.exchange.conllu import to_conllu
from relazione.exchange.formats import FORMATS, Format, export, find_format
from relazione.exchange.writer import Options, Writer

__all__ = [
    "FORMATS",
    "ExportError",
    "Format",
    "MissingLibrary",
    "Options",
    "Writer",
    "export",
    "find_format",
    "to_conllu",
]
