"""Enrol: from frames to a face pass. The reference leaves in the person's own pass and stays nowhere else.

On a grant for hands-free, which is another one, it stays here instead, sealed (`menshen.acts.kept`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from menshen.acts import hands_free
from menshen.acts.forgetting import decoded, forgotten, looked
from menshen.acts.gate import Gate
from menshen.acts.ground import FROZEN, frozen, permit_for, standing, still_live
from menshen.acts.kept import Kept, keep
from menshen.acts.recording import record, record_after
from menshen.acts.records import Pass, Tie
from menshen.acts.waiting import Waiting, late, take, wait
from menshen.consent.grant import Grant
from menshen.consent.prompt import token_hash
from menshen.errors import InputError
from menshen.faces.found import reference_from
from menshen.faces.template import quantise
from menshen.law.permit import Permit
from menshen.passes.claims import IV_BYTES, Binding, Claims
from menshen.passes.code import issue
from menshen.passes.seal import KEY_BYTES, seal
from menshen.terms import (
    ID_BYTES,
    Act,
    Area,
    Capture,
    GrantId,
    Image,
    PassId,
    Purpose,
    Reason,
    Refusal,
    hex_id,
    timestamp,
)

MIN_FRAMES = 3
ENOUGH_PX = 960
"""Who enrols fills the picture: more pixels would be decoded for nothing."""
WHOLE_FRAME = Area(0, 0, 1, 1)


@dataclass(frozen=True, slots=True)
class Enrolled:
    """The face pass as the text of its code: handed to the person once, and not kept."""

    pass_id: PassId
    code: str
    not_after: datetime


def permit_enrolment(gate: Gate, secret: str) -> Waiting | Refusal:
    """A permit for the holder of a receipt to enrol on its grant; held in memory until frames come or it is late."""
    tie = gate.store.tie_by_receipt(token_hash(secret))
    if tie is None:
        return Refusal(Reason.RECEIPT_UNKNOWN)
    grant = gate.store.grant(tie.grant)
    if grant is not None and frozen(gate, grant.place):
        return FROZEN
    refusal = hands_free.refused(gate, tie) if tie.purpose is Purpose.ENTRY_HANDS_FREE else None
    permit = refusal or permit_for(gate, Act.ENROL, tie, None)
    return permit if isinstance(permit, Refusal) else wait(gate, permit)


def take_permit(gate: Gate, token: str) -> Permit | Refusal:
    """The held permit, once: asked before a byte of any picture is read."""
    held = take(gate, token)
    if held is None or held.scope.act is not Act.ENROL:
        return Refusal(Reason.PERMIT_MISSING, ("cn-spc-2021/2.3",))
    return held


def enrol(gate: Gate, permit: Permit, pictures: Sequence[bytes]) -> Enrolled | Kept | Refusal:
    """Look at 3 to 12 pictures of one person under `permit`, and issue the face pass, or keep what hands-free needs."""
    if not MIN_FRAMES <= len(pictures) <= Capture.MAX_FRAMES:
        raise InputError(f"{len(pictures)} pictures came; {MIN_FRAMES} to {Capture.MAX_FRAMES} are needed to enrol")
    grant = gate.store.grant(GrantId(permit.scope.basis))
    tie = None if grant is None else gate.store.tie(grant.id)
    if grant is None or tie is None:
        return Refusal(Reason.GRANT_ENDED, ("cn-spc-2021/2.3",))
    refusal = _no_longer(gate, permit, grant, tie)
    if refusal is not None:
        return refusal
    with decoded(gate, pictures, ENOUGH_PX) as frames:
        reference = _reference(gate, permit, frames)
    if isinstance(reference, Refusal):
        return reference
    with gate.moment.writing():
        if frozen(gate, grant.place):
            return FROZEN
        if not still_live(gate, tie):
            return Refusal(Reason.GRANT_ENDED, ("cn-spc-2021/2.3",))
        finish = keep if grant.purpose is Purpose.ENTRY_HANDS_FREE else _hand_over
        return finish(gate, grant, tie, reference)


def _no_longer(gate: Gate, permit: Permit, grant: Grant, tie: Tie) -> Refusal | None:
    """Why nobody is looked at any more: pictures come after the permit, by seconds where the line is slow."""
    if late(gate, permit):
        return Refusal(Reason.PERMIT_MISSING)
    return FROZEN if frozen(gate, grant.place) else standing(gate, Act.ENROL, tie, None)


def _reference(gate: Gate, permit: Permit, frames: tuple[Image, ...]) -> bytes | Refusal:
    with looked(gate, Capture(permit.scope.capture, frames, WHOLE_FRAME), permit) as look:
        found = reference_from(look, gate.point)
    outcome = found.reason.value if isinstance(found, Refusal) else "enrolled"
    record_after(gate, "look", permit.scope.place, permit=permit.scope.permit, capture=permit.scope.capture,
                 begun=timestamp(look.begun), outcome=outcome)
    if isinstance(found, Refusal):
        return found
    with forgotten(found):
        return quantise(found)


def _hand_over(gate: Gate, grant: Grant, tie: Tie, reference: bytes) -> Enrolled:
    """Issue the pass. Order: ledger, key file, store; each without the next opens nothing."""
    not_after = grant.not_after.replace(microsecond=0)
    pass_id = PassId(hex_id(gate.dice.random(ID_BYTES)))
    binding = Binding(grant.place, pass_id, grant.purpose, gate.engine.model, not_after)
    key = gate.dice.random(KEY_BYTES)
    claims = Claims(place=binding.place, pass_id=binding.pass_id, issued_at=gate.clock.now().replace(microsecond=0),
                    not_after=not_after, purpose=binding.purpose, model=binding.model,
                    sealed=seal(reference, pass_key=key, iv=gate.dice.random(IV_BYTES), binding=binding))
    record(gate, "enrolled", grant.place, grant=grant.id, model=gate.engine.model)
    # A grant has one face pass: enrolling again destroys what could open the earlier one.
    for earlier in gate.store.passes_of(tie.entitlement):
        if earlier.grant == grant.id:
            gate.store.revoke_pass(earlier.id)
    gate.keys.erase(grant.id)
    gate.keys.put(binding.pass_id, grant.id, key)
    # CRASH POINT: a key without its pass opens nothing; the next enrolment or the grant's end erases it.
    gate.store.save_face_pass(Pass(binding.pass_id, tie.entitlement, grant.purpose, grant.id, not_after))
    return Enrolled(binding.pass_id, issue(claims, gate.mint.signer, gate.mint.kid), not_after)
