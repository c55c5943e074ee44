"""A door behind an HTTP relay: told to open, and believed only when it says that it did."""

import httpx

from menshen.errors import InputError, UnavailableError
from menshen.terms import DoorId, Lane, PlaceId

TIMEOUT_S = 1.0


class RelayDoor:
    """Posts `{"place", "door", "lane"}` to one address (implements `acts.ports.DoorDrive`). No person is named.

    InputError where the address is none that can be posted to.
    """

    def __init__(self, url: str) -> None:
        try:
            self._url = httpx.URL(url)
        except httpx.InvalidURL as e:
            raise _no_address() from e
        if self._url.scheme not in {"http", "https"} or not self._url.host:
            raise _no_address()
        # A relay stands beside its door; a proxy that the environment names for other things does not come between.
        self._client = httpx.Client(timeout=TIMEOUT_S, trust_env=False)

    def open(self, place: PlaceId, door: DoorId, lane: Lane) -> None:
        """Let one person through; UnavailableError where the relay is silent for 1 s, or says anything but yes."""
        told = {"place": place, "door": door, "lane": lane.value}
        try:
            # The status alone counts: whoever stands before the door does not wait for what follows it.
            with self._client.stream("POST", self._url, json=told) as answer:
                answer.raise_for_status()
        except httpx.HTTPError as e:
            raise UnavailableError("the door's relay did not answer", hint="the desk can open the door by hand") from e


def _no_address() -> InputError:
    return InputError("relay_url in menshen.toml is no address that can be posted to",
                      hint="write it as http://relay.local/open")
