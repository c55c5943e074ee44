"""Cuts dlib's face chips: five landmarks within a box, then 150 px with a padding of 0.25. Finds no faces itself.

The 68-point predictor is left alone: it may not be used commercially. Source: dlib's `get_face_chip`.
"""

from pathlib import Path

import dlib
import numpy as np

from menshen.edges.engines.engine import Detection
from menshen.terms import Image, Landmarks

CHIP_PX = 150
PADDING = 0.25

WIDTH_BY_FEATURES = 1.92
DOWN_TO_NOSE = 0.65
"""How wide HOG's box is by the distances between the eyes and from them to the nose, and how far from the eyes to the
nose its centre lies; the means over ORL and drawn persons."""


class Cropper:
    """Crops faces with dlib's five-point predictor, whose file is `landmarks`."""

    def __init__(self, landmarks: Path) -> None:
        self._landmarks = dlib.shape_predictor(str(landmarks))

    def cut(self, image: Image, box: tuple[float, float, float, float]) -> Detection:
        """The face in `box`, upright and centred, whatever its size in `image`; its own box is by its landmarks."""
        left, top, right, bottom = (round(edge) for edge in box)
        points = self._landmarks(image, dlib.rectangle(left, top, right - 1, bottom - 1))
        chip = dlib.get_face_chip(image, points, CHIP_PX, PADDING)
        landmarks = np.asarray([(point.x, point.y) for point in points.parts()], np.float32)
        return Detection(_box(landmarks), np.asarray(chip, np.uint8), landmarks)


def _box(points: Landmarks) -> tuple[int, int, int, int]:
    """The box that HOG would draw, from the corners of one eye, of the other, and the nose: (5, 2)."""
    one, other, nose = points[0:2].mean(axis=0), points[2:4].mean(axis=0), points[4]
    eyes = (one + other) / 2
    x, y = eyes + DOWN_TO_NOSE * (nose - eyes)
    half = WIDTH_BY_FEATURES / 2 * np.hypot(np.linalg.norm(one - other), np.linalg.norm(nose - eyes))
    return round(x - half), round(y - half), round(x + half), round(y + half)
