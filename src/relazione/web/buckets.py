"""How often somebody may do something: a bucket of tokens for each, refilled over time."""

import math
import time
from collections.abc import Callable, Hashable

from relazione.web.settings import Rate

MOST = 10_000  # buckets kept; those that are full again are dropped first


class Buckets:
    """One bucket a key; `clock` gives seconds."""

    def __init__(self, rate: Rate, *, clock: Callable[[], float] = time.monotonic) -> None:
        self.rate, self._clock = rate, clock
        self._kept: dict[Hashable, tuple[float, float]] = {}  # key → tokens left, and when that was counted

    def take(self, key: Hashable) -> int:
        """Take a token; return 0, or the seconds until there is one again."""
        now = self._clock()
        left, counted = self._kept.get(key, (float(self.rate.burst), now))
        left = min(self.rate.burst, left + (now - counted) * self.rate.second)
        wait = 0 if left >= 1 else math.ceil(round((1 - left) / self.rate.second, 6))
        self._kept.pop(key, None)
        self._kept[key] = (left if wait else left - 1, now)
        if len(self._kept) > MOST:
            self._tidy(now)
        return wait

    def _tidy(self, now: float) -> None:
        full = self.rate.burst / self.rate.second
        kept = {key: value for key, value in self._kept.items() if now - value[1] < full}
        self._kept = dict(list(kept.items())[-MOST // 2 :])
