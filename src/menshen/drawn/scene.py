"""What a door's camera sees: a lobby, the people before it, and a hand that holds up a phone with a code.

Frames are not mirrored. The faces' half is the left one, the code's half the right one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from menshen.drawn import figure
from menshen.drawn.canvas import Canvas
from menshen.drawn.lobby import lobby
from menshen.drawn.phone import Modules, held_up
from menshen.drawn.portrait import FINER, REMEMBERED, developed
from menshen.drawn.traits import CALM, Person, Variation
from menshen.errors import InputError
from menshen.terms import Image

FRAME_SIZE = (640, 480)
HEAD_UNITS = 1.95
"""How wide a head is, in drawing units."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A person before the camera: `eyes_px` is the point between the eyes, `head_px` the width of the head."""

    who: Person
    how: Variation = CALM
    eyes_px: tuple[int, int] = (168, 205)
    head_px: int = 196


def side_by_side(one: Person, other: Person) -> tuple[Standing, Standing]:
    """Two people who both stand in the left half, `other` a little nearer."""
    return Standing(one, eyes_px=(88, 225), head_px=118), Standing(other, eyes_px=(232, 215), head_px=118)


def scene(
    people: Sequence[Standing] = (), code: Modules | None = None, size_px: tuple[int, int] = FRAME_SIZE,
) -> Image:
    """A door frame, (height, width, 3) uint8 RGB: the people, last in front, who shows `code` if there is one.

    Nobody is an empty lobby. InputError where nobody could hold the code, or the frame is too small for it.
    """
    if not people and code is not None:
        raise InputError("a code came without a person; somebody must hold it")
    frame = _standing(tuple(people), size_px).copy()
    return frame if code is None else held_up(frame, code, people[-1].who)


@lru_cache(maxsize=REMEMBERED)
def _standing(people: tuple[Standing, ...], size_px: tuple[int, int]) -> Image:
    """The frame before anybody holds up a code."""
    width, height = size_px
    drawn = lobby(width * FINER, height * FINER)
    for standing in people:
        eyes_at = standing.eyes_px[0] * FINER, standing.eyes_px[1] * FINER
        empty = Canvas(width * FINER, height * FINER, eyes_at, standing.head_px * FINER / HEAD_UNITS)
        drawn = figure.draw(standing.who, standing.how, empty).over(drawn)
    if not people:
        return developed(drawn, CALM, 0)
    return developed(drawn, people[-1].how, people[-1].who.seed)
