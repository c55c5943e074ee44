"""A drawn person who makes moves before a camera: to the own left, to the own right, a nod; straight between them."""

from collections.abc import Iterable
from types import MappingProxyType

from menshen.drawn.traits import CALM, Variation

EVERY_MS = 420
"""From one frame to the next."""

MOVES = MappingProxyType({
    "left": Variation(turn_deg=18), "right": Variation(turn_deg=-18), "nod": Variation(nod_deg=16),
})
"""How the head is at the end of each move."""


def making(moves: Iterable[str]) -> list[Variation]:
    """The head, frame by frame: straight, then each of `moves` and straight again."""
    return [CALM, *(how for move in moves for how in (MOVES[move], CALM))]


def times_ms(frames: int) -> list[int]:
    """When each of so many frames is taken, from the first on."""
    return [EVERY_MS * number for number in range(frames)]
