"""1:1 comparison."""

import numpy as np
import pytest

from menshen.faces.card import OperatingPoint
from menshen.faces.template import LENGTH
from menshen.faces.verify import verify

POINT = OperatingPoint(threshold=0.5, false_match_rate=0.001, false_non_match_rate=0.0, trials=10_000)


@pytest.mark.parametrize(("apart", "same"), [(0.0, True), (0.25, True), (0.5, True), (0.5001, False), (2.0, False)])
def test_the_threshold_decides(apart: float, *, same: bool) -> None:
    """Two templates are one person's up to the point's threshold, and not beyond it."""
    probe, reference = np.zeros(LENGTH, np.float32), np.zeros(LENGTH, np.float32)
    reference[7] = apart
    match = verify(probe, reference, POINT)
    assert match.distance == pytest.approx(apart)
    assert match.same is same
