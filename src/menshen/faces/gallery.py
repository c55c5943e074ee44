"""1:N comparison: which rows of a gallery a probe is near, and where the line lies for so many rows.

A stranger is compared with every row, so each row adds its chance of a false match: FMR ≤ FPIR ÷ N (ISO/IEC 19795-1, by
the union bound). Whose a row is, and whether anybody may be looked at, is not known here.
"""

import math
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from menshen.faces.card import OperatingPoint
from menshen.faces.intervals import trials_needed
from menshen.faces.template import checked, distance
from menshen.terms import Template

Rows: TypeAlias = npt.NDArray[np.float32]
"""Templates, one below the other: (n, 128) float32."""

_SLACK = 1e-3
"""The quick distances are off by less than this; whatever is so near the line is measured again."""
_ROUNDING = 1e-9


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
                   if point.false_match_rate * max(enrolled, 1) <= self.false_positive_rate + _ROUNDING]
        return max(allowed, key=lambda point: point.threshold, default=None)

    def most(self) -> int:
        """How many may be enrolled at all, by the strictest point that was measured."""
        strictest = min((point.false_match_rate for point in self.points), default=math.inf)
        return math.floor(self.false_positive_rate / strictest + _ROUNDING)

    def trials_for(self, enrolled: int) -> int:
        """How many impostor trials it would take to support so many (rule of 3)."""
        return trials_needed(self.false_positive_rate / enrolled)


def near(rows: Rows, probe: Template, threshold: float) -> list[int]:
    """The rows whose distance from `probe` is at most `threshold`, exactly as `template.distance` has it.

    Whatever is computed on the way is one number a row: nobody's template is copied.
    """
    quick = np.einsum("ij,ij->i", rows, rows) - 2 * (rows @ checked(probe)) + probe @ probe
    maybe = np.flatnonzero(quick <= (threshold + _SLACK) ** 2)
    return [int(row) for row in maybe if distance(rows[row], probe) <= threshold]
