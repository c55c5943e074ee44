"""Fresh: something that is made anew when asked for, but not more often than every so many seconds."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Fresh(Generic[Made]):
    """Calls `make` for whoever asks; what it made answers everybody for `lasts_s`. What it raises is not kept."""

    def __init__(self, make: Callable[[], Made], lasts_s: float, stopwatch_ms: Callable[[], float]) -> None:
        self._make = make
        self._lasts_ms = lasts_s * 1_000
        self._stopwatch_ms = stopwatch_ms
        self._lock = Lock()
        self._made: tuple[float, Made] | None = None

    def __call__(self) -> Made:
        """The newest; while it is made, others wait for it."""
        with self._lock:
            now_ms = self._stopwatch_ms()
            if self._made is None or now_ms - self._made[0] >= self._lasts_ms:
                self._made = (now_ms, self._make())
            return self._made[1]
