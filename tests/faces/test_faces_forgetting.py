"""What is made of a crop to judge it, and what is left of that afterwards."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from support.spy import Spy

from menshen.drawn.portrait import portrait
from menshen.drawn.traits import person
from menshen.faces import parallax, quality
from menshen.terms import Image

LANDMARKS = np.array([(110, 60), (95, 61), (40, 60), (55, 61), (75, 95)], np.float32)


@pytest.mark.parametrize(("judge", "makes"), [
    (lambda chip: quality.assess(chip, LANDMARKS), {"cv2.cvtColor", "cv2.GaussianBlur", "cv2.Laplacian"}),
    (lambda chip: parallax.parallax(chip, np.roll(chip, 1, 1)),
     {"cv2.cvtColor", "cv2.GaussianBlur", "cv2.remap", "menshen.faces.parallax._even"}),
])
def test_copies_of_a_crop_are_zeroed(monkeypatch: pytest.MonkeyPatch, judge: Callable[[Image], object],
                                     makes: set[str]) -> None:
    """Gray, smoothed and moved copies hold no pixel when a crop has been judged, and the crop is as it was."""
    chip = np.asarray(cv2.resize(portrait(person(5)), (150, 150)), np.uint8)
    before = chip.copy()
    spy = Spy().on(monkeypatch, *((cv2, name) for name in ("cvtColor", "GaussianBlur", "Laplacian", "remap")),
                   (parallax, "_even"))
    with spy.watch():
        judge(chip)
    assert makes <= spy.givers()
    assert spy.readable() == []
    assert np.array_equal(chip, before)
