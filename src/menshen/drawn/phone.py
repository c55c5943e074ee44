"""A hand that holds up a phone with a code on its screen."""

from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from menshen.drawn.canvas import Canvas, mix
from menshen.drawn.curves import oval, rounded_box, shifted, through
from menshen.drawn.traits import Person
from menshen.errors import InputError
from menshen.terms import Image

Modules: TypeAlias = npt.NDArray[np.bool_]
"""A code's modules, (n, n), True for dark, without quiet zone."""

FINER = 2
QUIET_MODULES = 4
MIN_MODULE_PX = 2
CENTRE = (0.75, 0.46)
SCREEN_SHARE = (0.40, 0.62)
DARK, BRIGHT = 20, 245


def held_up(frame: Image, code: Modules, holder: Person) -> Image:
    """`frame` with a phone in its right half; InputError where a module would be narrower than 2 px.

    The screen comes last, at the frame's own size: each module is a whole number of pixels, as if near and in focus.
    """
    height, width = frame.shape[:2]
    modules = np.pad(code, QUIET_MODULES)
    module_px = min(int(width * SCREEN_SHARE[0]), int(height * SCREEN_SHARE[1])) // len(modules)
    if module_px < MIN_MODULE_PX:
        raise InputError(f"a code of {len(code)} modules does not fit a frame of {width} × {height} px",
                         hint="use a larger frame or a smaller code")
    side = module_px * len(modules)
    left, top = round(width * CENTRE[0]) - side // 2, round(height * CENTRE[1]) - side // 2
    shown = _in_hand(frame, (left + side / 2, top + side / 2), side, holder)
    screen = np.where(np.kron(modules, np.ones((module_px, module_px))), DARK, BRIGHT)
    shown[top:top + side, left:left + side] = screen[..., None]
    return shown


def _in_hand(frame: Image, centre: tuple[float, float], side_px: int, holder: Person) -> Image:
    """`frame` with hand and phone; the unit is half the screen's code, the origin its centre."""
    height, width = frame.shape[:2]
    canvas = Canvas(width * FINER, height * FINER, (centre[0] * FINER, centre[1] * FINER), side_px * FINER / 2)
    _draw_palm(canvas, holder)
    _draw_phone(canvas)
    _draw_thumb(canvas, holder)
    small = canvas.remade(lambda paint: cv2.resize(paint, (width, height), interpolation=cv2.INTER_AREA))
    laid = small.over(np.asarray(frame, np.float32) / np.float32(255))
    return np.asarray(np.rint(laid * 255), np.uint8)


def _draw_palm(canvas: Canvas, holder: Person) -> None:
    palm = [(-0.62, 2.1), (-0.50, 1.2), (0.72, 1.2), (1.15, 2.1), (1.0, 3.2), (-0.7, 3.2)]
    cuff = [(-0.9, 2.1), (0.2, 2.0), (1.3, 2.1), (1.4, 3.4), (-1.0, 3.4)]
    shade, wrist = mix(holder.skin, (0.25, 0.10, 0.08), 0.45), through(palm, closed=True)
    canvas.fill(wrist, holder.skin)
    canvas.fill(oval((0.9, 1.9), 0.35, 0.8, 0.2), shade, 0.6, soft=0.16, inside=canvas.mask(wrist))
    canvas.fill(through(cuff, closed=True), mix(holder.clothes, (0, 0, 0), 0.08))
    for y, reach in ((0.15, 1.22), (0.48, 1.25), (0.80, 1.22), (1.10, 1.17)):
        canvas.fill(rounded_box(0.7, y - 0.14, reach, y + 0.14, 0.13), shade, soft=0.01)


def _draw_phone(canvas: Canvas) -> None:
    canvas.fill(rounded_box(-1.06, -1.42, 1.10, 1.52, 0.16), (0, 0, 0), 0.35, soft=0.06)
    canvas.fill(rounded_box(-1.09, -1.45, 1.09, 1.48, 0.16), (0.12, 0.13, 0.15))
    canvas.fill(rounded_box(-1.03, -1.36, 1.03, 1.39, 0.10), (0.96, 0.96, 0.96))
    canvas.fill(rounded_box(-0.55, -1.24, 0.55, -1.16, 0.04), (0.35, 0.42, 0.42), 0.8)
    canvas.fill(rounded_box(-0.35, 1.17, 0.35, 1.23, 0.03), (0.6, 0.65, 0.65), 0.8)


def _draw_thumb(canvas: Canvas, holder: Person) -> None:
    thumb = through([(-1.30, 2.15), (-1.27, 1.50), (-1.13, 1.16), (-0.98, 1.05), (-0.88, 1.18), (-0.92, 1.55),
                     (-0.62, 2.15)], closed=True)
    nail = through([(-1.06, 1.19), (-0.985, 1.09), (-0.915, 1.20), (-0.97, 1.32)], closed=True)
    canvas.fill(shifted(thumb, 0.02, 0.02), (0, 0, 0), 0.25, soft=0.04)
    canvas.fill(thumb, holder.skin)
    canvas.fill(oval((-0.84, 1.75), 0.16, 0.55), mix(holder.skin, (0.25, 0.10, 0.08), 0.45), 0.5, soft=0.1,
                inside=canvas.mask(thumb))
    canvas.fill(nail, mix(holder.skin, (1, 0.9, 0.86), 0.5), soft=0.01)
