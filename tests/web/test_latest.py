import time
from threading import Event

import pytest

from relazione.web.latest import Latest, Recent


@pytest.fixture
def latest():
    found = Latest(2)
    yield found
    found.close()


def test_what_is_known_of_this_state_is_not_made_again(latest: Latest) -> None:
    made: list[int] = []
    for _ in range(3):
        known = latest.get("a", "1", lambda: made.append(1) or len(made), patience=None)
        assert known is not None
        assert known.value == 1


def test_the_last_known_is_given_while_the_newest_takes_long(latest: Latest) -> None:
    now = Event()
    first = Recent("1", latest).get("a", lambda: "old")
    after = Recent("2", latest)

    def slow() -> str:
        now.wait(10)
        return "new"

    meanwhile = after.get("a", slow)
    assert (meanwhile, after.is_old(meanwhile)) == (first, True)
    now.set()
    newest = after.get("a", slow, fresh=True)
    assert (newest.value, after.is_old(newest)) == ("new", False)


def test_a_fresh_result_is_waited_for(latest: Latest) -> None:
    Recent("1", latest).get("a", lambda: "old")

    def slow() -> str:
        time.sleep(0.5)
        return "new"

    assert Recent("2", latest).get("a", slow, fresh=True).value == "new"


def test_of_what_was_never_known_somebody_may_ask_whether_it_is_there(latest: Latest) -> None:
    now, recent = Event(), Recent("1", latest)
    assert recent.known("a", lambda: now.wait(10)) is None
    now.set()
    assert recent.get("a", lambda: True).value is True


def test_one_thread_makes_it_for_all_who_ask(latest: Latest) -> None:
    now, made, recent = Event(), [], Recent("1", latest)
    recent.begin("a", lambda: made.append(1) or now.wait(10))
    recent.begin("a", lambda: made.append(2) or now.wait(10))
    now.set()
    assert recent.get("a", lambda: made.append(3)).value is True
    assert made == [1]


def test_a_fault_is_the_askers_and_not_kept(latest: Latest) -> None:
    recent = Recent("1", latest)
    with pytest.raises(ZeroDivisionError):
        recent.get("a", lambda: 1 // 0)
    assert recent.get("a", lambda: 5).value == 5


def test_what_was_asked_for_longest_ago_goes_first(latest: Latest) -> None:
    recent = Recent("1", latest)
    for key in ("a", "b", "a", "c"):
        recent.get(key, lambda: "first")
    assert [recent.get(key, lambda: "anew").value for key in ("a", "b")] == ["first", "anew"]
