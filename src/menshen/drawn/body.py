"""Neck, shoulders and clothes."""

import numpy as np

from menshen.drawn.canvas import Canvas, mix
from menshen.drawn.curves import both_sides, brush, mirrored, oval, through
from menshen.drawn.traits import Person

FLOOR = 5.0
"""Bodies reach down to here; pictures end above it."""


def draw(canvas: Canvas, who: Person) -> None:
    """The neck with the head's shade on it, and what is worn."""
    broad = 0.10 * who.jaw + 0.06 * who.face_width
    neck = both_sides([(0, 0.9), (0.52 + broad / 2, 0.9), (0.53 + broad / 2, 1.45), (0.60 + broad, 1.75), (0.95, 2.05), (0, 2.45)])
    deep = mix(who.skin, (0.22, 0.08, 0.07), 0.5)
    canvas.fill(neck, mix(who.skin, deep, 0.25))
    within = canvas.mask(neck)
    canvas.fill(oval((0.06, 1.30), 0.80, 0.42), deep, 0.75, soft=0.12, inside=within)
    for side in (-1, 1):
        tendon = np.asarray([(0.40, 1.45), (0.24, 1.85), (0.08, 2.08)])
        canvas.fill(brush(tendon if side > 0 else mirrored(tendon), (0.0, 0.05, 0.02)), deep, 0.30, soft=0.03, inside=within)
    _clothes(canvas, who, broad)


def _clothes(canvas: Canvas, who: Person, broad: float) -> None:
    cloth = who.clothes
    low = 2.30 if who.collar else 2.12
    shape = through([
        (0, low), (0.40, low - 0.14), (0.64 + broad, 1.74), (1.20 + broad, 1.98), (1.95 + broad, 2.22), (2.42 + broad, 2.75),
        (2.62 + broad, FLOOR), (-2.62 - broad, FLOOR), (-2.42 - broad, 2.75), (-1.95 - broad, 2.22), (-1.20 - broad, 1.98),
        (-0.64 - broad, 1.74), (-0.40, low - 0.14),
    ], closed=True)
    canvas.fill(shape, cloth)
    within = canvas.mask(shape)
    dark, bright = mix(cloth, (0.05, 0.04, 0.08), 0.55), mix(cloth, (1, 0.97, 0.92), 0.30)
    canvas.fill(oval((-1.3, 2.25), 0.75, 0.28, 0.25), bright, 0.55, soft=0.20, inside=within)
    canvas.fill(oval((2.2, 3.2), 0.7, 1.2), dark, 0.55, soft=0.35, inside=within)
    canvas.fill(oval((0, 2.05), 0.9, 0.22), dark, 0.40, soft=0.14, inside=within)
    for fold in ([(1.25, 2.2), (1.15, 2.9), (1.3, 3.6)], [(-1.45, 2.45), (-1.30, 3.0), (-1.42, 3.7)], [(0.35, 2.7), (0.2, 3.3), (0.3, 4.0)]):
        canvas.fill(brush(fold, (0.02, 0.10, 0.02)), dark, 0.45, soft=0.06, inside=within)
    if who.collar:
        _collar(canvas, who)
    else:
        rim = [(-0.64 - broad, 1.74), (-0.42, low - 0.14), (0, low), (0.42, low - 0.14), (0.64 + broad, 1.74)]
        canvas.fill(brush(rim, (0.10, 0.10, 0.10)), mix(cloth, dark, 0.35))
        canvas.fill(brush([(x, y + 0.055) for x, y in rim], (0.02, 0.02, 0.02)), dark, 0.6, soft=0.012)


def _collar(canvas: Canvas, who: Person) -> None:
    cloth = mix(who.clothes, (1, 0.98, 0.95), 0.72)
    shade = mix(cloth, (0.2, 0.2, 0.3), 0.35)
    for side in (-1, 1):
        wing = np.asarray([(0.60, 1.55), (0.74, 1.72), (0.52, 2.36), (0.05, 2.16), (0.30, 2.0)])
        wing = wing if side > 0 else mirrored(wing)
        canvas.fill(wing + (0.0, 0.05), (0.1, 0.08, 0.1), 0.35, soft=0.05)
        canvas.fill(wing, cloth)
        canvas.fill(brush(wing[:3:2], (0.05, 0.02)), shade, 0.35, soft=0.04)
        canvas.strokes([np.concatenate([wing, wing[:1]])], shade, 0.8, width=0.012)
