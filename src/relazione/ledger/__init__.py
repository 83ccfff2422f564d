"""Keeping documents and their readings."""

from relazione.ledger.store import Ledger, default_path

__all__ = ["Ledger", "default_path"]
