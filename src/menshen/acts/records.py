"""What the place keeps about itself and about who may pass: places, doors, entitlements, passes, ties."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

import rfc8785

from menshen.errors import InputError
from menshen.terms import (
    AgeBand,
    Area,
    Attester,
    Bilingual,
    DoorId,
    EntitlementId,
    GrantId,
    Lane,
    ModelId,
    PassId,
    PlaceId,
    PlaceKind,
    PublicationKind,
    Purpose,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A venue, building or app, and what its operator has declared of it."""

    id: PlaceId
    kind: PlaceKind
    name: Bilingual
    operator: str
    contact: str
    public_place: bool
    impact_assessed_on: date | None
    """When the impact assessment (PIPL 55) was finished; None: not done."""
    sign_shown: bool
    injunction: bool = False
    """A court has ordered a stop (art. 9): nothing is looked at here."""
    frozen: bool = False
    """An incident here is not yet closed: nothing is looked at. The store says so; nobody declares it."""

    @property
    def declaration(self) -> str:
        """SHA-256, hexadecimal, of all that was declared, operator and contact too, in its RFC 8785 form."""
        assessed = None if self.impact_assessed_on is None else self.impact_assessed_on.isoformat()
        return hashlib.sha256(rfc8785.dumps({
            "id": self.id, "kind": self.kind.value, "name": {"zh": self.name.zh, "en": self.name.en},
            "operator": self.operator, "contact": self.contact, "public_place": self.public_place,
            "impact_assessed_on": assessed, "sign_shown": self.sign_shown, "injunction": self.injunction,
        })).hexdigest()


@dataclass(frozen=True, slots=True)
class Terms:
    """What was found in the agreement that a place has its customers sign. The text itself is not kept."""

    place: PlaceId
    hash: str
    """SHA-256, hexadecimal, of the text."""
    read_at: datetime
    articles: tuple[str, ...]
    """What the findings touch, once each; none where there are no findings."""
    kinds: tuple[str, ...]
    """The kinds of findings, once each."""


@dataclass(frozen=True, slots=True)
class Door:
    """A passage and its lanes. `up` holds the lanes that work at this moment."""

    id: DoorId
    place: PlaceId
    lanes: frozenset[Lane]
    up: frozenset[Lane]
    live: bool
    code_window: Area
    """Where codes are read; nothing else of a frame is read before there is a permit."""
    face_area: Area
    """Where exactly one face may be."""
    attended: bool
    """Somebody watches the face lane; an unattended one needs liveness."""
    frozen: bool = False
    """As its place is."""

    def others(self) -> frozenset[Lane]:
        """The lanes beside the face that work now."""
        return self.up - {Lane.FACE}

    def face_open(self) -> bool:
        """INVARIANT: a face lane is open only while another lane of the same door works (art. 10), and never frozen."""
        return self.live and not self.frozen and Lane.FACE in self.up and bool(self.others())

    def with_lane(self, lane: Lane, *, up: bool) -> "Door":
        """This door with one lane set up or down."""
        return replace(self, up=self.up | {lane} if up else self.up - {lane})


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Why a person may pass, proved once. `label` is the desk's own note; it never leaves the database."""

    id: EntitlementId
    place: PlaceId
    kind: str
    label: str
    age_band: AgeBand
    not_after: datetime
    declined: bool = False
    """Asked for a face lane and said no: not asked again."""


@dataclass(frozen=True, slots=True)
class Pass:
    """A pass that was issued. A face pass names its grant; a plain one does not."""

    id: PassId
    entitlement: EntitlementId
    purpose: Purpose | None
    grant: GrantId | None
    not_after: datetime
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a person to a grant; withdrawing deletes it. `receipt_hash` is SHA-256 of the receipt's secret."""

    grant: GrantId
    entitlement: EntitlementId
    purpose: Purpose
    receipt_hash: str


@dataclass(frozen=True, slots=True)
class Guardian:
    """Who may consent for a child, and who says so; the row is erased with the consent.

    A guardian who is entitled here shows their own plain pass. One who is not shows a token, once: a row with neither
    is of a token that was spent.
    """

    attestation: str
    """A random id: the log and the prompt know the relation by nothing else."""
    child: EntitlementId
    by: Attester
    guardian: EntitlementId | None
    token_hash: str | None
    not_after: datetime

    def __post_init__(self) -> None:
        if self.guardian is not None and self.token_hash is not None:
            raise InputError("a guardian shows their own pass or a token; both came")
        if self.guardian == self.child:
            raise InputError("nobody is their own guardian")


@dataclass(frozen=True, slots=True)
class Pin:
    """What a person knows instead of carrying it. `handle` says whose PIN is meant, at a keypad or in an app."""

    entitlement: EntitlementId
    place: PlaceId
    handle: str
    salt: bytes = field(repr=False)
    hash: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A sign-in that an app's own server has not yet heard of; with it the server learns who signed in, once."""

    entitlement: EntitlementId
    place: PlaceId
    door: DoorId
    lane: Lane
    not_after: datetime


@dataclass(frozen=True, slots=True)
class KeptReference:
    """A reference kept for hands-free: sealed under a data key of its own, which the key file holds by `grant`."""

    grant: GrantId
    model: ModelId
    sealed: bytes


def key_name(grant: GrantId) -> PassId:
    """What a kept reference's data key and seal are named by where a pass's are by its id: nothing else opens it."""
    return PassId(grant)


@dataclass(frozen=True, slots=True)
class Publication:
    """One document in the public register. It names no person but those who answer for it."""

    id: str
    kind: PublicationKind
    place: PlaceId
    at: datetime
    document: Mapping[str, object]
    ended_at: datetime | None = None

    @property
    def hash(self) -> str:
        """SHA-256, hexadecimal, of the document's RFC 8785 form, as the log has it."""
        return hashlib.sha256(rfc8785.dumps(dict(self.document))).hexdigest()  # type: ignore[arg-type]


APPS = frozenset({PlaceKind.APP, PlaceKind.ONLINE})
"""Places without a building: their doors are sign-ins, and their functions may need the face."""


class KeyScope(StrEnum):
    """What an API key may be for."""

    OPERATOR = "operator"
    OFFICER = "officer"
    DESK = "desk"
    DOOR = "door"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is known here: everything but its text."""

    id: str
    label: str
    scopes: frozenset[KeyScope]
    not_after: datetime
    revoked: bool = False
