"""Words shared by every room: small values with their checks, and nothing else.

The words are the glossary's (`docs/glossary.md`). Values are frozen; times are aware UTC datetimes; identifiers are
random and name no person.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import NewType, TypeAlias

import numpy as np
import numpy.typing as npt

from menshen.advice import Advice
from menshen.errors import InputError

Image: TypeAlias = npt.NDArray[np.uint8]
"""A frame or crop: (height, width, 3) uint8 RGB."""

Landmarks: TypeAlias = npt.NDArray[np.float32]
"""(5, 2) float32, x and y in px: the corners of the eye at the picture's right, outer first; the other's; the nose."""

Template: TypeAlias = npt.NDArray[np.float32]
"""A face's features: (128,) float32, compared by Euclidean distance, not normalised."""

PlaceId = NewType("PlaceId", str)
DoorId = NewType("DoorId", str)
EntitlementId = NewType("EntitlementId", str)
GrantId = NewType("GrantId", str)
PassId = NewType("PassId", str)
PermitId = NewType("PermitId", str)
CaptureId = NewType("CaptureId", str)
ModelId = NewType("ModelId", str)
OrderId = NewType("OrderId", str)
IncidentId = NewType("IncidentId", str)

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?")
ID_BYTES = 16


def slug(text: str, what: str) -> str:
    """Return `text` if it can name a place or door: 1 to 32 of a-z, 0-9 and inner hyphens; else InputError."""
    if not _SLUG.fullmatch(text):
        raise InputError(f"{what} has {len(text)} characters or a character that is not allowed",
                         hint="use 1 to 32 of a-z, 0-9 and inner hyphens")
    return text


def hex_id(random_bytes: bytes) -> str:
    """A random 128-bit identifier as 32 lower-case hexadecimal digits."""
    if len(random_bytes) != ID_BYTES:
        raise InputError(f"an identifier takes {ID_BYTES} random bytes, {len(random_bytes)} came")
    return random_bytes.hex()


def timestamp(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as events and the wire carry it: `2026-05-01T08:00:00.000Z`."""
    try:
        return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except OverflowError as e:
        raise InputError("a time lies before the year 1 or after the year 9999 in UTC") from e


class Language(StrEnum):
    """The languages that pages, notices and articles speak."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """One text in both languages."""

    zh: str
    en: str

    def __getitem__(self, language: Language) -> str:
        return self.zh if language is Language.ZH else self.en


class Lane(StrEnum):
    """A way through a door."""

    FACE = "face"
    PASS = "pass"
    PIN = "pin"
    CARD = "card"
    DESK = "desk"


class Act(StrEnum):
    """What is done with a face (`law` asks about one act at a time)."""

    COLLECT = "collect"
    ENROL = "enrol"
    STORE = "store"
    VERIFY = "verify"
    IDENTIFY = "identify"
    ANALYSE = "analyse"
    PROVIDE = "provide"
    DISCLOSE = "disclose"
    REFUSE_SERVICE = "refuse_service"


class PlaceKind(StrEnum):
    """What kind of place it is; the packs apply by kind and date."""

    HOTEL = "hotel"
    MALL = "mall"
    BANK = "bank"
    STATION = "station"
    AIRPORT = "airport"
    STADIUM = "stadium"
    ENTERTAINMENT = "entertainment"
    RESIDENTIAL = "residential"
    SALES_OFFICE = "sales_office"
    OFFICE = "office"
    SCHOOL = "school"
    GYM = "gym"
    RETAIL = "retail"
    APP = "app"
    ONLINE = "online"
    PUBLIC = "public"
    PRIVATE_SPACE = "private_space"
    OTHER = "other"


class Purpose(StrEnum):
    """What a grant is for: one purpose, at one place."""

    ENTRY_BY_PASS = "entry-by-pass"
    """1:1 at a door, against the reference in the person's own pass."""
    ENTRY_HANDS_FREE = "entry-hands-free"
    """1:N at a door, against references kept at the place."""
    EMERGENCY_ORDER = "emergency-order"
    """At a door under an emergency order, against the one person sought. Nobody is asked for it, and no pass is."""


class PublicationKind(StrEnum):
    """What stands in the public register beside places, doors and counts."""

    NECESSITY = "necessity"
    """A signed statement that a service cannot work without the face."""
    ORDER = "order"
    """An emergency order, from its start."""
    INCIDENT = "incident"
    """A leak, or the suspicion of one."""


class AgeBand(StrEnum):
    """All that is kept of an age, as attested at the desk."""

    ADULT = "adult"
    MINOR_14 = "14-17"
    UNDER_14 = "under-14"


class Attester(StrEnum):
    """Who says that somebody is a child's guardian."""

    DESK = "desk"
    """A clerk has seen that it is so; no paper is copied and no number kept."""
    PASS = "pass"
    """The guardian's own pass, where the desk named its holder when it entitled the child."""


class Reason(StrEnum):
    """Why something was refused: a stable code with one row in `menshen.answers`."""

    LAW = "law"
    """The law's packs refuse; the refusal's articles say which."""
    FACE_LANE_ONLY = "face-lane-only"
    FACE_LANE_SHUT = "face-lane-shut"
    FACE_LANE_UNATTENDED = "face-lane-unattended"
    NO_CODE = "no-code"
    UNKNOWN_PASS = "unknown-pass"
    PASS_EXPIRED = "pass-expired"
    PASS_REVOKED = "pass-revoked"
    WRONG_PLACE = "wrong-place"
    NO_FACE = "no-face"
    MANY_FACES = "many-faces"
    POOR_CAPTURE = "poor-capture"
    NOT_SAME_PERSON = "not-same-person"
    OTHER_MODEL = "other-model"
    NOT_ENTITLED = "not-entitled"
    ALREADY_DECLINED = "already-declined"
    ALREADY_GRANTED = "already-granted"
    PROMPT_UNKNOWN = "prompt-unknown"
    PROMPT_ANSWERED = "prompt-answered"
    PROMPT_EXPIRED = "prompt-expired"
    CONSENT_BY_OPERATOR = "consent-by-operator"
    CONSENT_BUNDLED = "consent-bundled"
    GRANT_ENDED = "grant-ended"
    PERMIT_MISSING = "permit-missing"
    RECEIPT_UNKNOWN = "receipt-unknown"
    NO_NOTICE = "no-notice"
    TERMS = "terms"
    GUARDIAN_NEEDED = "guardian-needed"
    GUARDIAN_UNKNOWN = "guardian-unknown"
    LANE_DOWN = "lane-down"
    DOOR_UNANSWERED = "door-unanswered"

    ORDER_RUNS = "order-runs"
    """No code was seen, and an emergency order is in force at the door."""
    ORDER_NEEDS_TWO = "order-needs-two"
    ORDER_NOT_OPEN = "order-not-open"
    """It was confirmed already, or has ended."""
    FACE_LANE_FROZEN = "face-lane-frozen"
    HISTORY_PIN_CLOSED = "history-pin-closed"
    HISTORY_PIN_UNSET = "history-pin-unset"
    HISTORY_PIN_WRONG = "history-pin-wrong"
    HISTORY_PIN_TRIES = "history-pin-tries"
    PIN_GUESSABLE = "pin-guessable"
    PIN_WRONG = "pin-wrong"
    """The number or the PIN: which of them is not said."""
    PIN_TRIES = "pin-tries"
    TICKET_UNKNOWN = "ticket-unknown"
    NECESSITY_NOT_HERE = "necessity-not-here"
    """Only a function of an app can need the face; a door never does."""

    ONLY_ON_REQUEST = "only-on-request"
    GALLERY_FULL = "gallery-full"
    """The model's card supports no more people for 1:N at the false positive rate that the operator chose."""
    NOT_RECOGNISED = "not-recognised"
    CHALLENGE_NOT_FOLLOWED = "challenge-not-followed"
    CHALLENGE_OUT_OF_TIME = "challenge-out-of-time"
    CHALLENGE_TRIES = "challenge-tries"
    FACE_CHANGED = "face-changed"
    FACE_FLAT = "face-flat"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A "no": its reason, its articles (`cn-spc-2021/2.3`), most telling first, and what would help another capture."""

    reason: Reason
    articles: tuple[str, ...] = ()
    advice: Advice | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What one permit is for. `basis` is a grant's, order's or prompt's id; `door` is None at a kiosk or in an app."""

    act: Act
    place: PlaceId
    door: DoorId | None
    purpose: Purpose
    basis: str
    capture: CaptureId
    permit: PermitId
    issued_at: datetime
    not_after: datetime


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in a frame, as fractions 0 to 1 of its width and height, from the left and top."""

    left: float
    top: float
    width: float
    height: float

    def __post_init__(self) -> None:
        inside = 0 <= self.left <= 1 and 0 <= self.top <= 1
        if not (inside and 0 < self.width <= 1 - self.left + 1e-9 and 0 < self.height <= 1 - self.top + 1e-9):
            raise InputError("an area must lie inside the frame: left, top, width, height are fractions of 0 to 1")

    def cut(self, image: Image) -> Image:
        """The part of `image` inside this area, as a view."""
        rows, columns = image.shape[:2]
        top, left = round(self.top * rows), round(self.left * columns)
        bottom, right = round((self.top + self.height) * rows), round((self.left + self.width) * columns)
        return image[top:max(bottom, top + 1), left:max(right, left + 1)]


@dataclass(frozen=True, slots=True)
class Capture:
    """At most 12 frames of one spot, within 3 s, or 8 s of a challenge; faces count inside `area` only."""

    id: CaptureId
    frames: tuple[Image, ...]
    area: Area
    moving: bool = False

    MAX_FRAMES = 12

    def __post_init__(self) -> None:
        if not 1 <= len(self.frames) <= self.MAX_FRAMES:
            raise InputError(f"a capture holds 1 to {self.MAX_FRAMES} frames, {len(self.frames)} came")


Event: TypeAlias = Mapping[str, object]
"""A ledger event: JSON values only (str, int, bool, None, lists and objects of them); it names no person."""
