"""Guardians: who says that somebody may consent for a child, and with what that person shows it to a kiosk.

Two ways. The desk has seen that it is so, and attests it: the guardian then shows their own pass, or, who is not
entitled here, a token that the desk hands out. Or the desk, when it entitled the child, named a resident who may attest
it, who does so by showing their own pass beside the child's. Nobody else's pass claims a child. No paper is copied.
Source: cn-spc-2021 art. 2(3); Measures 2025 art. 7; PIPL art. 31.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from menshen.acts.gate import Gate
from menshen.acts.holding import held_pass
from menshen.acts.recording import record
from menshen.acts.records import Entitlement, Guardian
from menshen.acts.withdraw import end_grant
from menshen.consent.grant import GrantState
from menshen.consent.prompt import token_hash
from menshen.errors import InputError
from menshen.terms import ID_BYTES, AgeBand, Attester, EntitlementId, Purpose, Reason, Refusal, hex_id

ARTICLES = ("cn-spc-2021/2.3", "cn-measures-2025/7")
NEEDED = Refusal(Reason.GUARDIAN_NEEDED, ARTICLES)
UNKNOWN = Refusal(Reason.GUARDIAN_UNKNOWN, ARTICLES)
TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True)
class Attested:
    """What the desk hands the guardian: a token until `not_after`, or None, as their own pass will do."""

    token: str | None
    not_after: datetime


def attest(gate: Gate, child: EntitlementId, guardian: EntitlementId | None) -> Attested:
    """The desk has seen that this is the child's guardian: an adult entitled here, or whoever is handed the token."""
    with gate.moment.writing():
        known = _child(gate, child)
        if guardian is not None:
            made, token = _by_pass(gate, known, guardian, Attester.DESK), None
        else:
            token = base64.urlsafe_b64encode(gate.dice.random(TOKEN_BYTES)).rstrip(b"=").decode()
            until = min(gate.clock.now() + gate.durations.guardian_token, known.not_after)
            made = Guardian(hex_id(gate.dice.random(ID_BYTES)), known.id, Attester.DESK, None, token_hash(token), until)
        record(gate, "guardian.attested", known.place, attestation=made.attestation, by=made.by.value)
        # CRASH POINT: attested on record and not saved lets nobody consent; the desk attests again.
        gate.store.save_guardian(made)
    return Attested(token, made.not_after)


def named(gate: Gate, child: Entitlement, guardians: Sequence[EntitlementId]) -> tuple[Guardian, ...]:
    """The rows of those who may attest that they are the child's guardians; InputError where somebody may not."""
    if guardians and child.age_band is not AgeBand.UNDER_14:
        raise InputError(f"guardians are named for under-14; the age band that came is {child.age_band}")
    return tuple(_by_pass(gate, child, guardian, Attester.PASS) for guardian in dict.fromkeys(guardians))


def asked_of(gate: Gate, person: Entitlement, proof: str | None) -> Guardian | Refusal | None:
    """Whom to ask about this person's face: None is the person; of a child it is the guardian who shows `proof`."""
    if person.age_band is not AgeBand.UNDER_14:
        if proof is not None:
            raise InputError("a guardian's pass or token came; whoever is fourteen or older is asked alone")
        return None
    if proof is None:
        return NEEDED
    rows, hashed = gate.store.guardians_of(person.id), token_hash(proof)
    by_token = next((row for row in rows if row.token_hash == hashed), None)
    if by_token is not None:
        return by_token if gate.clock.now() < by_token.not_after else UNKNOWN
    held = held_pass(gate, proof, person.place)
    # A face pass speaks for a face, not for whoever carries it.
    if isinstance(held, Refusal) or held.record.purpose is not None:
        return UNKNOWN
    return next((row for row in rows if row.guardian == held.entitlement.id), UNKNOWN)


def attested(gate: Gate, child: EntitlementId, attestation: str) -> Guardian | None:
    """The row of this attestation, where it still stands: an answer for a child counts only while it does."""
    return next((row for row in gate.store.guardians_of(child) if row.attestation == attestation), None)


def release_wards(gate: Gate, guardian: EntitlementId) -> None:
    """A guardian's pass was lost: what was consented to with it ends, and no prompt opened with it can be answered.

    The caller holds `moment.writing()`.
    """
    for ward in gate.store.wards_of(guardian):
        for purpose in Purpose:
            tie = gate.store.tie_of(ward.child, purpose)
            grant = None if tie is None else gate.store.grant(tie.grant)
            prompt = None if grant is None else gate.store.prompt_by_id(grant.prompt)
            if grant is not None and prompt is not None and prompt.guardian == ward.attestation:
                end_grant(gate, grant.id, GrantState.WITHDRAWN)
        gate.store.forget_prompts(ward.child)


def _by_pass(gate: Gate, child: Entitlement, guardian: EntitlementId, by: Attester) -> Guardian:
    known = gate.store.entitlement(guardian)
    now = gate.clock.now()
    if known is None or known.place != child.place or known.not_after <= now or known.age_band is not AgeBand.ADULT:
        raise InputError("the guardian is not an adult who is entitled at the child's place",
                         hint="name the entitlement of one, or none: the desk then hands out a token")
    # The relation keeps its id when the desk attests what it had only named: a consent may stand on it.
    earlier = next((row for row in gate.store.guardians_of(child.id) if row.guardian == guardian), None)
    attestation = hex_id(gate.dice.random(ID_BYTES)) if earlier is None else earlier.attestation
    return Guardian(attestation, child.id, by, guardian, None, child.not_after)


def _child(gate: Gate, child: EntitlementId) -> Entitlement:
    known = gate.store.entitlement(child)
    if known is None or known.not_after <= gate.clock.now():
        raise InputError("no entitlement of this id holds", hint="entitle the child first")
    if known.age_band is not AgeBand.UNDER_14:
        raise InputError(f"a guardian is attested for under-14; this person's age band is {known.age_band}")
    return known
