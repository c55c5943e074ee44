"""Events stay three years, and no longer."""

from datetime import timedelta

from support.world import World

from menshen.acts.disclose import disclose, verify_bundle
from menshen.acts.recording import catch_up
from menshen.acts.retention import EVENTS_KEPT, forget_events
from menshen.acts.withdraw import finish, settle


def disclosed(world: World) -> list[str]:
    """What an auditor reads in a bundle of everything that is still known."""
    return [str(one.event["type"]) for one in verify_bundle(disclose(world.ledger), None).verified.events]


def test_events_stay_three_years(world: World) -> None:
    """All of an event's three years it is disclosed, and after them never; what came later is proved as before."""
    lin = world.move_in()
    world.walk_up(lin.person, code=lin.face_code)
    first_day = [str(event["type"]) for event in world.events()]
    world.clock.moment += timedelta(days=366)
    settle(world.gate)
    bai = world.move_in()
    world.walk_up(bai.person, code=bai.face_code)
    catch_up(world.gate)
    everything = disclosed(world)
    world.clock.moment += EVENTS_KEPT - timedelta(days=366, seconds=1)
    assert forget_events(world.gate) == 0
    assert disclosed(world) == everything
    world.clock.moment += timedelta(days=1)
    assert forget_events(world.gate) == len(first_day)
    assert disclosed(world) == everything[len(first_day):]
    assert forget_events(world.gate) == 0


def test_what_was_forgotten_comes_back_by_no_end(world: World) -> None:
    """After its events are gone an ended grant stays ended, and nothing is recorded of it anew."""
    lin = world.move_in()
    world.withdraw(lin)
    world.clock.moment += EVENTS_KEPT + timedelta(days=1)
    forget_events(world.gate)
    size = world.ledger.size()
    finish(world.gate)
    assert settle(world.gate) == 0
    assert world.ledger.size() == size
