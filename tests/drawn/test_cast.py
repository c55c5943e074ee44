"""The cast, measured with the real engine at the threshold of its card."""

from itertools import combinations

import numpy as np
import pytest

from menshen.drawn.cast import SEEDS, VARIATIONS, cast
from menshen.drawn.portrait import portrait
from menshen.drawn.scene import Standing, scene
from menshen.drawn.traits import Person, Variation, person
from menshen.edges.engines.dlib_engine import default_cache, open_detector, open_recogniser
from menshen.edges.engines.engine import Detector
from menshen.edges.engines.recogniser import GraphRecogniser
from menshen.faces import card
from menshen.faces.template import distance
from menshen.terms import Area, Image, Template

CARD = card.load()
THRESHOLD = CARD.operating_point(false_match_rate=1e-3).threshold
LEFT_HALF = Area(0, 0, 0.5, 1)


@pytest.fixture(scope="module")
def detector() -> Detector:
    """HOG and five landmarks."""
    return open_detector(CARD)


@pytest.fixture(scope="module")
def recogniser() -> GraphRecogniser:
    """The graph."""
    return open_recogniser(CARD, default_cache())


def template(detector: Detector, recogniser: GraphRecogniser, picture: Image) -> Template:
    """The template of the picture's only face."""
    [found] = detector.find(picture)
    return recogniser.describe([found.chip])[0]


def test_the_cast_is_fixed() -> None:
    """At least eight persons, each under a name of their own."""
    people = cast()
    assert len(people) >= 8
    assert people == {name: person(seed) for name, seed in SEEDS.items()}


def test_no_two_of_the_cast_are_alike(detector: Detector, recogniser: GraphRecogniser) -> None:
    """Any two lie farther apart than the threshold by at least 0.03."""
    templates = [template(detector, recogniser, portrait(who)) for who in cast().values()]
    assert min(distance(a, b) for a, b in combinations(templates, 2)) > THRESHOLD + 0.03


@pytest.mark.parametrize("name", sorted(SEEDS))
def test_everyone_is_found_before_the_door(detector: Detector, recogniser: GraphRecogniser, name: str) -> None:
    """In a door's frame each has one face, of about 200 px, and is whom the portrait shows."""
    who = cast()[name]
    before_the_door = LEFT_HALF.cut(scene((Standing(who),))).copy()
    [found] = detector.find(before_the_door)
    left, _, right, _ = found.box_px
    assert 170 <= right - left <= 230
    shown = template(detector, recogniser, portrait(who))
    assert distance(recogniser.describe([found.chip])[0], shown) < THRESHOLD - 0.1


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(SEEDS))
def test_everyone_stays_themselves(detector: Detector, recogniser: GraphRecogniser, name: str) -> None:
    """All variations of one person lie within the threshold of each other by at least 0.1."""
    pictures = [portrait(cast()[name], how) for how in VARIATIONS]
    templates = np.stack([template(detector, recogniser, picture) for picture in pictures])
    apart = np.linalg.norm(templates[:, None] - templates[None], axis=2)
    assert apart.max() < THRESHOLD - 0.1


@pytest.mark.slow
def test_nobody_passes_for_another(detector: Detector, recogniser: GraphRecogniser) -> None:
    """However two of the cast vary, no picture of one matches the other's calm portrait."""
    def described(who: Person, how: Variation) -> Template:
        return template(detector, recogniser, portrait(who, how))

    varied = {name: [described(who, how) for how in VARIATIONS] for name, who in cast().items()}
    nearest = min(distance(varied[one][0], seen) for one in varied for other in varied if one != other
                  for seen in varied[other])
    assert nearest > THRESHOLD
