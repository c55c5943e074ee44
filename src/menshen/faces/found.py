"""What a look finds, and the one template that an act may take from it. More than one person is never chosen among."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from menshen.faces import template as templates
from menshen.faces.card import OperatingPoint
from menshen.faces.quality import Quality
from menshen.terms import Reason, Template


@dataclass(frozen=True, slots=True)
class Face:
    """One face in one frame. `box_px` is left, top, right, bottom in the capture area's pixels."""

    box_px: tuple[int, int, int, int]
    quality: Quality
    template: Template


@dataclass(frozen=True, slots=True)
class Look:
    """Faces found in each frame, inside the capture area only; `timings_ms` has the keys `detect` and `embed`."""

    frames: tuple[tuple[Face, ...], ...]
    begun: datetime
    """When the permit was spent: aware, UTC."""
    timings_ms: Mapping[str, float]


def one_probe(look: Look) -> Template | Reason:
    """The template of the best frame's only face; the reason where there is none, or not one alone, or a poor one."""
    if any(len(faces) > 1 for faces in look.frames):
        return Reason.MANY_FACES
    found = [faces[0] for faces in look.frames if faces]
    if not found:
        return Reason.NO_FACE
    best = max(found, key=lambda face: (face.quality.sufficient(), face.quality.sharpness))
    return best.template if best.quality.sufficient() else Reason.POOR_CAPTURE


def reference_from(look: Look, point: OperatingPoint) -> Template | Reason:
    """The average over all frames, each of which holds one good face, and all the same person's by `point`."""
    if any(len(faces) > 1 for faces in look.frames):
        return Reason.MANY_FACES
    if not all(look.frames):
        return Reason.NO_FACE
    found = [faces[0] for faces in look.frames]
    if not all(face.quality.sufficient() for face in found):
        return Reason.POOR_CAPTURE
    if not _one_sitter([face.template for face in found], point):
        return Reason.MANY_FACES
    return templates.mean([face.template for face in found])


def _one_sitter(seen: Sequence[Template], point: OperatingPoint) -> bool:
    # Two people taking turns before the camera would average into a reference that lets both of them pass.
    return all(templates.distance(a, b) <= point.threshold for a, b in combinations(seen, 2))
