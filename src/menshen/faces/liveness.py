"""Liveness by challenge: whether one living head made the moves that were asked for, told from a few timed frames.

Moves are the person's own, and cameras here are not mirrored: whose own left it is, turns to the right of the picture.
What makes a move is parallax (`menshen.faces.parallax`), so a print or a still screen makes none, however it is held.
What this does not stop: a mask, a video of the person put together in the order asked for, frames that never came from
a camera (`docs/security.md`). The terms are those of ISO/IEC 30107; measured by `bench/liveness.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

import numpy as np
import numpy.typing as npt

from menshen.faces import template as templates
from menshen.faces.card import OperatingPoint
from menshen.faces.found import MANY_FACES, NO_FACE, Face, Look, poor
from menshen.faces.parallax import Parallax
from menshen.terms import Reason, Refusal, Template


class Move(StrEnum):
    """What a head is asked to do: turn to its own left or right, or nod; and back."""

    LEFT = "left"
    RIGHT = "right"
    NOD = "nod"


MOST_MOVES = 4
"""More do not fit into twelve frames, with the head straight before, between and after."""

WITHIN_MS = 8_000
"""The whole of it: a permit lasts ten seconds, and the frames have to come, too."""
GAP_MS = (40, 1_500)
"""From frame to frame: quicker than a camera is no camera, and in a longer gap anything may happen."""
MOVE_MS = (250, 4_000)
"""From the begin of one move to that of the next: heads are not quicker, and who is slower has missed it."""

MOVED_PX = 0.9
"""The least parallax of a move, about ten degrees; no print showed as much, however it was tilted (`docs/faces.md`)."""
STRAIGHT_PX = 0.75
STEP_SHARE = 0.8
"""Between two frames a face goes no farther than this share of its own width."""
GROWTH = 1.6
"""And it comes nearer, or goes away, by no more than this."""
SHIFTED_SHARE, SHIFTED_DEG = 0.08, 6.0
"""What counts as seen to move: shift, squeeze and tilt beyond the landmarks' own noise."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was asked for, and when each frame of the answer was taken: ms from any one moment."""

    moves: tuple[Move, ...]
    at_ms: tuple[int, ...]


def challenge(drawn: bytes, moves: int) -> tuple[Move, ...]:
    """A sequence of `moves` moves, each of the 3 ** `moves` as likely as the next; `drawn` is fresh and random."""
    number = int.from_bytes(drawn)
    sequence = []
    for _ in range(moves):
        number, move = divmod(number, len(Move))
        sequence.append(list(Move)[move])
    return tuple(sequence)


def live_probe(look: Look, answered: Answered, point: OperatingPoint) -> Template | Refusal:
    """The template of who made the moves, averaged over the frames that look straight; else why it is nobody's."""
    # 1 Exactly one face in each frame.
    if any(len(faces) > 1 for faces in look.frames):
        return MANY_FACES
    if not all(look.frames):
        return NO_FACE
    faces = [faces[0] for faces in look.frames]
    # 2 to 4 In time, one face throughout, and the moves.
    reason = _out_of_time(answered.at_ms, len(faces)) or _changed(faces, point) or _not_made(faces, answered)
    if reason is not None:
        return Refusal(reason)
    # 5 Whose face it is, is asked of the frames in which it can be told.
    straight = [face for face in faces if _straight(face.parallax)]
    for face in straight:
        if refusal := poor(face):
            return refusal
    return templates.mean([face.template for face in straight])


def _out_of_time(at_ms: Sequence[int], frames: int) -> Reason | None:
    """Frames come one after the other, neither at once nor with a gap, and all within eight seconds."""
    gaps = [then - before for before, then in pairwise(at_ms)]
    in_order = all(GAP_MS[0] <= gap <= GAP_MS[1] for gap in gaps)
    if len(at_ms) != frames or not in_order or sum(gaps) > WITHIN_MS:
        return Reason.CHALLENGE_OUT_OF_TIME
    return None


def _changed(faces: Sequence[Face], point: OperatingPoint) -> Reason | None:
    """From frame to frame the face stays the same person's, near where it was and about as large."""
    same = all(templates.distance(before.template, then.template) <= point.threshold
               for before, then in pairwise(faces))
    return None if same and all(_continuous(*pair) for pair in pairwise(faces)) else Reason.FACE_CHANGED


def _continuous(before: Face, then: Face) -> bool:
    (x, y, size), (then_x, then_y, then_size) = _place(before), _place(then)
    near = np.hypot(then_x - x, then_y - y) <= STEP_SHARE * size
    return bool(near and 1 / GROWTH <= then_size / size <= GROWTH)


def _not_made(faces: Sequence[Face], answered: Answered) -> Reason | None:
    """The moves asked for, in their order and time and no others, with the head straight at both ends."""
    seen = [(at_ms, _state(face.parallax)) for at_ms, face in zip(answered.at_ms, faces, strict=True)]
    steady = [(at_ms, state) for at_ms, state in seen if state is not None]
    begins = [next(run) for _, run in groupby(steady, key=lambda one: one[1])]
    made = [(at_ms, state) for at_ms, state in begins if isinstance(state, Move)]
    apart = [then - before for (before, _), (then, _) in pairwise(made)]
    straight_at_ends = _straight(faces[0].parallax) and _straight(faces[-1].parallax)
    in_time = all(MOVE_MS[0] <= gap <= MOVE_MS[1] for gap in apart)
    if tuple(state for _, state in made) == answered.moves and straight_at_ends and in_time:
        return None
    return Reason.FACE_FLAT if not made and _shifted(faces) else Reason.CHALLENGE_NOT_FOLLOWED


def _straight(parallax: Parallax) -> bool:
    return max(abs(parallax.right), abs(parallax.down)) <= STRAIGHT_PX


def _state(parallax: Parallax) -> Move | str | None:
    """The move that this is, or that the head is straight; None between the two."""
    right, down = parallax.right, parallax.down
    if _straight(parallax):
        return "straight"
    if abs(right) >= max(MOVED_PX, abs(down)):
        return Move.LEFT if right > 0 else Move.RIGHT
    return Move.NOD if down >= MOVED_PX else None


def _shifted(faces: Sequence[Face]) -> bool:
    """Whether the picture of the face was moved, turned or tilted although the head was not."""
    (x, y, size), (tilt_deg, eyes_px, nose_px) = _place(faces[0]), _lie(faces[0])
    for face in faces[1:]:
        (then_x, then_y, _), (then_deg, then_eyes_px, then_nose_px) = _place(face), _lie(face)
        moved = max(abs(then_x - x), abs(then_y - y)) / size
        squeezed = max(abs(then_eyes_px - eyes_px) / eyes_px, abs(then_nose_px - nose_px) / nose_px)
        if max(moved, squeezed) > SHIFTED_SHARE or abs(then_deg - tilt_deg) > SHIFTED_DEG:
            return True
    return False


def _place(face: Face) -> tuple[float, float, float]:
    """The middle of a face's box, and its width."""
    left, top, right, bottom = face.box_px
    return (left + right) / 2, (top + bottom) / 2, max(1.0, right - left)


def _lie(face: Face) -> tuple[float, float, float]:
    """How the line between the eyes lies, in degrees; how far they are apart, and how far the nose ends below them."""
    own_left, own_right, nose = face.landmarks[:2].mean(axis=0), face.landmarks[2:4].mean(axis=0), face.landmarks[4]
    across, down = own_left - own_right, nose - (own_left + own_right) / 2
    return float(np.degrees(np.arctan2(across[1], across[0]))), _length(across), _length(down)


def _length(of: npt.NDArray[np.float32]) -> float:
    return max(1.0, float(np.hypot(*of)))
