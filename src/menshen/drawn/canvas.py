"""A layer of paint: colours with an opacity, filled by smooth shapes with hard or soft edges."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from menshen.drawn.curves import Points

Colour: TypeAlias = tuple[float, float, float]
"""Red, green, blue, 0 to 1."""
Mask: TypeAlias = npt.NDArray[np.float32]
"""(height, width), 0 to 1."""
Paint: TypeAlias = npt.NDArray[np.float32]
"""(height, width, 3), 0 to 1."""

_SUBPIXEL_BITS = 4
_SEEN_BLUR_PX = 0.3


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """`one` with a share (0 to 1) of `other`."""
    red, green, blue = (a + (b - a) * share for a, b in zip(one, other, strict=True))
    return red, green, blue


def stacked(layers: Sequence["Canvas"]) -> "Canvas":
    """Several layers of one size, the first at the back, as one."""
    whole = layers[0].fresh()
    paint = layers[0].paint * layers[0].opacity[..., None]
    whole.opacity = layers[0].opacity
    for layer in layers[1:]:
        paint = layer.over(paint)
        whole.opacity = layer.opacity + whole.opacity * (1 - layer.opacity)
    whole.paint = np.asarray(paint / np.maximum(whole.opacity, 1e-6)[..., None], np.float32)
    return whole


class Canvas:
    """A layer that maps drawing units to pixels: `origin` is the pixel of (0, 0), `unit_px` the length of one."""

    def __init__(self, width_px: int, height_px: int, origin: tuple[float, float], unit_px: float) -> None:
        self.paint: Paint = np.zeros((height_px, width_px, 3), np.float32)
        self.opacity: Mask = np.zeros((height_px, width_px), np.float32)
        self.origin = origin
        self.unit_px = unit_px

    def units(self) -> tuple[Mask, Mask]:
        """The x and y of every pixel's centre, in drawing units; broadcastable."""
        height, width = self.opacity.shape
        x = (np.arange(width, dtype=np.float32) + 0.5 - self.origin[0]) / self.unit_px
        y = (np.arange(height, dtype=np.float32) + 0.5 - self.origin[1]) / self.unit_px
        return x[None, :], y[:, None]

    def painted(self) -> tuple[slice, slice]:
        """The rows and columns in which there is paint, and one more on each side."""
        rows, columns = (np.flatnonzero(self.opacity.any(axis=axis)) for axis in (1, 0))
        if not rows.size:
            return slice(0), slice(0)
        return (slice(max(rows[0] - 1, 0), rows[-1] + 2), slice(max(columns[0] - 1, 0), columns[-1] + 2))

    def fill(
        self, shape: Points, colour: Colour, opacity: float = 1.0, *, soft: float = 0.0, inside: Mask | None = None,
    ) -> None:
        """Paint a shape; `soft` is its edge's blur in drawing units, `inside` a mask that it may not leave."""
        window = self._window(shape, soft)
        mask = self._raster([shape], window, soft) * opacity
        self._lay(mask, window, colour, inside)

    def strokes(
        self, lines: Sequence[Points], colour: Colour, opacity: float, *, width: float, soft: float = 0.0,
        inside: Mask | None = None,
    ) -> None:
        """Paint many thin lines at once; where they cross they do not add up."""
        window = self._window(np.concatenate(lines), soft + width)
        top, left, bottom, right = window
        raster = np.zeros((bottom - top, right - left), np.uint8)
        cv2.polylines(raster, [self._fixed(line, window) for line in lines], isClosed=False, color=255,
                      thickness=max(1, round(width * self.unit_px)), lineType=cv2.LINE_AA, shift=_SUBPIXEL_BITS)
        self._lay(self._softened(raster, soft) * opacity, window, colour, inside)

    def mask(self, *shapes: Points, soft: float = 0.0) -> Mask:
        """The area of all `shapes` together, of the layer's own size."""
        return self._raster(shapes, (0, 0, *self.opacity.shape), soft)

    def wash(self, mask: Mask, colour: Colour) -> None:
        """Paint through a mask of the layer's own size."""
        self._lay(mask, (0, 0, *self.opacity.shape), colour, None)

    def over(self, ground: Paint) -> Paint:
        """This layer laid over a ground of the same size."""
        whole = np.array(ground, np.float32)
        rows, columns = self.painted()
        seen = self.opacity[rows, columns, None]
        whole[rows, columns] *= 1 - seen
        whole[rows, columns] += self.paint[rows, columns] * seen
        return whole

    def fresh(self) -> "Canvas":
        """An empty layer of the same size and units."""
        height, width = self.opacity.shape
        return Canvas(width, height, self.origin, self.unit_px)

    def remade(self, remake: Callable[[Mask | Paint], npt.ArrayLike]) -> "Canvas":
        """A layer whose paint and opacity are this one's after `remake`, for warps and reductions."""
        layer = self.fresh()
        layer.paint = np.asarray(remake(self.paint), np.float32)
        layer.opacity = np.asarray(remake(self.opacity), np.float32)
        return layer

    def _lay(self, mask: Mask, window: tuple[int, int, int, int], colour: Colour, inside: Mask | None) -> None:
        top, left, bottom, right = window
        if inside is not None:
            mask = mask * inside[top:bottom, left:right]
        paint, opacity = self.paint[top:bottom, left:right], self.opacity[top:bottom, left:right]
        total = mask + opacity * (1 - mask)
        share = np.divide(mask, total, out=np.zeros_like(mask), where=total > 0)
        change = np.asarray(colour, np.float32) - paint
        change *= share[..., None]
        paint += change
        opacity[:] = total

    def _window(self, shape: Points, soft: float) -> tuple[int, int, int, int]:
        """Top, left, bottom, right of the pixels that a shape with this soft edge can reach; never empty."""
        reach = 3 * soft * self.unit_px + 2
        low_x, low_y = (shape.min(axis=0) * self.unit_px + self.origin - reach).astype(int).tolist()
        high_x, high_y = (shape.max(axis=0) * self.unit_px + self.origin + reach).astype(int).tolist()
        height, width = self.opacity.shape
        left, top = min(max(low_x, 0), width - 1), min(max(low_y, 0), height - 1)
        return top, left, min(max(high_y, top + 1), height), min(max(high_x, left + 1), width)

    def _fixed(self, shape: Points, window: tuple[int, int, int, int]) -> npt.NDArray[np.int32]:
        pixels = shape * self.unit_px + self.origin - (window[1] + 0.5, window[0] + 0.5)
        return np.asarray(np.rint(pixels * 2**_SUBPIXEL_BITS), np.int32)

    def _raster(self, shapes: Sequence[Points], window: tuple[int, int, int, int], soft: float) -> Mask:
        top, left, bottom, right = window
        raster = np.zeros((bottom - top, right - left), np.uint8)
        for shape in shapes:
            cv2.fillPoly(raster, [self._fixed(shape, window)], 255, lineType=cv2.LINE_AA, shift=_SUBPIXEL_BITS)
        return self._softened(raster, soft)

    def _softened(self, raster: npt.NDArray[np.uint8], soft: float) -> Mask:
        mask = np.asarray(raster, np.float32) / np.float32(255)
        blur_px = soft * self.unit_px
        return mask if blur_px < _SEEN_BLUR_PX else np.asarray(cv2.GaussianBlur(mask, (0, 0), blur_px), np.float32)
