"""Parts that do not answer for a while: the other lanes go on, and what had to wait is recorded with its gap."""

import pytest
from support.faults import Fault
from support.world import World

from menshen.acts.recording import LATE
from menshen.acts.withdraw import Ended
from menshen.consent.prompt import Answer
from menshen.errors import EvidenceError, UnavailableError
from menshen.terms import Lane, Reason, Refusal


def _away(*ports: str) -> Fault:
    return Fault(0, ports=frozenset(ports), lasting=True, error=lambda: UnavailableError("it does not answer"))


def test_the_pass_lane_waits_for_no_ledger(world: World) -> None:
    """Without a ledger the pass lane opens; afterwards the log has a gap that says how much waited, and all of it."""
    resident = world.entitle()
    with world.failing(_away("ledger")):
        assert [world.walk_up(code=resident.pass_code).opened for _ in range(3)] == [Lane.PASS] * 3
        assert world.walk_up(code="MS1:UNREADABLE").opened is None
    world.pass_time(LATE)
    world.walk_up(code=resident.pass_code)
    kinds = [(event["type"], event.get("spooled")) for event in world.events()][-6:]
    assert kinds == [("gap", 5), *[("opened", None)] * 3, ("not-opened", None), ("opened", None)]
    world.check()


@pytest.mark.parametrize("part", ["engine", "keys", "ledger"])
def test_the_pass_lane_waits_for_nothing_of_the_face_lane(world: World, part: str) -> None:
    """Whatever part of the face lane is away, a plain pass opens."""
    resident = world.entitle()
    with world.failing(_away(part)):
        assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    world.check()


def test_without_a_ledger_nobody_is_looked_at(world: World) -> None:
    """The permit cannot be put on record, so there is no look; with the ledger back there is."""
    resident = world.move_in()
    with world.failing(_away("ledger")), pytest.raises(UnavailableError):
        world.walk_up(resident.person, code=resident.face_code)
    assert world.gate.engine.looks() == 1
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    world.check()


@pytest.mark.parametrize("after", [False, True])
def test_a_look_that_the_ledger_seemed_not_to_take_is_on_record_once(world: World, *, after: bool) -> None:
    """A look whose recording failed is in the log before the door opens, once, whether it had been written or not."""
    resident = world.move_in()
    fault = Fault(1, after=after, ports=frozenset({"ledger"}), error=lambda: UnavailableError("the disk is full"))
    with world.failing(fault):
        assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    assert [event["type"] for event in world.events()][-3:] == ["permit", "look", "opened"]
    world.check()


def test_a_look_without_a_ledger_opens_nothing(world: World) -> None:
    """A ledger that goes away during the look keeps the door shut; the look is on record once it is back."""
    resident = world.move_in()
    lasting = Fault(1, ports=frozenset({"ledger"}), lasting=True, error=lambda: UnavailableError("the disk is full"))
    with world.failing(lasting), pytest.raises(UnavailableError):
        world.walk_up(resident.person, code=resident.face_code)
    assert not world.openings
    world.pass_time(LATE)
    world.walk_up(code=resident.pass_code)
    assert [event["type"] for event in world.events()][-4:] == ["permit", "gap", "look", "opened"]
    world.check()


def test_a_damaged_ledger_stops_faces_and_nothing_else(world: World) -> None:
    """Where the ledger is not what it was, no face is looked at, and the pass lane goes on."""
    resident = world.move_in()
    damaged = Fault(0, ports=frozenset({"ledger"}), lasting=True, error=lambda: EvidenceError("entries are missing"))
    with world.failing(damaged):
        assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
        with pytest.raises(EvidenceError):
            world.walk_up(resident.person, code=resident.face_code)
    world.check()


def test_withdrawing_waits_for_no_ledger(world: World) -> None:
    """Without a ledger a withdrawal erases at once, and is recorded when the ledger is back."""
    resident = world.move_in()
    with world.failing(_away("ledger")):
        ended = world.withdraw(resident)
        assert isinstance(ended, Ended)
        assert ended.index is None
    assert world.keys.grants() == frozenset()
    world.pass_time(LATE)
    world.walk_up(code=resident.pass_code)
    assert [event["type"] for event in world.events()][-3:] == ["gap", "withdrawn", "opened"]
    world.check()


def test_declining_waits_for_no_ledger(world: World) -> None:
    """A no is a no without a ledger too."""
    resident = world.entitle()
    world.ask(resident)
    with world.failing(_away("ledger")):
        world.answer(resident, Answer.DECLINE)
    assert resident.declined
    world.check()


def test_an_end_that_could_not_be_carried_out_comes_before_the_next_look(world: World) -> None:
    """A withdrawal that the key file could not carry out is carried out before anybody is looked at again."""
    hers, other = world.move_in(), world.move_in()
    with world.failing(_away("keys")), pytest.raises(UnavailableError):
        world.withdraw(hers)
    assert not world.memory.settled()
    assert world.walk_up(other.person, code=other.face_code).opened is Lane.FACE
    assert world.memory.settled()
    assert len(world.keys.grants()) == 1
    world.check()


def test_a_door_that_does_not_move_is_not_said_to_have_let_anybody_in(world: World) -> None:
    """Where the door does not answer a pass, the desk is offered, and the log says that it may have opened."""
    resident = world.entitle()
    with world.failing(_away("drive")):
        admission = world.walk_up(code=resident.pass_code)
    assert (admission.refusal, admission.lanes) == (Refusal(Reason.DOOR_UNANSWERED), (Lane.DESK, Lane.PASS))
    assert (world.events()[-1]["type"], world.events()[-1]["reason"]) == ("not-opened", "door-unanswered")
    world.check()


def test_a_door_that_does_not_answer_a_face_is_on_record_twice(world: World) -> None:
    """By face it was recorded as opened before, as it may have, and afterwards that the door did not say so."""
    resident = world.move_in()
    with world.failing(_away("drive")):
        assert world.walk_up(resident.person, code=resident.face_code).refusal == Refusal(Reason.DOOR_UNANSWERED)
    assert [event["type"] for event in world.events()[-2:]] == ["opened", "not-opened"]
    world.check()
