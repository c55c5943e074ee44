"""Emergency orders as they are kept: what two officers want, who they are, and what has become of it.

The person sought is in no field but `sought`, sealed. Source: cn-spc-2021 art. 5(1).
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

import rfc8785

from menshen.emergencies import Emergency, OrderEnd
from menshen.terms import DoorId, OrderId, PlaceId, timestamp

LONGEST = timedelta(hours=24)
USUAL = timedelta(hours=2)
TO_CONFIRM = timedelta(minutes=15)
"""How long a draft, and in memory the pictures that came with it, waits for the second officer."""

MOST_LOOKS = 20_000


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """What an order is for and how far it goes. `why` is the officers' own words: it stays in the database."""

    emergency: Emergency
    why: str
    doors: frozenset[DoorId]
    until: datetime
    most_looks: int


@dataclass(frozen=True, slots=True)
class Order:
    """One emergency order, from draft to end. `drafted_by` and `confirmed_by` are ids of API keys."""

    id: OrderId
    place: PlaceId
    terms: OrderTerms
    pictures: str
    """SHA-256 of the sought person's pictures, so that the second officer confirms what the first has sent."""
    blind: str
    """Random, so that nobody guesses words or pictures from `statement`."""
    drafted_by: str
    drafted_at: datetime
    confirmed_by: str | None = None
    confirmed_at: datetime | None = None
    sought: bytes | None = None
    """The sought person's reference, sealed under the order's own key in the key file; None before and after."""
    looks: int = 0
    ended_at: datetime | None = None
    cause: OrderEnd | None = None

    @property
    def statement(self) -> str:
        """SHA-256, hexadecimal, of all that the second officer confirms, in its RFC 8785 form."""
        terms = self.terms
        return hashlib.sha256(rfc8785.dumps({
            "id": self.id, "place": self.place, "emergency": terms.emergency.value, "why": terms.why,
            "doors": sorted(terms.doors), "until": timestamp(terms.until), "most_looks": terms.most_looks,
            "pictures": self.pictures, "blind": self.blind,
        })).hexdigest()

    @property
    def confirmed(self) -> bool:
        """Whether somebody other than its drafter has confirmed it."""
        return self.confirmed_at is not None and self.confirmed_by not in {None, self.drafted_by}

    def valid(self, now: datetime) -> bool:
        """Whether it is confirmed, in time and not ended; `in_force` says whether anybody may be looked at."""
        return self.confirmed and self.ended_at is None and self.drafted_at <= now < self.terms.until

    def in_force(self, now: datetime) -> bool:
        """Whether a look may stand on it at `now`: valid, with somebody to look for and looks left."""
        return self.valid(now) and self.sought is not None and self.looks < self.terms.most_looks


def digest(pictures: tuple[bytes, ...]) -> str:
    """SHA-256, hexadecimal, of the SHA-256 hashes of the pictures, in their order."""
    return hashlib.sha256(b"".join(hashlib.sha256(one).digest() for one in pictures)).hexdigest()
