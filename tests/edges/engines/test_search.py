"""Coarse to fine: which searches are made, and what they give."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from menshen.edges.engines.engine import Detection
from menshen.edges.engines.search import Box, search
from menshen.terms import Image

SIDES_PX = (100, 200, 400)
PICTURE = np.full((400, 800, 3), 9, np.uint8)
CHIP = np.zeros((150, 150, 3), np.uint8)


@dataclass
class Finder:
    """Sees faces side by side, of these widths in px of an 800 px picture, once they are 20 px wide in a view."""

    widths_px: Sequence[float]
    views: list[Image] = field(default_factory=list)
    shapes: list[tuple[int, ...]] = field(default_factory=list)
    cuts: list[Box] = field(default_factory=list)

    def __call__(self, view: Image) -> Sequence[Box]:
        self.views.append(view)
        self.shapes.append(view.shape[:2])
        assert (view == 9).all()
        share = view.shape[1] / 800
        lefts = [10 + sum(self.widths_px[:at]) for at in range(len(self.widths_px))]
        return [(left * share, 10 * share, (left + width) * share, 50 * share)
                for left, width in zip(lefts, self.widths_px, strict=True) if width * share >= 20]

    def cut(self, picture: Image, box: Box) -> Detection:
        assert picture is PICTURE or picture.shape[1] == 100
        self.cuts.append(box)
        left, top, right, bottom = (round(edge) for edge in box)
        return Detection((left, top, right, bottom), CHIP, np.zeros((5, 2), np.float32))


@pytest.mark.parametrize(("widths_px", "searched", "found"), [
    ((300,), 1, 1),  # clear in the coarsest
    ((170,), 2, 1),  # seen there, clear in the next
    ((90,), 3, 1),   # seen in the second, clear in none
    ((45,), 3, 1),
    ((30,), 3, 0),
    ((170, 165), 1, 2),  # two are enough at once
    ((170, 100), 2, 2),  # seen alone but not clearly, so the other is found beside it
    ((300, 100), 1, 1),
    ((), 3, 0),
])
def test_a_finer_search_is_made_only_until_a_face_is_clear(
    widths_px: Sequence[float], searched: int, found: int,
) -> None:
    """The first search that shows a clear face, or several faces, is the last."""
    finder = Finder(widths_px)
    faces = search(PICTURE, SIDES_PX, finder, finder.cut, clear_px=30)
    assert finder.shapes == [(50, 100), (100, 200), (200, 400)][:searched]
    assert [face.box_px[2] - face.box_px[0] for face in faces] == list(widths_px[:found])
    assert len(finder.cuts) == found


def test_boxes_are_in_the_pictures_own_pixels() -> None:
    """A face has the same box however small the picture was searched."""
    finder = Finder((400,))
    [face] = search(PICTURE, SIDES_PX, finder, finder.cut, 30)
    assert face.box_px == pytest.approx((10, 10, 410, 50))


def test_of_a_crowd_two_are_cut() -> None:
    """However many are seen at once, two are cropped."""
    finder = Finder((170,) * 4)
    assert len(search(PICTURE, SIDES_PX, finder, finder.cut, 30)) == len(finder.cuts) == 2


def test_a_small_picture_is_searched_once_as_it_is() -> None:
    """Where the picture is no larger than the coarsest search there is no other."""
    finder = Finder(())
    assert search(PICTURE[:50, :100], SIDES_PX, finder, finder.cut, 30) == []
    assert finder.shapes == [(50, 100)]


@pytest.mark.parametrize(("widths_px", "searched"), [((), [100, 200]), ((190,), [100])])
def test_a_picture_is_enlarged_only_where_nothing_is_found(widths_px: Sequence[float], searched: list[int]) -> None:
    """A small picture that shows a face, however small, is not enlarged; an empty one is, so far and no further."""
    finder = Finder(widths_px)
    search(PICTURE[:50, :100], SIDES_PX, finder, finder.cut, 30, enlarging=2.0)
    assert [width for _, width in finder.shapes] == searched


def test_copies_are_zeroed_and_the_picture_is_left() -> None:
    """After the search no copy holds a pixel; the picture is its owner's."""
    finder = Finder(())
    search(PICTURE, SIDES_PX, finder, finder.cut, 30, enlarging=2.0)
    assert not any(view.any() for view in finder.views if view.base is not PICTURE)
    assert (PICTURE == 9).all()
