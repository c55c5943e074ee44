"""What the acts need of the references that are kept for hands-free, as protocols of their own.

Each method of `References` is one transaction, durable on return, and may raise `UnavailableError`, like those of
`acts.ports`; `menshen.edges.store.kept` implements it, and `menshen.edges.machine.gallery` the other.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from menshen.acts.records import KeptReference
from menshen.consent.grant import Grant
from menshen.terms import GrantId, PlaceId, Template


class References(Protocol):
    """The references, sealed. One that is there falls with its grant: `Store.erase` deletes it."""

    def save(self, reference: KeptReference) -> None:
        """Save the reference of a tied grant in place of an earlier one; InputError where it is not tied."""

    def of(self, grant: GrantId) -> KeptReference | None:
        """The reference of a grant."""

    def all(self) -> Sequence[KeptReference]:
        """Every reference."""

    def forget(self, grant: GrantId) -> None:
        """Delete the reference of a grant that goes on; gone from files as with `Store.erase`."""


class Gallery(Protocol):
    """The references kept for hands-free, unsealed, in memory only: by place, and by the notice that was agreed to."""

    def put(self, grant: Grant, reference: Template) -> None:
        """Add the reference of `grant`, in place of an earlier one; it is copied."""

    def erase(self, grant: GrantId) -> None:
        """Overwrite the row of `grant` where it stands. Idempotent."""

    def grants(self) -> frozenset[GrantId]:
        """The grants that have a row."""

    def overdue(self, now: datetime) -> Collection[GrantId]:
        """The grants that have a row and are past their end."""

    def size(self, place: PlaceId, notice_hash: str) -> int:
        """How many rows a probe would be compared with."""

    def near(self, place: PlaceId, notice_hash: str, probe: Template, threshold: float) -> Collection[GrantId]:
        """The grants whose references are within `threshold` of `probe`, by `faces.template.distance`."""
