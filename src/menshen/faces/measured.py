"""Operating points from measured distances. A rate that the number of trials cannot support has no point.

Rule of 3: with no error in n independent trials, the true rate is below 3 / n at 95 % confidence. A false match rate is
offered only from 3 / rate impostor trials on (ISO/IEC 19795-1, on the size of a test).
"""

import math

import numpy as np
import numpy.typing as npt

from menshen.errors import InputError
from menshen.faces.card import OperatingPoint

Distances = npt.NDArray[np.float64]


def trials_needed(false_match_rate: float) -> int:
    """How many impostor trials support this rate at all (rule of 3)."""
    return math.ceil(3 / false_match_rate - 1e-9)


def operating_point(genuine: Distances, impostor: Distances, false_match_rate: float) -> OperatingPoint:
    """The widest threshold, to three decimals, whose share of false matches is at most `false_match_rate`.

    `genuine` are distances between pictures of one person, `impostor` between those of two. InputError where the trials
    are too few.
    """
    needed = trials_needed(false_match_rate)
    if len(impostor) < needed:
        raise InputError(f"{len(impostor)} impostor trials cannot support a false match rate of {false_match_rate:g}",
                         hint=f"it takes at least {needed}")
    allowed = math.floor(false_match_rate * len(impostor) + 1e-9)
    first_refused = float(np.sort(impostor)[allowed])
    threshold = (math.ceil(first_refused * 1000 - 1e-9) - 1) / 1000
    missed = float(np.mean(genuine > threshold))
    return OperatingPoint(threshold, false_match_rate, round(missed, 4), len(impostor))
