"""Keeping a ledger current: feeds are polled, new articles read and kept, rules raise alerts."""

from relazione.watching.alerting import Alerting
from relazione.watching.outlets import door_of
from relazione.watching.rounds import go_round, keep_going
from relazione.watching.rules import load_alerts
from relazione.watching.subscriptions import subscriptions
from relazione.watching.watcher import Hooks, Notice, Watcher

__all__ = [
    "Alerting",
    "Hooks",
    "Notice",
    "Watcher",
    "door_of",
    "go_round",
    "keep_going",
    "load_alerts",
    "subscriptions",
]
