"""A portrait: one person before a calm ground, as a picture of any size."""

from functools import lru_cache

import cv2
import numpy as np

from menshen.drawn import figure
from menshen.drawn.canvas import Canvas, Paint, mix
from menshen.drawn.traits import CALM, Person, Variation
from menshen.terms import Image

FINER = 2
"""Pictures are drawn this many times as large, then reduced, so that edges are smooth."""

UNIT_SHARE = 0.21
EYE_LINE = 0.45
GRAIN = 0.08
"""The standard deviation of a noise of 1, of full brightness."""

REMEMBERED = 32
"""So many pictures are remembered, each under 1 MB at a door's size: drawing one takes a second."""


def portrait(who: Person, how: Variation = CALM, size_px: int = 480) -> Image:
    """A square portrait, (size_px, size_px, 3) uint8 RGB; the same arguments give the same pixels.

    The picture is the caller's own, to keep or to overwrite.
    """
    return _portrait(who, how, size_px).copy()


@lru_cache(maxsize=REMEMBERED)
def _portrait(who: Person, how: Variation, size_px: int) -> Image:
    large = size_px * FINER
    empty = Canvas(large, large, (0.5 * large, EYE_LINE * large), UNIT_SHARE * large)
    return developed(figure.draw(who, how, empty).over(_ground(who, large)), how, who.seed)


def developed(drawn: Paint, how: Variation, seed: int) -> Image:
    """What a camera makes of a drawing: reduced to its size, blurred, with noise, in 8 bits."""
    height, width = drawn.shape[0] // FINER, drawn.shape[1] // FINER
    picture = np.asarray(cv2.resize(drawn, (width, height), interpolation=cv2.INTER_AREA))
    if how.blur_px > 0:
        picture = np.asarray(cv2.GaussianBlur(picture, (0, 0), how.blur_px))
    if how.noise > 0:
        picture = picture + np.random.default_rng(seed).normal(0, GRAIN * how.noise, picture.shape)
    return np.asarray(np.rint(np.clip(picture, 0, 1) * 255), np.uint8)


def _ground(who: Person, size_px: int) -> Paint:
    """A wash of colour that goes with what the person wears, brighter behind the head."""
    place_in = np.linspace(0, 1, size_px, dtype=np.float32)
    near = np.exp(-((place_in[None, :] - 0.42) ** 2 + (place_in[:, None] - 0.36) ** 2) / 0.28)[..., None]
    inner = np.asarray(mix((0.93, 0.91, 0.87), who.clothes, 0.10), np.float32)
    outer = np.asarray(mix((0.74, 0.75, 0.75), who.clothes, 0.28), np.float32)
    return np.asarray(outer + (inner - outer) * near, np.float32)
