"""Findings on orders and incidents: none on an honest day, and each breach at its place with its article."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledger.example_log import GARDEN, MORNING, named

from menshen.audit.emergency import EMERGENCY, LAWFUL, SECURITY
from menshen.audit.evidence import findings
from menshen.ledger.event import event
from menshen.terms import Event, timestamp

UNTIL = timestamp(MORNING + timedelta(hours=2))


def made(kind: str, minute: int, **fields: object) -> Event:
    """One event of that day."""
    return event(kind, MORNING + timedelta(minutes=minute), GARDEN, **fields)


def permit(number: int, *, minute: int = 4, act: str = "identify", door: str | None = "north") -> Event:
    """A permit on the order."""
    return made("permit", minute, act=act, permit=named(f"permit {number}"), capture=named(f"frame {number}"),
                basis=named("order"), door=door)


def look(number: int, outcome: str = "not-same-person", *, minute: int = 4) -> Event:
    """What came of it."""
    return made("look", minute, permit=named(f"permit {number}"), capture=named(f"frame {number}"),
                begun=timestamp(MORNING + timedelta(minutes=minute)), outcome=outcome, door="north")


def match(number: int) -> Event:
    """The officers are told."""
    return made("order.matched", 5, order=named("order"), permit=named(f"permit {number}"), door="north")


OFFICERS = [made("officer.made", 0, officer=named(who)) for who in ("first", "second")]
DRAFTED = made("order.drafted", 1, order=named("order"), officer=named("first"), emergency="fire", doors=["north"],
               until=UNTIL, most_looks=2, statement="0b" * 32)
CONFIRMED = made("order.confirmed", 2, order=named("order"), officer=named("second"))
PICTURES = [permit(0, minute=3, act="enrol", door=None), look(0, "enrolled", minute=3)]
LOOKS = [permit(1), look(1), permit(2), look(2, "matched"), match(2)]
ENDED = made("order.ended", 6, order=named("order"), cause="looks", looks=2)
OPENED, CLOSED = (made(f"incident.{what}", 7, incident=named("incident"), **more)
                  for what, more in (("opened", {"suspected": "leak"}), ("closed", {})))
HONEST = [*OFFICERS, DRAFTED, CONFIRMED, *PICTURES, *LOOKS, ENDED, OPENED, CLOSED]
BEFORE = [*OFFICERS, DRAFTED, CONFIRMED, *PICTURES]
FORMER = made("officer.ended", 1, officer=named("first"))
BY_ITSELF = {**CONFIRMED, "officer": named("first")}


def found(events: list[Event]) -> list[tuple[str, str]]:
    """The findings on a log that is disclosed whole."""
    return [(one.article, one.what) for one in findings(enumerate(events))]


def test_an_honest_emergency_has_no_findings() -> None:
    """An order of two officers, its looks, its end, and an incident that was looked into: nothing to ask."""
    assert found(HONEST) == []


@given(st.sets(st.integers(0, len(HONEST) - 1)))
def test_an_honest_emergency_disclosed_in_part_has_no_findings(disclosed: set[int]) -> None:
    """Whatever part of an honest log is disclosed, what is withheld is not held against it."""
    assert findings((index, HONEST[index]) for index in sorted(disclosed)) == ()


@pytest.mark.parametrize(("events", "expected"), [
    ([*OFFICERS, DRAFTED, permit(1), look(1)], (EMERGENCY, "a look was permitted on an order that was not confirmed")),
    ([*BEFORE, ENDED, permit(1), look(1)], (EMERGENCY, "a look was permitted on an order that had ended")),
    ([*BEFORE, permit(1, minute=121), look(1, minute=121)],
     (EMERGENCY, "a look was permitted on an order that had ended")),
    ([*BEFORE, permit(1, door="south"), look(1)],
     (EMERGENCY, "a look was permitted at a door that its order does not name")),
    ([*BEFORE, permit(1, door=None), look(1)],
     (EMERGENCY, "a look was permitted at a door that its order does not name")),
    ([*BEFORE, {**permit(1), "place": "orchard"}, look(1)],
     (EMERGENCY, "a look was permitted at a door that its order does not name")),
    ([*BEFORE, *LOOKS, permit(3), look(3)], (EMERGENCY, "more looks were permitted than the order allows")),
    ([*OFFICERS, DRAFTED, BY_ITSELF], (EMERGENCY, "an order was confirmed by its own drafter")),
    ([*OFFICERS, CONFIRMED], (EMERGENCY, "an order was confirmed that nobody drafted")),
    ([*OFFICERS, DRAFTED, ENDED, CONFIRMED], (EMERGENCY, "an order was confirmed after it had ended")),
    ([*OFFICERS, DRAFTED, FORMER, CONFIRMED],
     (EMERGENCY, "an order was confirmed whose drafter's key had ended")),
    ([*OFFICERS, FORMER, DRAFTED], (EMERGENCY, "an order stands on a key that had ended")),
    ([OFFICERS[0], DRAFTED, CONFIRMED], (EMERGENCY, "an order stands on a key that was not made for an officer")),
    ([*OFFICERS[1:], DRAFTED], (EMERGENCY, "an order stands on a key that was not made for an officer")),
    ([*BEFORE, permit(1), look(1), match(1)],
     (EMERGENCY, "a match was told without a look on its order that matched")),
    ([*BEFORE, permit(1), look(1, "matched"), ENDED, match(1)],
     (EMERGENCY, "a match was told after its order had ended")),
    ([*BEFORE, permit(1), look(1, "matched"), {**match(1), "order": named("another order")}],
     (EMERGENCY, "a match was told without a look on its order that matched")),
    ([*OFFICERS, {**DRAFTED, "until": timestamp(MORNING + timedelta(hours=25))}],
     (EMERGENCY, "an order was drafted for longer than a day")),
    ([*BEFORE, permit(1, act="verify"), look(1)], (EMERGENCY, "a look was permitted that no order is for")),
    ([*BEFORE, permit(3, act="enrol", door=None), look(3, "enrolled")],
     (EMERGENCY, "more than one person was sought under one order")),
    ([*BEFORE, OPENED, permit(1), look(1)], (SECURITY, "a look was permitted while the face lanes were frozen")),
])
def test_each_breach_is_found(events: list[Event], expected: tuple[str, str]) -> None:
    """Each breach of an order or a freeze is one finding, with its article."""
    assert found(events) == [expected]


def test_no_door_opens_by_an_order_or_while_it_is_frozen() -> None:
    """A face lane that opened on an order's look, or during an incident, is found."""
    live = made("door.live", 0, door="north", lanes=["face", "pass"], attended=True)
    opening = made("opened", 5, door="north", lane="face", permit=named("permit 1"))
    assert found([live, *BEFORE, permit(1), look(1, "matched"), opening]) == [
        (LAWFUL, "a door opened by an order, which opens and shuts none")]
    assert (SECURITY, "a face lane opened while it was frozen") in found([live, OPENED, opening])
    assert found([live, OPENED, made("opened", 8, door="north", lane="pass")]) == []


def test_a_second_incident_keeps_a_place_frozen() -> None:
    """Of two incidents both must be closed before a look is permitted again, and another place is not frozen."""
    second = {**OPENED, "incident": named("second")}
    frozen = (SECURITY, "a look was permitted while the face lanes were frozen")
    assert found([*BEFORE, OPENED, second, CLOSED, permit(1), look(1)]) == [frozen]
    assert found([*BEFORE, {**OPENED, "place": "orchard"}, permit(1), look(1)]) == []
