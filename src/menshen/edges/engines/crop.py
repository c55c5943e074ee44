"""Cuts dlib's face chips: five landmarks within a box, then 150 px with a padding of 0.25. Finds no faces itself.

The 68-point predictor is left alone: it may not be used commercially. Source: dlib's `get_face_chip`.
"""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import dlib
import numpy as np

from menshen.edges.engines.engine import Detection
from menshen.terms import Image

Point: TypeAlias = tuple[float, float]

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
        landmarks = [(point.x, point.y) for point in points.parts()]
        return Detection(_box(landmarks), np.asarray(chip, np.uint8), np.asarray(landmarks, np.float32))


def middle(one: Point, other: Point) -> Point:
    """The point half way between two."""
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _box(points: Sequence[Point]) -> tuple[int, int, int, int]:
    """The box that HOG would draw, from the corners of one eye, of the other, and the nose."""
    one, other, nose = middle(points[0], points[1]), middle(points[2], points[3]), points[4]
    eyes = middle(one, other)
    x, y = (eye + DOWN_TO_NOSE * (tip - eye) for eye, tip in zip(eyes, nose, strict=True))
    half = WIDTH_BY_FEATURES / 2 * math.hypot(math.dist(one, other), math.dist(nose, eyes))
    return round(x - half), round(y - half), round(x + half), round(y + half)
