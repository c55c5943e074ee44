"""The register: what the public may know of a gate, as values. It names no person but those who answer for it.

A house whose counts are small is a house in which every count is somebody: below ten no number is given, zero is not
told from nine, and no figure is of a day or week that is not over, or the register would be a presence sensor. Every
number is given to the ten below it, and times are by week, so that two figures subtracted from each other tell of no
fewer than ten either. Sources: cn-spc-2021 arts. 2(2),
2(3), 6; Measures 2025 arts. 5, 13.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from menshen.terms import Bilingual, DoorId, Lane, PlaceId, PlaceKind, PublicationKind

FEWEST = 10
"""The smallest number that is published; each is given in steps of so many."""

GROUND: Final = "cn-spc-2021/2.3"
"""Separate consent: what every look on a person's own grant stands on."""

GROUND_WORDS: Final = Bilingual("单独同意", "Separate consent")

CONTESTED_ARTICLE: Final = "cn-measures-2025/13"
CONTESTED: Final = Bilingual(
    "有争议：自2025年6月1日起，《人脸识别技术应用安全管理办法》第十三条只允许在公共场所为维护公共安全所必需而安装人脸识别设备。"
    "我们的理解是：在公共场所，辨识（1:N）须有公共安全上的依据；由本人用自己的通行码发起的验证（1:1），以单独同意为依据。"
    "也可以有不同的理解。",
    "Contested: from 1 June 2025 article 13 of the Measures allows recognition devices in public places only where "
    "public security needs them. Our reading: in a public place identifying (1:N) needs a basis in public security; "
    "verifying (1:1), started by the person with their own pass, stands on separate consent. It can be read otherwise.")

COUNTED: Final = ("looks", "frames-without-code", "looks-on-orders", "pins-refused")
"""The counts of the whole gate. Each stands in the register every day: one that came and went would tell of itself."""

OPENINGS, OPENINGS_MS = "opened", "opened-ms"


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """A notice in force. `hash` is SHA-256 over the RFC 8785 form of `document`: anyone can compute it again."""

    purpose: str
    hash: str
    document: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class LaneEntry:
    """One lane of a door: whether it is up, and for how long it was down today."""

    lane: Lane
    up: bool
    down_s: int


@dataclass(frozen=True, slots=True)
class DoorEntry:
    """One door. `face_open` is None where it has no face lane."""

    id: DoorId
    live: bool
    face_open: bool | None
    attended: bool
    lanes: tuple[LaneEntry, ...]
    liveness: bool = False
    """Moves are asked for before a face is compared: at an app's sign-in."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, to the ten below, with its name; None: fewer than ten."""

    name: str
    number: int | None


@dataclass(frozen=True, slots=True)
class LaneFigures:
    """How a lane of a place fares: openings on the last whole day, and the mean time of the last whole week."""

    lane: Lane
    timed: bool
    """A desk opens by hand, unseen by the gate."""
    openings: int | None
    """To the ten below."""
    mean_ms: int | None


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A published document. `hash` is SHA-256 over its RFC 8785 form, and stands in the log."""

    id: str
    kind: PublicationKind
    at: datetime
    ended_at: datetime | None
    hash: str
    document: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PlaceEntry:
    """One place, as declared, with all that the public may know of it."""

    id: PlaceId
    kind: PlaceKind
    name: Bilingual
    operator: str
    contact: str
    public_place: bool
    sign_shown: bool
    impact_assessed_on: date | None
    injunction: bool
    notices: tuple[NoticeEntry, ...]
    doors: tuple[DoorEntry, ...]
    lanes: tuple[LaneFigures, ...]
    documents: tuple[DocumentEntry, ...]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """The log, so that anyone can compare: its origin, its public key, its newest published checkpoint."""

    origin: str
    verifier_key: str
    checkpoint: str


@dataclass(frozen=True, slots=True)
class Register:
    """All of it at one moment. `day` is the last whole day, `week` the first and last of the last whole week."""

    address: str
    at: datetime
    day: date
    week: tuple[date, date]
    ground: str
    places: tuple[PlaceEntry, ...]
    counts: tuple[Figure, ...]
    log: LogEntry


def suppressed(number: int) -> int | None:
    """`number` to the ten below it, or None where it is below ten."""
    return number // FEWEST * FEWEST or None


def figures(counts: Mapping[str, int]) -> tuple[Figure, ...]:
    """A day's counts of the whole gate; those of lanes are their places' (`lane_figures`)."""
    return tuple(Figure(name, suppressed(counts.get(name, 0))) for name in COUNTED)


def lane_figures(place: PlaceId, lanes: Iterable[Lane], day: Mapping[str, int], week: Iterable[Mapping[str, int]]
                 ) -> tuple[LaneFigures, ...]:
    """What the counters of a day, and of each day of a week, say of a place's lanes."""
    days = list(week)
    return tuple(LaneFigures(lane, lane is not Lane.DESK, suppressed(day.get(counter(OPENINGS, place, lane), 0)),
                             _mean_ms(days, place, lane))
                 for lane in sorted(lanes))


def counter(what: str, place: PlaceId, lane: Lane) -> str:
    """The name of a lane's daily counter of openings, or of their milliseconds."""
    return f"{what}/{place}/{lane}"


def _mean_ms(days: Iterable[Mapping[str, int]], place: PlaceId, lane: Lane) -> int | None:
    openings = total_ms = 0
    for counts in days:
        openings += counts.get(counter(OPENINGS, place, lane), 0)
        total_ms += counts.get(counter(OPENINGS_MS, place, lane), 0)
    return None if suppressed(openings) is None else round(total_ms / openings)
