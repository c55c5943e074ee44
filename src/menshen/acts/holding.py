"""Holding: from the text of a shown pass to who may pass with it, or why not."""

from dataclasses import dataclass

from menshen.acts.gate import Gate
from menshen.acts.records import Entitlement, Pass
from menshen.passes.claims import Claims
from menshen.passes.code import read
from menshen.terms import Lane, PlaceId, Reason, Refusal


@dataclass(frozen=True, slots=True)
class Held:
    """A pass that was read, is on record, in time and not revoked."""

    claims: Claims
    record: Pass
    entitlement: Entitlement


def held_pass(gate: Gate, code: str, place: PlaceId | None) -> Held | Refusal:
    """Read `code` and look it up. `place` None: at whatever place the pass is for (a kiosk serves them all)."""
    claims = read(code, gate.mint.readable)
    if isinstance(claims, Refusal):
        return claims
    if place is not None and claims.place != place:
        return Refusal(Reason.WRONG_PLACE)
    now = gate.clock.now()
    known = gate.store.find_pass(claims.pass_id)
    if known is None or known.revoked:
        return Refusal(Reason.PASS_REVOKED)
    if claims.not_after <= now:
        return Refusal(Reason.PASS_EXPIRED)
    entitlement = gate.store.entitlement(known.entitlement)
    if entitlement is None or entitlement.not_after <= now:
        return Refusal(Reason.NOT_ENTITLED)
    return Held(claims, known, entitlement)


def other_ways(gate: Gate, entitlement: Entitlement) -> frozenset[Lane]:
    """The lanes beside the face that this very person can use: the desk, a plain pass's, and the PIN's if she set one.

    A PIN that rests after wrong tries is still hers: whoever knows her number could else shut her face lane, too.
    """
    now = gate.clock.now()
    plain = any(held.purpose is None and not held.revoked and held.not_after > now
                for held in gate.store.passes_of(entitlement.id))
    with_pin = gate.pins.of(entitlement.id) is not None
    return frozenset({Lane.DESK} | ({Lane.PASS} if plain else set()) | ({Lane.PIN} if with_pin else set()))
