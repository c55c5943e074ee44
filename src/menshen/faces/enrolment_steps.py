"""What each step of an enrolment gains or costs: the average, its mirror images, the 128 bytes of a pass."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from menshen.faces.comparisons import Comparisons, Sample, several_frames
from menshen.faces.measured import operating_point
from menshen.faces.template import FULL_SCALE


@dataclass(frozen=True, slots=True)
class Missed:
    """False non-match rates at one false match rate, each at its own threshold, as the steps are added."""

    false_match_rate: float
    averaged: float
    mirrored: float
    rounded: float


@dataclass(frozen=True, slots=True)
class Steps:
    """`largest` is the largest value, sign aside, of `values` in all; `clipped` how many exceed a pass's scale."""

    largest: float
    clipped: int
    values: int
    missed: tuple[Missed, ...]


def steps(samples: Sequence[Sample], rates: Sequence[float]) -> Steps:
    """Measure at these false match rates, which the trials must support."""
    # An average never exceeds what it is made of, so where no picture's own values clip, no reference's do.
    values = np.abs(np.stack([template for sample in samples for template in (sample.frame, sample.probe)]))
    averaged = several_frames([replace(sample, frame=sample.probe) for sample in samples], rounded=False)
    mirrored, rounded = several_frames(samples, rounded=False), several_frames(samples)
    return Steps(round(float(values.max()), 4), int((values > FULL_SCALE).sum()), values.size, tuple(
        Missed(rate, _missed(averaged, rate), _missed(mirrored, rate), _missed(rounded, rate)) for rate in rates))


def _missed(comparisons: Comparisons, rate: float) -> float:
    point = operating_point(comparisons.mated().distances, comparisons.non_mated().distances, rate)
    return point.false_non_match_rate
