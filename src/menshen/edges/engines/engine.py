"""The face engine: spends the permit, counts the look, and only then touches a pixel.

Whoever finds and describes the faces is passed in, so every engine shares this gate (design, promise 1).
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Protocol

from menshen.errors import EvidenceError
from menshen.faces.found import Face, Look
from menshen.faces.quality import assess
from menshen.law.permit import Permit
from menshen.terms import Act, Capture, Image, ModelId, Template

LOOKS = frozenset({Act.ENROL, Act.VERIFY, Act.IDENTIFY})


@dataclass(frozen=True, slots=True)
class Detection:
    """A face in a picture. `box_px` is left, top, right, bottom; `chip` the aligned (150, 150, 3) crop."""

    box_px: tuple[int, int, int, int]
    chip: Image


class Detector(Protocol):
    """Finds faces. One detector may be called from several threads."""

    def find(self, image: Image) -> Sequence[Detection]:
        """All faces in `image`, surest first."""


class Recogniser(Protocol):
    """Describes faces. One recogniser may be called from several threads."""

    def describe(self, chips: Sequence[Image]) -> Sequence[Template]:
        """One template for each chip, in order."""


class Engine:
    """Implements `acts.ports.FaceEngine` over a detector and a recogniser. `clock` gives aware UTC datetimes."""

    def __init__(
        self, detector: Detector, recogniser: Recogniser, model: ModelId, clock: Callable[[], datetime],
    ) -> None:
        self._detector = detector
        self._recogniser = recogniser
        self._model = model
        self._clock = clock
        self._looks = 0
        self._counting = threading.Lock()

    @property
    def model(self) -> ModelId:
        """The recognition model's id, as its card names it."""
        return self._model

    def looks(self) -> int:
        """How many looks have been begun since the start."""
        return self._looks

    def look(self, capture: Capture, permit: Permit) -> Look:
        """Spend `permit` on `capture`, then find and describe the faces in its area.

        EvidenceError where the permit is spent, late, for another capture, or for an act that is no look.
        """
        act = permit.scope.act
        permit.spend(act=act, capture=capture.id, now=self._clock())
        if act not in LOOKS:
            raise EvidenceError(f"a permit to {act} came to the face engine; {', '.join(sorted(LOOKS))} are looks")
        with self._counting:
            self._looks += 1
        # INVARIANT: no pixel is read above this line.
        begun = perf_counter()
        found = [self._find(capture.area.cut(frame)) for frame in capture.frames]
        detected = perf_counter()
        frames = self._describe(found)
        ended = perf_counter()
        return Look(frames, {"detect": (detected - begun) * 1e3, "embed": (ended - detected) * 1e3})

    def _find(self, view: Image) -> Sequence[Detection]:
        area = view.copy()
        try:
            return self._detector.find(area)
        finally:
            area.fill(0)

    def _describe(self, found: Sequence[Sequence[Detection]]) -> tuple[tuple[Face, ...], ...]:
        chips = [detection.chip for detections in found for detection in detections]
        try:
            templates = iter(self._recogniser.describe(chips) if chips else ())
            return tuple(
                tuple(_face(detection, next(templates)) for detection in detections) for detections in found
            )
        finally:
            for chip in chips:
                chip.fill(0)


def _face(detection: Detection, template: Template) -> Face:
    left, top, right, bottom = detection.box_px
    return Face(detection.box_px, assess(detection.chip, min(right - left, bottom - top)), template)
