"""Drawn persons: the same every time, and as varied as they are asked to be."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menshen.drawn.portrait import portrait
from menshen.drawn.traits import Beard, Glasses, Hair, Variation, person

SMALL_PX = 96


@given(st.integers(0, 2**31))
def test_a_seed_is_one_person(seed: int) -> None:
    """The same seed is the same person, and traits stay in their range."""
    made = person(seed)
    assert made == person(seed)
    assert 0 <= made.age <= 1
    assert all(0 <= share <= 1 for share in (*made.skin, *made.hair_colour))
    assert made.beard is Beard.NONE or not made.earrings


def test_people_differ() -> None:
    """Among a hundred seeds no two are the same person, and every hair, beard and pair of glasses is worn."""
    people = [person(seed) for seed in range(100)]
    assert len({replace(made, seed=0) for made in people}) == 100
    assert {made.hair for made in people} == set(Hair)
    assert {made.beard for made in people} == set(Beard)
    assert {made.glasses for made in people} == set(Glasses)


@pytest.mark.parametrize("hair", list(Hair))
def test_every_hair_can_be_drawn(hair: Hair) -> None:
    """Each way to wear hair makes another picture of the same person."""
    others = [portrait(replace(person(3), hair=other), size_px=SMALL_PX) for other in Hair if other is not hair]
    drawn = portrait(replace(person(3), hair=hair), size_px=SMALL_PX)
    assert all((drawn != other).any() for other in others)


@settings(max_examples=10)
@given(st.integers(0, 2**31), st.floats(-15, 15), st.floats(-12, 12), st.floats(-1, 1), st.floats(0, 1))
def test_a_portrait_is_a_picture_of_its_arguments(
    seed: int, turn_deg: float, tilt_deg: float, light: float, noise: float,
) -> None:
    """The same arguments give the same pixels, in the shape of an image."""
    how = Variation(turn_deg=turn_deg, tilt_deg=tilt_deg, light=light, smile=light, noise=noise)
    drawn = portrait(person(seed), how, SMALL_PX)
    assert drawn.shape == (SMALL_PX, SMALL_PX, 3)
    assert drawn.dtype == np.uint8
    assert np.array_equal(drawn, portrait(person(seed), how, SMALL_PX))


@pytest.mark.parametrize("how", [
    Variation(turn_deg=5), Variation(nod_deg=5), Variation(tilt_deg=5), Variation(light=0.5), Variation(smile=1.0),
    Variation(blur_px=1.0), Variation(noise=0.3),
])
def test_each_variation_shows(how: Variation) -> None:
    """Whatever varies changes the picture, and the picture stays about as bright."""
    calm, varied = portrait(person(5), size_px=SMALL_PX), portrait(person(5), how, SMALL_PX)
    assert (calm != varied).mean() > 0.005
    assert abs(calm.mean() - varied.mean()) < 12


def test_brightness_is_in_stops() -> None:
    """A stop less light halves the figure and leaves the ground as it is."""
    calm, dark = portrait(person(5), size_px=SMALL_PX), portrait(person(5), Variation(bright=-1), SMALL_PX)
    forehead, corner = (SMALL_PX // 3, SMALL_PX // 2), (2, 2)
    assert np.allclose(dark[forehead], calm[forehead] / 2, atol=3)
    assert np.array_equal(dark[corner], calm[corner])


def test_a_picture_is_its_caller_s_own() -> None:
    """Who overwrites a portrait changes none that is drawn later."""
    portrait(person(3), size_px=SMALL_PX).fill(0)
    assert portrait(person(3), size_px=SMALL_PX).any()
