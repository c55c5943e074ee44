"""A PNG's chunks: only those that its pixels need are handed to the decoder (W3C PNG §5.3 and §11).

Texts, profiles and further pictures of an animation may be compressed in it a thousandfold, and a decoder that is
handed them unpacks them before anybody asks for them. It unpacks what follows the last pixel, too.
"""

import struct
import zlib
from collections.abc import Sequence

from menshen.errors import InputError

PNG_START = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS = 10_000
"""A picture of 8 MB has about 1,000; empty ones would cost time and add nothing."""

MOST_SPARE = 1 << 23
"""So many bytes may be packed in it beyond its pixels: they take 20 ms, and interlaced rows need a few."""

_FIRST, _PIXELS, _LAST = b"IHDR", b"IDAT", b"IEND"
_NEEDED = (_FIRST, b"PLTE", b"tRNS", b"eXIf", _PIXELS, _LAST)
"""Size, palette, its transparency, how the camera was held, pixels, end."""
_LENGTH_AND_TYPE = struct.Struct(">I4s")
_LENGTH_BYTES = _CHECKSUM_BYTES = 4
_HEADER = struct.Struct(">8x8xIIBBxxB")
"""Width, height, bits and kind of colour, and whether interlaced, after the first chunk's length and type."""
_COLOURS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
"""How many values each kind of colour has for a pixel."""
_MOST_COLOURS = max(_COLOURS.values())
_MOST_PACKED = 1_032
"""A byte of deflated data holds so many at most (zlib's technical details)."""
_AT_A_TIME = 256
"""Packed bytes: so 264 kB come out at most."""


def only_pixels(picture: bytes, most: int) -> bytes:
    """`picture` up to its end, without the chunks that its pixels do not need.

    InputError where it breaks off, where its pixels take more than `most` bytes, which count twice where it is
    interlaced and each is decoded in seven passes, and where far more is packed in it than its pixels.
    """
    kept, at, chunk, packed = [PNG_START], len(PNG_START), b"", list[bytes]()
    for _ in range(MAX_CHUNKS):
        if chunk == _LAST or at + _LENGTH_AND_TYPE.size > len(picture):
            break
        length, chunk = _LENGTH_AND_TYPE.unpack_from(picture, at)
        end = at + _LENGTH_AND_TYPE.size + length + _CHECKSUM_BYTES
        # A second header would be another size than the one that was checked.
        if end > len(picture) or (chunk == _FIRST) != (at == len(PNG_START)):
            break
        if chunk in _NEEDED:
            kept.append(picture[at:end])
        if chunk == _PIXELS:
            packed.append(picture[at + _LENGTH_AND_TYPE.size:end - _CHECKSUM_BYTES])
        at = end
    if not kept[-1].startswith(_LAST, _LENGTH_BYTES):
        raise InputError("image is a damaged PNG: its chunks do not lead to an end")
    pixel_bytes, interlaced = _pixel_bytes(picture)
    if pixel_bytes << interlaced > most:
        kind = "an interlaced PNG" if interlaced else "a PNG"
        raise InputError(f"image is {kind} of {pixel_bytes} bytes unpacked; the limit is {most >> interlaced}",
                         hint="send a JPEG, or 8 bits a channel without transparency")
    if _holds_more(packed, pixel_bytes + MOST_SPARE):
        raise InputError("image is a damaged PNG: it holds more than its pixels")
    return b"".join(kept)


def _pixel_bytes(picture: bytes) -> tuple[int, bool]:
    """How many bytes a picture's pixels take unpacked, but for rows that interlacing adds, and whether it does."""
    width_px, height_px, bits, kind, interlaced = _HEADER.unpack_from(picture)
    return height_px * (1 + -(-width_px * bits * _COLOURS.get(kind, _MOST_COLOURS) // 8)), bool(interlaced)


def _holds_more(packed: Sequence[bytes], most: int) -> bool:
    """Whether more than `most` bytes come out. Nothing is unpacked that is too short for it, and nothing is kept."""
    if _MOST_PACKED * sum(map(len, packed)) <= most:
        return False
    unpacking, came = zlib.decompressobj(), 0
    try:
        for part in packed:
            for at in range(0, len(part), _AT_A_TIME):
                came += len(unpacking.decompress(part[at:at + _AT_A_TIME]))
                if came > most:
                    return True
    except zlib.error as e:
        raise InputError("image is a damaged PNG: its pixels do not unpack") from e
    return False
