"""When a feed is asked: every so often, after errors ever more seldom, never before its server wants it."""

import re

import msgspec

from relazione.errors import RelazioneError
from relazione.ledger.feeds import FeedState

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
SHORTEST = 60.0  # seconds between two polls of a feed
LONGEST_PAUSE = 86_400.0  # seconds that errors make a feed wait at most
LONGEST_WAIT = 7 * 86_400.0  # seconds that a server may ask for
JITTER = 0.2  # part of a pause by which it varies


def seconds_of(text: str) -> float:
    """Return how many seconds a length of time is; raises `RelazioneError` where it is none, or too short for a feed.

    >>> seconds_of("15m"), seconds_of("1h30m")
    (900.0, 5400.0)
    """
    if not re.fullmatch(r"(\d{1,6}[smhd])+", text):
        raise RelazioneError(f"{text!r} is no length of time", allowed="15m, 2h, 1h30m, 1d")
    length = float(sum(int(number) * UNITS[unit] for number, unit in re.findall(r"(\d+)([smhd])", text)))
    if length < SHORTEST:
        raise RelazioneError(f"{text!r} is too often", allowed="1m or longer")
    return length


def next_poll(state: FeedState, every: float) -> float:
    """Return when a feed is to be asked next (seconds since 1970)."""
    if state.failures:
        return state.until
    return state.polled + every if state.polled is not None else 0.0


def after_success(state: FeedState, now: float) -> FeedState:
    """Return how a feed stands that answered."""
    return msgspec.structs.replace(state, polled=now, failures=0, until=0.0)


def after_failure(state: FeedState, now: float, every: float, *, wait: float | None, chance: float) -> FeedState:
    """Return how a feed stands that failed.

    The pause doubles from error to error and varies by `chance` (0 to 1), so that feeds that failed together are not
    asked together; it is never shorter than the `wait` that the server asked for.
    """
    pause = pause_after(state.failures, every, chance)
    until = now + max(pause, min(wait or 0.0, LONGEST_WAIT))
    return msgspec.structs.replace(state, polled=now, failures=state.failures + 1, until=until)


def pause_after(failures: int, every: float, chance: float) -> float:
    """Return how many seconds to wait after one more failure than these."""
    pause = min(every * 2.0 ** min(failures, 30), max(LONGEST_PAUSE, every))
    return pause * (1 + JITTER * (2 * chance - 1))
