"""Grants: one person's separate consent to one purpose at one place, finite and revocable, with its history.

A grant names nobody: the tie to a person is kept elsewhere and deleted on withdrawal. States follow W3C's Data Privacy
Vocabulary (`ConsentGiven`, `ConsentWithdrawn`, `ConsentExpired`).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from menshen.errors import EvidenceError, InputError
from menshen.terms import GrantId, PlaceId, Purpose


class GrantState(StrEnum):
    """The states of a grant; only `given` carries a look."""

    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a grant's history."""

    state: GrantState
    at: datetime


@dataclass(frozen=True, slots=True)
class Grant:
    """One separate consent, bound to the prompt it answered and to the words that prompt showed."""

    id: GrantId
    place: PlaceId
    purpose: Purpose
    prompt: str
    notice_hash: str
    not_after: datetime
    history: tuple[Change, ...]
    guardian: bool = False
    """Given by a guardian, for a child under fourteen."""

    def __post_init__(self) -> None:
        if not self.history or self.history[0].state is not GrantState.GIVEN:
            raise InputError("a grant's history begins with its being given")
        if self.not_after <= self.history[0].at:
            raise InputError("a grant must end after it begins")

    @property
    def state(self) -> GrantState:
        """The newest state on record; see `live` for the clock's part."""
        return self.history[-1].state

    def live(self, now: datetime) -> bool:
        """Whether this grant carries a look at `now`: given, and not yet at its end."""
        return self.state is GrantState.GIVEN and now < self.not_after

    def ended(self, state: GrantState, at: datetime) -> "Grant":
        """This grant withdrawn or expired. An ended grant never lives again: ending it twice is an EvidenceError."""
        if self.state is not GrantState.GIVEN or state is GrantState.GIVEN:
            raise EvidenceError(f"a {self.state} grant cannot become {state}")
        return replace(self, history=(*self.history, Change(state, at)))
