"""One person as a layer: body and head, turned, nodding, tilted and lit. Where they stand is the picture's business."""

from dataclasses import dataclass

import cv2
import numpy as np

from menshen.drawn import body, eyes, features, hair
from menshen.drawn.canvas import Canvas, Mask, Paint
from menshen.drawn.relief import dome, face_height, lit, outline
from menshen.drawn.traits import Hair, Person, Variation

LEFT, TOP, RIGHT, BOTTOM = -3.0, -2.3, 3.0, 4.4
"""What a figure's layer covers, in drawing units about the point between the eyes."""

PIVOT = (0.0, 1.3)
"""Heads tilt about the top of the neck."""

SHADE = np.asarray((0.40, 0.27, 0.28), np.float32)
GLOW = np.asarray((1.06, 1.03, 0.99), np.float32)


def draw(who: Person, how: Variation, unit_px: float) -> Canvas:
    """The person as a layer whose `origin` is the point between the eyes of the upright head."""
    rear, trunk, head = _layer(unit_px), _layer(unit_px), _layer(unit_px)
    rng = np.random.default_rng(who.seed)
    light = (1.1 * how.light, -0.55, 0.95)
    _draw_rear(rear, who, rng)
    body.draw(trunk, who)
    _draw_head(head, who, how, rng, light)
    whole = _layer(unit_px)
    whole.paint, whole.opacity = _stack([_moved(rear, who, how), trunk, _moved(head, who, how)])
    whole.paint = np.clip(whole.paint * 2.0**how.bright, 0, 1)
    return whole


def _layer(unit_px: float) -> Canvas:
    width, height = round((RIGHT - LEFT) * unit_px), round((BOTTOM - TOP) * unit_px)
    return Canvas(width, height, (-LEFT * unit_px, -TOP * unit_px), unit_px)


def _draw_rear(canvas: Canvas, who: Person, rng: np.random.Generator) -> None:
    hair.draw(canvas, who, hair.behind(who), rng)
    if who.hair is Hair.CURLS:
        hair.curls(canvas, who, rng, front=False)
    if who.hair is Hair.SCARF:
        hair.scarf(canvas, who, front=False)
    canvas.paint *= 0.72


def _draw_head(
    canvas: Canvas, who: Person, how: Variation, rng: np.random.Generator, light: tuple[float, float, float],
) -> None:
    shape = canvas.mask(outline(who))
    features.skin(canvas, who, shape)
    if who.hair is Hair.SHAVEN:
        hair.shaven(canvas, who, shape)
    canvas.wash(hair.shadow(who, canvas) * 0.30, (0.15, 0.06, 0.06))
    features.nose(canvas, who)
    features.mouth(canvas, who, how.smile)
    features.lines(canvas, who)
    eyes.eyes(canvas, who, how.smile)
    features.beard(canvas, who, shape, rng)
    eyes.brows(canvas, who, how.smile, rng)
    x, y = canvas.units()
    _shine(canvas, lit(face_height(who, x, y), canvas.unit_px, light))
    canvas_of_hair = Canvas(canvas.opacity.shape[1], canvas.opacity.shape[0], canvas.origin, canvas.unit_px)
    hair.draw(canvas_of_hair, who, hair.before(who), rng)
    if who.hair is Hair.CURLS:
        hair.curls(canvas_of_hair, who, rng, front=True)
    if who.hair is Hair.SCARF:
        hair.scarf(canvas_of_hair, who, front=True)
    _shine(canvas_of_hair, lit(dome(outline(who), x, y, swell=1.35), canvas.unit_px, light))
    canvas.paint, canvas.opacity = _stack([canvas, canvas_of_hair])
    eyes.glasses(canvas, who)


def _shine(canvas: Canvas, brightness: Mask) -> None:
    """Let light and shade fall on a layer: shade is warmer than light, as on skin."""
    share = np.clip((brightness - 0.25) / 0.72, 0, 1)[..., None]
    share = share * share * (3 - 2 * share)
    canvas.paint = canvas.paint * (SHADE + (GLOW - SHADE) * (0.15 + 0.85 * share))


def _stack(layers: list[Canvas]) -> tuple[Paint, Mask]:
    """Several layers, the first at the back, as one."""
    paint, opacity = layers[0].paint * layers[0].opacity[..., None], layers[0].opacity
    for layer in layers[1:]:
        paint = layer.over(paint)
        opacity = layer.opacity + opacity * (1 - layer.opacity)
    return paint / np.maximum(opacity, 1e-6)[..., None], opacity


@dataclass(frozen=True, slots=True)
class _Pose:
    """Where each pixel of a moved head comes from, for cv2.remap."""

    x: Mask
    y: Mask


def _pose(canvas: Canvas, who: Person, how: Variation) -> _Pose:
    """Undo tilt, then turn and nod as if the picture lay on the head's own relief."""
    x, y = np.broadcast_arrays(*canvas.units())
    turn, nod, tilt = np.radians((how.turn_deg, how.nod_deg, how.tilt_deg))
    right, down = x - PIVOT[0], y - PIVOT[1]
    x = right * np.cos(tilt) + down * np.sin(tilt) + PIVOT[0]
    y = down * np.cos(tilt) - right * np.sin(tilt) + PIVOT[1]
    shape = outline(who)
    from_x, from_y = x, y
    for _ in range(3):  # the depth is that of where the pixel comes from: three steps settle it
        depth = dome(shape, from_x, from_y, swell=1.3) + 0.25 * np.exp(-(from_x / 0.16)**2 / 2 - ((from_y - 0.45) / 0.28)**2 / 2)
        from_x = (x - depth * np.sin(turn)) / np.cos(turn)
        from_y = (y - depth * np.sin(nod)) / np.cos(nod)
    at_x = from_x * canvas.unit_px + canvas.origin[0] - 0.5
    at_y = from_y * canvas.unit_px + canvas.origin[1] - 0.5
    return _Pose(at_x.astype(np.float32), at_y.astype(np.float32))


def _moved(canvas: Canvas, who: Person, how: Variation) -> Canvas:
    if how.turn_deg == how.nod_deg == how.tilt_deg == 0:
        return canvas
    pose = _pose(canvas, who, how)
    moved = Canvas(canvas.opacity.shape[1], canvas.opacity.shape[0], canvas.origin, canvas.unit_px)
    moved.opacity = cv2.remap(canvas.opacity, pose.x, pose.y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    moved.paint = cv2.remap(canvas.paint, pose.x, pose.y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return moved
