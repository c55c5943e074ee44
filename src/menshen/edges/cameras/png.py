"""A PNG's chunks: only those that its pixels need are handed to the decoder (W3C PNG §5.3 and §11).

Texts, profiles and further pictures of an animation may be compressed in it a thousandfold, and a decoder that is
handed them unpacks them before anybody asks for them.
"""

import struct

from menshen.errors import InputError

PNG_START = b"\x89PNG\r\n\x1a\n"
MAX_CHUNKS = 10_000
"""A picture of 8 MB has about 1,000; empty ones would cost time and add nothing."""

_FIRST, _LAST = b"IHDR", b"IEND"
_NEEDED = (_FIRST, b"PLTE", b"tRNS", b"eXIf", b"IDAT", _LAST)
"""Size, palette, its transparency, how the camera was held, pixels, end."""
_LENGTH_AND_TYPE = struct.Struct(">I4s")
_LENGTH_BYTES = _CHECKSUM_BYTES = 4


def only_pixels(picture: bytes) -> bytes:
    """`picture` up to its end, without the chunks that its pixels do not need; InputError where it breaks off."""
    kept, at, chunk = [PNG_START], len(PNG_START), b""
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
        at = end
    if not kept[-1].startswith(_LAST, _LENGTH_BYTES):
        raise InputError("image is a damaged PNG: its chunks do not lead to an end")
    return b"".join(kept)
