"""Every call of every port fails, before it is carried out and after; the program starts again; all promises hold."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from support import hands_free
from support.app import (
    APP,
    choose_pin,
    enter_pin,
    open_app,
    sign_in,
    sign_up,
    statement,
    subscribe,
)
from support.compound import Resident, door, notice, place
from support.emergencies import LOST_CHILD
from support.faults import Crash, Fault
from support.histories import ANOTHER, choose, published, read
from support.world import World

from menshen.acts.emergency import Order
from menshen.acts.necessity import end_necessity, may_refuse, state_necessity
from menshen.acts.records import Pin
from menshen.acts.timing import keep_times
from menshen.acts.withdraw import Ended
from menshen.consent.prompt import Answer
from menshen.errors import UnavailableError
from menshen.terms import AgeBand, Lane

Act = Callable[[World, Resident], object]

CHANGES = frozenset({
    "store.save_place", "store.save_door", "store.save_notice", "store.save_entitlement", "store.mark_declined",
    "store.revoke_pass", "store.save_prompt", "store.answer", "store.save_face_pass", "store.erase", "store.count",
    "ledger.append", "keys.put", "keys.erase", "engine.look", "drive.open", "moment.hold", "moment.take",
    "store.save_history_pin", "store.try_history_pin", "store.forget_history_try", "moment.first_act",
    "moment.forget_act", "moment.tally", "moment.take_tallies", "moment.count", "moment.take_counts",
    "moment.open_window", "moment.take_window", "moment.settle", "moment.spool", "moment.unspool",
    "store.save_guardian", "store.spend_token", "store.forget_guardians",
    "store.save_order", "store.save_incident", "store.save_publication", "moment.hold_pictures",
    "moment.drop_pictures",
    "pins.save", "pins.forget", "pins.take_try", "pins.give_back_try",
    "moment.hold_ticket", "moment.take_ticket",
    "references.save", "references.forget", "gallery.put", "gallery.erase"})


def _open(world: World, resident: Resident) -> None:
    world.walk_up(resident.person, code=resident.face_code)


def _prompted(world: World, choice: Answer) -> Resident:
    resident = world.entitle()
    world.ask(resident)
    if choice is Answer.AGREE:
        world.answer(resident, choice)
    return resident


def _asked(world: World) -> Resident:
    return _prompted(world, Answer.DECLINE)


def _granted(world: World) -> Resident:
    return _prompted(world, Answer.AGREE)


def _asked_anew(world: World) -> Resident:
    resident = world.move_in()
    world.ask(resident, own_request=True)
    return resident


def _with_a_pin(world: World) -> Resident:
    resident = world.move_in()
    choose(world, resident)
    return resident


def _been_in(world: World) -> Resident:
    resident = world.move_in()
    world.walk_up(code=resident.pass_code)
    return resident


def _face_lane_alone(world: World) -> Resident:
    resident = world.move_in()
    world.others_down(resident)
    return resident


def _year_over(world: World) -> Resident:
    resident = world.move_in()
    world.pass_time(timedelta(days=366))
    return resident


def _guardian(world: World) -> Resident:
    """Whoever consents for the child of a scene: the first to be entitled."""
    return world.residents[0]


def _child_of_a_resident(world: World) -> Resident:
    return world.entitle(age=AgeBand.UNDER_14, guardians=[world.entitle()])


def _child_with_a_token(world: World) -> Resident:
    child = world.entitle(age=AgeBand.UNDER_14)
    world.attest(child)
    return child


def _guardian_asked(world: World) -> Resident:
    child = _child_of_a_resident(world)
    world.ask(child, guardian=_guardian(world))
    return child


def _guardian_asked_anew(world: World) -> Resident:
    child = world.bring_a_child()
    world.ask(child, own_request=True, guardian=_guardian(world))
    return child


def _ordered(world: World) -> Resident:
    resident = world.move_in()
    world.emergencies.order(most_looks=2)
    return resident


def _ordered_once(world: World) -> Resident:
    resident = world.move_in()
    world.emergencies.order(most_looks=1)
    return resident


def _drafted(world: World) -> Resident:
    resident = world.move_in()
    world.emergencies.draft()
    return resident


def _order_over(world: World) -> Resident:
    resident = _ordered(world)
    world.pass_time(timedelta(hours=2))
    return resident


def _frozen(world: World) -> Resident:
    resident = world.move_in()
    world.emergencies.freeze()
    return resident


def _newest(world: World) -> Order:
    return list(world.emergencies.drafts.values())[-1]


def _signed_up(world: World) -> Resident:
    open_app(world)
    return sign_up(world)


def _subscribed(world: World) -> Resident:
    open_app(world)
    return subscribe(world)


def _stated(world: World) -> Resident:
    open_app(world)
    state_necessity(world.gate, statement())
    return world.entitle()


def _hands_free_agreed(world: World) -> Resident:
    resident = hands_free.open_lane(world).entitle()
    hands_free.agree(world, resident)
    return resident


def _hands_free(world: World) -> Resident:
    return hands_free.move_in(hands_free.open_lane(world))


def _hands_free_year_over(world: World) -> Resident:
    resident = _hands_free(world)
    world.pass_time(timedelta(days=366))
    return resident


def _press(world: World, resident: Resident) -> None:
    hands_free.pressing(world, resident.person)


SCENES: dict[str, tuple[Callable[[World], Resident], Act]] = {
    "declare": (World.entitle, lambda world, _: world.open_house()),
    "publish": (World.move_in, lambda world, _: world.publish(notice(2))),
    "switch on alone": (World.move_in, lambda world, _: world.switch_on(door(lanes=frozenset({Lane.FACE})))),
    "redeclare": (World.move_in, lambda world, _: world.declare(place(injunction=True))),
    "lane down": (World.move_in, lambda world, _: world.set_lane(Lane.PASS, up=False)),
    "switch on anew beside lanes that are down": (_face_lane_alone, lambda world, _: world.switch_on(door())),
    "lane up": (_face_lane_alone, lambda world, _: world.set_lane(Lane.PASS, up=True)),
    "entitle": (World.entitle, lambda world, _: world.entitle()),
    "ask": (World.entitle, World.ask),
    "decline": (_asked, lambda world, resident: world.answer(resident, Answer.DECLINE)),
    "agree": (_asked, lambda world, resident: world.answer(resident, Answer.AGREE)),
    "agree again": (_asked_anew, lambda world, resident: world.answer(resident, Answer.AGREE)),
    "decline after all": (_asked_anew, lambda world, resident: world.answer(resident, Answer.DECLINE)),
    "enrol": (_granted, World.enrol),
    "enrol again": (World.move_in, World.enrol),
    "enter by pass": (World.entitle, lambda world, resident: world.walk_up(code=resident.pass_code)),
    "enter by face": (World.move_in, _open),
    "somebody else": (World.move_in, lambda world, resident: world.walk_up(world.somebody(), code=resident.face_code)),
    "reissue": (World.move_in, World.reissue),
    "withdraw": (World.move_in, World.withdraw),
    "withdraw unused": (_granted, World.withdraw),
    "expire": (_year_over, lambda world, _: world.rounds()),
    "choose a PIN": (_granted, choose),
    "read a history": (_with_a_pin, read),
    "try a PIN": (_with_a_pin, lambda world, resident: read(world, resident, ANOTHER)),
    "withdraw with a PIN": (_with_a_pin, World.withdraw),
    "keep the times": (_been_in, lambda world, _: keep_times(world.gate)),
    "read the register": (World.move_in, lambda world, _: published(world)),
    "entitle a child": (World.entitle, lambda world, parent: world.entitle(age=AgeBand.UNDER_14, guardians=[parent])),
    "attest by pass": (_child_of_a_resident, lambda world, child: world.attest(child, _guardian(world))),
    "attest by token": (World.bring_a_child, lambda world, child: world.attest(child)),
    "ask a guardian": (_child_of_a_resident, lambda world, child: world.ask(child, guardian=_guardian(world))),
    "ask with a token": (
        _child_with_a_token, lambda world, child: world.ask(child, guardian=next(iter(child.guardians)))),
    "guardian agrees": (_guardian_asked, lambda world, child: world.answer(child, Answer.AGREE)),
    "guardian agrees again": (_guardian_asked_anew, lambda world, child: world.answer(child, Answer.AGREE)),
    "guardian declines after all": (_guardian_asked_anew, lambda world, child: world.answer(child, Answer.DECLINE)),
    "guardian loses the pass": (World.bring_a_child, lambda world, _: world.reissue(_guardian(world))),
    "child loses the pass": (World.bring_a_child, World.reissue),
    "withdraw for a child": (World.bring_a_child, World.withdraw),

    "draft": (World.move_in, lambda world, _: world.emergencies.draft()),
    "confirm": (_drafted, lambda world, _: world.emergencies.confirm(_newest(world))),
    "sought at the door": (_ordered, lambda world, _: world.emergencies.pass_by(LOST_CHILD)),
    "somebody at the door": (_ordered, lambda world, resident: world.emergencies.pass_by(resident.person)),
    "last look": (_ordered_once, lambda world, _: world.emergencies.pass_by(LOST_CHILD)),
    "end an order": (_ordered, lambda world, _: world.emergencies.end(_newest(world))),
    "an order's time is over": (_order_over, lambda world, _: world.emergencies.rounds()),
    "freeze": (World.move_in, lambda world, _: world.emergencies.freeze()),
    "thaw": (_frozen, lambda world, _: world.emergencies.thaw(world.emergencies.freezes[-1].incident)),
    "set pin": (_signed_up, choose_pin),
    "sign in by face": (_subscribed, sign_in),
    "sign in by pin": (_subscribed, enter_pin),
    "wrong pin": (_subscribed, lambda world, user: enter_pin(world, user, "604173959")),
    "lose a phone": (_subscribed, World.reissue),
    "state necessity": (_stated, lambda world, _: state_necessity(world.gate, statement(name="Officer Ma"))),
    "refuse service": (_stated, lambda world, _: may_refuse(world.gate, APP, "try-on")),
    "take necessity back": (_stated, lambda world, _: end_necessity(world.gate, APP, "try-on")),
    "keep": (_hands_free_agreed, hands_free.stand_for),
    "keep again": (_hands_free, hands_free.stand_for),
    "press": (_hands_free, _press),
    "a stranger presses": (_hands_free, lambda world, _: hands_free.pressing(world, world.somebody())),
    "press too late": (_hands_free_year_over, _press),
    "reissue hands-free": (_hands_free, World.reissue),
    "withdraw hands-free": (_hands_free, hands_free.end),
}


def _prepared(scene: str) -> tuple[World, Resident, Act]:
    prepare, act = SCENES[scene]
    world = World().open_house()
    return world, prepare(world), act


def _calls(scene: str, *, only_changes: bool) -> Iterator[tuple[World, Resident, Act, Fault]]:
    """The scene once for each call of a port in it, with that call failing before, and then after."""
    world, resident, act = _prepared(scene)
    with world.failing(Fault()) as counting:
        act(world, resident)
    numbers = [number for number, call in enumerate(counting.calls) if not only_changes or call in CHANGES]
    assert numbers or only_changes  # reading changes nothing
    for number in numbers:
        for after in (False, True):
            yield (*_prepared(scene), Fault(number, after=after))


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES)
def test_a_crash_at_any_change_breaks_no_promise(scene: str) -> None:
    """Wherever the program stops in this scene, everything promised holds when it has started again."""
    # A crash between two changes leaves what a crash before the second does: the acts hold no state of their own.
    _crash_everywhere(scene, only_changes=True)


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES)
def test_a_crash_at_any_call_breaks_no_promise(scene: str) -> None:
    """As above, at every call of every port, those that only read among them."""
    _crash_everywhere(scene, only_changes=False)


def _crash_everywhere(scene: str, *, only_changes: bool) -> None:
    for world, resident, act, fault in _calls(scene, only_changes=only_changes):
        with pytest.raises(Crash), world.failing(fault):
            act(world, resident)
        world.restart()
        if resident in world.users:
            _signs_in(world, resident)
            world.check()
            continue
        if resident.face_code:
            world.walk_up(resident.person, code=resident.face_code)
        if world.emergencies.drafts:
            world.emergencies.pass_by(LOST_CHILD)
            world.emergencies.rounds()
        if resident.hands_free.grants:
            hands_free.pressing(world, resident.person)
        if resident.pass_code and scene != "lane up":
            opened = world.walk_up(code=resident.pass_code).opened
            assert opened is Lane.PASS or Lane.PASS not in world.up, fault.calls[-1]
        world.check()


def _signs_in(world: World, user: Resident) -> None:
    """Who has a pass can set a PIN and sign in by it, whatever a crash cut off."""
    if user.face_code:
        sign_in(world, user)
    if user.pass_code:
        assert isinstance(choose_pin(world, user), Pin)
        assert enter_pin(world, user).opened is Lane.PIN


@pytest.mark.slow
@pytest.mark.parametrize("scene", ["decline", "enrol", "enrol again", "reissue", "withdraw", "withdraw unused",
                                   "keep", "keep again", "withdraw hands-free",
                                   "draft", "end an order", "freeze", "thaw"])
def test_what_a_crash_cut_off_can_be_done_again(scene: str) -> None:
    """Nobody is stuck between two states: what was cut off is done, or can be done after the restart."""
    for world, resident, act, fault in _calls(scene, only_changes=True):
        with pytest.raises(Crash), world.failing(fault):
            act(world, resident)
        world.restart()
        grants = [grant for grant in world.store.grants() if world.store.tie(grant.id)]
        act(world, resident)
        if scene == "enrol again":
            assert grants, "a crash while enrolling ended the consent"
            assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
        if scene == "end an order":
            assert world.emergencies.now(_newest(world)).ended_at
        if scene == "thaw":
            assert world.walk_up(resident.person, code=resident.face_code).opened is Lane.FACE
        if scene == "keep again":
            assert grants, "a crash while being kept ended the consent"
            assert hands_free.pressing(world, resident.person).opened is Lane.FACE
        if scene.startswith("withdraw"):
            assert not [grant for grant in world.store.grants() if world.store.tie(grant.id)]
        world.check()


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES)
def test_a_change_that_fails_once_breaks_no_promise(scene: str) -> None:
    """A part that says it is unavailable, whether it did its work or not, breaks nothing, and needs no restart."""
    _fail_everywhere(scene, only_changes=True)


@pytest.mark.slow
@pytest.mark.parametrize("scene", SCENES)
def test_a_call_that_fails_once_breaks_no_promise(scene: str) -> None:
    """As above, at every call of every port."""
    _fail_everywhere(scene, only_changes=False)


def _fail_everywhere(scene: str, *, only_changes: bool) -> None:
    for world, resident, act, fault in _calls(scene, only_changes=only_changes):
        fault.error = lambda: UnavailableError("a part does not answer")
        with suppress(UnavailableError), world.failing(fault):
            act(world, resident)
        world.check()


def test_somebody_elses_withdrawal_does_not_open_what_mine_has_shut(world: World) -> None:
    """A withdrawal that stopped half way keeps its holder's face pass worthless though another one goes through."""
    hers, other = world.move_in(), world.move_in()
    with world.failing(Fault(0, ports=frozenset({"keys"}), error=lambda: UnavailableError("the disk is full"))), \
            pytest.raises(UnavailableError):
        world.withdraw(hers)
    assert isinstance(world.withdraw(other), Ended)
    assert world.walk_up(hers.person, code=hers.face_code).opened is None
    world.check()


