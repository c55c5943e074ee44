"""QR codes, read from frames with zxing-cpp and drawn with segno (ISO/IEC 18004). What they say is not asked here."""

import io

import cv2
import numpy as np
import numpy.typing as npt
import segno
import zxingcpp

from menshen.errors import InputError
from menshen.terms import Image

MAX_CODES = 4
QUIET_MODULES = 4
LARGE_PX = 1_000_000
"""So many pixels have room for corners of codes by the ten thousand, 1 px a module, that take seconds to tell apart.

Averaged over 2 px they are gone; a module of a pass is 2.5 px wide or more.
"""

_QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCodeModel2)
_TITLE = "通行码 · Pass code"


class QrCodes:
    """Reads and draws QR codes, implementing `acts.ports.CodeReader`. It keeps nothing; threads may share it."""

    def read(self, image: Image) -> tuple[str, ...]:
        """Texts of the QR codes in `image`, at most 4, in no promised order; codes of other kinds are not read."""
        gray = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
        try:
            if gray.size > LARGE_PX:
                cv2.blur(gray, (2, 2), dst=gray)
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


def _code(text: str) -> segno.QRCode:
    try:
        # Exactly level M: segno would raise the level where that costs no module, and the sizes promised would differ.
        return segno.make_qr(text, error="m", boost_error=False)
    except ValueError as e:
        raise InputError(f"{len(text)} characters do not make a QR code of level M") from e
