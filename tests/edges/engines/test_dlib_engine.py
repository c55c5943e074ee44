"""The real engine on drawn persons."""

from datetime import UTC, datetime

import cv2
import dlib
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.variations import SOME_FAST

from menshen.drawn.cast import cast
from menshen.drawn.portrait import portrait
from menshen.drawn.scene import Standing, scene, side_by_side
from menshen.drawn.traits import Variation, person
from menshen.edges.engines import weights
from menshen.edges.engines.dlib_engine import (
    default_cache,
    open_cropper,
    open_detector,
    open_engine,
    open_recogniser,
)
from menshen.edges.engines.dlib_weights import WeightFile
from menshen.edges.engines.engine import Detector
from menshen.edges.engines.recogniser import GraphRecogniser
from menshen.errors import EvidenceError
from menshen.faces import card

CARD = card.load()
SIDE_PX = 320


@pytest.fixture(scope="module")
def detector() -> Detector:
    """HOG and five landmarks."""
    return open_detector(CARD)


@pytest.fixture(scope="module")
def recogniser() -> GraphRecogniser:
    """The graph."""
    return open_recogniser(CARD, default_cache())


@pytest.fixture(scope="module")
def peer() -> dlib.face_recognition_model_v1:
    """The network as dlib runs it, from the same weights."""
    return dlib.face_recognition_model_v1(str(weights.folder() / weights.RECOGNISER))


def test_the_graph_equals_dlib_on_faces(
    detector: Detector, recogniser: GraphRecogniser, peer: dlib.face_recognition_model_v1,
) -> None:
    """On drawn faces no value of a template differs from dlib's by more than 1e-5."""
    chips = [found.chip for seed in range(4) for found in detector.find(portrait(person(seed), size_px=SIDE_PX))]
    theirs = np.asarray([np.asarray(peer.compute_face_descriptor(chip)) for chip in chips])
    assert len(chips) == 4
    assert np.abs(np.asarray(recogniser.describe(chips)) - theirs).max() < 1e-5


@settings(max_examples=3)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_graph_equals_dlib_on_noise(
    recogniser: GraphRecogniser, peer: dlib.face_recognition_model_v1, seed: int,
) -> None:
    """On anything else it does not differ either."""
    chip = np.random.default_rng(seed).integers(0, 256, (150, 150, 3), np.uint8)
    theirs = np.asarray(peer.compute_face_descriptor(chip))
    assert np.abs(recogniser.describe([chip])[0] - theirs).max() < 1e-5


def test_a_batch_describes_each_face_alone(detector: Detector, recogniser: GraphRecogniser) -> None:
    """A face's template does not depend on who else is described with it."""
    chips = [found.chip for seed in (1, 2) for found in detector.find(portrait(person(seed), size_px=SIDE_PX))]
    together, alone = recogniser.describe(chips), [recogniser.describe([chip])[0] for chip in chips]
    assert np.allclose(together, alone, atol=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_in_the_same_box_the_template_is_dlibs_own(
    recogniser: GraphRecogniser, peer: dlib.face_recognition_model_v1, seed: int,
) -> None:
    """From the same picture and box no value of a template differs from dlib's whole way there by more than 1e-5."""
    picture = portrait(person(seed), size_px=SIDE_PX)
    predictor = dlib.shape_predictor(str(weights.folder() / weights.LANDMARKS))
    [box] = dlib.get_frontal_face_detector()(picture)
    theirs = np.asarray(peer.compute_face_descriptor(picture, predictor(picture, box)))
    cut = open_cropper(CARD).cut(picture, (box.left(), box.top(), box.right() + 1, box.bottom() + 1))
    assert np.array_equal(cut.chip, dlib.get_face_chip(picture, predictor(picture, box), 150, 0.25))
    assert np.abs(recogniser.describe([cut.chip])[0] - theirs).max() < 1e-5


@pytest.mark.parametrize(("standing", "faces"), [
    ((), 0), ((Standing(person(5)),), 1), (side_by_side(person(5), person(7)), 2),
])
def test_people_before_the_door_are_counted(
    detector: Detector, standing: tuple[Standing, ...], faces: int,
) -> None:
    """An empty lobby holds no face, and one or two people are found as one or two."""
    assert len(detector.find(scene(standing))) == faces


def test_a_small_face_gets_a_second_pass(detector: Detector) -> None:
    """A face that the first pass is too coarse for is found in the enlarged picture."""
    small = scene((Standing(person(5), head_px=50),))
    assert list(dlib.get_frontal_face_detector()(small)) == []
    assert len(detector.find(small)) == 1


def test_a_large_picture_is_searched_small_and_cut_at_full_size(detector: Detector) -> None:
    """In a picture of 1,920 px the face is where it is drawn, and its crop is as sharp as the picture allows."""
    drawn = portrait(person(1), size_px=2 * SIDE_PX)
    picture = np.asarray(cv2.resize(drawn, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC), np.uint8)
    [found] = detector.find(picture)
    [small] = detector.find(portrait(person(1), size_px=SIDE_PX))
    assert np.abs(np.asarray(found.box_px) / 6 - small.box_px).max() < 12
    assert np.abs(found.chip.astype(int) - small.chip).mean() < 12


@pytest.mark.parametrize("how", SOME_FAST)
def test_the_cast_is_found_by_the_coarsest_search(detector: Detector, how: Variation) -> None:
    """Faces that fill the picture are found without a second pass, one for each of the cast in each variation."""
    pictures = [portrait(who, how, size_px=448) for who in cast().values()]
    coarse = [cv2.resize(one, (224, 224), interpolation=cv2.INTER_AREA) for one in pictures]
    assert [len(detector.find(np.asarray(one, np.uint8))) for one in coarse] == [1] * len(pictures)
    assert [len(detector.find(one)) for one in pictures] == [1] * len(pictures)


def test_of_a_crowd_two_are_cropped(detector: Detector) -> None:
    """Of a page full of faces two are cropped: enough to say that they are too many."""
    page = np.tile(portrait(person(1), size_px=160), (6, 6, 1))
    assert len(detector.find(page)) == 2


def test_the_engine_carries_its_cards_id() -> None:
    """References are told apart by the id of the model that made them."""
    engine = open_engine(CARD, default_cache(), lambda: datetime(2026, 5, 1, tzinfo=UTC))
    assert (engine.model, engine.looks()) == ("dlib-resnet-1", 0)


@pytest.mark.parametrize("content", [b"", b"con_4", b"con_4\x01\x02\x01\x01\x01\x01\x01\x01\x01\x01"])
def test_weights_of_another_network_are_refused(content: bytes) -> None:
    """Weights that end early or hold a tensor of another size are no network."""
    with pytest.raises(EvidenceError):
        WeightFile(content).convolution(32, 3, 7)
