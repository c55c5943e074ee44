"""Recording: faces first record, then act; other lanes act, then record, and never wait for the ledger."""

from menshen.acts.gate import Gate
from menshen.errors import EvidenceError, UnavailableError
from menshen.ledger.event import event
from menshen.terms import Event, PlaceId, timestamp


def record(gate: Gate, kind: str, place: PlaceId, /, **fields: object) -> int:
    """Record one event, durable on return, and its index; UnavailableError means that nothing may follow it.

    Events that had to wait are recorded before it, after a `gap` event that says how many they are.
    """
    return _write(gate, place, event(kind, gate.clock.now(), place, **fields))


def record_after(gate: Gate, kind: str, place: PlaceId, /, **fields: object) -> int | None:
    """Record what is done already, and its index; None where the ledger cannot be written: it waits in memory."""
    done = event(kind, gate.clock.now(), place, **fields)
    try:
        return _write(gate, place, done)
    except (UnavailableError, EvidenceError):
        # A damaged ledger stops the face lane at its next `record`, and nothing else.
        gate.moment.spool(done)
        return None


def _write(gate: Gate, place: PlaceId, new: Event) -> int:
    if gate.moment.spooled():
        _catch_up(gate, place)
    return gate.ledger.append(new)


def _catch_up(gate: Gate, place: PlaceId) -> None:
    """Record what had to wait, in its order; one caller at a time, so that nothing is recorded twice."""
    with gate.moment.writing():
        waiting = gate.moment.spooled()
        if not waiting:
            return
        # An append that failed may have been written all the same.
        written = [entry.event for entry in gate.ledger.entries()]
        gate.ledger.append(event("gap", gate.clock.now(), place, spooled=len(waiting)))
        for late in waiting:
            if late not in written:
                gate.ledger.append(late)
            gate.moment.unspool(1)


def count(gate: Gate, name: str) -> None:
    """Add one to today's counter `name`; a count that cannot be kept is lost, never waited for."""
    try:
        gate.store.count(name, timestamp(gate.clock.now())[:10])
    except UnavailableError:
        return
