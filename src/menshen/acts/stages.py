"""Stages: how long each stage of an act took, for people who want the door to be quick."""

from menshen.acts.ports import Clock


class Stages:
    """A stopwatch with laps. Not part of any decision."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.began_ms = self._last_ms = clock.stopwatch_ms()
        self.ms: dict[str, float] = {}

    def done(self, stage: str) -> None:
        """The stage that began at the last lap ends now."""
        now_ms = self._clock.stopwatch_ms()
        self.ms[stage] = round(self.ms.get(stage, 0.0) + now_ms - self._last_ms, 3)
        self._last_ms = now_ms
