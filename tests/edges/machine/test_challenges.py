"""How often a grant was given a challenge, in memory."""

from datetime import UTC, datetime, timedelta

import pytest

from menshen.edges.machine import moment
from menshen.edges.machine.moment import Memory

NOON = datetime(2026, 5, 1, 4, tzinfo=UTC)
WINDOW = timedelta(minutes=15)


def test_challenges_are_counted_by_grant_and_forgotten_with_time() -> None:
    """Each grant has a count of its own, over the last quarter of an hour, until one was followed."""
    memory = Memory()
    assert [memory.challenged("a", NOON, WINDOW) for _ in range(3)] == [1, 2, 3]
    assert memory.challenged("b", NOON, WINDOW) == 1
    assert memory.challenged("a", NOON + WINDOW, WINDOW) == 1
    memory.followed("a")
    assert memory.challenged("a", NOON + WINDOW, WINDOW) == 1


def test_asking_on_does_not_put_off_the_end_of_the_wait() -> None:
    """Whoever asks every second is let in again as soon as the first ones are a quarter of an hour old."""
    memory = Memory()
    for second in range(800):
        memory.challenged("a", NOON + timedelta(seconds=second), WINDOW)
    assert memory.challenged("a", NOON + timedelta(seconds=850), WINDOW) > 5
    assert memory.challenged("a", NOON + WINDOW + timedelta(seconds=10), WINDOW) <= 2


def test_memory_is_not_filled_by_asking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond the most grants that are kept, the one first asked for begins anew."""
    monkeypatch.setattr(moment, "MAX_CHALLENGED", 3)
    memory = Memory()
    for grant in "abcd":
        memory.challenged(grant, NOON, WINDOW)
    assert memory.challenged("d", NOON, WINDOW) == 2
    assert memory.challenged("a", NOON, WINDOW) == 1
