"""Opening: the last step of every admission. It asks nothing any more."""

from menshen.acts.gate import Gate
from menshen.acts.records import Door
from menshen.errors import UnavailableError
from menshen.terms import Lane, Reason, Refusal


def move(gate: Gate, door: Door, lane: Lane) -> Refusal | None:
    """Let one person through. A door that does not say that it opened may have: the refusal on record says so."""
    try:
        gate.drive.open(door.place, door.id, lane)
    except UnavailableError:
        return Refusal(Reason.DOOR_UNANSWERED)
    return None
