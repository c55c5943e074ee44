"""QR codes, read from frames with zxing-cpp and drawn with segno (ISO/IEC 18004). What they say is not asked here."""

import io
import math

import cv2
import numpy as np
import numpy.typing as npt
import segno
import zxingcpp

from menshen.errors import InputError
from menshen.terms import Image

MAX_CODES = 4
QUIET_MODULES = 4
MOST_PX = 1_440_000
"""A larger view is reduced to so many pixels: it has room for corners of codes by the ten thousand, and how long they
take to be told apart grows with the square of their number. Full HD loses nothing by it from 2.5 px a module on."""

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


def _gray(image: Image) -> npt.NDArray[np.uint8]:
    """A copy of `image` in gray, of at most `MOST_PX`; its sides keep their ratio."""
    gray = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    if gray.size <= MOST_PX:
        return gray
    scale = math.sqrt(MOST_PX / gray.size)
    try:
        return np.asarray(cv2.resize(gray, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    finally:
        gray.fill(0)


def _code(text: str) -> segno.QRCode:
    try:
        # Exactly level M: segno would raise the level where that costs no module, and the sizes promised would differ.
        return segno.make_qr(text, error="m", boost_error=False)
    except ValueError as e:
        raise InputError(f"{len(text)} characters do not make a QR code of level M") from e
