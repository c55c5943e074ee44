"""A door whose controller asks: it sent the frame, and the answer it gets is what opens it."""

from menshen.terms import DoorId, Lane, PlaceId


class AnsweredDoor:
    """The answer to the controller's own request carries `opened` (implements `acts.ports.DoorDrive`)."""

    def open(self, place: PlaceId, door: DoorId, lane: Lane) -> None:
        """The answer opens the door."""
