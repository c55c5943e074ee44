"""The ground of a look on an emergency order: gathered, put to the law, and the permit on record before it is used."""

from dataclasses import replace
from datetime import datetime

from menshen.acts.emergency import LONGEST, Order
from menshen.acts.facts import CHINA, place_facts
from menshen.acts.gate import Gate
from menshen.acts.recording import record
from menshen.acts.records import Door, Place
from menshen.acts.withdraw import settle
from menshen.errors import InputError
from menshen.law.permit import Permit
from menshen.law.situation import Situation
from menshen.terms import ID_BYTES, Act, CaptureId, OrderId, PermitId, Purpose, Refusal, Scope, hex_id


def known_order(gate: Gate, order: OrderId) -> Order:
    """The order, or an InputError."""
    found = gate.store.order(order)
    if found is None:
        raise InputError("no order of this id is known")
    return found


def permit_on_order(gate: Gate, act: Act, order: OrderId, door: Door | None) -> Permit | Refusal:
    """A permit for one look on an order, counted and recorded before it is handed out; or why there is none.

    `enrol` looks at the pictures of the person sought, at no door; `identify` at whoever stands at one of its doors.
    """
    if not gate.moment.settled():
        settle(gate)
    # No permit is recorded after the end of the order: an end waits for this, or this sees the end.
    with gate.moment.writing():
        known = known_order(gate, order)
        place = gate.store.place(known.place)
        if place is None:
            raise InputError("no place of this name is declared")
        now = gate.clock.now()
        decision = gate.law.decide(ordered(act, known, place, door, now), _scope(gate, act, known, door, now))
        if isinstance(decision, Refusal):
            return decision
        if act is Act.IDENTIFY:
            gate.store.save_order(replace(known, looks=known.looks + 1))
        # CRASH POINT: counted and not made is a look lost, never one gained.
        record(gate, "permit", known.place, act=act.value, permit=decision.scope.permit,
               capture=decision.scope.capture, basis=known.id, **({} if door is None else {"door": door.id}))
        return decision


def ordered(act: Act, order: Order, place: Place, door: Door | None, now: datetime) -> Situation:
    """The situation of a look that stands on an order. What nobody knows of who stands there is left unknown."""
    terms = order.terms
    covered = act is Act.ENROL if door is None else door.id in terms.doors and door.place == order.place and door.live
    # The person sought is enrolled once, and only then is anybody compared with that one.
    in_turn = (act is Act.ENROL and order.sought is None) or (act is Act.IDENTIFY and order.sought is not None)
    facts = {
        **place_facts(place),
        "emergency": order.confirmed,
        "emergency_order_valid": order.valid(now) and order.place == place.id and covered,
        "necessary_for_emergency": order.confirmed and bool(terms.why.strip()),
        "within_reasonable_limits": (in_turn and order.looks < terms.most_looks
                                     and terms.until - order.drafted_at <= LONGEST),
    }
    return Situation(act=act, on=now.astimezone(CHINA).date(), place=place.kind, facts=facts)


def _scope(gate: Gate, act: Act, order: Order, door: Door | None, now: datetime) -> Scope:
    last = now + gate.durations.permit
    return Scope(act=act, place=order.place, door=None if door is None else door.id, purpose=Purpose.EMERGENCY_ORDER,
                 basis=order.id, capture=CaptureId(hex_id(gate.dice.random(ID_BYTES))),
                 permit=PermitId(hex_id(gate.dice.random(ID_BYTES))), issued_at=now,
                 not_after=min(last, order.terms.until) if now < order.terms.until else last)
