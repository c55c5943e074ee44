"""Evaluation of a model on people: error rates with their intervals, and the operating points that the trials support.

Terms of ISO/IEC 19795-1: false match rate (FMR), false non-match rate (FNMR), failure to acquire (FTA), and the
detection error trade-off (DET). What comes out names nobody and holds no template.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from menshen.errors import InputError
from menshen.faces.card import OperatingPoint
from menshen.faces.comparisons import Comparisons
from menshen.faces.intervals import Indices, Rate, Weights, draw_people, rate_by_subject, trials_needed
from menshen.faces.measured import operating_point, widest

RATES = (1e-2, 1e-3, 3e-4, 1e-4, 1e-5, 1e-6)
DET_STEPS = 200


@dataclass(frozen=True, slots=True)
class Measured:
    """One threshold with what was measured at it; a rate is None where there was nothing to compare."""

    point: OperatingPoint
    false_match: Rate | None
    false_non_match: Rate | None


@dataclass(frozen=True, slots=True)
class Evaluated:
    """One way of comparing. `none_false` is the widest threshold at which nobody was taken for somebody else.

    `unsupported` are the rates that the trials cannot support; `det` is FMR and FNMR from the widest threshold on.
    """

    mated: int
    non_mated: int
    points: tuple[Measured, ...]
    unsupported: tuple[float, ...]
    none_false: Measured
    det: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Error rates among the people of one group; a rate is None where the group had nothing to compare."""

    people: int
    false_match: Rate | None
    false_non_match: Rate | None


def evaluate(comparisons: Comparisons, drawn: Weights) -> Evaluated:
    """Everything about one way of comparing; InputError without a mated and a non-mated comparison."""
    mated, non_mated = comparisons.mated(), comparisons.non_mated()
    if not len(mated.distances):
        raise InputError("no person has two pictures that could be used", hint="false non-matches take at least two")
    if not len(non_mated.distances):
        raise InputError("pictures of one person alone could be used", hint="false matches take two people or more")
    trials = len(non_mated.distances)
    supported = [rate for rate in RATES if trials >= trials_needed(rate)]
    points = [operating_point(mated.distances, non_mated.distances, rate) for rate in supported]
    strictest = widest(non_mated.distances, 0)
    missed = round(float(np.mean(mated.distances > strictest)), 4)
    return Evaluated(len(mated.distances), trials, tuple(measured(comparisons, point, drawn) for point in points),
                     tuple(rate for rate in RATES if rate not in supported),
                     measured(comparisons, OperatingPoint(strictest, 0.0, missed, trials), drawn),
                     _trade_off(comparisons))


def measured(comparisons: Comparisons, point: OperatingPoint, drawn: Weights) -> Measured:
    """Error rates at the threshold of `point`, wherever that comes from."""
    return Measured(point, _false_matches(comparisons.non_mated(), point, drawn),
                    _false_non_matches(comparisons.mated(), point, drawn))


def among(comparisons: Comparisons, people: Sequence[int], point: OperatingPoint, seed: int) -> Group:
    """Error rates of one group's people, compared with one another at the threshold that everybody has."""
    inside = comparisons.within(people)
    own, drawn = np.asarray(sorted(people)), draw_people(len(people), seed)
    numbered = Comparisons(inside.distances, np.searchsorted(own, inside.ones), np.searchsorted(own, inside.others))
    return Group(len(people), _false_matches(numbered.non_mated(), point, drawn),
                 _false_non_matches(numbered.mated(), point, drawn))


def _false_matches(non_mated: Comparisons, point: OperatingPoint, drawn: Weights) -> Rate | None:
    if not len(non_mated.distances):
        return None
    return rate_by_subject(non_mated.distances <= point.threshold, non_mated.ones, non_mated.others, drawn)


def _false_non_matches(mated: Comparisons, point: OperatingPoint, drawn: Weights) -> Rate | None:
    if not len(mated.distances):
        return None
    return rate_by_subject(mated.distances > point.threshold, mated.ones, mated.others, drawn)


def _trade_off(comparisons: Comparisons) -> tuple[tuple[float, float], ...]:
    mated, non_mated = np.sort(comparisons.mated().distances), np.sort(comparisons.non_mated().distances)
    # Close together where errors are few, which is where a door works.
    steps = np.unique(np.concatenate([non_mated[_ranks(len(non_mated))], mated[::-1][_ranks(len(mated))]]))[::-1]
    false_match = np.searchsorted(non_mated, steps, side="right") / len(non_mated)
    false_non_match = 1 - np.searchsorted(mated, steps, side="right") / len(mated)
    return tuple(zip(false_match.tolist(), false_non_match.tolist(), strict=True))


def _ranks(many: int) -> Indices:
    return np.unique(np.geomspace(1, many, DET_STEPS).astype(np.int64)) - 1
