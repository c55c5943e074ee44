"""Finds faces with dlib's HOG detector and cuts dlib's face chips from five landmarks. Recognises nobody.

The 68-point predictor is left alone: it may not be used commercially. Source: dlib's `get_face_chip`.
"""

import threading
from collections.abc import Sequence
from pathlib import Path

import dlib

from menshen.edges.engines.engine import Detection
from menshen.terms import Image

CHIP_PX = 150
PADDING = 0.25


class DlibDetector:
    """HOG and five landmarks; the picture is enlarged for a second pass only where the first finds nothing."""

    def __init__(self, landmarks: Path) -> None:
        self._detect = dlib.get_frontal_face_detector()
        self._landmarks = dlib.shape_predictor(str(landmarks))
        self._one_at_a_time = threading.Lock()  # dlib's detector keeps its image pyramid inside itself

    def find(self, image: Image) -> Sequence[Detection]:
        """All faces in `image`, surest first; faces narrower than about 40 px are not found."""
        with self._one_at_a_time:
            boxes = self._detect(image, 0) or self._detect(image, 1)
        return [self._cut(image, box) for box in boxes]

    def _cut(self, image: Image, box: dlib.rectangle) -> Detection:
        landmarks = self._landmarks(image, box)
        chip = dlib.get_face_chip(image, landmarks, CHIP_PX, PADDING)
        return Detection((box.left(), box.top(), box.right() + 1, box.bottom() + 1), chip)
