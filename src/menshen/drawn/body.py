"""Neck, shoulders and clothes."""

import numpy as np

from menshen.drawn.canvas import Canvas, Colour, mix
from menshen.drawn.curves import Points, both_sides, brush, mirrored, oval, ring, shifted, sided
from menshen.drawn.traits import Person

FLOOR = 5.0
"""Bodies reach down to here; pictures end above it."""

INK: Colour = (0.05, 0.04, 0.08)


def draw(canvas: Canvas, who: Person) -> None:
    """The neck with the head's shade on it, and what is worn."""
    broad = 0.10 * who.jaw + 0.06 * who.face_width
    _neck(canvas, who, broad)
    low = 2.16 if who.collar else 1.98
    neckline = [(0.38, low - 0.14), (0.60 + broad, 1.58)]
    _cloth(canvas, who.clothes, both_sides([
        (0, low), *neckline, (1.15 + broad, 1.83), (1.85 + broad, 2.06), (2.25 + broad, 2.55), (2.42 + broad, FLOOR),
        (0, FLOOR),
    ]))
    if who.collar:
        _collar(canvas, who.clothes)
    else:
        _ribbing(canvas, who.clothes, np.asarray([*mirrored(neckline[::-1]), (0, low), *neckline]))


def _neck(canvas: Canvas, who: Person, broad: float) -> None:
    neck = both_sides([(0, 0.8), (0.47 + broad / 2, 0.8), (0.48 + broad / 2, 1.40), (0.56 + broad, 1.65), (0.95, 1.95),
                       (0, 2.45)])
    deep = mix(who.skin, (0.22, 0.08, 0.07), 0.5)
    within = canvas.mask(neck)
    canvas.fill(neck, mix(who.skin, deep, 0.25))
    canvas.fill(oval((0.06, 1.28), 0.80, 0.36), deep, 0.70, soft=0.12, inside=within)
    for side in (-1, 1):
        tendon = brush(sided(side, [(0.36, 1.40), (0.22, 1.75), (0.08, 1.96)]), (0.0, 0.05, 0.02))
        canvas.fill(tendon, deep, 0.30, soft=0.03, inside=within)


def _cloth(canvas: Canvas, cloth: Colour, shape: Points) -> None:
    dark, bright = mix(cloth, INK, 0.55), mix(cloth, (1, 0.97, 0.92), 0.30)
    within = canvas.mask(shape)
    canvas.fill(shape, cloth)
    canvas.fill(oval((-1.25, 2.1), 0.75, 0.28, 0.25), bright, 0.55, soft=0.20, inside=within)
    canvas.fill(oval((2.2, 3.2), 0.7, 1.2), dark, 0.55, soft=0.35, inside=within)
    canvas.fill(oval((0, 2.05), 0.9, 0.22), dark, 0.40, soft=0.14, inside=within)
    for fold in ([(1.25, 2.2), (1.15, 2.9), (1.3, 3.6)], [(-1.45, 2.45), (-1.30, 3.0), (-1.42, 3.7)],
                 [(0.35, 2.7), (0.2, 3.3), (0.3, 4.0)]):
        canvas.fill(brush(fold, (0.02, 0.10, 0.02)), dark, 0.45, soft=0.06, inside=within)


def _ribbing(canvas: Canvas, cloth: Colour, neckline: Points) -> None:
    dark = mix(cloth, INK, 0.55)
    canvas.fill(brush(neckline, (0.10, 0.10)), mix(cloth, dark, 0.35))
    canvas.fill(brush(shifted(neckline, 0, 0.055), (0.02, 0.02)), dark, 0.6, soft=0.012)


def _collar(canvas: Canvas, clothes: Colour) -> None:
    cloth = mix(clothes, (1, 0.98, 0.95), 0.72)
    shade = mix(cloth, (0.2, 0.2, 0.3), 0.35)
    for side in (-1, 1):
        wing = sided(side, [(0.50, 1.40), (0.68, 1.56), (0.50, 2.20), (0.05, 2.02), (0.28, 1.86)])
        canvas.fill(shifted(wing, 0, 0.05), INK, 0.35, soft=0.05)
        canvas.fill(wing, cloth)
        canvas.fill(brush(wing[:3:2], (0.05, 0.02)), shade, 0.35, soft=0.04)
        canvas.strokes([ring(wing)], shade, 0.8, width=0.012)
