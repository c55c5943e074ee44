"""A relay is told to open, and believed only when it says that it did, soon."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

import pytest

from menshen.edges.doors.relay import TIMEOUT_S, RelayDoor
from menshen.errors import InputError, UnavailableError
from menshen.terms import DoorId, Lane, PlaceId

MOST_S = 2 * TIMEOUT_S + 1


@dataclass
class Relay:
    """A relay that opens whatever it is told to; `status` is its answer, `behaviour` what it does before or after."""

    status: int = 200
    behaviour: str = "prompt"
    told: list[object] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    url: str = ""


@pytest.fixture
def relay() -> Iterator[Relay]:
    """A relay that listens on a free port."""
    made = Relay()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            made.told.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            if made.behaviour == "late":
                made.over.wait(10)
                return
            self.send_response(made.status)
            self.send_header("content-length", "0" if made.behaviour == "prompt" else "9")
            self.end_headers()
            if made.behaviour == "endless":
                made.over.wait(10)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/open"
    yield made
    made.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


def let_through(relay: Relay) -> None:
    """Somebody is let through by the pass lane."""
    RelayDoor(relay.url).open(PlaceId("court"), DoorId("north"), Lane.PASS)


def test_a_relay_that_says_yes_has_opened(relay: Relay) -> None:
    """It is told where, and by which lane; of whom it is told nothing."""
    let_through(relay)
    assert relay.told == [{"place": "court", "door": "north", "lane": "pass"}]


@pytest.mark.parametrize("status", [302, 403, 500])
def test_a_relay_that_says_no_is_believed(relay: Relay, status: int) -> None:
    """Whatever is not a yes is a door that did not open."""
    relay.status = status
    with pytest.raises(UnavailableError):
        let_through(relay)


def test_a_late_relay_keeps_nobody_waiting(relay: Relay) -> None:
    """One that says nothing for a second may have opened, and is not waited for."""
    relay.behaviour = "late"
    began = monotonic()
    with pytest.raises(UnavailableError):
        let_through(relay)
    assert monotonic() - began < MOST_S


def test_what_a_relay_says_after_its_yes_is_not_waited_for(relay: Relay) -> None:
    """Its status opens; a body that never ends keeps nobody before the door."""
    relay.behaviour = "endless"
    began = monotonic()
    let_through(relay)
    assert monotonic() - began < MOST_S


def test_a_relay_that_is_not_there_has_not_opened() -> None:
    """Nobody listens on port 9 of this machine."""
    with pytest.raises(UnavailableError):
        let_through(Relay(url="http://127.0.0.1:9/open"))


@pytest.mark.parametrize("url", ["relay.local/open", "ftp://relay/open", "http://", "http://relay:north/open", "off"])
def test_an_address_that_is_none_is_refused_at_the_start(url: str) -> None:
    """Not before the first person stands at the door."""
    with pytest.raises(InputError, match="relay_url"):
        RelayDoor(url)
