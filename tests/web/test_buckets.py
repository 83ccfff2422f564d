from relazione.web import buckets
from relazione.web.buckets import Buckets
from relazione.web.settings import Rate


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_a_burst_goes_through_and_then_only_what_is_refilled():
    clock = Clock()
    some = Buckets(Rate(0.5, 3), clock=clock)
    assert [some.take("a") for _ in range(4)] == [0, 0, 0, 2]
    assert some.take("b") == 0
    clock.now = 2
    assert [some.take("a"), some.take("a")] == [0, 2]
    clock.now = 1000
    assert [some.take("a") for _ in range(4)] == [0, 0, 0, 2]


def test_asking_in_vain_does_not_put_off_the_next_chance():
    clock = Clock()
    some = Buckets(Rate(0.1, 1), clock=clock)
    some.take("a")
    for second in range(1, 10):
        clock.now = second
        assert some.take("a") == 10 - second
    clock.now = 10
    assert some.take("a") == 0


def test_many_keys_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(buckets, "MOST", 10)
    some = Buckets(Rate(1, 1), clock=Clock())
    for key in range(100):
        some.take(key)
    assert len(some._kept) <= 10
    assert some.take(99) > 0
