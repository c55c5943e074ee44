"""QR codes, drawn and read for real."""

import re
from xml.etree import ElementTree as ET

import cv2
import numpy as np
import numpy.typing as npt
import pytest
import segno
from hypothesis import given, settings
from hypothesis.extra.numpy import array_shapes, arrays
from support.pass_vectors import KID, PLAIN, SIGNER, face
from support.spy import Spy

from menshen.edges.codes.qr import MOST_PX, QrCodes
from menshen.errors import InputError
from menshen.passes.code import issue
from menshen.terms import Area, Image

CODES = QrCodes()
FACE_PASS = issue(face(), SIGNER, KID)
PLAIN_PASS = issue(PLAIN, SIGNER, KID)


def picture(modules: npt.NDArray[np.bool_], module_px: float = 4) -> Image:
    """A code as black on white, `module_px` a module."""
    gray = np.where(modules, 0, 255).astype(np.uint8)
    side_px = round(gray.shape[0] * module_px)
    return np.asarray(cv2.cvtColor(cv2.resize(gray, (side_px, side_px), interpolation=cv2.INTER_AREA),
                                   cv2.COLOR_GRAY2RGB), np.uint8)


def frame_with(*codes: Image) -> Image:
    """A dim 640×480 frame with codes side by side."""
    frame = np.full((480, 640, 3), (90, 100, 110), np.uint8)
    left = 20
    for code in codes:
        frame[40:40 + code.shape[0], left:left + code.shape[1]] = code
        left += code.shape[1] + 10
    return frame


@pytest.mark.parametrize("text", [FACE_PASS, PLAIN_PASS, "A", "门神"])
def test_what_is_drawn_is_read(text: str) -> None:
    """A text comes back from the code drawn of it."""
    assert CODES.read(picture(CODES.matrix(text))) == (text,)


@pytest.mark.parametrize("angle", [-20, 0, 12, 90])
def test_a_face_pass_is_read_at_two_and_a_half_pixels_a_module(angle: float) -> None:
    """A face pass shown at 2.5 px a module, turned, blurred and noisy, is read from a frame's marked window."""
    frame = frame_with(picture(CODES.matrix(FACE_PASS), 2.5))
    middle = (20 + 77 * 2.5 / 2, 40 + 77 * 2.5 / 2)
    turned = cv2.warpAffine(frame, cv2.getRotationMatrix2D(middle, angle, 1), (640, 480), flags=cv2.INTER_LINEAR,
                            borderMode=cv2.BORDER_REPLICATE)
    blurred = cv2.GaussianBlur(turned, (0, 0), 0.6).astype(np.int16)
    noise = np.random.default_rng(7).integers(-12, 13, blurred.shape)
    noisy = np.clip(blurred + noise, 0, 255).astype(np.uint8)
    assert CODES.read(Area(0, 0, 0.5, 0.7).cut(noisy)) == (FACE_PASS,)


def test_nothing_outside_the_window_is_read() -> None:
    """A code beside the part of the frame that was cut out is not read."""
    frame = frame_with(picture(CODES.matrix(PLAIN_PASS), 4))
    assert CODES.read(Area(0, 0, 0.5, 1).cut(frame)) == (PLAIN_PASS,)
    assert CODES.read(Area(0.5, 0, 0.5, 1).cut(frame)) == ()


def test_at_most_four_codes_are_read() -> None:
    """Of six codes in one frame four are read."""
    texts = [f"CODE {number}" for number in range(6)]
    read = CODES.read(frame_with(*(picture(CODES.matrix(text), 3) for text in texts)))
    assert len(set(read)) == len(read) == 4
    assert set(read) <= set(texts)


@pytest.mark.parametrize(("sides_px", "noise", "module_px"), [
    ((1_080, 1_920), 4, 2.5), ((1_080, 1_920), 30, 5), ((2_048, 2_048), 4, 4)])
def test_a_large_view_is_read_too(sides_px: tuple[int, int], noise: float, module_px: float,
                                  monkeypatch: pytest.MonkeyPatch) -> None:
    """A face pass is read at 2.5 px a module in full HD, larger in a larger or busier view, and copies are zeroed."""
    code = picture(CODES.matrix(FACE_PASS), module_px)
    view = np.full((*sides_px, 3), (90, 100, 110), np.uint8)
    view[300:300 + code.shape[0], 700:700 + code.shape[1]] = code
    view = np.clip(view + np.random.default_rng(3).normal(0, noise, view.shape), 0, 255).astype(np.uint8)
    spy = Spy().on(monkeypatch, *((cv2, name) for name in ("cvtColor", "resize", "blur", "absdiff")))
    with spy.watch():
        assert CODES.read(view) == (FACE_PASS,)
    assert ("cv2.resize" in spy.givers()) == (noise > 4 or view.shape[0] * view.shape[1] > MOST_PX)
    assert spy.readable() == []


def test_other_kinds_of_code_are_not_read() -> None:
    """A Micro QR code is no pass's carrier: beside a QR code it is left alone."""
    micro = np.array([[bool(module) for module in row] for row in segno.make_micro("HELLO").matrix_iter(border=4)])
    assert CODES.read(frame_with(picture(micro), picture(CODES.matrix("HELLO")))) == ("HELLO",)
    assert CODES.read(frame_with(picture(micro))) == ()


@given(arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=40).map(lambda sides: (*sides, 3))))
@settings(max_examples=40)
def test_no_frame_makes_reading_fail(frame: Image) -> None:
    """A frame of noise, however small, holds no code."""
    assert CODES.read(frame) == ()


def test_the_drawing_is_an_element_with_a_title() -> None:
    """The SVG stands in a page as it is: one element with a title and a view box, no declaration, white behind."""
    svg = CODES.draw_svg(FACE_PASS)
    element = ET.fromstring(svg)  # noqa: S314 (drawn just now)
    assert svg.startswith("<svg ")
    assert (element.get("role"), element.get("viewBox")) == ("img", "0 0 77 77")
    assert element.findtext("{http://www.w3.org/2000/svg}title") == "通行码 · Pass code"
    assert FACE_PASS not in svg


@pytest.mark.parametrize("text", [FACE_PASS, PLAIN_PASS])
def test_the_drawing_is_the_matrix(text: str) -> None:
    """The SVG's strokes cover exactly the dark modules."""
    modules = CODES.matrix(text)
    drawn = np.zeros_like(modules)
    column, row = 0, 0
    stroke = re.search(r'stroke="#000" d="([^"]*)"', CODES.draw_svg(text))
    assert stroke is not None
    for command, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?:[ ]?(-?[\d.]+))?", stroke[1]):
        if command == "h":
            drawn[row, column:column + int(first)] = True
            column += int(first)
        else:
            column, row = ((int(first), int(float(second))) if command == "M"
                           else (column + int(first), row + int(second)))
    assert (drawn == modules).all()


def test_the_quiet_zone_is_four_modules() -> None:
    """Four light modules surround the code, and the fifth from the corner is dark."""
    modules = CODES.matrix(PLAIN_PASS)
    assert not modules[:4].any()
    assert not modules[:, :4].any()
    assert modules[4, 4]


@pytest.mark.parametrize("text", ["x" * 3000, "门" * 1000])
def test_what_makes_no_code_is_refused(text: str) -> None:
    """A text that no QR code holds is refused by its length."""
    with pytest.raises(InputError, match=f"^{len(text)} characters"):
        CODES.draw_svg(text)
