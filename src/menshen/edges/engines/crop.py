"""Cuts dlib's face chips: five landmarks within a box, then 150 px with a padding of 0.25. Finds no faces itself.

The 68-point predictor is left alone: it may not be used commercially. Source: dlib's `get_face_chip`.
"""

from pathlib import Path

import dlib
import numpy as np

from menshen.edges.engines.engine import Detection
from menshen.edges.engines.search import Box
from menshen.terms import Image

CHIP_PX = 150
PADDING = 0.25


class Cropper:
    """Crops faces with dlib's five-point predictor, whose file is `landmarks`."""

    def __init__(self, landmarks: Path) -> None:
        self._landmarks = dlib.shape_predictor(str(landmarks))

    def cut(self, image: Image, box: Box) -> Detection:
        """The face in `box`, upright and centred, whatever its size in `image`."""
        left, top, right, bottom = (round(edge) for edge in box)
        points = self._landmarks(image, dlib.rectangle(left, top, right - 1, bottom - 1))
        chip = dlib.get_face_chip(image, points, CHIP_PX, PADDING)
        landmarks = np.asarray([(point.x, point.y) for point in points.parts()], np.float32)
        return Detection((left, top, right, bottom), np.asarray(chip, np.uint8), landmarks)
