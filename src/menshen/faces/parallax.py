"""Parallax: how far the nose moved against the face around it, from one crop of a face to another of the same.

A print or a screen is flat: however it is moved, tilted or bent, it shifts by one smooth law, and nothing is left over.
A head that turns or nods carries its nose farther than its cheeks. So the dense shift between two crops is explained by
six numbers for each axis, which any smooth motion of a surface needs (plane, and bend), and at the same time by one for
what stands out where a nose is. That one is the parallax (plane plus parallax: Irani and Anandan, 1998). Five landmarks
would not do: four of them lie on one line, and what they say of a turned head a tilted print says as well.

How large it is on drawn heads, on prints and on ORL: `python bench/liveness.py`, `docs/faces.md`.
"""

from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from menshen.terms import Image

Field: TypeAlias = npt.NDArray[np.float64]

CHIP_PX = 150
NOSE_PX = (74.5, 88.0)
"""Where noses are in a crop: it is aligned by eyes and nose."""
NOSE_SPREAD_PX = (11.0, 17.0)
FACE_PX = (74.5, 78.0)
FACE_SPREAD_PX = (42.0, 52.0)
"""The part of a crop that is face and nothing behind it."""
STEP_PX = 2
PASSES = 2
"""The second pass finds what the first one's smooth part has not explained, where shifts are small and safe to find."""
ROUNDS = 4
TINY = 1e-6
FIRM_PX = 0.05
"""Shifts are not known better than this."""


@dataclass(frozen=True, slots=True)
class Parallax:
    """In px of a 150 px crop: `right` in the picture (the person's own left, unmirrored), and `down`; 0 where flat."""

    right: float
    down: float


STILL = Parallax(0.0, 0.0)


def parallax(before: Image, after: Image) -> Parallax:
    """How far the nose went from `before` to `after`, two (150, 150, 3) crops of one face, beyond its surroundings."""
    first, then = _even(before), _even(after)
    smooth = np.zeros((CHIP_PX, CHIP_PX, 2))
    right = down = 0.0
    try:
        for _ in range(PASSES):
            shift = _shift(first, then, smooth)
            solved = _explained(_AT, shift[_INSIDE])
            right, down = (float(value) for value in solved[-1])
            smooth = _EVERYWHERE[..., :-1] @ solved[:-1]
    finally:
        first.fill(0)
        then.fill(0)
    return Parallax(right, down)


def _even(chip: Image) -> Image:
    """Gray, a little smooth, and lit evenly: light that changes is no shift."""
    gray = cv2.cvtColor(chip, cv2.COLOR_RGB2GRAY)
    try:
        cv2.GaussianBlur(gray, (0, 0), 1.0, dst=gray)
        return np.asarray(cv2.createCLAHE(2.0, (4, 4)).apply(gray), np.uint8)
    finally:
        gray.fill(0)


def _shift(first: Image, then: Image, smooth: Field) -> Field:
    """Where each pixel of `first` went in `then`, looked for around `smooth`: (150, 150, 2). Its copy is zeroed."""
    at = np.asarray(_PIXELS + smooth, np.float32)
    near = cv2.remap(then, at[..., 0], at[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    flow = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    try:
        return np.asarray(flow.calc(first, near, np.zeros((CHIP_PX, CHIP_PX, 2), np.float32)), np.float64) + smooth
    finally:
        near.fill(0)


def _explained(laws: Field, shift: Field) -> Field:
    """The numbers by which `laws` (n, 7) explain `shift` (n, 2) best; what they cannot explain counts less and less."""
    weight = np.ones(len(laws))
    solved: Field = np.zeros((laws.shape[1], 2), np.float64)
    for _ in range(ROUNDS):
        weighed = laws * weight[:, None]
        solved = np.asarray(np.linalg.solve(weighed.T @ laws + TINY * np.eye(laws.shape[1]), weighed.T @ shift))
        off = np.hypot(*(shift - laws @ solved).T)
        weight = 1 / np.maximum(1, off / max(1.5 * float(np.median(off)), FIRM_PX))
    return solved


def _laws() -> tuple[Field, Field]:
    """Every pixel's place, and what each law says of it: 1, x, y, x², xy, y² and the nose."""
    y, x = np.mgrid[0:CHIP_PX, 0:CHIP_PX].astype(np.float64)
    across, along = (x - CHIP_PX / 2) / 50, (y - CHIP_PX / 2) / 50
    nose = np.exp(-((x - NOSE_PX[0]) / NOSE_SPREAD_PX[0]) ** 2 / 2 - ((y - NOSE_PX[1]) / NOSE_SPREAD_PX[1]) ** 2 / 2)
    one = np.ones_like(x)
    return np.stack([x, y], -1), np.stack([one, across, along, across**2, across * along, along**2, nose], -1)


def _inside() -> npt.NDArray[np.bool_]:
    """The pixels that are asked: every second one, inside the face."""
    x, y = _PIXELS[..., 0], _PIXELS[..., 1]
    face = ((x - FACE_PX[0]) / FACE_SPREAD_PX[0]) ** 2 + ((y - FACE_PX[1]) / FACE_SPREAD_PX[1]) ** 2 < 1
    return np.asarray(face & (x % STEP_PX == 0) & (y % STEP_PX == 0))


_PIXELS, _EVERYWHERE = _laws()
_INSIDE = _inside()
_AT = _EVERYWHERE[_INSIDE]
