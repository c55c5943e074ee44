"""Skin, ears, nose, mouth and beard: what is painted on the head beside its eyes."""

import numpy as np

from menshen.drawn.canvas import Canvas, Colour, Mask, mix
from menshen.drawn.curves import Points, brush, mirrored, oval, through
from menshen.drawn.relief import eye_centre, mouth_line, nose_tip, outline
from menshen.drawn.traits import Beard, Person

BLOOD: Colour = (0.72, 0.22, 0.20)
DEEP: Colour = (0.20, 0.08, 0.07)


def skin(canvas: Canvas, who: Person, head: Mask) -> None:
    """Ears and the head's skin, warmer on cheeks and nose."""
    for side in (-1, 1):
        ear = np.asarray([(0.90, -0.16), (1.05, -0.22), (1.13, -0.05), (1.09, 0.24), (0.99, 0.46), (0.90, 0.40)])
        shape = through(ear if side > 0 else mirrored(ear), closed=True)
        canvas.fill(shape, mix(who.skin, BLOOD, 0.12))
        canvas.fill(oval((side * 1.02, 0.06), 0.045, 0.17, side * 0.15), mix(who.skin, DEEP, 0.45), 0.6, soft=0.03)
    canvas.fill(outline(who), who.skin)
    flush = 0.16 if sum(who.skin) > 1.5 else 0.10  # noqa: PLR2004 -- blood shows less through darker skin
    for side in (-1, 1):
        canvas.fill(oval((side * 0.55, 0.45), 0.26, 0.18), mix(who.skin, BLOOD, 0.6), flush * 1.6, soft=0.13, inside=head)
    canvas.fill(oval((0, nose_tip(who)), 0.16, 0.12), mix(who.skin, BLOOD, 0.6), flush, soft=0.08, inside=head)
    canvas.fill(oval((0, -0.75), 0.5, 0.28), mix(who.skin, (1, 0.98, 0.92), 0.35), 0.35, soft=0.2, inside=head)


def nose(canvas: Canvas, who: Person) -> None:
    """Nostrils, wings and the shade below; the ridge is the relief's."""
    tip, wing = nose_tip(who), 0.185 + 0.05 * who.nose_width
    dark, line = mix(who.skin, DEEP, 0.85), mix(who.skin, DEEP, 0.6)
    canvas.fill(oval((0, tip + 0.15), wing, 0.05), line, 0.30, soft=0.04)
    for side in (-1, 1):
        canvas.fill(oval((side * wing * 0.52, tip + 0.105), 0.055 + 0.012 * who.nose_width, 0.022, side * -0.25), dark, 0.85,
                    soft=0.012)
        curl = np.asarray([(wing * 0.92, tip - 0.06), (wing * 1.08, tip + 0.02), (wing * 1.02, tip + 0.10), (wing * 0.82, tip + 0.115)])
        canvas.fill(brush(curl if side > 0 else mirrored(curl), (0.0, 0.018, 0.022, 0.006)), line, 0.65, soft=0.012)
        bridge = np.asarray([(0.13, -0.16), (0.10, 0.08), (0.11, 0.30)])
        canvas.fill(brush(bridge if side > 0 else mirrored(bridge), (0.06, 0.04, 0.0)), line, 0.16, soft=0.035)
    canvas.fill(oval((-0.015, tip - 0.03), 0.05, 0.04), mix(who.skin, (1, 1, 1), 0.7), 0.35, soft=0.03)


def mouth(canvas: Canvas, who: Person, smile: float) -> None:
    """Lips, the line between them, and the shade under the lower one; the corners rise with `smile`."""
    line, half = mouth_line(who), 0.33 + 0.045 * who.mouth_width + 0.035 * max(smile, 0)
    full = 1 + 0.4 * who.lips
    rise = 0.012 + 0.055 * smile
    colour = mix(mix(who.skin, BLOOD, 0.42), DEEP, 0.12)
    corner, bow = (half, line - rise), 0.085 * full
    top = [(-half, line - rise), (-half * 0.5, line - bow * 0.72 - rise * 0.4), (-0.07, line - bow), (0, line - bow * 0.80),
           (0.07, line - bow), (half * 0.5, line - bow * 0.72 - rise * 0.4), corner]
    parting = [(-half, line - rise), (-half * 0.5, line + 0.004), (-0.06, line + 0.006), (0, line + 0.016), (0.06, line + 0.006),
               (half * 0.5, line + 0.004), corner]
    low = [(-half, line - rise), (-half * 0.6, line + 0.075 * full), (0, line + 0.125 * full), (half * 0.6, line + 0.075 * full), corner]
    upper, middle, lower = through(top), through(parting), through(low)
    canvas.fill(oval((0, line + 0.21 * full ** 0.5), 0.20, 0.035), mix(who.skin, DEEP, 0.6), 0.28, soft=0.04)
    canvas.fill(np.concatenate([upper, middle[::-1]]), mix(colour, DEEP, 0.22), 0.85, soft=0.010)
    canvas.fill(np.concatenate([middle, lower[::-1]]), colour, 0.80, soft=0.014)
    canvas.fill(oval((-0.03, line + 0.065 * full), half * 0.42, 0.020), mix(colour, (1, 0.93, 0.9), 0.6), 0.45, soft=0.022)
    canvas.fill(brush(parting, (0.010, 0.022, 0.026, 0.022, 0.010)), mix(colour, DEEP, 0.85), 0.9, soft=0.007)
    for side in (-1, 1):
        canvas.fill(oval((side * (half + 0.01), line - rise), 0.025, 0.022), mix(who.skin, DEEP, 0.6), 0.5, soft=0.015)
        groove = np.asarray([(0.235, 0.60), (0.36, 0.74), (0.41, line - 0.02)]) + (0.04 * max(smile, 0), 0)
        strength = 0.10 + 0.35 * who.age + 0.25 * max(smile, 0)
        canvas.fill(brush(groove if side > 0 else mirrored(groove), (0.02, 0.03, 0.0)), mix(who.skin, DEEP, 0.55), strength, soft=0.02)


def lines(canvas: Canvas, who: Person) -> None:
    """What the years leave on a forehead and beside the eyes."""
    if who.age < 0.45:  # noqa: PLR2004 -- lines come with the years
        return
    colour, strength = mix(who.skin, DEEP, 0.5), 0.55 * (who.age - 0.3)
    forehead = [through([(-0.45 + d, y + 0.02), (0, y - 0.015), (0.45 - d, y + 0.02)]) for d, y in ((0, -0.62), (0.06, -0.76))]
    canvas.strokes(forehead, colour, strength, width=0.014, soft=0.012)
    outer = eye_centre(who) + 0.27
    feet = [through([(outer, y), (outer + 0.09, y + d)]) for y, d in ((-0.03, -0.03), (0.03, 0.02), (0.08, 0.05))]
    canvas.strokes(feet + [mirrored(foot) for foot in feet], colour, strength, width=0.012, soft=0.01)


def beard(canvas: Canvas, who: Person, head: Mask, rng: np.random.Generator) -> None:
    """The beard this person wears, if any: a soft body with short hairs in it."""
    if who.beard is Beard.NONE:
        return
    colour = mix(who.hair_colour, DEEP, 0.25)
    for shape in _beard_shapes(who):
        if who.beard is Beard.STUBBLE:
            canvas.fill(shape, mix(who.skin, colour, 0.75), 0.42, soft=0.07, inside=head)
            continue
        canvas.fill(shape, colour, 0.86, soft=0.028)
        within = canvas.mask(shape, soft=0.02)
        low, high = shape.min(axis=0), shape.max(axis=0)
        roots = rng.uniform(low, high, (420, 2))
        lean = np.stack([roots[:, 0] * 0.06 + rng.normal(0, 0.012, len(roots)), np.full(len(roots), 0.075)], axis=1)
        hairs = [np.stack([root, root + reach]) for root, reach in zip(roots, lean, strict=True)]
        canvas.strokes(hairs[:210], mix(colour, (1, 0.9, 0.75), 0.30), 0.35, width=0.009, inside=within)
        canvas.strokes(hairs[210:], mix(colour, (0, 0, 0), 0.5), 0.40, width=0.009, inside=within)


def _beard_shapes(who: Person) -> list[Points]:
    line, head = mouth_line(who), outline(who)
    half = 0.40 + 0.045 * who.mouth_width
    lip = line - 0.10 - 0.03 * who.lips
    moustache = through([(-half, line + 0.03), (-half * 0.55, lip - 0.045), (0, lip - 0.085), (half * 0.55, lip - 0.045),
                         (half, line + 0.03), (half * 0.55, lip + 0.035), (0, lip + 0.03), (-half * 0.55, lip + 0.035)], closed=True)
    chin = float(head[:, 1].max())
    goatee = through([(-0.22, line + 0.19), (0, line + 0.17), (0.22, line + 0.19), (0.27, chin - 0.08), (0, chin + 0.07),
                      (-0.27, chin - 0.08)], closed=True)
    jaw = head[(head[:, 1] > 0.12)]
    jaw = jaw[np.argsort(np.arctan2(jaw[:, 1] - 0.2, jaw[:, 0]))]
    outer = (jaw - (0, 0.2)) * (1.02, 1.055) + (0, 0.2)
    inner = through([(-0.83, 0.25), (-0.66, 0.62), (-half - 0.06, line - 0.10), (-half + 0.02, line + 0.12), (0, line + 0.18),
                     (half - 0.02, line + 0.12), (half + 0.06, line - 0.10), (0.66, 0.62), (0.83, 0.25)])
    full = np.concatenate([outer, inner])
    return {Beard.NONE: [], Beard.STUBBLE: [full, moustache], Beard.MOUSTACHE: [moustache], Beard.GOATEE: [moustache, goatee],
            Beard.FULL: [full, moustache]}[who.beard]
