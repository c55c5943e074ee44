"""Entitle: the desk proves once why a person may pass, and hands out a plain pass. No face is part of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from menshen.acts.declare import known_place
from menshen.acts.gate import Gate
from menshen.acts.guardian import named, release_wards
from menshen.acts.recording import record_after
from menshen.acts.records import Entitlement, Pass
from menshen.acts.withdraw import end_grant
from menshen.consent.grant import GrantState
from menshen.errors import InputError
from menshen.passes.claims import Claims
from menshen.passes.code import issue
from menshen.terms import ID_BYTES, AgeBand, EntitlementId, PassId, PlaceId, Purpose, hex_id


@dataclass(frozen=True, slots=True)
class Entitled:
    """What the desk hands over: the entitlement's id, and the text of the plain pass to draw as a code."""

    entitlement: EntitlementId
    pass_id: PassId
    code: str
    not_after: datetime


def entitle(gate: Gate, place: PlaceId, kind: str, label: str, age_band: AgeBand, not_after: datetime, *,
            guardians: Sequence[EntitlementId] = ()) -> Entitled:
    """Entitle one person and issue a plain pass. `label` is the desk's own note and stays in the database.

    `guardians` of a child are residents who may attest, with their own pass, that they are.
    """
    known_place(gate, place)
    now = gate.clock.now()
    if not_after <= now:
        raise InputError("the entitlement would end before it begins", hint="not_after must lie in the future")
    entitlement = Entitlement(EntitlementId(hex_id(gate.dice.random(ID_BYTES))), place, kind, label, age_band,
                              not_after.replace(microsecond=0))
    may_attest = named(gate, entitlement, guardians)
    plain, code = _plain_pass(gate, entitlement, now)
    gate.store.save_entitlement(entitlement, plain)
    # CRASH POINT: a child whose guardians are not yet named has not been handed its pass; the desk entitles anew.
    for guardian in may_attest:
        gate.store.save_guardian(guardian)
    record_after(gate, "entitled", place)
    return Entitled(entitlement.id, plain.id, code, entitlement.not_after)


def reissue(gate: Gate, entitlement: EntitlementId) -> Entitled:
    """A lost pass: revoke what was handed out and hand out anew, in one act.

    The consent given with what was lost ends too, and no prompt shown to its holder can be answered any more: whoever
    found it may have been the one who was asked. So does a PIN, which they may have set. The person may be asked again,
    with the new pass, at their request.
    """
    known = gate.store.entitlement(entitlement)
    if known is None:
        raise InputError("no entitlement of this id is known")
    plain, code = _plain_pass(gate, known, gate.clock.now())
    with gate.moment.writing():
        for purpose in Purpose:
            tie = gate.store.tie_of(entitlement, purpose)
            if tie is not None:
                end_grant(gate, tie.grant, GrantState.WITHDRAWN)
        gate.store.forget_prompts(entitlement)
        # A child's guardians are attested anew; and what this person consented to for a child ends too.
        gate.store.forget_guardians(entitlement)
        release_wards(gate, entitlement)
        gate.pins.forget(entitlement)
        for lost in gate.store.passes_of(entitlement):
            gate.store.revoke_pass(lost.id)
        # CRASH POINT: nothing opens with the lost passes, and the desk hands out anew.
        gate.store.save_entitlement(known, plain)
    record_after(gate, "reissued", known.place)
    return Entitled(known.id, plain.id, code, known.not_after)


def _plain_pass(gate: Gate, entitlement: Entitlement, now: datetime) -> tuple[Pass, str]:
    plain = Pass(PassId(hex_id(gate.dice.random(ID_BYTES))), entitlement.id, None, None, entitlement.not_after)
    claims = Claims(place=entitlement.place, pass_id=plain.id, issued_at=now.replace(microsecond=0),
                    not_after=entitlement.not_after, purpose=None, model=None, sealed=None)
    return plain, issue(claims, gate.mint.signer, gate.mint.kid)
