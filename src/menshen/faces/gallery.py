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
from menshen.faces.template import FULL_SCALE, LENGTH, STEPS, checked, distance, quantise
from menshen.terms import Template

Rows: TypeAlias = npt.NDArray[np.int8]
"""References, one below the other, each as a pass carries it and with its square: (n, 132) int8."""

ROW_BYTES = LENGTH + 4
"""The 128 steps of a reference, then the sum of their squares as an int32."""

_STEP = np.float32(FULL_SCALE / STEPS)
_BLOCK = 1_024
"""So many rows at a time are made floats: they stay in the processor's cache."""
_SLACK = 4e-5
"""Twice what the rounding of 128 products in single precision can come to, as a share of (|row| + |probe|)²."""
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


def row_of(reference: Template) -> Rows:
    """A row of `Rows` for `reference`, in the steps of a pass: one that comes from a pass is kept as it is."""
    steps = np.frombuffer(quantise(reference), np.int8)
    square = np.sum(np.square(steps, dtype=np.int32), dtype=np.int32)
    return np.concatenate([steps, np.atleast_1d(square).view(np.int8)])


def near(rows: Rows, probe: Template, threshold: float) -> list[int]:
    """The rows whose distance from `probe` is at most `threshold`, exactly as `template.distance` has it.

    Quick distances, for which rows are made floats in a buffer that is zeroed, only say which rows are measured.
    """
    steps = rows[:, :LENGTH]
    lengths = np.sqrt(rows[:, LENGTH:].view(np.int32)[:, 0].astype(np.float32)) * _STEP
    length = np.linalg.norm(checked(probe))
    quick = lengths * lengths + length * length - 2 * _STEP * _products(steps, probe)
    # Turned round, so that what overflows and is no number is measured, too.
    maybe = np.flatnonzero(~(quick > threshold * threshold + _SLACK * (lengths + length) ** 2))
    return [int(row) for row in maybe if distance(steps[row] * _STEP, probe) <= threshold]


def _products(steps: Rows, probe: Template) -> npt.NDArray[np.float32]:
    products = np.empty(len(steps), np.float32)
    floats = np.empty((min(_BLOCK, len(steps)), LENGTH), np.float32)
    try:
        for start in range(0, len(steps), _BLOCK):
            block = floats[:len(steps) - start]
            np.copyto(block, steps[start:start + _BLOCK])
            np.dot(block, probe, out=products[start:start + _BLOCK])
    finally:
        floats.fill(0)
    return products
