"""Tickets in memory: each taken once, in time, and never too many of them."""

from datetime import UTC, datetime, timedelta

from menshen.acts.records import Ticket
from menshen.edges.machine.moment import MAX_TICKETS, Memory
from menshen.terms import DoorId, EntitlementId, Lane, PlaceId

NOW = datetime(2026, 5, 1, 8, 0, tzinfo=UTC)
TICKET = Ticket(EntitlementId("0" * 32), PlaceId("garden-app"), DoorId("sign-in"), Lane.PIN, NOW)


def test_a_ticket_is_taken_once_and_in_time() -> None:
    """The last moment is the ticket's own end; after it, or a second time, there is none."""
    memory = Memory()
    memory.hold_ticket("a", TICKET)
    assert memory.take_ticket("a", NOW) == TICKET
    assert memory.take_ticket("a", NOW) is None
    memory.hold_ticket("b", TICKET)
    assert memory.take_ticket("b", NOW + timedelta(microseconds=1)) is None


def test_of_too_many_tickets_the_oldest_goes() -> None:
    """Memory does not grow with sign-ins whose tickets nobody takes."""
    memory = Memory()
    for number in range(MAX_TICKETS + 1):
        memory.hold_ticket(str(number), TICKET)
    assert memory.take_ticket("0", NOW) is None
    assert memory.take_ticket("1", NOW) == TICKET
