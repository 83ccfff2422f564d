"""Reports from outside, as documents whose text never changes again."""

from relazione.sources.found import Columns, Found, Options, SourceFault
from relazione.sources.opening import find_reports, holds_one, one_report, open_source, open_sources
from relazione.sources.particulars import Particulars
from relazione.sources.text import document_of

__all__ = [
    "Columns",
    "Found",
    "Options",
    "Particulars",
    "SourceFault",
    "document_of",
    "find_reports",
    "holds_one",
    "one_report",
    "open_source",
    "open_sources",
]
