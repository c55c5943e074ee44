"""The short memory: a permit in flight and the window of a shown code last for seconds, whatever the clock does."""

from datetime import UTC, datetime, timedelta

import pytest

from menshen.edges.machine.moment import Memory
from menshen.law.permit import Permit
from menshen.terms import Act, CaptureId, DoorId, PermitId, PlaceId, Purpose, Scope

NOW = datetime(2026, 5, 1, tzinfo=UTC)
SECONDS = timedelta(seconds=8)
MOMENT = timedelta(microseconds=1)
PLACE, DOOR = PlaceId("garden"), DoorId("north")


@pytest.mark.parametrize(("at", "code"), [
    (NOW, "MS1:"), (NOW + SECONDS, "MS1:"), (NOW + SECONDS + MOMENT, None), (NOW - MOMENT, None)])
def test_a_window_is_open_from_its_code_to_its_end(at: datetime, code: str | None) -> None:
    """The code of a window is taken once and in time; a clock that was set back finds the window shut."""
    memory = Memory()
    memory.open_window(PLACE, DOOR, "MS1:", NOW, NOW + SECONDS)
    assert memory.take_window(PLACE, DoorId("south"), at) is None
    assert memory.take_window(PLACE, DOOR, at) == code
    assert memory.take_window(PLACE, DOOR, NOW) is None


@pytest.mark.parametrize(("at", "held"), [
    (NOW, True), (NOW + SECONDS, True), (NOW + SECONDS + MOMENT, False), (NOW - MOMENT, False)])
def test_a_permit_is_taken_from_its_making_to_its_end(at: datetime, held: bool) -> None:
    """A held permit is taken once and in time; a clock that was set back finds none."""
    memory = Memory()
    permit = Permit(Scope(act=Act.ENROL, place=PLACE, door=None, purpose=Purpose.ENTRY_BY_PASS, basis="d" * 32,
                          capture=CaptureId("a" * 32), permit=PermitId("b" * 32), issued_at=NOW,
                          not_after=NOW + SECONDS))
    memory.hold("token", permit)
    assert (memory.take("token", at) is permit) == held
    assert memory.take("token", NOW) is None
