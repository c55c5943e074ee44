"""Operating points from measured distances. A rate that the number of trials cannot support has no point.

Mated comparisons are between pictures of one person, non-mated between those of two (ISO/IEC 19795-1).
"""

import math

import numpy as np
import numpy.typing as npt

from menshen.errors import InputError
from menshen.faces.card import OperatingPoint
from menshen.faces.intervals import trials_needed

Distances = npt.NDArray[np.float64]


def operating_point(mated: Distances, non_mated: Distances, false_match_rate: float) -> OperatingPoint:
    """The widest threshold, to three decimals, whose share of false matches is at most `false_match_rate`.

    InputError where the trials are too few: it takes 3 / rate of them (rule of 3).
    """
    needed = trials_needed(false_match_rate)
    if len(non_mated) < needed:
        raise InputError(f"{len(non_mated)} impostor trials cannot support a false match rate of {false_match_rate:g}",
                         hint=f"it takes at least {needed}")
    threshold = widest(non_mated, math.floor(false_match_rate * len(non_mated) + 1e-9))
    missed = float(np.mean(mated > threshold))
    return OperatingPoint(threshold, false_match_rate, round(missed, 4), len(non_mated))


def widest(non_mated: Distances, false_matches: int) -> float:
    """The widest threshold, to three decimals, within which at most so many of `non_mated` lie."""
    first_refused = float(np.partition(non_mated, false_matches)[false_matches])
    return (math.ceil(first_refused * 1000 - 1e-9) - 1) / 1000
