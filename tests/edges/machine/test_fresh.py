"""What is made for many is made once for all of them, and nobody who asks can wear the machine out."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from menshen.edges.machine.fresh import Fresh

WAIT_S = 10


@dataclass
class Making:
    """Something that takes `takes_ms` to make, by a stopwatch of its own."""

    takes_ms: float = 0.0
    now_ms: float = 0.0
    made: int = 0
    fails: bool = False
    begun: threading.Event = field(default_factory=threading.Event)
    let: threading.Event = field(default_factory=threading.Event)

    def make(self) -> int:
        """The next one."""
        self.now_ms += self.takes_ms
        if self.fails:
            raise LookupError
        self.made += 1
        return self.made

    def make_slowly(self) -> int:
        """The next one, when it is let."""
        self.begun.set()
        assert self.let.wait(WAIT_S)
        return self.make()

    def stopwatch_ms(self) -> float:
        """Now."""
        return self.now_ms


def test_it_is_made_anew_when_its_time_is_over() -> None:
    """Within two seconds everybody has the same, and then the next."""
    making = Making()
    fresh = Fresh(making.make, 2, making.stopwatch_ms)
    told = []
    for now_ms in (0, 1_999, 2_000, 3_999, 4_000):
        making.now_ms = now_ms
        told.append(fresh())
    assert told == [1, 1, 2, 2, 3]


def test_what_is_slow_to_make_lasts_longer() -> None:
    """Of the time at most a tenth goes into making it, however often it is asked for."""
    making = Making(takes_ms=1_000)
    fresh = Fresh(making.make, 2, making.stopwatch_ms)
    while making.now_ms < 100_000:
        fresh()
        making.now_ms += 10
    assert 9 <= making.made <= 10


def test_an_error_is_not_kept() -> None:
    """Where making it fails whoever asked is told, and the next one who asks has another try."""
    making = Making(fails=True)
    fresh = Fresh(making.make, 2, making.stopwatch_ms)
    with pytest.raises(LookupError):
        fresh()
    making.fails = False
    assert fresh() == 1


def test_nobody_waits_while_it_is_made_anew() -> None:
    """Whoever asks meanwhile has the last one at once, and only one makes it."""
    making = Making()
    fresh = Fresh(making.make_slowly, 2, making.stopwatch_ms)
    making.let.set()
    assert fresh() == 1
    making.let.clear()
    making.begun.clear()
    making.now_ms = 2_000
    with ThreadPoolExecutor(1) as pool:
        anew = pool.submit(fresh)
        assert making.begun.wait(WAIT_S)
        assert [fresh() for _ in range(5)] == [1] * 5
        making.let.set()
        assert anew.result(WAIT_S) == 2
    assert fresh() == 2
    assert making.made == 2


def test_all_wait_for_the_first() -> None:
    """Before there is one, those who ask at the same time all have the first, which is made once."""
    making = Making()
    fresh = Fresh(making.make_slowly, 2, making.stopwatch_ms)
    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(fresh) for _ in range(4)]
        assert making.begun.wait(WAIT_S)
        making.let.set()
        assert [one.result(WAIT_S) for one in waiting] == [1] * 4
    assert making.made == 1
