"""Timing: how long a lane takes from a person's first act to the open door, as a sum and a number for each day.

The first act is the first showing, within the last minute, of the pass that opens; so tries that did not open count.
No person, no hour: what is kept are two daily counters for each lane of a place. They are written a moment later, as
nobody waits before a door for a counter; a machine that loses its power loses the last seconds of them.
"""

from menshen.acts.gate import Gate
from menshen.acts.recording import count, keep_counts
from menshen.acts.records import Door
from menshen.audit.register import OPENINGS, OPENINGS_MS, counter
from menshen.terms import Lane, PassId


def first_act(gate: Gate, door: Door, pass_id: PassId, began_ms: float) -> float:
    """When whoever shows this pass began at this door, by the stopwatch; `began_ms` where this is the first act."""
    return gate.moment.first_act(door.place, door.id, pass_id, began_ms)


def through(gate: Gate, door: Door, lane: Lane, since_ms: float, pass_id: PassId | None = None) -> None:
    """Somebody whose first act was at `since_ms` is through by `lane`; what was remembered of them is forgotten."""
    if pass_id is not None:
        gate.moment.forget_act(door.place, door.id, pass_id)
    gate.moment.tally(door.place, lane, max(0.0, gate.clock.stopwatch_ms() - since_ms))


def keep_times(gate: Gate) -> None:
    """Write what was tallied and counted since the last time into the day's counters."""
    for (place, lane), (openings, total_ms) in gate.moment.take_tallies(gate.clock.stopwatch_ms()).items():
        count(gate, counter(OPENINGS, place, lane), openings)
        count(gate, counter(OPENINGS_MS, place, lane), round(total_ms))
    keep_counts(gate)
