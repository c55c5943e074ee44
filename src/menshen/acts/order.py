"""Order: two officers open identification without consent, for one emergency, one person sought, named doors, a while.

One drafts, another confirms; only from then is it in force, and in the public register. The pictures of the person
sought wait in memory, undecoded, for the second officer; they are looked at once, on the confirmed order's own permit.
Source: cn-spc-2021 art. 5(1). Nobody's door opens or shuts by an order.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from menshen.acts.access import ApiKeys
from menshen.acts.declare import known_door, known_place
from menshen.acts.emergency import LONGEST, MOST_LOOKS, TO_CONFIRM, Order, OrderTerms, digest
from menshen.acts.enrol import MIN_FRAMES, WHOLE_FRAME
from menshen.acts.forgetting import decoded, forgotten, looked
from menshen.acts.gate import Gate
from menshen.acts.order_ending import end_order, order_key
from menshen.acts.order_entry import GROUND, enter_order
from menshen.acts.order_ground import known_order, permit_on_order
from menshen.acts.recording import catch_up, record, record_after
from menshen.acts.records import ApiKey, KeyScope
from menshen.emergencies import OrderEnd
from menshen.errors import InputError
from menshen.faces.found import reference_from
from menshen.faces.template import quantise
from menshen.law.permit import Permit
from menshen.passes.claims import IV_BYTES
from menshen.passes.seal import KEY_BYTES
from menshen.passes.sought import seal_sought
from menshen.terms import ID_BYTES, Act, Capture, DoorId, Image, OrderId, PlaceId, Reason, Refusal, hex_id, timestamp

MOST_DOORS = 32
BLIND_BYTES = 32


@dataclass(frozen=True, slots=True)
class Matched:
    """Somebody at `door` was taken for the person sought, at `at`: all that the officers are told."""

    door: DoorId
    at: str


def draft(gate: Gate, officer: ApiKey, place: PlaceId, terms: OrderTerms, pictures: Sequence[bytes]) -> Order:
    """Draft an order; the pictures stay in memory, unread, until it is confirmed or too late to be."""
    _check(gate, place, terms, pictures)
    drafted = Order(OrderId(hex_id(gate.dice.random(ID_BYTES))), place, terms, digest(tuple(pictures)),
                    gate.dice.random(BLIND_BYTES).hex(), officer.id, gate.clock.now())
    gate.moment.hold_pictures(drafted.id, tuple(pictures), drafted.drafted_at + TO_CONFIRM)
    record(gate, "order.drafted", place, order=drafted.id, officer=officer.id, emergency=terms.emergency.value,
           doors=sorted(terms.doors), until=timestamp(terms.until), most_looks=terms.most_looks,
           statement=drafted.statement)
    # CRASH POINT: on record and not kept is a draft that nobody can confirm.
    gate.store.save_order(drafted)
    return drafted


def confirm(gate: Gate, api_keys: ApiKeys, officer: ApiKey, order: OrderId) -> Order | Refusal:
    """Confirm another officer's draft, enter it into the register, look at the pictures: from now it is in force."""
    with gate.moment.looking(order) as alone:
        if not alone:
            return Refusal(Reason.ORDER_NOT_OPEN)
        taken = _confirmed(gate, api_keys, officer, order)
        return taken if isinstance(taken, Refusal) else _seek_whom(gate, *taken)


def end(gate: Gate, order: OrderId) -> Order:
    """End an order now; whoever is an officer may. Ended twice is ended once."""
    with gate.moment.writing():
        known = known_order(gate, order)
        return known if known.ended_at is not None else end_order(gate, known, OrderEnd.OFFICER)


def matches(gate: Gate, order: OrderId) -> tuple[Matched, ...]:
    """Where and when somebody was taken for the person sought, oldest first, as the log has it."""
    catch_up(gate)
    return tuple(Matched(DoorId(str(one.event["door"])), str(one.event["at"])) for one in gate.ledger.entries()
                 if one.event is not None and one.event["type"] == "order.matched" and one.event["order"] == order)


def _check(gate: Gate, place: PlaceId, terms: OrderTerms, pictures: Sequence[bytes]) -> None:
    """All that an order must say; an InputError says what is missing."""
    known_place(gate, place)
    if not 1 <= len(terms.doors) <= MOST_DOORS:
        raise InputError(f"{len(terms.doors)} doors came; an order names 1 to {MOST_DOORS}")
    for door in sorted(terms.doors):
        if not known_door(gate, place, door).live:
            raise InputError("an order names a door that is not live")
    if not timedelta() < terms.until - gate.clock.now() <= LONGEST:
        raise InputError(f"an order ends after now and within {LONGEST.total_seconds() / 3600:g} hours")
    if not 1 <= terms.most_looks <= MOST_LOOKS:
        raise InputError(f"{terms.most_looks} looks came; 1 to {MOST_LOOKS} can be ordered")
    if not terms.why.strip():
        raise InputError("an order says why identifying is necessary")
    if not MIN_FRAMES <= len(pictures) <= Capture.MAX_FRAMES:
        raise InputError(f"{len(pictures)} pictures came; {MIN_FRAMES} to {Capture.MAX_FRAMES} of the person sought "
                         "are needed")


def _confirmed(gate: Gate, api_keys: ApiKeys, officer: ApiKey, order: OrderId
               ) -> tuple[Order, tuple[bytes, ...]] | Refusal:
    """The order as confirmed, on record and in the register, with the pictures that waited for it."""
    with gate.moment.writing():
        known, now = known_order(gate, order), gate.clock.now()
        if known.confirmed_at is not None or known.ended_at is not None:
            return Refusal(Reason.ORDER_NOT_OPEN)
        if officer.id == known.drafted_by or not _officers(api_keys, now) >= {officer.id, known.drafted_by}:
            return Refusal(Reason.ORDER_NEEDS_TWO, (GROUND,))
        late = known.terms.until <= now or known.drafted_at + TO_CONFIRM <= now
        pictures = None if late else gate.moment.pictures(order, now)
        if pictures is None:
            end_order(gate, known, OrderEnd.UNCONFIRMED if late else OrderEnd.LOST)
            return Refusal(Reason.ORDER_NOT_OPEN)
        confirmed = replace(known, confirmed_by=officer.id, confirmed_at=now)
        record(gate, "order.confirmed", known.place, order=order, officer=officer.id)
        # CRASH POINT, here and after the next line: on record as confirmed and kept as a draft, an order ends as lost.
        enter_order(gate, confirmed)
        gate.store.save_order(confirmed)
        gate.moment.drop_pictures(order)
        return confirmed, pictures


def _officers(api_keys: ApiKeys, now: datetime) -> set[str]:
    """The keys that are officers' and hold at `now`."""
    return {key.id for key in api_keys.list()
            if KeyScope.OFFICER in key.scopes and not key.revoked and now < key.not_after}


def _seek_whom(gate: Gate, order: Order, pictures: tuple[bytes, ...]) -> Order | Refusal:
    """The order with the reference of the person sought; without a good one it ends, and another one can be drafted."""
    # CRASH POINT, from here on: a confirmed order without its reference or key carries no look, and ends as lost.
    reference = _reference(gate, order, pictures)
    with gate.moment.writing():
        known = known_order(gate, order.id)
        if known.ended_at is not None:
            return Refusal(Reason.ORDER_NOT_OPEN)
        if isinstance(reference, Refusal | InputError):
            lawful = isinstance(reference, InputError) or reference.reason is not Reason.LAW
            end_order(gate, known, OrderEnd.PICTURES if lawful else OrderEnd.REFUSED)
            if isinstance(reference, InputError):
                raise reference
            return reference
        key = gate.dice.random(KEY_BYTES)
        gate.keys.put(*order_key(order.id), key)
        ready = replace(known, sought=seal_sought(reference, key=key, iv=gate.dice.random(IV_BYTES), order=order.id,
                                                  place=order.place, model=gate.engine.model))
        gate.store.save_order(ready)
        return ready


def _reference(gate: Gate, order: Order, pictures: tuple[bytes, ...]) -> bytes | Refusal | InputError:
    permit = permit_on_order(gate, Act.ENROL, order.id, None)
    if isinstance(permit, Refusal):
        return permit
    try:
        with decoded(gate, pictures) as frames:
            return _look(gate, order, permit, frames)
    except InputError as e:
        return e


def _look(gate: Gate, order: Order, permit: Permit, frames: tuple[Image, ...]) -> bytes | Refusal:
    with looked(gate, Capture(permit.scope.capture, frames, WHOLE_FRAME), permit) as look:
        found = reference_from(look, gate.point)
    record_after(gate, "look", order.place, permit=permit.scope.permit, capture=permit.scope.capture,
                 begun=timestamp(look.begun), outcome=found.reason.value if isinstance(found, Refusal) else "enrolled")
    if isinstance(found, Refusal):
        return found
    with forgotten(found):
        return quantise(found)
