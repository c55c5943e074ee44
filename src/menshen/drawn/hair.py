"""Hair, curls and cloth: strands drawn in locks, with shade and sheen."""

from collections.abc import Sequence

import numpy as np

from menshen.drawn.canvas import Canvas, Colour, Mask, mix
from menshen.drawn.curves import Points, both_sides, oval, ring, shifted, sided, through
from menshen.drawn.hairdo import Lock, before
from menshen.drawn.relief import outline
from menshen.drawn.traits import Person

STRANDS = 150
CLOTH: Colour = (0.62, 0.66, 0.70)
BLACK: Colour = (0, 0, 0)
LAMP: Colour = (1, 0.88, 0.72)
EAR_Y = 0.35
"""Curls end above the ears."""


def draw(canvas: Canvas, who: Person, locks: Sequence[Lock], rng: np.random.Generator) -> None:
    """Fill the locks, and draw strands, shade and sheen in them."""
    base = who.hair_colour
    for lock in locks:
        shape = lock.outline()
        canvas.fill(shape, base, soft=0.012)
        within = canvas.mask(shape, soft=0.008)
        places = rng.uniform(0, 1, STRANDS)
        lines = [lock.strand(place, rng.normal(0, 0.018, (len(lock.guides[0]), 2))) for place in places]
        third = STRANDS // 3
        canvas.strokes(lines[:third], mix(base, BLACK, 0.45), 0.55, width=0.010, inside=within)
        canvas.strokes(lines[third:2 * third], mix(base, LAMP, 0.20), 0.5, width=0.008, inside=within)
        sheen = [_middle(line, rng.uniform(0.12, 0.34), rng.uniform(0.40, 0.64)) for line in lines[2 * third:]]
        canvas.strokes(sheen, mix(base, (1, 0.92, 0.82), 0.34), 0.42, width=0.014, soft=0.016, inside=within)


def _middle(line: Points, start: float, end: float) -> Points:
    return line[int(len(line) * start):int(len(line) * end)]


def shaven(canvas: Canvas, who: Person, head: Mask) -> None:
    """The shade of shaven hair on the scalp."""
    line = -0.84 - 0.10 * who.forehead
    scalp = both_sides([(0, -1.7), (0.7, -1.7), (1.2, -0.9), (0.94, -0.15), (0.80, -0.55), (0.60, line),
                        (0, line - 0.10)])
    canvas.fill(scalp, mix(who.skin, who.hair_colour, 0.75), 0.40 * (1 - 0.5 * who.age), soft=0.05, inside=head)


def curls(canvas: Canvas, who: Person, rng: np.random.Generator, *, front: bool) -> None:
    """Curly hair as many small rings, behind the head and along the hairline."""
    base, reach = who.hair_colour, 0.24
    angles = np.linspace(np.pi, np.pi * 2, 26) if front else np.linspace(np.pi * 0.93, np.pi * 2.07, 40)
    radii = np.linspace(0.80, 0.92, 3) if front else np.linspace(0.95, 1.02 + reach, 5)
    on_circle = [(r * np.cos(a) * 1.02, r * np.sin(a) * 1.36 - 0.10) for a in angles for r in radii]
    spots = [(x + rng.normal(0, 0.02), y + rng.normal(0, 0.02)) for x, y in on_circle if y < EAR_Y]
    for spot in spots:
        canvas.fill(oval(spot, 0.135, 0.125), base, soft=0.008)
    rings = [oval(spot, rng.uniform(0.05, 0.10), rng.uniform(0.05, 0.10))[:34] for spot in spots for _ in range(2)]
    canvas.strokes(rings[::2], mix(base, BLACK, 0.5), 0.6, width=0.016, soft=0.004)
    canvas.strokes(rings[1::2], mix(base, LAMP, 0.28), 0.5, width=0.012, soft=0.004)


def scarf_behind(canvas: Canvas, who: Person) -> None:
    """How a headscarf falls behind the shoulders."""
    fall = both_sides([(0, -1.72), (0.72, -1.55), (1.18, -0.8), (1.25, 0.2), (1.30, 1.2), (1.6, 2.3), (0, 2.3)])
    canvas.fill(fall, mix(_cloth(who), BLACK, 0.15))


def scarf(canvas: Canvas, who: Person) -> None:
    """A headscarf round the face, with its folds."""
    outer = both_sides([(0, -1.70), (0.70, -1.54), (1.15, -0.8), (1.20, 0.1), (1.10, 0.9), (0.80, 1.42), (0, 1.66)])
    opening = both_sides([(0, -0.98), (0.5, -0.86), (0.80, -0.40), (0.86, 0.2), (0.74, 0.78), (0.42, 1.22), (0, 1.33)])
    covered = canvas.mask(outer) * (1 - canvas.mask(opening))
    cloth = _cloth(who)
    shade, light = mix(cloth, (0.1, 0.05, 0.1), 0.6), mix(cloth, (1, 1, 1), 0.4)
    canvas.wash(covered, cloth)
    canvas.strokes([ring(opening)], shade, 0.45, width=0.05, soft=0.03, inside=covered)
    for side in (-1, 1):
        for bend in (0.0, 0.12, 0.25):
            spots = [(0.2, -1.5 + bend), (0.95 + bend / 3, -0.6 + bend), (1.0 + bend / 3, 0.4), (0.6, 1.35 + bend)]
            fold = through(sided(side, spots))
            canvas.strokes([fold], shade, 0.35, width=0.03, soft=0.03, inside=covered)
            canvas.strokes([shifted(fold, side * 0.05, 0)], light, 0.35, width=0.03, soft=0.03, inside=covered)


def shadow(canvas: Canvas, who: Person) -> Mask:
    """Where the front hair throws its soft shade on the face."""
    cover = [shifted(lock.outline(), 0.02, 0.10) for lock in before(who)]
    return canvas.mask(*cover, soft=0.05) * canvas.mask(outline(who))


def _cloth(who: Person) -> Colour:
    return mix(who.clothes, CLOTH, 0.45)
