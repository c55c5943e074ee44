"""Recording: faces first record, then act; other lanes act, then record, and never wait for the ledger.

What waits is in memory: a machine that loses its power loses what it could not yet write, a fraction of a second of it
on an ordinary day.
"""

from contextlib import suppress
from datetime import timedelta

from menshen.acts.facts import CHINA
from menshen.acts.gate import Gate
from menshen.errors import EvidenceError, UnavailableError
from menshen.ledger.event import event
from menshen.terms import Event, PlaceId, timestamp

LATE = timedelta(seconds=1)
"""An event that had to wait longer was kept out by the ledger, and a `gap` says so."""

IN_DOUBT = 64
"""At most so many threads append at once: an entry that one of them could not vouch for is among the newest."""


def record(gate: Gate, kind: str, place: PlaceId, /, **fields: object) -> int:
    """Record one event, durable on return, and its index; UnavailableError means that nothing may follow it.

    Events that wait are recorded before it; where one waited for more than a second, after a `gap` that counts them.
    """
    return _write(gate, event(kind, gate.clock.now(), place, **fields))


def record_after(gate: Gate, kind: str, place: PlaceId, /, **fields: object) -> int | None:
    """Record what is done already, and its index; None where the ledger cannot be written: it waits in memory."""
    done = event(kind, gate.clock.now(), place, **fields)
    try:
        return _write(gate, done)
    except (UnavailableError, EvidenceError):
        # A damaged ledger stops the face lane at its next `record`, and nothing else.
        gate.moment.spool(done)
        return None


def record_later(gate: Gate, kind: str, place: PlaceId, /, **fields: object) -> None:
    """Keep what is done already for `catch_up`: whoever walked through does not wait for the ledger, busy or not."""
    gate.moment.spool(event(kind, gate.clock.now(), place, **fields))


def catch_up(gate: Gate) -> None:
    """Record what waits, in its order; one caller at a time, so that nothing is recorded twice.

    INVARIANT: no event is recorded before one that waits, so the log keeps the order in which things were done.
    """
    if not gate.moment.spooled():
        return
    with gate.moment.writing():
        waiting = gate.moment.spooled()
        if not waiting:
            return
        # An append that failed may have been written all the same, and what follows it waits.
        written = [entry.event for entry in gate.ledger.newest(IN_DOUBT)]
        now = gate.clock.now()
        if str(waiting[0]["at"]) < timestamp(now - LATE):
            gate.ledger.append(event("gap", now, PlaceId(str(waiting[0]["place"])), spooled=len(waiting)))
        for late in waiting:
            if late not in written:
                gate.ledger.append(late)
            gate.moment.unspool(1)


def _write(gate: Gate, new: Event) -> int:
    catch_up(gate)
    return gate.ledger.append(new)


def count(gate: Gate, name: str, by: int = 1) -> None:
    """Add to today's counter `name`. It is written a moment later: nobody waits before a door for a counter."""
    gate.moment.count(today(gate), name, by)


def keep_counts(gate: Gate) -> None:
    """Write what was counted since the last time; a count that cannot be kept is lost."""
    for (day, name), by in gate.moment.take_counts().items():
        with suppress(UnavailableError):
            gate.store.count(name, day, by)


def today(gate: Gate) -> str:
    """The date in China, where the gate's days begin and end: `2026-05-01`."""
    return gate.clock.now().astimezone(CHINA).date().isoformat()
