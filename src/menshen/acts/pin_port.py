"""What the acts need of PINs, as a protocol of its own; `menshen.edges.store.pins` implements it.

Each method is one transaction, durable on return, and may raise `UnavailableError`, like those of `acts.ports`.
"""

from datetime import datetime, timedelta
from typing import Protocol

from menshen.acts.records import Pin
from menshen.terms import EntitlementId, PlaceId


class Pins(Protocol):
    """PINs, salted and hashed, and how often each number was tried of late."""

    def save(self, pin: Pin) -> None:
        """Save a person's PIN in place of an earlier one; InputError where another has this handle at this place."""

    def find(self, place: PlaceId, handle: str) -> Pin | None:
        """The PIN that goes with a handle."""

    def of(self, entitlement: EntitlementId) -> Pin | None:
        """A person's PIN."""

    def forget(self, entitlement: EntitlementId) -> None:
        """Delete a person's PIN, if there is one."""

    def take_try(self, place: PlaceId, handle: str, now: datetime, window: timedelta) -> int:
        """Count a try with a handle, known or not, and say how many there were in this `window` from the first on."""

    def give_back_try(self, place: PlaceId, handle: str) -> None:
        """The last try was no wrong one."""

    def forget_ended(self, now: datetime) -> None:
        """Delete the PINs of those whose entitlement has ended, and from files as `forget` does."""

    def forget_tries(self, before: datetime) -> None:
        """Drop the counts of windows that began before then."""
