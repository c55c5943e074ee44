"""The verdict over timed frames, on faces made up of numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from menshen.faces.card import OperatingPoint
from menshen.faces.found import Face, Look
from menshen.faces.liveness import MOST_MOVES, Answered, Move, challenge, live_probe
from menshen.faces.parallax import STILL, Parallax, parallax
from menshen.faces.quality import Quality
from menshen.faces.template import LENGTH
from menshen.terms import Landmarks, Reason, Refusal, Template

POINT = OperatingPoint(threshold=0.464, false_match_rate=1e-3, false_non_match_rate=0.0, trials=3_000)
GOOD = Quality(near=80, alone=100, not_dark=100, not_glaring=100, frontal=95, sharp=80, contrast=85, even=90)
BOX = (100, 100, 200, 200)
LEFT, RIGHT, NOD = Parallax(2, 0.2), Parallax(-2, 0.2), Parallax(0.2, 2)
WENT = {Move.LEFT: LEFT, Move.RIGHT: RIGHT, Move.NOD: NOD}
SEQUENCES = st.lists(st.sampled_from(Move), min_size=1, max_size=MOST_MOVES)


def template(number: int = 0) -> Template:
    """Somebody's."""
    return np.random.default_rng(number).normal(0, 0.1, LENGTH).astype(np.float32)


ONE = Face(BOX, GOOD, template())


def face(moved: Parallax = STILL, **changed: object) -> Face:
    """One face, in the middle, somehow turned."""
    return replace(ONE, parallax=moved, **changed)  # type: ignore[arg-type]


def points(*places: tuple[float, float]) -> Landmarks:
    """Five landmarks."""
    return np.asarray(places, np.float32)


def making(moves: Sequence[Move]) -> list[Face]:
    """Frames of somebody who makes the moves."""
    return [face(), *(face(moved) for move in moves for moved in (WENT[move], STILL))]


def verdict(faces: Sequence[Face | tuple[Face, ...]], moves: Sequence[Move], at_ms: Sequence[int] | None = None
            ) -> Template | Reason:
    """What comes of a look at these frames."""
    frames = tuple((one,) if isinstance(one, Face) else one for one in faces)
    times = tuple(at_ms if at_ms is not None else range(0, 400 * len(frames), 400))
    result = live_probe(Look(frames, datetime(2026, 5, 1, tzinfo=UTC), {}), Answered(tuple(moves), times), POINT)
    return result.reason if isinstance(result, Refusal) else result


def live(result: Template | Reason) -> bool:
    """Whether it is a template."""
    return not isinstance(result, Reason)


# The challenge.


def test_every_sequence_is_as_likely() -> None:
    """Of 27 sequences of three moves each is drawn about as often as the next."""
    rng = np.random.default_rng(0)
    drawn = Counter(challenge(rng.bytes(16), 3) for _ in range(2_700))
    assert len(drawn) == 27
    assert max(drawn.values()) < 150


@given(st.binary(min_size=16, max_size=16), st.integers(0, MOST_MOVES))
def test_a_challenge_is_its_randomness(drawn: bytes, moves: int) -> None:
    """The same bytes are the same sequence, of as many moves as were asked for."""
    assert challenge(drawn, moves) == challenge(drawn, moves)
    assert len(challenge(drawn, moves)) == moves


# The verdict.


@given(SEQUENCES)
def test_who_follows_is_live(moves: list[Move]) -> None:
    """Whatever the sequence, who makes it is live, and the template is theirs."""
    probe = verdict(making(moves), moves)
    assert isinstance(probe, np.ndarray)
    assert np.allclose(probe, template())


@given(SEQUENCES, SEQUENCES)
def test_another_sequence_is_not_followed(asked: list[Move], made: list[Move]) -> None:
    """Of two different sequences neither answers the other."""
    assert live(verdict(making(made), asked)) is (asked == made)


def test_frames_out_of_order_are_not_followed() -> None:
    """Of all orders of the frames of three different moves only those that show them in order, begun straight, pass."""
    moves = (Move.LEFT, Move.NOD, Move.RIGHT)
    frames = making(moves)
    for order in permutations(range(7)):
        shown = [frames[at] for at in order]
        in_order = [one for one in shown if one.parallax is not STILL] == [frames[1], frames[3], frames[5]]
        straight = shown[0].parallax is STILL and shown[-1].parallax is STILL
        assert live(verdict(shown, moves)) is (in_order and straight)


@pytest.mark.parametrize("at_ms", [
    (0, 400, 400), (0, 800, 400), (0, 39, 78), (0, 400, 1_901), (0, 400), (0, 400, 800, 1_200),
])
def test_times_that_no_camera_makes_are_refused(at_ms: tuple[int, ...]) -> None:
    """Times that do not ascend, lie too near or too far apart, or are not one for each frame are out of time."""
    assert verdict(making([Move.LEFT]), [Move.LEFT], at_ms) is Reason.CHALLENGE_OUT_OF_TIME


def test_eight_seconds_are_all_there_is() -> None:
    """Twelve frames in eight seconds are in time, and in a millisecond more they are not."""
    faces = [*making([Move.LEFT, Move.NOD]), *[face()] * 4]
    at_ms = [number * 1_000 for number in range(9)]
    assert live(verdict(faces, [Move.LEFT, Move.NOD], at_ms))
    late = [*at_ms[:-1], 8_001]
    assert verdict(faces, [Move.LEFT, Move.NOD], late) is Reason.CHALLENGE_OUT_OF_TIME


def test_a_head_is_not_quicker_than_a_head() -> None:
    """Two moves that begin within a quarter of a second are no head's, and nor are two five seconds apart."""
    moves = [Move.LEFT, Move.NOD]
    assert verdict(making(moves), moves, (0, 400, 500, 640, 1_000)) is Reason.CHALLENGE_NOT_FOLLOWED
    slow = [face(), face(LEFT), *[face()] * 4, face(NOD), face()]
    times = (0, 500, 1_500, 2_500, 3_500, 4_400, 5_000, 5_500)
    assert verdict(slow, moves, times) is Reason.CHALLENGE_NOT_FOLLOWED


def test_exactly_one_face_in_every_frame() -> None:
    """A frame without a face, or with two, is told as that."""
    frames = making([Move.NOD])
    assert verdict([frames[0], (), frames[2]], [Move.NOD]) is Reason.NO_FACE
    assert verdict([frames[0], (frames[1], frames[1]), frames[2]], [Move.NOD]) is Reason.MANY_FACES


def test_one_person_throughout() -> None:
    """Somebody else in any one frame is seen, wherever it is."""
    frames = making([Move.LEFT, Move.NOD])
    for at in range(len(frames)):
        turns = [replace(one, template=template(1)) if at == number else one for number, one in enumerate(frames)]
        assert verdict(turns, [Move.LEFT, Move.NOD]) is Reason.FACE_CHANGED


@pytest.mark.parametrize("box_px", [(200, 100, 300, 200), (100, 10, 200, 110), (50, 50, 250, 250),
                                    (120, 120, 180, 180)])
def test_a_face_does_not_leap(box_px: tuple[int, int, int, int]) -> None:
    """A face that is elsewhere, or much larger or smaller, from one frame to the next is not one face."""
    frames = making([Move.LEFT])
    assert verdict([*frames[:2], replace(frames[2], box_px=box_px)], [Move.LEFT]) is Reason.FACE_CHANGED


def test_a_picture_that_moves_without_its_nose_is_flat() -> None:
    """Where the picture shifts, tilts or is squeezed and no head turns, it is flat; where nothing moves, it is not."""
    eyes = points((190, 130), (165, 130), (110, 130), (135, 130), (150, 165))
    tilted = points((188, 142), (164, 137), (112, 118), (136, 126), (145, 165))
    turned = points((184, 130), (163, 130), (116, 130), (137, 130), (150, 165))
    leaned = points((190, 130), (165, 130), (110, 130), (135, 130), (150, 161))
    for moved in (face(box_px=(115, 100, 215, 200)), *(face(landmarks=one) for one in (tilted, turned, leaned))):
        there = moved if moved.landmarks.any() else replace(moved, landmarks=eyes)
        frames = [face(landmarks=eyes), there, face(landmarks=eyes)]
        assert verdict(frames, [Move.LEFT]) is Reason.FACE_FLAT
    assert verdict([face(landmarks=eyes)] * 3, [Move.LEFT]) is Reason.CHALLENGE_NOT_FOLLOWED


@pytest.mark.parametrize("moved", [Parallax(0.85, 0), Parallax(0.7, 0.85), Parallax(0, -2)])
def test_less_than_a_move_is_none(moved: Parallax) -> None:
    """A small turn, and a chin that is raised, are no move; nor do they spoil one."""
    assert not live(verdict([face(), face(moved), face()], [Move.LEFT]))
    assert live(verdict([face(), face(moved), face(LEFT), face(moved), face()], [Move.LEFT]))


def test_it_ends_as_it_began() -> None:
    """Who is still turned in the last frame has not followed."""
    assert verdict([face(), face(LEFT), face(NOD)], [Move.LEFT, Move.NOD]) is Reason.CHALLENGE_NOT_FOLLOWED


def test_who_it_is_is_asked_of_clear_frames() -> None:
    """Straight frames that are too poor to compare ask for another capture; turned ones may be blurred."""
    poor = replace(GOOD, sharp=3)
    frames = making([Move.LEFT])
    assert verdict([frames[0], replace(frames[1], quality=poor), frames[2]], [Move.LEFT]) is not Reason.POOR_CAPTURE
    assert verdict([*frames[:2], replace(frames[2], quality=poor)], [Move.LEFT]) is Reason.POOR_CAPTURE


# The parallax.


def test_nothing_that_did_not_move_has_parallax() -> None:
    """A crop against itself shows none, whatever it holds, and neither do two empty ones."""
    noise = np.random.default_rng(0).integers(0, 256, (150, 150, 3), np.uint8)
    for chip in (noise, np.zeros_like(noise), np.full_like(noise, 255)):
        moved = parallax(chip, chip)
        assert max(abs(moved.right), abs(moved.down)) < 1e-6


@given(st.integers(0, 2**32 - 1), st.integers(0, 2**32 - 1))
def test_whatever_comes_has_a_finite_parallax(one: int, other: int) -> None:
    """Two crops that have nothing in common give two finite numbers."""
    chips = [np.random.default_rng(seed).integers(0, 256, (150, 150, 3), np.uint8) for seed in (one, other)]
    moved = parallax(*chips)
    assert np.isfinite([moved.right, moved.down]).all()
