"""Beards: a soft body with short hairs in it."""

import numpy as np

from menshen.drawn.canvas import Canvas, Mask, mix
from menshen.drawn.curves import Points, both_sides, mirrored, through
from menshen.drawn.features import DEEP
from menshen.drawn.hair import BLACK, LAMP
from menshen.drawn.relief import mouth_line, outline
from menshen.drawn.traits import Beard, Person

HAIRS = 420
EAR_LOBE_Y = 0.22


def beard(canvas: Canvas, who: Person, head: Mask, rng: np.random.Generator) -> None:
    """The beard this person wears, if any."""
    colour = mix(who.hair_colour, DEEP, 0.25)
    for shape in _shapes(who):
        if who.beard is Beard.STUBBLE:
            canvas.fill(shape, mix(who.skin, colour, 0.75), 0.42, soft=0.07, inside=head)
            continue
        canvas.fill(shape, colour, 0.86, soft=0.028)
        within = canvas.mask(shape, soft=0.02)
        roots = rng.uniform(shape.min(axis=0), shape.max(axis=0), (HAIRS, 2))
        lean = np.stack([roots[:, 0] * 0.06 + rng.normal(0, 0.012, HAIRS), np.full(HAIRS, 0.075)], axis=1)
        hairs = list(np.stack([roots, roots + lean], axis=1))
        canvas.strokes(hairs[::2], mix(colour, LAMP, 0.30), 0.35, width=0.009, inside=within)
        canvas.strokes(hairs[1::2], mix(colour, BLACK, 0.5), 0.40, width=0.009, inside=within)


def _shapes(who: Person) -> list[Points]:
    return {
        Beard.NONE: [], Beard.STUBBLE: [_jaw(who), _moustache(who)], Beard.MOUSTACHE: [_moustache(who)],
        Beard.GOATEE: [_moustache(who), _goatee(who)], Beard.FULL: [_jaw(who), _moustache(who)],
    }[who.beard]


def _reach(who: Person) -> float:
    """How far a beard goes round the mouth."""
    return 0.40 + 0.065 * who.mouth_width


def _moustache(who: Person) -> Points:
    line, half = mouth_line(who), _reach(who)
    lip = line - 0.10 - 0.03 * who.lips
    return both_sides([(0, lip - 0.085), (half * 0.55, lip - 0.045), (half, line + 0.03), (half * 0.55, lip + 0.035),
                       (0, lip + 0.03)])


def _goatee(who: Person) -> Points:
    line, chin = mouth_line(who), float(outline(who)[:, 1].max())
    return both_sides([(0, line + 0.17), (0.22, line + 0.19), (0.27, chin - 0.08), (0, chin + 0.07)])


def _jaw(who: Person) -> Points:
    line, half, head = mouth_line(who), _reach(who), outline(who)
    jaw = head[head[:, 1] > EAR_LOBE_Y]
    jaw = jaw[np.argsort(np.arctan2(jaw[:, 1] - 0.2, jaw[:, 0]))]
    outer = (jaw - (0, 0.2)) * (1.02, 1.055) + (0, 0.2)
    wide = 1 + 0.08 * who.face_width
    inner = [(0.83 * wide, 0.25), (0.66 * wide, 0.62), (half + 0.06, line - 0.10), (half - 0.02, line + 0.12)]
    return np.concatenate([outer, through([*mirrored(inner), (0, line + 0.18), *reversed(inner)])])
