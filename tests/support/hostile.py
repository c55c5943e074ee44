"""Hostile pictures: each made anew, seeded, with what has to come of it. All faces in them are drawn.

An answer is "frame" (decoded, and nobody in it), "face" (one), "faces" (several), "codes" (four are read), or the
beginning of the InputError that says what is wrong.
"""

import struct
import zlib
from collections.abc import Callable
from typing import Final

import cv2
import numpy as np

from menshen.drawn.portrait import portrait
from menshen.drawn.traits import person
from menshen.edges.codes.qr import QrCodes
from menshen.terms import Image

SIDE_PX = 4_096
"""The largest side that is decoded at all."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"
DAMAGED, KIND, SIZE = "image is damaged", "image is neither", "image is 4"

Picture = Callable[[], bytes]


def face(size_px: int = 320) -> Image:
    """One drawn person, whom the engine finds."""
    return portrait(person(5), size_px=size_px)


def encoded(kind: str, rgb: Image, *options: int) -> bytes:
    """A picture in RGB, compressed."""
    return cv2.imencode(kind, rgb[..., ::-1].copy(), options)[1].tobytes()


def gray(levels: Image) -> bytes:
    """A picture in gray, as a PNG."""
    return cv2.imencode(".png", levels)[1].tobytes()


def in_colour(levels: Image) -> Image:
    """The same in RGB."""
    return np.repeat(levels[..., None], 3, axis=2)


def chunk(kind: bytes, content: bytes = b"") -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(*chunks: bytes, width: int = 64, height: int = 64, bits: int = 8, kind: int = 2, interlaced: int = 0) -> bytes:
    """A PNG of these chunks, between its header and its end."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, interlaced))
    return SIGNATURE + header + b"".join(chunks) + chunk(b"IEND")


def nothing(size: int) -> bytes:
    """So many zeros, compressed a thousandfold."""
    pressed, zeros = zlib.compressobj(9), bytes(1 << 20)
    parts = [pressed.compress(zeros[:min(len(zeros), size - at)]) for at in range(0, size, len(zeros))]
    return b"".join(parts) + pressed.flush()


def more_than_pixels(mib: int) -> bytes:
    """So many MiB of zeros in one stream, made from one block again and again."""
    pressed, zeros = zlib.compressobj(9, zlib.DEFLATED, -15), bytes(1 << 20)
    block = pressed.compress(zeros) + pressed.flush(zlib.Z_FULL_FLUSH)
    checksum = struct.pack(">I", ((mib * len(zeros)) % 65_521 << 16) | 1)
    return b"\x78\xda" + block * mib + b"\x03\x00" + checksum


def in_parts(whole: bytes) -> list[bytes]:
    """The same in pieces of 1,000 bytes."""
    return [whole[at:at + 1_000] for at in range(0, len(whole), 1_000)]


BLANK = chunk(b"IDAT", nothing(64 * (64 * 3 + 1)))


def with_orientation(jpeg: bytes, orientation: int) -> bytes:
    """`jpeg` with an EXIF segment that says how the phone was held."""
    tiff = b"MM\x00*\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
    exif = b"Exif\x00\x00" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def held_sideways() -> bytes:
    """A phone's portrait picture: stored lying, with EXIF 6, which says to turn it upright."""
    return with_orientation(encoded(".jpg", np.rot90(face()).copy()), 6)


def animation(frames: int) -> bytes:
    """An animated PNG of the largest size, each of its pictures blank."""
    pixels = nothing(SIDE_PX * (SIDE_PX * 3 + 1))
    control = [chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, SIDE_PX, SIDE_PX, 0, 0, 1, 10, 0, 0))
               for number in range(2 * frames)]
    more = [control[2 * one - 1] + chunk(b"fdAT", struct.pack(">I", 2 * one) + pixels) for one in range(1, frames)]
    return png(chunk(b"acTL", struct.pack(">II", frames, 0)), control[0], chunk(b"IDAT", pixels), *more,
               width=SIDE_PX, height=SIDE_PX)


def smooth(side_px: int) -> Image:
    """Colours that run into each other."""
    noise = np.random.default_rng(1).integers(0, 256, (side_px // 16, side_px // 16, 3), np.uint8)
    return np.asarray(cv2.resize(noise, (side_px, side_px), interpolation=cv2.INTER_CUBIC), np.uint8)


def scans(count: int, rgb: Image) -> bytes:
    """A progressive JPEG in which the last scan comes again and again."""
    made = encoded(".jpg", rgb, cv2.IMWRITE_JPEG_PROGRESSIVE, 1, cv2.IMWRITE_JPEG_QUALITY, 70,
                   cv2.IMWRITE_JPEG_SAMPLING_FACTOR, cv2.IMWRITE_JPEG_SAMPLING_FACTOR_444)
    last = made[made.rindex(b"\xff\xda"):-2]
    return made[:-2] + last * (count - made.count(b"\xff\xda")) + made[-2:]


def deep(side_px: int) -> bytes:
    """A PNG of nothing with 16 bits in each of four channels, interlaced."""
    return png(chunk(b"IDAT", nothing(side_px * (side_px * 8 + 2))), bits=16, kind=6, width=side_px, height=side_px,
               interlaced=1)


def cmyk() -> bytes:
    """A JPEG of four inks, as print shops send it: every block a flat 50 %."""
    def segment(marker: int, content: bytes) -> bytes:
        return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content
    four = b"".join(bytes((number, 0x11, 0)) for number in range(1, 5))
    table = bytes((0, 1)) + bytes(15)  # a single code of one bit, for a value of 0
    heads = segment(0xEE, b"Adobe\x00\x64" + bytes(5)) + segment(0xDB, b"\x00" + b"\x01" * 64)
    frame = segment(0xC0, struct.pack(">BHHB", 8, 64, 64, 4) + four)
    tables = segment(0xC4, b"\x00" + table[1:] + b"\x00") + segment(0xC4, b"\x10" + table[1:] + b"\x00")
    order = segment(0xDA, bytes((4,)) + b"".join(bytes((number, 0)) for number in range(1, 5)) + b"\x00\x3f\x00")
    return b"\xff\xd8" + heads + frame + tables + order + bytes(64 * 4 * 2 // 8) + b"\xff\xd9"


def palette() -> bytes:
    """The drawn person in 216 colours."""
    levels = (face().astype(int) + 25) // 51
    colours = np.indices((6, 6, 6)).reshape(3, -1).T.astype(np.uint8) * 51
    rows = np.pad((levels @ (36, 6, 1)).astype(np.uint8), ((0, 0), (1, 0)))
    return png(chunk(b"PLTE", colours.tobytes()), chunk(b"IDAT", zlib.compress(rows.tobytes())),
               width=320, height=320, kind=3)


def sixteen_bits() -> bytes:
    """The drawn person in 16 bits a colour."""
    return cv2.imencode(".png", face()[..., ::-1].astype(np.uint16) * 257)[1].tobytes()


def transparent() -> bytes:
    """The drawn person, wholly transparent."""
    clear = cv2.cvtColor(face(), cv2.COLOR_RGB2BGRA) * np.array((1, 1, 1, 0), np.uint8)
    return cv2.imencode(".png", clear)[1].tobytes()


def crowd() -> bytes:
    """A page of 64 faces."""
    return encoded(".jpg", np.tile(face(240), (8, 8, 1)))


def codes(module_px: int) -> bytes:
    """As many QR codes as a picture has room for, each another: 529 at 3 px a module."""
    reader, side_px = QrCodes(), 29 * module_px
    many = 2_048 // side_px
    def drawn(number: int) -> Image:
        modules = np.where(reader.matrix(f"{number:05}"), 0, 255).astype(np.uint8)
        return np.kron(modules, np.ones((module_px, module_px), np.uint8))
    page = np.vstack([np.hstack([drawn(row * many + column) for column in range(many)]) for row in range(many)])
    return cv2.imencode(".png", page)[1].tobytes()


def corners(module_px: float, width_px: int, height_px: int) -> Image:
    """Corners of QR codes by the ten thousand, each 9 modules apart, that belong to no code."""
    corner = np.full((9, 9), 255, np.uint8)
    corner[1:8, 1:8], corner[2:7, 2:7], corner[3:6, 3:6] = 0, 255, 0
    step_px = 9 * module_px
    page = np.tile(corner, (int(height_px / step_px), int(width_px / step_px)))
    return np.asarray(cv2.resize(page, None, fx=module_px, fy=module_px, interpolation=cv2.INTER_CUBIC), np.uint8)


def noise(width_px: int, height_px: int) -> bytes:
    """Noise of this size."""
    return encoded(".png", np.random.default_rng(3).integers(0, 256, (height_px, width_px, 3), np.uint8))


def broken(*pixels: float) -> bytes:
    """A float picture with values that are no numbers, in a format that holds them (Radiance HDR)."""
    return cv2.imencode(".hdr", np.full((64, 64, 3), pixels, np.float32))[1].tobytes()


PICTURES: Final[dict[str, tuple[Picture, str]]] = {
    "a face, to compare with": (lambda: encoded(".jpg", face()), "face"),
    "empty": (lambda: b"", KIND),
    "one byte": (lambda: b"\xff", KIND),
    "truncated JPEG": (lambda: encoded(".jpg", face())[:-400], DAMAGED),
    "truncated PNG": (lambda: encoded(".png", face())[:-400], "image is a damaged PNG"),
    "too many bytes": (lambda: encoded(".jpg", face()) + bytes(9 << 20), "image has 9"),
    "one pixel too wide": (lambda: png(BLANK, width=SIDE_PX + 1), SIZE),
    "said to be 65,500 px": (lambda: b"\xff\xd8\xff\xc0\x00\x11\x08" + struct.pack(">HH", 65_500, 65_500) + bytes(12),
                             "image is 65500"),
    "bomb: the largest PNG in 50 kB": (lambda: png(chunk(b"IDAT", nothing(SIDE_PX * (SIDE_PX * 3 + 1))),
                                                   width=SIDE_PX, height=SIDE_PX), "frame"),
    "bomb: 16 bits, alpha, interlaced": (lambda: deep(1_773), "frame"),
    "bomb: the same, the largest": (lambda: deep(SIDE_PX), "image is an interlaced PNG of 134221824 bytes unpacked"),
    "bomb: 900 texts of 8 MB": (lambda: png(chunk(b"zTXt", b"a\0\0" + nothing(7_900_000)) * 900, BLANK), "frame"),
    "bomb: 900 international texts": (lambda: png(chunk(b"iTXt", b"a\0\1\0\0\0" + nothing(7_900_000)) * 900, BLANK),
                                      "frame"),
    "bomb: profiles of 8 MB": (lambda: png(chunk(b"iCCP", b"a\0\0" + nothing(7_900_000)) * 900, BLANK), "frame"),
    "bomb: a second size": (lambda: png(chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)), BLANK),
                            "image is a damaged PNG"),
    "bomb: 7 GB behind 64 pixels": (lambda: png(chunk(b"IDAT", more_than_pixels(7_000))),
                                    "image is a damaged PNG: it holds more"),
    "bomb: 7 GB behind the largest": (lambda: png(chunk(b"IDAT", more_than_pixels(7_000)),
                                                  width=SIDE_PX, height=SIDE_PX),
                                      "image is a damaged PNG: it holds more"),
    "bomb: 7 GB in 7,000 chunks": (lambda: png(*(chunk(b"IDAT", part) for part in in_parts(more_than_pixels(7_000)))),
                                   "image is a damaged PNG: it holds more"),
    "600,000 empty chunks": (lambda: png(chunk(b"IDAT") * 600_000, BLANK), "image is a damaged PNG"),
    "JPEG of 10 scans, the largest": (lambda: scans(10, smooth(SIDE_PX)), "frame"),
    "JPEG of 10 scans, corners all over": (lambda: scans(10, in_colour(corners(4.58, SIDE_PX, SIDE_PX))), "frame"),
    "JPEG of 11 scans, the largest": (lambda: scans(11, smooth(SIDE_PX)), "image is a JPEG of 11 scans"),
    "JPEG of 20 scans, half of that": (lambda: scans(20, smooth(2_896)), "frame"),
    "JPEG of 21 scans": (lambda: scans(21, smooth(512)), "image is a JPEG of 21 scans; the limit is 20"),
    "animated PNG of 100": (lambda: animation(100), "frame"),
    "animated GIF": (lambda: encoded(".gif", face()), KIND),
    "WebP by another name": (lambda: encoded(".webp", face()), KIND),
    "TIFF by another name": (lambda: encoded(".tiff", face()), KIND),
    "values that are no numbers": (lambda: broken(np.nan, np.inf, -np.inf), KIND),
    "polyglot: page and JPEG": (lambda: b"<html>" + encoded(".jpg", face()), KIND),
    "polyglot: JPEG and archive": (lambda: encoded(".jpg", face()) + b"PK\x03\x04" + bytes(1_000), "face"),
    "polyglot: PNG and page": (lambda: encoded(".png", face()) + b"<script>alert(1)</script>", "face"),
    "CMYK": (cmyk, "frame"),
    "16 bits": (sixteen_bits, "face"),
    "palette": (palette, "face"),
    "wholly transparent": (transparent, "face"),
    "held sideways, EXIF 6": (held_sideways, "face"),
    "EXIF that leads nowhere": (lambda: with_orientation(encoded(".jpg", face()), 6).replace(
        b"MM\x00*\x00\x00\x00\x08", b"MM\x00*\xff\xff\xff\xff"), "face"),
    "one pixel": (lambda: noise(1, 1), "frame"),
    "one pixel high": (lambda: noise(SIDE_PX, 1), "frame"),
    "one pixel wide": (lambda: noise(1, SIDE_PX), "frame"),
    "noise": (lambda: noise(1_600, 1_600), "frame"),
    "a page of 64 faces": (crowd, "faces"),
    "529 QR codes": (lambda: codes(3), "codes"),
    "51,000 corners of codes": (lambda: gray(corners(1, 2_048, 2_048)), "frame"),
    "30,000 blurred corners": (lambda: gray(corners(1.3, 2_048, 2_048)), "frame"),
    "25,000 corners in full HD": (lambda: gray(corners(1, 1_920, 1_080)), "frame"),
    "10,000 corners, reduced to 1 px a module": (lambda: gray(corners(2.29, 2_048, 2_048)), "frame"),
}
