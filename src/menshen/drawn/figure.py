"""One person as a layer: body, head and hair, moved and lit. Where they stand is the picture's business."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import numpy as np

from menshen.drawn import beards, body, eyes, features, hair, hairdo
from menshen.drawn.canvas import Canvas, Mask, stacked
from menshen.drawn.pose import moved
from menshen.drawn.relief import dome, face_height, lit, outline
from menshen.drawn.traits import Hair, Person, Variation

SHADE = np.asarray((0.46, 0.34, 0.35), np.float32)
GLOW = np.asarray((1.06, 1.03, 0.99), np.float32)
HAIR_SWELL = 1.35
BEHIND = 0.82
"""What is behind the head is this much darker."""

Light: TypeAlias = tuple[float, float, float]


def draw(who: Person, how: Variation, empty: Canvas) -> Canvas:
    """The person as a layer like `empty`, whose origin is the point between the eyes of the upright head."""
    rng = np.random.default_rng(who.seed)
    rear, trunk = empty.fresh(), empty.fresh()
    _draw_hair(rear, who, rng, front=False)
    rear.paint *= BEHIND
    body.draw(trunk, who)
    light = (1.1 * how.light, -0.42, 1.0)
    head = stacked([_face(empty, who, how, rng, light), _front_hair(empty, who, rng, light)])
    eyes.glasses(head, who)
    rear, head = moved([rear, head], who, how)
    whole = stacked([rear, trunk, head])
    whole.paint = np.clip(whole.paint * np.float32(2.0**how.bright), 0, 1)
    return whole


def _face(empty: Canvas, who: Person, how: Variation, rng: np.random.Generator, light: Light) -> Canvas:
    canvas = empty.fresh()
    shape = canvas.mask(outline(who))
    features.skin(canvas, who, shape)
    if who.hair is Hair.SHAVEN:
        hair.shaven(canvas, who, shape)
    canvas.wash(hair.shadow(canvas, who) * np.float32(0.30), (0.15, 0.06, 0.06))
    features.nose(canvas, who)
    features.mouth(canvas, who, how.smile)
    features.lines(canvas, who, how.smile)
    eyes.eyes(canvas, who, how.smile)
    beards.beard(canvas, who, shape, rng)
    eyes.brows(canvas, who, how.smile, rng)
    _shine(canvas, partial(face_height, who), light)
    return canvas


def _front_hair(empty: Canvas, who: Person, rng: np.random.Generator, light: Light) -> Canvas:
    canvas = empty.fresh()
    _draw_hair(canvas, who, rng, front=True)
    _shine(canvas, lambda x, y: dome(outline(who), x, y, HAIR_SWELL), light)
    return canvas


def _draw_hair(canvas: Canvas, who: Person, rng: np.random.Generator, *, front: bool) -> None:
    hair.draw(canvas, who, hairdo.before(who) if front else hairdo.behind(who), rng)
    if who.hair is Hair.CURLS:
        hair.curls(canvas, who, rng, front=front)
    if who.hair is Hair.SCARF:
        (hair.scarf if front else hair.scarf_behind)(canvas, who)


def _shine(canvas: Canvas, height: Callable[[Mask, Mask], Mask], light: Light) -> None:
    """Let light and shade fall on a layer that lies on a relief: shade is warmer than light, as on skin."""
    rows, columns = canvas.painted()
    if rows == columns == slice(0):
        return
    x, y = canvas.units()
    brightness = lit(height(x[:, columns], y[rows]), canvas.unit_px, light)
    share = np.clip((brightness - 0.25) / 0.72, 0, 1)[..., None]
    share = share * share * (3 - 2 * share)
    canvas.paint[rows, columns] *= SHADE + (GLOW - SHADE) * (0.15 + 0.85 * share)
