"""How large a picture says it is, read from its first bytes so that nothing large is decoded to find out.

Stricter than the decoders: what they would skip over is refused here, so that both read the same size. Sources:
ITU-T T.81 Annex B (JPEG), W3C PNG §5 and §11.2.1.
"""

import re
import struct

from menshen.edges.cameras.png import PNG_START
from menshen.errors import InputError

JPEG_START = b"\xff\xd8\xff"

_MARKER = 0xFF
_FRAME_MARKERS = (0xC0, 0xC1, 0xC2)
"""Baseline, extended sequential and progressive; the others are lossless, differential or arithmetic."""
_TABLE_MARKERS = (0xC4, 0xDB, 0xDD, 0xFE, *range(0xE0, 0xF0))
"""What may stand before the frame: tables, restart interval, comment, application."""
_SCAN, _END = b"\xda", b"\xd9"
_NEXT_MARKER = re.compile(rb"\xff([\xc0-\xcf\xd8-\xfe])")
"""Not a 0xFF of a scan's data, which a zero follows, nor a restart, nor a fill byte, nor what is no marker: a decoder
that looks for a restart passes over those, and a length that is none of theirs would hide scans."""

MAX_SEGMENTS = 10_000
"""A JPEG has dozens; to walk over millions would take seconds."""
_FRAME = struct.Struct(">BBHxHH")
"""A segment's 0xFF, marker and length; then, in a frame's header, precision, height and width."""
_IMAGE_HEADER = struct.Struct(">8s8sII")
"""A PNG's signature, the length and type of its first chunk, width and height."""


def sides_px(picture: bytes) -> tuple[int, int]:
    """Width and height of a JPEG or PNG, before any turn by EXIF; InputError for another kind or a damaged header."""
    if picture.startswith(JPEG_START):
        return _jpeg_sides_px(picture)
    if picture.startswith(PNG_START):
        return _png_sides_px(picture)
    raise InputError("image is neither JPEG nor PNG")


def _jpeg_sides_px(picture: bytes) -> tuple[int, int]:
    at = 2
    while at + _FRAME.size <= len(picture):
        start, marker, length, height_px, width_px = _FRAME.unpack_from(picture, at)
        if start == _MARKER and marker in _FRAME_MARKERS:
            return width_px, height_px
        if start != _MARKER or marker not in _TABLE_MARKERS:
            break
        # A length below 2 does not count itself: it leads to its own bytes, where no marker is.
        at += 2 + length
    raise InputError("image is a damaged JPEG: its header does not lead to a frame")


def scans(jpeg: bytes) -> int:
    """How many scans a decoder meets in a JPEG: not those of a thumbnail within a segment, nor what follows its end.

    InputError where there are more segments than any picture has.
    """
    found, at = 0, 2
    for _ in range(MAX_SEGMENTS):
        marker = _NEXT_MARKER.search(jpeg, at)
        if marker is None or marker[1] == _END:
            return found
        found += marker[1] == _SCAN
        # A segment is as long as it says, its length included; a scan's data, which follows it, holds no marker.
        at = marker.end() + int.from_bytes(jpeg[marker.end():marker.end() + 2])
    raise InputError(f"image is a damaged JPEG: it has more than {MAX_SEGMENTS} segments")


def _png_sides_px(picture: bytes) -> tuple[int, int]:
    if len(picture) >= _IMAGE_HEADER.size:
        _, chunk, width_px, height_px = _IMAGE_HEADER.unpack_from(picture)
        if chunk == b"\x00\x00\x00\x0dIHDR":
            return width_px, height_px
    raise InputError("image is a damaged PNG: it does not begin with its header")
