"""Admit: one try at one door, from reading a code to opening. Read, decide, look, record, act: in that order for faces.

A frame without a code is read nowhere else and leaves only a count, but while an emergency order is in force at the
door (`menshen.acts.seek`). Other lanes open first and record after.
"""

from dataclasses import dataclass

from menshen.acts.declare import known_door
from menshen.acts.face_lane import by_face
from menshen.acts.forgetting import decoded
from menshen.acts.gate import Gate
from menshen.acts.holding import Held, held_pass
from menshen.acts.opening import move
from menshen.acts.order_entry import GROUND
from menshen.acts.recording import count, record_later
from menshen.acts.records import Door
from menshen.acts.seek import seek
from menshen.acts.stages import Stages
from menshen.acts.timing import first_act, through
from menshen.terms import DoorId, Image, Lane, PlaceId, Reason, Refusal

AGAIN = frozenset({Reason.NO_FACE, Reason.MANY_FACES, Reason.POOR_CAPTURE, Reason.CHALLENGE_NOT_FOLLOWED,
                   Reason.CHALLENGE_OUT_OF_TIME, Reason.FACE_CHANGED, Reason.FACE_FLAT})
"""What one more capture can mend; anything else offers the other lanes."""

ORDERED = Refusal(Reason.ORDER_RUNS, (GROUND,))
"""No code was seen, and an emergency order is in force: the door says so, and opens or shuts for nobody by it."""


@dataclass(frozen=True, slots=True)
class Admission:
    """What became of one try. `lanes` are the other ways that are open now; `stages_ms` the time by stage."""

    opened: Lane | None
    refusal: Refusal | None
    again: bool
    lanes: tuple[Lane, ...]
    stages_ms: dict[str, float]


def admit(gate: Gate, place: PlaceId, door: DoorId, picture: bytes) -> Admission:
    """One camera frame at a door: the code in its marked window decides what, if anything, is looked at."""
    stages = Stages(gate.clock)
    known = known_door(gate, place, door)
    with decoded(gate, (picture,)) as (frame,):
        stages.done("decode")
        return _seen(gate, known, frame, stages)


def _seen(gate: Gate, known: Door, frame: Image, stages: Stages) -> Admission:
    codes = gate.codes.read(known.code_window.cut(frame))
    stages.done("read")
    # Two codes in the window are no choice of ours to make.
    shown = codes[0] if len(codes) == 1 else None
    code = shown or gate.moment.take_window(known.place, known.id, gate.clock.now())
    if code is None:
        sought = seek(gate, known, frame)
        stages.done("seek")
        if not sought:
            # Said to everybody as frames in which nobody was looked at; a look on an order has its own count.
            count(gate, "frames-without-code")
        return answered(known, ORDERED if sought else Refusal(Reason.NO_CODE), None, stages)
    admission = _with_code(gate, known, code, frame, stages)
    if shown is not None and admission.again:
        _open_window(gate, known, shown)
    return admission


def admit_code(gate: Gate, place: PlaceId, door: DoorId, code: str) -> Admission:
    """A code from the door's own scanner: a plain pass opens; a face pass opens a window for one camera frame."""
    known = known_door(gate, place, door)
    admission = _with_code(gate, known, code, None, Stages(gate.clock))
    if admission.again:
        _open_window(gate, known, code)
    return admission


def _open_window(gate: Gate, door: Door, code: str) -> None:
    now = gate.clock.now()
    gate.moment.open_window(door.place, door.id, code, now, now + gate.durations.window)


def _with_code(gate: Gate, door: Door, code: str, frame: Image | None, stages: Stages) -> Admission:
    held = held_pass(gate, code, door.place)
    if isinstance(held, Refusal):
        refusal: Refusal | None = held
        lane = Lane.PASS
    else:
        began_ms = first_act(gate, door, held.record.id, stages.began_ms)
        lane, refusal = _by_lane(gate, door, held, frame, stages)
        if refusal is None:
            through(gate, door, lane, began_ms, held.record.id)
    if refusal is not None:
        record_later(gate, "not-opened", door.place, door=door.id, lane=lane.value, reason=refusal.reason.value,
                     articles=list(refusal.articles))
    return answered(door, refusal, lane if refusal is None else None, stages)


def _by_lane(gate: Gate, door: Door, held: Held, frame: Image | None, stages: Stages) -> tuple[Lane, Refusal | None]:
    if held.record.purpose is None:
        return Lane.PASS, _by_pass(gate, door, stages)
    return Lane.FACE, Refusal(Reason.NO_FACE) if frame is None else by_face(gate, door, held, frame, stages)


def _by_pass(gate: Gate, door: Door, stages: Stages) -> Refusal | None:
    """The pass lane opens on the pass alone. It waits for no engine and no ledger."""
    if not door.live or Lane.PASS not in door.up:
        return Refusal(Reason.LANE_DOWN)
    refusal = move(gate, door, Lane.PASS)
    stages.done("act")
    if refusal is None:
        record_later(gate, "opened", door.place, door=door.id, lane=Lane.PASS.value)
    return refusal


def answered(door: Door, refusal: Refusal | None, opened: Lane | None, stages: Stages) -> Admission:
    """What to say of one try at `door`."""
    again = refusal is not None and refusal.reason in AGAIN
    return Admission(opened, refusal, again, tuple(sorted(door.others())), stages.ms)
