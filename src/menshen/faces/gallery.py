"""1:N comparison: which rows of a gallery a probe is near, and where the line lies for so many rows.

A stranger is compared with every row, so each row adds its chance of a false match: FMR ≤ FPIR ÷ N (ISO/IEC 19795-1, by
the union bound). Whose a row is, and whether anybody may be looked at, is not known here.
"""

import math
from dataclasses import dataclass
from typing import TypeAlias

import numkong
import numpy as np
import numpy.typing as npt

from menshen.faces.card import OperatingPoint
from menshen.faces.intervals import trials_needed
from menshen.faces.template import LONGEST, STEP, distance, steps_of
from menshen.terms import Template

Rows: TypeAlias = npt.NDArray[np.int8]
"""References, one below the other, each in the steps of a pass: (n, 128) int8."""

_ROUNDING = 1e-5
"""More than single precision loses in a distance, as a share of what it is between."""
_RATE_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Identification:
    """How 1:N draws its line: the points that were measured, and the share of strangers who may be taken for somebody.

    Of people that a model was not measured on both may be worse: `docs/faces.md`.
    """

    points: tuple[OperatingPoint, ...]
    false_positive_rate: float

    def point(self, enrolled: int) -> OperatingPoint | None:
        """The widest point that a gallery of so many allows; None where no point measured is strict enough."""
        allowed = [point for point in self.points
                   if point.false_match_rate * max(enrolled, 1) <= self.false_positive_rate + _RATE_ROUNDING]
        return max(allowed, key=lambda point: point.threshold, default=None)

    def most(self) -> int:
        """How many may be enrolled at all, by the strictest point that was measured."""
        strictest = min((point.false_match_rate for point in self.points), default=math.inf)
        return math.floor(self.false_positive_rate / strictest + _RATE_ROUNDING)

    def trials_for(self, enrolled: int) -> int:
        """How many impostor trials it would take to support so many (rule of 3)."""
        return trials_needed(self.false_positive_rate / enrolled)


def near(rows: Rows, probe: Template, threshold: float) -> list[int]:
    """The rows whose distance from `probe` is at most `threshold`, exactly as `template.distance` has it.

    First every row is measured from the probe in steps, in integers, which is quick. By the triangle inequality a row
    is nearer to the probe itself by what rounding took from it at most: those that may be within are measured again.
    Nothing of the probe or of a row is left in a buffer.
    """
    if not len(rows):
        return []
    rounded, floats = steps_of(probe), np.empty_like(probe)
    try:
        taken = float(np.linalg.norm(np.subtract(probe, np.multiply(rounded, STEP, out=floats), out=floats)))
        most = (threshold + taken + _ROUNDING * (LONGEST + float(np.linalg.norm(probe)))) / STEP
        squares = np.asarray(numkong.cdist(rounded[None], rows, "sqeuclidean"))[0]
        # Turned round, so that what overflows and is no number is measured, too.
        maybe = np.flatnonzero(~(squares > most * most))
        return [int(row) for row in maybe if distance(np.multiply(rows[row], STEP, out=floats), probe) <= threshold]
    finally:
        rounded.fill(0)
        floats.fill(0)
