"""Decoding of pictures from outside, within limits and in memory. What may be looked at in them is not asked here."""

import math
import threading
from contextlib import nullcontext

import cv2
import numpy as np

from menshen.edges.cameras.header import JPEG_START, scans, sides_px
from menshen.edges.cameras.png import PNG_START, only_pixels
from menshen.errors import InputError
from menshen.terms import Image

MAX_SCANS, SCANS_OF_THE_LARGEST = 20, 10
"""A progressive JPEG has about 10; each further one costs a pass over every pixel and a few bytes only. So the largest
picture may have as many and no more, and half of it twice as many."""

RGB = 3
"""The largest PNG has as many bytes a pixel and no more, and a byte for each row."""

FRAME_PX = 2_048
"""A longer side is halved while decoding, and again: codes and faces need less, and memory is everybody's."""

AT_ONCE = 2
"""So many pictures are decoded at a time, of enrolments and sign-ins only one: a hostile picture takes 150 MB and half
a second. A door's frame takes 5 ms, and finds room beside it."""

_DECODING = {1: cv2.IMREAD_COLOR_RGB, 2: cv2.IMREAD_REDUCED_COLOR_2, 4: cv2.IMREAD_REDUCED_COLOR_4,
             8: cv2.IMREAD_REDUCED_COLOR_8}


class PictureDecoder:
    """Decodes one JPEG or PNG at a time, implementing `acts.ports.Frames`. It keeps nothing; threads may share it."""

    def __init__(self, *, max_bytes: int, max_side_px: int) -> None:
        self._max_bytes = max_bytes
        self._max_side_px = max_side_px
        self._room = threading.BoundedSemaphore(AT_ONCE)
        self._turn = threading.Lock()

    def decode(self, picture: bytes, enough_px: int = FRAME_PX) -> Image:
        """The picture upright: turned as its EXIF says, 8 bits, gray spread to RGB, transparency dropped.

        It comes out at a half, a quarter or an eighth of its size where its longer side stays at least `enough_px`, or
        is over 2,048 px. InputError for another kind, for one over the limits (found before anything is decoded), and
        for a damaged one.
        """
        shortest_px, longest_px = sorted(self._checked(picture))
        largest = next((part for part in _DECODING if longest_px <= part * FRAME_PX), max(_DECODING))
        wanted = max(largest, *(part for part in _DECODING if longest_px >= part * enough_px), 1)
        halves = max(part for part in _DECODING if part <= min(wanted, shortest_px))  # never down to nothing
        if picture.startswith(PNG_START):
            picture = only_pixels(picture, self._max_side_px * (1 + RGB * self._max_side_px))
        try:
            with self._turn if enough_px < FRAME_PX else nullcontext(), self._room:
                frame = cv2.imdecode(np.frombuffer(picture, np.uint8), _DECODING[halves])
        except cv2.error as e:
            raise InputError("image is damaged") from e
        # OpenCV's stubs leave out the None that stands for a picture it could not decode.
        if not isinstance(frame, np.ndarray):
            raise InputError("image is damaged: it ends early or does not decode")
        if halves > 1:
            cv2.cvtColor(frame, cv2.COLOR_BGR2RGB, dst=frame)  # only whole pictures are decoded to RGB at once
        return np.asarray(frame, np.uint8)

    def _checked(self, picture: bytes) -> tuple[int, int]:
        """Width and height, in px, of a picture within the limits."""
        if len(picture) > self._max_bytes:
            raise InputError(f"image has {len(picture)} bytes; the limit is {self._max_bytes}")
        sides = sides_px(picture)
        for name, side_px in zip(("wide", "high"), sides, strict=True):
            if not 1 <= side_px <= self._max_side_px:
                raise InputError(f"image is {side_px} px {name}; the limit is {self._max_side_px} px")
        most = min(MAX_SCANS, SCANS_OF_THE_LARGEST * self._max_side_px ** 2 // math.prod(sides))
        if picture.startswith(JPEG_START) and (came := scans(picture)) > most:
            raise InputError(f"image is a JPEG of {came} scans; the limit is {most} at its size")
        return sides
