"""Withdraw: within one request the face is gone wherever it is, for what could open it is gone.

Order of writes, an INVARIANT: 1 the ledger records the end; 2 the key file is rewritten under a fresh epoch without the
grant's keys; 3 the store deletes tie and face passes and saves the ended grant. A crash after 1 is finished by `settle`
at the next start, and until then no face lane opens. Source: PIPL arts. 15, 47; Measures 2025 art. 6.
"""

from dataclasses import dataclass
from datetime import datetime

from menshen.acts.gate import Gate
from menshen.acts.recording import record
from menshen.consent.grant import Grant, GrantState
from menshen.consent.prompt import token_hash
from menshen.errors import EvidenceError
from menshen.terms import GrantId, Reason, Refusal

_KINDS = {GrantState.WITHDRAWN: "withdrawn", GrantState.EXPIRED: "expired"}


@dataclass(frozen=True, slots=True)
class Ended:
    """A deletion certificate: what was destroyed, when, and where the ledger says so."""

    grant: GrantId
    at: datetime
    keys_destroyed: int
    epoch: int
    index: int


def withdraw(gate: Gate, secret: str) -> Ended | Refusal:
    """End the grant whose receipt carries `secret`, and erase all that could open its face."""
    with gate.moment.writing():
        tie = gate.store.tie_by_receipt(token_hash(secret))
        if tie is None:
            return Refusal(Reason.RECEIPT_UNKNOWN)
        return end_grant(gate, tie.grant, GrantState.WITHDRAWN)


def end_grant(gate: Gate, grant_id: GrantId, state: GrantState) -> Ended:
    """End one grant; the caller holds `moment.writing()`."""
    grant = gate.store.grant(grant_id)
    if grant is None:
        raise EvidenceError("a tie names a grant that is not on record")
    now = gate.clock.now()
    index = record(gate, _KINDS[state], grant.place, grant=grant.id)
    gate.moment.settle(done=False)
    # CRASH POINT: recorded, not yet erased. `settle` finishes this.
    destroyed = _erase(gate, grant, state, now)
    gate.moment.settle(done=True)
    return Ended(grant.id, now, destroyed, gate.keys.epoch(), index)


def settle(gate: Gate) -> int:
    """Carry out every end on record that is not yet carried out, and end what time has ended; how many there were.

    Run at the start and after any restore, before a face lane opens. A grant whose keys are gone is ended too: somebody
    erased it, and an old database cannot bring it back.
    """
    with gate.moment.writing():
        gate.moment.settle(done=False)
        now = gate.clock.now()
        recorded = _ends_on_record(gate)
        finished = 0
        for grant in gate.store.grants():
            if grant.id in recorded and grant.state is GrantState.GIVEN:
                _erase(gate, grant, recorded[grant.id], now)
            elif grant.state is GrantState.GIVEN and grant.not_after <= now:
                end_grant(gate, grant.id, GrantState.EXPIRED)
            elif grant.state is GrantState.GIVEN and _lost_its_key(gate, grant):
                end_grant(gate, grant.id, GrantState.WITHDRAWN)
            else:
                continue
            finished += 1
        for orphan in gate.keys.grants() - {grant.id for grant in gate.store.grants() if grant.live(now)}:
            # CRASH POINT: a key was kept before its pass was saved, or an erasure stopped half way: nothing needs it.
            gate.keys.erase(orphan)
            finished += 1
        gate.moment.settle(done=True)
        return finished


def _erase(gate: Gate, grant: Grant, state: GrantState, now: datetime) -> int:
    destroyed = gate.keys.erase(grant.id)
    # CRASH POINT: the keys are gone and nothing opens; the tie is still there until the store has erased it.
    gate.store.erase(grant.ended(state, now))
    return destroyed


def _lost_its_key(gate: Gate, grant: Grant) -> bool:
    """Whether a face pass stands in the store that the key file no longer knows: the mark of an old database."""
    tie = gate.store.tie(grant.id)
    return tie is not None and any(
        held.grant == grant.id and not held.revoked and gate.keys.get(held.id) is None
        for held in gate.store.passes_of(tie.entitlement))


def _ends_on_record(gate: Gate) -> dict[GrantId, GrantState]:
    states = {kind: state for state, kind in _KINDS.items()}
    return {GrantId(str(entry.event["grant"])): states[str(entry.event["type"])]
            for entry in gate.ledger.entries() if entry.event is not None and entry.event["type"] in states}
