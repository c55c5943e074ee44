"""Threads: on which of them a call is carried out, so that what takes long never holds those that the lanes need.

Whatever is not named here shares the framework's own threads, and may wait there for the ledger.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from menshen.errors import UnavailableError

T = TypeVar("T")

CODES = 16
FRAMES = 16
PINS = 4
"""Comparing a PIN keeps a processor busy, and at an app's sign-in anybody can ask for it."""
CAPTURES = 2
"""The pictures of an enrolment or a sign-in are up to twelve, of up to 4,096 px: one is decoded while another's faces
are found, and a third would only make both late."""
WAITING = 16
"""So many captures may be under way or wait, each in up to 8 MiB of memory."""


class Threads:
    """A few threads for each kind of call; they start when first needed."""

    def __init__(self) -> None:
        self._codes = ThreadPoolExecutor(CODES, "codes")
        self._frames = ThreadPoolExecutor(FRAMES, "frames")
        self._pins = ThreadPoolExecutor(PINS, "pins")
        self._captures = ThreadPoolExecutor(CAPTURES, "captures")
        self._under_way: set[str] = set()

    async def code(self, act: Callable[..., T], *given: object) -> T:
        """`act` for a pass without a camera, or for an API key: neither waits for an engine or the ledger."""
        return await _on(self._codes, act, *given)

    async def frame(self, act: Callable[..., T], *given: object) -> T:
        """`act` for one camera frame of a door."""
        return await _on(self._frames, act, *given)

    async def pin(self, act: Callable[..., T], *given: object) -> T:
        """`act` for a number and its PIN."""
        return await _on(self._pins, act, *given)

    async def capture(self, basis: str, act: Callable[..., T], *given: object) -> T:
        """`act` for the pictures of one capture on the grant `basis`, in its turn.

        UnavailableError while an earlier one on the same grant is under way, and where too many wait.
        """
        if basis in self._under_way:
            raise UnavailableError("the pictures that came before these are still being looked at",
                                   hint="wait for their answer")
        if len(self._under_way) >= WAITING:
            raise UnavailableError(f"{WAITING} people's pictures are being looked at, or wait for it",
                                   hint="try again in a few seconds, or take another lane")
        self._under_way.add(basis)
        try:
            return await _on(self._captures, act, *given)
        finally:
            self._under_way.discard(basis)


async def _on(pool: ThreadPoolExecutor, act: Callable[..., T], *given: object) -> T:
    return await asyncio.get_running_loop().run_in_executor(pool, partial(act, *given))
