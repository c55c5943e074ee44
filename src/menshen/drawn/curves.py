"""Smooth outlines: what every drawn shape is made of. Points are (n, 2) floats, x to the right and y down."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Points: TypeAlias = npt.NDArray[np.float64]
Spots: TypeAlias = Sequence[tuple[float, float]] | Points
"""Control points, written out or computed."""

STEPS = 12
"""Points drawn between two control points."""


def through(spots: Spots, *, closed: bool = False) -> Points:
    """A smooth curve through all `spots` (Catmull-Rom), closed if asked."""
    knots = np.asarray(spots, np.float64)
    if closed:
        knots = np.concatenate([knots[-1:], knots, knots[:2]])
    else:
        knots = np.concatenate([2 * knots[:1] - knots[1:2], knots, 2 * knots[-1:] - knots[-2:-1]])
    before, start, end, after = knots[:-3], knots[1:-2], knots[2:-1], knots[3:]
    t = np.arange(STEPS)[:, None, None] / STEPS
    curve = 0.5 * (2 * start + (end - before) * t + (2 * before - 5 * start + 4 * end - after) * t**2
                   + (3 * start - before - 3 * end + after) * t**3)
    points = curve.transpose(1, 0, 2).reshape(-1, 2)
    return points if closed else np.concatenate([points, end[-1:]])


def oval(centre: tuple[float, float], width: float, height: float, turned: float = 0.0) -> Points:
    """An ellipse by its half axes, turned by `turned` radians."""
    angle = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    x, y = width * np.cos(angle), height * np.sin(angle)
    cos, sin = np.cos(turned), np.sin(turned)
    return np.stack([centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos], axis=1)


def brush(spots: Spots, widths: Sequence[float]) -> Points:
    """A stroke through `spots` whose width follows `widths` from its start to its end."""
    line = through(spots)
    along = np.gradient(line, axis=0)
    across = np.stack([-along[:, 1], along[:, 0]], axis=1) / (np.linalg.norm(along, axis=1, keepdims=True) + 1e-9)
    place = np.linspace(0, 1, len(line))
    half = np.interp(place, np.linspace(0, 1, len(widths)), widths)[:, None] / 2
    return np.concatenate([line + across * half, (line - across * half)[::-1]])


def mirrored(spots: Spots) -> Points:
    """The same shape on the other side of the face."""
    points: Points = np.multiply(spots, np.asarray([-1.0, 1.0]))
    return points


def sided(side: int, spots: Spots) -> Points:
    """A shape drawn for the right half of the page, on the half that `side` (1 right, -1 left) names."""
    return np.asarray(spots, np.float64) if side > 0 else mirrored(spots)


def shifted(spots: Spots, right: float, down: float) -> Points:
    """The same shape elsewhere."""
    points: Points = np.add(spots, np.asarray([right, down]))
    return points


def ring(shape: Points) -> Points:
    """A closed outline as a line that ends where it begins."""
    return np.concatenate([shape, shape[:2]])


def both_sides(right_half: Spots) -> Points:
    """A closed symmetric outline from its right half, given from top to bottom with both ends on the axis."""
    half = np.asarray(right_half, np.float64)
    return through(np.concatenate([half, mirrored(half[-2:0:-1])]), closed=True)


def box(left: float, top: float, right: float, bottom: float) -> Points:
    """A rectangle."""
    return np.asarray([(left, top), (right, top), (right, bottom), (left, bottom)], np.float64)


def rounded_box(left: float, top: float, right: float, bottom: float, radius: float) -> Points:
    """A rectangle with rounded corners."""
    quarter = np.linspace(0, np.pi / 2, 10)
    corners = ((right - radius, bottom - radius), (left + radius, bottom - radius), (left + radius, top + radius),
               (right - radius, top + radius))
    arcs = [(x + radius * np.cos(quarter + turn), y + radius * np.sin(quarter + turn))
            for (x, y), turn in zip(corners, np.arange(4) * np.pi / 2, strict=True)]
    return np.concatenate([np.stack(arc, axis=1) for arc in arcs])
