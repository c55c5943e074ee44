"""Traces: whether any part of a picture or of a face's template stands in a file, in any form it could be kept in.

A needle is 16 bytes; every run of 31 bytes of what is looked for holds one. Blank stretches are no needles: they stand
in every file.
"""

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np

from menshen.faces.template import quantise
from menshen.terms import Image, Template

NEEDLE_BYTES = 16
DISTINCT_BYTES = 6


def of_picture(picture: bytes) -> frozenset[bytes]:
    """Needles of a JPEG: its bytes, and its pixels as RGB, BGR and gray."""
    frame = np.asarray(cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR_RGB), np.uint8)
    return _needles([picture, *_pixels(frame)])


def of_template(template: Template) -> frozenset[bytes]:
    """Needles of a template: as floats of 64, 32 and 16 bits and as a pass carries it, raw, in hex and in base64."""
    raw = [template.astype(kind).tobytes() for kind in (np.float64, np.float32, np.float16)] + [quantise(template)]
    listed = ", ".join(map(repr, template.tolist())).encode()
    return _needles([*raw, listed, *(text for one in raw for text in _texts(one))])


def of_text(*texts: str) -> frozenset[bytes]:
    """Needles of texts that are kept by nobody: codes, secrets and their hashes."""
    return _needles(text.encode() for text in texts)


def holding(needles: frozenset[bytes], files: Iterable[Path]) -> list[Path]:
    """The files in which a needle stands, at whatever offset."""
    return [file for file in files if in_bytes(needles, file.read_bytes())]


def in_bytes(needles: frozenset[bytes], content: bytes) -> bool:
    """Whether a needle stands in `content`, at whatever offset."""
    return any(content[at:at + NEEDLE_BYTES] in needles for at in range(len(content) - NEEDLE_BYTES + 1))


def files_under(folder: Path) -> list[Path]:
    """All files in `folder`, at whatever depth."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _pixels(frame: Image) -> Iterator[bytes]:
    yield frame.tobytes()
    yield frame[..., ::-1].tobytes()
    yield cv2.cvtColor(frame, cv2.COLOR_RGB2GRAY).tobytes()


def _texts(raw: bytes) -> Iterator[bytes]:
    yield raw.hex().encode()
    yield raw.hex().upper().encode()
    for shift in range(3):  # base64 reads three bytes at a time, so what stands before decides how it looks
        yield base64.b64encode(bytes(shift) + raw)[4:]
        yield base64.urlsafe_b64encode(bytes(shift) + raw)[4:]


def _needles(contents: Iterable[bytes]) -> frozenset[bytes]:
    return frozenset(needle for content in contents for at in range(0, len(content) - NEEDLE_BYTES + 1, NEEDLE_BYTES)
                     if len(set(needle := content[at:at + NEEDLE_BYTES])) >= DISTINCT_BYTES)
