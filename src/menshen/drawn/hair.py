"""Hair: locks spanned between guide curves, filled with strands. Each style is a list of locks behind and before the face."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from menshen.drawn.canvas import Canvas, Colour, Mask, mix
from menshen.drawn.curves import Points, Spots, mirrored, oval, through
from menshen.drawn.relief import outline
from menshen.drawn.traits import Hair, Person

STRANDS = 150
CLOTH: Colour = (0.62, 0.66, 0.70)


@dataclass(frozen=True, slots=True)
class Lock:
    """Hair between the first and the last of `guides`, which run from root to tip with equally many points."""

    guides: tuple[Spots, ...]

    def other_side(self) -> "Lock":
        """The same lock on the other half of the head."""
        return Lock(tuple(mirrored(guide) for guide in self.guides))

    def outline(self) -> Points:
        """What the lock covers."""
        first, last = through(self.guides[0]), through(self.guides[-1])
        tips = np.asarray([guide[-1] for guide in self.guides])
        return np.concatenate([first, tips[1:-1], last[::-1]])

    def strand(self, place: float, jitter: Points) -> Points:
        """One strand at `place` (0 to 1) between the guides."""
        at = place * (len(self.guides) - 1)
        left = min(int(at), len(self.guides) - 2)
        one, other = np.asarray(self.guides[left]), np.asarray(self.guides[left + 1])
        return through(one + (other - one) * (at - left) + jitter)


def behind(who: Person) -> list[Lock]:
    """The locks that fall behind neck and shoulders."""
    crown = [(0.0, -1.5), (0.55, -1.45), (1.0, -0.9), (1.10, -0.2)]
    ends: dict[Hair, list[tuple[float, float]]] = {
        Hair.FRINGE: [(1.16, 0.45), (1.06, 1.06)], Hair.BOB: [(1.18, 0.5), (1.02, 1.18)],
        Hair.LONG: [(1.22, 0.9), (1.18, 2.15)],
    }
    if who.hair not in ends:
        return []
    outer = crown + ends[who.hair]
    inner = [(0.0, y) for _, y in outer]
    half = Lock((inner, [(x / 2, y) for x, y in outer], outer))
    return [half, half.other_side()]


def before(who: Person) -> list[Lock]:
    """The locks that lie over the head, from the parting to their tips."""
    return {
        Hair.SHAVEN: _none, Hair.SCARF: _none, Hair.CURLS: _none, Hair.CROP: _crop, Hair.SIDE_PART: _side_part,
        Hair.SWEPT: _swept, Hair.FRINGE: _fringe, Hair.BOB: _bob, Hair.LONG: _long, Hair.BUN: _swept_bun,
    }[who.hair](who)


def _none(_who: Person) -> list[Lock]:
    return []


def _crop(who: Person) -> list[Lock]:
    line = -0.90 - 0.06 * who.forehead
    half = Lock((
        [(0.0, line - 0.02), (0.35, line + 0.01), (0.66, line + 0.12), (0.80, -0.55), (0.90, -0.10)],
        [(0.0, -1.25), (0.45, -1.20), (0.78, -0.95), (0.93, -0.50), (0.95, -0.05)],
        [(0.0, -1.56), (0.52, -1.48), (0.90, -1.10), (1.03, -0.50), (0.99, 0.02)],
    ))
    return [half, half.other_side()]


def _side_part(who: Person) -> list[Lock]:
    line = -0.86 - 0.06 * who.forehead
    wide = Lock((
        [(-0.42, line - 0.10), (-0.05, line + 0.05), (0.42, line + 0.14), (0.78, -0.58), (0.91, -0.05)],
        [(-0.42, -1.25), (0.05, -1.20), (0.55, -1.06), (0.90, -0.62), (0.95, 0.0)],
        [(-0.42, -1.50), (0.10, -1.66), (0.66, -1.46), (1.05, -0.75), (1.01, 0.08)],
    ))
    narrow = Lock((
        [(-0.42, line - 0.10), (-0.58, line + 0.02), (-0.74, -0.64), (-0.84, -0.35), (-0.91, -0.05)],
        [(-0.42, -1.28), (-0.66, -1.10), (-0.86, -0.80), (-0.94, -0.42), (-0.95, 0.0)],
        [(-0.42, -1.50), (-0.74, -1.38), (-0.97, -0.98), (-1.04, -0.45), (-1.00, 0.08)],
    ))
    return [narrow, wide]


def _swept(who: Person) -> list[Lock]:
    line = -0.94 - 0.07 * who.forehead - 0.06 * who.age
    half = Lock((
        [(0.90, -0.05), (0.82, -0.42), (0.74, -0.72), (0.80, -0.95), (0.84, -1.10)],
        [(0.55, line + 0.16), (0.56, line - 0.05), (0.58, line - 0.25), (0.60, -1.30), (0.62, -1.40)],
        [(0.25, line + 0.03), (0.25, line - 0.16), (0.27, line - 0.36), (0.28, -1.45), (0.30, -1.56)],
        [(0.0, line + 0.05), (0.0, line - 0.18), (0.0, line - 0.40), (0.0, -1.52), (0.0, -1.62)],
    ))
    temple = Lock((
        [(0.90, -0.05), (0.82, -0.42), (0.74, -0.72), (0.80, -0.95), (0.84, -1.10)],
        [(0.99, 0.05), (1.03, -0.30), (1.04, -0.62), (1.00, -0.90), (0.84, -1.12)],
    ))
    return [temple, temple.other_side(), half, half.other_side()]


def _swept_bun(who: Person) -> list[Lock]:
    bun = Lock((
        [(-0.10, -1.42), (-0.42, -1.55), (-0.40, -1.92), (0.0, -2.06)],
        [(0.0, -1.40), (-0.05, -1.6), (0.02, -1.85), (0.04, -2.02)],
        [(0.10, -1.42), (0.42, -1.55), (0.40, -1.92), (0.0, -2.06)],
    ))
    return [bun, *_swept(who)]


def _fringe(_who: Person) -> list[Lock]:
    half = Lock((
        [(0.0, -1.50), (0.0, -1.20), (0.0, -0.80), (0.0, -0.37)],
        [(0.02, -1.54), (0.26, -1.28), (0.34, -0.85), (0.36, -0.36)],
        [(0.04, -1.58), (0.48, -1.36), (0.68, -0.90), (0.72, -0.30)],
        [(0.05, -1.62), (0.62, -1.46), (0.90, -0.92), (0.93, -0.15)],
    ))
    curtain = Lock((
        [(0.30, -1.50), (0.76, -0.95), (0.87, -0.20), (0.92, 0.50), (0.80, 1.06)],
        [(0.30, -1.62), (1.0, -1.12), (1.14, -0.30), (1.17, 0.48), (1.06, 1.10)],
    ))
    return [curtain, curtain.other_side(), half, half.other_side()]


def _bob(who: Person) -> list[Lock]:
    line = -0.92 - 0.05 * who.forehead
    wide = Lock((
        [(-0.30, -1.30), (-0.20, line), (0.52, -0.62), (0.84, 0.05), (0.86, 0.60), (0.66, 1.16)],
        [(-0.30, -1.42), (0.15, -1.20), (0.78, -0.75), (0.98, 0.05), (1.02, 0.62), (0.84, 1.20)],
        [(-0.30, -1.54), (0.45, -1.62), (1.02, -0.98), (1.17, 0.0), (1.19, 0.62), (1.00, 1.22)],
    ))
    narrow = Lock((
        [(-0.30, -1.30), (-0.44, line + 0.02), (-0.74, -0.50), (-0.86, 0.05), (-0.86, 0.60), (-0.66, 1.16)],
        [(-0.30, -1.42), (-0.62, -1.18), (-0.90, -0.68), (-0.99, 0.05), (-1.02, 0.62), (-0.84, 1.20)],
        [(-0.30, -1.54), (-0.80, -1.42), (-1.08, -0.80), (-1.17, 0.0), (-1.19, 0.62), (-1.00, 1.22)],
    ))
    return [narrow, wide]


def _long(who: Person) -> list[Lock]:
    line = -0.98 - 0.05 * who.forehead
    half = Lock((
        [(0.02, -1.32), (0.16, line), (0.68, -0.62), (0.86, 0.05), (0.90, 0.95), (0.74, 2.15)],
        [(0.02, -1.44), (0.44, -1.22), (0.88, -0.72), (1.02, 0.10), (1.08, 1.00), (0.96, 2.20)],
        [(0.02, -1.56), (0.66, -1.52), (1.08, -0.86), (1.18, 0.10), (1.24, 1.00), (1.20, 2.20)],
    ))
    return [half, half.other_side()]


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
        canvas.strokes(lines[:third], mix(base, (0, 0, 0), 0.45), 0.55, width=0.010, inside=within)
        canvas.strokes(lines[third:2 * third], mix(base, (1, 0.88, 0.72), 0.20), 0.5, width=0.008, inside=within)
        sheen = [line[int(len(line) * 0.25):int(len(line) * 0.52)] for line in lines[2 * third:]]
        canvas.strokes(sheen, mix(base, (1, 0.92, 0.82), 0.38), 0.5, width=0.016, soft=0.014, inside=within)


def shaven(canvas: Canvas, who: Person, head: Mask) -> None:
    """The shade of shaven hair on the scalp."""
    line = -0.84 - 0.10 * who.forehead
    scalp = through([(-0.94, -0.15), (-0.80, -0.55), (-0.60, line), (0, line - 0.10), (0.60, line), (0.80, -0.55),
                     (0.94, -0.15), (1.2, -0.9), (0.7, -1.7), (-0.7, -1.7), (-1.2, -0.9)], closed=True)
    canvas.fill(scalp, mix(who.skin, who.hair_colour, 0.75), 0.40 * (1 - 0.5 * who.age), soft=0.05, inside=head)


def curls(canvas: Canvas, who: Person, rng: np.random.Generator, *, front: bool) -> None:
    """Curly hair as many small rings, behind the head and along the hairline."""
    base, reach = who.hair_colour, 0.30 if who.earrings else 0.16
    angle = np.linspace(np.pi * 1.0, np.pi * 2.0, 26) if front else np.linspace(np.pi * 0.93, np.pi * 2.07, 40)
    deep = (0.80, 0.92) if front else (0.95, 1.02 + reach)
    spots = [(r * np.cos(a) * 1.02, -0.10 + r * np.sin(a) * 1.36) for a in angle for r in np.linspace(*deep, 3 if front else 5)]
    spots = [(x + rng.normal(0, 0.02), y + rng.normal(0, 0.02)) for x, y in spots if y < 0.35]  # noqa: PLR2004 -- above the ears
    for spot in spots:
        canvas.fill(oval(spot, 0.135, 0.125), base, soft=0.008)
    rings = [oval(spot, rng.uniform(0.05, 0.10), rng.uniform(0.05, 0.10))[:34] for spot in spots for _ in range(2)]
    half = len(rings) // 2
    canvas.strokes(rings[:half], mix(base, (0, 0, 0), 0.5), 0.6, width=0.016, soft=0.004)
    canvas.strokes(rings[half:], mix(base, (1, 0.88, 0.72), 0.28), 0.5, width=0.012, soft=0.004)


def scarf(canvas: Canvas, who: Person, *, front: bool) -> None:
    """A headscarf: its fall behind the shoulders, or its folds round the face."""
    cloth = mix(who.clothes, CLOTH, 0.45)
    if not front:
        canvas.fill(through([(0, -1.72), (0.72, -1.55), (1.18, -0.8), (1.25, 0.2), (1.30, 1.2), (1.6, 2.3), (-1.6, 2.3), (-1.30, 1.2),
                             (-1.25, 0.2), (-1.18, -0.8), (-0.72, -1.55)], closed=True), mix(cloth, (0, 0, 0), 0.15))
        return
    outer = through([(0, -1.70), (0.70, -1.54), (1.15, -0.8), (1.20, 0.1), (1.12, 0.9), (0.9, 1.62), (0, 1.9), (-0.9, 1.62),
                     (-1.12, 0.9), (-1.20, 0.1), (-1.15, -0.8), (-0.70, -1.54)], closed=True)
    face = through([(0, -0.98), (0.5, -0.86), (0.80, -0.40), (0.86, 0.2), (0.74, 0.78), (0.42, 1.22), (0, 1.33), (-0.42, 1.22),
                    (-0.74, 0.78), (-0.86, 0.2), (-0.80, -0.40), (-0.5, -0.86)], closed=True)
    ring = canvas.mask(outer) * (1 - canvas.mask(face))
    canvas.wash(ring, cloth)
    shade = mix(cloth, (0.1, 0.05, 0.1), 0.6)
    canvas.strokes([np.concatenate([face, face[:1]])], shade, 0.45, width=0.05, soft=0.03, inside=ring)
    for side in (-1.0, 1.0):
        for bend in (0.0, 0.12, 0.25):
            fold = through([(side * 0.2, -1.5 + bend), (side * (0.95 + bend / 3), -0.6 + bend), (side * (1.0 + bend / 3), 0.4), (side * 0.6, 1.35 + bend)])
            canvas.strokes([fold], shade, 0.35, width=0.03, soft=0.03, inside=ring)
            canvas.strokes([fold + (side * 0.05, 0)], mix(cloth, (1, 1, 1), 0.4), 0.35, width=0.03, soft=0.03, inside=ring)


def shadow(who: Person, canvas: Canvas) -> Mask:
    """Where hair throws its soft shade on the brow."""
    cover = [lock.outline() + (0.02, 0.10) for lock in before(who)]
    return canvas.mask(*cover, soft=0.05) * canvas.mask(outline(who)) if cover else np.zeros_like(canvas.opacity)
