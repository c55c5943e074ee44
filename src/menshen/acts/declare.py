"""Declare: what the operator says of a place and its doors. A door whose face lane stands alone never goes live."""

from dataclasses import replace

from menshen.acts.facts import CHINA
from menshen.acts.gate import Gate
from menshen.acts.recording import record, record_after
from menshen.acts.records import APPS, Door, Place
from menshen.consent.notice import Notice
from menshen.errors import InputError
from menshen.terms import DoorId, Lane, PlaceId, Purpose, Reason, Refusal

OTHER_WAY_IN = "cn-spc-2021/10"
NO_CONDITION = "cn-spc-2021/4.1"
LIVENESS = "cn-spc-2021/2.8"


def declare_place(gate: Gate, place: Place) -> Place:
    """Save what a place is. A place keeps its kind: another kind of place is another place."""
    known = gate.store.place(place.id)
    if known is not None and known.kind is not place.kind:
        raise InputError(f"this place is declared as {known.kind}; {place.kind} came",
                         hint="declare a new place for another kind")
    today = gate.clock.now().astimezone(CHINA).date()
    if place.impact_assessed_on is not None and place.impact_assessed_on > today:
        raise InputError(f"the impact assessment would be finished on {place.impact_assessed_on}, after today",
                         hint="give the day on which it was finished, or null")
    record(gate, "place.declared", place.id, kind=place.kind.value, public_place=place.public_place,
           impact_assessed=place.impact_assessed_on is not None, sign_shown=place.sign_shown,
           declaration=place.declaration)
    gate.store.save_place(place)
    return place


def publish_notice(gate: Gate, notice: Notice) -> Notice:
    """Publish a version of a notice; from then on it is the only one that prompts show."""
    known_place(gate, notice.place)
    if notice.purpose is Purpose.EMERGENCY_ORDER:
        raise InputError("nobody is asked to consent to an order", hint="notices are for what people are asked for")
    newest = gate.store.notice(notice.place, notice.purpose)
    if newest is not None and newest.hash == notice.hash:
        return newest
    expected = newest.version + 1 if newest else 1
    if notice.version != expected:
        raise InputError(f"the notice has version {notice.version}; the next version is {expected}")
    record(gate, "notice.published", notice.place, notice=notice.hash, purpose=notice.purpose.value,
           version=notice.version)
    gate.store.save_notice(notice)
    return notice


def switch_on(gate: Gate, door: Door) -> Door | Refusal:
    """Take a door live; refused where the face would be the only way (art. 10) or stands unattended.

    Its lanes are up, but for those that it has and that were said to be down: declaring says nothing of how they fare.
    An app's sign-in is never attended: its face lane asks for more than a face pass (`menshen.acts.sign_in`).
    """
    place = known_place(gate, door.place)
    refusal = _refused(door, app=place.kind in APPS)
    if refusal is not None:
        record(gate, "door.refused", door.place, door=door.id, lanes=sorted(door.lanes), reason=refusal.reason.value,
               articles=list(refusal.articles))
        return refusal
    with gate.moment.writing():
        known = gate.store.door(door.place, door.id)
        down = frozenset() if known is None else door.lanes & known.lanes - known.up
        live = replace(door, live=True, up=door.lanes - down, frozen=place.frozen)
        record(gate, "door.live", door.place, door=door.id, lanes=sorted(door.lanes), attended=door.attended)
        # CRASH POINT: the log has all lanes up, the store only those that were; whoever asked declares it again.
        gate.store.save_door(live)
        face_open = live.face_open()
        for lane in sorted(down):
            record_after(gate, "lane.changed", door.place, door=door.id, lane=lane.value, up=False, face_open=face_open)
    return live


def set_lane(gate: Gate, place: PlaceId, door: DoorId, lane: Lane, *, up: bool) -> Door:
    """Say that a lane works or does not; the face lane shuts by itself when no other is up."""
    with gate.moment.writing():
        known = known_door(gate, place, door)
        if lane not in known.lanes:
            raise InputError(f"this door has no {lane} lane", hint=f"its lanes are {', '.join(sorted(known.lanes))}")
        changed = known.with_lane(lane, up=up)
        # CRASH POINT: between store and record a lane counts as down in one of them, so no face is looked at beside it.
        if not up:
            gate.store.save_door(changed)
        record_after(gate, "lane.changed", place, door=door, lane=lane.value, up=up, face_open=changed.face_open())
        if up:
            gate.store.save_door(changed)
    return changed


def known_place(gate: Gate, place: PlaceId) -> Place:
    """The place, or an InputError."""
    found = gate.store.place(place)
    if found is None:
        raise InputError("no place of this name is declared", hint="PUT /v1/places/{place} declares one")
    return found


def known_door(gate: Gate, place: PlaceId, door: DoorId) -> Door:
    """The door, or an InputError."""
    found = gate.store.door(place, door)
    if found is None:
        raise InputError("no door of this name is live", hint="PUT /v1/places/{place}/doors/{door} takes one live")
    return found


def _refused(door: Door, *, app: bool) -> Refusal | None:
    if Lane.FACE not in door.lanes:
        return None
    if not door.lanes - {Lane.FACE}:
        return Refusal(Reason.FACE_LANE_ONLY, (NO_CONDITION if app else OTHER_WAY_IN,))
    if not door.attended and not app:
        return Refusal(Reason.FACE_LANE_UNATTENDED, (LIVENESS,))
    return None
