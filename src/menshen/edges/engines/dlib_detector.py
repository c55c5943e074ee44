"""Finds faces with dlib's HOG detector and cuts dlib's face chips from five landmarks. Recognises nobody.

The 68-point predictor is left alone: it may not be used commercially. Source: dlib's `get_face_chip`.
"""

from collections.abc import Sequence
from pathlib import Path

import cv2
import dlib
import numpy as np

from menshen.edges.engines.engine import Detection
from menshen.terms import Image

CHIP_PX = 150
PADDING = 0.25
SEARCH_PX = 640
"""Larger pictures are searched at this side: HOG's cost grows with the area, and others wait. Chips stay full size."""


class DlibDetector:
    """HOG and five landmarks; the picture is enlarged for a second pass only where the first finds nothing."""

    def __init__(self, landmarks: Path) -> None:
        self._detect = dlib.get_frontal_face_detector()
        self._landmarks = dlib.shape_predictor(str(landmarks))

    def find(self, image: Image) -> Sequence[Detection]:
        """All faces in `image`, surest first; none narrower than about a sixteenth of its longer side."""
        scale = max(1.0, max(image.shape[:2]) / SEARCH_PX)
        searched = image if scale == 1.0 else _shrunk(image, scale)
        try:
            boxes = self._detect(searched, 0) or self._detect(searched, 1)
        finally:
            if searched is not image:
                searched.fill(0)
        return [self._cut(image, _enlarged(box, scale)) for box in boxes]

    def _cut(self, image: Image, box: dlib.rectangle) -> Detection:
        landmarks = self._landmarks(image, box)
        chip = dlib.get_face_chip(image, landmarks, CHIP_PX, PADDING)
        return Detection((box.left(), box.top(), box.right() + 1, box.bottom() + 1), chip)


def _shrunk(image: Image, scale: float) -> Image:
    height_px, width_px = image.shape[:2]
    size_px = (max(1, round(width_px / scale)), max(1, round(height_px / scale)))
    return np.asarray(cv2.resize(image, size_px, interpolation=cv2.INTER_AREA), np.uint8)


def _enlarged(box: dlib.rectangle, scale: float) -> dlib.rectangle:
    if scale == 1.0:
        return box
    return dlib.rectangle(*(round(edge * scale) for edge in (box.left(), box.top(), box.right(), box.bottom())))
