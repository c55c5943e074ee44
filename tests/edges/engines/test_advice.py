"""What drawn persons are told after a look with the real detector."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from menshen.advice import Advice
from menshen.drawn.hard import dimmed
from menshen.drawn.portrait import portrait
from menshen.drawn.scene import Standing, scene
from menshen.drawn.traits import SKINS, Variation, person
from menshen.edges.engines.dlib_engine import open_detector
from menshen.edges.engines.engine import Detector
from menshen.faces import card
from menshen.faces.found import Face, Look, one_probe
from menshen.faces.quality import assess
from menshen.faces.template import LENGTH
from menshen.terms import Image, Refusal

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
WHO = person(1)


@pytest.fixture(scope="module")
def detector() -> Detector:
    """HOG, and a second look."""
    return open_detector(card.load())


def told(detector: Detector, picture: Image) -> Advice | None:
    """What somebody is told of whom this picture was taken; None where the face is compared."""
    faces = [Face(found.box_px, assess(found.chip, found.landmarks), np.zeros(LENGTH, np.float32))
             for found in detector.find(picture)]
    probe = one_probe(Look((tuple(faces),), NOON, {}))
    return probe.advice if isinstance(probe, Refusal) else None


@pytest.mark.parametrize(("picture", "advice"), [
    (scene((Standing(WHO),)), None),
    (scene((Standing(WHO, head_px=52),)), Advice.COME_CLOSER),
    (scene((Standing(WHO, Variation(blur_px=5)),)), Advice.HOLD_STILL),
    (scene((Standing(WHO, Variation(bright=-3.5)),)), Advice.MORE_LIGHT),
    (dimmed(portrait(WHO, size_px=320), 4, 1.0, 1), Advice.MORE_LIGHT),
    (portrait(WHO, Variation(bright=1.6), 320), Advice.LESS_LIGHT),
    (portrait(WHO, Variation(turn_deg=60), 320), Advice.FACE_CAMERA),
    (scene((Standing(WHO), Standing(person(4), eyes_px=(460, 205)))), Advice.STEP_UP_ALONE),
    (scene(), Advice.FACE_CAMERA),
], ids=["well seen", "far", "blurred", "against the light", "dark", "over-exposed", "turned", "two", "nobody"])
def test_the_advice_fits(detector: Detector, picture: Image, advice: Advice | None) -> None:
    """Whoever cannot be compared is told the one thing that helps, and who is well seen is compared."""
    assert told(detector, picture) is advice


@pytest.mark.parametrize("skin", [0, len(SKINS) - 1])
@pytest.mark.parametrize("dim", [0.0, 1.0])
def test_dark_skin_is_not_taken_for_a_dark_room(detector: Detector, skin: int, dim: float) -> None:
    """In daylight and at half of it people of every skin are compared alike."""
    for seed in (1, 4, 7):
        who = replace(person(seed), skin=SKINS[skin])
        assert told(detector, dimmed(portrait(who, size_px=320), dim, 1.0, seed)) is None
