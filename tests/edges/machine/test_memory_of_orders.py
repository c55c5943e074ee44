"""The short memory: pictures of whom an order seeks, for a while, and one look at a time."""

from datetime import UTC, datetime, timedelta
from threading import Thread

from menshen.edges.machine.moment import Memory
from menshen.terms import OrderId

NOW = datetime(2026, 5, 1, tzinfo=UTC)
SOON = NOW + timedelta(minutes=15)
FIRST, SECOND = OrderId("1" * 32), OrderId("2" * 32)


def test_pictures_are_held_until_they_are_late_or_dropped() -> None:
    """Pictures come back as often as they are asked for, for their own order, and not from their last moment on."""
    memory = Memory()
    memory.hold_pictures(FIRST, (b"one",), SOON)
    memory.hold_pictures(SECOND, (b"two",), SOON + timedelta(seconds=1))
    assert [memory.pictures(FIRST, NOW) for _ in range(2)] == [(b"one",)] * 2
    assert memory.pictures(FIRST, SOON) is None
    assert memory.pictures(SECOND, SOON) == (b"two",)
    memory.drop_late_pictures(SOON)
    assert list(memory._pictures) == [SECOND]
    memory.drop_pictures(SECOND)
    memory.drop_pictures(SECOND)
    assert memory.pictures(SECOND, NOW) is None


def test_one_look_at_a_time_on_each_order() -> None:
    """Whoever comes second, in this thread or another, is told so at once, and does not end the first one's turn."""
    memory = Memory()
    told: list[bool] = []

    def come() -> None:
        with memory.looking(FIRST) as alone:
            told.append(alone)

    with memory.looking(FIRST) as alone, memory.looking(SECOND) as other:
        assert alone
        assert other
        come()
        thread = Thread(target=come)
        thread.start()
        thread.join()
        come()
    come()
    assert told == [False, False, False, True]
