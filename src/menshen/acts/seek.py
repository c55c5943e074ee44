"""Seek: while an order is in force at a door, whoever stands there without a code is compared with the person sought.

A match tells the officers which door and when. No match leaves nothing but that a look was made. Nobody's way through
waits for it, opens or shuts by it.
"""

from menshen.acts.emergency import Order
from menshen.acts.forgetting import forgotten, looked
from menshen.acts.gate import Gate
from menshen.acts.order_ending import end_order, order_key
from menshen.acts.order_ground import known_order, permit_on_order
from menshen.acts.recording import count, record_after
from menshen.acts.records import Door
from menshen.emergencies import OrderEnd
from menshen.errors import UnavailableError
from menshen.faces.among import among
from menshen.faces.template import dequantise
from menshen.law.permit import Permit
from menshen.passes.sought import unseal_sought
from menshen.terms import Act, Capture, Image, Refusal, Template, timestamp


def orders_at(gate: Gate, door: Door) -> tuple[Order, ...]:
    """The orders on which this door looks now, as its page says: none where an incident or a court has stopped all."""
    now = gate.clock.now()
    orders = tuple(one for one in gate.store.open_orders()
                   if one.place == door.place and door.id in one.terms.doors and one.in_force(now))
    place = gate.store.place(door.place) if orders else None
    return () if place is None or place.frozen or place.injunction else orders


def seek(gate: Gate, door: Door, frame: Image) -> bool:
    """Look at whoever stands at `door` without a code, once for each order in force there; whether there is one."""
    orders = orders_at(gate, door)
    for order in orders:
        # One look at a time: where another door's is under way, this frame is not looked at.
        with gate.moment.looking(order.id) as alone:
            if alone:
                _once(gate, door, order, frame)
    return bool(orders)


def _once(gate: Gate, door: Door, order: Order, frame: Image) -> None:
    try:
        sought = _sought(gate, order)
        if sought is None:
            return
        with forgotten(sought):
            permit = permit_on_order(gate, Act.IDENTIFY, order.id, door)
            if isinstance(permit, Refusal):
                return
            found = _look(gate, door, permit, sought, frame)
        _tell(gate, door, order, permit, found=found)
    except UnavailableError:
        # No look, or one whose order the next round brings to its end: the door's other business goes on.
        return


def _sought(gate: Gate, order: Order) -> Template | None:
    """1 read: what the store has and the key file's key together make the reference; neither does alone."""
    key = gate.keys.get(order_key(order.id)[0])
    if key is None or order.sought is None:
        return None
    return dequantise(unseal_sought(order.sought, key=key, order=order.id, place=order.place, model=gate.engine.model))


def _look(gate: Gate, door: Door, permit: Permit, sought: Template, frame: Image) -> bool:
    """3 look and compare, 4 record: who is not the person sought leaves an outcome and nothing else."""
    scope = permit.scope
    with looked(gate, Capture(scope.capture, (frame,), door.face_area), permit) as look:
        missed = among(look, sought, gate.point)
    record_after(gate, "look", door.place, permit=scope.permit, capture=scope.capture, door=door.id,
                 begun=timestamp(look.begun), outcome="matched" if missed is None else missed.value)
    count(gate, "looks-on-orders")
    return missed is None


def _tell(gate: Gate, door: Door, order: Order, permit: Permit, *, found: bool) -> None:
    """5 act: the officers are told of a match; and after its last look an order ends."""
    with gate.moment.writing():
        known = known_order(gate, order.id)
        if known.ended_at is not None:
            # Ended meanwhile, an order tells nobody anything any more.
            return
        if found:
            record_after(gate, "order.matched", door.place, order=known.id, permit=permit.scope.permit, door=door.id)
        if known.looks >= known.terms.most_looks:
            end_order(gate, known, OrderEnd.LOOKS)
