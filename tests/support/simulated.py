"""Second implementations of the ports: time, dice, key file, camera, code reader, eyes and door, all in memory."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

import numpy as np
from support import scene

from menshen.consent.grant import Grant
from menshen.edges.engines.engine import Detection, Engine
from menshen.errors import InputError
from menshen.faces.found import Look
from menshen.faces.parallax import Parallax
from menshen.faces.template import distance
from menshen.law.permit import Permit
from menshen.terms import Capture, DoorId, GrantId, Image, Lane, ModelId, PassId, PlaceId, Scope, Template

TICK = timedelta(milliseconds=1)
CHIP_PX = 150


@dataclass
class Clock:
    """A clock that moves by a millisecond whenever it is read, and otherwise when it is told to."""

    moment: datetime
    readings: int = 0

    def now(self) -> datetime:
        """The simulated moment."""
        self.moment += TICK
        return self.moment

    def stopwatch_ms(self) -> float:
        """One more millisecond."""
        self.readings += 1
        return float(self.readings)


class Dice:
    """The same bytes every time, by seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def random(self, size: int) -> bytes:
        """The next bytes."""
        return self._random.randbytes(size)


@dataclass
class KeyFile:
    """Pass keys in memory: what is erased is gone, and every erasure turns the epoch."""

    held: dict[PassId, tuple[GrantId, bytes]] = field(default_factory=dict)
    number: int = 1

    def put(self, pass_id: PassId, grant: GrantId, key: bytes) -> None:
        """Keep a key."""
        if self.held.setdefault(pass_id, (grant, key)) != (grant, key):
            raise InputError("this pass has a key already")

    def get(self, pass_id: PassId) -> bytes | None:
        """The key of a pass."""
        return self.held[pass_id][1] if pass_id in self.held else None

    def erase(self, grant: GrantId) -> int:
        """Destroy the keys of a grant."""
        kept = {pass_id: held for pass_id, held in self.held.items() if held[0] != grant}
        erased = len(self.held) - len(kept)
        self.held, self.number = kept, self.number + bool(erased)
        return erased

    def grants(self) -> frozenset[GrantId]:
        """The grants that have a key."""
        return frozenset(grant for grant, _ in self.held.values())

    def epoch(self) -> int:
        """The present epoch."""
        return self.number


@dataclass
class ListedGallery:
    """Kept references in a plain list: whoever asks has each of them measured, one by one."""

    held: dict[GrantId, tuple[Grant, Template]] = field(default_factory=dict)

    def put(self, grant: Grant, reference: Template) -> None:
        """Add one."""
        self.held[grant.id] = (grant, reference.copy())

    def erase(self, grant: GrantId) -> None:
        """Drop one."""
        self.held.pop(grant, None)

    def grants(self) -> frozenset[GrantId]:
        """Whose there are."""
        return frozenset(self.held)

    def overdue(self, now: datetime) -> list[GrantId]:
        """Whose time is over."""
        return [grant.id for grant, _ in self.held.values() if grant.not_after <= now]

    def size(self, place: PlaceId, notice_hash: str) -> int:
        """How many there are."""
        return len(self._of(place, notice_hash))

    def near(self, place: PlaceId, notice_hash: str, probe: Template, threshold: float) -> list[GrantId]:
        """Those that are near."""
        return [grant.id for grant, row in self._of(place, notice_hash) if distance(row, probe) <= threshold]

    def _of(self, place: PlaceId, notice_hash: str) -> list[tuple[Grant, Template]]:
        return [each for each in self.held.values() if (each[0].place, each[0].notice_hash) == (place, notice_hash)]


UPRIGHT = np.array([(70, 30), (55, 31), (20, 30), (35, 31), (45, 60)], np.float32)
"""The landmarks of somebody who looks into the camera."""


class Camera:
    """Decodes the pictures that `scene.picture` makes."""

    def decode(self, picture: bytes, enough_px: int = 2_048) -> Image:  # noqa: ARG002 (its frames have one size)
        """The frame, or an InputError."""
        if len(picture) != scene.ROWS * scene.ROW_BYTES:
            raise InputError("image is damaged")
        return scene.frame(picture)


@dataclass
class Codes:
    """Reads codes from the rows that show one, and remembers how much of a frame it was ever given."""

    most_rows: int = 0

    def read(self, image: Image) -> tuple[str, ...]:
        """The codes in what it was given."""
        self.most_rows = max(self.most_rows, image.shape[0])
        found = [content for word, content in scene.rows(image) if word == scene.CODE]
        return tuple(content[2:2 + int.from_bytes(content[:2])].decode() for content in found)

    def draw_svg(self, text: str) -> str:
        """Not a picture, but a document with the text."""
        return f"<svg><title>{len(text)}</title></svg>"


@dataclass
class Eyes:
    """A detector and recogniser in one. `meanwhile` is what happens at the door while they look, once."""

    meanwhile: Callable[[], object] | None = None

    def find(self, image: Image) -> Sequence[Detection]:
        """Everybody in the picture."""
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        return [Detection((0, 0, 100, 100), _chip(content, blurred=word == scene.BLUR), UPRIGHT)
                for word, content in scene.rows(image) if word in {scene.FACE, scene.BLUR}]

    def describe(self, chips: Sequence[Image]) -> Sequence[Template]:
        """Each one's template, by the number that the chip carries."""
        return [scene.Person(int.from_bytes(bytes(chip[0, 0, :2].tobytes()))).template for chip in chips]


def _chip(content: bytes, *, blurred: bool) -> Image:
    chip = np.zeros((CHIP_PX, CHIP_PX, 3), np.uint8)
    if not blurred:
        chip[:] = np.random.default_rng(0).integers(0, 256, chip.shape, np.uint8)
    # At both ends, as a mirror image is of the same person.
    chip[0, [0, -1]] = np.frombuffer(content[:3], np.uint8)
    return chip


def shift(before: Image, after: Image) -> Parallax:
    """How far the nose went, by the heads that two chips carry."""
    went = {"left": Parallax(2.0, 0.1), "right": Parallax(-2.0, 0.1), "nod": Parallax(0.1, 2.0)}
    heads = [scene.HEADS[int(chip[0, 0, 2])] for chip in (before, after)]
    return Parallax(0.0, 0.0) if heads[0] == heads[1] else went.get(heads[1], Parallax(0.1, 0.0))


@dataclass(frozen=True, slots=True)
class Sight:
    """One look that was begun: its permit's scope, when, how long the log was, and the lanes up at its door."""

    scope: Scope
    at: datetime
    logged: int
    up: frozenset[Lane]


class WatchedEngine:
    """The real engine's gate over simulated eyes; every look that was begun is seen from outside."""

    def __init__(self, eyes: Eyes, model: ModelId, clock: Clock, see: Callable[[Scope], Sight],
                 sights: list[Sight]) -> None:
        self._engine = Engine(eyes, eyes, model, clock.now, shift)
        self._see = see
        self._sights = sights

    @property
    def model(self) -> ModelId:
        """The model's id."""
        return self._engine.model

    def looks(self) -> int:
        """The engine's own counter."""
        return self._engine.looks()

    def look(self, capture: Capture, permit: Permit) -> Look:
        """Look, and be seen to."""
        before, sight = self._engine.looks(), self._see(permit.scope)
        try:
            return self._engine.look(capture, permit)
        finally:
            if self._engine.looks() > before:
                self._sights.append(sight)


class Drive:
    """A door that tells whoever watches it."""

    def __init__(self, watch: Callable[[PlaceId, DoorId, Lane], None]) -> None:
        self._watch = watch

    def open(self, place: PlaceId, door: DoorId, lane: Lane) -> None:
        """Open."""
        self._watch(place, door, lane)
