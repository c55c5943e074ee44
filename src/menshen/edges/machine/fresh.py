"""Fresh: something that is made anew when asked for, but not oftener than is good for the machine."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")

SHARE = 10
"""At most one part of so many of the time goes into making it, however many ask."""


class Fresh(Generic[Made]):
    """Calls `make` for whoever asks; what it made answers everybody for `lasts_s`, or for longer where making is slow.

    Whoever asks while it is made anew has the last one and does not wait. What `make` raises is not kept.
    """

    def __init__(self, make: Callable[[], Made], lasts_s: float, stopwatch_ms: Callable[[], float]) -> None:
        self._make = make
        self._lasts_ms = lasts_s * 1_000
        self._stopwatch_ms = stopwatch_ms
        self._making = Lock()
        self._made: tuple[float, Made] | None = None

    def __call__(self) -> Made:
        """The newest that there is."""
        last = self._made
        if last is not None and (self._stopwatch_ms() < last[0] or not self._making.acquire(blocking=False)):
            return last[1]
        if last is None:
            # There is nothing else to answer: all wait for the first.
            self._making.acquire()
        try:
            if self._made is None or self._made is last:
                self._made = self._anew()
            return self._made[1]
        finally:
            self._making.release()

    def _anew(self) -> tuple[float, Made]:
        """It, and until when it answers."""
        began_ms = self._stopwatch_ms()
        made = self._make()
        now_ms = self._stopwatch_ms()
        return now_ms + max(self._lasts_ms, (SHARE - 1) * (now_ms - began_ms)), made
