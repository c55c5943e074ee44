"""Finds faces with dlib's HOG detector, coarse to fine. Recognises nobody."""

import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import dlib

from menshen.edges.engines.crop import Cropper
from menshen.edges.engines.engine import Detection
from menshen.edges.engines.search import Box, search
from menshen.errors import EvidenceError
from menshen.terms import Image

SIDES_PX = (122, 147, 176, 212, 254, 305, 366, 439, 527, 632, 759, 910, 1_092, 1_310)
"""In steps of 6 / 5. Each shows faces of one size: an image pyramid, from its top down to the first face. The first
shows those of half to four fifths of the picture's longer side; larger ones are left to the whole pyramid."""

CLEAR_PX = 70
"""By their landmarks, faces of 63 px and more were found wherever they were shrunk to that (ORL, and drawn persons)."""

ENLARGING = 2.0

WHOLE_PX = 320
"""What is found at no size is looked for once more in dlib's own pyramid, whose sizes and smoothing differ."""

_ALL_LEVELS = b"\x02\xe8\x03"
_ONE_LEVEL = b"\x01\x01"
"""The most levels of the image pyramid, as dlib serialises 1,000 and 1."""
_HEAD_BYTES = 32


class DlibDetector:
    """HOG in colour; the picture is enlarged for the last passes only where no other finds anything.

    Gray would cost a tenth less and lose dark faces, whose edges stand out in one channel more than in their mean.
    """

    def __init__(self, hog: bytes, cropper: Cropper) -> None:
        self._whole, self._one_level = _loaded(hog), _loaded(_of_one_level(hog))
        self._cropper = cropper

    def find(self, image: Image) -> Sequence[Detection]:
        """The faces in `image`, at most two; none narrower than about a twentieth of its longer side.

        Beside a face found clearly, one less than nine tenths as wide may go unnoticed.
        """
        cut = self._cropper.cut
        return (search(image, SIDES_PX, partial(_boxes, self._one_level), cut, CLEAR_PX, enlarging=ENLARGING)
                or search(image, (WHOLE_PX,), partial(_boxes, self._whole), cut, CLEAR_PX, enlarging=ENLARGING))


def _boxes(detector: dlib.fhog_object_detector, view: Image) -> Sequence[Box]:
    return [(box.left(), box.top(), box.right() + 1, box.bottom() + 1) for box in detector(view, 0)]


def unpacked() -> bytes:
    """The detector that dlib holds, as dlib writes it down."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hog.svm"
        dlib.get_frontal_face_detector().save(str(path))
        return path.read_bytes()


def _loaded(hog: bytes) -> dlib.fhog_object_detector:
    # dlib reads detectors from files alone.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "hog.svm"
        path.write_bytes(hog)
        return dlib.fhog_object_detector(str(path))


def _of_one_level(hog: bytes) -> bytes:
    """The same detector without an image pyramid: it sees faces about as wide as its window, and no others."""
    if hog[:_HEAD_BYTES].count(_ALL_LEVELS) != 1:
        raise EvidenceError("dlib's detector does not say how many levels its pyramid has",
                            hint="install the version of dlib-bin that menshen names")
    return hog.replace(_ALL_LEVELS, _ONE_LEVEL, 1)
