"""Finds faces with dlib's max-margin detector (CC0): tilted, dark and half hidden ones, where HOG finds none.

One pass over a picture of bounded size, whatever comes, so what it costs is bounded too. Recognises nobody.
"""

from collections.abc import Sequence

import cv2
import numpy as np

from menshen.edges.engines.crop import Cropper
from menshen.edges.engines.engine import Detection
from menshen.edges.engines.mmod_tiles import in_picture, tiled
from menshen.edges.engines.search import Box, search
from menshen.edges.engines.session import opened
from menshen.terms import Image

SIDE_PX = 320
"""A face narrower than about a quarter of this is not found: HOG sees small ones, and this is for difficult ones."""

WINDOW_PX = 80
"""How large the faces are that the network was trained to find in each reduction."""

LEAST_PX = 40
"""Pictures narrower or lower than that hold no face."""

SURE = 0.0
OVERLAP = 0.3383
"""From dlib's file: the score above which something is a face, and the share of two boxes' hull that makes them one."""

BRIGHT, LEAST_GAIN, MOST_GAIN = 250.0, 2.0, 16.0
"""To which level the brightest hundredth of a dark picture is brought, and by how much at least and at most."""

STEP, OFFSET = 8, 14
"""Where a score's window has its centre: three halvings, each of which begins two pixels in."""


class MmodDetector:
    """MMOD, from a graph of `mmod_graph.build`."""

    def __init__(self, graph: bytes, cropper: Cropper) -> None:
        self._session = opened(graph)
        self._cropper = cropper

    def find(self, image: Image) -> Sequence[Detection]:
        """The faces in `image`, surest first, at most two; none narrower than about a quarter of its longer side."""
        return search(image, (SIDE_PX,), self._lit_boxes, self._cropper.cut, clear_px=0)

    def _lit_boxes(self, view: Image) -> Sequence[Box]:
        """Where faces are in `view` after it was made lighter, where it is dark: it is told apart from nobody there."""
        gain = min(MOST_GAIN, BRIGHT / max(1.0, float(np.percentile(view, 99))))
        if gain < LEAST_GAIN:
            return self.boxes(view)
        lit = cv2.convertScaleAbs(view, alpha=gain)
        try:
            return self.boxes(np.asarray(lit, np.uint8))
        finally:
            lit.fill(0)

    def boxes(self, view: Image) -> Sequence[Box]:
        """Where faces are in `view`, surest first, one box each, as dlib's own `cnn_face_detection_model_v1` says."""
        if min(view.shape[:2]) < LEAST_PX:
            return []
        whole, tiles = tiled(view)
        try:
            (scores,) = self._session.run(None, {"tiles": whole})
        finally:
            whole.fill(0)
        rows, columns = np.nonzero(scores[0, 0] > SURE)
        surest = np.argsort(-scores[0, 0, rows, columns], kind="stable")
        kept: list[Box] = []
        for x, y in zip(columns[surest] * STEP + OFFSET, rows[surest] * STEP + OFFSET, strict=True):
            box = in_picture(_window(float(x), float(y)), tiles)
            if not any(_same(box, other) for other in kept):
                kept.append(box)
        return [(left, top, right + 1, bottom + 1) for left, top, right, bottom in kept]


def _window(x: float, y: float) -> Box:
    half = (WINDOW_PX - 1) / 2  # to the last pixel's own place, as dlib counts
    return x - half, y - half, x + half, y + half


def _same(one: Box, other: Box) -> bool:
    """Whether two boxes are one face's: what they share is more than so much of what encloses both."""
    inner = _area(max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]))
    outer = _area(min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3]))
    return inner > OVERLAP * outer


def _area(left: float, top: float, right: float, bottom: float) -> float:
    return max(0.0, right - left) * max(0.0, bottom - top)
