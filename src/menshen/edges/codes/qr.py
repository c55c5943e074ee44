"""QR codes, read from frames with zxing-cpp and drawn with segno (ISO/IEC 18004). What they say is not asked here."""

import io
import math
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import segno
import zxingcpp

from menshen.errors import InputError
from menshen.terms import Image

MAX_CODES = 4
QUIET_MODULES = 4
MOST_PX, MOST_BUSY_PX = 1_920 * 1_080, 800_000
"""A larger view is reduced to so many pixels. One that is busy all over has room for corners of codes by the ten
thousand, and how long they take to be told apart grows with the square of their number: it is reduced to fewer."""

BUSY, STEEP, STEEP_LEVELS = 0.15, 0.15, 3
"""A view is busy where that share of its pixels, smoothed so that noise counts little, differ from their neighbours by
so many standard deviations of all, and levels. A code that fills a quarter of it does not make it so; corners do."""

Gray: TypeAlias = npt.NDArray[np.uint8]

_QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
_TITLE = "通行码 · Pass code"


class QrCodes:
    """Reads and draws QR codes, implementing `acts.ports.CodeReader`. It keeps nothing; threads may share it."""

    def read(self, image: Image) -> tuple[str, ...]:
        """Texts of the QR codes in `image`, at most 4, in no promised order; codes of other kinds are not read."""
        gray = _gray(image)
        try:
            codes = zxingcpp.read_barcodes(gray, formats=_QR_ONLY)
        finally:
            gray.fill(0)
        return tuple(code.text for code in codes[:MAX_CODES])

    def draw_svg(self, text: str) -> str:
        """`text` as a QR code of level M: an SVG element with a title, that a page may hold as it is or as a file."""
        svg = io.BytesIO()
        _code(text).save(svg, kind="svg", border=QUIET_MODULES, light="#fff", title=_TITLE, xmldecl=False, nl=False,
                         omitsize=True)
        return svg.getvalue().decode().replace("<svg ", '<svg role="img" ', 1)

    def matrix(self, text: str) -> npt.NDArray[np.bool_]:
        """The modules of `text` as a QR code of level M, True where dark, its quiet zone of 4 around it: (n, n)."""
        return np.array([[bool(module) for module in row] for row in _code(text).matrix_iter(border=QUIET_MODULES)])


def _gray(image: Image) -> Gray:
    """A copy of `image` in gray, of at most `MOST_PX`, or `MOST_BUSY_PX`; its sides keep their ratio."""
    gray = _of_at_most(MOST_PX, np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8))
    return _of_at_most(MOST_BUSY_PX, gray) if gray.size > MOST_BUSY_PX and _busy(gray) else gray


def _of_at_most(most_px: int, gray: Gray) -> Gray:
    """`gray` itself, or smaller in its stead."""
    if gray.size <= most_px:
        return gray
    scale = math.sqrt(most_px / gray.size)
    try:
        return np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    finally:
        gray.fill(0)


def _busy(gray: Gray) -> bool:
    smooth = cv2.blur(gray, (3, 3))
    steps = cv2.absdiff(smooth[:, 1:], smooth[:, :-1])
    try:
        cv2.threshold(steps, max(STEEP_LEVELS, STEEP * float(gray.std())), 1, cv2.THRESH_BINARY, dst=steps)
        return cv2.countNonZero(steps) > BUSY * steps.size
    finally:
        smooth.fill(0)
        steps.fill(0)


def _code(text: str) -> segno.QRCode:
    try:
        # Exactly level M: segno would raise the level where that costs no module, and the sizes promised would differ.
        return segno.make_qr(text, error="m", boost_error=False)
    except ValueError as e:
        raise InputError(f"{len(text)} characters do not make a QR code of level M") from e
