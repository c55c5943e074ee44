"""Door frames and camera streams."""

import numpy as np
import pytest
import segno
import zxingcpp

from menshen.drawn.phone import Modules
from menshen.drawn.scene import FRAME_SIZE, Standing, scene, side_by_side
from menshen.drawn.traits import person
from menshen.drawn.video import y4m
from menshen.errors import InputError

WIDTH, HEIGHT = FRAME_SIZE
TEXT = "MS1:" + "A7BX" * 105
"""As long as a face pass."""


def modules(text: str) -> Modules:
    """A code's modules without quiet zone."""
    return np.asarray(segno.make_qr(text, error="m").matrix, bool)


@pytest.mark.parametrize("text", ["MS1:SHORT", TEXT])
def test_a_code_held_up_can_be_read(text: str) -> None:
    """The code on the phone is read from the right half of the frame, from a plain pass's size to a face pass's."""
    frame = scene((Standing(person(1)),), modules(text))
    assert [found.text for found in zxingcpp.read_barcodes(frame[:, WIDTH // 2:].copy())] == [text]


def test_the_code_leaves_the_faces_half_alone() -> None:
    """Whoever holds up a code is seen as without one: the left half differs only where the thumb is."""
    standing = (Standing(person(1)),)
    changed = (scene(standing) != scene(standing, modules(TEXT)))[:, :WIDTH // 2].any(axis=2)
    assert not changed[:, :WIDTH // 4].any()
    assert not changed[:HEIGHT // 2].any()


def test_frames_have_their_size() -> None:
    """A frame is as large as asked, with people or without."""
    assert scene().shape == (HEIGHT, WIDTH, 3)
    assert scene(side_by_side(person(1), person(2)), size_px=(320, 240)).shape == (240, 320, 3)


@pytest.mark.parametrize(("people", "size_px"), [((), FRAME_SIZE), ((Standing(person(1)),), (160, 120))])
def test_a_code_that_nobody_could_show_is_refused(people: tuple[Standing, ...], size_px: tuple[int, int]) -> None:
    """A code needs a hand to hold it, and a frame in which its modules can be told apart."""
    with pytest.raises(InputError):
        scene(people, modules(TEXT), size_px)


def test_a_stream_holds_every_frame() -> None:
    """A stream is its header and, for each frame, a mark and the three planes of 4:2:0."""
    frames = [np.full((HEIGHT, WIDTH, 3), level, np.uint8) for level in (0, 128, 255)]
    stream = y4m(frames)
    header, rest = stream.split(b"\n", 1)
    assert header == b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg"
    size = len(b"FRAME\n") + WIDTH * HEIGHT * 3 // 2
    assert len(rest) == 3 * size
    marks = [rest[index * size:index * size + 6] for index in range(3)]
    assert marks == [b"FRAME\n"] * 3
    assert rest[6] < rest[size + 6] < rest[2 * size + 6]


@pytest.mark.parametrize("shapes", [[], [(480, 640), (240, 320)], [(479, 640)], [(480, 641)]])
def test_frames_of_no_common_even_size_are_refused(shapes: list[tuple[int, int]]) -> None:
    """No stream is made of nothing, of frames of several sizes, or of odd ones."""
    with pytest.raises(InputError):
        y4m([np.zeros((*shape, 3), np.uint8) for shape in shapes])
