"""Turn, nod and tilt: a drawn head moved as if the drawing lay on the head's own relief."""

from collections.abc import Sequence

import cv2
import numpy as np

from menshen.drawn.canvas import Canvas, Mask
from menshen.drawn.relief import dome, outline
from menshen.drawn.traits import Person, Variation

PIVOT_Y = 1.3
"""Heads tilt about the top of the neck."""

SWELL = 1.3
"""Hair and ears lie on a dome that is this much wider than the face's."""

REACH = 3.2
"""How far from the eyes, in drawing units, a head's relief moves anything."""


def moved(layers: Sequence[Canvas], who: Person, how: Variation) -> Sequence[Canvas]:
    """The layers of one head (and of what hangs from it), all of one size, after the turn, nod and tilt."""
    if how.turn_deg == how.nod_deg == how.tilt_deg == 0:
        return layers
    x, y = _sources(layers[0], who, how)
    unit_px, (origin_x, origin_y) = layers[0].unit_px, layers[0].origin
    at_x = np.asarray(x * unit_px + origin_x - 0.5, np.float32)
    at_y = np.asarray(y * unit_px + origin_y - 0.5, np.float32)
    return [layer.remade(lambda paint: cv2.remap(paint, at_x, at_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE))
            for layer in layers]


def _sources(layer: Canvas, who: Person, how: Variation) -> tuple[Mask, Mask]:
    """Where on the unmoved head each point of the moved one comes from, in drawing units."""
    right, down = np.broadcast_arrays(*layer.units())
    down = down - np.float32(PIVOT_Y)
    angles = np.radians(np.asarray((how.turn_deg, how.nod_deg, how.tilt_deg), np.float32))
    (sin_turn, sin_nod, sin_tilt), (cos_turn, cos_nod, cos_tilt) = np.sin(angles), np.cos(angles)
    x: Mask = right * cos_tilt + down * sin_tilt
    y: Mask = down * cos_tilt - right * sin_tilt + np.float32(PIVOT_Y)
    silhouette, from_x, from_y = outline(who), x / cos_turn, y / cos_nod
    near = np.hypot(x, y) < REACH  # nothing farther away stands out, or is moved by what does
    x, y = x[near], y[near]
    source_x, source_y = x, y
    for _ in range(3):  # the depth that counts is the source's own: three steps settle it
        nose = 0.25 * np.exp(-(source_x / 0.16) ** 2 / 2 - ((source_y - 0.45) / 0.28) ** 2 / 2)
        depth = dome(silhouette, source_x, source_y, SWELL) + nose
        source_x, source_y = (x - depth * sin_turn) / cos_turn, (y - depth * sin_nod) / cos_nod
    from_x[near], from_y[near] = source_x, source_y
    return from_x, from_y
