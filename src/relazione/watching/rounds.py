"""Going round: feeds that are due, then what is to be told, then waiting."""

from collections.abc import Callable, Sequence

from relazione.sources.feeds import Feed
from relazione.watching.alerting import Alerting
from relazione.watching.watcher import Watcher

LEAST_WAIT = 1.0  # seconds


def go_round(watcher: Watcher, feeds: Sequence[Feed], alerting: Alerting | None = None, *, early: bool = False) -> int:
    """Poll what is due and raise alerts; return how many feeds could not be had.

    `early` polls feeds before their time as well, unless errors or their servers make them wait.
    """
    failed = 0
    for feed in watcher.due(feeds, early=early):
        if watcher.hooks.stopped():
            break
        failed += not watcher.poll(feed)
        if alerting:
            alerting.look()
    if alerting:
        alerting.look()
    return failed


def keep_going(
    watcher: Watcher,
    feeds: Sequence[Feed],
    alerting: Alerting | None = None,
    *,
    waiting: Callable[[float], None] = lambda _: None,
) -> None:
    """Go round until the watcher is stopped; `waiting` hears until when (seconds since 1970) nothing will happen."""
    while not watcher.hooks.stopped():
        go_round(watcher, feeds, alerting)
        again = alerting.next_time() if alerting else None
        until = min(watcher.next_time(feeds), again or float("inf"))
        waiting(until)
        if not watcher.hooks.stopped():
            watcher.clock.sleep(max(until - watcher.clock.time(), LEAST_WAIT))
