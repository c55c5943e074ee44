"""How fit a found face is for comparison: its size and sharpness, with a floor for each.

Thin on purpose: what a door needs to say "once more, a little closer", in the spirit of ISO/IEC 29794-5. The
floors were measured on ORL, shrunk and blurred (`docs/faces.md`).
"""

from dataclasses import dataclass

import cv2
import numpy as np

from menshen.terms import Image

MIN_SIZE_PX = 72
MIN_SHARPNESS = 0.002
SMOOTHING_PX = 1.0
"""Noise of single pixels is not sharpness."""


@dataclass(frozen=True, slots=True)
class Quality:
    """One face's fitness. `size_px` is its box's smaller side; `sharpness` is independent of contrast, 0 where flat."""

    size_px: int
    sharpness: float

    def sufficient(self) -> bool:
        """Whether a comparison with this face means anything."""
        return self.size_px >= MIN_SIZE_PX and self.sharpness >= MIN_SHARPNESS


def assess(chip: Image, size_px: int) -> Quality:
    """Quality of a face whose box's smaller side is `size_px`, from its (150, 150, 3) chip; copies of it are zeroed."""
    colours = chip.astype(np.float32)
    grey = cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY)
    contrast = float(np.var(grey))
    smooth = cv2.GaussianBlur(grey, (0, 0), SMOOTHING_PX)
    edges = cv2.Laplacian(smooth, cv2.CV_32F)
    detail = float(np.var(edges))
    for copy in (colours, grey, smooth, edges):
        copy.fill(0)
    return Quality(size_px, detail / contrast if contrast > 1.0 else 0.0)
