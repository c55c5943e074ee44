"""Sign-in: an app's door. The person calls it herself, from her own phone, so everything she sends is asked for first.

A look takes two calls: her plain pass brings a permit for one look, after consent, entitlement and her other way have
been put to the law; then come the frames, with the face pass that carries her reference. Nobody attends an app's face
lane. What stands in for that: a face pass, which is shown at doors, brings no permit; and with the permit comes a
challenge, moves that a photograph does not make (`menshen.acts.challenge`). All frames of its answer are one capture,
and one look. Who signed in is told to the app's own server, for a ticket, and to nobody else.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from menshen.acts.admit import AGAIN, Admission
from menshen.acts.challenge import answered as answered_challenge
from menshen.acts.challenge import tried_too_often
from menshen.acts.declare import NO_CONDITION, known_door, known_place
from menshen.acts.face_lane import CONSENT, look_and_compare, open_by_face, reference_of
from menshen.acts.forgetting import decoded, forgotten
from menshen.acts.gate import Gate
from menshen.acts.ground import FROZEN, permit_for, standing
from menshen.acts.holding import Held, held_pass, other_ways
from menshen.acts.pin_lane import answered, by_pin
from menshen.acts.recording import record_later
from menshen.acts.records import APPS, Door, Entitlement, Ticket
from menshen.acts.stages import Stages
from menshen.acts.timing import through
from menshen.acts.unconsented import without_consent
from menshen.acts.waiting import Waiting, late, take, wait
from menshen.consent.prompt import token_hash
from menshen.errors import InputError
from menshen.law.permit import Permit
from menshen.terms import Act, Capture, DoorId, EntitlementId, Lane, PlaceId, Purpose, Reason, Refusal

TICKET = timedelta(seconds=60)
TICKET_BYTES = 32
ENOUGH_PX = 640
"""Whoever signs in fills the picture, and there are twelve of them: more pixels would be decoded for nothing."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What became of a sign-in; `ticket` is what the app takes to its own server, None where she is not signed in."""

    admission: Admission
    ticket: str | None


def permit_look(gate: Gate, place: PlaceId, door: DoorId, code: str) -> Waiting | Refusal:
    """A permit for one look at whoever's plain pass this is, held in memory until frames come or it is late."""
    known = _sign_in_door(gate, place, door)
    held = held_pass(gate, code, place)
    if isinstance(held, Refusal):
        return held
    if held.record.purpose is not None:
        # A face pass is shown at doors and may be copied there: it asks for nothing.
        return Refusal(Reason.UNKNOWN_PASS)
    permit = _permitted(gate, known, held.entitlement)
    if isinstance(permit, Refusal):
        _not_signed_in(gate, known, permit)
        return permit
    return wait(gate, permit)


def take_look(gate: Gate, place: PlaceId, door: DoorId, token: str) -> Permit | Refusal:
    """The held permit, once: asked before a byte of any picture is read. One for something else is spent by asking."""
    held = take(gate, token)
    asked = (Act.VERIFY, place, door)
    if held is None or (held.scope.act, held.scope.place, held.scope.door) != asked:
        return Refusal(Reason.PERMIT_MISSING, (CONSENT,))
    return held


def sign_in_by_face(gate: Gate, permit: Permit, code: str, pictures: Sequence[bytes], at_ms: Sequence[int] = ()
                    ) -> SignedIn:
    """Look once at 1 to 12 pictures under a permit that was taken, and sign in the holder of the face pass `code`.

    `at_ms` says when each picture was taken; where the permit came with a challenge they have to follow it.
    """
    if not 1 <= len(pictures) <= Capture.MAX_FRAMES:
        raise InputError(f"{len(pictures)} pictures came; 1 to {Capture.MAX_FRAMES} are needed to sign in")
    stages = Stages(gate.clock)
    door = _sign_in_door(gate, permit.scope.place, DoorId(str(permit.scope.door)))
    held = held_pass(gate, code, door.place)
    other = not isinstance(held, Refusal) and held.record.grant != permit.scope.basis
    if other or late(gate, permit):
        # The permit is for no look at another person's reference, and for none after its seconds.
        held = Refusal(Reason.PERMIT_MISSING, (CONSENT,))
    refusal = held if isinstance(held, Refusal) else _looked(gate, door, permit, held, (pictures, at_ms), stages)
    if refusal is not None:
        _not_signed_in(gate, door, refusal)
    admission = Admission(None if refusal else Lane.FACE, refusal,
                          again=refusal is not None and refusal.reason in AGAIN,
                          lanes=tuple(sorted(door.others())), stages_ms=stages.ms)
    signed_in = None if refusal is not None or isinstance(held, Refusal) else held.entitlement.id
    return SignedIn(admission, _ticket(gate, door, Lane.FACE, signed_in))


def sign_in_by_pin(gate: Gate, place: PlaceId, door: DoorId, handle: str, pin: str) -> SignedIn:
    """Sign in whoever knows the PIN that goes with `handle`: the same service, and nobody is looked at."""
    stages = Stages(gate.clock)
    known = _sign_in_door(gate, place, door)
    person = by_pin(gate, known, handle, pin, stages)
    signed_in = None if isinstance(person, Refusal) else person
    return SignedIn(answered(known, person, stages), _ticket(gate, known, Lane.PIN, signed_in))


def redeem(gate: Gate, place: PlaceId, door: DoorId, ticket: str) -> Ticket | Refusal:
    """Who signed in with this ticket, for the app's own server, once; a ticket for another door is spent by asking."""
    held = gate.moment.take_ticket(token_hash(ticket), gate.clock.now())
    if held is None or (held.place, held.door) != (place, door):
        return Refusal(Reason.TICKET_UNKNOWN)
    return held


def _sign_in_door(gate: Gate, place: PlaceId, door: DoorId) -> Door:
    """The door, where it is an app's: one in a building is opened by what stands beside it, never from afar."""
    if (kind := known_place(gate, place).kind) not in APPS:
        raise InputError(f"this is a door of a place of kind {kind}; only an app's sign-in takes a person's own call",
                         hint="show a pass to the door's camera or scanner")
    return known_door(gate, place, door)


def _permitted(gate: Gate, door: Door, person: Entitlement) -> Permit | Refusal:
    """2 decide: consent, entitlement and another way of her own, all put to the law."""
    if not door.face_open():
        return FROZEN if door.frozen else Refusal(Reason.FACE_LANE_SHUT, (NO_CONDITION,))
    tie = gate.store.tie_of(person.id, Purpose.ENTRY_BY_PASS)
    if tie is not None:
        return tried_too_often(gate, tie.grant) or permit_for(gate, Act.VERIFY, tie, door)
    other_way = bool(door.up & other_ways(gate, person))
    return without_consent(gate, Act.VERIFY, known_place(gate, door.place), person, other_way=other_way)


def _looked(gate: Gate, door: Door, permit: Permit, held: Held, sent: tuple[Sequence[bytes], Sequence[int]],
            stages: Stages) -> Refusal | None:
    """1 read, 3 look and compare, 4 record, 5 act, as at any face lane."""
    pictures, at_ms = sent
    opened = reference_of(gate, door, held)
    if isinstance(opened, Refusal):
        return opened
    tie, reference = opened
    # Pictures come after the permit, by seconds where the line is slow.
    with forgotten(reference):
        refusal = standing(gate, Act.VERIFY, tie, door)
        if refusal is not None:
            return refusal
        answered = answered_challenge(gate, permit, at_ms, len(pictures))
        if isinstance(answered, Refusal):
            return answered
        with decoded(gate, pictures, ENOUGH_PX) as frames:
            stages.done("decode")
            refusal = look_and_compare(gate, door, permit, reference, frames, stages, answered)
    refusal = refusal or open_by_face(gate, door, held, permit, tie, stages)
    if refusal is None:
        gate.moment.followed(permit.scope.basis)
        through(gate, door, Lane.FACE, stages.began_ms)
    return refusal


def _ticket(gate: Gate, door: Door, lane: Lane, person: EntitlementId | None) -> str | None:
    """A ticket for who was signed in. Lost with the program, like a permit: she signs in again."""
    if person is None:
        return None
    text = base64.urlsafe_b64encode(gate.dice.random(TICKET_BYTES)).rstrip(b"=").decode()
    gate.moment.hold_ticket(token_hash(text), Ticket(person, door.place, door.id, lane, gate.clock.now() + TICKET))
    return text


def _not_signed_in(gate: Gate, door: Door, refusal: Refusal) -> None:
    record_later(gate, "not-opened", door.place, door=door.id, lane=Lane.FACE.value, reason=refusal.reason.value,
                 articles=list(refusal.articles))
