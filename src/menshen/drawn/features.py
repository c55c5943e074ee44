"""Skin, ears, nose, mouth, and the lines that years leave: what is painted on the head beside its eyes."""

import numpy as np

from menshen.drawn.canvas import Canvas, Colour, Mask, mix
from menshen.drawn.curves import brush, mirrored, oval, sided, through
from menshen.drawn.relief import eye_centre, mouth_line, nose_tip, outline
from menshen.drawn.traits import Person

BLOOD: Colour = (0.72, 0.22, 0.20)
DEEP: Colour = (0.20, 0.08, 0.07)
LIGHT: Colour = (1, 0.95, 0.90)
GOLD: Colour = (0.93, 0.78, 0.42)


def skin(canvas: Canvas, who: Person, head: Mask) -> None:
    """Ears and the head's skin, warmer on cheeks and nose."""
    _ears(canvas, who)
    canvas.fill(outline(who), who.skin)
    warm, flush = mix(who.skin, BLOOD, 0.6), 0.05 + 0.05 * sum(who.skin)  # blood shows less through darker skin
    for x in (-0.55, 0.55):
        canvas.fill(oval((x, 0.45), 0.26, 0.18), warm, flush * 1.5, soft=0.13, inside=head)
    canvas.fill(oval((0, nose_tip(who)), 0.16, 0.12), warm, flush, soft=0.08, inside=head)
    canvas.fill(oval((0, -0.75), 0.5, 0.28), mix(who.skin, LIGHT, 0.35), 0.35, soft=0.2, inside=head)


def _ears(canvas: Canvas, who: Person) -> None:
    wide = 1 + 0.08 * who.face_width
    ear = np.asarray([(0.85, -0.14), (1.03, -0.21), (1.10, -0.06), (1.06, 0.20), (0.95, 0.40), (0.82, 0.36)])
    for side in (-1, 1):
        canvas.fill(through(sided(side, ear * (wide, 1)), closed=True), mix(who.skin, BLOOD, 0.12))
        canvas.fill(oval((side * wide, 0.05), 0.040, 0.15, side * 0.15), mix(who.skin, DEEP, 0.45), 0.6, soft=0.03)
        if who.earrings:
            canvas.fill(oval((side * 0.95 * wide, 0.42), 0.038, 0.038), GOLD)
            canvas.fill(oval((side * 0.95 * wide - 0.012, 0.41), 0.012, 0.012), LIGHT, soft=0.004)


def nose(canvas: Canvas, who: Person) -> None:
    """Nostrils, wings and the shade below; the ridge is the relief's."""
    tip, wing = nose_tip(who), 0.185 + 0.06 * who.nose_width
    dark, line = mix(who.skin, DEEP, 0.85), mix(who.skin, DEEP, 0.6)
    curl = [(wing * 0.92, tip - 0.06), (wing * 1.08, tip + 0.02), (wing * 1.02, tip + 0.10), (wing * 0.82, tip + 0.115)]
    canvas.fill(oval((0, tip + 0.15), wing, 0.05), line, 0.30, soft=0.04)
    for side in (-1, 1):
        nostril = oval((side * wing * 0.52, tip + 0.105), 0.055 + 0.012 * who.nose_width, 0.022, side * -0.25)
        canvas.fill(nostril, dark, 0.85, soft=0.012)
        canvas.fill(brush(sided(side, curl), (0.0, 0.018, 0.022, 0.006)), line, 0.65, soft=0.012)
        bridge = sided(side, [(0.13, -0.16), (0.10, 0.08), (0.11, 0.30)])
        canvas.fill(brush(bridge, (0.06, 0.04, 0.0)), line, 0.16, soft=0.035)
    canvas.fill(oval((-0.015, tip - 0.03), 0.05, 0.04), mix(who.skin, LIGHT, 0.7), 0.35, soft=0.03)


def mouth(canvas: Canvas, who: Person, smile: float) -> None:
    """Lips, the line between them, and the shade under the lower one; the corners rise with `smile`."""
    line, half = mouth_line(who), 0.33 + 0.065 * who.mouth_width + 0.035 * max(smile, 0)
    full, rise = 1 + 0.5 * who.lips, 0.050 + 0.055 * smile
    lip = mix(mix(who.skin, BLOOD, 0.48), DEEP, 0.08)
    left, right, bow = (-half, line - rise), (half, line - rise), 0.085 * full
    shoulder = line - bow * 0.72 - rise * 0.4
    parting = [left, (-half * 0.5, line + 0.004), (-0.06, line + 0.006), (0, line + 0.016), (0.06, line + 0.006),
               (half * 0.5, line + 0.004), right]
    upper = through([left, (-half * 0.5, shoulder), (-0.07, line - bow), (0, line - bow * 0.80), (0.07, line - bow),
                     (half * 0.5, shoulder), right])
    lower = through([left, (-half * 0.6, line + 0.075 * full), (0, line + 0.125 * full),
                     (half * 0.6, line + 0.075 * full), right])
    middle = through(parting)
    canvas.fill(oval((0, line + 0.21 * full**0.5), 0.20, 0.035), mix(who.skin, DEEP, 0.6), 0.28, soft=0.04)
    canvas.fill(np.concatenate([upper, middle[::-1]]), mix(lip, DEEP, 0.22), 0.85, soft=0.010)
    canvas.fill(np.concatenate([middle, lower[::-1]]), lip, 0.80, soft=0.014)
    canvas.fill(oval((-0.03, line + 0.065 * full), half * 0.42, 0.020), mix(lip, LIGHT, 0.6), 0.45, soft=0.022)
    canvas.fill(brush(parting, (0.010, 0.022, 0.026, 0.022, 0.010)), mix(lip, DEEP, 0.85), 0.9, soft=0.007)
    for side in (-1, 1):
        canvas.fill(oval((side * (half + 0.01), line - rise), 0.025, 0.022), mix(who.skin, DEEP, 0.6), 0.5, soft=0.015)


def lines(canvas: Canvas, who: Person, smile: float) -> None:
    """The folds beside the mouth, and what the years leave on a forehead and beside the eyes."""
    colour, spread = mix(who.skin, DEEP, 0.5), 0.04 * max(smile, 0)
    fold = [(0.235 + spread, 0.60), (0.36 + spread, 0.74), (0.41 + spread, mouth_line(who) - 0.02)]
    for side in (-1, 1):
        canvas.fill(brush(sided(side, fold), (0.02, 0.03, 0.0)), colour, 0.10 + 0.35 * who.age + 0.25 * max(smile, 0),
                    soft=0.02)
    if who.lined:
        brow = [through([(-wide, y + 0.02), (0, y - 0.015), (wide, y + 0.02)])
                for wide, y in ((0.45, -0.62), (0.39, -0.76))]
        outer = eye_centre(who) + 0.27
        feet = [through([(outer, y), (outer + 0.09, end)]) for y, end in ((-0.03, -0.06), (0.03, 0.05), (0.08, 0.13))]
        canvas.strokes([*brow, *feet, *map(mirrored, feet)], colour, 0.55 * (who.age - 0.3), width=0.013, soft=0.011)
