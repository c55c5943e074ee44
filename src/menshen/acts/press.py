"""Press: whoever stands before a hands-free lane presses, and is looked at once; without a press nobody is.

A press is a `once` grant: it consents to one look, beside a notice of five lines, and names nobody. Who is recognised
stands on a second, lasting grant of her own, which is asked for once more before the door opens. The picture comes
after the permit, by seconds where the line is slow: what permitted the look is asked once more before it. Steps as in
the design's path of one admission: 1 read, 2 decide, 3 look and compare, 4 record, 5 act.
"""

from dataclasses import dataclass

from menshen.acts.admit import Admission, answered
from menshen.acts.declare import LIVENESS, known_door, known_place
from menshen.acts.forgetting import decoded, looked
from menshen.acts.gate import Gate
from menshen.acts.ground import shut, standing
from menshen.acts.kept import outdated
from menshen.acts.opening import move
from menshen.acts.press_facts import pressed
from menshen.acts.recording import count, record, record_after, record_later
from menshen.acts.records import Door, Place, key_name
from menshen.acts.stages import Stages
from menshen.acts.timing import through
from menshen.acts.waiting import late
from menshen.acts.withdraw import end_grant, settle
from menshen.consent.grant import GrantState
from menshen.consent.press import PressNotice
from menshen.faces.found import one_probe
from menshen.law.permit import Permit
from menshen.law.situation import Situation
from menshen.terms import (
    ID_BYTES,
    Act,
    Capture,
    CaptureId,
    DoorId,
    GrantId,
    Image,
    Lane,
    PermitId,
    PlaceId,
    Purpose,
    Reason,
    Refusal,
    Scope,
    Template,
    hex_id,
    timestamp,
)

CONSENT = "cn-spc-2021/2.3"


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press that permits one look at one door."""

    door: Door
    permit: Permit
    notice: str
    """The hash of the lines that stood beside the button."""
    began_ms: float
    """The stopwatch at the press: a person's first act here."""


def press_notice(gate: Gate, place: PlaceId) -> PressNotice | Refusal:
    """The five lines beside the button; refused where the place has published no notice for hands-free."""
    if gate.store.notice(place, Purpose.ENTRY_HANDS_FREE) is None:
        return Refusal(Reason.NO_NOTICE, ("cn-spc-2021/2.2",))
    return _press_notice(known_place(gate, place))


def press(gate: Gate, place: PlaceId, door: DoorId, shown: str) -> Pressed | Admission:
    """Somebody presses, beside the notice whose hash is `shown`. No picture is read before this gives a permit."""
    stages, began_ms = Stages(gate.clock), gate.clock.stopwatch_ms()
    if not gate.moment.settled():
        settle(gate)
    # No permit is recorded after an end that leaves nobody to recognise: an end waits for this, or this sees the end.
    with gate.moment.writing():
        known = known_door(gate, place, door)
        permit = _permit(gate, known, shown)
    if isinstance(permit, Refusal):
        return _answered(gate, known, permit, stages)
    return Pressed(known, permit, shown, began_ms)


def recognise(gate: Gate, given: Pressed, picture: bytes) -> Admission:
    """Look at one picture under the permit of a press, and open the door to somebody who is kept here."""
    stages = Stages(gate.clock)
    agreed_to = _still_permitted(gate, given)
    if isinstance(agreed_to, Refusal):
        return _answered(gate, known_door(gate, given.door.place, given.door.id), agreed_to, stages)
    with decoded(gate, (picture,)) as (frame,):
        stages.done("decode")
        found = _look(gate, given, agreed_to, frame, stages)
    refusal = found if isinstance(found, Refusal) else _open(gate, given, found, stages)
    return _answered(gate, given.door, refusal, stages)


def _permit(gate: Gate, door: Door, shown: str) -> Permit | Refusal:
    """1 read, 2 decide: nobody is looked at where nobody could be recognised."""
    agreed_to = _agreed_to(gate, door)
    return agreed_to if isinstance(agreed_to, Refusal) else _decided(gate, door, shown)


def _still_permitted(gate: Gate, given: Pressed) -> str | Refusal:
    """2 decide, once more: the hash of the notice that those to compare with agreed to, or why nobody is looked at."""
    if late(gate, given.permit):
        return Refusal(Reason.PERMIT_MISSING)
    with gate.moment.writing():
        door = known_door(gate, given.door.place, given.door.id)
        agreed_to = _agreed_to(gate, door)
        if isinstance(agreed_to, Refusal):
            return agreed_to
        decision = gate.law.evaluate(_situation(gate, door, given.notice))
        return agreed_to if decision.permitted else Refusal(Reason.LAW, decision.articles)


def _agreed_to(gate: Gate, door: Door) -> str | Refusal:
    """The hash of the notice that those who are kept have agreed to; refused where nobody may be compared with them."""
    if not door.face_open():
        return shut(door)
    if not door.attended:
        # An app's sign-in: a photograph held before a phone would be taken for whoever is on it.
        return Refusal(Reason.FACE_LANE_UNATTENDED, (LIVENESS,))
    notice = gate.store.notice(door.place, Purpose.ENTRY_HANDS_FREE)
    if notice is None:
        return Refusal(Reason.NO_NOTICE, ("cn-spc-2021/2.2",))
    for grant in gate.gallery.overdue(gate.clock.now()):
        end_grant(gate, grant, GrantState.EXPIRED)
    enrolled = gate.gallery.size(door.place, notice.hash)
    if not enrolled:
        return Refusal(Reason.OTHER_MODEL if outdated(gate, door.place) else Reason.NOT_RECOGNISED)
    if gate.identification.point(enrolled) is None:
        # More are enrolled than the operator's rate allows by now.
        return Refusal(Reason.FACE_LANE_SHUT)
    return notice.hash


def _situation(gate: Gate, door: Door, shown: str) -> Situation:
    """Of somebody who is not known the desk alone is surely another way: every other lane takes something to have."""
    place = known_place(gate, door.place)
    return pressed(place, gate.store.terms(place.id), gate.clock.now(), told=shown == _press_notice(place).hash,
                   other_way=Lane.DESK in door.others())


def _decided(gate: Gate, door: Door, shown: str) -> Permit | Refusal:
    facts, basis, now = _situation(gate, door, shown), hex_id(gate.dice.random(ID_BYTES)), gate.clock.now()
    record(gate, "pressed", door.place, press=basis, door=door.id, notice=shown)
    # CRASH POINT: a press without a permit is no look.
    scope = Scope(act=Act.IDENTIFY, place=door.place, door=door.id, purpose=Purpose.ENTRY_HANDS_FREE, basis=basis,
                  capture=CaptureId(hex_id(gate.dice.random(ID_BYTES))),
                  permit=PermitId(hex_id(gate.dice.random(ID_BYTES))), issued_at=now,
                  not_after=now + gate.durations.permit)
    decision = gate.law.decide(facts, scope)
    if isinstance(decision, Permit):
        record(gate, "permit", door.place, act=scope.act.value, permit=scope.permit, capture=scope.capture, basis=basis,
               door=door.id)
    return decision


def _look(gate: Gate, given: Pressed, agreed_to: str, frame: Image, stages: Stages) -> GrantId | Refusal:
    """3 look and compare, 4 record: a face that is nobody's here leaves an outcome and nothing else."""
    door, scope = given.door, given.permit.scope
    with looked(gate, Capture(scope.capture, (frame,), door.face_area), given.permit) as look:
        probe = one_probe(look)
        found = probe if isinstance(probe, Refusal) else _search(gate, door, agreed_to, probe)
    outcome = found.reason.value if isinstance(found, Refusal) else "matched"
    stages.done("look")
    for stage, ms in look.timings_ms.items():
        stages.ms[f"look.{stage}"] = round(ms, 3)
    record_after(gate, "look", door.place, permit=scope.permit, capture=scope.capture, door=door.id,
                 begun=timestamp(look.begun), outcome=outcome)
    count(gate, "looks")
    return found


def _search(gate: Gate, door: Door, agreed_to: str, probe: Template) -> GrantId | Refusal:
    """Whose reference alone is near enough, by how many there are; between two nobody chooses.

    It asks memory alone: a store that does not answer must not keep a look that was made off the record.
    """
    # Held, as somebody who enrols between counting and comparing would make the line too wide.
    with gate.moment.writing():
        point = gate.identification.point(gate.gallery.size(door.place, agreed_to))
        near = () if point is None else tuple(gate.gallery.near(door.place, agreed_to, probe, point.threshold))
    return near[0] if len(near) == 1 else Refusal(Reason.NOT_RECOGNISED)


def _open(gate: Gate, given: Pressed, grant: GrantId, stages: Stages) -> Refusal | None:
    """4 record, with her own grant asked once more: a withdrawal comes before that or after it. Then 5 act."""
    door, permit = given.door, given.permit.scope.permit
    with gate.moment.writing():
        now = known_door(gate, door.place, door.id)
        if not now.face_open():
            return shut(now)
        tie = gate.store.tie(grant)
        if tie is None or gate.keys.get(key_name(grant)) is None:
            return Refusal(Reason.GRANT_ENDED, (CONSENT,))
        refusal = standing(gate, Act.IDENTIFY, tie, now)
        if refusal is not None:
            return refusal
        record(gate, "opened", door.place, door=door.id, lane=Lane.FACE.value, permit=permit, grant=grant)
    stages.done("record")
    # CRASH POINT: recorded and not opened is a door that stayed shut; opened and not recorded cannot be.
    refusal = move(gate, door, Lane.FACE)
    stages.done("act")
    if refusal is None:
        through(gate, door, Lane.FACE, given.began_ms)
    return refusal


def _answered(gate: Gate, door: Door, refusal: Refusal | None, stages: Stages) -> Admission:
    if refusal is not None:
        record_later(gate, "not-opened", door.place, door=door.id, lane=Lane.FACE.value, reason=refusal.reason.value,
                     articles=list(refusal.articles))
    return answered(door, refusal, Lane.FACE if refusal is None else None, stages)


def _press_notice(place: Place) -> PressNotice:
    return PressNotice(place.id, place.operator, place.contact)
