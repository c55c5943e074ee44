"""The face engine: spends the permit, counts the look, and only then touches a pixel.

Whoever finds and describes the faces is passed in, so every engine shares this gate (design, promise 1).
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from time import perf_counter
from typing import Protocol

import numpy as np

from menshen.errors import EvidenceError, UnavailableError
from menshen.faces.found import Face, Look
from menshen.faces.parallax import STILL, Parallax, parallax
from menshen.faces.quality import assess
from menshen.faces.template import mean
from menshen.law.permit import Permit
from menshen.terms import Act, Capture, Image, Landmarks, ModelId, Template

LOOKS = frozenset({Act.ENROL, Act.VERIFY, Act.IDENTIFY})

WAIT_S = 2.0
"""How long a look waits for its turn. Its permit is spent only after that, and lasts longer."""

WAITING = 8
"""How many looks may wait: more would keep the threads that the other lanes' callers need."""


MOST_FACES = 2
"""More than one is already too many to compare: of a crowd nobody else is cropped or described."""


@dataclass(frozen=True, slots=True)
class Detection:
    """A face in a picture: left, top, right, bottom, the aligned (150, 150, 3) crop, and where eyes and nose are."""

    box_px: tuple[int, int, int, int]
    chip: Image
    landmarks: Landmarks


class Detector(Protocol):
    """Finds faces. It is called from one thread at a time."""

    def find(self, image: Image) -> Sequence[Detection]:
        """The faces in `image`, surest first, at most `MOST_FACES`."""


class Recogniser(Protocol):
    """Describes faces. One recogniser may be called from several threads."""

    def describe(self, chips: Sequence[Image]) -> Sequence[Template]:
        """One template for each chip, in order."""


class Engine:
    """Implements `acts.ports.FaceEngine` over a detector and a recogniser. `clock` gives aware UTC datetimes.

    One look at a time finds faces: dlib's detector keeps its image pyramid inside itself.
    """

    def __init__(
        self, detector: Detector, recogniser: Recogniser, model: ModelId, clock: Callable[[], datetime],
        shift: Callable[[Image, Image], Parallax] = parallax,
    ) -> None:
        self._detector = detector
        self._recogniser = recogniser
        self._model = model
        self._clock = clock
        self._shift = shift
        self._looks = 0
        self._finding = threading.Lock()
        self._room = threading.BoundedSemaphore(WAITING + 1)

    @property
    def model(self) -> ModelId:
        """The recognition model's id, as its card names it."""
        return self._model

    def looks(self) -> int:
        """How many looks have been begun since the start."""
        return self._looks

    def look(self, capture: Capture, permit: Permit) -> Look:
        """Spend `permit` on `capture`, then find and describe the faces in its area.

        EvidenceError where the permit is spent, for another capture, or for an act that is no look; UnavailableError
        where it is late, and, with the permit unspent, where too many look at once.
        """
        found: list[Sequence[Detection]] = []
        try:
            with self._turn():
                begun = self._begin(capture, permit)
                # INVARIANT: no pixel is read above this line.
                started = perf_counter()
                for frame in capture.frames:
                    found.append(self._find(capture.area.cut(frame)))  # noqa: PERF401 - zeroed if the next one fails
                detected = perf_counter()
            frames = self._describe(found, mirrored=permit.scope.act is Act.ENROL, moving=capture.moving)
            ended = perf_counter()
        finally:
            for detection in chain.from_iterable(found):
                detection.chip.fill(0)
        return Look(frames, begun, {"detect": (detected - started) * 1e3, "embed": (ended - detected) * 1e3})

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait for the detector first: no permit is spent on waiting, or runs out between spending and look."""
        if not self._room.acquire(blocking=False):
            raise UnavailableError("too many people are before the cameras at once", hint="take another lane")
        try:
            if not self._finding.acquire(timeout=WAIT_S):
                raise UnavailableError(f"the face engine was busy for {WAIT_S:g} s", hint="take another lane")
            try:
                yield
            finally:
                self._finding.release()
        finally:
            self._room.release()

    def _begin(self, capture: Capture, permit: Permit) -> datetime:
        """Spend the permit and count the look; the moment at which it began."""
        act, now = permit.scope.act, self._clock()
        permit.spend(act=act, capture=capture.id, now=now)
        if act not in LOOKS:
            raise EvidenceError(f"a permit to {act} came to the face engine; {', '.join(sorted(LOOKS))} are looks")
        self._looks += 1
        return now

    def _find(self, view: Image) -> Sequence[Detection]:
        area = view.copy()
        try:
            return self._detector.find(area)
        finally:
            area.fill(0)

    def _describe(self, found: Sequence[Sequence[Detection]], *, mirrored: bool, moving: bool
                  ) -> tuple[tuple[Face, ...], ...]:
        chips = [detection.chip for detections in found for detection in detections]
        templates = iter(describe(self._recogniser, chips, mirrored=mirrored))
        return tuple(
            tuple(_face(detection, next(templates), detections,
                        self._shift(chips[0], detection.chip) if moving else STILL) for detection in detections)
            for detections in found
        )


def describe(recogniser: Recogniser, chips: Sequence[Image], *, mirrored: bool) -> Sequence[Template]:
    """One template for each chip; `mirrored`, as at an enrolment, it is the average with its mirror image's."""
    if not chips:
        return ()
    if not mirrored:
        return _finite(recogniser.describe(chips))
    turned, both = [np.ascontiguousarray(chip[:, ::-1]) for chip in chips], list[Template]()
    try:
        both += _finite(recogniser.describe([*chips, *turned]))
        pairs = zip(both[:len(chips)], both[len(chips):], strict=True)
        return [mean(pair) if all(one.any() for one in pair) else np.zeros_like(pair[0]) for pair in pairs]
    finally:
        for chip in turned:
            chip.fill(0)
        for template in both:
            template.fill(0)


def _finite(templates: Sequence[Template]) -> Sequence[Template]:
    """`templates`; one that holds what is no number becomes zeros, which no face is described by."""
    for template in templates:
        if not np.isfinite(template).all():
            template.fill(0)
    return templates


def _face(detection: Detection, template: Template, found: Sequence[Detection], moved: Parallax) -> Face:
    others = [_area_px(other) for other in found if other is not detection]
    quality = assess(detection.chip, detection.landmarks, max(others, default=0) / _area_px(detection))
    if not template.any():
        # Nothing can be compared with it: this is a picture to take again, and not an error in what was sent.
        quality = replace(quality, sharp=0)
    return Face(detection.box_px, quality, template, detection.landmarks, moved)


def _area_px(detection: Detection) -> int:
    left, top, right, bottom = detection.box_px
    return max(1, (right - left) * (bottom - top))
