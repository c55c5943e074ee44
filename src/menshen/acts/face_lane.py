"""The face lane: one look, at one face, on the standing consent of the person whose pass was shown.

Steps, as in the design's path of one admission: 1 read, 2 decide, 3 look and compare, 4 record, 5 act.
"""

from menshen.acts.declare import LIVENESS, known_door
from menshen.acts.forgetting import forgotten, looked
from menshen.acts.gate import Gate
from menshen.acts.ground import permit_for, shut, still_live
from menshen.acts.holding import Held
from menshen.acts.opening import move
from menshen.acts.recording import count, record, record_after
from menshen.acts.records import Door, Tie
from menshen.acts.stages import Stages
from menshen.faces.found import one_probe
from menshen.faces.liveness import Answered, live_probe
from menshen.faces.template import dequantise
from menshen.faces.verify import verify
from menshen.law.permit import Permit
from menshen.passes.seal import unseal
from menshen.terms import Act, Capture, Image, Lane, Reason, Refusal, Template, timestamp

CONSENT = "cn-spc-2021/2.3"


def by_face(gate: Gate, door: Door, held: Held, frame: Image, stages: Stages) -> Refusal | None:
    """Open `door` for the holder of a face pass whose face is the pass's own; None means that it opened."""
    if not door.attended:
        # An app's sign-in: there nobody is looked at but with a permit that the app asked for (`acts.sign_in`).
        return Refusal(Reason.FACE_LANE_UNATTENDED, (LIVENESS,))
    opened = reference_of(gate, door, held)
    if isinstance(opened, Refusal):
        return opened
    tie, reference = opened
    with forgotten(reference):
        permit = permit_for(gate, Act.VERIFY, tie, door)
        stages.done("decide")
        if isinstance(permit, Refusal):
            return permit
        refusal = look_and_compare(gate, door, permit, reference, (frame,), stages)
    if refusal is not None:
        return refusal
    return open_by_face(gate, door, held, permit, tie, stages)


def reference_of(gate: Gate, door: Door, held: Held) -> tuple[Tie, Template] | Refusal:
    """1 read: what the pass carries and the place's key together make a reference, which the caller forgets."""
    grant = held.record.grant
    if grant is None or held.claims.sealed is None:
        return Refusal(Reason.UNKNOWN_PASS)
    if not door.face_open():
        return shut(door)
    if held.claims.model != gate.engine.model:
        return Refusal(Reason.OTHER_MODEL)
    tie, key = gate.store.tie(grant), gate.keys.get(held.record.id)
    if tie is None or key is None:
        return Refusal(Reason.GRANT_ENDED, (CONSENT,))
    reference = unseal(held.claims, key)
    return reference if isinstance(reference, Refusal) else (tie, dequantise(reference))


def look_and_compare(gate: Gate, door: Door, permit: Permit, reference: Template, frames: tuple[Image, ...],
                     stages: Stages, answered: Answered | None = None) -> Refusal | None:
    """3 look and compare, 4 record: a face that is not the pass's leaves an outcome and nothing else.

    With `answered` the frames have to show a living head that makes the moves; only then is it compared.
    """
    capture = Capture(permit.scope.capture, frames, door.face_area, answered is not None)
    with looked(gate, capture, permit) as look:
        probe = one_probe(look) if answered is None else live_probe(look, answered, gate.point)
        refusal = probe if isinstance(probe, Refusal) else _compared(gate, probe, reference)
    stages.done("look")
    for stage, ms in look.timings_ms.items():
        stages.ms[f"look.{stage}"] = round(ms, 3)
    # Looked at is looked at: where the ledger cannot take it now it takes it before anything else, opening included.
    record_after(gate, "look", door.place, permit=permit.scope.permit, capture=permit.scope.capture, door=door.id,
                 begun=timestamp(look.begun), outcome="matched" if refusal is None else refusal.reason.value,
                 frames=len(frames) if len(frames) > 1 else None)
    count(gate, "looks")
    return refusal


def _compared(gate: Gate, probe: Template, reference: Template) -> Refusal | None:
    with forgotten(probe):
        return None if verify(probe, reference, gate.point).same else Refusal(Reason.NOT_SAME_PERSON)


def open_by_face(gate: Gate, door: Door, held: Held, permit: Permit, tie: Tie, stages: Stages) -> Refusal | None:
    """4 record, with all checked once more: a withdrawal comes before that or after it. Then 5 act."""
    with gate.moment.writing():
        now = known_door(gate, door.place, door.id)
        if not now.face_open():
            return shut(now)
        if not still_live(gate, tie) or gate.keys.get(held.record.id) is None:
            return Refusal(Reason.GRANT_ENDED, (CONSENT,))
        record(gate, "opened", door.place, door=door.id, lane=Lane.FACE.value, permit=permit.scope.permit)
    stages.done("record")
    # CRASH POINT: recorded and not opened is a door that stayed shut; opened and not recorded cannot be.
    refusal = move(gate, door, Lane.FACE)
    stages.done("act")
    return refusal
