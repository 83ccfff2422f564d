"""Keeping a ledger current: feeds are polled, new articles read and kept, rules raise alerts."""

from relazione.watching.watcher import Notice, Watcher

__all__ = ["Notice", "Watcher"]
