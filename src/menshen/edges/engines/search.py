"""Coarse to fine: a picture is searched small first, and larger only while nothing is found clearly.

Finding a face costs by the area searched. Before a door or a phone a face fills the picture, and a small search does.
What counts as clear leaves room below it, so that a second face nearly as large would have been found beside the first.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import cv2
import numpy as np

from menshen.terms import Image

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom, in px; about from brow to chin and from ear to ear, as dlib's landmarks expect it."""

Finder: TypeAlias = Callable[[Image], Sequence[Box]]


def search(picture: Image, sides_px: Sequence[int], find: Finder, clear_px: float) -> Sequence[Box]:
    """What `find` sees in `picture`, reduced to the first of the ascending `sides_px` at which it sees enough.

    Enough is a face at least `clear_px` wide in the reduced picture, or several; boxes are in the picture's own px.
    Reduced copies are zeroed.
    """
    found: Sequence[Box] = ()
    for side_px in sides_px:
        scale = max(1.0, max(picture.shape[:2]) / side_px)
        boxes = _within(picture, scale, find)
        if boxes:
            found = [_enlarged(box, scale) for box in boxes]
        if scale == 1.0 or len(boxes) > 1 or any(right - left >= clear_px for left, _, right, _ in boxes):
            break
    return found


def _within(picture: Image, scale: float, find: Finder) -> Sequence[Box]:
    if scale == 1.0:
        return find(picture)
    height_px, width_px = picture.shape[:2]
    size_px = (max(1, round(width_px / scale)), max(1, round(height_px / scale)))
    reduced = np.asarray(cv2.resize(picture, size_px, interpolation=cv2.INTER_AREA), np.uint8)
    try:
        return find(reduced)
    finally:
        reduced.fill(0)


def _enlarged(box: Box, scale: float) -> Box:
    left, top, right, bottom = box
    return left * scale, top * scale, right * scale, bottom * scale
