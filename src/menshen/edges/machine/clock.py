"""Time and dice from the operating system."""

import os
import time
from datetime import UTC, datetime


class SystemClock:
    """The machine's clock (implements `acts.ports.Clock`)."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        return datetime.now(UTC)

    def stopwatch_ms(self) -> float:
        """A monotonic reading in milliseconds."""
        return time.perf_counter() * 1e3


class SystemDice:
    """The operating system's randomness (implements `acts.ports.Dice`)."""

    def random(self, size: int) -> bytes:
        """`size` fresh random bytes."""
        return os.urandom(size)
