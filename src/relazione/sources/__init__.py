"""Reports from outside, as documents whose text never changes again."""

from relazione.sources.text import document_of, find_reports, open_report

__all__ = ["document_of", "find_reports", "open_report"]
