"""Withdraw: within one request the face is gone wherever it is, for what could open it is gone.

Order of writes, an INVARIANT: 1 the ledger records the end, or the event waits in memory, as nobody waits for a ledger
to withdraw; 2 the gallery's row is overwritten, and the key file rewritten under a fresh epoch without the grant's
keys; 3 the store deletes tie, face passes and kept reference and saves the ended grant. What stopped after 1 is
finished by `settle`, at the next start, before the next look or a few seconds later, and until then no face lane opens.
Source: PIPL arts. 15, 47; Measures 2025 art. 6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from menshen.acts.gate import Gate
from menshen.acts.kept import fill_gallery
from menshen.acts.order_ending import order_key, settle_orders
from menshen.acts.recording import record_after
from menshen.acts.records import key_name
from menshen.consent.grant import Grant, GrantState
from menshen.consent.prompt import token_hash
from menshen.errors import EvidenceError
from menshen.terms import GrantId, Reason, Refusal

_KINDS = {GrantState.WITHDRAWN: "withdrawn", GrantState.EXPIRED: "expired"}


@dataclass(frozen=True, slots=True)
class Ended:
    """A deletion certificate: what was destroyed, when, and where the ledger says so (None: it will, once it can)."""

    grant: GrantId
    at: datetime
    keys_destroyed: int
    epoch: int
    index: int | None


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
    settled = gate.moment.settled()
    gate.moment.settle(done=False)
    index = record_after(gate, _KINDS[state], grant.place, grant=grant.id)
    # CRASH POINT: recorded, not yet erased. `settle` finishes this.
    destroyed = _erase(gate, grant, state, now)
    # This end is carried out; another one that was not still keeps the face lanes shut.
    gate.moment.settle(done=settled)
    return Ended(grant.id, now, destroyed, gate.keys.epoch(), index)


def settle(gate: Gate) -> int:
    """Carry out every end on record that is not yet carried out, and end what time has ended; how many there were.

    Run at the start and after any restore, before a face lane opens, and from time to time. A grant whose keys are gone
    is ended too: somebody erased it, and an old database cannot bring it back.
    """
    with gate.moment.writing():
        recorded = _ends_on_record(gate)
        finished = sum(_carry_out(gate, grant, recorded) for grant in gate.store.grants())
        finished += settle_orders(gate)
        live = {grant.id for grant in gate.store.grants() if grant.live(gate.clock.now())}
        ordered = {order_key(order.id)[1] for order in gate.store.open_orders()}
        for orphan in gate.keys.grants() - live - ordered:
            # A key from before or after this database, which knows no grant or order that needs it.
            gate.keys.erase(orphan)
            finished += 1
        gate.moment.settle(done=True)
        # Only now: whoever withdrew is not unsealed once more.
        fill_gallery(gate)
        return finished


def finish(gate: Gate) -> int:
    """Carry out what an end has left undone, now that it may succeed; how many there were. Run every few seconds."""
    return 0 if gate.moment.settled() else settle(gate)


def _carry_out(gate: Gate, grant: Grant, recorded: Mapping[GrantId, GrantState]) -> bool:
    """End `grant` where it should have ended, and say whether it should."""
    now = gate.clock.now()
    if grant.state is not GrantState.GIVEN:
        return False
    if grant.id in recorded:
        gate.moment.settle(done=False)
        _erase(gate, grant, recorded[grant.id], now)
    elif grant.not_after <= now:
        end_grant(gate, grant.id, GrantState.EXPIRED)
    elif _lost_its_key(gate, grant):
        end_grant(gate, grant.id, GrantState.WITHDRAWN)
    else:
        return False
    return True


def _erase(gate: Gate, grant: Grant, state: GrantState, now: datetime) -> int:
    gate.gallery.erase(grant.id)
    destroyed = gate.keys.erase(grant.id)
    # CRASH POINT: the keys are gone and nothing opens; the tie is still there until the store has erased it.
    gate.store.erase(grant.ended(state, now))
    return destroyed


def _lost_its_key(gate: Gate, grant: Grant) -> bool:
    """Whether the store has a face pass or reference that the key file no longer knows: the mark of an old database."""
    if gate.references.of(grant.id) is not None and gate.keys.get(key_name(grant.id)) is None:
        return True
    tie = gate.store.tie(grant.id)
    return tie is not None and any(
        held.grant == grant.id and not held.revoked and gate.keys.get(held.id) is None
        for held in gate.store.passes_of(tie.entitlement))


def _ends_on_record(gate: Gate) -> dict[GrantId, GrantState]:
    """The grants whose end is in the ledger, or waits for it; a log of before a restore speaks, too."""
    states = {kind: state for state, kind in _KINDS.items()}
    recorded = (entry.event for entry in gate.ledger.entries() if entry.event is not None)
    return {GrantId(str(event["grant"])): states[str(event["type"])]
            for event in (*gate.ledger.earlier(), *recorded, *gate.moment.spooled()) if event["type"] in states}
