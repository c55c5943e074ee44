"""The second look: dlib's max-margin detector as a graph, beside dlib itself, on drawn persons."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import dlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.drawn.hard import capped, dimmed, tilted
from menshen.drawn.portrait import portrait
from menshen.drawn.scene import Standing, scene, side_by_side
from menshen.drawn.traits import person
from menshen.edges.engines import mmod_graph, weights
from menshen.edges.engines.dlib_detector import DlibDetector, unpacked
from menshen.edges.engines.dlib_engine import default_cache, open_cropper, open_detector, open_second_look
from menshen.edges.engines.engine import Detection, Detector
from menshen.edges.engines.mmod_detector import MmodDetector
from menshen.edges.engines.mmod_tiles import layout, tiled
from menshen.edges.engines.second_look import SecondLook
from menshen.errors import EvidenceError
from menshen.faces import card
from menshen.terms import Image

CARD = card.load()
MMOD = card.load(card.SECOND_LOOK)


def halved(picture: Image) -> Image:
    """The picture at half its size."""
    return np.asarray(cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)


PICTURES = {
    "one": halved(scene((Standing(person(5)),))), "two": scene(side_by_side(person(5), person(7))),
    "askew": tilted(portrait(person(2), size_px=240), 30), "upright": portrait(person(3), size_px=201),
    "wide": halved(scene((Standing(person(8), eyes_px=(500, 240), head_px=260),))), "nobody": halved(scene()),
}


@pytest.fixture(scope="module")
def second() -> MmodDetector:
    """The graph."""
    return open_second_look(open_cropper(CARD), default_cache())


@pytest.fixture(scope="module")
def peer() -> dlib.cnn_face_detection_model_v1:
    """The network as dlib runs it, from the same weights."""
    return dlib.cnn_face_detection_model_v1(str(weights.folder() / weights.SECOND_LOOK))


@pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES)
def test_the_graph_finds_what_dlib_finds(
    second: MmodDetector, peer: dlib.cnn_face_detection_model_v1, picture: Image,
) -> None:
    """The same faces in the same order, no edge of a box more than 2 px from dlib's."""
    theirs = [(found.rect.left(), found.rect.top(), found.rect.right() + 1, found.rect.bottom() + 1)
              for found in peer(picture, 0)]
    boxes = second.boxes(picture)
    assert len(boxes) == len(theirs)
    assert all(np.abs(np.subtract(box, their)).max() <= 2 for box, their in zip(boxes, theirs, strict=True))


def test_the_graph_is_the_cards() -> None:
    """The same weights make the same graph, byte for byte, and the card names both."""
    content = weights.read(weights.SECOND_LOOK, MMOD, weights.folder())
    assert weights.graph(MMOD, weights.folder(), default_cache(), weights.SECOND_LOOK) == (
        mmod_graph.build(content))
    assert (MMOD.licence, MMOD.commercial_use, MMOD.operating_points) == ("CC0-1.0", True, ())


def test_other_weights_are_never_used(tmp_path: Path) -> None:
    """Another file under its name is evidence of tampering, and another network in it is none that is built."""
    content = (weights.folder() / weights.SECOND_LOOK).read_bytes()
    (tmp_path / weights.SECOND_LOOK).write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(EvidenceError, match="SHA-256"):
        weights.read(weights.SECOND_LOOK, MMOD, tmp_path)
    for damaged in (content[:400_000], b"", (weights.folder() / weights.LANDMARKS).read_bytes()[:100_000]):
        with pytest.raises(EvidenceError):
            mmod_graph.build(damaged)


HARD = {
    "askew": tilted(portrait(person(2), size_px=320), 60), "dark": dimmed(portrait(person(3), size_px=320), 4, 2.0, 1),
    "capped": tilted(capped(person(5), size_px=(480, 480)), 45),
}


@pytest.mark.parametrize("picture", HARD.values(), ids=HARD)
def test_it_finds_who_is_hard_to_find(second: MmodDetector, picture: Image) -> None:
    """Askew, in the dark or under a cap, a drawn person is one face for it, and none for HOG; together they find it."""
    hog = DlibDetector(weights.hog(default_cache(), unpacked), open_cropper(CARD))
    assert [len(detector.find(picture)) for detector in (hog, second, SecondLook(hog, second))] == [0, 1, 1]


@pytest.mark.parametrize("stops", [0, 2, 4, 7])
@pytest.mark.parametrize("noise", [1.0, 4.0])
def test_nobody_is_found_where_nobody_is(second: MmodDetector, stops: float, noise: float) -> None:
    """In an empty hall, however dark and noisy, there is no face."""
    assert second.find(dimmed(scene(), stops, noise, 3)) == []


@pytest.mark.parametrize("shape", [(1, 1, 3), (3, 400, 3), (400, 3, 3), (39, 300, 3), (40, 40, 3)])
@pytest.mark.parametrize("level", [0, 1, 255])
def test_odd_pictures_hold_nobody(second: MmodDetector, shape: tuple[int, int, int], level: int) -> None:
    """A pixel, a strip, or a picture smaller than a face, black or white: nobody, and no error."""
    assert second.find(np.full(shape, level, np.uint8)) == []


class Sees:
    """Finds what it is told to, and counts how often it looked."""

    def __init__(self, *found: Detection) -> None:
        self.found = found
        self.looked = 0

    def find(self, image: Image) -> Sequence[Detection]:
        """What it was told to find, whatever `image` is."""
        self.looked += image.size > 0
        return self.found


FACE = Detection((0, 0, 9, 9), np.zeros((150, 150, 3), np.uint8), np.zeros((5, 2), np.float32))


@pytest.mark.parametrize(("first", "second_looks"), [((FACE,), 0), ((FACE, FACE), 0), ((), 1)])
def test_it_looks_only_where_the_first_found_nobody(first: Sequence[Detection], second_looks: int) -> None:
    """Whoever the first finds, and be they two, the second does not even look."""
    one, other = Sees(*first), Sees(FACE)
    found = SecondLook(one, other).find(np.ones((4, 4, 3), np.uint8))
    assert (found, other.looked) == (first or (FACE,), second_looks)


def test_the_door_has_a_second_look(shared: Path) -> None:
    """Beside HOG and beside YuNet alike: both miss faces in the dark."""
    picture = HARD["dark"]
    made: list[Detector] = [open_detector(CARD), open_detector(CARD, shared / "models" / weights.YUNET)]
    assert [len(detector.find(picture)) for detector in made] == [1, 1]


@given(st.integers(1, 700), st.integers(1, 700))
def test_tiles_never_overlap(width: int, height: int) -> None:
    """Of a picture of any size every reduction has a place of its own inside the whole."""
    tiles, rows, columns = layout(width, height)
    taken = np.zeros((rows, columns), np.uint8)
    for tile in tiles:
        assert tile.left >= 0 <= tile.top
        place = taken[tile.top:tile.top + tile.height, tile.left:tile.left + tile.width]
        assert place.shape == (tile.height, tile.width)
        place += 1
    assert taken.max() == 1


def test_the_first_tile_is_the_picture() -> None:
    """The picture itself stands in the first tile, untouched."""
    picture = PICTURES["upright"]
    whole, [tile, *_] = tiled(picture)
    assert np.array_equal(whole[tile.top:tile.top + tile.height, tile.left:tile.left + tile.width], picture)
