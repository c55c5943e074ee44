"""An empty entrance hall in daylight, a little out of focus: window, wall, plant, door, floor."""

from functools import lru_cache

import cv2
import numpy as np

from menshen.drawn.canvas import Canvas, Paint, mix
from menshen.drawn.curves import box, through

WALL, FLOOR, FRAME, DOOR = (0.86, 0.83, 0.77), (0.60, 0.54, 0.47), (0.95, 0.94, 0.91), (0.58, 0.44, 0.32)
SKY, GARDEN, POT, LEAF = (0.80, 0.87, 0.90), (0.62, 0.72, 0.64), (0.72, 0.47, 0.36), (0.36, 0.50, 0.36)
OUT_OF_FOCUS = 0.011


@lru_cache(maxsize=2)
def lobby(width_px: int, height_px: int) -> Paint:
    """The hall as a ground of this size, to be read only; its unit is the picture's height, its origin its top left."""
    canvas = Canvas(width_px, height_px, (0, 0), float(height_px))
    wide = width_px / height_px
    canvas.fill(box(-1, -1, wide + 1, 2), WALL)
    canvas.fill(box(-1, 0.78, wide + 1, 2), FLOOR)
    canvas.fill(box(-1, 0.765, wide + 1, 0.79), mix(WALL, (0.3, 0.25, 0.2), 0.35))
    canvas.fill(box(0.02, 0.06, 0.52, 0.70), SKY)
    canvas.fill(box(0.02, 0.40, 0.52, 0.70), GARDEN, 0.45, soft=0.06)
    for x in (0.02, 0.19, 0.36, 0.52):
        canvas.fill(box(x - 0.008, 0.05, x + 0.008, 0.71), FRAME)
    canvas.fill(box(0.86, 0.12, 1.22, 0.80), mix(DOOR, (0, 0, 0), 0.15))
    canvas.fill(box(0.89, 0.15, 1.19, 0.78), DOOR)
    canvas.fill(box(0.92, 0.45, 0.935, 0.55), (0.85, 0.78, 0.60))
    canvas.fill(box(0.62, 0.70, 0.74, 0.86), POT)
    for lean, top in ((-0.16, 0.42), (-0.09, 0.33), (0.0, 0.30), (0.08, 0.36), (0.15, 0.45)):
        half = (top + 0.72) / 2
        leaf = [(0.68, 0.72), (0.65 + lean * 0.4, half), (0.68 + lean, top), (0.71 + lean * 0.6, half)]
        canvas.fill(through(leaf, closed=True), LEAF, 0.9)
    daylight = np.linspace(1.05, 0.80, width_px, dtype=np.float32)[None, :, None]
    hall = np.clip(canvas.paint * daylight, 0, 1)
    seen = np.asarray(cv2.GaussianBlur(hall, (0, 0), OUT_OF_FOCUS * height_px), np.float32)
    seen.setflags(write=False)
    return seen
