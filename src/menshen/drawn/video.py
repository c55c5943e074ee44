"""Frames as an uncompressed video stream, which a browser plays as if it were a camera (YUV4MPEG2)."""

from collections.abc import Sequence

import cv2

from menshen.errors import InputError
from menshen.terms import Image

FRAMES_PER_S = 10


def y4m(frames: Sequence[Image]) -> bytes:
    """A YUV4MPEG2 stream, 4:2:0, 10 frames a second; InputError unless all frames share one even size."""
    sizes = {frame.shape[:2] for frame in frames}
    if len(sizes) != 1 or any(side % 2 for size in sizes for side in size):
        raise InputError(f"{len(frames)} frames of {len(sizes)} sizes came; one even size is allowed")
    height, width = sizes.pop()
    header = f"YUV4MPEG2 W{width} H{height} F{FRAMES_PER_S}:1 Ip A1:1 C420jpeg\n".encode()
    planes = (cv2.cvtColor(frame, cv2.COLOR_RGB2YUV_I420).tobytes() for frame in frames)
    return header + b"".join(b"FRAME\n" + plane for plane in planes)
