"""What lives for seconds: permits in flight, windows that a shown code opened, events the ledger could not yet take.

For minutes: the pictures that came with the draft of an emergency order.

Memory only, lost with the program: a lost permit permits nothing, a lost window asks for the code again.
"""

import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from menshen.acts.records import Ticket
from menshen.errors import UnavailableError
from menshen.law.permit import Permit
from menshen.terms import DoorId, Event, Lane, OrderId, PassId, PlaceId

MAX_PERMITS = 1_000
MAX_DRAFTS = 8
MAX_SPOOLED = 100_000
MAX_ACTS = 1_000
ACT_MS = 60_000.0
"""A pass shown again after a minute is a new first act."""
MAX_TICKETS = 10_000
MAX_CHALLENGED = 10_000
MAX_CHALLENGES = 8


class Memory:
    """One program's short memory (implements `acts.ports.Moment`)."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._writing = threading.RLock()
        self._permits: dict[str, Permit] = {}
        self._windows: dict[tuple[PlaceId, DoorId], tuple[str, datetime, datetime]] = {}
        self._pictures: dict[OrderId, tuple[tuple[bytes, ...], datetime]] = {}
        self._looking: set[OrderId] = set()
        self._tickets: dict[str, Ticket] = {}
        self._challenged: dict[str, tuple[datetime, ...]] = {}
        self._spool: deque[Event] = deque()
        self._settled = False
        self._acts: dict[tuple[PlaceId, DoorId, PassId], float] = {}
        self._tallies: dict[tuple[PlaceId, Lane], tuple[int, float]] = {}
        self._counts: dict[tuple[str, str], int] = {}

    def hold(self, token_hash: str, permit: Permit) -> None:
        """Keep a permit until it is taken or late, in place of an earlier one for the same on the same basis.

        UnavailableError where too many are in flight.
        """
        with self._lock:
            issued, same = permit.scope.issued_at, (permit.scope.act, permit.scope.basis)
            self._permits = {key: held for key, held in self._permits.items()
                             if held.scope.not_after >= issued and (held.scope.act, held.scope.basis) != same}
            if len(self._permits) >= MAX_PERMITS:
                raise UnavailableError(f"{MAX_PERMITS} permits are in flight", hint="try again in a few seconds")
            self._permits[token_hash] = permit

    def take(self, token_hash: str, now: datetime) -> Permit | None:
        """Hand out a held permit, once; None where it is not held, or late, or the clock was set back."""
        with self._lock:
            held = self._permits.pop(token_hash, None)
        return held if held is not None and held.scope.issued_at <= now <= held.scope.not_after else None

    def open_window(self, place: PlaceId, door: DoorId, code: str, now: datetime, until: datetime) -> None:
        """A code was shown now: its door may take one capture until then."""
        with self._lock:
            self._windows[place, door] = (code, now, until)

    def take_window(self, place: PlaceId, door: DoorId, now: datetime) -> str | None:
        """The code of an open window, which closes with this; a clock that was set back keeps none open."""
        with self._lock:
            code, since, until = self._windows.pop((place, door), (None, now, now))
        return code if since <= now <= until else None

    def hold_pictures(self, order: OrderId, pictures: tuple[bytes, ...], until: datetime) -> None:
        """Keep, unread, the pictures of whom an order seeks; UnavailableError where too many drafts wait."""
        with self._lock:
            if len(self._pictures) >= MAX_DRAFTS:
                raise UnavailableError(f"{MAX_DRAFTS} drafts of orders wait for a second officer",
                                       hint="confirm or end one of them")
            self._pictures[order] = (pictures, until)

    def pictures(self, order: OrderId, now: datetime) -> tuple[bytes, ...] | None:
        """The pictures that are held for an order; None where they are dropped or late."""
        with self._lock:
            held, until = self._pictures.get(order, ((), now))
        return held if now < until else None

    def drop_pictures(self, order: OrderId) -> None:
        """Forget them."""
        with self._lock:
            self._pictures.pop(order, None)

    def drop_late_pictures(self, now: datetime) -> None:
        """Forget those that nobody can confirm any more."""
        with self._lock:
            self._pictures = {order: held for order, held in self._pictures.items() if now < held[1]}

    @contextmanager
    def looking(self, order: OrderId) -> Iterator[bool]:
        """Whether this look on an order is the only one under way; held while it lasts."""
        with self._lock:
            alone = order not in self._looking
            self._looking.add(order)
        try:
            yield alone
        finally:
            if alone:
                with self._lock:
                    self._looking.discard(order)

    def hold_ticket(self, ticket_hash: str, ticket: Ticket) -> None:
        """Keep a ticket until it is taken or late; of too many the oldest goes, and its holder signs in again."""
        with self._lock:
            self._tickets[ticket_hash] = ticket
            if len(self._tickets) > MAX_TICKETS:
                del self._tickets[next(iter(self._tickets))]

    def take_ticket(self, ticket_hash: str, now: datetime) -> Ticket | None:
        """Hand out a held ticket, once; None where it is not held, or late."""
        with self._lock:
            held = self._tickets.pop(ticket_hash, None)
        return held if held is not None and now <= held.not_after else None

    def challenged(self, basis: str, now: datetime, within: timedelta) -> int:
        """How many challenges this grant had; of too many grants the one asked for first goes, and begins anew."""
        with self._lock:
            earlier = tuple(at for at in self._challenged.pop(basis, ()) if now - at < within)
            # Asking on and on neither fills memory nor puts off the end of the wait.
            self._challenged[basis] = (*earlier, now)[:MAX_CHALLENGES]
            if len(self._challenged) > MAX_CHALLENGED:
                del self._challenged[next(iter(self._challenged))]
            return len(earlier) + 1

    def followed(self, basis: str) -> None:
        """One was followed."""
        with self._lock:
            self._challenged.pop(basis, None)

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

    def first_act(self, place: PlaceId, door: DoorId, pass_id: PassId, at_ms: float) -> float:
        """When this pass was first shown at this door within the last minute; where too many are, the oldest go."""
        with self._lock:
            self._drop_acts(at_ms)
            if len(self._acts) >= MAX_ACTS:
                self._acts.pop(next(iter(self._acts)))
            return self._acts.setdefault((place, door, pass_id), at_ms)

    def forget_act(self, place: PlaceId, door: DoorId, pass_id: PassId) -> None:
        """Its holder is through."""
        with self._lock:
            self._acts.pop((place, door, pass_id), None)

    def tally(self, place: PlaceId, lane: Lane, ms: float) -> None:
        """Add one opening."""
        with self._lock:
            openings, total_ms = self._tallies.get((place, lane), (0, 0.0))
            self._tallies[place, lane] = (openings + 1, total_ms + ms)

    def take_tallies(self, at_ms: float) -> Mapping[tuple[PlaceId, Lane], tuple[int, float]]:
        """What was tallied since the last time; who came to a door a minute ago is forgotten."""
        with self._lock:
            self._drop_acts(at_ms)
            taken, self._tallies = self._tallies, {}
        return taken

    def count(self, day: str, name: str, by: int) -> None:
        """Add to a day's counter."""
        with self._lock:
            self._counts[day, name] = self._counts.get((day, name), 0) + by

    def take_counts(self) -> Mapping[tuple[str, str], int]:
        """What was counted since the last time."""
        with self._lock:
            taken, self._counts = self._counts, {}
        return taken

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

    def _drop_acts(self, at_ms: float) -> None:
        self._acts = {key: began_ms for key, began_ms in self._acts.items() if at_ms - began_ms < ACT_MS}
