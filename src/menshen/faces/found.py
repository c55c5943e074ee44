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
    """The average over all frames, each of which holds one good face, and all the same person's by `point`."""
    if any(len(faces) > 1 for faces in look.frames):
        return MANY_FACES
    if not all(look.frames):
        return NO_FACE
    found = [faces[0] for faces in look.frames]
    for face in found:
        if refusal := poor(face):
            return refusal
    if not _one_sitter([face.template for face in found], point):
        return MANY_FACES
    return templates.mean([face.template for face in found])


def poor(face: Face) -> Refusal | None:
    """The refusal of a face that is not good enough to be compared, with what helps; None where it is."""
    helps = advice(face.quality)
    return None if helps is None else Refusal(Reason.POOR_CAPTURE, advice=helps)


def _one_sitter(seen: Sequence[Template], point: OperatingPoint) -> bool:
    # Two people taking turns before the camera would average into a reference that lets both of them pass.
    return all(templates.distance(a, b) <= point.threshold for a, b in combinations(seen, 2))
