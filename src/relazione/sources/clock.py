"""What time it is, and waiting: handed in wherever time counts, so that a simulated day takes no day."""

import time
from collections.abc import Callable
from typing import Protocol

NAP = 0.25  # seconds after which a waiting clock looks whether it should stop


class Clock(Protocol):
    """Tells the time in seconds since 1970, and waits."""

    def time(self) -> float:
        """Return the present time."""

    def sleep(self, seconds: float) -> None:
        """Wait."""


class SystemClock:
    """The machine's clock; a wait ends early once `stopped` says so."""

    def __init__(self, stopped: Callable[[], bool] = lambda: False) -> None:
        self._stopped = stopped

    def time(self) -> float:
        return time.time()

    def sleep(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while not self._stopped() and (left := end - time.monotonic()) > 0:
            time.sleep(min(left, NAP))
