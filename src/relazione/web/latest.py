"""What may be a little old: the last known result at once, while a thread reckons it anew.

After a write all that was reckoned for the ledger before is out of date; who asks for an overview then need not wait
for the new one. What people decide on must never be old: that is in `relazione.web.cache`.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Request

from relazione.records import Record
from relazione.web.store import ledger_of

T = TypeVar("T")
PATIENCE = 0.2  # seconds that somebody waits for the newest before the last known is shown
THREADS = 2  # of which one may be at work for long


class Known(Record, Generic[T], frozen=True, kw_only=True):
    """A result, for which state of the ledger it was reckoned, and when (seconds since 1970)."""

    value: T
    state: str
    moment: float


class Latest:
    """Keeps the results of the `size` keys that were asked for last; of all who ask for one, one reckons."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, Known[Any]] = OrderedDict()
        self._making: dict[Hashable, Future[Known[Any]]] = {}
        self._thread = ThreadPoolExecutor(THREADS, thread_name_prefix="reckoning")

    def close(self) -> None:
        """Let go of what waits."""
        self._thread.shutdown(wait=True, cancel_futures=True)

    def get(
        self, key: Hashable, state: str, make: Callable[[], T], *, patience: float | None = PATIENCE
    ) -> Known[T] | None:
        """Return what `make` gives for this key, else what it gave before, where the newest takes more than `patience`.

        `None` where nothing is known yet; no patience waits for as long as it takes. Raises what `make` raises where
        that comes in time.
        """
        with self._lock:
            known = self._kept.get(key)
            if known:
                self._kept.move_to_end(key)
                if known.state == state:
                    return known
            making = self._making.get(key)
            if making is None:
                making = self._making[key] = self._thread.submit(self._make, key, state, make)
        try:
            return making.result(patience)
        except TimeoutError:
            return known

    def _make(self, key: Hashable, state: str, make: Callable[[], T]) -> Known[T]:
        try:
            made = Known(value=make(), state=state, moment=time.time())
        except BaseException:
            with self._lock:
                del self._making[key]
            raise
        with self._lock:
            del self._making[key]
            self._kept[key] = made
            self._kept.move_to_end(key)
            while len(self._kept) > self.size:
                self._kept.popitem(last=False)
        return made


class Recent:
    """The results for the present state of the ledger, or for the last one for which they are known."""

    def __init__(self, state: str, latest: Latest) -> None:
        self.state, self.latest = state, latest

    def get(self, key: Hashable, make: Callable[[], T], *, fresh: bool = False) -> Known[T]:
        """Return the newest result that is known, the first as soon as it is there; a `fresh` one is of this state."""
        found = None if fresh else self.latest.get(key, self.state, make)
        while found is None or (fresh and self.is_old(found)):
            found = self.latest.get(key, self.state, make, patience=None)
        return found

    def known(self, key: Hashable, make: Callable[[], T]) -> Known[T] | None:
        """Return the newest result that is known, `None` where none is there in a moment."""
        return self.latest.get(key, self.state, make)

    def begin(self, key: Hashable, make: Callable[[], T]) -> None:
        """Have a result reckoned without waiting for it."""
        self.latest.get(key, self.state, make, patience=0)

    def is_old(self, found: Known[Any]) -> bool:
        """Tell whether something was written since a result was reckoned."""
        return found.state != self.state


def recent_of(request: Request) -> Recent:
    """Return what may be a little old."""
    return Recent(ledger_of(request).state(), request.app.state.latest)


Recently = Annotated[Recent, Depends(recent_of)]


def clock(moment: float) -> str:
    """Return the time of day of a moment, as it is here."""
    return time.strftime("%H:%M:%S", time.localtime(moment))
