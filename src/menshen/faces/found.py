"""What a look finds, and the one template that an act may take from it. More than one person is never chosen among."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations

import numpy as np

from menshen.advice import Advice
from menshen.faces import template as templates
from menshen.faces.card import OperatingPoint
from menshen.faces.floors import advice
from menshen.faces.parallax import STILL, Parallax
from menshen.faces.quality import Quality
from menshen.terms import Landmarks, Reason, Refusal, Template

ENOUGH_FRAMES = 3
"""What a reference is averaged from at least: with fewer, more people are missed (`docs/faces.md`)."""


@dataclass(frozen=True, slots=True)
class Face:
    """One face in one frame. `box_px` is left, top, right, bottom in the capture area's pixels."""

    box_px: tuple[int, int, int, int]
    quality: Quality
    template: Template
    landmarks: Landmarks = field(default_factory=lambda: np.zeros((5, 2), np.float32))
    """All 0 where nobody asked for them."""
    parallax: Parallax = STILL
    """Against the first frame's face, where the capture answers a challenge."""


@dataclass(frozen=True, slots=True)
class Look:
    """Faces found in each frame, inside the capture area only; `timings_ms` has the keys `detect` and `embed`."""

    frames: tuple[tuple[Face, ...], ...]
    begun: datetime
    """When the permit was spent: aware, UTC."""
    timings_ms: Mapping[str, float]


NO_FACE = Refusal(Reason.NO_FACE, advice=Advice.FACE_CAMERA)
MANY_FACES = Refusal(Reason.MANY_FACES, advice=Advice.STEP_UP_ALONE)


def one_probe(look: Look) -> Template | Refusal:
    """The template of the best frame's only face; refused where there is none, or not one alone, or a poor one."""
    if any(len(faces) > 1 for faces in look.frames):
        return MANY_FACES
    found = [faces[0] for faces in look.frames if faces]
    if not found:
        return NO_FACE
    best = max(found, key=lambda face: (advice(face.quality) is None, face.quality.unified()))
    return poor(best) or best.template


def reference_from(look: Look, point: OperatingPoint) -> Template | Refusal:
    """The average of the good frames, at least three or all there are, and all the same person's by `point`.

    A frame without a face, or with a poor one, is left out. One with several, or with somebody else, ends it.
    """
    if any(len(faces) > 1 for faces in look.frames):
        return MANY_FACES
    found = [faces[0] for faces in look.frames if faces]
    good = [face for face in found if poor(face) is None]
    if not _one_sitter([face.template for face in good], point):
        return MANY_FACES
    needed = min(ENOUGH_FRAMES, len(look.frames))
    if len(found) < needed:
        return NO_FACE
    if len(good) < needed:
        # What would help the best of those that fell short helps most.
        refusals = [refusal for face in _best_first(found) if (refusal := poor(face)) is not None]
        return refusals[0]
    return templates.mean([face.template for face in _unblurred(good)])


def _best_first(faces: Sequence[Face]) -> list[Face]:
    return sorted(faces, key=lambda face: face.quality.unified(), reverse=True)


def _unblurred(good: Sequence[Face]) -> Sequence[Face]:
    """Those at least half as sharp as the third sharpest: of more frames than needed the blurred ones are left out."""
    sharpest = sorted((face.quality.sharp for face in good), reverse=True)
    floor = sharpest[:ENOUGH_FRAMES][-1] / 2
    return [face for face in good if face.quality.sharp >= floor]


def poor(face: Face) -> Refusal | None:
    """The refusal of a face that is not good enough to be compared, with what helps; None where it is."""
    helps = advice(face.quality)
    return None if helps is None else Refusal(Reason.POOR_CAPTURE, advice=helps)


def _one_sitter(seen: Sequence[Template], point: OperatingPoint) -> bool:
    # Two people taking turns before the camera would average into a reference that lets both of them pass.
    return all(templates.distance(a, b) <= point.threshold for a, b in combinations(seen, 2))
