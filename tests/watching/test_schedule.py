"""When feeds are asked."""

import pytest

from relazione.errors import RelazioneError
from relazione.ledger.feeds import FeedState
from relazione.watching.schedule import after_failure, after_success, next_poll, seconds_of

DAY = 86_400.0


@pytest.mark.parametrize("text", ["", "15", "m", "15 m", "-15m", "15x", "30s", "0m", "1.5h"])
def test_what_is_no_length_of_time_is_refused(text):
    with pytest.raises(RelazioneError):
        seconds_of(text)


def test_a_new_feed_is_asked_at_once_and_then_every_so_often():
    state = FeedState(url="https://a.example/")
    assert next_poll(state, 900) == 0
    assert next_poll(after_success(state, 10_000), 900) == 10_900


def test_pauses_after_errors_double_up_to_a_day():
    state, pauses = FeedState(url="https://a.example/", polled=0.0), []
    for _ in range(12):
        state = after_failure(state, 1000.0, 900, wait=None, chance=0.5)
        pauses.append(next_poll(state, 900) - 1000)
    assert pauses == [min(900 * 2**number, DAY) for number in range(12)]
    assert next_poll(after_success(state, 1000), 900) == 1900


def test_feeds_that_failed_together_are_not_asked_together():
    state = FeedState(url="https://a.example/")
    early, late = (after_failure(state, 0, 900, wait=None, chance=chance).until for chance in (0.0, 1.0))
    assert (early, late) == (pytest.approx(720), pytest.approx(1080))


@pytest.mark.parametrize(("wait", "until"), [(60, 900), (7200, 7200), (90 * DAY, 7 * DAY)])
def test_a_server_that_asks_for_a_longer_pause_gets_it_within_reason(wait, until):
    assert after_failure(FeedState(url="https://a.example/"), 0, 900, wait=wait, chance=0.5).until == until
