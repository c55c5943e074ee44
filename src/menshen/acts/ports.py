"""What the acts need of the world, as protocols; `menshen.edges` implements them, `menshen.wiring` chooses.

Acts have no clock, disk, network or dice of their own. Each method says what it promises; every one may raise
`UnavailableError`. A simulator in `tests/support` implements each of them a second time.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from menshen.acts.records import Ticket
from menshen.faces.found import Look
from menshen.law.permit import Permit
from menshen.ledger.tree import Hash
from menshen.terms import (
    Capture,
    DoorId,
    Event,
    GrantId,
    Image,
    Lane,
    ModelId,
    OrderId,
    PassId,
    PlaceId,
)


class Clock(Protocol):
    """Time."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""

    def stopwatch_ms(self) -> float:
        """A monotonic reading in milliseconds, for measuring stages only."""


class Dice(Protocol):
    """Randomness fit for keys."""

    def random(self, size: int) -> bytes:
        """`size` fresh random bytes from the operating system."""


class Frames(Protocol):
    """Compressed pictures in, frames out."""

    def decode(self, picture: bytes, enough_px: int = 2_048) -> Image:
        """Decode one JPEG or PNG within the configured limits; InputError says what is wrong with it.

        With `enough_px`, at a half, a quarter or an eighth of its size where its longer side stays at least so long.
        """


class CodeReader(Protocol):
    """Reads and draws the codes that passes are carried in."""

    def read(self, image: Image) -> tuple[str, ...]:
        """Texts of the QR codes in `image` (already cut to the marked window), at most 4."""

    def draw_svg(self, text: str) -> str:
        """`text` as a QR code of level M, an SVG document."""


class FaceEngine(Protocol):
    """The only part that looks at faces."""

    @property
    def model(self) -> ModelId:
        """The recognition model's id, as its card names it."""

    def look(self, capture: Capture, permit: Permit) -> Look:
        """Spend `permit` on `capture`, then find and describe the faces in its area.

        It is spent before the first pixel is read; EvidenceError where it is spent, late or for another capture.
        """

    def looks(self) -> int:
        """How many looks have been begun since the start: the engine's own counter."""


class KeyFile(Protocol):
    """Pass keys, and data keys by `records.key_name`, outside the database. Every erasure turns the epoch."""

    def put(self, pass_id: PassId, grant: GrantId, key: bytes) -> None:
        """Keep a 32-byte pass key, durable on return."""

    def get(self, pass_id: PassId) -> bytes | None:
        """The pass key, or None where it was erased or never was."""

    def erase(self, grant: GrantId) -> int:
        """Destroy all keys of `grant` under a fresh epoch, durable on return; how many there were. Idempotent."""

    def grants(self) -> frozenset[GrantId]:
        """The grants that still have a key."""

    def epoch(self) -> int:
        """The number of the present epoch."""


class DoorDrive(Protocol):
    """What moves the door."""

    def open(self, place: PlaceId, door: DoorId, lane: Lane) -> None:
        """Let one person through; UnavailableError where the door does not say that it did."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One ledger entry: its place in the log, its 32 bytes, and what it discloses while its salt lives."""

    index: int
    entry: Hash
    salt: bytes | None
    event: Event | None


class Ledger(Protocol):
    """One append-only log. Exactly one process writes it."""

    def append(self, event: Event) -> int:
        """Record `event` under a fresh salt, durable on return; its index."""

    def size(self) -> int:
        """How many entries there are."""

    def entries(self) -> Sequence[Entry]:
        """All entries in order."""

    def earlier(self) -> Sequence[Event]:
        """The events of other logs in this database: of before it was restored, or the log was named anew."""

    def newest(self, count: int) -> Sequence[Entry]:
        """The last `count` entries, or as many as there are, in order."""

    def checkpoint(self) -> str:
        """A signed checkpoint of the present tree, persisted before it is signed (a C2SP signed note)."""

    def checkpoints(self) -> Sequence[str]:
        """All checkpoints ever signed, oldest first."""

    def verifier_key(self) -> str:
        """The log's public key as a C2SP vkey line."""

    def sign_bundle(self, body: bytes) -> bytes:
        """Ed25519 signature (64 bytes) over an evidence bundle's body, with the log's key."""

    def sign_statement(self, statement: bytes) -> bytes:
        """Ed25519 signature (64 bytes) over what `menshen.consent.necessity.to_sign` made, with the log's key."""


class Moment(Protocol):
    """What lives for seconds, in memory only: permits in flight and the windows that a shown code opens."""

    def hold(self, token_hash: str, permit: Permit) -> None:
        """Keep a permit until it is taken or late, in place of an earlier one for the same on the same basis."""

    def take(self, token_hash: str, now: datetime) -> Permit | None:
        """Hand out a held permit, once."""

    def open_window(self, place: PlaceId, door: DoorId, code: str, now: datetime, until: datetime) -> None:
        """A code was shown now: its door may take one capture until then."""

    def take_window(self, place: PlaceId, door: DoorId, now: datetime) -> str | None:
        """The code of an open window, which closes with this; None where there is none."""

    def hold_pictures(self, order: OrderId, pictures: tuple[bytes, ...], until: datetime) -> None:
        """Keep, unread, the pictures of whom an order seeks, until they are dropped or it is `until`."""

    def pictures(self, order: OrderId, now: datetime) -> tuple[bytes, ...] | None:
        """The pictures that are held for an order."""

    def drop_pictures(self, order: OrderId) -> None:
        """Forget them."""

    def drop_late_pictures(self, now: datetime) -> None:
        """Forget those whose time is over."""

    def looking(self, order: OrderId) -> AbstractContextManager[bool]:
        """Whether this look on an order is the only one under way; known without waiting, and held while it lasts."""

    def hold_ticket(self, ticket_hash: str, ticket: Ticket) -> None:
        """Keep a ticket until it is taken or late."""

    def take_ticket(self, ticket_hash: str, now: datetime) -> Ticket | None:
        """Hand out a held ticket, once."""

    def challenged(self, basis: str, now: datetime, within: timedelta) -> int:
        """Count one more challenge on a grant; how many there were in the time before `now`, with this one."""

    def followed(self, basis: str) -> None:
        """One was followed: what was counted on this grant is forgotten."""

    def writing(self) -> AbstractContextManager[None]:
        """Held while a grant changes, so that erasing and admitting never cross."""

    def settled(self) -> bool:
        """Whether every withdrawal on record has been carried out; while not, no face lane is open."""

    def settle(self, *, done: bool) -> None:
        """Say that a withdrawal has begun (False) or that all are carried out (True)."""

    def first_act(self, place: PlaceId, door: DoorId, pass_id: PassId, at_ms: float) -> float:
        """When this pass was first shown at this door within the last minute, which is `at_ms` where it is now."""

    def forget_act(self, place: PlaceId, door: DoorId, pass_id: PassId) -> None:
        """Its holder is through."""

    def tally(self, place: PlaceId, lane: Lane, ms: float) -> None:
        """Add one opening that took `ms` from the first act."""

    def take_tallies(self, at_ms: float) -> Mapping[tuple[PlaceId, Lane], tuple[int, float]]:
        """Openings and their milliseconds since this was last asked; first acts of a minute ago are forgotten."""

    def count(self, day: str, name: str, by: int) -> None:
        """Add to a day's counter of that name."""

    def take_counts(self) -> Mapping[tuple[str, str], int]:
        """What was counted since this was last asked, by day and name."""

    def spool(self, event: Event) -> None:
        """Keep an event that the ledger could not take."""

    def spooled(self) -> Sequence[Event]: ...
    def unspool(self, events: int) -> None: ...
