"""Pictures in which drawn persons are hard to find: askew, dark, capped. They tell detectors apart, and no more."""

import cv2
import numpy as np

from menshen.drawn import figure
from menshen.drawn.canvas import Canvas, mix
from menshen.drawn.curves import both_sides
from menshen.drawn.lobby import lobby
from menshen.drawn.portrait import FINER, developed
from menshen.drawn.scene import FRAME_SIZE, HEAD_UNITS
from menshen.drawn.traits import CALM, Person, Variation
from menshen.terms import Image

FULL = 255


def tilted(picture: Image, angle_deg: float) -> Image:
    """The picture as taken with a camera that hangs askew, turned about its middle; its edges go on as they are."""
    rows, columns = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), angle_deg, 1.0)
    return np.asarray(cv2.warpAffine(picture, turn, (columns, rows), borderMode=cv2.BORDER_REPLICATE), np.uint8)


def dimmed(picture: Image, stops: float, noise: float, seed: int) -> Image:
    """The picture with so many stops less light, and the sensor's noise, whose deviation is in levels of 255."""
    grains = np.random.default_rng(seed).normal(0, noise, picture.shape)
    return np.asarray(np.rint(np.clip(picture * 2.0**-stops + grains, 0, FULL)), np.uint8)


def capped(who: Person, how: Variation = CALM, head_px: int = 150, size_px: tuple[int, int] = FRAME_SIZE) -> Image:
    """A person in the middle of a door's frame, who wears a cap whose peak hides the brows."""
    width, height = (side * FINER for side in size_px)
    empty = Canvas(width, height, (width / 2, height * 0.45), head_px * FINER / HEAD_UNITS)
    drawn = figure.draw(who, how, empty)
    cloth = mix(who.clothes, (0.05, 0.05, 0.08), 0.5)
    drawn.fill(both_sides([(0, -1.62), (0.62, -1.48), (1.04, -0.95), (1.08, -0.45), (0, -0.52)]), cloth)
    drawn.fill(both_sides([(0, -0.66), (0.98, -0.55), (1.02, -0.30), (0, -0.16)]), mix(cloth, (0, 0, 0), 0.4))
    return developed(drawn.over(lobby(width, height)), how, who.seed)
