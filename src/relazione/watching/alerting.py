"""Raising alerts, each once, and handing them over until every outlet has them.

An alert is kept in the same transaction that notes the reports as looked at. An outlet that does not take it is tried
again, after a restart as well; only a stop between the handing over and its noting can show an alert twice, with the
same id.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import msgspec

from relazione.errors import AlertError
from relazione.ledger import Ledger
from relazione.ledger.alerts import Raised, in_force_since, keep_waiting, raise_alert, waiting_alerts
from relazione.ledger.feeds import mark_judged, unjudged
from relazione.ledger.view import View
from relazione.sources.clock import Clock
from relazione.watching.judging import Alert, Occasion, find_alerts
from relazione.watching.outlets import Door
from relazione.watching.rules import AlertPlan
from relazione.watching.schedule import pause_after

PAUSE = 60.0  # seconds after which an outlet that failed is tried again, the next time twice as long


class Alerting:
    """Looks at news for the rules of a plan, and hands over to doors; `tell` hears of those that stay closed."""

    def __init__(
        self, ledger: Ledger, plan: AlertPlan, doors: Sequence[Door], clock: Clock, tell: Callable[[AlertError], None]
    ) -> None:
        self.ledger, self.plan, self.clock, self.tell = ledger, plan, clock, tell
        self._doors = {door.name: door for door in doors}
        self._closed: dict[str, tuple[int, float]] = {}  # door → how often it failed in a row, until when it waits
        self._day: str | None = None

    def look(self) -> int:
        """Raise and hand over what is new; return how many alerts were raised."""
        day = datetime.fromtimestamp(self.clock.time()).date().isoformat()  # noqa: DTZ006  (the reader's own day)
        with self.ledger.transaction() as connection:
            fresh = unjudged(connection)
        raised = self._judge(fresh, day) if fresh or day != self._day else 0
        self._day = day
        self._hand_over()
        return raised

    def next_time(self) -> float | None:
        """Return when a closed door is tried again (seconds since 1970), `None` where all are open."""
        return min((until for _, until in self._closed.values()), default=None)

    def _judge(self, fresh: Sequence[str], day: str) -> int:
        names = [rule.name for rule in self.plan.rules]
        now = datetime.fromtimestamp(self.clock.time(), UTC).isoformat(timespec="seconds")
        with self.ledger.writer() as writer:
            since = in_force_since(writer.connection, names, day)
            occasion = Occasion(documents=frozenset(fresh), now=now, day=day, new_day=day != self._day, since=since)
            found = list(find_alerts(self.plan, View(writer.connection), occasion))
            raised = [
                raise_alert(
                    writer.connection,
                    Raised(id=alert.id, raised=now, alert=_json(alert), pending=tuple(self._doors)),
                )
                for alert in found
            ]
            mark_judged(writer.connection, fresh)
        return sum(raised)

    def _hand_over(self) -> None:
        with self.ledger.transaction() as connection:
            waiting = waiting_alerts(connection)
        left = {raised.id: set(raised.pending) & set(self._doors) for raised in waiting}
        for name, door in self._doors.items():
            own = [raised for raised in waiting if name in left[raised.id]]
            if own and self._closed.get(name, (0, 0.0))[1] <= self.clock.time():
                self._through(door, own, left)

    def _through(self, door: Door, waiting: Sequence[Raised], left: dict[str, set[str]]) -> None:
        """Hand over through one door, and note what went through."""
        for part in [[one] for one in waiting] if door.singly else [list(waiting)]:
            try:
                door.hand_over([msgspec.json.decode(raised.alert, type=Alert) for raised in part])
            except AlertError as error:
                failures = self._closed.get(door.name, (0, 0.0))[0]
                pause = pause_after(failures, PAUSE, 0.5)
                self._closed[door.name] = (failures + 1, self.clock.time() + pause)
                self.tell(error)
                return
            self._closed.pop(door.name, None)
            with self.ledger.writer() as writer:
                for raised in part:
                    left[raised.id].discard(door.name)
                    keep_waiting(writer.connection, raised.id, left[raised.id])


def _json(alert: Alert) -> str:
    return msgspec.json.encode(alert).decode()
