"""Rounds: what must be done again and again while the gate runs."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

_LOG = logging.getLogger("menshen.rounds")


@dataclass(frozen=True, slots=True)
class Round:
    """One thing to do every `every_s` seconds."""

    name: str
    every_s: float
    act: Callable[[], object]


class Rounds:
    """A thread for each round, until closed. A round that fails is logged by its error's kind, and comes again."""

    def __init__(self, rounds: tuple[Round, ...]) -> None:
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._walk, args=(one,), daemon=True) for one in rounds]

    def start(self) -> None:
        """Begin; the first turn of each round comes after its interval."""
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Stop, and wait for the turn that is under way."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _walk(self, one: Round) -> None:
        while not self._stop.wait(one.every_s):
            try:
                one.act()
            except Exception as e:  # noqa: BLE001 - this is the loop that must go on; the next turn may mend it
                _LOG.error("round %s failed: %s", one.name, type(e).__name__)
