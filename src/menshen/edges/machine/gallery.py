"""The gallery in memory: the references kept for hands-free, unsealed, for as long as the program runs.

By place and by the notice that was agreed to: whoever agreed to other words is not compared. Nothing of it is written
anywhere; a row that is erased is overwritten where it stood, and so is whatever a row was moved from.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np

from menshen.consent.grant import Grant
from menshen.faces.gallery import Rows, near
from menshen.faces.template import LENGTH, steps_of
from menshen.terms import GrantId, PlaceId, Template

SPARE = 16
"""So many rows at first; then twice as many whenever they are full."""

Allocate = Callable[[tuple[int, int]], Rows]


def zeros(shape: tuple[int, int]) -> Rows:
    """A new buffer."""
    return np.zeros(shape, np.int8)


@dataclass(slots=True)
class _Shelf:
    """The rows of one place and notice; `rows[:len(grants)]` are in use."""

    rows: Rows
    grants: list[GrantId] = field(default_factory=list)

    def add(self, grant: GrantId, reference: Template, allocate: Allocate) -> None:
        if len(self.grants) == len(self.rows):
            wider = allocate((2 * len(self.rows), LENGTH))
            wider[:len(self.rows)] = self.rows
            self.rows.fill(0)
            self.rows = wider
        steps = steps_of(reference)
        self.rows[len(self.grants)] = steps
        steps.fill(0)
        self.grants.append(grant)

    def drop(self, grant: GrantId) -> None:
        at, last = self.grants.index(grant), len(self.grants) - 1
        self.rows[at] = self.rows[last]
        self.rows[last].fill(0)
        self.grants[at] = self.grants[last]
        self.grants.pop()


class MemoryGallery:
    """One program's gallery (implements `acts.kept_port.Gallery`); threads may share it."""

    def __init__(self, allocate: Allocate = zeros) -> None:
        self._allocate = allocate
        self._lock = threading.Lock()
        self._shelves: dict[tuple[PlaceId, str], _Shelf] = {}
        self._ends: dict[GrantId, tuple[datetime, _Shelf]] = {}

    def put(self, grant: Grant, reference: Template) -> None:
        """Add the reference of `grant`, in the steps of a pass, in place of an earlier one."""
        with self._lock:
            self._drop(grant.id)
            key = grant.place, grant.notice_hash
            if key not in self._shelves:
                self._shelves[key] = _Shelf(self._allocate((SPARE, LENGTH)))
            shelf = self._shelves[key]
            shelf.add(grant.id, reference, self._allocate)
            self._ends[grant.id] = grant.not_after, shelf

    def erase(self, grant: GrantId) -> None:
        """Overwrite the row of `grant`. Idempotent."""
        with self._lock:
            self._drop(grant)

    def grants(self) -> frozenset[GrantId]:
        """The grants that have a row."""
        with self._lock:
            return frozenset(self._ends)

    def overdue(self, now: datetime) -> tuple[GrantId, ...]:
        """The grants that have a row and are past their end."""
        with self._lock:
            return tuple(grant for grant, (not_after, _) in self._ends.items() if not_after <= now)

    def size(self, place: PlaceId, notice_hash: str) -> int:
        """How many rows a probe would be compared with."""
        with self._lock:
            shelf = self._shelves.get((place, notice_hash))
            return 0 if shelf is None else len(shelf.grants)

    def near(self, place: PlaceId, notice_hash: str, probe: Template, threshold: float) -> tuple[GrantId, ...]:
        """The grants whose references are within `threshold` of `probe`."""
        with self._lock:
            shelf = self._shelves.get((place, notice_hash))
            if shelf is None:
                return ()
            rows = shelf.rows[:len(shelf.grants)]
            return tuple(shelf.grants[row] for row in near(rows, probe, threshold))

    def _drop(self, grant: GrantId) -> None:
        held = self._ends.pop(grant, None)
        if held is not None:
            held[1].drop(grant)
