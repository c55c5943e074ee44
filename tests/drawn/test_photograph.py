"""Photographs held before a camera, and people who make moves."""

import numpy as np
import pytest

from menshen.drawn.moves import MOVES, making, times_ms
from menshen.drawn.photograph import BACKGROUND, Held, held
from menshen.drawn.portrait import portrait
from menshen.drawn.traits import CALM, person

SMALL_PX = 96
PRINT = portrait(person(5), size_px=SMALL_PX)


def test_a_print_held_straight_is_itself() -> None:
    """Before the camera and straight, flat, it is seen as it is."""
    assert np.array_equal(held(PRINT, Held()), PRINT)


@pytest.mark.parametrize("how", [
    Held(turned_deg=30), Held(leaned_deg=-20), Held(tilted_deg=10), Held(bent=0.2), Held(bent=-0.1), Held(right=0.2),
    Held(down=-0.1), Held(larger=0.8), Held(turned_deg=40, leaned_deg=20, tilted_deg=5, away=1.3, bent=0.2),
])
def test_each_way_to_hold_a_print_shows(how: Held) -> None:
    """Moved, tilted or bent it looks otherwise, in a picture of the same size, and a gray ground is seen beside it."""
    shown = held(PRINT, how)
    assert shown.shape == PRINT.shape
    assert shown.dtype == np.uint8
    assert (shown != PRINT).mean() > 0.05
    if how.larger <= 1 and how.bent >= 0:
        assert (shown == BACKGROUND).all(axis=2).any()


def test_a_print_out_of_sight_is_none() -> None:
    """Held beside the camera's view, nothing of it is seen."""
    assert (held(PRINT, Held(right=2)) == BACKGROUND).all()


def test_moves_begin_and_end_straight() -> None:
    """Whoever makes moves is straight before, between and after them, a frame at a time."""
    heads = making(["left", "nod"])
    assert heads == [CALM, MOVES["left"], CALM, MOVES["nod"], CALM]
    assert len(set(np.diff(times_ms(len(heads))))) == 1
