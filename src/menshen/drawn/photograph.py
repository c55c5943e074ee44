"""A photograph of somebody, held before a camera: flat, and so without a nose that stands out; moved, tilted or bent.

For tests and measuring: what a gate must not take for a person.
"""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from menshen.terms import Image

BACKGROUND = (120, 130, 140)
GRID = 17
"""A bent print is drawn through so many points each way; a flat one by its corners."""


@dataclass(frozen=True, slots=True)
class Held:
    """How a print is held. Degrees: `turned` about the upright axis, `leaned` back, `tilted` in the picture's plane.

    `away` is the camera's distance in sides of the print; the print is as large in the picture as its own pixels say.
    `bent` is how far its left and right edges stand back from its middle, in sides; `right` and `down` are shifts in
    sides, and `larger` is how much nearer it came.
    """

    turned_deg: float = 0.0
    leaned_deg: float = 0.0
    tilted_deg: float = 0.0
    away: float = 3.0
    bent: float = 0.0
    right: float = 0.0
    down: float = 0.0
    larger: float = 1.0


def held(photograph: Image, how: Held) -> Image:
    """What the camera sees of `photograph` so held: a picture of the same size, gray where there is no print."""
    height, width = photograph.shape[:2]
    points = GRID if how.bent else 2
    corners = _seen(how, points) * (width, height)
    across = np.linspace(0, 1, points)
    flat = np.stack(np.meshgrid(across * width, across * height), -1)
    picture = np.empty_like(photograph)
    picture[:] = BACKGROUND
    for row in range(points - 1):
        for column in range(points - 1):
            tile = (slice(row, row + 2), slice(column, column + 2))
            _lay(picture, photograph, flat[tile], corners[tile])
    return picture


def _seen(how: Held, points: int) -> npt.NDArray[np.float64]:
    """Where each point of the print's grid is seen, as shares of the picture: (points, points, 2)."""
    across = np.linspace(-0.5, 0.5, points)
    x, y = np.meshgrid(across, across)
    sheet = np.stack([x, y, how.bent * (2 * x) ** 2], -1)
    turn, lean, tilt = np.radians((how.turned_deg, how.leaned_deg, how.tilted_deg))
    turned = np.asarray(cv2.Rodrigues(np.asarray([0, turn, 0.0]))[0])
    leaned = np.asarray(cv2.Rodrigues(np.asarray([lean, 0, 0.0]))[0])
    tilted = np.asarray(cv2.Rodrigues(np.asarray([0, 0, tilt]))[0])
    sheet = sheet @ (turned @ leaned @ tilted).T
    seen = sheet[..., :2] / (sheet[..., 2:] + how.away) * how.away * how.larger
    return np.asarray(seen + 0.5 + (how.right, how.down), np.float64)


def _lay(picture: Image, photograph: Image, source: npt.NDArray[np.float64], target: npt.NDArray[np.float64]) -> None:
    """Draw one tile of the print into the picture, with a pixel's overlap so that no seam shows."""
    left, top = np.maximum(np.floor(target.min((0, 1))) - 1, 0).astype(int)
    right, bottom = np.minimum(np.ceil(target.max((0, 1))).astype(int) + 2, picture.shape[1::-1])
    if left >= right or top >= bottom:
        return
    ring = [(0, 0), (0, 1), (1, 1), (1, 0)]
    here = np.asarray([target[at] - (left, top) for at in ring], np.float32)
    there = np.asarray([source[at] for at in ring], np.float32)
    back = cv2.getPerspectiveTransform(here, there)
    size = (int(right - left), int(bottom - top))
    tile = cv2.warpPerspective(photograph, back, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
                               borderMode=cv2.BORDER_REPLICATE)
    covered = np.zeros(size[::-1], np.uint8)
    cv2.fillConvexPoly(covered, np.rint(here * 16).astype(np.int32), 1, shift=4)
    picture[top:bottom, left:right][covered > 0] = tile[covered > 0]
