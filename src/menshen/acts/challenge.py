"""Challenge: the moves that a look at an app's sign-in asks for, because nobody attends it.

They are read off the capture's own random id. So a permit carries its challenge and nothing has to be kept beside it,
no two permits share one but by chance, and the log, which has that id, says for ever what was asked.
"""

from collections.abc import Sequence
from datetime import timedelta

from menshen.acts.gate import Gate
from menshen.errors import InputError
from menshen.faces.liveness import Answered, Move, challenge
from menshen.law.permit import Permit
from menshen.terms import Reason, Refusal

TRIES = 5
"""So many sequences a person is given in a quarter of an hour: else who has a video
of one of them asked until it comes."""

WINDOW = timedelta(minutes=15)


def challenge_of(gate: Gate, permit: Permit) -> tuple[Move, ...]:
    """The moves that go with this permit, in their order; none where the operator asks for none."""
    return challenge(bytes.fromhex(permit.scope.capture), gate.sign_in_moves)


def tried_too_often(gate: Gate, basis: str) -> Refusal | None:
    """Count one more challenge on this grant; a refusal where there were too many. None are counted that none ask."""
    if not gate.sign_in_moves:
        return None
    tries = gate.moment.challenged(basis, gate.clock.now(), WINDOW)
    return Refusal(Reason.CHALLENGE_TRIES) if tries > TRIES else None


def answered(gate: Gate, permit: Permit, at_ms: Sequence[int], frames: int) -> Answered | Refusal | None:
    """The challenge with the times of its answer; None where none was set.

    A refusal where the frames took longer than has passed since their permit was issued: such times are made up.
    """
    moves = challenge_of(gate, permit)
    if not moves:
        return None
    if len(at_ms) != frames:
        raise InputError(f"{frames} pictures came with {len(at_ms)} times; each needs one",
                         hint="at_ms holds, for each picture, the ms at which it was taken")
    passed_ms = (gate.clock.now() - permit.scope.issued_at) / timedelta(milliseconds=1)
    if max(at_ms) - min(at_ms) > passed_ms:
        return Refusal(Reason.CHALLENGE_OUT_OF_TIME)
    return Answered(moves, tuple(at_ms))
