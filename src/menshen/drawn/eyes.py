"""Eyes, brows and glasses."""

import numpy as np

from menshen.drawn.canvas import Canvas, Colour, mix
from menshen.drawn.curves import Points, brush, oval, ring, shifted, sided, through
from menshen.drawn.relief import eye_centre
from menshen.drawn.traits import Glasses, Person

INK: Colour = (0.09, 0.06, 0.06)
EYEWHITE: Colour = (0.96, 0.95, 0.93)
GLINT: Colour = (1, 1, 1)
LID_LINE: Colour = (0.25, 0.10, 0.08)


def eyes(canvas: Canvas, who: Person, smile: float) -> None:
    """Both eyes with lids, lashes and the shade of their sockets."""
    for side in (-1, 1):
        upper, lower = (sided(side, lid) for lid in _lids(who, smile))
        _eyeball(canvas, who, side, upper, lower)
        _lashes(canvas, who, side, upper, lower)


def _lids(who: Person, smile: float) -> tuple[Points, Points]:
    """The upper and lower lid from the inner to the outer corner, for the right half of the face."""
    centre, half = eye_centre(who), 0.208 + 0.030 * who.eye_size
    height = 0.128 + 0.032 * who.eye_open + 0.014 * who.eye_size - 0.012 * who.age
    slant = 0.022 + 0.042 * who.eye_slant
    lift = 0.055 + 0.008 * who.eye_size - 0.018 * max(smile, 0)
    inner, outer = (centre - half, 0.028 + slant / 2), (centre + half, 0.012 - slant)
    upper = through([inner, (centre - half * 0.55, -height * 0.72 + slant * 0.3), (centre - half * 0.02, -height),
                     (centre + half * 0.55, -height * 0.80 - slant * 0.4), outer])
    lower = through([inner, (centre - half * 0.4, lift * 0.85), (centre + half * 0.2, lift),
                     (centre + half * 0.7, lift * 0.62), outer])
    return upper, lower


def _eyeball(canvas: Canvas, who: Person, side: int, upper: Points, lower: Points) -> None:
    centre, radius = eye_centre(who), 0.108 + 0.008 * who.eye_size
    x, y = side * centre, float(upper[:, 1].min()) + radius * 0.84
    socket = mix(who.skin, (0.30, 0.12, 0.10), 0.45)
    opening = np.concatenate([upper, lower[::-1]])
    inside = canvas.mask(opening)
    canvas.fill(oval((x, 0.0), 0.30, 0.20), socket, 0.22, soft=0.09)
    canvas.fill(opening, mix(EYEWHITE, who.skin, 0.10))
    canvas.fill(oval((x, y), radius, radius), mix(who.iris, INK, 0.65), inside=inside)
    canvas.fill(oval((x, y), radius * 0.86, radius * 0.86), who.iris, soft=0.012, inside=inside)
    canvas.fill(oval((x, y + radius * 0.45), radius * 0.55, radius * 0.32), mix(who.iris, (1, 0.93, 0.8), 0.4), 0.7,
                soft=0.02, inside=inside)
    canvas.fill(oval((x, y), radius * 0.45, radius * 0.45), (0.03, 0.02, 0.02), soft=0.006, inside=inside)
    canvas.strokes([shifted(upper, 0, 0.02)], mix(socket, INK, 0.5), 0.55, width=0.07, soft=0.02, inside=inside)
    canvas.fill(oval((x - 0.035, y - 0.04), 0.026, 0.026), GLINT, 0.95, soft=0.004)
    canvas.fill(oval((side * (centre - 0.205), 0.02), 0.024, 0.018), (0.86, 0.55, 0.50), 0.5, soft=0.01)


def _lashes(canvas: Canvas, who: Person, side: int, upper: Points, lower: Points) -> None:
    canvas.fill(brush(upper[::6], (0.010, 0.034, 0.039, 0.012)), mix(INK, who.skin, 0.06), 0.95, soft=0.006)
    canvas.strokes([lower], mix(who.skin, LID_LINE, 0.6), 0.55, width=0.012, soft=0.006)
    crease = shifted(upper[::6], 0, -0.055 - 0.03 * who.eye_fold)
    canvas.fill(brush(crease, (0.0, 0.018, 0.022, 0.008)), mix(who.skin, LID_LINE, 0.65), 0.55 + 0.35 * who.eye_fold,
                soft=0.012)
    if who.lined:
        x = eye_centre(who)
        under = through(sided(side, [(x - 0.17, 0.13), (x, 0.175), (x + 0.17, 0.125)]))
        canvas.strokes([under], mix(who.skin, LID_LINE, 0.5), 0.5 * who.age, width=0.014, soft=0.012)


def brows(canvas: Canvas, who: Person, smile: float, rng: np.random.Generator) -> None:
    """Both brows: a soft body, and fine hairs along it."""
    centre, weight = eye_centre(who), 0.085 + 0.042 * who.brow_weight
    base = -0.285 - 0.05 * who.brow_height - 0.015 * smile
    arch = 0.055 + 0.045 * who.brow_arch
    spine = [(centre - 0.26, base + 0.008), (centre - 0.08, base - arch * 0.75), (centre + 0.12, base - arch),
             (centre + 0.31, base + 0.055)]
    colour = mix(who.hair_colour, INK, 0.30)
    for side in (-1, 1):
        canvas.fill(sided(side, brush(spine, (weight * 0.75, weight, weight * 0.85, 0.012))), colour, 0.72, soft=0.018)
        hairs = [sided(side, hair) for hair in _brow_hairs(through(spine)[:-4], weight, rng)]
        canvas.strokes(hairs, mix(colour, INK, 0.4), 0.55, width=0.008)


def _brow_hairs(spine: Points, weight: float, rng: np.random.Generator) -> list[Points]:
    hairs = []
    for place in rng.uniform(0, 1, 70):
        root = shifted(spine[int(place * (len(spine) - 1))], 0, rng.uniform(-0.4, 0.4) * weight * (1 - 0.5 * place))
        lean = np.asarray([0.035 + 0.03 * place, 0.07 * place - 0.05]) * rng.uniform(0.7, 1.2)
        hairs.append(np.stack([root - lean / 2, root + lean / 2]))
    return hairs


def glasses(canvas: Canvas, who: Person) -> None:
    """The glasses this person wears, if any: frame, bridge, arms, and a breath of reflection."""
    if who.glasses is Glasses.NONE:
        return
    centre, square = eye_centre(who) + 0.02, who.glasses is Glasses.SQUARE
    frame: Colour = (0.14, 0.11, 0.10) if square else (0.45, 0.33, 0.20)
    width = 0.034 if square else 0.024
    rim = _rim(who.glasses, centre)
    inner, outer = float(rim[:, 0].min()), float(rim[:, 0].max())
    sheen = [(centre - 0.18, -0.2), (centre - 0.06, -0.2), (centre - 0.2, 0.2), (centre - 0.3, 0.2)]
    for side in (-1, 1):
        lens = sided(side, rim)
        canvas.fill(lens, (0.9, 0.95, 1.0), 0.07)
        canvas.fill(sided(side, sheen), GLINT, 0.09, soft=0.02, inside=canvas.mask(lens))
        canvas.strokes([shifted(ring(lens), 0, 0.03)], mix(who.skin, LID_LINE, 0.7), 0.35, width=width, soft=0.02)
        canvas.strokes([ring(lens), sided(side, [(outer, -0.08), (0.93, -0.05)])], frame, 1.0, width=width)
    canvas.strokes([through([(-inner, -0.03), (0, -0.075), (inner, -0.03)])], frame, 1.0, width=width)


def _rim(kind: Glasses, centre: float) -> Points:
    if kind is Glasses.ROUND:
        return oval((centre, 0.03), 0.31, 0.30)
    return through([(centre - 0.30, -0.17), (centre, -0.20), (centre + 0.31, -0.17), (centre + 0.31, 0.05),
                    (centre + 0.20, 0.23), (centre - 0.16, 0.23), (centre - 0.28, 0.08)], closed=True)
