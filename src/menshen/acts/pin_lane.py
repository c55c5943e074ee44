"""The PIN lane: set with a plain pass, used with a number that says whose it is. No face, and no engine, is part of it.

Tries are counted before they are compared, in the store, by place and number, known or not: a restart forgets none,
many at once count as many, and nothing in the answer says whether a number is somebody's.
"""

from contextlib import suppress
from datetime import timedelta

from menshen.acts.admit import Admission
from menshen.acts.declare import known_door
from menshen.acts.gate import Gate
from menshen.acts.holding import held_pass
from menshen.acts.opening import move
from menshen.acts.recording import count, record_after, record_later
from menshen.acts.records import Door, Pin
from menshen.acts.stages import Stages
from menshen.acts.timing import through
from menshen.errors import UnavailableError
from menshen.passes import pin as pins
from menshen.terms import DoorId, EntitlementId, Lane, PlaceId, Reason, Refusal

TRIES = 5
WINDOW = timedelta(minutes=15)

HANDLE_DIGITS = 8
_NOBODYS = Pin(EntitlementId(""), PlaceId(""), "", bytes(pins.SALT_BYTES), bytes(pins.HASH_BYTES))
"""What a PIN is compared with where its number is nobody's: as slow as any other, and never right."""

_SILENT = frozenset({Reason.PIN_WRONG, Reason.PIN_TRIES})
"""What anybody can bring about without being anybody: counted, and not recorded one by one."""


def set_pin(gate: Gate, code: str, pin: str) -> Pin | Refusal:
    """Keep `pin` for the holder of a plain pass, in place of an earlier one; the number stays, once there is one."""
    pins.check(pin)
    if pins.guessable(pin):
        return Refusal(Reason.PIN_GUESSABLE)
    salt = gate.dice.random(pins.SALT_BYTES)
    hashed = pins.hashed(pin, salt)
    # A pass that is reported lost meanwhile sets nothing: replacing it waits for this, or this sees it.
    with gate.moment.writing():
        held = held_pass(gate, code, None)
        if isinstance(held, Refusal):
            return held
        if held.record.purpose is not None:
            return Refusal(Reason.UNKNOWN_PASS)
        person = held.entitlement
        earlier = gate.pins.of(person.id)
        handle = _fresh_handle(gate, person.place) if earlier is None else earlier.handle
        kept = Pin(person.id, person.place, handle, salt, hashed)
        # CRASH POINT: kept and not told is a PIN whose number nobody knows; setting it again tells the number.
        gate.pins.save(kept)
    record_after(gate, "pin.set", person.place)
    return kept


def admit_pin(gate: Gate, place: PlaceId, door: DoorId, handle: str, pin: str) -> Admission:
    """A number and a PIN from a door's own keypad. It opens first and is recorded after."""
    stages = Stages(gate.clock)
    known = known_door(gate, place, door)
    return answered(known, by_pin(gate, known, handle, pin, stages), stages)


def by_pin(gate: Gate, door: Door, handle: str, pin: str, stages: Stages) -> EntitlementId | Refusal:
    """Open `door` for whoever knows the PIN that goes with `handle`; whose it was."""
    pins.check(pin)
    person = _checked(gate, door, handle, pin)
    stages.done("read")
    if isinstance(person, Refusal):
        return _refused(gate, door, person)
    refusal = move(gate, door, Lane.PIN)
    stages.done("act")
    # The door is open, or told to: a try that cannot be given back counts as a wrong one, until the window is over.
    with suppress(UnavailableError):
        gate.pins.give_back_try(door.place, handle)
    if refusal is not None:
        return _refused(gate, door, refusal)
    record_later(gate, "opened", door.place, door=door.id, lane=Lane.PIN.value)
    through(gate, door, Lane.PIN, stages.began_ms)
    return person


def answered(door: Door, person: EntitlementId | Refusal, stages: Stages) -> Admission:
    """What became of a try by PIN."""
    refusal = person if isinstance(person, Refusal) else None
    return Admission(None if refusal else Lane.PIN, refusal, again=False, lanes=tuple(sorted(door.others())),
                     stages_ms=stages.ms)


def forget_late(gate: Gate) -> None:
    """Drop the counts that count no more, and the PINs of those whose entitlement has ended: nothing brings it back."""
    now = gate.clock.now()
    gate.pins.forget_tries(now - WINDOW)
    gate.pins.forget_ended(now)


def _checked(gate: Gate, door: Door, handle: str, pin: str) -> EntitlementId | Refusal:
    if not door.live or Lane.PIN not in door.up:
        return Refusal(Reason.LANE_DOWN)
    if gate.pins.take_try(door.place, handle, gate.clock.now(), WINDOW) > TRIES:
        return Refusal(Reason.PIN_TRIES)
    # CRASH POINT: counted and not compared is one try less.
    known = gate.pins.find(door.place, handle)
    kept = known or _NOBODYS
    if not pins.same(pin, kept.salt, kept.hash) or known is None:
        return Refusal(Reason.PIN_WRONG)
    entitlement = gate.store.entitlement(known.entitlement)
    if entitlement is None or entitlement.not_after <= gate.clock.now():
        return Refusal(Reason.NOT_ENTITLED)
    return entitlement.id


def _refused(gate: Gate, door: Door, refusal: Refusal) -> Refusal:
    if refusal.reason is Reason.LANE_DOWN:
        # That it is down is on record; each try, which at an app anybody can make, would fill the log.
        return refusal
    if refusal.reason in _SILENT:
        count(gate, "pins-refused")
    else:
        record_later(gate, "not-opened", door.place, door=door.id, lane=Lane.PIN.value, reason=refusal.reason.value,
                     articles=list(refusal.articles))
    return refusal


def _fresh_handle(gate: Gate, place: PlaceId) -> str:
    """A random number that is nobody's at this place yet; it says nothing of whose it will be."""
    while True:
        handle = f"{int.from_bytes(gate.dice.random(8)) % 10**HANDLE_DIGITS:0{HANDLE_DIGITS}}"
        if gate.pins.find(place, handle) is None:
            return handle
