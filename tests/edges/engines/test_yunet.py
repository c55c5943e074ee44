"""YuNet, where its file is at hand."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import cv2
import numpy as np
import pytest
from support.variations import SOME_FAST

from menshen.drawn.cast import cast
from menshen.drawn.portrait import portrait
from menshen.drawn.scene import Standing, scene, side_by_side
from menshen.drawn.traits import Variation, person
from menshen.edges.engines import mmod_graph, weights, yunet_graph
from menshen.edges.engines.dlib_engine import (
    default_cache,
    open_cropper,
    open_detector,
    open_engine,
    open_recogniser,
    open_yunet,
)
from menshen.edges.engines.engine import MOST_FACES, Detector
from menshen.edges.engines.second_look import SecondLook
from menshen.edges.engines.weights import YUNET
from menshen.edges.engines.yunet_detector import OVERLAP, SURE, Floats, YunetDetector
from menshen.errors import EvidenceError, UnavailableError
from menshen.faces import card
from menshen.terms import Image

CARD = card.load()


@pytest.fixture(scope="module")
def file(shared: Path) -> Path:
    """YuNet's file."""
    return shared / "models" / YUNET


@pytest.fixture(scope="module")
def yunet(file: Path) -> Detector:
    """The detector."""
    return open_detector(CARD, file)


@pytest.mark.parametrize("how", SOME_FAST)
def test_the_cast_is_found_as_by_hog(yunet: Detector, how: Variation) -> None:
    """Each of the cast is one face, and its template is near the one that HOG's box leads to."""
    hog, recogniser = open_detector(CARD), open_recogniser(CARD, default_cache())
    for who in list(cast().values())[:4]:
        picture = portrait(who, how, size_px=448)
        [mine], [theirs] = yunet.find(picture), hog.find(picture)
        ours, other = recogniser.describe([mine.chip, theirs.chip])
        assert np.linalg.norm(ours - other) < 0.2


@pytest.mark.parametrize(("standing", "faces"), [
    ((), 0), ((Standing(person(5)),), 1), ((Standing(person(5), head_px=50),), 1),
    (side_by_side(person(5), person(7)), 2),
])
def test_people_before_the_door_are_counted(yunet: Detector, standing: Sequence[Standing], faces: int) -> None:
    """An empty lobby holds no face, one near or far one, two people are two."""
    assert len(yunet.find(scene(standing))) == faces


def test_the_engine_takes_it_where_it_is_installed(file: Path) -> None:
    """References stay comparable: the model that makes templates is the same."""
    engine = open_engine(CARD, default_cache(), lambda: datetime(2026, 5, 1, tzinfo=UTC), file)
    assert isinstance(engine._detector, SecondLook)
    assert isinstance(engine._detector._first, YunetDetector)
    assert engine.model == CARD.id


def test_another_file_is_not_taken(tmp_path: Path) -> None:
    """A file that is not the one its card names is evidence of a mistake or worse; a missing one is said."""
    (tmp_path / "x.onnx").write_bytes(b"not a network")
    with pytest.raises(EvidenceError, match="SHA-256"):
        open_detector(CARD, tmp_path / "x.onnx")
    with pytest.raises(UnavailableError, match=YUNET):
        open_detector(CARD, tmp_path / "y.onnx")


def test_its_card_says_that_it_recognises_nobody() -> None:
    """The detector's card names its licence and holds no operating points."""
    model = card.load(card.YUNET)
    assert (model.licence, model.commercial_use, model.operating_points) == ("MIT", True, ())


@pytest.mark.parametrize("picture", [
    portrait(person(2), size_px=128), portrait(person(3), size_px=201), scene(side_by_side(person(5), person(7))),
    scene((Standing(person(8), head_px=50),)), scene(), np.tile(portrait(person(5), size_px=120), (4, 5, 1)),
], ids=["one", "askew", "two", "far", "nobody", "a crowd"])
def test_the_graph_finds_what_opencv_finds(file: Path, picture: Image) -> None:
    """The two surest of the same faces, in the same places within a thousandth of a pixel, with the same scores."""
    peer = cv2.FaceDetectorYN.create(str(file), "", (picture.shape[1], picture.shape[0]), SURE, OVERLAP)
    found = peer.detect(cv2.cvtColor(picture, cv2.COLOR_RGB2BGR))[1]
    theirs = np.empty((0, 15)) if found is None else np.asarray(found)[:MOST_FACES]
    ours = open_yunet(file, open_cropper(CARD), default_cache()).rows(picture)
    assert len(ours) == len(theirs)
    assert all(np.abs(one - other).max() < 1e-3 for one, other in zip(ours, theirs, strict=True))


def test_the_graph_is_the_cards(file: Path, tmp_path: Path) -> None:
    """The file makes the same graph, byte for byte, and the card names both; a damaged one is built again."""
    built = yunet_graph.build(file.read_bytes())
    model = card.load(card.YUNET)
    assert weights.yunet_graph(file, model, tmp_path) == built
    (tmp_path / f"{model.graph_sha256}.onnx").write_bytes(built[:-1])
    assert weights.yunet_graph(file, model, tmp_path) == built


def test_another_file_is_not_taken_where_the_graph_is_kept(file: Path, tmp_path: Path) -> None:
    """A graph in the cache is no leave to name any file at all."""
    weights.yunet_graph(file, card.load(card.YUNET), tmp_path)
    (tmp_path / YUNET).write_bytes(file.read_bytes()[:-1])
    with pytest.raises(EvidenceError, match="SHA-256"):
        weights.yunet_graph(tmp_path / YUNET, card.load(card.YUNET), tmp_path)


def test_no_graph_is_built_from_another_network() -> None:
    """A network that is not YuNet is refused."""
    other = mmod_graph.build(weights.read(weights.SECOND_LOOK, card.load(card.SECOND_LOOK), weights.folder()))
    with pytest.raises(EvidenceError, match="does not begin"):
        yunet_graph.build(other)


def test_what_is_no_number_is_no_face(yunet: Detector, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the network's cells those with a value that is no finite number are left out, and the others are taken."""
    picture = portrait(person(5), size_px=192)
    assert isinstance(yunet, SecondLook)
    first = yunet._first
    assert isinstance(first, YunetDetector)
    real = first._session
    lost: list[int] = []

    class Dazed:
        def run(self, outputs: None, inputs: Mapping[str, Floats]) -> list[Floats]:
            scores, boxes, points = real.run(outputs, inputs)
            surest = int(scores[0, :, 0].argmax())
            lost.append(surest)
            boxes[0, surest, 2], points[0, surest, 3] = 1e9, np.nan
            return [scores, boxes, points]

    [sound] = yunet.find(picture)
    monkeypatch.setattr(first, "_session", Dazed())
    [other] = yunet.find(picture)
    assert lost
    assert np.abs(np.subtract(sound.box_px, other.box_px)).max() < 10
