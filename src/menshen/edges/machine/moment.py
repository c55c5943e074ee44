"""What lives for seconds: permits in flight, windows that a shown code opened, events the ledger could not yet take.

Memory only, lost with the program: a lost permit permits nothing, a lost window asks for the code again.
"""

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from menshen.errors import UnavailableError
from menshen.law.permit import Permit
from menshen.terms import DoorId, Event, PermitId, PlaceId

MAX_PERMITS = 1_000
MAX_SPOOLED = 100_000


class Memory:
    """One program's short memory (implements `acts.ports.Moment`)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._writing = threading.RLock()
        self._permits: dict[PermitId, Permit] = {}
        self._windows: dict[tuple[PlaceId, DoorId], tuple[str, datetime]] = {}
        self._spool: deque[Event] = deque()
        self._settled = False

    def hold(self, permit: Permit) -> None:
        """Keep a permit until it is taken or late, in place of an earlier one on the same basis.

        UnavailableError where too many are in flight.
        """
        with self._lock:
            issued, basis = permit.scope.issued_at, permit.scope.basis
            self._permits = {key: held for key, held in self._permits.items()
                             if held.scope.not_after >= issued and held.scope.basis != basis}
            if len(self._permits) >= MAX_PERMITS:
                raise UnavailableError(f"{MAX_PERMITS} permits are in flight", hint="try again in a few seconds")
            self._permits[permit.scope.permit] = permit

    def take(self, permit: PermitId, now: datetime) -> Permit | None:
        """Hand out a held permit, once; None where it is not held, or late."""
        with self._lock:
            held = self._permits.pop(permit, None)
        return held if held is not None and now <= held.scope.not_after else None

    def open_window(self, place: PlaceId, door: DoorId, code: str, until: datetime) -> None:
        """A code was shown: its door may take one capture until then."""
        with self._lock:
            self._windows[place, door] = (code, until)

    def take_window(self, place: PlaceId, door: DoorId, now: datetime) -> str | None:
        """The code of an open window, which closes with this."""
        with self._lock:
            code, until = self._windows.pop((place, door), (None, now))
        return code if now <= until else None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Held while a grant changes."""
        with self._writing:
            yield

    def settled(self) -> bool:
        """Whether every end on record has been carried out."""
        return self._settled

    def settle(self, *, done: bool) -> None:
        """Say that an end has begun, or that all are carried out."""
        self._settled = done

    def spool(self, event: Event) -> None:
        """Keep an event for later; UnavailableError where the spool is full, so that no gap stays unsaid."""
        with self._lock:
            if len(self._spool) >= MAX_SPOOLED:
                raise UnavailableError(f"{MAX_SPOOLED} events wait for the ledger", hint="mend the ledger first")
            self._spool.append(event)

    def spooled(self) -> Sequence[Event]:
        """The events that wait, oldest first."""
        with self._lock:
            return tuple(self._spool)

    def unspool(self, events: int) -> None:
        """Drop the oldest `events`, now recorded."""
        with self._lock:
            for _ in range(events):
                self._spool.popleft()
