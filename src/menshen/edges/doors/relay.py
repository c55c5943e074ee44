"""A door behind an HTTP relay: told to open, and believed only when it says that it did."""

import httpx

from menshen.errors import UnavailableError
from menshen.terms import DoorId, Lane, PlaceId

TIMEOUT_S = 1.0


class RelayDoor:
    """Posts `{"place", "door", "lane"}` to one address (implements `acts.ports.DoorDrive`). No person is named."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client = httpx.Client(timeout=TIMEOUT_S)

    def open(self, place: PlaceId, door: DoorId, lane: Lane) -> None:
        """Let one person through; UnavailableError where the relay does not say yes in 1 s."""
        try:
            self._client.post(self._url, json={"place": place, "door": door, "lane": lane.value}).raise_for_status()
        except httpx.HTTPError as e:
            raise UnavailableError("the door's relay did not answer", hint="the desk can open the door by hand") from e
