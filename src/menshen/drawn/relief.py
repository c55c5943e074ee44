"""The head as a gentle relief: how far each point stands out, and how light falls on it. It knows no colours.

Drawing units: the head is about 2 wide and 2.75 high, (0, 0) lies between the eyes, chin at about y = 1.35.
"""

from dataclasses import dataclass

import numpy as np

from menshen.drawn.canvas import Mask
from menshen.drawn.curves import Points, both_sides
from menshen.drawn.traits import Person

CENTRE_Y = 0.05
DEPTH = 0.95


@dataclass(frozen=True, slots=True)
class Bump:
    """A soft hill (or, with a negative height, a hollow) of the relief."""

    x: float
    y: float
    width: float
    height_on_page: float
    rise: float


def outline(who: Person) -> Points:
    """The head's silhouette, ears left out."""
    width, jaw, cheeks = 1 + 0.085 * who.face_width, who.jaw, who.cheeks
    chin = 1.36 + 0.11 * who.chin
    return both_sides([
        (0, -1.40 - 0.05 * who.forehead), (0.53 * width, -1.24 - 0.04 * who.forehead), (0.86 * width, -0.78),
        (0.955 * width, -0.22), (0.935 * width + 0.04 * cheeks, 0.25),
        (0.83 * width + 0.06 * jaw + 0.045 * cheeks, 0.70),
        (0.60 * width + 0.10 * jaw, 1.07 + 0.03 * jaw + 0.04 * who.chin),
        (0.30 + 0.07 * jaw, chin - 0.07 + 0.03 * jaw), (0, chin),
    ])


def bumps(who: Person) -> list[Bump]:
    """Where this face stands out from its dome, and where it lies deeper."""
    tip, eye_x = nose_tip(who), eye_centre(who)
    mouth, wing = mouth_line(who), 0.17 + 0.055 * who.nose_width
    pairs = [
        Bump(eye_x, 0.02, 0.22, 0.14, -0.13), Bump(eye_x, -0.27, 0.27, 0.10, 0.045 + 0.02 * max(who.brow_weight, 0)),
        Bump(0.56, 0.46, 0.22, 0.20, 0.07 + 0.03 * who.cheeks), Bump(wing, tip + 0.05, 0.065, 0.06, 0.07),
        Bump(0.40, 0.86, 0.10, 0.20, -0.025 - 0.02 * who.age), Bump(0.10, mouth - 0.06, 0.10, 0.05, 0.025),
        Bump(eye_x - 0.05, 0.25, 0.18, 0.05, -0.02 * who.age), Bump(0.30, -0.75, 0.30, 0.25, 0.02),
    ]
    middle = [
        Bump(0, 0.18, 0.100 + 0.02 * who.nose_width, 0.34, 0.155 + 0.05 * who.nose_bridge),
        Bump(0, tip, 0.125 + 0.03 * who.nose_width, 0.13, 0.20), Bump(0, mouth + 0.09, 0.20, 0.06, 0.05),
        Bump(0, mouth + 0.22, 0.22, 0.05, -0.05), Bump(0, 1.2 + 0.07 * who.chin, 0.19, 0.14, 0.08),
    ]
    return middle + [Bump(side * b.x, b.y, b.width, b.height_on_page, b.rise) for b in pairs for side in (-1, 1)]


def eye_centre(who: Person) -> float:
    """How far an eye's centre lies from the axis."""
    return 0.42 + 0.045 * who.eye_gap


def nose_tip(who: Person) -> float:
    """How far the nose's tip lies below the eyes."""
    return 0.52 + 0.075 * who.nose_length


def mouth_line(who: Person) -> float:
    """How far the line between the lips lies below the eyes."""
    return 0.90 + 0.05 * who.nose_length + 0.045 * who.mouth_height + 0.03 * who.chin


def dome(silhouette: Points, x: Mask, y: Mask, swell: float = 1.0) -> Mask:
    """Height of a dome over a star-shaped silhouette (enlarged by `swell`); 0 outside it."""
    angles = np.arctan2(silhouette[:, 1] - CENTRE_Y, silhouette[:, 0])
    radii = np.hypot(silhouette[:, 0], silhouette[:, 1] - CENTRE_Y) * swell
    order = np.argsort(angles)
    angles, radii = angles[order], radii[order]
    right, down = np.broadcast_arrays(x, y - np.float32(CENTRE_Y))
    near = (np.abs(right) < radii.max()) & (np.abs(down) < radii.max())
    right, down = right[near], down[near]
    # All the way round: the last angle comes before the first one, too, and the first one after the last.
    edge = np.interp(np.arctan2(down, right), [angles[-1] - 2 * np.pi, *angles, angles[0] + 2 * np.pi],
                     [radii[-1], *radii, radii[0]]).astype(np.float32)
    height = np.zeros(near.shape, np.float32)
    height[near] = DEPTH * np.sqrt(np.clip(1 - (np.hypot(right, down) / edge) ** np.float32(2.3), 0, 1))
    return height


def face_height(who: Person, x: Mask, y: Mask) -> Mask:
    """The height of the whole face: its dome and all bumps."""
    height = dome(outline(who), x, y)
    for bump in bumps(who):
        # A bump is a product of one curve along x and one along y, so no full-size exponential is needed.
        along_x = np.exp(-((x - bump.x) / bump.width) ** 2 / 2)
        along_y = np.exp(-((y - bump.y) / bump.height_on_page) ** 2 / 2)
        height = np.asarray(height + bump.rise * along_x * along_y, np.float32)
    return height


def lit(height: Mask, unit_px: float, light: tuple[float, float, float]) -> Mask:
    """How bright each point of a relief is, about 0 to 1, under soft light from `light` (x, y, towards the viewer)."""
    down, right = np.gradient(height, 1 / unit_px)
    # Silhouettes fall off for ever; a limit keeps their rim from turning black.
    steep = np.hypot(right, down)
    limit = 1 / np.maximum(1, steep / 2.2)
    right, down = right * limit, down * limit
    direction = np.asarray(light) / np.linalg.norm(light)
    facing = (-right * direction[0] - down * direction[1] + direction[2]) / np.sqrt(right**2 + down**2 + 1)
    return np.asarray(np.clip(0.25 + 0.75 * facing, 0, 1), np.float32)
