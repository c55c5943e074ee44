"""Pictures from files, for measuring. What comes from outside to a gate is decoded in `frames`, within its limits."""

from pathlib import Path

import cv2
import numpy as np

from menshen.terms import Image

MIN_WIDTH_PX = 230
"""Narrower pictures are enlarged to it: old collections are small, and no camera at a door is."""
MOST_BYTES = 64 * 1_024 * 1_024


def read_picture(path: Path) -> Image | None:
    """The picture in a file, upright, in RGB; None where there is none that can be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return None
        content = np.frombuffer(path.read_bytes(), np.uint8)
        picture = cv2.imdecode(content, cv2.IMREAD_COLOR_RGB) if content.size else None
    except (OSError, cv2.error):
        return None
    return None if picture is None else np.asarray(picture, np.uint8)


def enlarged(picture: Image) -> Image:
    """The picture, at least `MIN_WIDTH_PX` wide."""
    scale = MIN_WIDTH_PX / picture.shape[1]
    if scale <= 1:
        return picture
    return np.asarray(cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
