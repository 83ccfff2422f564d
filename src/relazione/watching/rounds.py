"""Going round: feeds that are due, then what is to be told, then waiting."""

from collections.abc import Callable, Sequence

from relazione.errors import LedgerError
from relazione.sources.feeds import Feed
from relazione.watching.alerting import Alerting
from relazione.watching.schedule import pause_after
from relazione.watching.watcher import Watcher

LEAST_WAIT = 1.0  # seconds
PAUSE = 60.0  # seconds after which a ledger that failed is tried again, the next time twice as long


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
    """Go round until the watcher is stopped; `waiting` hears until when (seconds since 1970) nothing will happen.

    A ledger that cannot be written for a while (a database that starts anew) is waited for.
    """
    clock, troubles = watcher.clock, 0
    while not watcher.hooks.stopped():
        try:
            go_round(watcher, feeds, alerting)
            again = alerting.next_time() if alerting else None
            until = min(watcher.next_time(feeds), again or float("inf"))
            troubles = 0
        except LedgerError as error:
            until = clock.time() + pause_after(troubles, PAUSE, watcher.hooks.chance())
            troubles += 1
            watcher.hooks.complain(error)
        waiting(until)
        if not watcher.hooks.stopped():
            clock.sleep(max(until - clock.time(), LEAST_WAIT))
