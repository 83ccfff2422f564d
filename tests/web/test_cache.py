import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from relazione.web.cache import Cache, Memory


def test_what_is_kept_is_not_made_again() -> None:
    cache, made = Cache(2), []
    assert [cache.get("a", lambda: made.append(1) or len(made)) for _ in range(3)] == [1, 1, 1]


def test_the_one_that_was_asked_for_longest_ago_goes_first() -> None:
    cache = Cache(2)
    for key in ("a", "b", "a", "c"):
        cache.get(key, lambda: key)  # noqa: B023
    assert cache.get("a", lambda: "anew") == "a"
    assert cache.get("b", lambda: "anew") == "anew"


def test_one_of_many_readers_makes_it() -> None:
    cache, made = Cache(4), []

    def slow() -> int:
        made.append(1)
        time.sleep(0.05)
        return 7

    with ThreadPoolExecutor(8) as readers:
        assert set(readers.map(lambda _: cache.get("a", slow), range(8))) == {7}
    assert made == [1]


def test_a_fault_is_not_kept() -> None:
    cache = Cache(2)
    with pytest.raises(ZeroDivisionError):
        cache.get("a", lambda: 1 // 0)
    assert cache.get("a", lambda: 5) == 5


def test_another_state_of_the_ledger_is_another_thing() -> None:
    cache = Cache(4)
    assert Memory("1", cache).get(("a",), lambda: "old") == "old"
    assert Memory("2", cache).get(("a",), lambda: "new") == "new"
