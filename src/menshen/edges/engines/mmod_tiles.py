"""A picture and its reductions, each 5/6 of the one before, side by side in one: so one convolution searches all sizes.

Laid out as dlib lays them out, so that a face is found in the same place. Source: `create_tiled_pyramid` and
`pyramid_down<6>` in dlib's `image_pyramid.h`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from menshen.edges.engines.dlib_weights import Floats
from menshen.edges.engines.search import Box
from menshen.terms import Image

MEAN_RGB = (122.782, 117.001, 104.298)
"""What the network takes for nothing: the mean colour of what it was trained on."""

GAP_PX, MARGIN_PX = 10, 11
LEAST_ROWS = 5
KEPT, OF = 5, 6
CENTRE_PX = 0.3
"""By how much pixels' centres move where a reduction is enlarged again, in dlib's reckoning."""


@dataclass(frozen=True, slots=True)
class Tile:
    """Where one reduction stands in the whole, in px."""

    left: int
    top: int
    width: int
    height: int

    def away_px(self, x: float, y: float) -> float:
        """How far a point lies outside of this tile; 0 within."""
        aside = max(self.left - x, x - (self.left + self.width - 1), 0.0)
        below = max(self.top - y, y - (self.top + self.height - 1), 0.0)
        return float(np.hypot(aside, below))


def tiled(picture: Image) -> tuple[Floats, Sequence[Tile]]:
    """The whole of `picture` and its reductions in RGB, and where each of them stands, largest first.

    Between them is nothing, which is the mean colour.
    """
    tiles, rows, columns = layout(picture.shape[1], picture.shape[0])
    whole = np.empty((rows, columns, 3), np.float32)
    whole[:] = MEAN_RGB
    level: Image | Floats = picture
    for tile in tiles:
        place = whole[tile.top:tile.top + tile.height, tile.left:tile.left + tile.width]
        place[:] = _between(_between(level, tile.height, 0), tile.width, 1)
        level = place
    return whole, tiles


def layout(width: int, height: int) -> tuple[Sequence[Tile], int, int]:
    """Where the reductions of a picture of this size stand, and the rows and columns of the whole.

    They go down the left side, and up the right one as soon as they fit there; whatever has no room then is left out.
    """
    sizes = _sizes(width, height)
    total = sum(rows + GAP_PX for _, rows in sizes) - 2 * GAP_PX
    down, before = 0, 0
    for columns, rows in sizes:
        if columns <= width - before - GAP_PX and (down - height) * 2 >= total - height:
            break
        down += rows + GAP_PX
        before = columns
    end = MARGIN_PX + down - GAP_PX
    tiles: list[Tile] = []
    y = MARGIN_PX
    for columns, rows in sizes:
        if y < end:
            tiles.append(Tile(MARGIN_PX, y, columns, rows))
            y += rows + GAP_PX
    y -= GAP_PX
    for columns, rows in sizes[len(tiles):]:
        if y - rows < MARGIN_PX + height:
            break
        tiles.append(Tile(MARGIN_PX + width - columns, y - rows, columns, rows))
        y -= rows + GAP_PX
    return tiles, end + MARGIN_PX, width + 2 * MARGIN_PX


def in_picture(box: Box, tiles: Sequence[Tile]) -> Box:
    """A box in the whole as a box in the picture, by the tile in which its centre lies, or to which it is nearest."""
    left, top, right, bottom = box
    x, y = (left + right) / 2, (top + bottom) / 2
    level = min(range(len(tiles)), key=lambda each: tiles[each].away_px(x, y))
    tile = tiles[level]
    edges = [left - tile.left, top - tile.top, right - tile.left, bottom - tile.top]
    for _ in range(level):
        edges = [edge * OF / KEPT + CENTRE_PX for edge in edges]
    return edges[0], edges[1], edges[2], edges[3]


def _sizes(width: int, height: int) -> list[tuple[int, int]]:
    """Width and height of the picture and of each reduction that is high enough."""
    sizes = [(width, height)]
    while True:
        width, height = width * KEPT // OF, height * KEPT // OF
        if width == 0 or height < LEAST_ROWS:
            return sizes
        sizes.append((width, height))


def _between(levels: Image | Floats, size: int, axis: int) -> Floats:
    """Linear interpolation along one axis, from its first place to its last: no way of resizing in OpenCV is that."""
    most = levels.shape[axis] - 1
    places = np.arange(size, dtype=np.float32) * (most / max(size - 1, 1))
    before = np.minimum(places.astype(np.int64), max(most - 1, 0))
    share = (places - before).astype(np.float32).reshape((-1, 1, 1) if axis == 0 else (1, -1, 1))
    after = np.minimum(before + 1, most)
    return np.asarray(levels.take(before, axis) * (1 - share) + levels.take(after, axis) * share, np.float32)
