"""Coarse to fine: which searches are made, and what they give."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from menshen.edges.engines.search import Box, search
from menshen.terms import Image

SIDES_PX = (100, 200, 400)
PICTURE = np.full((400, 800, 3), 9, np.uint8)


@dataclass
class Finder:
    """Sees faces of these widths, given in px of an 800 px picture, once they are at least 20 px wide in a view."""

    widths_px: Sequence[float]
    views: list[Image] = field(default_factory=list)
    shapes: list[tuple[int, ...]] = field(default_factory=list)

    def __call__(self, view: Image) -> Sequence[Box]:
        self.views.append(view)
        self.shapes.append(view.shape[:2])
        assert (view == 9).all()
        share = view.shape[1] / 800
        return [(10 * share, 10 * share, (10 + width) * share, 50 * share) for width in self.widths_px
                if width * share >= 20]


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
    boxes = search(PICTURE, SIDES_PX, finder, clear_px=30)
    assert finder.shapes == [(50, 100), (100, 200), (200, 400)][:searched]
    assert [round(right - left) for left, _, right, _ in boxes] == list(widths_px[:found])


def test_boxes_are_in_the_pictures_own_pixels() -> None:
    """A face has the same box however small the picture was searched."""
    [box] = search(PICTURE, SIDES_PX, Finder((400,)), 30)
    assert box == pytest.approx((10, 10, 410, 50))


def test_a_small_picture_is_searched_once_as_it_is() -> None:
    """Where the picture is no larger than the coarsest search there is no other."""
    finder = Finder(())
    assert search(PICTURE[:50, :100], SIDES_PX, finder, 30) == ()
    assert finder.shapes == [(50, 100)]


def test_reduced_copies_are_zeroed_and_the_picture_is_left() -> None:
    """After the search no reduced copy holds a pixel; the picture is its owner's."""
    finder = Finder(())
    search(PICTURE, SIDES_PX, finder, 30)
    assert not any(view.any() for view in finder.views)
    assert (PICTURE == 9).all()
