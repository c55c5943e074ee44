"""Quality: what a capture is worth, on drawn persons and on numbers."""

from collections.abc import Callable
from dataclasses import astuple, fields, replace
from functools import cache, partial

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from menshen.advice import Advice
from menshen.drawn.portrait import portrait
from menshen.drawn.traits import CALM, SKINS, person
from menshen.faces.floors import FLOORS, advice
from menshen.faces.quality import (
    MOST,
    Quality,
    assess,
    darkness_prevention,
    dynamic_range,
    evenness,
    frontality,
    glare_prevention,
    nearness,
    sharpness,
    singleness,
)
from menshen.terms import Image, Landmarks

FLAWLESS = Quality(*[MOST] * len(fields(Quality)))
CHIP = slice(50, 200)
SIZE_PX = 250
"""A portrait of this size holds a face as large as a chip's, in about its middle."""
SEEDS = range(6)
LIGHT, DARK = 2, len(SKINS) - 1


@cache
def chip(seed: int = 3, skin: int = LIGHT) -> Image:
    """A drawn face as large as in a chip."""
    return np.ascontiguousarray(portrait(replace(person(seed), skin=SKINS[skin]), CALM, SIZE_PX)[CHIP, CHIP])


def lit(stops: float, picture: Image) -> Image:
    """The picture as taken with so many stops more light."""
    return np.asarray(np.rint(np.clip(picture * 2.0**stops, 0, 255)), np.uint8)


def blurred(by_px: float, picture: Image) -> Image:
    """The picture out of focus."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), max(0.01, by_px)), np.uint8)


def grey(picture: Image) -> Image:
    """Its luminance."""
    return np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)


def upright(between_px: float = 80, *, off: float = 0.0, roll_deg: float = 0.0) -> Landmarks:
    """A face's landmarks, its nose that share of the distance between the eyes off their middle."""
    eye = between_px / 6
    points = np.array([(between_px / 2 + eye, 0), (between_px / 2 - eye, 0), (-between_px / 2 - eye, 0),
                       (-between_px / 2 + eye, 0), (off * between_px, 0.7 * between_px)])
    turn = np.radians(roll_deg)
    turned = points @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    return np.asarray(turned + 200, np.float32)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SEEDS), st.floats(0, 6), st.floats(0, 6), st.floats(-2, 0.5))
def test_blur_never_raises_sharpness(seed: int, blur_px: float, more_px: float, bright: float) -> None:
    """Whoever it is and whatever the light: the more out of focus, the less sharp."""
    picture = lit(bright, chip(seed))
    assert sharpness(grey(blurred(blur_px + more_px, picture))) <= sharpness(grey(blurred(blur_px, picture)))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SEEDS), st.floats(-6, 0), st.floats(0, 3))
def test_less_light_never_helps(seed: int, bright: float, less: float) -> None:
    """The darker the picture, the lower under-exposure prevention and dynamic range, within a rounding."""
    lighter, darker = (grey(lit(stops, chip(seed))) for stops in (bright, bright - less))
    assert darkness_prevention(darker) <= darkness_prevention(lighter)
    assert dynamic_range(darker) <= dynamic_range(lighter) + 1


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SEEDS), st.floats(0, 3), st.floats(0, 3))
def test_more_glare_never_helps(seed: int, bright: float, more: float) -> None:
    """The more over-exposed, the lower over-exposure prevention."""
    one, other = (grey(lit(stops, chip(seed))) for stops in (bright, bright + more))
    assert glare_prevention(other) <= glare_prevention(one)


@given(st.floats(0, 500), st.floats(0, 500))
def test_nearer_is_never_worse(between_px: float, more_px: float) -> None:
    """The farther apart the eyes, the nearer; at 70 px it is half, as the standard maps it."""
    assert nearness(between_px) <= nearness(between_px + more_px)
    assert nearness(70) == MOST / 2


@given(st.floats(-0.4, 0.4), st.floats(0, 0.3), st.floats(-180, 180))
def test_turning_away_never_helps(off: float, more: float, roll_deg: float) -> None:
    """The farther the nose is off the middle, to whichever side and however the head is tilted, the less frontal."""
    farther = off + (more if off > 0 else -more)
    assert frontality(upright(off=farther, roll_deg=roll_deg)) <= frontality(upright(off=off, roll_deg=roll_deg))
    assert frontality(upright(off=off)) == frontality(upright(off=-off))


@pytest.mark.parametrize(("roll_deg", "score"), [(0, 100), (30, 75), (-45, 50), (90, 0), (180, 0)])
def test_tilt_counts_as_the_standard_maps_it(roll_deg: float, score: int) -> None:
    """Roll gives cos² of itself, and a face upside down nothing."""
    assert frontality(upright(roll_deg=roll_deg)) == score


def test_no_landmarks_make_a_division_by_nothing() -> None:
    """Five landmarks in one spot are a face too small to compare, and no error."""
    assert advice(assess(chip(), np.zeros((5, 2), np.float32))) is Advice.COME_CLOSER


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1), st.integers(0, 255), st.integers(0, 255), st.floats(0, 5))
def test_components_stay_in_their_range(seed: int, low: int, high: int, beside: float) -> None:
    """Whatever comes as a chip, flat and noise included, each component and the unified figure are 0 to 100."""
    noise = np.random.default_rng(seed).integers(min(low, high), max(low, high) + 1, (150, 150, 3))
    points = np.random.default_rng(seed).uniform(-500, 500, (5, 2)).astype(np.float32)
    quality = assess(np.asarray(noise, np.uint8), points, beside)
    assert all(0 <= value <= MOST for value in (*astuple(quality), quality.unified()))


def test_a_second_face_counts_by_its_size() -> None:
    """Alone is 100, beside somebody half as large 50, beside somebody larger 0."""
    assert [singleness(beside) for beside in (0.0, 0.5, 1.0, 2.0)] == [100, 50, 0, 0]


def test_light_from_one_side_is_less_even() -> None:
    """A face whose one half lies in the dark is less evenly lit than the same face in front light."""
    picture = grey(chip())
    shaded = picture.copy()
    shaded[:, :75] //= 3
    assert evenness(shaded) < evenness(picture) - 10


@pytest.mark.parametrize("lacking", [field.name for field in fields(Quality)])
def test_what_one_component_lacks_no_other_makes_up_for(lacking: str) -> None:
    """The unified figure is 100 where nothing lacks, falls with each component, and is 0 where one is."""
    assert FLAWLESS.unified() == pytest.approx(MOST)
    halves = [replace(FLAWLESS, **{lacking: value}).unified() for value in (90, 50, 10, 0)]
    assert halves == sorted(halves, reverse=True)
    assert halves[-1] == 0


@pytest.mark.parametrize("component", list(FLOORS))
def test_every_floor_holds(component: str) -> None:
    """A component at its floor is compared; one below it is not, and its own advice is given."""
    floor, helps = FLOORS[component]
    assert advice(replace(FLAWLESS, **{component: floor})) is None
    assert advice(replace(FLAWLESS, **{component: floor - 1})) is helps


@pytest.mark.parametrize(("taken", "between_px", "off", "helps"), [
    (np.copy, 80, 0.0, None),
    (np.copy, 24, 0.0, Advice.COME_CLOSER),
    (partial(blurred, 5), 80, 0.0, Advice.HOLD_STILL),
    (partial(blurred, 5), 24, 0.0, Advice.COME_CLOSER),
    (partial(lit, -4), 80, 0.0, Advice.MORE_LIGHT),
    (partial(lit, 2.5), 80, 0.0, Advice.LESS_LIGHT),
    (np.copy, 80, 0.28, Advice.FACE_CAMERA),
])
def test_the_advice_fits(
    taken: Callable[[Image], Image], between_px: float, off: float, helps: Advice | None,
) -> None:
    """Far, blurred, dark, over-exposed or turned away: each drawn person is told what helps, and what helps first."""
    for seed in SEEDS:
        assert advice(assess(taken(chip(seed)), upright(between_px, off=off))) is helps


def test_a_foggy_lens_is_told() -> None:
    """A face that is neither dark nor bright but pale is told to see to the lens."""
    pale = np.asarray(128 + (chip().astype(float) - 128) * 0.05, np.uint8)
    assert advice(assess(pale, upright())) is Advice.CLEAR_VIEW


@pytest.mark.parametrize("bright", [0.0, -0.5, -1.0])
@pytest.mark.parametrize("seed", SEEDS)
def test_dark_skin_is_not_darkness(seed: int, bright: float) -> None:
    """Whoever has the darkest skin that is drawn is not asked for more light where others are not."""
    for skin in (LIGHT, DARK):
        assert advice(assess(lit(bright, chip(seed, skin)), upright())) is None
