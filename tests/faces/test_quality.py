"""Quality: what a capture is worth."""

import cv2
import numpy as np
import pytest

from menshen.faces.quality import MIN_SHARPNESS, MIN_SIZE_PX, Quality, assess
from menshen.terms import Image

ROUGH = np.random.default_rng(1).integers(10, 250, (20, 20, 3), np.uint8)
CHIP = np.asarray(cv2.resize(ROUGH, (150, 150)), np.uint8)


def blurred(by_px: float) -> Image:
    """The same chip out of focus."""
    return np.asarray(cv2.GaussianBlur(CHIP, (0, 0), by_px), np.uint8)


def test_blur_lowers_sharpness() -> None:
    """The more a chip is blurred the less sharp it is."""
    values = [assess(chip, 200).sharpness for chip in (CHIP, blurred(3), blurred(6), blurred(12))]
    assert values == sorted(values, reverse=True)
    assert values[0] > MIN_SHARPNESS > values[-1]


def test_sharpness_does_not_follow_contrast() -> None:
    """A dim picture of a face is as sharp as a bright one."""
    dim = np.asarray(CHIP // 3 + 60, np.uint8)
    assert assess(dim, 200).sharpness == pytest.approx(assess(CHIP, 200).sharpness, rel=0.05)


def test_a_flat_chip_has_no_sharpness() -> None:
    """Where there is nothing to see, nothing is sharp."""
    assert assess(np.full((150, 150, 3), 90, np.uint8), 200) == Quality(200, 0.0)


@pytest.mark.parametrize(("quality", "sufficient"), [
    (Quality(MIN_SIZE_PX, MIN_SHARPNESS), True),
    (Quality(MIN_SIZE_PX - 1, 1.0), False),
    (Quality(500, MIN_SHARPNESS * 0.99), False),
])
def test_both_floors_hold(quality: Quality, *, sufficient: bool) -> None:
    """A face is fit for comparison only where it is both large and sharp enough."""
    assert quality.sufficient() is sufficient
