"""Coarse to fine: a picture is searched small first, and larger only while nothing is found clearly.

Finding a face costs by the area searched. Before a door or a phone a face fills the picture, and a small search does.
What counts as clear leaves room below it, so that a second face nearly as large would have been found beside the first.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import cv2
import numpy as np

from menshen.edges.engines.engine import MOST_FACES, Detection
from menshen.terms import Image

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom, in px; about from brow to chin and from ear to ear, as dlib's landmarks expect it."""

Finder: TypeAlias = Callable[[Image], Sequence[Box]]


def search(
    picture: Image, sides_px: Sequence[int], find: Finder, cut: Callable[[Image, Box], Detection], clear_px: float, *,
    enlarging: float = 1.0,
) -> Sequence[Detection]:
    """What `find` sees in `picture`, its longer side reduced to each of the ascending `sides_px` until it sees enough.

    Enough is a face at least `clear_px` wide in the reduced picture, or several. Faces are cut from the whole picture.
    Where nothing is found the picture is enlarged, at most so many times. Copies are zeroed.
    """
    longest_px, halves = max(picture.shape[:2]), _halves(picture, sides_px[0])
    found: list[Detection] = []
    searched_px = 0.0
    try:
        for side_px in sides_px:
            most_px = longest_px * (1.0 if found else enlarging)
            if searched_px >= most_px:
                break
            searched_px = min(side_px, most_px)
            scale = longest_px / searched_px
            seen = [_enlarged(box, scale) for box in _within(halves, scale, find)[:MOST_FACES]]
            found += [cut(picture, box) for box in seen if not any(_same(box, face.box_px) for face in found)]
            if len(found) > 1 or any(width_px(face) >= clear_px * scale for face in found):
                break
    finally:
        for half in halves[1:]:
            half.fill(0)
    return found[:MOST_FACES]


def width_px(face: Detection) -> int:
    """How wide a face is by its landmarks: a detector's boxes come in steps, and may be half as wide again."""
    return face.box_px[2] - face.box_px[0]


def _same(one: Box, other: Box) -> bool:
    return _holds(one, other) or _holds(other, one)


def _holds(outer: Box, inner: Box) -> bool:
    """Whether the centre of `inner` lies in `outer`: no two people's faces stand so."""
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]


def _halves(picture: Image, smallest_px: int) -> Sequence[Image]:
    """The picture, its half, that one's half and so on, none smaller than `smallest_px`: halving is quick."""
    halves = [picture]
    while max(halves[-1].shape[:2]) >= 2 * smallest_px:
        height_px, width_px = halves[-1].shape[:2]
        halves.append(_resized(halves[-1], width_px / 2, height_px / 2, cv2.INTER_AREA))
    return halves


def _within(halves: Sequence[Image], scale: float, find: Finder) -> Sequence[Box]:
    """What `find` sees in the picture reduced by `scale`, of which a last copy is made from the half next above it."""
    if scale == 1.0:
        return find(halves[0])
    height_px, width_px = halves[0].shape[:2]
    source = [half for half in halves if max(half.shape[:2]) * scale >= max(height_px, width_px)][-1:] or halves[:1]
    reduced = _resized(source[0], width_px / scale, height_px / scale, cv2.INTER_LINEAR)
    try:
        return find(reduced)
    finally:
        reduced.fill(0)


def _resized(source: Image, width_px: float, height_px: float, how: int) -> Image:
    size_px = (max(1, round(width_px)), max(1, round(height_px)))
    return np.asarray(cv2.resize(source, size_px, interpolation=how), np.uint8)


def _enlarged(box: Box, scale: float) -> Box:
    left, top, right, bottom = box
    return left * scale, top * scale, right * scale, bottom * scale
