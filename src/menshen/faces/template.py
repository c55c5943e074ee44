"""Templates: distance, mean, and the 128 bytes in which a pass carries one. Deciding who is who is `faces.verify`'s.

The scale belongs to dlib's ResNet, whose values on faces stay within ±0.51 (measured on ORL). At ±0.35 some were
clipped, and that cost matches; at ±0.6 none is, and the rounding costs no accuracy (`docs/faces.md`).
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from menshen.errors import InputError
from menshen.terms import Template

LENGTH = 128
FULL_SCALE = 0.6
STEPS = 127
STEP = np.float32(FULL_SCALE / STEPS)
LONGEST = FULL_SCALE * LENGTH ** 0.5
"""No reference in steps is longer, as a vector."""

Steps: TypeAlias = npt.NDArray[np.int8]
"""A template as a pass carries it: (128,) int8."""


def checked(template: Template) -> Template:
    """Return `template` if it is (128,) float32 and finite; else InputError."""
    if template.shape != (LENGTH,) or template.dtype != np.float32:
        raise InputError(f"a template is {template.dtype} of shape {template.shape}; float32 of ({LENGTH},) is allowed")
    if not np.isfinite(template).all():
        raise InputError("a template holds values that are not finite numbers")
    return template


def steps_of(template: Template) -> Steps:
    """The template as (128,) int8: divided by 0.6, times 127, rounded, clipped to ±127. Nothing between is left."""
    values = checked(template) / FULL_SCALE
    try:
        values *= STEPS
        np.rint(values, out=values)
        np.clip(values, -STEPS, STEPS, out=values)
        steps: Steps = values.astype(np.int8)
    finally:
        values.fill(0)
    return steps


def quantise(template: Template) -> bytes:
    """The template as 128 signed bytes: its steps."""
    steps = steps_of(template)
    try:
        return steps.tobytes()
    finally:
        steps.fill(0)


def dequantise(reference: bytes) -> Template:
    """The template that 128 signed bytes stand for, each value within half a step (0.0024) unless it was clipped."""
    if len(reference) != LENGTH:
        raise InputError(f"a reference has {len(reference)} bytes; {LENGTH} are allowed")
    return (np.frombuffer(reference, np.int8).astype(np.float32) * STEP).astype(np.float32)


def distance(a: Template, b: Template) -> float:
    """Euclidean distance; smaller is more alike, 0 the same. Nothing between is left."""
    between = checked(a) - checked(b)
    try:
        return float(np.linalg.norm(between))
    finally:
        between.fill(0)


def mean(templates: Sequence[Template]) -> Template:
    """The average of at least one template, which several frames of one person make steadier than any of them."""
    if not templates:
        raise InputError("no template came; at least one is needed for an average")
    stacked = np.stack([checked(template) for template in templates])
    average: Template = stacked.mean(axis=0)
    stacked.fill(0)
    return average
