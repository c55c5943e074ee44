"""Recording: faces first record, then act; other lanes act, then record, and never wait for the ledger."""

from menshen.acts.gate import Gate
from menshen.errors import UnavailableError
from menshen.ledger.event import event
from menshen.terms import PlaceId, timestamp


def record(gate: Gate, kind: str, place: PlaceId, /, **fields: object) -> int:
    """Record one event, durable on return, and its index; UnavailableError means that nothing may follow it.

    Events that had to wait are recorded before it, after a `gap` event that says how many they are.
    """
    waiting = gate.moment.spooled()
    if waiting:
        gate.ledger.append(event("gap", gate.clock.now(), place, spooled=len(waiting)))
        for late in waiting:
            gate.ledger.append(late)
            gate.moment.unspool(1)
    return gate.ledger.append(event(kind, gate.clock.now(), place, **fields))


def record_after(gate: Gate, kind: str, place: PlaceId, /, **fields: object) -> None:
    """Record what has already been done; where the ledger cannot be written the event waits in memory."""
    done = event(kind, gate.clock.now(), place, **fields)
    try:
        record(gate, kind, place, **fields)
    except UnavailableError:
        gate.moment.spool(done)


def count(gate: Gate, name: str) -> None:
    """Add one to today's counter `name`; a count that cannot be kept is lost, never waited for."""
    try:
        gate.store.count(name, timestamp(gate.clock.now())[:10])
    except UnavailableError:
        return
