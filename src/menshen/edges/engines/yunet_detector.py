"""Finds faces with YuNet, where its file is installed: faster than HOG, and it sees turned and darker faces. No names.

Crops stay the recogniser's own: from YuNet's eyes and mouth comes the box in which dlib's landmarks are looked for.
Source: `face_detection_yunet_2023mar.onnx` of the OpenCV Model Zoo (MIT), its output as `cv2.FaceDetectorYN` reads it.
"""

import math
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from menshen.edges.engines.crop import Cropper, middle
from menshen.edges.engines.engine import MOST_FACES, Detection
from menshen.edges.engines.search import Box, search
from menshen.edges.engines.session import opened
from menshen.terms import Image

SIDES_PX = (128, 192, 320, 640)
CLEAR_PX = 40
"""YuNet sees faces from about 16 px on: beside one of 40 px none of comparable size goes unnoticed."""

SURE = 0.7
OVERLAP = 0.3
"""The score from which something is a face, and the share of two boxes' union above which they are one face's."""

STRIDES_PX = (8, 16, 32)
"""How wide a cell of each of its three maps is; a picture's sides are filled up to multiples of the last."""

WIDTH_BY_FEATURES = 1.6
DOWN_TO_MOUTH = 0.5
"""How wide HOG's box is by the distances between the eyes and from them to the mouth, and how far below the eyes its
centre lies; measured on ORL and drawn persons, with HOG and YuNet side by side."""

Floats: TypeAlias = npt.NDArray[np.float32]
Row: TypeAlias = Sequence[float]
SCORE = 14
"""Where in a row its score stands, after everything else."""


class YunetDetector:
    """YuNet, from a graph of `yunet_graph.build`."""

    def __init__(self, graph: bytes, cropper: Cropper) -> None:
        self._session = opened(graph)
        self._cropper = cropper

    def find(self, image: Image) -> Sequence[Detection]:
        """The faces in `image`, surest first, at most two; beside one, those less than half as wide may be missed."""
        return search(image, SIDES_PX, self._boxes, self._cropper.cut, CLEAR_PX)

    def _boxes(self, view: Image) -> Sequence[Box]:
        return [_box(row) for row in self.rows(view)]

    def rows(self, view: Image) -> Sequence[Row]:
        """The faces in `view`, surest first, at most two: left, top, width, height, five points' x and y, score.

        As `cv2.FaceDetectorYN` gives them, but for what it rounds.
        """
        most_px = STRIDES_PX[-1]
        filled = np.zeros((-(-view.shape[0] // most_px) * most_px, -(-view.shape[1] // most_px) * most_px, 3), np.uint8)
        filled[:view.shape[0], :view.shape[1]] = view
        try:
            scores, boxes, points = (one[0] for one in self._session.run(None, {"picture": filled}))
        finally:
            filled.fill(0)
        sure = np.flatnonzero(scores[:, 0] >= SURE)
        places, strides_px = _cells(sure, filled.shape[0], filled.shape[1])
        with np.errstate(over="ignore"):
            sizes = np.exp(boxes[sure, 2:]) * strides_px
        corners = (places + boxes[sure, :2]) * strides_px - sizes / 2
        features = (np.tile(places, 5) + points[sure]) * strides_px
        return _apart(np.concatenate([corners, sizes, features, scores[sure]], axis=1))


def _cells(numbers: npt.NDArray[np.int64], height_px: int, width_px: int) -> tuple[Floats, Floats]:
    """Column and row of each of these cells in its own map, (n, 2), and how wide it is in px, (n, 1)."""
    widths = np.asarray([width_px // stride_px for stride_px in STRIDES_PX])
    ends = np.cumsum([width * (height_px // stride_px) for width, stride_px in zip(widths, STRIDES_PX, strict=True)])
    maps = np.searchsorted(ends, numbers, side="right")
    within = numbers - np.concatenate([[0], ends])[maps]
    places = np.stack([within % widths[maps], within // widths[maps]], axis=1)
    return places.astype(np.float32), np.asarray(STRIDES_PX, np.float32)[maps, None]


def _apart(rows: Floats) -> Sequence[Row]:
    """The surest rows, at most two, no two of one face; those with a value that is no finite number are left out."""
    sound = rows[np.isfinite(rows).all(axis=1)]
    kept: list[Row] = []
    for row in sound[np.argsort(-sound[:, SCORE], kind="stable")].tolist():
        if not any(_one_face(row, other) for other in kept):
            kept.append(row)
        if len(kept) == MOST_FACES:
            break
    return kept


def _one_face(one: Row, other: Row) -> bool:
    """Whether two rows' boxes have more in common than two people's have, by their union."""
    wide, high = (min(one[at] + one[at + 2], other[at] + other[at + 2]) - max(one[at], other[at]) for at in (0, 1))
    both = max(wide, 0.0) * max(high, 0.0)
    return both > OVERLAP * (one[2] * one[3] + other[2] * other[3] - both)


def _box(row: Row) -> Box:
    """The box that HOG would draw, from eyes and corners of the mouth."""
    right_eye, left_eye, _, right_mouth, left_mouth = zip(row[4:SCORE:2], row[5:SCORE:2], strict=True)
    eyes, mouth = middle(right_eye, left_eye), middle(right_mouth, left_mouth)
    x, y = (one + DOWN_TO_MOUTH * (other - one) for one, other in zip(eyes, mouth, strict=True))
    half = WIDTH_BY_FEATURES / 2 * math.hypot(math.dist(mouth, eyes), math.dist(left_eye, right_eye))
    return x - half, y - half, x + half, y + half
