"""Hairdos: which locks lie behind the head and which over it. A lock spans between guide curves."""

from dataclasses import dataclass

import numpy as np

from menshen.drawn.curves import Points, Spots, mirrored, through
from menshen.drawn.traits import Hair, Person


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
        roots, tips = through([guide[0] for guide in self.guides]), through([guide[-1] for guide in self.guides])
        return np.concatenate([first, tips, last[::-1], roots[::-1]])

    def strand(self, place: float, jitter: Points) -> Points:
        """One strand at `place` (0 to 1) between the guides."""
        at = place * (len(self.guides) - 1)
        left = min(int(at), len(self.guides) - 2)
        one, other = np.asarray(self.guides[left]), np.asarray(self.guides[left + 1])
        return through(one + (other - one) * (at - left) + jitter)


def behind(who: Person) -> list[Lock]:
    """The locks that fall behind neck and shoulders."""
    crown = [(0.0, -1.55), (0.55, -1.45), (1.0, -0.9), (1.10, -0.2)]
    ends: dict[Hair, list[tuple[float, float]]] = {
        Hair.FRINGE: [(1.16, 0.45), (1.06, 1.06)], Hair.BOB: [(1.18, 0.5), (1.02, 1.18)],
        Hair.LONG: [(1.20, 0.9), (1.08, 1.95)],
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
        [(0.0, -1.62), (0.0, -1.25), (0.0, -0.80), (0.0, -0.39)],
        [(0.05, -1.62), (0.28, -1.32), (0.35, -0.85), (0.36, -0.37)],
        [(0.10, -1.61), (0.52, -1.38), (0.70, -0.90), (0.72, -0.30)],
        [(0.15, -1.60), (0.70, -1.42), (0.93, -0.92), (0.93, -0.12)],
    ))
    curtain = Lock((
        [(0.20, -1.52), (0.76, -0.95), (0.87, -0.20), (0.90, 0.50), (0.72, 1.00)],
        [(0.15, -1.60), (0.84, -1.32), (1.10, -0.60), (1.16, 0.40), (0.98, 1.08)],
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
        [(0.0, -1.32), (0.20, line), (0.70, -0.60), (0.86, 0.05), (0.86, 0.95), (0.74, 1.90)],
        [(0.0, -1.48), (0.44, -1.26), (0.88, -0.72), (1.02, 0.10), (1.06, 1.05), (0.88, 2.16)],
        [(0.0, -1.62), (0.62, -1.50), (1.04, -0.92), (1.17, 0.10), (1.22, 1.00), (1.06, 1.98)],
    ))
    return [half, half.other_side()]
