"""Finds faces with YuNet, where its file is installed: faster than HOG, and it sees turned and darker faces. No names.

Crops stay the recogniser's own: from YuNet's eyes and mouth comes the box in which dlib's landmarks are looked for.
Source: `face_detection_yunet_2023mar.onnx` of the OpenCV Model Zoo (MIT), its output as `cv2.FaceDetectorYN` says.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from menshen.edges.engines.crop import Cropper
from menshen.edges.engines.engine import Detection
from menshen.edges.engines.search import Box, search
from menshen.errors import EvidenceError
from menshen.terms import Image

SIDES_PX = (192, 320, 640)
CLEAR_PX = 40
"""YuNet sees faces from about 16 px on: beside one of 40 px none of comparable size goes unnoticed."""

SURE = 0.7
OVERLAP = 0.3
WIDTH_BY_FEATURES = 1.6
DOWN_TO_MOUTH = 0.5
"""How wide HOG's box is by the distances between the eyes and from them to the mouth, and how far below the eyes its
centre lies; measured on ORL and drawn persons, with HOG and YuNet side by side."""


class YunetDetector:
    """YuNet, from the content of its file. It is called from one thread at a time."""

    def __init__(self, model: bytes, cropper: Cropper) -> None:
        try:
            self._yunet = cv2.FaceDetectorYN.create("onnx", np.frombuffer(model, np.uint8), np.empty(0, np.uint8),
                                                    (SIDES_PX[0], SIDES_PX[0]), SURE, OVERLAP)
        except cv2.error as e:
            raise EvidenceError("YuNet's file is no network that OpenCV reads") from e
        self._cropper = cropper

    def find(self, image: Image) -> Sequence[Detection]:
        """The faces in `image`, surest first, at most two; beside one, those less than half as wide may be missed."""
        return search(image, SIDES_PX, self._boxes, self._cropper.cut, CLEAR_PX)

    def _boxes(self, view: Image) -> Sequence[Box]:
        swapped = cv2.cvtColor(view, cv2.COLOR_RGB2BGR)
        try:
            self._yunet.setInputSize((view.shape[1], view.shape[0]))
            _, rows = self._yunet.detect(swapped)
        finally:
            swapped.fill(0)
        # Where there is nothing OpenCV gives None, which its stubs leave out.
        found = rows if isinstance(rows, np.ndarray) else np.empty((0, 15), np.float32)
        sound = found[np.isfinite(found).all(axis=1)]
        return [_box(row[4:14].reshape(5, 2)) for row in sorted(sound, key=lambda row: -row[14])]


def _box(points: np.ndarray) -> Box:
    """The box that HOG would draw, from eyes, nose and corners of the mouth: (5, 2)."""
    eyes, mouth = points[:2].mean(axis=0), points[3:].mean(axis=0)
    x, y = eyes + DOWN_TO_MOUTH * (mouth - eyes)
    half = WIDTH_BY_FEATURES / 2 * np.hypot(np.linalg.norm(mouth - eyes), np.linalg.norm(points[1] - points[0]))
    return float(x - half), float(y - half), float(x + half), float(y + half)
