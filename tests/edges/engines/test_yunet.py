"""YuNet, where its file is at hand."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from menshen.drawn.cast import VARIATIONS, cast
from menshen.drawn.portrait import portrait
from menshen.drawn.scene import Standing, scene, side_by_side
from menshen.drawn.traits import Variation, person
from menshen.edges.engines.dlib_engine import default_cache, open_detector, open_engine, open_recogniser
from menshen.edges.engines.engine import Detector
from menshen.edges.engines.second_look import SecondLook
from menshen.edges.engines.weights import YUNET
from menshen.edges.engines.yunet_detector import YunetDetector
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


@pytest.mark.parametrize("how", VARIATIONS)
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


def test_a_row_that_is_no_number_is_no_face(yunet: Detector, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the network's rows those with a value that is no finite number are left out, and the others are taken."""
    picture = portrait(person(5), size_px=192)
    [sound] = yunet.find(picture)
    assert isinstance(yunet, SecondLook)
    first = yunet._first
    assert isinstance(first, YunetDetector)
    real = first._yunet

    class Dazed:
        def setInputSize(self, size: tuple[int, int]) -> None:  # noqa: N802 - OpenCV's own name
            real.setInputSize(size)

        def detect(self, view: Image) -> tuple[int, object]:
            known, rows = real.detect(view)
            wrong = np.where(np.arange(15) == 6, np.nan, rows).astype(np.float32)
            return known, np.vstack([wrong, rows])

    monkeypatch.setattr(first, "_yunet", Dazed())
    assert [one.box_px for one in yunet.find(picture)] == [sound.box_px]
