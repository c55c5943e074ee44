"""Decoding pictures: right ones, large ones, damaged ones."""

import struct
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import hostile

from menshen.edges.cameras.frames import AT_ONCE, PictureDecoder
from menshen.edges.cameras.header import scans
from menshen.edges.cameras.png import MAX_CHUNKS, MOST_SPARE, only_pixels
from menshen.errors import InputError

DECODER = PictureDecoder(max_bytes=300_000, max_side_px=640)

RED, GREEN, BLUE = (230, 20, 20), (20, 200, 20), (20, 20, 230)


def blocks() -> npt.NDArray[np.uint8]:
    """32 by 48, red at the top left, green at the top right, blue below: RGB."""
    picture = np.full((32, 48, 3), BLUE, np.uint8)
    picture[:16, :24], picture[:16, 24:] = RED, GREEN
    return picture


def encoded(kind: str, picture: npt.NDArray[np.integer], *options: int) -> bytes:
    """A picture in OpenCV's own order of channels, compressed."""
    return bytes(cv2.imencode(kind, picture, options)[1].tobytes())


JPEG = encoded(".jpg", blocks()[..., ::-1].copy(), cv2.IMWRITE_JPEG_QUALITY, 95)
PNG = encoded(".png", blocks()[..., ::-1].copy())


def with_orientation(jpeg: bytes, orientation: int) -> bytes:
    """`jpeg` with an EXIF segment that says how it is turned."""
    tiff = b"MM\x00*\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)
    exif = b"Exif\x00\x00" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def png_of(width_px: int, height_px: int) -> bytes:
    """A PNG's signature and header alone, saying these sides."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width_px, height_px, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def refusal(picture: bytes, decoder: PictureDecoder = DECODER) -> str:
    """Why a picture is refused."""
    with pytest.raises(InputError) as refused:
        decoder.decode(picture)
    return str(refused.value)


def test_a_png_comes_out_as_it_was() -> None:
    """A PNG's pixels come out in RGB, exactly."""
    frame = DECODER.decode(PNG)
    assert frame.dtype == np.uint8
    assert (frame == blocks()).all()


@pytest.mark.parametrize("options", [(), (cv2.IMWRITE_JPEG_PROGRESSIVE, 1), (cv2.IMWRITE_JPEG_RST_INTERVAL, 2)])
def test_a_jpeg_comes_out_in_rgb(options: tuple[int, ...]) -> None:
    """A JPEG, baseline, progressive or with restarts, comes out in RGB with its blocks where they were."""
    frame = DECODER.decode(encoded(".jpg", blocks()[..., ::-1].copy(), cv2.IMWRITE_JPEG_QUALITY, 95, *options))
    assert frame.shape == (32, 48, 3)
    assert np.abs(frame[4:12, 4:18].astype(int) - RED).max() < 12
    assert np.abs(frame[20:30, 4:40].astype(int) - BLUE).max() < 12


@pytest.mark.parametrize(("orientation", "shape", "red_at"), [
    (1, (32, 48), (4, 4)), (3, (32, 48), (27, 43)), (6, (48, 32), (4, 27)), (8, (48, 32), (43, 4)),
])
def test_a_phones_turn_is_undone(orientation: int, shape: tuple[int, int], red_at: tuple[int, int]) -> None:
    """A JPEG that says how the phone was held comes out upright."""
    frame = DECODER.decode(with_orientation(JPEG, orientation))
    assert frame.shape[:2] == shape
    assert np.abs(frame[red_at].astype(int) - RED).max() < 20


@pytest.mark.parametrize("kind", [".jpg", ".png"])
def test_gray_becomes_three_equal_channels(kind: str) -> None:
    """A gray picture comes out as RGB of the same gray."""
    frame = DECODER.decode(encoded(kind, np.full((10, 12), 77, np.uint8)))
    assert frame.shape == (10, 12, 3)
    assert (frame == 77).all()


def test_sixteen_bits_become_eight() -> None:
    """A PNG of 16 bits comes out in 8, scaled and not cut off."""
    frame = DECODER.decode(encoded(".png", np.full((10, 12, 3), (0, 0x8080, 0xFFFF), np.uint16)))
    assert frame.dtype == np.uint8
    assert frame[0, 0].tolist() == [255, 128, 0]


def test_transparency_is_dropped() -> None:
    """A PNG with an alpha channel comes out with its colours, however transparent."""
    frame = DECODER.decode(encoded(".png", np.full((10, 12, 4), (30, 20, 10, 0), np.uint8)))
    assert frame.shape == (10, 12, 3)
    assert frame[0, 0].tolist() == [10, 20, 30]


def test_one_pixel_at_the_limit_is_taken_and_one_beyond_is_not() -> None:
    """A picture as wide and high as the limit is decoded; one pixel more is refused by its size."""
    assert DECODER.decode(encoded(".png", np.zeros((640, 640, 3), np.uint8))).shape == (640, 640, 3)
    assert refusal(encoded(".png", np.zeros((10, 641, 3), np.uint8))) == "image is 641 px wide; the limit is 640 px"
    assert refusal(encoded(".jpg", np.zeros((641, 10, 3), np.uint8))) == "image is 641 px high; the limit is 640 px"


def test_size_is_refused_before_anything_is_decoded() -> None:
    """A header that promises a gigantic picture is refused by what it promises, with nothing behind it."""
    assert refusal(png_of(2**31 - 1, 1)) == "image is 2147483647 px wide; the limit is 640 px"
    frame_header = b"\xff\xd8\xff\xc0\x00\x11\x08" + struct.pack(">HH", 65500, 65500) + bytes(12)
    assert refusal(frame_header) == "image is 65500 px wide; the limit is 640 px"


def test_a_size_that_the_decoder_refuses_is_a_refusal() -> None:
    """Where our limit is wider than OpenCV's own, what OpenCV will not decode is refused as well."""
    wide = PictureDecoder(max_bytes=10_000, max_side_px=70_000)
    assert refusal(png_of(65_000, 65_000) + PNG[33:], wide) == "image is damaged"


@pytest.mark.parametrize("hidden", [
    b"", b"\xff\xff\xff", b"no marker", b"\xff\x00\xff\xd3", b"\xff\x02\xfe\xfe", b"\xff\xbf"])
def test_scans_are_counted_as_they_are_met(hidden: bytes) -> None:
    """Whatever stands before them: those of a thumbnail, in a comment or behind the end are no scans of the picture."""
    progressive = encoded(".jpg", blocks(), cv2.IMWRITE_JPEG_PROGRESSIVE, 1)
    first = progressive.index(b"\xff\xda")
    thumbnail = b"\xff\xe1" + struct.pack(">H", len(progressive) + 2) + progressive
    comment = b"\xff\xfe\x00\x2a" + b"\xff\xda" * 20
    beside = progressive[:2] + thumbnail + comment + progressive[2:first] + hidden + progressive[first:]
    assert scans(beside + progressive * 9) == scans(progressive) == progressive.count(b"\xff\xda")
    more = beside[:-2] + (hidden + progressive[progressive.rindex(b"\xff\xda"):-2]) * 30 + beside[-2:]
    assert refusal(more) == f"image is a JPEG of {scans(progressive) + 30} scans; the limit is 20 at its size"
    assert DECODER.decode(progressive[:2] + thumbnail + progressive[2:] + progressive * 9).shape == (32, 48, 3)


@pytest.mark.parametrize("segment", [b"\xff\xc4\x00\x02", b"\xff\xc4\x00\x00", b"\xff\xfe\x00\x03x"])
def test_a_jpeg_of_ever_more_segments_is_refused(segment: bytes) -> None:
    """A JPEG that is made of segments is not walked to its end."""
    first = JPEG.index(b"\xff\xda")
    assert "more than 10000 segments" in refusal(JPEG[:first] + segment * 50_000 + JPEG[first:])


def test_the_largest_jpeg_has_as_many_scans_as_any_progressive_one() -> None:
    """Of the largest size that is allowed ten scans are decoded, of half of it twenty, and no more."""
    for side_px, most in ((640, 10), (452, 20)):
        assert DECODER.decode(hostile.scans(most, hostile.smooth(side_px))).shape == (side_px, side_px, 3)
        assert f"the limit is {most} at its size" in refusal(hostile.scans(most + 1, hostile.smooth(side_px)))


@pytest.mark.parametrize(("bits", "kind", "interlaced", "most_px"), [(8, 2, 0, 640), (8, 6, 0, 554), (16, 6, 1, 277)])
def test_a_png_of_many_bytes_a_pixel_is_refused(bits: int, kind: int, interlaced: int, most_px: int) -> None:
    """As many bytes are unpacked as the largest picture has in 8 bits a channel, and half of them interlaced."""
    def made(side_px: int) -> bytes:
        pixels = hostile.chunk(b"IDAT", hostile.nothing(side_px * (side_px * 8 + 2)))
        return hostile.png(pixels, width=side_px, height=side_px, bits=bits, kind=kind, interlaced=interlaced)
    assert DECODER.decode(made(most_px)).shape == (most_px, most_px, 3)
    if most_px < 640:
        assert "bytes unpacked; the limit is" in refusal(made(most_px + 1))


def test_bytes_are_limited_first() -> None:
    """A picture of too many bytes is refused by their number, whatever it is; one at the limit is decoded."""
    decoder = PictureDecoder(max_bytes=len(PNG), max_side_px=640)
    assert decoder.decode(PNG).shape == (32, 48, 3)
    assert refusal(b"\x00" * (len(PNG) + 1), decoder) == f"image has {len(PNG) + 1} bytes; the limit is {len(PNG)}"


def test_a_jpeg_of_many_scans_is_refused() -> None:
    """A progressive JPEG that repeats its last scan is refused by the number of its scans."""
    progressive = encoded(".jpg", blocks(), cv2.IMWRITE_JPEG_PROGRESSIVE, 1)
    last = progressive[progressive.rindex(b"\xff\xda"):-2]
    assert DECODER.decode(progressive).shape == (32, 48, 3)
    assert refusal(progressive[:-2] + last * 100 + progressive[-2:]).endswith("scans; the limit is 20 at its size")


@pytest.mark.parametrize("picture", [
    b"", b"\xff", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"hello", b"GIF89a" + bytes(40), b"BM" + bytes(60),
    b"II*\x00" + bytes(40), b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(30), b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    b"P6 1 1 255 abc", png_of(0, 10), png_of(10, 10), b"\xff\xd8\xff\xe0\x00\x00" + bytes(40),
    b"\xff\xd8\xff\xe0\x00\x01" + bytes(40), b"\xff\xd8\xff\xc3" + JPEG[JPEG.index(b"\xff\xc0") + 2:],
    JPEG[:2] + b"\xff" + JPEG[2:], JPEG[:2] + b"\x00" + JPEG[2:],
])
def test_what_is_no_picture_is_refused(picture: bytes) -> None:
    """Another kind of file, an empty or a broken one is refused, and nothing but InputError is raised."""
    assert refusal(picture).startswith("image is")


@pytest.mark.parametrize("picture", [JPEG, PNG])
def test_a_picture_that_ends_early_is_refused(picture: bytes) -> None:
    """A picture without its end is not half a frame."""
    for size in range(0, len(picture) - 1, 7):
        assert refusal(picture[:size]).startswith("image is")


@given(st.lists(st.tuples(st.integers(0, len(JPEG) - 1), st.integers(0, 255)), min_size=1, max_size=8),
       st.sampled_from([JPEG, PNG, encoded(".jpg", blocks(), cv2.IMWRITE_JPEG_PROGRESSIVE, 1)]))
@settings(max_examples=300)
def test_damage_gives_a_frame_or_a_refusal(damage: list[tuple[int, int]], picture: bytes) -> None:
    """Bytes changed anywhere give a frame within the limits or an InputError, and nothing else."""
    damaged = bytearray(picture)
    for at, value in damage:
        damaged[at % len(picture)] = value
    try:
        frame = DECODER.decode(bytes(damaged))
    except InputError:
        return
    assert frame.dtype == np.uint8
    assert frame.ndim == 3
    assert frame.shape[2] == 3
    assert max(frame.shape) <= 640


@pytest.mark.parametrize("kind", [".jpg", ".png"])
@pytest.mark.parametrize(("wide_px", "shape"), [(2_048, (32, 2_048)), (2_050, (16, 1_025)), (4_100, (8, 1_025))])
def test_a_large_picture_comes_out_smaller(kind: str, wide_px: int, shape: tuple[int, int]) -> None:
    """Beyond 2,048 px a side comes out halved, beyond 4,096 px quartered, and still in RGB."""
    picture = np.full((32, wide_px, 3), RED, np.uint8)
    frame = PictureDecoder(max_bytes=300_000, max_side_px=8_192).decode(encoded(kind, picture[..., ::-1].copy()))
    assert frame.shape[:2] == shape
    assert np.abs(frame[2, 2].astype(int) - RED).max() < 20


@pytest.mark.parametrize("kind", [".jpg", ".png"])
@pytest.mark.parametrize(("wide_px", "enough_px", "shape"), [
    (639, 320, (32, 639)), (640, 320, (16, 320)), (640, 160, (8, 160)), (640, 80, (4, 80)), (640, 8, (4, 80)),
    (320, 640, (32, 320)), (4_100, 8_192, (8, 1_025)),
])
def test_no_more_is_decoded_than_is_enough(kind: str, wide_px: int, enough_px: int, shape: tuple[int, int]) -> None:
    """A picture comes out as small as it may, never below what is enough, and never beyond the limit for all."""
    picture = np.full((32, wide_px, 3), RED, np.uint8)
    decoder = PictureDecoder(max_bytes=300_000, max_side_px=8_192)
    frame = decoder.decode(encoded(kind, picture[..., ::-1].copy()), enough_px)
    assert frame.shape[:2] == shape
    assert np.abs(frame[2, 2].astype(int) - RED).max() < 20


def test_ink_becomes_light() -> None:
    """A JPEG of four inks, half of each, comes out as the dark gray that they print."""
    frame = DECODER.decode(hostile.cmyk())
    assert frame.shape == (64, 64, 3)
    assert np.abs(frame.astype(int) - 64).max() <= 2


@pytest.mark.parametrize("shape", [(1, 640), (640, 1), (3, 640), (1, 1)])
@pytest.mark.parametrize("kind", [".jpg", ".png"])
def test_a_thin_picture_is_never_reduced_to_nothing(shape: tuple[int, int], kind: str) -> None:
    """A picture of one row or column is decoded, however little would be enough of it."""
    frame = DECODER.decode(encoded(kind, np.full((*shape, 3), RED[::-1], np.uint8)), 8)
    assert min(frame.shape) >= 1
    assert np.abs(frame[0, 0].astype(int) - RED).max() < 20


def test_a_phones_turn_is_undone_in_a_png() -> None:
    """A PNG that says how it was held, in the chunk that is for it, comes out upright."""
    turned = with_orientation(JPEG, 6)
    exif = turned[turned.index(b"MM\x00*"):][:26]
    frame = DECODER.decode(PNG[:33] + hostile.chunk(b"eXIf", exif) + PNG[33:])
    assert frame.shape[:2] == (48, 32)
    assert frame[4, 27].tolist() == list(RED)


EXTRA = hostile.chunk(b"zTXt", b"note\0\0" + zlib.compress(bytes(10_000)))


@pytest.mark.parametrize("png", [PNG[:33] + EXTRA + PNG[33:], PNG[:-12] + EXTRA + PNG[-12:], PNG + EXTRA, PNG + b"MZ"])
def test_only_what_pixels_need_reaches_the_decoder(png: bytes) -> None:
    """Texts before and after the pixels, and whatever follows the end, are left out; the picture is the same."""
    assert only_pixels(png, 10**9) == PNG
    assert (DECODER.decode(png) == blocks()).all()


@pytest.mark.parametrize("png", [
    PNG[:-12], PNG[:-1], PNG[:33] + PNG[8:], PNG[:33] + b"\xff\xff\xff\xffIDAT" + PNG[41:],
    PNG[:33] + hostile.chunk(b"tEXt") * MAX_CHUNKS + PNG[33:],
])
def test_a_png_whose_chunks_do_not_lead_to_its_end_is_refused(png: bytes) -> None:
    """Without an end, with a second header, with a chunk longer than the picture or too many, it is not decoded."""
    assert refusal(png, PictureDecoder(max_bytes=1 << 20, max_side_px=640)).startswith("image is a damaged PNG")


def test_only_so_many_are_decoded_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pictures come, two are decoded at a time, and all of them in the end."""
    busy, most, lock, real = 0, 0, threading.Lock(), cv2.imdecode

    def counted(*given: Any) -> Any:  # noqa: ANN401 - OpenCV's own
        nonlocal busy, most
        with lock:
            busy += 1
            most = max(most, busy)
        time.sleep(0.01)
        with lock:
            busy -= 1
        return real(*given)

    monkeypatch.setattr(cv2, "imdecode", counted)
    with ThreadPoolExecutor(8) as pool:
        frames = list(pool.map(DECODER.decode, [PNG] * 16))
    assert most == AT_ONCE
    assert all((frame == blocks()).all() for frame in frames)


@pytest.mark.parametrize(("bits", "kind", "row_bytes"), [(1, 0, 8), (8, 3, 64), (8, 2, 192), (16, 6, 512)])
def test_a_png_may_hold_what_its_pixels_take_and_little_more(bits: int, kind: int, row_bytes: int) -> None:
    """Whatever its colours are; what is packed beyond them by the million is not unpacked to its end."""
    exact = 64 * (1 + row_bytes)
    def made(size: int) -> bytes:
        return hostile.png(hostile.chunk(b"IDAT", hostile.nothing(size)), bits=bits, kind=kind)
    assert only_pixels(made(exact + MOST_SPARE), 10**9).endswith(made(exact)[-12:])
    with pytest.raises(InputError, match="more than its pixels"):
        only_pixels(made(exact + MOST_SPARE + (1 << 20)), 10**9)


def test_a_png_whose_pixels_do_not_unpack_is_refused() -> None:
    """Where so much is packed that it is counted, what is no packed data at all is said to be damaged."""
    with pytest.raises(InputError, match="do not unpack"):
        only_pixels(hostile.png(hostile.chunk(b"IDAT", bytes(100_000))), 10**9)
