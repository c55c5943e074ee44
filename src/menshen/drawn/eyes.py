"""Eyes, brows and glasses."""

import numpy as np

from menshen.drawn.canvas import Canvas, Colour, mix
from menshen.drawn.curves import Points, brush, mirrored, oval, through
from menshen.drawn.relief import eye_centre
from menshen.drawn.traits import Glasses, Person

INK: Colour = (0.09, 0.06, 0.06)
WHITE: Colour = (0.96, 0.95, 0.93)


def eyes(canvas: Canvas, who: Person, smile: float) -> None:
    """Both eyes with lids, lashes and the shade of their sockets."""
    for side in (-1, 1):
        _eye(canvas, who, side, smile)


def _eye(canvas: Canvas, who: Person, side: int, smile: float) -> None:
    upper, lower = _lids(who, smile)
    centre = eye_centre(who)
    deep = mix(who.skin, (0.30, 0.12, 0.10), 0.45)
    opening = _on(side, np.concatenate([upper, lower[::-1]]))
    canvas.fill(_on(side, oval((centre, 0.0), 0.30, 0.20)), deep, 0.22, soft=0.09)
    canvas.fill(opening, mix(WHITE, who.skin, 0.10))
    inside = canvas.mask(opening)
    radius = 0.108 + 0.008 * who.eye_size
    iris = (side * centre, float(upper[:, 1].min()) + radius * 0.84)
    canvas.fill(oval(iris, radius, radius), mix(who.iris, INK, 0.65), inside=inside)
    canvas.fill(oval(iris, radius * 0.86, radius * 0.86), who.iris, soft=0.012, inside=inside)
    glow = (iris[0], iris[1] + radius * 0.45)
    canvas.fill(oval(glow, radius * 0.55, radius * 0.32), mix(who.iris, (1, 0.93, 0.8), 0.4), 0.7, soft=0.02, inside=inside)
    canvas.fill(oval(iris, radius * 0.45, radius * 0.45), (0.03, 0.02, 0.02), soft=0.006, inside=inside)
    shade = _on(side, upper + (0, 0.02))
    canvas.strokes([shade], mix(deep, INK, 0.5), 0.55, width=0.07, soft=0.02, inside=inside)
    canvas.fill(oval((iris[0] - 0.035, iris[1] - 0.04), 0.026, 0.026), (1, 1, 1), 0.95, soft=0.004)
    canvas.fill(_on(side, oval((centre - 0.205, 0.02), 0.024, 0.018)), (0.86, 0.55, 0.50), 0.5, soft=0.01)
    _lashes(canvas, who, side, upper, lower)


def _lids(who: Person, smile: float) -> tuple[Points, Points]:
    """The upper and lower lid from the inner to the outer corner, for the right half of the face."""
    centre, half = eye_centre(who), 0.205 + 0.018 * who.eye_size
    height = 0.115 + 0.022 * who.eye_open + 0.01 * who.eye_size - 0.012 * who.age
    slant = 0.022 + 0.03 * who.eye_slant
    lift = 0.055 + 0.008 * who.eye_size - 0.018 * max(smile, 0)
    inner, outer = (centre - half, 0.028 + slant / 2), (centre + half, 0.012 - slant)
    upper = through([inner, (centre - half * 0.55, -height * 0.72 + slant * 0.3), (centre - half * 0.02, -height),
                     (centre + half * 0.55, -height * 0.80 - slant * 0.4), outer])
    lower = through([inner, (centre - half * 0.4, lift * 0.85), (centre + half * 0.2, lift), (centre + half * 0.7, lift * 0.62), outer])
    return upper, lower


def _lashes(canvas: Canvas, who: Person, side: int, upper: Points, lower: Points) -> None:
    weight = 0.040 if who.earrings else 0.030
    line = _on(side, upper[::6])
    canvas.fill(brush(line, (0.010, weight, weight * 1.15, 0.012)), mix(INK, who.skin, 0.06), 0.95, soft=0.006)
    canvas.strokes([_on(side, lower)], mix(who.skin, (0.25, 0.10, 0.08), 0.6), 0.55, width=0.012, soft=0.006)
    crease = _on(side, upper[::6] * (1.0, 1.0) - (0, 0.055 + 0.03 * who.eye_fold))
    fold = 0.55 + 0.35 * who.eye_fold
    canvas.fill(brush(crease, (0.0, 0.018, 0.022, 0.008)), mix(who.skin, (0.22, 0.09, 0.07), 0.65), fold, soft=0.012)
    if who.age > 0.35:  # noqa: PLR2004 -- lines come with the years
        bag = through([(eye_centre(who) + dx, y) for dx, y in ((-0.17, 0.13), (0, 0.175), (0.17, 0.125))])
        canvas.strokes([_on(side, bag)], mix(who.skin, (0.25, 0.10, 0.08), 0.5), 0.5 * who.age, width=0.014, soft=0.012)


def brows(canvas: Canvas, who: Person, smile: float, rng: np.random.Generator) -> None:
    """Both brows: a soft body, and fine hairs along it."""
    centre, weight = eye_centre(who), 0.085 + 0.03 * who.brow_weight
    base = -0.275 - 0.03 * who.brow_height - 0.015 * smile
    arch = 0.055 + 0.035 * who.brow_arch
    spine = np.asarray([(centre - 0.27, base + 0.045), (centre - 0.08, base - arch * 0.55),
                        (centre + 0.12, base - arch), (centre + 0.32, base + 0.05)])
    colour = mix(who.hair_colour, INK, 0.35) if sum(who.hair_colour) < 1.6 else mix(who.hair_colour, INK, 0.25)  # noqa: PLR2004
    for side in (-1, 1):
        canvas.fill(_on(side, brush(spine, (weight * 0.75, weight, weight * 0.85, 0.012))), colour, 0.72, soft=0.018)
        line = through(spine)[:-4]
        hairs = []
        for place in rng.uniform(0, 1, 70):
            at = line[int(place * (len(line) - 1))] + (0, rng.uniform(-0.4, 0.4) * weight * (1 - 0.5 * place))
            lean = np.asarray([0.035 + 0.03 * place, -0.05 + 0.07 * place]) * rng.uniform(0.7, 1.2)
            hairs.append(_on(side, np.stack([at - lean / 2, at + lean / 2])))
        canvas.strokes(hairs, mix(colour, INK, 0.4), 0.55, width=0.008)


def glasses(canvas: Canvas, who: Person) -> None:
    """The glasses this person wears, if any: frame, bridge, arms, and a breath of reflection."""
    if who.glasses is Glasses.NONE:
        return
    centre = eye_centre(who) + 0.02
    rim = _rim(who.glasses, centre)
    frame: Colour = (0.14, 0.11, 0.10) if who.glasses is Glasses.SQUARE else (0.45, 0.33, 0.20)
    width = 0.034 if who.glasses is Glasses.SQUARE else 0.024
    inner = float(rim[:, 0].min())
    for side in (-1, 1):
        lens = _on(side, rim)
        ring = np.concatenate([lens, lens[:2]])
        canvas.fill(lens, (0.9, 0.95, 1.0), 0.07)
        canvas.fill(_on(side, np.asarray([(centre - 0.18, -0.2), (centre - 0.06, -0.2), (centre - 0.2, 0.2), (centre - 0.3, 0.2)])),
                    (1, 1, 1), 0.09, soft=0.02, inside=canvas.mask(lens))
        canvas.strokes([ring + (0, 0.03)], mix(who.skin, (0.2, 0.08, 0.06), 0.7), 0.35, width=width, soft=0.02)
        canvas.strokes([ring], frame, 1.0, width=width)
        arm = _on(side, np.asarray([(float(rim[:, 0].max()), -0.08), (0.98, -0.06)]))
        canvas.strokes([arm], frame, 1.0, width=width)
    canvas.strokes([through([(-inner, -0.03), (0, -0.075), (inner, -0.03)])], frame, 1.0, width=width)


def _rim(kind: Glasses, centre: float) -> Points:
    if kind is Glasses.ROUND:
        return oval((centre, 0.03), 0.31, 0.30)
    return through([(centre - 0.30, -0.17), (centre, -0.20), (centre + 0.31, -0.17), (centre + 0.31, 0.05),
                    (centre + 0.20, 0.23), (centre - 0.16, 0.23), (centre - 0.28, 0.08)], closed=True)


def _on(side: int, shape: Points) -> Points:
    return shape if side > 0 else mirrored(shape)
