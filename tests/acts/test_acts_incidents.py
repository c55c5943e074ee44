"""Incidents: a suspicion freezes every face lane of a place at once, and other lanes go on."""

from collections.abc import Callable

import pytest
from support.compound import PLACE, Resident, door
from support.emergencies import LOST_CHILD, NEXT_DOOR, SAID
from support.faults import Crash, Fault
from support.world import World

from menshen.acts.ask import Agreed
from menshen.acts.enrol import permit_enrolment
from menshen.acts.ground import permit_for, still_live
from menshen.acts.incidents import open_incident, suspicion
from menshen.acts.records import Door
from menshen.audit.incident import KINDS, to_people
from menshen.consent.prompt import Answer
from menshen.emergencies import Breach
from menshen.errors import InputError, UnavailableError
from menshen.terms import Act, IncidentId, Lane, PlaceId, PublicationKind, Reason, Refusal

FROZEN = ("cn-measures-2025/14", "cn-spc-2021/2.8")


def _away() -> Fault:
    return Fault(0, ports=frozenset({"ledger"}), lasting=True, error=lambda: UnavailableError("away"))


def _agreed(world: World) -> Resident:
    resident = world.entitle()
    world.ask(resident)
    assert isinstance(world.answer(resident, Answer.AGREE), Agreed)
    return resident


def test_frozen_nobody_is_looked_at_and_the_other_lanes_go_on(world: World) -> None:
    """From the moment of the suspicion no face opens, enrols or is identified; a plain pass opens as before."""
    resident, half_way = world.move_in(), _agreed(world)
    world.emergencies.order()
    looks = len(world.sights)
    incident = world.emergencies.freeze()
    admission = world.walk_up(resident.person, code=resident.face_code)
    assert admission.refusal == Refusal(Reason.FACE_LANE_FROZEN, FROZEN)
    assert admission.lanes == (Lane.DESK, Lane.PASS)
    assert world.enrol(half_way) == Refusal(Reason.FACE_LANE_FROZEN, FROZEN)
    ordered = world.emergencies.pass_by(LOST_CHILD).refusal
    assert ordered is not None
    assert ordered.reason is Reason.NO_CODE, "nobody is told of a look that is not made"
    assert len(world.sights) == looks
    assert world.walk_up(code=resident.pass_code).opened is Lane.PASS
    world.emergencies.thaw(incident)
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    world.check()


def test_the_law_refuses_too(world: World) -> None:
    """Past the shut lane, the suspicion is a fact that no ground outweighs."""
    resident = world.move_in()
    tie = world.store.tie(resident.grant) if resident.grant else None
    assert tie is not None
    world.emergencies.freeze()
    for act, at in ((Act.ENROL, None), (Act.VERIFY, world.store.doors(PLACE)[0])):
        refused = permit_for(world.gate, act, tie, at)
        assert isinstance(refused, Refusal)
        assert refused.reason is Reason.LAW
        assert set(FROZEN) <= set(refused.articles)


def test_a_freeze_survives_restarts_and_holds_for_new_doors(world: World) -> None:
    """A restart thaws nothing, and neither does a door that goes live, a lane that is mended or a new declaration."""
    world.emergencies.freeze()
    world.restart()
    live = world.switch_on(door(id=NEXT_DOOR))
    assert isinstance(live, Door)
    assert not live.face_open()
    world.set_lane(Lane.PASS, up=False)
    world.set_lane(Lane.PASS, up=True)
    world.open_house()
    assert all(one.frozen and not one.face_open() for one in world.store.doors(PLACE))
    assert [event["face_open"] for event in world.events() if event["type"] == "lane.changed"] == [False, False]
    world.check()


def test_a_place_thaws_with_its_last_incident(world: World) -> None:
    """Of two incidents the first that is closed opens nothing yet."""
    resident = world.move_in()
    first, second = world.emergencies.freeze(), world.emergencies.freeze()
    world.emergencies.thaw(first)
    assert world.walk_up(resident.person, code=resident.face_code).opened is None
    closed = world.emergencies.thaw(second)
    assert world.emergencies.thaw(second) == closed
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    world.check()


@pytest.mark.parametrize("enter", [
    lambda world, one: world.walk_up(one.person, code=one.face_code), lambda world, one: world.enrol(one),
], ids=["entering", "enrolling"])
def test_what_is_frozen_while_the_engine_looks_stays_shut(
    world: World, enter: Callable[[World, Resident], object],
) -> None:
    """A suspicion in the middle of a look opens no door and hands out no pass."""
    resident = world.move_in()
    code, keys = resident.face_code, dict(world.keys.held)
    world.eyes.meanwhile = world.emergencies.freeze
    result = enter(world, resident)
    refusal = result if isinstance(result, Refusal) else getattr(result, "refusal", None)
    assert refusal == Refusal(Reason.FACE_LANE_FROZEN, FROZEN)
    assert (resident.face_code, world.keys.held) == (code, keys)
    assert not world.openings
    world.check()


def test_a_permit_that_was_held_when_the_place_froze_is_worth_nothing(world: World) -> None:
    """A permit to enrol that was given before the suspicion is not spent after it."""
    resident = _agreed(world)
    permit = permit_enrolment(world.gate, resident.secret or "")
    assert not isinstance(permit, Refusal)
    world.emergencies.freeze()
    looks = len(world.sights)
    assert world.enrol(resident) == Refusal(Reason.FACE_LANE_FROZEN, FROZEN)
    assert len(world.sights) == looks


def test_a_freeze_waits_for_no_ledger_and_a_thaw_does(world: World) -> None:
    """Without a ledger a place freezes at once, and does not thaw; log and register follow when it is back."""
    resident = world.move_in()
    with world.failing(_away()):
        incident = world.emergencies.freeze()
        assert world.walk_up(resident.person, code=resident.face_code).opened is None
        with pytest.raises(UnavailableError):
            world.emergencies.thaw(incident)
    assert world.walk_up(resident.person, code=resident.face_code).opened is None
    assert not world.store.publications()
    world.emergencies.rounds()
    assert [event["type"] for event in world.events() if "incident" in event] == ["incident.opened"]
    assert len(world.store.publications()) == 1
    world.emergencies.thaw(incident)
    assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
    world.check()


def test_a_thaw_that_cannot_be_recorded_is_none(world: World) -> None:
    """Without a ledger a place stays frozen, and the log does not say later that it was thawed."""
    incident = world.emergencies.freeze()
    with world.failing(_away()), pytest.raises(UnavailableError):
        world.emergencies.thaw(incident)
    assert world.store.doors(PLACE)[0].frozen
    assert "incident.closed" not in {event["type"] for event in world.events()}
    world.emergencies.thaw(incident)
    assert not world.store.doors(PLACE)[0].frozen
    world.check()


def test_no_grant_carries_a_look_while_frozen(world: World) -> None:
    """Asked once more after a look, a grant at a frozen place does not stand, whoever asks."""
    resident = world.move_in()
    tie = world.store.tie(resident.grant) if resident.grant else None
    assert tie is not None
    assert still_live(world.gate, tie)
    world.emergencies.freeze()
    assert not still_live(world.gate, tie)


def test_a_freeze_that_a_crash_cut_off_is_on_record_afterwards(world: World) -> None:
    """A program that stopped after freezing has frozen, and puts it on record and into the register later."""
    cut = Fault(0, ports=frozenset({"ledger"}), error=Crash)
    with pytest.raises(Crash), world.failing(cut):
        world.emergencies.freeze()
    world.restart()
    assert all(one.frozen for one in world.store.doors(PLACE))
    world.emergencies.rounds()
    world.emergencies.rounds()
    assert [event["type"] for event in world.events() if "incident" in event] == ["incident.opened"]
    [published] = world.store.publications()
    assert published.document["suspected"] == "leak"
    world.check()


def test_the_register_says_what_is_suspected_and_what_was_found(world: World) -> None:
    """An incident is published at once, few people as few, and with what was found once it is closed."""
    world.move_in()
    incident = world.emergencies.freeze()
    [opened] = world.store.publications()
    assert opened.kind is PublicationKind.INCIDENT
    held = opened.document["held"]
    assert isinstance(held, dict)
    few = {"pass-keys": "<10", "ties": "<10", "entitlements": "<10"}
    assert {"carried-faces": "0", "sought-faces": "0", **few}.items() <= held.items()
    world.emergencies.thaw(incident)
    first, closing = world.store.publications()
    assert closing.document["found"] == {"zh": SAID.zh, "en": SAID.en}
    assert first.ended_at is not None
    assert closing.ended_at is not None


def test_what_is_held_is_counted(world: World) -> None:
    """Of carried passes no face is held, whoever enrolled; of a person sought under an order one is, while it lasts."""
    world.move_in()
    withdrawn = world.move_in()
    world.withdraw(withdrawn)
    world.entitle()
    order = world.emergencies.order()
    held = world.store.held(PLACE)
    assert held == dict.fromkeys(KINDS, 0) | {"sought-faces": 1, "pass-keys": 1, "ties": 1, "entitlements": 3}
    incident = world.emergencies.freeze()
    assert incident.held == held
    assert "cannot be changed" in to_people(suspicion(world.gate, incident)).en
    world.emergencies.end(order)
    assert "No face is kept here" in to_people(suspicion(world.gate, world.emergencies.freeze())).en
    assert set(world.store.held(PlaceId("elsewhere")).values()) == {0}


def test_an_unknown_place_or_incident_is_an_input_error(world: World) -> None:
    """Nothing freezes nowhere, and what was never opened is not closed."""
    officer = world.emergencies.officer(0)
    with pytest.raises(InputError, match="no place"):
        open_incident(world.gate, officer, PlaceId("nowhere"), Breach.LEAK, SAID)
    incident = world.emergencies.freeze()
    world.emergencies.thaw(incident)
    with pytest.raises(InputError, match="no incident"):
        suspicion(world.gate, world.emergencies.thaw(type(incident)(
            IncidentId("0" * 32), PLACE, Breach.LOSS, SAID, officer.id, incident.opened_at, {})))
